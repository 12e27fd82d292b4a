"""Buttons in every guise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.dialog import Dialog
from fo_widgets.faces.ipywidgets.dropdown import Dropdown
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.icons import font_awesome
from fo_widgets.faces.ipywidgets.live import Button
from fo_widgets.faces.ipywidgets.markup import html, link, markdown, safe_url, tag
from fo_widgets.faces.ipywidgets.reading import (
    Json,
    box,
    css_color,
    display,
    items,
    label,
    last_part,
    mapping,
    role,
    text,
)
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_STYLES = {
    "primary": "primary",
    "error": "danger",
    "warning": "warning",
    "success": "success",
    "info": "info",
}
# `auto` would stretch it in a column
_AS_WIDE_AS_ITS_TEXT = {"width": "fit-content", "max_width": "100%"}
_CLASSES = {
    "round": "fwi-round",
    "square": "fwi-square",
    "outlined": "fwi-outlined",
    "plain": "fwi-plain",
    "text": "fwi-plain",
}


@builder("OperatorExecutionButtonView")
def execution_button(node: Node, draw: Draw) -> Element:
    """A button that runs an operator, with the ways to run it beside it where somebody wants to know."""
    run = button(node, draw)
    options = [each for each in items(node["view"].get("options")) if isinstance(each, dict)]
    if not options or "on_option_selected" not in node["events"]:
        return run
    names = [text(each.get("label")) or text(each.get("id")) or "" for each in options]
    traits = {
        "options": (("More…", None), *((name, at) for at, name in enumerate(names))),
        "value": None,
        "tooltip": "More ways to run",
        "disabled": run.traits["disabled"],
    }

    def chosen(at: int | None) -> Gesture | None:
        return None if at is None else Gesture("on_option_selected", {"selected_option": options[at]})

    more = Element(Dropdown, traits, edits="value", acts=chosen, layout={"width": "fit-content"})
    return Element(ipywidgets.HBox, children=(replace(run, is_control=True), more))


@builder("ButtonView")
def button(node: Node, draw: Draw) -> Element:
    """A button: with label, with icon, as an icon alone, or as a link."""
    view = node["view"]
    parent = draw.parent(node)
    menu = parent["view"] if parent is not None and parent["view_name"] == "MenuView" else {}
    icon, told = text(view.get("icon")), label(node)
    alone = icon and (not told or node["view_name"] == "IconButtonView") and font_awesome(icon)
    tip = text(view.get("title")) or text(view.get("tooltip")) or text(view.get("description"))
    name = told or tip or icon or last_part(node["path"])
    if safe_url(view.get("href")):
        sign = f'<i class="fa fa-{font_awesome(icon)}"></i> ' if font_awesome(icon) else ""
        shown = link(view["href"], sign + html(name), "jupyter-button widget-button fwi-outlined", title=tip)
        return Element(ipywidgets.HTML, {"value": shown}, layout={**_AS_WIDE_AS_ITS_TEXT, **box(view)})
    variant = text(view.get("variant")) or text(menu.get("variant"))
    look = painted(variant, text(view.get("color")) or text(menu.get("color")))
    return Element(
        Button,
        {
            "description": "" if alone else name,
            "icon": font_awesome(icon),
            "tooltip": tip or (name if alone else None),
            "button_style": look["button_style"],
            "disabled": bool(view.get("disabled")) or node["read_only"],
        },
        click=Gesture("click"),
        style=look["style"],
        classes=_classes(variant, look, bool(alone)),
        layout={**_AS_WIDE_AS_ITS_TEXT, **box(view)},
    )


def _classes(variant: str | None, look: Json, is_icon: bool) -> tuple[str, ...]:
    plain = not (look["button_style"] or look["style"].get("button_color"))
    found = _CLASSES.get(variant or ("plain" if is_icon else "outlined")) if plain or variant else None
    return (*((found,) if found else ()), *(("fwi-icon",) if is_icon else ()))


@builder("StatusButtonView")
def status_button(node: Node, draw: Draw) -> Element:
    """A button that shows a state beside its label."""
    view = node["view"]
    state = text(view.get("status")) or display(node["value"])
    listens = {"click", "on_click"} & set(node["events"])
    look = painted("contained", text(view.get("severity")) or text(view.get("color")) or "none")
    return Element(
        Button,
        {
            "description": " · ".join(each for each in (label(node), state) if each),
            "icon": font_awesome(text(view.get("icon"))) or "circle",
            "tooltip": text(view.get("title")) or text(view.get("description")),
            "button_style": look["button_style"],
            "disabled": bool(view.get("disabled")) or not listens,
        },
        click=Gesture("click"),
        style=look["style"],
        layout={**_AS_WIDE_AS_ITS_TEXT, **box(view)},
    )


@builder("ArrowNavView")
def arrows(node: Node, draw: Draw) -> Element | None:
    """Arrows to the one before and the one after."""
    view = node["view"]
    shown = [
        small_button(told, Gesture(event))
        for key, told, event in (("backward", "← Back", "on_backward"), ("forward", "Next →", "on_forward"))
        if view.get(key, True)
    ]
    if not shown:
        return None
    layout = {"justify_content": "space-between", "grid_gap": "8px"}
    return Element(ipywidgets.HBox, children=tuple(shown), layout=layout)


@builder("ModalView")
def modal(node: Node, draw: Draw) -> Element:
    """A button that opens a dialog, with its text and its two buttons."""
    view = node["view"]
    dialog = mapping(view.get("modal"))
    question = "".join(
        (
            tag("div", html(text(dialog.get("title"))), "fwi-heading"),
            tag("div", html(text(dialog.get("subtitle"))), "fwi-muted"),
            markdown(text(dialog.get("body")) or ""),
        )
    )
    answers, blocked = {}, []
    for rank, fallback in (("secondary", "Cancel"), ("primary", "OK")):
        event = f"{rank}Button"
        if given := mapping(view.get(event)):
            answers[event] = text(given.get(f"{rank}Text")) or text(given.get("label")) or fallback
            blocked += [event] if given.get("disabled") else []
    variant, color = text(view.get("variant")), text(view.get("color"))
    traits = {
        "description": label(node) or text(dialog.get("title")) or last_part(node["path"]),
        "icon": font_awesome(text(view.get("icon"))),
        "button_style": painted(variant, color)["button_style"],
        "disabled": bool(view.get("disabled")) or node["read_only"],
        "question": question,
        "answers": answers,
        "blocked": tuple(blocked),
    }
    return Element(Dialog, traits, signals="happened", layout=box(view))


def painted(variant: str | None, color: str | None) -> Json:
    """The `button_style` of a role, or the `style` of a CSS colour; contained buttons are primary ones."""
    css = css_color(color) if color != "none" else None
    if css:
        key = "button_color" if variant == "contained" else "text_color"
        return {"button_style": "", "style": {key: css}}
    known = role(color) or ("primary" if variant == "contained" and color is None else None)
    return {"button_style": _STYLES.get(known or "", ""), "style": {}}


def small_button(
    text_: str,
    gesture: Gesture,
    *,
    icon: str = "",
    primary: bool = False,
    disabled: bool = False,
    **traits: Any,
) -> Element:
    """A button that is part of a component."""
    return Element(
        Button,
        {
            "description": text_,
            "icon": icon,
            "button_style": "primary" if primary else "",
            "disabled": disabled,
            "tooltip": None,
            **traits,
        },
        click=gesture,
        classes=() if primary else ("fwi-outlined",),
        layout=_AS_WIDE_AS_ITS_TEXT,
    )


def icon_button(icon: str, tooltip: str, gesture: Gesture, *, disabled: bool = False) -> Element:
    """An icon that is part of a component."""
    return Element(
        Button,
        {"description": "", "icon": icon, "button_style": "", "disabled": disabled, "tooltip": tooltip},
        click=gesture,
        classes=("fwi-plain", "fwi-icon"),
        layout={"width": "28px", "flex": "none"},
    )


def click_area(node: Node) -> tuple[Element, ...]:
    """A button for boxes that listen to clicks, since boxes of ipywidgets hear none."""
    events = set(node["events"])
    event = "container" if "container" in events else "click" if {"click", "on_click"} & events else None
    if event is None:
        return ()
    button = icon_button("hand-pointer", label(node) or "Select", Gesture(event))
    return (replace(button, classes=(*button.classes, "fwi-click")),)
