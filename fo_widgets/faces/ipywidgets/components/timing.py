"""Timers and timelines."""

from __future__ import annotations

import threading
from typing import Any

import traitlets

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.markup import html, tag
from fo_widgets.faces.ipywidgets.reading import box, label, number, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

# a timer faster than that would only fill the kernel's queue
_SHORTEST_MS = 100
_FRAME_MS = 33
_FRAMES_AT_ONCE = 30


class Clock(ipywidgets.HTML):  # type: ignore[misc]
    """Nothing to see: tells when time has passed, from the kernel, until it is closed."""

    timeout = traitlets.Any(None, allow_none=True, help="milliseconds until `on_timeout`")
    interval = traitlets.Any(None, allow_none=True, help="milliseconds between two `on_interval`")
    happened = traitlets.Any(None, allow_none=True, help="the newest gesture")

    def __init__(self, **traits: Any) -> None:
        self._timers: dict[str, threading.Timer] = {}
        super().__init__(**traits)
        self._restart("timeout")
        self._restart("interval")
        self.observe(lambda change: self._restart(change["name"]), ["timeout", "interval"])

    def close(self) -> None:
        """Stops, then frees the widget."""
        for name in list(self._timers):
            self._timers.pop(name).cancel()
        super().close()

    def _restart(self, name: str) -> None:
        if (running := self._timers.pop(name, None)) is not None:
            running.cancel()
        duration = number(getattr(self, name))
        if duration is None:
            return
        timer = threading.Timer(max(_SHORTEST_MS, duration) / 1000, self._ring, (name,))
        timer.daemon = True
        self._timers[name] = timer
        timer.start()

    def _ring(self, name: str) -> None:
        if self.comm is None or name not in self._timers:
            return
        # another object each time, or nobody would hear of the second one
        self.happened = Gesture(f"on_{name}", {})
        self.happened = None
        if name == "interval" and self.comm is not None:
            self._restart(name)


class Timeline(ipywidgets.HBox):  # type: ignore[misc]
    """A player and a slider that follow each other in the page; tells which frames it will need."""

    frames = traitlets.Int(1, help="how many frames there are")
    loop = traitlets.Bool(False, help="whether it starts again at the end")
    loader = traitlets.Unicode(None, allow_none=True, help="id of the node that loads frames")
    happened = traitlets.Any(None, allow_none=True, help="the newest gesture")

    def __init__(self, frames: int = 1, loop: bool = False, **traits: Any) -> None:
        self.play = ipywidgets.Play(min=1, max=frames, value=1, interval=_FRAME_MS, repeat=loop)
        self.slider = ipywidgets.IntSlider(min=1, max=frames, value=1)
        self._link = ipywidgets.jslink((self.play, "value"), (self.slider, "value"))
        self._asked: set[int] = set()
        super().__init__(children=(self.play, self.slider), frames=frames, loop=loop, **traits)
        self.observe(self._follow, ["frames", "loop"])
        self.slider.observe(lambda change: self._ask(change["new"]), "value")

    def close(self) -> None:
        """Frees the player, the slider and their link too."""
        self._link.close()
        for widget in (self.play, self.slider):
            layout, style = widget.layout, widget.style
            for each in (widget, layout, style):
                each.close()
        super().close()

    def begin(self) -> None:
        """Asks for the first frames."""
        self._ask(1)

    def _ask(self, frame: int) -> None:
        start = (frame - 1) // _FRAMES_AT_ONCE * _FRAMES_AT_ONCE
        if self.loader is None or start in self._asked:
            return
        self._asked.add(start)
        last = min(start + _FRAMES_AT_ONCE, self.frames)
        self.happened = Gesture("on_load_range", {"range": [start + 1, last]}, node=self.loader)
        self.happened = None

    def _follow(self, change: Any) -> None:
        self.play.max = self.slider.max = self.frames
        self.play.repeat = self.loop


@builder("TimerView")
def timer(node: Node, draw: Draw) -> Element:
    """Nothing to see; `on_timeout` and `on_interval` happen in the kernel."""
    traits = {
        key: node["view"].get(key) if f"on_{key}" in node["events"] else None
        for key in ("timeout", "interval")
    }
    return Element(Clock, traits, signals="happened", layout={"display": "none"})


@builder("TimelineView")
def timeline(node: Node, draw: Draw) -> Element:
    """Play and scrub through frames, in the page; a frame loader of the same name hears what is needed."""
    name = _timeline_name(node)
    loaders = (each for each in draw.scene["nodes"].values() if each["component"] == "FrameLoaderView")
    loader = next((each["id"] for each in loaders if name and _timeline_name(each) == name), None)
    return _player(node, loader)


@builder("FrameLoaderView")
def frame_loader(node: Node, draw: Draw) -> Element | None:
    """A player that asks for frames by ranges; nothing where a timeline of the same name does that."""
    name = _timeline_name(node)
    timelines = (each for each in draw.scene["nodes"].values() if each["component"] == "TimelineView")
    if name and any(_timeline_name(each) == name for each in timelines):
        return None
    return _player(node, node["id"])


def _player(node: Node, loader: str | None) -> Element:
    view = node["view"]
    frames = max(1, int(number(view.get("total_frames")) or 1))
    traits = {"frames": frames, "loop": bool(view.get("loop")), "loader": loader}
    body = Element(Timeline, traits, signals="happened", layout=box(view), is_control=True)
    told = label(node) or _timeline_name(node)
    if not told:
        return body
    name = Element(ipywidgets.HTML, {"value": tag("span", html(told), "fwi-muted")})
    return Element(ipywidgets.VBox, children=(name, body))


def _timeline_name(node: Node) -> str | None:
    return text(node["view"].get("timeline_name"))
