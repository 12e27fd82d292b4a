"""Choices: one of several, several of them, or a suggestion."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.dropdown import Dropdown
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.fields import (
    WIDEST,
    described,
    edited,
    field,
    is_disabled,
    is_in_menu,
    placeholder,
)
from fo_widgets.faces.ipywidgets.icons import font_awesome
from fo_widgets.faces.ipywidgets.leaf import leaf
from fo_widgets.faces.ipywidgets.markup import html, tag
from fo_widgets.faces.ipywidgets.reading import Choice, choices, display, items, label, number, part, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node
from fo_widgets.faces.tree import same

Options = tuple[tuple[str, Any], ...]

_MOST_ROWS = 8
ANY_CHOICE = object()


@builder("DropdownView")
def dropdown(node: Node, draw: Draw) -> Element:
    """One of the choices, or several."""
    if _some_are_closed(node):
        return replace(leaf(node, draw), layout={"width": "100%", "max_width": WIDEST})
    if is_multiple(node):
        return _several(node, draw)
    options = options_of(node)
    if not any(value is None for _, value in options):
        empty = "Choose…" if options else "No choices"
        options = ((placeholder(node, draw, empty), None), *options)
    held = held_value(node)
    if held is not None and not _is_option(held, options):
        options = (*options, (display(held), held))
    traits = {
        "options": options,
        "value": held,
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    wide = not (is_in_menu(node, draw) or node["view"].get("compact"))
    return field(
        node, draw, Element(Dropdown, traits, edits=edited(node)), wide=wide, notes=notes_of(node, held)
    )


def _several(node: Node, draw: Draw) -> Element:
    separator = text(node["view"].get("separator"))
    held = node["value"]
    if isinstance(held, str) and separator:
        held = held.split(separator)
    held = items(held) if isinstance(held, (list, tuple)) else [] if held in (None, "") else [held]
    options = options_of(node)
    options += tuple((display(each), each) for each in held if not _is_option(each, options))

    def read(value: tuple[Any, ...]) -> Any:
        joined = separator is not None and node["type"] == "String"
        return separator.join(map(str, value)) if joined and separator else list(value)

    traits = {
        "options": options,
        "value": tuple(held),
        "rows": min(_MOST_ROWS, max(2, len(options))),
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    return field(node, draw, Element(ipywidgets.SelectMultiple, traits, edits=edited(node), read=read))


@builder("RadioView")
def radio(node: Node, draw: Draw) -> Element:
    """One of a few choices, all in sight."""
    if _some_are_closed(node):
        return replace(leaf(node, draw), layout={"width": "100%", "max_width": WIDEST})
    options = options_of(node)
    held = held_value(node)
    traits = {
        "options": options,
        "value": held if _is_option(held, options) else None,
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    if node["view"].get("orientation") == "horizontal":
        traits["orientation"] = "horizontal"
    element = Element(ipywidgets.RadioButtons, traits, edits=edited(node))
    return field(node, draw, element, notes=notes_of(node))


@builder("TabsView")
def tabs(node: Node, draw: Draw) -> Element:
    """One of a few choices, side by side."""
    if _some_are_closed(node):
        return replace(leaf(node, draw), layout={"width": "100%", "max_width": WIDEST})
    found = choices(node)
    options = options_of(node)
    held = held_value(node)
    traits = {
        "options": options,
        "value": held if _is_option(held, options) else None,
        "tooltips": tuple(choice.description or "" for choice in found),
        "icons": tuple(font_awesome(choice.icon) for choice in found),
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    element = Element(ipywidgets.ToggleButtons, traits, edits=edited(node), style={"button_width": "auto"})
    return field(node, draw, element)


@builder("AutocompleteView")
def autocomplete(node: Node, draw: Draw) -> Element:
    """Choices that are searched by typing; several of them as tags; free text where it is allowed."""
    found = [choice for choice in choices(node) if not choice.disabled]
    free = node["view"].get("allow_user_input") is not False
    by_label = {choice.label: choice.value for choice in found}
    is_number = node["type"] == "Number" or node["rules"].get("element_type") == "Number"

    def value_of(entry: str) -> Any:
        if entry in by_label:
            return by_label[entry]
        parsed = number(entry) if is_number else None
        return entry if parsed is None else parsed

    if is_multiple(node):
        held = items(node["value"]) if isinstance(node["value"], (list, tuple)) else _some(node["value"])
        shown = [label_of(found, each) for each in held]
        return tags_field(
            node,
            draw,
            shown,
            read=lambda entries: [value_of(entry) for entry in entries],
            allowed=() if free else (*by_label, *(each for each in shown if each not in by_label)),
            repeats=node["view"].get("allow_duplicates") is not False,
        )
    traits = {
        "options": tuple(by_label),
        "value": "" if node["value"] is None else label_of(found, node["value"]),
        "placeholder": placeholder(node, draw, "Type or choose…" if free else "Choose…"),
        "ensure_option": False,
        "continuous_update": False,
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    if not free:
        traits["ensure_option"] = True
        if traits["value"] and traits["value"] not in by_label:
            traits["options"] = (*by_label, traits["value"])
    read = lambda entry: value_of(entry) if entry else None  # noqa: E731
    return field(node, draw, Element(ipywidgets.Combobox, traits, edits=edited(node), read=read))


def tags_field(
    node: Node,
    draw: Draw,
    shown: list[str],
    *,
    read: Any,
    allowed: tuple[str, ...] = (),
    repeats: bool = True,
) -> Element:
    """A list of texts as tags, entered one after the other."""
    shown = [each for each in shown if each]
    if not repeats:
        shown = list(dict.fromkeys(shown))
    traits = {
        "allowed_tags": list(allowed),
        "allow_duplicates": repeats,
        "value": shown,
        "placeholder": placeholder(node, draw, "Type, then press Enter"),
        "tooltip": label(node),
    }
    if is_disabled(node, draw):
        # tags cannot be disabled: without an event, what a page does to them changes nothing
        return field(node, draw, Element(ipywidgets.TagsInput, traits), named=False)
    return field(node, draw, Element(ipywidgets.TagsInput, traits, edits="value", read=read), named=False)


@builder("TreeSelectionView")
def tree(node: Node, draw: Draw) -> Element:
    """A tree of boxes to check."""
    return leaf(node, draw)


def options_of(node: Node) -> Options:
    """The choices as pairs of label and value."""
    return tuple((choice.label, choice.value) for choice in choices(node))


def notes_of(node: Node, chosen: Any = ANY_CHOICE) -> str:
    """What the choices say about themselves, as markup.

    Args:
        chosen: the value of the only choice to tell about.
    """
    if not choices(node):
        return tag("div", "No choices", "fwi-muted") if chosen is ANY_CHOICE else ""
    return "".join(
        tag("div", f"{html(choice.label)}: {html(choice.description)}", "fwi-muted fwi-help")
        for choice in choices(node)
        if choice.description and (chosen is ANY_CHOICE or same(choice.value, chosen))
    )


def label_of(found: list[Choice], value: Any) -> str:
    """The label of the choice with that value, or the value as text."""
    return next((choice.label for choice in found if same(choice.value, value)), display(value))


def is_multiple(node: Node) -> bool:
    """Whether several choices may be made."""
    return bool(
        node["type"] == "List"
        or node["view"].get("multiple")
        or node["rules"].get("multiple")
        or part(node, "select").get("multiple")
        or isinstance(node["value"], list)
    )


def held_value(node: Node) -> Any:
    """The value, or None for an empty text that is no choice."""
    value = node["value"]
    return None if value == "" and not any(choice.value == "" for choice in choices(node)) else value


def _some_are_closed(node: Node) -> bool:
    """Whether some choices cannot be made: ipywidgets' selections close all of their options or none."""
    return any(choice.disabled for choice in choices(node))


def _is_option(value: Any, options: Options) -> bool:
    return any(same(value, option) for _, option in options)


def _some(value: Any) -> list[Any]:
    return [] if value in (None, "") else [value]
