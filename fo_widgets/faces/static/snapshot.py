"""A snapshot: which function draws which component, and what all of them share."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np

from fo_widgets.faces.markdown import markdown
from fo_widgets.faces.node import Node, Scene

from .look import STYLE

Draw = Callable[[Node, str], str]
"""From a node and the HTML of its children, its HTML."""

# a snapshot is stored in the notebook, so what is longer is counted, not shown
_MOST_TEXT = 4000

_DRAW: dict[str, Draw] = {}


def drawn_by(*components: str) -> Callable[[Draw], Draw]:
    """Registers a function that draws components."""

    def register(function: Draw) -> Draw:
        for component in components:
            _DRAW[component] = function
        return function

    return register


def to_html(scene: Scene) -> str:
    """Self-contained HTML of a scene; everything in it is escaped and nothing runs."""
    return f'<div class="fow-static"><style>{STYLE}</style>{_draw(scene, scene["root"])}</div>'


def _draw(scene: Scene, id_: str) -> str:
    node = scene["nodes"][id_]
    inner = "".join(_draw(scene, child) for child in node["children"])
    inner += "".join(_draw(scene, overlay) for overlay in node["view"].get("overlays") or [])
    return _DRAW.get(node["component"], _unknown)(node, inner)


def _unknown(node: Node, inner: str) -> str:
    return f'<div class="card muted">{text(node["component"])} is not available in notebooks</div>'


def labelled(node: Node, content: str) -> str:
    """Content under its label, above its help or what is wrong with it."""
    view = node["view"]
    label = f'<div class="label">{text(view["label"])}</div>' if view.get("label") else ""
    wrong = "".join(f'<div class="wrong">{text(error["reason"])}</div>' for error in node["errors"])
    told = view.get("description") or view.get("caption")
    help_ = f'<div class="help">{markdown(told)}</div>' if told and not wrong else ""
    return f"<div>{label}{content}{wrong or help_}</div>" if label or wrong or help_ else content


def text(value: Any) -> str:
    """A value as escaped text: strings as they are, others as JSON."""
    if value is None:
        return ""
    told = value if isinstance(value, str) else json.dumps(plain(value), default=str, ensure_ascii=False)
    return escape(told if len(told) <= _MOST_TEXT else f"{told[:_MOST_TEXT]}… ({len(told):,} characters)")


def plain(value: Any) -> Any:
    """A value with lists for arrays; long ones are named by their shape."""
    if isinstance(value, np.ndarray):
        return value.tolist() if value.size <= 100 else f"array of {' x '.join(map(str, value.shape))}"
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value
