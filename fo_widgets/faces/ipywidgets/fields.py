"""What all inputs share: label, help and errors around a control."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.markup import html, markdown, tag
from fo_widgets.faces.ipywidgets.reading import Json, box, label, last_part, text
from fo_widgets.faces.ipywidgets.registry import Draw
from fo_widgets.faces.node import Node

# the reason that the validator gives for an empty required field
_MISSING = "Required property"
WIDEST = "480px"
"""As wide as fields get."""
# fields of one line, in which Enter means: go
_LINES = (
    ipywidgets.Text,
    ipywidgets.Password,
    ipywidgets.IntText,
    ipywidgets.FloatText,
    ipywidgets.BoundedIntText,
    ipywidgets.BoundedFloatText,
)


def is_in_form(node: Node, draw: Draw) -> bool:
    """Whether a node is part of a form's inputs."""
    return draw.root(node)["component"] == "Form"


def is_in_menu(node: Node, draw: Draw) -> bool:
    """Whether a node is in a menu, where labels take no room of their own."""
    parent = draw.parent(node)
    return parent is not None and parent["view_name"] == "MenuView"


def is_in_row(node: Node, draw: Draw) -> bool:
    """Whether a node stands beside others."""
    parent = draw.parent(node)
    return parent is not None and parent["view"].get("orientation") == "horizontal"


def edited(node: Node, trait: str = "value") -> str | None:
    """What to give as `edits`: the trait, or None for a node that cannot be edited."""
    return None if node["read_only"] else trait


def is_disabled(node: Node, draw: Draw) -> bool:
    """Whether a control shows its value but takes none: read-only, disabled, or its operator runs."""
    running = draw.root(node)["view"].get("phase") == "running"
    return node["read_only"] or bool(node["view"].get("disabled")) or running


def name_of(node: Node) -> str:
    """The label, or else the last part of the path."""
    return label(node) or last_part(node["path"])


def described(node: Node, draw: Draw) -> Json:
    """The traits that name a control: `description`, and a tooltip where the label has no room."""
    told = label(node)
    if is_in_menu(node, draw):
        return {"description": "", "tooltip": told}
    if told and node["rules"].get("required") and not node["read_only"]:
        told = f"{told} *"
    return {"description": told or "", "tooltip": told}


def placeholder(node: Node, draw: Draw, default: str = "") -> str:
    """The text of an empty control."""
    given = text(node["view"].get("placeholder"))
    return given or (name_of(node) if is_in_menu(node, draw) else default)


def errors(node: Node, draw: Draw) -> list[str]:
    """The reasons to show; an empty field that nobody has touched yet is not a mistake."""
    return [
        error["reason"]
        for error in node["errors"]
        if error["reason"] != _MISSING or not draw.touched.isdisjoint((node["id"], draw.root(node)["id"]))
    ]


def help_html(node: Node, draw: Draw) -> str:
    """The errors of a field, or else its help, as markup; "" for neither."""
    if found := errors(node, draw):
        return tag("div", html(" ".join(found)), "fwi-error-text", role="alert")
    told = text(node["view"].get("description")) or text(node["view"].get("caption"))
    return tag("div", markdown(told), "fwi-muted fwi-help") if told else ""


def submits(node: Node, draw: Draw) -> Gesture | None:
    """What Enter does in a field: in a form, what its main button does."""
    root = draw.root(node)
    if root["component"] != "Form" or root["view"].get("can_execute") is False:
        return None
    return Gesture("execute", node=root["id"])


def named_for_readers(control: Element, name: str) -> Element:
    """The control with a label that only screen readers find, if it shows none."""
    if control.traits.get("description") != "":
        return control
    return replace(
        control,
        traits={**control.traits, "description": name},
        classes=(*control.classes, "fwi-quiet-label"),
    )


def field(
    node: Node,
    draw: Draw,
    control: Element,
    *beside: Element,
    wide: bool = True,
    named: bool = True,
    notes: str = "",
) -> Element:
    """A control with its label above and its help or errors below it.

    In forms the frame is always there, so that an error that comes or goes never replaces the control.

    Args:
        beside: elements to the right of the control.
        wide: whether the control takes the width that there is.
        named: whether the control shows its own label; the style sheet puts it above.
        notes: markup to add to the help.
    """
    row = is_in_row(node, draw) or is_in_menu(node, draw)
    layout: dict[str, Any] = {
        "max_width": WIDEST,
        "width": "fit-content" if not wide else "auto" if row else "100%",
    }
    own = box(node["view"])
    style = {"description_width": "initial"} if named else {}
    enter = submits(node, draw) if control.kind in _LINES and control.edits else None
    control = replace(named_for_readers(control, name_of(node)), is_control=True, enter=enter)
    control = replace(control, style={**style, **control.style})
    if node["read_only"]:
        control = replace(control, classes=(*control.classes, "fwi-read-only"))
    if errors(node, draw):
        control = replace(control, classes=(*control.classes, "fwi-wrong"))
    told = "" if is_in_menu(node, draw) else help_html(node, draw)
    if notes and not errors(node, draw) and not is_in_menu(node, draw):
        told += notes
    name = "" if named or is_in_menu(node, draw) else str(described(node, draw)["description"])
    if not (told or name or beside or is_in_form(node, draw)):
        return replace(control, layout={**layout, **control.layout, **own})
    control = replace(control, layout={**layout, **control.layout})
    inner: list[Element] = [control]
    if beside:
        inner = [
            Element(
                ipywidgets.HBox,
                children=(control, *beside),
                layout={"align_items": "center", "grid_gap": "4px"},
            )
        ]
    if name:
        inner.insert(0, Element(ipywidgets.HTML, {"value": tag("span", html(name), "fwi-name")}))
    if told:
        inner.append(Element(ipywidgets.HTML, {"value": told}))
    return Element(ipywidgets.VBox, children=tuple(inner), layout={"width": "auto" if row else "100%", **own})
