"""Values to read."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

import ipywidgets
from fo_widgets.faces.ipywidgets.components.badges import _ROLE_COLORS
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.markup import html, link, markdown, safe_url, tag
from fo_widgets.faces.ipywidgets.reading import (
    box,
    css_color,
    display,
    label,
    length,
    mapping,
    number,
    role,
    text,
)
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

# more than that nobody reads, and it is slow to draw
_LONGEST = 20_000
_NOTHING = "&ndash;"


def _html(node: Node, shown: str) -> Element:
    return Element(ipywidgets.HTML, {"value": shown}, layout=box(node["view"]))


def heading(node: Node) -> str:
    """The label above a value, as markup."""
    return tag("div", html(label(node)), "fwi-label") if label(node) else ""


@builder("HeaderView")
def header(node: Node, draw: Draw) -> Element:
    """A heading, maybe with a text and a line below."""
    view = node["view"]
    told = [text(view.get(key)) for key in ("description", "caption")]
    lead = "\n\n".join(each for each in told if each)
    shown = tag("h3", html(label(node) or display(node["value"])), "fwi-heading", style="margin:0")
    shown += tag("div", markdown(lead), "fwi-muted") if lead else ""
    return _html(node, shown + ("<hr>" if view.get("divider") else ""))


@builder("MarkdownView")
def markdown_view(node: Node, draw: Draw) -> Element:
    """A text in Markdown."""
    source = display(node["value"]) or display(node["view"].get("default"))
    help_ = text(node["view"].get("description"))
    title = tag("h3", html(label(node)), "fwi-heading", style="margin:0") if label(node) else ""
    return _html(node, title + markdown(source) + (tag("div", markdown(help_), "fwi-muted") if help_ else ""))


@builder("TextView")
def text_view(node: Node, draw: Draw) -> Element:
    """A plain text with a chosen size, weight and colour."""
    view = node["view"]
    color = _ROLE_COLORS.get(role(view.get("color")) or "") or css_color(view.get("color"))
    size = view.get("font_size")
    css = {
        "font-size": f"{size}px" if isinstance(size, (int, float)) else length(size),
        "font-weight": "600" if view.get("bold") else None,
        "color": color,
        "white-space": "pre-wrap",
    }
    told = display(node["value"]) or text(view.get("title")) or label(node)
    style = ";".join(f"{key}:{value}" for key, value in css.items() if value)
    return _html(node, tag("div", html(told), style=style))


@builder("LabelValueView")
def label_value(node: Node, draw: Draw) -> Element:
    """A value under its name."""
    help_ = text(node["view"].get("description"))
    shown = heading(node) + tag("div", value_html(node["value"]))
    return _html(node, shown + (tag("div", markdown(help_), "fwi-muted") if help_ else ""))


@builder("PrimitiveView", "InferredView")
def primitive(node: Node, draw: Draw) -> Element:
    """A value drawn by what it is."""
    if node["children"]:
        inner: list[Element | str] = list(node["children"])
        if label(node):
            inner.insert(0, Element(ipywidgets.HTML, {"value": heading(node)}))
        return Element(ipywidgets.VBox, children=tuple(inner), layout={"grid_gap": "8px"})
    return _html(node, heading(node) + value_html(node["value"]))


@builder("KeyValueView")
def key_value(node: Node, draw: Draw) -> Element:
    """An object's keys and values."""
    rows = "".join(
        tag("div", html(key), "fwi-muted") + tag("div", value_html(value))
        for key, value in mapping(node["value"]).items()
    )
    return _html(
        node,
        heading(node) + (tag("div", rows, "fwi-kv") if rows else tag("span", "Nothing to show", "fwi-muted")),
    )


@builder("JSONView")
def json_view(node: Node, draw: Draw) -> Element:
    """A value as JSON, its inner levels folded."""
    value = node["value"]
    shown = tag("span", _NOTHING, "fwi-muted") if value is None else _tree(value, 0)
    return _html(node, heading(node) + tag("div", shown, "fwi-pre", style="white-space:normal"))


@builder("LinkView")
def link_view(node: Node, draw: Draw) -> Element:
    """A link out of the notebook."""
    raw = text(node["view"].get("href")) or display(node["value"])
    told = html(label(node) or raw or "Link")
    shown = link(raw, told) if safe_url(raw) else tag("span", told, title="This is not a web address")
    help_ = text(node["view"].get("description"))
    return _html(node, shown + (tag("div", html(help_), "fwi-muted") if help_ else ""))


@builder("ProgressView")
def progress(node: Node, draw: Draw) -> Element:
    """How far something is."""
    held = node["value"] if isinstance(node["value"], dict) else {"progress": node["value"]}
    amount = number(held.get("progress"))
    amount = number(node["view"].get("progress")) if amount is None else amount
    told = text(held.get("label")) or label(node) or "Progress"
    return progress_bar(amount, told)


def progress_bar(amount: float | None, told: str) -> Element:
    """A bar from 0 to 1; an amount of None fills it and says that it is not known."""
    if amount is not None and amount >= 1 and float(amount).is_integer() and amount > 1:
        traits: dict[str, Any] = {"max": 100, "value": int(min(amount, 100)), "bar_style": ""}
        kind: type[ipywidgets.Widget] = ipywidgets.IntProgress
    else:
        part = 1.0 if amount is None else float(min(max(amount, 0), 1))
        style = "success" if amount is not None and part >= 1 else ""
        traits = {"max": 1.0, "value": part, "bar_style": style}
        kind = ipywidgets.FloatProgress
    percent = (
        "" if amount is None else f"{' · ' if told else ''}{round(traits['value'] / traits['max'] * 100)}%"
    )
    return Element(
        ipywidgets.HBox,
        children=(
            Element(kind, traits, classes=() if amount is not None else ("fwi-unknown",), is_control=True),
            Element(ipywidgets.Label, {"value": f"{told}{percent}"}),
        ),
        layout={"align_items": "center"},
    )


def value_html(value: Any) -> str:
    """A single value to read, as markup."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if value in (None, ""):
        return tag("span", _NOTHING, "fwi-muted")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (dict, list)):
        return tag("div", _tree(value, 1), "fwi-pre", style="white-space:normal")
    return html(_short(display(value)))


def _tree(value: Any, depth: int) -> str:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    whole = json.dumps(value, default=str, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or len(whole) < 60:
        return html(_short(whole))
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    shown = whole_left = 0
    rows = []
    for key, item in entries:
        if shown > _LONGEST:
            whole_left += 1
            continue
        name = json.dumps(key, ensure_ascii=False) if isinstance(value, dict) else str(key)
        row = tag("div", f"{tag('span', html(name), 'fwi-muted')}: {_tree(item, depth + 1)}")
        shown += len(row)
        rows.append(row)
    if whole_left:
        rows.append(tag("div", f"… {whole_left} more", "fwi-muted"))
    summary = f"{'{' if isinstance(value, dict) else '['} {len(value)} entries"
    opened: dict[str, Any] = {"open": "open"} if depth < 2 else {}
    inner = tag("div", "".join(rows), style="padding-left:16px")
    return tag("details", tag("summary", html(summary)) + inner, **opened)


def _short(told: str) -> str:
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}… ({len(told):,} characters)"
