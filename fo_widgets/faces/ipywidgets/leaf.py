"""Leaves: components that no ipywidget fits, drawn by the page's own runtime in a widget of their own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import Any

import anywidget
import traitlets

from fo_widgets.faces import assets
from fo_widgets.faces.channel import asset_reply, media_reply
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.reading import Json
from fo_widgets.faces.ipywidgets.registry import Draw
from fo_widgets.faces.node import Node, Scene
from fo_widgets.faces.parcels import Parcels
from fo_widgets.faces.tree import diff, is_empty
from fo_widgets.faces.wire import pack

logger = logging.getLogger(__name__)

_EMPTY: Scene = {"root": "", "nodes": {}}


class Leaf(anywidget.AnyWidget):
    """One component, drawn as the browser face draws it.

    It speaks the messages of docs/architecture.md about a scene that has the component as its root. The
    runtime and plotly come once a page, so a leaf costs a few hundred bytes, and its data is not saved.
    """

    scene: Any = traitlets.Any(
        _EMPTY, help="the component and what is inside it; a new one is shown in place"
    )
    value = traitlets.Any(None, allow_none=True, help="of an input; setting it is a hand on the control")
    happened = traitlets.Any(None, allow_none=True, help="the newest gesture")

    _session = traitlets.Unicode().tag(sync=True)
    _assets = traitlets.Dict().tag(sync=True)
    _root = traitlets.Unicode().tag(sync=True)

    def __init__(self, scene: Scene, session: str = "", **traits: Any) -> None:
        self._version = 0
        self._lock = threading.RLock()
        self._parcels = Parcels()
        super().__init__(
            _esm=assets.loader(),
            _session=session,
            _assets=assets.hashes(),
            _root=scene["root"],
            scene=scene,
            **traits,
        )
        self.observe(self._follow, "scene")
        self.on_msg(lambda _, content, buffers: self.receive(content, buffers))

    def event(self, name: str, node: str | None = None, **params: Any) -> None:
        """Does what a hand on it would: `leaf.event("cell", row=1, column=0)`."""
        self.happened = Gesture(name, params, node=node, waits=True)
        # the same gesture again must be another change
        self.happened = None

    def receive(self, message: Any, buffers: Sequence[Any] = ()) -> None:
        """Takes a message from a page; one of unknown form is logged and otherwise ignored."""
        message = self._parcels.unpack(message, buffers, self._post)
        if message is None:
            return
        kind = message.get("type") if isinstance(message, dict) else None
        if kind == "open":
            with self._lock:
                self._post({"type": "scene", "version": self._version, "sid": self._session, **self.scene})
        elif kind == "event" and message.get("id") in self.scene["nodes"]:
            self._gesture(message)
        elif kind == "ping":
            self._post({"type": "pong", "page": message.get("page"), "request": message.get("request")})
        elif kind == "asset":
            self._send_reply(*asset_reply(message))
        elif kind == "media":
            self._send_reply(*media_reply(message, self.scene))
        elif kind != "cancel":
            logger.warning("ignored a message of unknown form: %.200r", message)

    def _gesture(self, message: Json) -> None:
        def acknowledge() -> None:
            self._post({"type": "ack", "page": message.get("page"), "seq": message.get("seq")})

        params = message.get("params")
        self.happened = Gesture(
            str(message["event"]),
            params if isinstance(params, dict) else {},
            node=message["id"],
            then=acknowledge,
        )
        self.happened = None

    def _follow(self, change: Any) -> None:
        with self._lock:
            patch = diff(change["old"], change["new"])
            if not is_empty(patch):
                self._version += 1
                self._post({"type": "patch", "version": self._version, "base": self._version - 1, **patch})

    def _post(self, message: Json) -> None:
        content, buffers = pack(message)
        self._send_reply(content, buffers)

    def _send_reply(self, content: Json, buffers: list[Any]) -> None:
        if self.comm is not None:
            self.send(content, buffers)


def leaf(node: Node, draw: Draw) -> Element:
    """The element of a component that the page's runtime draws, with everything inside it."""
    is_input = "change" in node["events"] and not node["read_only"]
    if is_input and draw.root(node)["view"].get("phase") == "running":
        node = {**node, "view": {**node["view"], "disabled": True}}
    nodes: dict[str, Node] = {}

    def take(each: Node) -> None:
        nodes[each["id"]] = each
        for child in draw.children(each):
            take(child)

    take(node)
    return Element(
        Leaf,
        {"scene": {"root": node["id"], "nodes": nodes}, **({"value": node["value"]} if is_input else {})},
        given={"session": draw.host.session.id},
        edits="value" if is_input else None,
        signals="happened",
        layout={"width": "100%"},
        is_control=True,
    )
