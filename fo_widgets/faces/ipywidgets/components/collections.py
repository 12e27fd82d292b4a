"""Lists, tuples and maps to edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.components.buttons import icon_button, small_button
from fo_widgets.faces.ipywidgets.components.choices import tags_field
from fo_widgets.faces.ipywidgets.components.texts import parse_json
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.fields import edited, help_html, is_disabled
from fo_widgets.faces.ipywidgets.markup import html, tag
from fo_widgets.faces.ipywidgets.reading import (
    box,
    display,
    items,
    label,
    mapping,
    number,
    parse_number,
    text,
)
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_MOST_ABREAST = 4
_ROW = {"align_items": "flex-end", "max_width": "600px"}
_EMPTY: dict[str, Callable[[], Any]] = {"Boolean": bool, "Object": dict, "List": list}


@builder("ListView")
def list_view(node: Node, draw: Draw) -> Element:
    """A list whose items can be added, removed and moved; texts and numbers to come are tags."""
    kind = text(node["rules"].get("element_type"))
    locked = is_disabled(node, draw)
    if kind in ("String", "Number") and all(map(_is_plain, draw.children(node))):
        read = [parse_number, display][kind == "String"]
        held = draw.value(node) if node["children"] else node["value"]
        shown = [display(each) for each in items(held)]
        return tags_field(node, draw, shown, read=lambda entries: [read(entry) for entry in entries])
    count = len(node["children"])
    least = number(node["rules"].get("min_items")) or 0
    most = number(node["rules"].get("max_items"))
    rows: list[Element] = []
    for index, child in enumerate(node["children"]):
        tools: tuple[Element, ...] = ()
        if not locked:
            tools = (
                icon_button(
                    "arrow-up", f"Move item {index + 1} up", _edit(_raised(index)), disabled=index == 0
                ),
                icon_button(
                    "times", f"Remove item {index + 1}", _edit(_without(index)), disabled=count <= least
                ),
            )
        rows.append(Element(ipywidgets.HBox, children=(child, *tools), layout=_ROW))
    if not rows:
        rows.append(Element(ipywidgets.HTML, {"value": tag("span", "No items", "fwi-muted")}))
    if not locked:
        make = _EMPTY.get(kind or "", lambda: None)
        rows.append(
            small_button(
                "Add item",
                _edit(lambda current: [*items(current), make()]),
                icon="plus",
                disabled=most is not None and count >= most,
            )
        )
    return framed(node, draw, *rows)


@builder("TupleView")
def tuple_view(node: Node, draw: Draw) -> Element:
    """A fixed number of values side by side."""
    tracks = f"repeat({max(1, min(len(node['children']), _MOST_ABREAST))}, minmax(0, 320px))"
    layout = {"grid_gap": "8px", "grid_template_columns": tracks}
    row = Element(ipywidgets.GridBox, children=tuple(node["children"]), layout=layout)
    return framed(node, draw, row)


@builder("MapView")
def map_view(node: Node, draw: Draw) -> Element:
    """Keys and values, one pair a row."""
    held = mapping(node["value"])
    locked = is_disabled(node, draw)
    rows: list[Element] = []
    for index, (key, value) in enumerate(held.items()):
        cells = [
            Element(
                ipywidgets.Text,
                {"value": key, "placeholder": _part_label(node, "key", "Key"), "continuous_update": False,
                 "disabled": locked},
                edits=edited(node),
                into=_renamed(index),
            ),
            Element(
                ipywidgets.Text,
                {"value": display(value), "placeholder": _part_label(node, "value", "Value"),
                 "continuous_update": False, "disabled": locked},
                edits=edited(node),
                read=parse_json,
                into=_assigned(index),
            ),
        ]  # fmt: skip
        if not locked:
            cells.append(icon_button("times", f"Remove {key}", _edit(_dropped(index))))
        rows.append(Element(ipywidgets.HBox, children=tuple(cells), layout=_ROW))
    if not rows:
        rows.append(Element(ipywidgets.HTML, {"value": tag("span", "No entries", "fwi-muted")}))
    if not locked:
        rows.append(small_button("Add entry", _edit(_with_new_key), icon="plus"))
    return framed(node, draw, *rows)


def framed(node: Node, draw: Draw, *rows: Element | str) -> Element:
    """Rows below a label, with help or errors below them."""
    inner: list[Element | str] = list(rows)
    if told := label(node):
        inner.insert(0, Element(ipywidgets.HTML, {"value": tag("span", html(told), "fwi-name")}))
    if told := help_html(node, draw):
        inner.append(Element(ipywidgets.HTML, {"value": told}))
    return Element(
        ipywidgets.VBox,
        children=tuple(inner),
        layout={"grid_gap": "4px", **box(node["view"])},
        is_control=True,
    )


def _is_plain(item: Node) -> bool:
    return item["component"] == "FieldView" and item["view_name"] in ("", "View")


def _edit(edit: Callable[[Any], Any]) -> Gesture:
    return Gesture("change", edit=edit)


def _raised(index: int) -> Callable[[Any], Any]:
    def edit(current: Any) -> list[Any]:
        moved = items(current)
        if 0 < index < len(moved):
            moved[index - 1], moved[index] = moved[index], moved[index - 1]
        return moved

    return edit


def _without(index: int) -> Callable[[Any], Any]:
    return lambda current: [each for at, each in enumerate(items(current)) if at != index]


def _renamed(index: int) -> Callable[[Any, Any], Any]:
    def into(current: Any, key: str) -> dict[str, Any]:
        return {
            key if at == index else was: value for at, (was, value) in enumerate(mapping(current).items())
        }

    return into


def _assigned(index: int) -> Callable[[Any, Any], Any]:
    def into(current: Any, new: Any) -> dict[str, Any]:
        return {
            key: new if at == index else value for at, (key, value) in enumerate(mapping(current).items())
        }

    return into


def _dropped(index: int) -> Callable[[Any], Any]:
    return lambda current: {
        key: value for at, (key, value) in enumerate(mapping(current).items()) if at != index
    }


def _with_new_key(current: Any) -> dict[str, Any]:
    held = mapping(current)
    number_of_new = 1
    while (key := "key" if number_of_new == 1 else f"key {number_of_new}") in held:
        number_of_new += 1
    return {**held, key: None}


def _part_label(node: Node, name: str, default: str) -> str:
    return text(mapping(node["view"].get(name)).get("label")) or default
