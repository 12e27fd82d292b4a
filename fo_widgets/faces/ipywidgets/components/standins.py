"""Properties that are shown as something else: one of several types, resolved ones, and loaded data."""

from __future__ import annotations

import ipywidgets
from fo_widgets.faces.ipywidgets.components.collections import framed
from fo_widgets.faces.ipywidgets.components.notices import spinner
from fo_widgets.faces.ipywidgets.dropdown import Dropdown
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.fields import is_disabled, name_of, named_for_readers
from fo_widgets.faces.ipywidgets.markup import failure
from fo_widgets.faces.ipywidgets.reading import display, items, label, mapping, number
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node


@builder("OneOfView")
def one_of(node: Node, draw: Draw) -> Element:
    """A value of one of several types: which, and the component of that type."""
    names = [display(each) for each in items(node["rules"].get("options"))]
    chosen = int(number(node["view"].get("chosen")) or 0)
    traits = {
        "options": tuple((name, at) for at, name in enumerate(names)),
        "value": chosen if chosen < len(names) else None,
        "description": "",
        "tooltip": f"Type of {name_of(node)}",
        "disabled": is_disabled(node, draw),
    }
    which = Element(
        Dropdown,
        traits,
        edits=None if node["read_only"] else "value",
        acts=lambda at: Gesture("choose", {"index": at}),
        layout={"width": "fit-content", "max_width": "240px"},
    )
    which = named_for_readers(which, f"Type of {name_of(node)}")
    return framed(node, draw, *((which,) if len(names) > 1 else ()), *node["children"])


@builder("ResolvablePropertyView")
def resolved(node: Node, draw: Draw) -> Element:
    """What the resolver made of the property, or why it made nothing."""
    error = mapping(node["value"]).get("error")
    if error:
        return Element(ipywidgets.HTML, {"value": failure(error)})
    return Element(ipywidgets.VBox, children=tuple(node["children"]), layout={"width": "100%"})


@builder("LoaderView")
def loader(node: Node, draw: Draw) -> Element:
    """Data that an operator loads: a sign of waiting, the data, or what went wrong."""
    held = mapping(node["value"])
    inner: list[Element | str] = list(node["children"])
    if held.get("error"):
        inner = [Element(ipywidgets.HTML, {"value": failure(held["error"])})]
    elif held.get("state") != "loaded":
        inner.insert(0, Element(ipywidgets.HTML, {"value": spinner(label(node) or "Loading")}))
    return Element(ipywidgets.VBox, children=tuple(inner), layout={"width": "100%"})
