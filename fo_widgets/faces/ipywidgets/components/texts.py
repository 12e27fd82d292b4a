"""Texts, code and colours to enter."""

from __future__ import annotations

import json
from typing import Any

import traitlets

import ipywidgets
from fo_widgets.faces.ipywidgets.components.numbers import number_field
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.fields import described, edited, field, is_disabled, placeholder
from fo_widgets.faces.ipywidgets.leaf import leaf
from fo_widgets.faces.ipywidgets.reading import display, number, part, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_ROWS = 3
_COLOR = ipywidgets.ColorPicker.class_traits()["value"]


@builder("FieldView", "TextFieldView", "LazyFieldView")
def text_field(node: Node, draw: Draw) -> Element:
    """One line of text, several, a secret, or a number."""
    if node["type"] == "Number":
        return number_field(node, draw)
    view = node["view"]
    kind = text(view.get("type")) or text(part(node, "field").get("type"))
    traits = {
        "value": display(node["value"]),
        "placeholder": placeholder(node, draw),
        "continuous_update": not is_lazy(node),
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    if view.get("multiline") and kind != "password":
        traits["rows"] = int(number(view.get("rows")) or _ROWS)
        control = ipywidgets.Textarea
    else:
        control = ipywidgets.Password if kind == "password" else ipywidgets.Text
    return field(node, draw, Element(control, traits, edits=edited(node), read=empty_is_none))


@builder("CodeView")
def code(node: Node, draw: Draw) -> Element:
    """Code in an editor of the page, coloured by its language."""
    return leaf(node, draw)


@builder("ColorView")
def color(node: Node, draw: Draw) -> Element:
    """A colour to pick; one that the picker does not know, to type."""
    value = node["value"]
    held = text(value.get("hex")) if isinstance(value, dict) else text(value)
    traits = {"disabled": is_disabled(node, draw), **described(node, draw)}
    if not held or not _is_color(held):
        if held:
            traits = {"value": held, **traits}
            return field(node, draw, Element(ipywidgets.Text, traits, edits=edited(node), read=empty_is_none))
        held = "black"
    traits = {"value": held, "concise": bool(node["view"].get("compact")), **traits}
    return field(node, draw, Element(ipywidgets.ColorPicker, traits, edits=edited(node)))


def is_lazy(node: Node) -> bool:
    """Whether a field is sent only when it is left."""
    return node["component"] == "LazyFieldView" and node["view"].get("save_on_blur") is not False


def empty_is_none(raw: str) -> str | None:
    """An emptied field has no value."""
    return raw or None


def parse_json(raw: str) -> Any:
    """What a text means as JSON; a text that is none stays a text, nothing is None."""
    if not raw.strip():
        return None
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _is_color(value: str) -> bool:
    try:
        _COLOR.validate(None, value)
    except traitlets.TraitError:
        return False
    return True
