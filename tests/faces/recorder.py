"""A comm that keeps what a kernel would send, and pages that answer it as the browser's runtime does."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from comm.base_comm import BaseComm

Json = dict[str, Any]


class RecorderComm(BaseComm):
    """Keeps every message with its buffers."""

    made: list[RecorderComm] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.sent: list[tuple[str, Json, list[Any]]] = []
        type(self).made.append(self)
        super().__init__(*args, **kwargs)

    def publish_msg(
        self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
    ) -> None:
        self.sent.append((msg_type, data or {}, list(buffers or [])))

    def custom(self) -> list[tuple[Json, list[Any]]]:
        """The custom messages: their content and buffers."""
        return [
            (data["content"], buffers)
            for kind, data, buffers in self.sent
            if kind == "comm_msg" and data.get("method") == "custom"
        ]

    def bytes_sent(self) -> int:
        """The bytes of all messages, JSON and buffers."""
        return sum(
            len(json.dumps(data, default=str).encode()) + sum(memoryview(buffer).nbytes for buffer in buffers)
            for _, data, buffers in self.sent
        )


class Page:
    """One browser page that shows a widget: it opens the scene, applies patches, sends gestures."""

    def __init__(self, widget: Any, name: str = "page-1") -> None:
        self.widget = widget
        self.name = name
        self.comm: RecorderComm = widget.comm
        self.scene: Json | None = None
        self.version = -1
        self.acks: dict[int, str | None] = {}
        self.others: list[Json] = []
        self.asked_again = 0
        self._read = 0
        self._seq = 0

    def say(self, **message: Any) -> None:
        """Sends a message of this page to the kernel."""
        content = {"page": self.name, **message}
        self.widget._handle_custom_msg(content, [])

    def open(self) -> Page:
        """Asks for the scene."""
        self.say(type="open")
        self.read()
        return self

    def event(self, node: str, event: str, wait: bool = True, **params: Any) -> int:
        """Makes a gesture and waits for its acknowledgement."""
        self._seq += 1
        seq = self._seq
        self.say(type="event", seq=seq, id=node, event=event, params=params)
        if wait:
            self.until(lambda: seq in self.acks)
        return seq

    def until(self, done: Callable[[], bool], seconds: float = 5) -> None:
        """Reads messages until something holds."""
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, "it did not happen"
            time.sleep(0.005)
            self.read()

    def read(self) -> None:
        """Takes what the kernel has sent since the last time, as the runtime does."""
        messages = self.comm.custom()
        for content, _ in messages[self._read :]:
            self._take(content)
        self._read = len(messages)

    def node(self, path: str) -> Json:
        """The node at a path."""
        assert self.scene is not None
        return next(node for node in self.scene["nodes"].values() if node["path"] == path and node["path"])

    @property
    def root(self) -> Json:
        """The root node."""
        assert self.scene is not None
        found: Json = self.scene["nodes"][self.scene["root"]]
        return found

    def _take(self, content: Json) -> None:
        kind = content["type"]
        if self.name in content.get("acks", {}):
            self.acks[content["acks"][self.name]] = None
        if kind == "scene":
            self.scene, self.version = json.loads(json.dumps(content)), content["version"]
        elif kind == "patch" and self.scene is not None and content["version"] > self.version:
            if content["base"] != self.version:
                self.asked_again += 1
                self.say(type="open")
                return
            nodes = self.scene["nodes"]
            for id_, changes in content["set"].items():
                nodes[id_].update(changes)
            nodes.update(content["add"])
            for id_ in content["remove"]:
                del nodes[id_]
            self.version = content["version"]
        elif kind == "ack" and content.get("page") == self.name:
            self.acks[content["seq"]] = content["error"]
        elif kind not in ("patch", "ack"):
            self.others.append(content)
