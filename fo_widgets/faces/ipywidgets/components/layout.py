"""Stacks, grids, menus and objects."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.components.buttons import click_area
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.fields import errors, is_in_form
from fo_widgets.faces.ipywidgets.markup import html, markdown, tag
from fo_widgets.faces.ipywidgets.reading import (
    Json,
    box,
    height,
    label,
    mapping,
    number,
    spacing,
    text,
)
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_ALIGN = {
    "left": "flex-start",
    "top": "flex-start",
    "right": "flex-end",
    "bottom": "flex-end",
    "center": "center",
}
_CSS_ALIGN = re.compile(r"space-(between|around|evenly)|stretch|baseline|flex-(start|end)")


@builder("GridView")
def grid(node: Node, draw: Draw) -> Element:
    """Children in a row, a column or a grid, maybe on a card."""
    if not node["children"] and not node["path"]:
        return empty(node, draw)
    view = node["view"]
    kind, layout = arranged(view, node["view_name"])
    classes = card(node)
    layout |= {**fill(node, draw), **({"padding": "12px"} if classes else {}), **box(view)}
    if "%" not in str(view.get("height")) and not isinstance(view.get("height"), (int, float)):
        layout |= {"min_height": tall} if (tall := height(view.get("height"))) else {}
    if node["view_name"] == "MenuView":
        layout.pop("padding", None)  # menus stand flush with what is around them
    area = click_area(node)
    classes += ("fwi-clicked",) if area else ()
    body = Element(kind, children=(*node["children"], *area), layout=layout, classes=classes)
    plain = node["view_name"] in ("MenuView", "ButtonGroupView") or not node["path"]
    if plain or not label(node):
        return body
    return _titled(node, replace(body, is_control=True))


@builder("ObjectView")
def object_view(node: Node, draw: Draw) -> Element:
    """An object's fields, one below the other."""
    if not node["children"] and not node["path"]:
        return empty(node, draw)
    classes = card(node)
    padding = {"padding": "12px"} if classes else {}
    layout = {"grid_gap": "8px", **fill(node, draw), **padding, **box(node["view"])}
    sized = any(number(child["view"].get("space")) for child in draw.children(node))
    kind = ipywidgets.VBox
    if sized:
        kind, layout["flex_flow"] = ipywidgets.HBox, "row wrap"
    area = click_area(node)
    classes += ("fwi-clicked",) if area else ()
    inner: list[Element | str] = [*node["children"], *area]
    if reasons := errors(node, draw):
        inner.append(
            Element(
                ipywidgets.HTML,
                {"value": tag("div", html(" ".join(reasons)), "fwi-error-text", role="alert")},
            )
        )
    body = Element(kind, children=tuple(inner), layout=layout, classes=classes)
    return _titled(node, replace(body, is_control=True)) if node["path"] and label(node) else body


def arranged(view: Json, view_name: str = "") -> tuple[type[ipywidgets.Box], dict[str, Any]]:
    """The box class and CSS of a view's orientation, alignment and gap."""
    x, y = _align(view.get("align_x")), _align(view.get("align_y"))
    layout: dict[str, Any] = {"grid_gap": spacing(1 if view.get("gap") is None else view["gap"]) or "8px"}
    columns = number(view.get("columns"))
    if view_name == "MenuView":
        side = re.search(r"(left|center|right)$", text(view.get("overlay")) or "")
        layout |= {
            "align_items": "center",
            "justify_content": _ALIGN[side[1]] if side else x,
            "flex_flow": "row wrap",
        }
        return ipywidgets.HBox, layout
    if view.get("orientation") == "horizontal":
        layout |= {"justify_content": x, "align_items": y, "flex_flow": "row wrap"}
        return ipywidgets.HBox, layout
    if view.get("orientation") == "2d" or columns:
        count = f"{max(1, round(columns))}" if columns else None
        layout["grid_template_columns"] = (
            f"repeat({count}, minmax(0, 1fr))" if count else "repeat(auto-fill, minmax(180px, 1fr))"
        )
        layout["align_items"] = y
        if x != "flex-start":
            layout["justify_items"] = x.removeprefix("flex-")
        return ipywidgets.GridBox, layout
    layout |= {"align_items": x, "justify_content": y}
    return ipywidgets.VBox, layout


def fill(node: Node, draw: Draw) -> Json:
    """The full width for boxes in a column that starts at the left; elsewhere they are as wide as their content."""
    parent = draw.parent(node)
    if parent is None or parent["component"] in ("Panel", "Form", "Output"):
        return {"width": "auto"}
    starts = _align(parent["view"].get("align_x")) == "flex-start"
    return {"width": "100%"} if starts and parent["view"].get("orientation") != "horizontal" else {}


def card(node: Node) -> tuple[str, ...]:
    """The CSS classes of the container around a node; none if it has none."""
    name = mapping(node["view"].get("container")).get("name")
    is_card = name in ("PaperContainer", "OutlinedContainer") or node["view"].get("variant") in (
        "paper",
        "outline",
    )
    return ("fwi-frame",) if is_card and node["view_name"] != "MenuView" else ()


def empty(node: Node, draw: Draw) -> Element:
    """What a surface without any component says."""
    told = "There is nothing to fill in." if is_in_form(node, draw) else "There is nothing to show yet."
    return Element(ipywidgets.HTML, {"value": tag("span", told, "fwi-muted")})


def _titled(node: Node, body: Element) -> Element:
    told = text(node["view"].get("description")) or text(node["view"].get("caption"))
    title = tag("div", html(label(node)), "fwi-heading")
    title += tag("div", markdown(told), "fwi-muted") if told else ""
    return Element(ipywidgets.VBox, children=(Element(ipywidgets.HTML, {"value": title}), body))


def _align(value: Any) -> str:
    name = text(value) or ""
    return name if _CSS_ALIGN.fullmatch(name) else _ALIGN.get(name, "flex-start")
