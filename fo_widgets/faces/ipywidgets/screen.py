"""A screen: the widgets of one host, kept equal to it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import ipywidgets
from fo_widgets.faces.ipywidgets import components as components  # the builders register themselves
from fo_widgets.faces.ipywidgets.busy import Busy
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.hands import SessionHands
from fo_widgets.faces.ipywidgets.live import Live
from fo_widgets.faces.ipywidgets.looks import Looks
from fo_widgets.faces.ipywidgets.memory import ElementMemory
from fo_widgets.faces.ipywidgets.registry import Draw, Json
from fo_widgets.faces.node import Node, Scene
from fo_widgets.faces.tree import build_scene
from fo_widgets.operators.secrets import redact
from fo_widgets.session.host import Host

logger = logging.getLogger(__name__)

# as fast as the browser face: a busy loop must not flood the comm
_SHORTEST_INTERVAL = 0.1
_TOAST_SECONDS = 6.0


@dataclass
class _Shown:
    """The live elements of one node, outermost first."""

    lives: list[Live] = field(default_factory=list)

    @property
    def outermost(self) -> Live:
        return self.lives[0]

    @property
    def control(self) -> Live:
        return next((live for live in self.lives if live.element.is_control), self.lives[0])


class Screen:
    """Draws a host with ipywidgets and brings what happens to them to the session.

    Widgets are kept from one drawing to the next, by node and kind, so only what changed travels.
    Drawing happens on whatever thread flushes the host, never twice at once: who comes while another
    draws leaves a note and goes, since to wait could block the thread that the other waits for.

    Attributes:
        root: the widget that shows the host.
    """

    def __init__(
        self,
        host: Host,
        *,
        on_root: Callable[[ipywidgets.Widget], None] | None = None,
        scene_of: Callable[[Host], Scene] = build_scene,
    ) -> None:
        self._host = host
        self._on_root = on_root
        self._scene_of = scene_of
        self._looks = Looks()
        self._memory = ElementMemory()
        self._touched: set[str] = set()
        self._paths: dict[str, str] = {}
        self._busy = Busy(self._draw_safely)
        self._hands = SessionHands(host, self._touched.add, self._path_of, self._busy)
        self._shown: dict[str, _Shown] = {}
        self._notice: Json | None = None
        self._timer: threading.Timer | None = None
        self._phase: object = None
        self._since = 0
        self._drawn_at = 0.0
        self._mutex = threading.Lock()
        self._is_drawing = self._is_due = False
        self._closed = threading.Event()
        self.root: ipywidgets.Widget | None = None
        host.listen(self)
        self._draw_now()

    def host_changed(self) -> None:
        """Draws the host again; during a turn at most ten times a second."""
        is_early = time.monotonic() - self._drawn_at < _SHORTEST_INTERVAL
        if is_early and self._host.session.is_in_turn and self._phase == _phase_of(self._host):
            return
        self._draw_now()

    def host_emitted(self, message: Json) -> None:
        """Shows a toast or an offered download for a while; log lines go to the log."""
        if message["type"] == "log":
            logger.info("%s: %s", self._host.id, redact(str(message.get("message"))))
            return
        self._notice = {**message, "message": redact(str(message.get("message") or ""))}
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(_TOAST_SECONDS, self._take_notice_away)
        self._timer.daemon = True
        self._timer.start()
        self._host.changed()

    def control(self, id_: str) -> ipywidgets.Widget | None:
        """The widget to use from Python for a node; None if the node shows nothing."""
        shown = self._shown.get(id_)
        return None if shown is None else shown.control.widget

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """The control of every node that shows something, by node id, in display order."""
        return {id_: shown.control.widget for id_, shown in list(self._shown.items())}

    def close(self) -> None:
        """Frees every widget; the screen draws no more."""
        self._host.unlisten(self)
        self._busy.close()
        with self._mutex:
            self._closed.set()
            is_drawing = self._is_drawing
        if self._timer is not None:
            self._timer.cancel()
        if not is_drawing:
            self._free()

    def _take_notice_away(self) -> None:
        self._notice = None
        self._host.session.submit(self._draw_now)

    def _draw_safely(self) -> None:
        try:
            self._draw_now()
        except Exception:
            logger.exception("could not draw %s", self._host.id)

    def _draw_now(self) -> None:
        with self._mutex:
            self._is_due = True
            if self._is_drawing or self._closed.is_set():
                return
            self._is_drawing = True
        while True:
            with self._mutex:
                if self._closed.is_set() or not self._is_due:
                    self._is_drawing = False
                    break
                self._is_due = False
            try:
                self._draw()
            except BaseException:
                with self._mutex:
                    self._is_drawing = False
                raise
        if self._closed.is_set():
            self._free()

    def _draw(self) -> None:
        self._phase = _phase_of(self._host)
        self._since = self._hands.moment
        scene = self._scene_of(self._host)
        self._paths = {id_: node["path"] for id_, node in scene["nodes"].items()}
        draw = Draw(
            host=self._host,
            scene=scene,
            parents={child: id_ for id_, node in scene["nodes"].items() for child in _inside(node)},
            touched=frozenset(self._touched),
            is_busy=self._busy.is_shown,
            notice=self._notice,
            shown={id_: type(shown.control.widget) for id_, shown in self._shown.items()},
        )
        self._memory.begin(draw)
        before, self._shown = self._shown, {}
        retired: list[Live] = []
        root = self._draw_node(scene["root"], draw, before, retired)
        for gone in before.values():
            retired.extend(gone.lives)
        if root is not self.root:
            self.root = root
            if self._on_root is not None and root is not None:
                self._on_root(root)
        for live in retired:
            live.close()
        self._touched.intersection_update(self._shown)
        self._drawn_at = time.monotonic()

    def _draw_node(
        self, id_: str, draw: Draw, before: dict[str, _Shown], retired: list[Live]
    ) -> ipywidgets.Widget | None:
        node = draw.scene["nodes"].get(id_)
        element = None if node is None else self._element(node, draw)
        if element is None:
            return None
        old = before.pop(id_, None)
        pool = [] if old is None else old.lives
        shown = _Shown()
        self._shown[id_] = shown
        try:
            self._place(id_, element, pool, shown, draw, before, retired)
        except Exception as error:
            logger.exception("could not show %s", id_)
            retired.extend(shown.lives)
            shown.lives.clear()
            self._place(id_, components.broken(draw.scene["nodes"][id_], error), [], shown, draw, {}, retired)
        retired.extend(pool)
        return shown.outermost.widget

    def _place(
        self,
        id_: str,
        element: Element,
        pool: list[Live],
        shown: _Shown,
        draw: Draw,
        before: dict[str, _Shown],
        retired: list[Live],
    ) -> ipywidgets.Widget:
        live = next((live for live in pool if element.continues(live.element)), None)
        if live is None:
            live = Live(id_, element, self._looks, self._hands)
        else:
            pool.remove(live)
            live.show(element, self._since)
        shown.lives.append(live)
        if element.children is not None:
            inside = [
                self._draw_node(child, draw, before, retired)
                if isinstance(child, str)
                else self._place(id_, child, pool, shown, draw, before, retired)
                for child in element.children
            ]
            live.hold(tuple(widget for widget in inside if widget is not None))
        return live.widget

    def _element(self, node: Node, draw: Draw) -> Element | None:
        try:
            return self._memory.element(node, draw)
        except Exception as error:
            # one bad value must not take the panel with it
            logger.exception("could not draw %s at %r", node["component"], node["path"])
            return components.broken(node, error)

    def _path_of(self, id_: str) -> str:
        # a page may still show what is gone from the scene
        return self._paths.get(id_, id_.partition(":")[2])

    def _free(self) -> None:
        shown, self._shown = self._shown, {}
        for each in shown.values():
            for live in each.lives:
                live.close()
        self.root = None


def _inside(node: Node) -> Iterator[str]:
    yield from node["children"]
    yield from node["view"].get("overlays") or []


def _phase_of(host: Host) -> object:
    return getattr(host, "phase", None), host.is_open
