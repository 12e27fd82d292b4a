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
    """A player and a slider that follow each other in the page."""

    frames = traitlets.Int(1, help="how many frames there are")
    loop = traitlets.Bool(False, help="whether it starts again at the end")

    def __init__(self, frames: int = 1, loop: bool = False, **traits: Any) -> None:
        self.play = ipywidgets.Play(min=1, max=frames, value=1, interval=_FRAME_MS, repeat=loop)
        self.slider = ipywidgets.IntSlider(min=1, max=frames, value=1)
        self._link = ipywidgets.jslink((self.play, "value"), (self.slider, "value"))
        super().__init__(children=(self.play, self.slider), frames=frames, loop=loop, **traits)
        self.observe(self._follow, ["frames", "loop"])

    def close(self) -> None:
        """Frees the player, the slider and their link too."""
        self._link.close()
        for widget in (self.play, self.slider):
            layout, style = widget.layout, widget.style
            for each in (widget, layout, style):
                each.close()
        super().close()

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
    """Play and scrub through frames, in the page."""
    view = node["view"]
    frames = max(1, int(number(view.get("total_frames")) or 1))
    body = Element(
        Timeline, {"frames": frames, "loop": bool(view.get("loop"))}, layout=box(view), is_control=True
    )
    told = label(node) or text(view.get("timeline_name"))
    if not told:
        return body
    name = Element(ipywidgets.HTML, {"value": tag("span", html(told), "fow-muted")})
    return Element(ipywidgets.VBox, children=(name, body))
