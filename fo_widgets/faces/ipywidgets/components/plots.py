"""Plots: plotly's own widget, fed in place, with the gestures that plugins listen to."""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import Any

import numpy as np
import traitlets

import ipywidgets
from fo_widgets.faces.ipywidgets.components.display import heading
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.markup import failure
from fo_widgets.faces.ipywidgets.reading import height, mapping, number
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node
from fo_widgets.faces.tree import same

_HEIGHT = 360
_EVENTS = {"plotly_click": "on_click", "plotly_selected": "on_selected", "plotly_deselect": "on_deselect"}


@builder("PlotlyView")
def plot(node: Node, draw: Draw) -> Element:
    """A plot; its clicks, selections and deselections become gestures."""
    try:
        kind = plot_widget()
    except ImportError as error:
        return Element(
            ipywidgets.HTML, {"value": failure({"message": f"Plots need plotly and anywidget: {error}"})}
        )
    traits = {
        "figure": figure_of(node),
        "listens": tuple(sorted(set(node["events"]) & set(_EVENTS.values()))),
    }
    config = {"displaylogo": False, **mapping(node["view"].get("config"))}
    figure = Element(kind, traits, signals="happened", given={"config": config}, is_control=True)
    if not (told := heading(node)):
        return figure
    return Element(ipywidgets.VBox, children=(Element(ipywidgets.HTML, {"value": told}), figure))


@lru_cache(maxsize=1)
def plot_widget() -> type[ipywidgets.Widget]:
    """The class of plots; made when first needed, since plotly is slow to import.

    Raises:
        ImportError: if plotly, or the anywidget that its widget needs, is missing.
    """
    from plotly.graph_objects import FigureWidget

    if not issubclass(FigureWidget, ipywidgets.Widget):
        raise ImportError("plotly's FigureWidget needs anywidget")

    class Plot(FigureWidget):  # type: ignore[misc]
        """A `plotly.graph_objects.FigureWidget` that takes figures as dicts and tells gestures."""

        data: Any
        layout: Any
        _config: Any

        figure = traitlets.Dict(help="traces and layout, `{data, layout}`; a new dict is shown in place")
        listens = traitlets.Tuple(help="the gestures that are told")
        happened = traitlets.Any(None, allow_none=True, help="the newest gesture")

        def __init__(self, figure: Any = None, listens: Any = (), config: Any = None, **traits: Any) -> None:
            figure = figure or {"data": [], "layout": {}}
            super().__init__(data=figure["data"], layout=figure["layout"], skip_invalid=True, **traits)
            self.set_trait("figure", figure)
            self.listens = listens
            self._config = {**self._config, **(config or {})}
            self.observe(self._follow, "figure")

        def _follow(self, change: Any) -> None:
            new, old = change["new"], change["old"]
            with self.batch_update():
                if len(new["data"]) == len(self.data) and all(
                    trace.type == each.get("type", "scatter")
                    for trace, each in zip(self.data, new["data"], strict=True)
                ):
                    for trace, was, each in zip(self.data, old["data"], new["data"], strict=True):
                        if not same(was, each):
                            gone = {key: None for key in was if key not in each and key != "type"}
                            trace.update({**gone, **each}, overwrite=True)
                else:
                    self.data = ()
                    self.add_traces(_traces(new["data"]))
                if not same(old["layout"], new["layout"]):
                    gone = {key: None for key in old["layout"] if key not in new["layout"]}
                    self.layout.update({**gone, **new["layout"]}, overwrite=True)

        @traitlets.observe("_js2py_pointsCallback")
        def _handler_js2py_pointsCallback(self, change: Any) -> None:  # noqa: N802 - plotly's name
            told = change["new"]
            if told:
                event = _EVENTS.get(told.get("event_type"), "")
                if event in self.listens:
                    points = points_of(told.get("points") or {}, self.figure["data"])
                    shift = bool(mapping(told.get("device_state")).get("shift"))
                    params = gesture_params(event, points, shift)
                    if params is not None:
                        self.happened = Gesture(event, params)
            super()._handler_js2py_pointsCallback(change)

    return Plot


def _traces(data: list[Any]) -> list[Any]:
    import plotly.graph_objects as go

    return list(go.Figure(data=data, skip_invalid=True).data)


def figure_of(node: Node) -> dict[str, Any]:
    """The traces and the layout of a plot, however the plugin gave them."""
    value, view = node["value"], node["view"]
    figure = value if isinstance(value, dict) and "data" in value and "type" not in value else {}
    raw = figure.get("data", value if value is not None else view.get("data"))
    if isinstance(raw, dict):
        raw = [raw] if raw else []
    data = [copy.copy(each) for each in raw or [] if isinstance(each, dict)]
    layout = {**mapping(figure.get("layout")), **mapping(view.get("layout"))}
    tall = height(view.get("height"))
    pixels = number(tall.removesuffix("px")) if tall and tall.endswith("px") else None
    layout.setdefault("height", pixels or _HEIGHT)
    layout.setdefault("margin", {"l": 48, "r": 16, "t": 48 if layout.get("title") else 16, "b": 40})
    if "on_selected" in node["events"]:
        layout.setdefault("dragmode", "lasso")
    return {"data": data, "layout": layout}


def points_of(told: dict[str, Any], data: list[Any]) -> list[dict[str, Any]]:
    """The points of a gesture, `{trace, trace_idx, idx, id, x, y, z}` each."""
    columns = [told.get(key) or [] for key in ("trace_indexes", "point_indexes", "xs", "ys")]
    depths = told.get("zs") or []
    points = []
    for at, (trace_idx, idx, x, y) in enumerate(zip(*columns, strict=False)):
        trace = data[trace_idx] if trace_idx < len(data) else {}
        points.append(
            {
                "trace": trace.get("name"),
                "trace_idx": trace_idx,
                "idx": idx,
                "id": _at(trace.get("ids"), idx),
                "x": x,
                "y": y,
                "z": depths[at] if at < len(depths) else _at(trace.get("z"), idx),
            }
        )
    return points


def gesture_params(event: str, points: list[dict[str, Any]], shift: bool) -> dict[str, Any] | None:
    """The params of a plot's gesture; None for a click on nothing."""
    if event == "on_click":
        if not points:
            return None
        point = dict(points[0])
        if point["id"] is None:
            del point["id"]
        return {**point, "value": None, "label": None, "range": None, "shift_pressed": shift}
    return {"data": points, "shift_pressed": shift} if event == "on_selected" else {"data": None}


def _at(values: Any, idx: Any) -> Any:
    if isinstance(values, np.ndarray):
        values = values.tolist()
    try:
        return values[idx[0]][idx[1]] if isinstance(idx, (list, tuple)) else values[idx]
    except (TypeError, IndexError, KeyError):
        return None
