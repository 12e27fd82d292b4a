"""From a gesture on a component to the calls it makes: which operator, with which params."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from fo_widgets.schema.components import component_of
from fo_widgets.schema.paths import relative_path
from fo_widgets.session.surface import Surface

Json = dict[str, Any]

# The gestures on a plot, by the view key that listens to them.
PLOT_EVENTS = frozenset(
    {
        "on_click",
        "on_selected",
        "on_double_click",
        "on_deselect",
        "on_click_annotation",
        "on_slider_change",
        "on_slider_end",
        "on_slider_start",
    }
)

# Components that know only gestures of their own: a point of a plot is clicked, not the plot.
_WITHOUT_CLICK = frozenset(
    {"ArrowNavView", "DashboardView", "FrameLoaderView", "MediaPlayerView", "ModalView", "PlotlyView"}
)


@dataclass(frozen=True)
class Call:
    """An operator, or a panel's method (`uri#method`), to run with params."""

    uri: str
    params: Json = field(default_factory=dict)
    prompt: bool = False
    extra: Json = field(default_factory=dict)
    """Further parts of the request (`request_delegation`, …)."""
    on_success: str | None = None
    on_error: str | None = None


class UnknownGestureError(ValueError):
    """A gesture that the component at that path does not have."""


_BUILDERS: dict[str, Callable[[Surface, str, Json, str, Json], Iterator[Call]]] = {}


def calls_for(surface: Surface, path: str, component: str, event: str, params: Json) -> list[Call]:
    """The calls that a gesture makes; none if nothing listens.

    Params per component follow what FiftyOne's App sends (1.22.1).

    Raises:
        UnknownGestureError: if the component has no such gesture; names those it has.
    """
    prop = surface.property_at(path)
    view = prop.get("view") or {}
    builder = _container if event == "container" else _BUILDERS.get(component, _any_component)
    return list(builder(surface, path, view, event, params))


def change_calls(surface: Surface, path: str, value: Any) -> list[Call]:
    """The calls that a changed value makes: the property's `on_change`, then its containers'."""
    calls = []
    prop = surface.property_at(path)
    if uri := prop.get("on_change"):
        calls.append(Call(uri, {"path": path, "value": value}))
    parts = path.split(".")
    for depth in range(len(parts) - 1, -1, -1):
        container = ".".join(parts[:depth])
        around = surface.property_at(container)
        # grids, stacks and menus keep their keywords in the view alone
        if uri := around.get("on_change") or (around.get("view") or {}).get("on_change"):
            calls.append(Call(uri, {"path": container, "value": surface.get(container)}))
    return calls


def listened_events(prop: Json) -> list[str]:
    """The names of the gestures that do something on a component, for faces."""
    view = prop.get("view") or {}
    events = [key for key, uri in view.items() if key.startswith("on_") and uri]
    component = component_of(prop)
    if (view.get("operator") or view.get("on_click")) and component not in _WITHOUT_CLICK:
        events.append("click")
    if component == "PlotlyView":
        events = [event for event in events if event in PLOT_EVENTS]
    if (view.get("container") or {}).get("on_click"):
        events.append("container")
    if prop.get("on_change"):
        events.append("on_change")
    return sorted(set(events))


def _builder(*components: str) -> Callable[[Any], Any]:
    def register(function: Callable[[Surface, str, Json, str, Json], Iterator[Call]]) -> Any:
        for component in components:
            _BUILDERS[component] = function
        return function

    return register


def _any_component(surface: Surface, path: str, view: Json, event: str, params: Json) -> Iterator[Call]:
    if event == "click":
        uri = view.get("operator") or view.get("on_click")
        own = {**(view.get("params") or {}), "path": path, **params}
        prompt = bool(view.get("prompt"))
    else:
        uri, own, prompt = view.get(event), {**(view.get("params") or {}), **params}, False
        if not uri and not event.startswith("on_"):
            known = ", ".join(listened_events(surface.property_at(path))) or "none"
            raise UnknownGestureError(f"the component at {path!r} has no event {event!r}; it has: {known}")
    if uri:
        yield Call(uri, own, prompt)


def _container(surface: Surface, path: str, view: Json, event: str, params: Json) -> Iterator[Call]:
    container = view.get("container") or {}
    if uri := container.get("on_click"):
        yield Call(uri, {**(container.get("params") or {}), "path": path})


@_builder("OperatorExecutionButtonView")
def _execution_button(surface: Surface, path: str, view: Json, event: str, params: Json) -> Iterator[Call]:
    if event == "click":
        way = {"request_delegation": True, "delegation_target": params.get("target")}
        yield Call(
            view["operator"],
            {**(view.get("params") or {}), "path": path},
            bool(view.get("prompt")),
            way if params.get("way") == "schedule" else {},
            view.get("on_success"),
            view.get("on_error"),
        )
    elif event == "on_option_selected":
        if uri := view.get(event):
            yield Call(uri, {"selected_option": params.get("selected_option")})
    else:
        raise UnknownGestureError(
            f"the button at {path!r} has no event {event!r}; it has: click, on_option_selected"
        )


@_builder("StatusButtonView", "TimerView")
def _params_only(surface: Surface, path: str, view: Json, event: str, params: Json) -> Iterator[Call]:
    key = "on_click" if event == "click" else event
    uri = view.get(key) or (view.get("operator") if event == "click" else None)
    if uri:
        yield Call(uri, {**(view.get("params") or {}), **params})


@_builder("PlotlyView")
def _plot(surface: Surface, path: str, view: Json, event: str, params: Json) -> Iterator[Call]:
    if event not in PLOT_EVENTS:
        raise UnknownGestureError(
            f"the plot at {path!r} has no event {event!r}; plots have: {', '.join(sorted(PLOT_EVENTS))}"
        )
    if not (uri := view.get(event)):
        return
    head, *rest = event.split("_")
    common = {
        "id": _point_id(surface.get(path), params),
        "path": path,
        "relative_path": relative_path(path),
        "schema": surface.property_at(path),
        "view": view,
        "event": head + "".join(word.capitalize() for word in rest),
        "value": params.get("value"),
        "label": params.get("label"),
        "shift_pressed": bool(params.get("shift_pressed", False)),
    }
    if event == "on_click":
        keys = ("range", "x", "y", "z", "idx", "trace", "trace_idx")
        yield Call(uri, {**common, **{key: params.get(key) for key in keys}})
    else:
        yield Call(uri, {**common, "data": params.get("data")})


def _point_id(traces: Any, params: Json) -> Any:
    if "id" in params:
        return params["id"]
    idx, trace_idx = params.get("idx"), params.get("trace_idx")
    traces = [traces] if isinstance(traces, dict) else traces
    if idx is None or not isinstance(traces, list):
        return None
    try:
        ids = traces[trace_idx or 0]["ids"]
        return ids[idx[0]][idx[1]] if isinstance(idx, list) else ids[idx]
    except (KeyError, IndexError, TypeError):
        return None


@_builder("TableView")
def _table(surface: Surface, path: str, view: Json, event: str, params: Json) -> Iterator[Call]:
    row, column = params.get("row", -1), params.get("column", -1)
    if event == "action":
        actions = {action["name"]: action for action in view.get("row_actions") or []}
        action = actions.get(params.get("action"))
        if action is None:
            raise UnknownGestureError(
                f"the table at {path!r} has no row action {params.get('action')!r}; it has: {', '.join(actions)}"
            )
        if uri := action.get("on_click"):
            yield Call(uri, {"path": path, "event": action["name"], "row": row})
    elif event == "cell":
        # one click is a click on the cell, on its row and on its column
        cell = {"row": row, "column": column}
        for key, own in (
            ("on_click_cell", cell),
            ("on_click_row", {"row": row}),
            ("on_click_column", {"column": column}),
        ):
            if uri := view.get(key):
                yield Call(uri, {"path": path, "event": key, **own})
    else:
        yield from _any_component(surface, path, view, event, {"path": path, "event": event, **params})


@_builder("ArrowNavView", "MediaPlayerView", "FrameLoaderView", "DashboardView")
def _as_given(surface: Surface, path: str, view: Json, event: str, params: Json) -> Iterator[Call]:
    if uri := view.get(event):
        yield Call(uri, dict(params))


@_builder("ModalView")
def _modal(surface: Surface, path: str, view: Json, event: str, params: Json) -> Iterator[Call]:
    for key, callback in (("primaryButton", "primaryCallback"), ("secondaryButton", "secondaryCallback")):
        button = view.get(key) or {}
        if event == key and (uri := view.get(callback) or button.get("operator")):
            yield Call(uri, {**(button.get("params") or {}), **params})
