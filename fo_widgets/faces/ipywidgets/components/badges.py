"""Badges and tags."""

from __future__ import annotations

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.fields import described, edited, field, is_disabled
from fo_widgets.faces.ipywidgets.markup import html, tag
from fo_widgets.faces.ipywidgets.reading import css_color, display, items, label, role, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_ROLE_COLORS = {
    "primary": "var(--jp-brand-color1)",
    "secondary": "var(--jp-ui-font-color2)",
    "error": "var(--jp-error-color1)",
    "warning": "var(--jp-warn-color0)",
    "success": "var(--jp-success-color1)",
    "info": "var(--jp-info-color1)",
}


@builder("PillBadgeView")
def badge(node: Node, draw: Draw) -> Element:
    """A small state, or one of several states to choose."""
    given = node["view"].get("text")
    states = [
        (display(each[0]), text(each[1]) if len(each) > 1 else None)
        if isinstance(each, (list, tuple)) and each
        else (display(each), None)
        for each in items(given)
    ]
    fallback = states[0][0] if states else text(given) or label(node) or ""
    shown = display(node["value"]) or fallback
    if len(states) > 1 and not node["read_only"]:
        names = tuple(name for name, _ in states)
        traits = {
            "options": names if shown in names else (shown, *names),
            "value": shown,
            "disabled": is_disabled(node, draw),
            **described(node, draw),
        }
        return field(node, draw, Element(ipywidgets.Dropdown, traits, edits=edited(node)), wide=False)
    color = next(
        (color for name, color in states if name == shown and color), text(node["view"].get("color"))
    )
    dot = "● " if node["view"].get("show_icon") else ""
    return Element(ipywidgets.HTML, {"value": chip(f"{dot}{shown}", color)})


@builder("TagsView")
def tags(node: Node, draw: Draw) -> Element:
    """A list of values as tags to read."""
    heading = tag("div", html(label(node)), "fwi-label") if label(node) else ""
    told = text(node["view"].get("description"))
    chips = "".join(chip(display(each)) for each in items(node["value"]))
    shown = heading + (chips or tag("span", "None", "fwi-muted"))
    return Element(ipywidgets.HTML, {"value": shown + (tag("div", html(told), "fwi-muted") if told else "")})


def chip(told: str, color: str | None = None) -> str:
    """A small box with a text, as markup."""
    css = _ROLE_COLORS.get(role(color) or "") or css_color(color)
    # the text keeps the notebook's colour: a role's own may be too weak for small letters
    style = f"border-color:{css};background:color-mix(in srgb,{css} 18%,transparent)" if css else None
    return tag("span", html(told), "fwi-chip", style=style)
