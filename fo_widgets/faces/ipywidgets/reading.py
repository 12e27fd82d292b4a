"""Careful looks into a node: plugins may put anything into a view. The browser face reads alike."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fo_widgets.faces.node import Node

Json = dict[str, Any]

_CSS_LENGTH = re.compile(r"[\w.%()+\-*/\s,]{1,60}")
_CSS_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+|(?:rgb|hsl)a?\([\d\s.,%/deg-]+\)")
# a cell has no height of its own, so a percentage has to mean a part of something
_NOMINAL_HEIGHT = 480

ROLES = ("primary", "secondary", "error", "warning", "success", "info")


def text(value: Any) -> str | None:
    """A text, or a number written as one; None for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def number(value: Any) -> float | int | None:
    """A finite number, also one written as text; None for anything else."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
        value = int(value) if value.is_integer() else value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if math.isfinite(value) else None


def mapping(value: Any) -> Json:
    """A dict, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """A list, or an empty one for anything else."""
    if isinstance(value, np.ndarray):
        return list(value.tolist())
    return list(value) if isinstance(value, (list, tuple)) else []


def display(value: Any) -> str:
    """What a reader sees for any value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, default=str, ensure_ascii=False)
    return str(value)


def label(node: Node) -> str | None:
    """The label of a node."""
    return text(node["view"].get("label"))


def last_part(path: str) -> str:
    """The last part of a dotted path."""
    return path.rpartition(".")[2]


def part(node: Node, name: str) -> Json:
    """What a plugin gives for one part of the component."""
    return mapping(mapping(node["view"].get("componentsProps")).get(name))


def length(value: Any) -> str | None:
    """A width in CSS; numbers are percent."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return f"{value:g}%" if math.isfinite(value) else None
    if not isinstance(value, str) or not _CSS_LENGTH.fullmatch(value) or "url" in value.lower():
        return None
    return f"{value}%" if number(value) is not None else value


def height(value: Any) -> str | None:
    """A height in CSS.

    A number is a percentage, of a nominal panel height of 480 px; above 100 it can only mean pixels.
    """
    if isinstance(value, (int, float)) and 100 < value < math.inf:
        return f"{value:g}px"
    raw = length(value)
    percent = re.fullmatch(r"(\d+(?:\.\d+)?)(?:%|vh)", raw or "")
    return f"{round(float(percent[1]) / 100 * _NOMINAL_HEIGHT)}px" if percent else raw


def spacing(value: Any) -> str | None:
    """A gap in CSS; numbers are steps of 8 px."""
    found = number(value)
    if found is not None:
        return f"{found * 8:g}px"
    return value if isinstance(value, str) and _CSS_LENGTH.fullmatch(value) else None


def role(value: Any) -> str | None:
    """A role of the theme."""
    return value if value in ROLES else None


def css_color(value: Any) -> str | None:
    """A plain CSS colour that is no role."""
    if not isinstance(value, str) or value in ROLES or not _CSS_COLOR.fullmatch(value):
        return None
    return value


def box(view: Mapping[str, Any]) -> Json:
    """The CSS of a node's box: its width and the room around it."""
    layout: Json = {}
    for key, css in (("width", "width"), ("min_width", "min_width"), ("max_width", "max_width")):
        if found := length(view.get(key)):
            layout[css] = found
    space = number(view.get("space"))
    if "width" not in layout and space is not None and 0 < space < 12:
        layout["width"] = f"calc({space / 12 * 100:.4f}% - 8px)"
    pad = next((view[key] for key in ("padding", "pad", "p") if view.get(key) is not None), None)
    if found := spacing(pad):
        layout["padding"] = found
    return layout


@dataclass(frozen=True)
class Choice:
    """One of the choices of a node."""

    value: Any
    label: str
    description: str | None
    icon: str | None
    disabled: bool


def choices(node: Node) -> list[Choice]:
    """The choices of a node, from its rules or else its view."""
    raw = items(node["rules"].get("choices")) or items(node["view"].get("choices"))
    raw = raw or [{"value": value} for value in items(node["rules"].get("values"))]
    return [
        Choice(
            value=choice.get("value"),
            label=text(choice.get("label")) or display(choice.get("value")),
            description=text(choice.get("description")),
            icon=text(choice.get("icon")),
            disabled=bool(choice.get("disabled")),
        )
        for choice in raw
        if isinstance(choice, dict)
    ]


def parse_number(raw: str) -> Any:
    """What a typed text means as a number: nothing is None; what is no number stays a text."""
    if not raw.strip():
        return None
    found = number(raw)
    if found is None:
        return raw
    return found
