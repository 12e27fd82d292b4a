"""How entries of the table are written, and the data that they share."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators import types
from tests.conformance.stage import Case, Does, Heard, Json

PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SOUND = "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="
TREE = [["animals", ["cat", "dog"]], ["car", None]]
ROWS = [{"name": "cat", "n": 3}, {"name": "dog", "n": 12}]
POINTS = [{"type": "scatter", "name": "T", "x": [1, 2], "y": [3, 4], "ids": ["p", "q"]}]
CLICK = {
    "trace_idx": 0, "idx": 1, "trace": "T", "x": 2, "y": 4, "z": None, "value": None, "label": None,
    "range": None, "shift_pressed": False,
}  # fmt: skip
POINT = {"trace": "T", "trace_idx": 0, "idx": 1, "id": "q", "x": 2, "y": 4, "z": None}
CATS: Json = {"choices": [types.Choice("c", label="Cat"), types.Choice("d", label="Dog")]}


def shown(name: str, views: str, define: Any, component: str, **rest: Any) -> Case:
    """A case without a gesture."""
    return Case(name, tuple(views.split()), define, component, **rest)


def edited(name: str, views: str, define: Any, component: str, value: Any, **rest: Any) -> Case:
    """A case in which the value at `it` is changed, which its `on_change` hears of."""
    given = {"after": {"it": value}, "hears": (Heard("changed", {"path": "it", "value": value}),)}
    return Case(
        name,
        tuple(views.split()),
        define,
        component,
        does=Does("change", {"value": value}),
        **{**given, **rest},
    )


def done(name: str, views: str, define: Any, component: str, does: Does, *hears: Heard, **rest: Any) -> Case:
    """A case with any other gesture."""
    return Case(name, tuple(views.split()), define, component, does=does, hears=hears, **rest)


def number_of(view: types.View, **kwargs: Any) -> Any:
    return lambda it, on: it.float("it", view=view, label="Amount", on_change=on.changed, **kwargs)


def text_of(view: types.View, **kwargs: Any) -> Any:
    return lambda it, on: it.str("it", view=view, label="Name", on_change=on.changed, **kwargs)


def choice_of(view: types.Choices, **kwargs: Any) -> Any:
    return lambda it, on: it.enum("it", ["c", "d"], view=view, label="Animal", on_change=on.changed, **kwargs)


def value_of(view: types.View, kind: Any = None) -> Any:
    return lambda it, on: it.define_property("it", kind or types.String(), view=view)


def table(it: Any, **view: Any) -> None:
    table = types.TableView(**view)
    table.add_column("name", label="Animal")
    table.add_column("n", label="Count")
    table.add_tooltip(0, 0, "purrs")
    it.list("it", types.Object(), view=table)
