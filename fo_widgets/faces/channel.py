"""A channel: the conversation between one host and the pages that show it."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from fo_widgets.faces import assets, media
from fo_widgets.faces.moment import submit_and_linger
from fo_widgets.faces.node import Scene
from fo_widgets.faces.parcels import Parcels
from fo_widgets.faces.tree import build_scene, diff, is_empty
from fo_widgets.faces.wire import pack
from fo_widgets.operators.secrets import redact_json
from fo_widgets.session.host import Host, Json
from fo_widgets.session.questions import answer

logger = logging.getLogger(__name__)

Send = Callable[[Json, list[Any]], None]

# a progress bar moves smoothly enough at this rate, and a busy loop must not flood the comm
_SHORTEST_INTERVAL = 0.1
_toasts = itertools.count(1)
# by which a page finds what it asked for
_REFERENCE = ("page", "seq", "request", "name")
_ENVELOPE = ("type", "id", *_REFERENCE)
_ANSWERS = {"event": "ack", "ask": "answer", "media": "media", "asset": "asset"}


@dataclass(eq=False)
class Acknowledgement:
    """What a page waits for after an event; sent with the patch of its turn, if there is one."""

    page: str
    seq: Any
    is_sent: bool = False


class Channel:
    """Keeps every page's scene equal to the host, and brings gestures to the session's queue.

    Messages are those of docs/architecture.md. Nothing here runs plugin code: a gesture is submitted
    and its acknowledgement sent when it is done; only `cancel`, `ping`, assets and media answer at once.
    """

    def __init__(self, host: Host, send: Send) -> None:
        self._host = host
        self._send = send
        self._lock = threading.RLock()
        self._scene: Scene = build_scene(host)
        self._version = 0
        self._sent_at = 0.0
        # the event whose turn it is; the patch at the end of the turn acknowledges it
        self._answering: Acknowledgement | None = None
        self._handlers = {
            "open": self._open,
            "event": self._event,
            "cancel": self._cancel,
            "ping": self._ping,
            "asset": self._asset,
            "media": self._media,
            "ask": self._ask,
        }
        self._parcels = Parcels()
        host.listen(self)

    @property
    def scene(self) -> Scene:
        """What the pages show now."""
        return self._scene

    def stop(self) -> None:
        """Sends nothing any more."""
        self._host.unlisten(self)

    def host_changed(self) -> None:
        """Sends what changed since the last time, if anything did."""
        with self._lock:
            now = time.monotonic()
            in_turn = self._host.session.is_in_turn
            if in_turn and now - self._sent_at < _SHORTEST_INTERVAL and not self._phase_changed():
                return
            fresh = build_scene(self._host)
            patch = diff(self._scene, fresh)
            if is_empty(patch):
                return
            self._sent_at = now
            self._scene = fresh
            self._version += 1
            message = {"type": "patch", "version": self._version, "base": self._version - 1, **patch}
            if self._answering is not None and not in_turn:
                message["acks"] = {self._answering.page: self._answering.seq}
                self._answering.is_sent = True
            self._post(message)

    def host_emitted(self, message: Json) -> None:
        """Shows a toast, a log line or a download."""
        if message["type"] == "toast":
            message = {**message, "id": f"toast-{next(_toasts)}"}
        self._post(message)

    def receive(self, message: Any, buffers: Sequence[Any] = ()) -> None:
        """Takes a message from a page; a malformed one is logged and otherwise ignored."""
        message = self._parcels.unpack(message, buffers, self._post)
        if message is None:
            return
        handler = self._handlers.get(str(message.get("type"))) if isinstance(message, dict) else None
        if handler is None:
            logger.warning("ignored a message of unknown form: %.200r", message)
            return
        try:
            handler(message)
        except Exception as error:
            logger.exception("could not answer a %r message", message.get("type"))
            # whoever waits for an answer gets one
            waiting = {key: message[key] for key in _REFERENCE if key in message}
            kind = _ANSWERS.get(str(message["type"]))
            if kind is not None:
                self._post({"type": kind, **waiting, "error": str(error) or type(error).__name__})

    def _post(self, message: Json) -> None:
        # scenes have no secrets any more; the texts of notices, answers and errors may
        if message["type"] not in ("scene", "patch"):
            envelope = {key: message[key] for key in _ENVELOPE if key in message}
            message = {**redact_json(message, keys=False), **envelope}
        content, buffers = pack(message)
        self._send(content, list(buffers))

    def _open(self, message: Json) -> None:
        with self._lock:
            self._post(
                {"type": "scene", "version": self._version, "sid": self._host.session.id, **self._scene}
            )

    def _event(self, message: Json) -> None:
        id_, event = str(message["id"]), str(message["event"])
        params = message.get("params") or {}
        if not isinstance(params, dict):
            raise TypeError(f"the params of a gesture are an object, not a {type(params).__name__}")
        surface, path = self._place_of(id_)
        host_id = (surface or id_).split(".")[0]
        session = self._host.session
        acknowledgement = Acknowledgement(str(message.get("page")), message.get("seq"))

        def job() -> None:
            host = self._host.find(host_id)
            if host is None or not host.is_open:
                raise LookupError(f"{host_id} is closed")
            host.gesture(surface, path, event, params)
            self._answering = acknowledgement

        def queue() -> Future[None]:
            future = session.submit(job, key=(self._host.id, id_, event) if event == "change" else None)
            future.add_done_callback(lambda done: self._acknowledge(acknowledgement, done))
            return future

        submit_and_linger(session.queue, queue)

    def _acknowledge(self, acknowledgement: Acknowledgement, done: Future[None]) -> None:
        if self._answering is acknowledgement:
            self._answering = None
        error = None
        if not done.cancelled() and (exception := done.exception()) is not None:
            # plugin failures are in the scene already; this is for what has no place of its own
            error = str(exception) or type(exception).__name__
        if error is not None or not acknowledgement.is_sent:
            page, seq = acknowledgement.page, acknowledgement.seq
            self._post({"type": "ack", "page": page, "seq": seq, "error": error})

    def _place_of(self, id_: str) -> tuple[str, str]:
        if ":" not in id_:
            return "", ""
        surface, _, path = id_.partition(":")
        with self._lock:
            node = self._scene["nodes"].get(id_)
        return surface, path.rstrip("~") if node is None else node["path"]

    def _ask(self, message: Json) -> None:
        id_ = str(message["id"])
        surface, path = self._place_of(id_)
        session = self._host.session
        reply: Json = {"type": "answer", "page": message.get("page"), "request": message.get("request")}

        def job() -> Any:
            host = self._host.find((surface or id_).split(".")[0])
            if host is None or not host.is_open:
                raise LookupError(f"{id_} is closed")
            return answer(host, surface, path, str(message["question"]), message.get("params") or {})

        def tell(done: Future[Any]) -> None:
            if done.cancelled():
                self._post({**reply, "error": "cancelled"})
            elif (exception := done.exception()) is not None:
                self._post({**reply, "error": str(exception) or type(exception).__name__})
            else:
                self._post({**reply, "result": done.result()})

        session.submit(job).add_done_callback(tell)

    def _cancel(self, message: Json) -> None:
        self._host.session.cancel()

    def _ping(self, message: Json) -> None:
        self._post({"type": "pong", "page": message.get("page"), "request": message.get("request")})

    def _asset(self, message: Json) -> None:
        self._send(*asset_reply(message))

    def _media(self, message: Json) -> None:
        with self._lock:
            scene = self._scene
        self._send(*media_reply(message, scene))

    def _phase_changed(self) -> bool:
        before = self._scene["nodes"][self._scene["root"]]["view"].get("phase")
        return before != getattr(self._host, "phase", None)


def asset_reply(message: Json) -> tuple[Json, list[bytes]]:
    """The answer to an `asset` message: its content, or that there is none of that name."""
    name = message.get("name")
    reply: Json = {"type": "asset", "page": message.get("page"), "name": name}
    try:
        content = assets.read(str(name))
    except KeyError:
        return {**reply, "error": f"there is no asset {name!r}"}, []
    return {**reply, "hash": assets.hashes()[str(name)]}, [content]


def media_reply(message: Json, scene: Scene) -> tuple[Json, list[bytes]]:
    """The answer to a `media` message: a part of a file that the scene shows, or why there is none."""
    reply: Json = {"type": "media", "page": message.get("page"), "request": message.get("request")}
    try:
        allowed = media.local_paths(scene)
        part = media.read(str(message["path"]), allowed, message.get("start"), message.get("end"))
    except (OSError, ValueError) as error:
        return {**reply, "error": str(error)}, []
    return {**reply, "mime": part.mime, "start": part.start, "total": part.total}, [part.content]
