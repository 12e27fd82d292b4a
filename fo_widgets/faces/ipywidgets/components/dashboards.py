"""Dashboards: tiles in a grid, moved and resized by hand."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.components.buttons import icon_button, small_button
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.leaf import Leaf
from fo_widgets.faces.ipywidgets.markup import html, markdown, tag
from fo_widgets.faces.ipywidgets.reading import Json, box, items, label, last_part, number, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_MOST_COLUMNS = 4


@dataclass(frozen=True)
class Place:
    """Where a tile lies, in cells."""

    x: int
    y: int
    w: int = 1
    h: int = 1

    def cells(self) -> Iterator[tuple[int, int]]:
        """The cells that it covers."""
        return ((self.x + dx, self.y + dy) for dx in range(self.w) for dy in range(self.h))


@builder("DashboardView")
def dashboard(node: Node, draw: Draw) -> Element:
    """Tiles in a grid, with what is done to them where somebody listens."""
    view = node["view"]
    children = draw.children(node)
    if not children:
        return _without_tiles(node)
    names = [last_part(child["path"]) for child in children]
    columns = columns_for(view, len(names))
    places = place_tiles(view, names, columns)
    placed = dict(zip(names, places, strict=True))
    tiles = [_tile(child, name, placed, columns, node) for child, name in zip(children, names, strict=True)]
    body = Element(
        ipywidgets.GridBox,
        children=tuple(tiles),
        layout={
            "grid_template_columns": f"repeat({columns}, minmax(0, 1fr))",
            "grid_auto_rows": "minmax(140px, auto)",
            "grid_gap": "12px",
        },
        classes=("fwi-tiles",),
    )
    return Element(
        ipywidgets.VBox,
        children=(_grip(node, draw, children, names), body),
        layout={"grid_gap": "8px", "width": "100%", **box(view)},
        classes=("fwi-dashboard",),
    )


def columns_for(view: Json, count: int) -> int:
    """How many columns: as asked for, else as square as the number of tiles allows."""
    asked = number(view.get("cols"))
    return max(1, round(asked) if asked else min(_MOST_COLUMNS, math.ceil(math.sqrt(count))))


def place_tiles(view: Json, names: list[str], columns: int) -> list[Place]:
    """A place for every name: the saved one, else the first that is free, row by row."""
    saved: dict[str, Json] = {}
    if view.get("auto_layout") is not True:
        for item in (*items(view.get("layout")), *items(view.get("items"))):
            if isinstance(item, dict):
                saved[text(item.get("i")) or text(item.get("id")) or text(item.get("name")) or ""] = item
    placed: dict[str, Place] = {}
    for name in names:
        item = saved.get(name, {})
        x, y = number(item.get("x")), number(item.get("y"))
        if x is None or y is None:
            continue
        w = min(max(1, int(number(item.get("w")) or 1)), columns)
        h = max(1, int(number(item.get("h")) or 1))
        placed[name] = Place(min(max(0, int(x)), columns - w), max(0, int(y)), w, h)
    taken = {cell for place in placed.values() for cell in place.cells()}
    for name in names:
        if name not in placed:
            at = next(at for at in range(len(taken) + 1) if (at % columns, at // columns) not in taken)
            placed[name] = Place(at % columns, at // columns)
            taken.update(placed[name].cells())
    return [placed[name] for name in names]


def with_copy(placed: dict[str, Place], name: str, columns: int) -> dict[str, Place]:
    """The same places and one for a copy of a tile, of its size, the first that is free; named `name-2` or so."""
    tile = placed[name]
    copy = next(given for count in itertools.count(2) if (given := f"{name}-{count}") not in placed)
    taken = {cell for place in placed.values() for cell in place.cells()}
    free = (
        place
        for at in itertools.count()
        if at % columns + tile.w <= columns
        and taken.isdisjoint((place := Place(at % columns, at // columns, tile.w, tile.h)).cells())
    )
    return {**placed, copy: next(free)}


def _tile(child: Node, name: str, placed: dict[str, Place], columns: int, node: Node) -> Element:
    view, place = node["view"], placed[name]
    params = {"id": name, "path": child["path"]}
    told = label(child) or name
    tools = [
        icon_button(icon, f"{verb} {told}", Gesture(event, given))
        for icon, verb, event, allowed, given in (
            ("edit", "Edit", "on_edit_item", view.get("allow_edit", True), params),
            (
                "clone",
                "Duplicate",
                "on_duplicate_item",
                view.get("allow_addition", True),
                {
                    **params,
                    "plot_configs": items(view.get("items")),
                    "layout": [
                        {"i": each, **asdict(where)}
                        for each, where in with_copy(placed, name, columns).items()
                    ],
                    "auto_layout": view.get("auto_layout") is True,
                },
            ),
            ("times", "Remove", "on_remove_item", view.get("allow_deletion", True), params),
        )
        if allowed and event in node["events"]
    ]
    movable: Any = {}
    if view.get("allow_edit", True):
        keys = f"{told}: arrow keys move it, with Shift they resize it"
        movable = {"tabindex": "0", "role": "button", "aria-label": keys, "title": keys}
    title = tag("span", html(told), "fwi-heading fwi-tile-handle" if movable else "fwi-heading", **movable)
    head = Element(ipywidgets.HTML, {"value": title}, layout={"flex": "1 1 auto", "min_width": "0"})
    bar = Element(
        ipywidgets.HBox,
        children=(head, *tools),
        layout={"align_items": "center"},
        classes=("fwi-tile-bar",) if movable else (),
    )
    return Element(
        ipywidgets.VBox,
        children=(bar, child["id"]),
        # not grid_column and grid_row, which the page forgets when it takes over an empty grid_area
        layout={"grid_area": f"{place.y + 1} / {place.x + 1} / span {place.h} / span {place.w}"},
        classes=("fwi-frame", "fwi-tile", *(("fwi-movable",) if movable else ())),
    )


def _grip(node: Node, draw: Draw, children: list[Node], names: list[str]) -> Element:
    """The bar above the tiles; it follows hands on them, since boxes of ipywidgets cannot be dragged."""
    tiles = [
        {"name": name, "label": label(child) or name} for name, child in zip(names, children, strict=True)
    ]
    grip: Node = {
        **node,
        "component": "DashboardGrip",
        "view": {**node["view"], "tiles": tiles},
        "children": [],
    }
    return Element(
        Leaf,
        {"scene": {"root": node["id"], "nodes": {node["id"]: grip}}},
        given={"session": draw.host.session.id},
        signals="happened",
        layout={"width": "100%"},
        is_control=True,
    )


def _without_tiles(node: Node) -> Element:
    view = node["view"]
    title = text(view.get("cta_title")) or "There is nothing on this dashboard yet"
    told = tag("b", html(title)) + markdown(text(view.get("cta_body")) or "")
    rows = [Element(ipywidgets.HTML, {"value": told})]
    if view.get("allow_addition", True) and "on_add_item" in node["events"]:
        name = text(view.get("cta_button_label")) or "Add item"
        rows.append(small_button(name, Gesture("on_add_item"), icon="plus"))
    return Element(
        ipywidgets.VBox,
        children=tuple(rows),
        layout={"grid_gap": "8px", "align_items": "center", **box(view)},
        classes=("fwi-empty",),
    )
