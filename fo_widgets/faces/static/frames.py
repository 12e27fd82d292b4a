"""Roots and containers: what other components stand in."""

from __future__ import annotations

from fo_widgets.faces.node import Node

from .snapshot import drawn_by, labelled, text


@drawn_by("Panel", "Form", "Output")
def _root(node: Node, inner: str) -> str:
    view = node["view"]
    title = f"<header>{text(view['label'])}</header>" if view.get("label") else ""
    error = view.get("error")
    told = f'<div class="alert error">{text(error["message"])}</div>' if error else ""
    state = view.get("phase") or view.get("status")
    waiting = f'<div class="muted">{text(state)}…</div>' if state in ("loading", "running") else ""
    problems = "".join(f'<div class="wrong">{text(p["reason"])}</div>' for p in view.get("problems") or ())
    return f'{title}<main class="col">{told}{waiting}{inner}{problems}</main>'


@drawn_by(
    "ObjectView",
    "ListView",
    "TupleView",
    "OneOfView",
    "ResolvablePropertyView",
    "LoaderView",
    "InferredView",
)
def _stack(node: Node, inner: str) -> str:
    failed = node["value"].get("error") if isinstance(node["value"], dict) else None
    if failed and not inner:
        return f'<div class="alert error">{text(failed)}</div>'
    if not inner and node["value"] is not None and node["component"] == "InferredView":
        return labelled(node, f"<div>{text(node['value'])}</div>")
    return labelled(node, f'<div class="col">{inner}</div>')


@drawn_by("GridView")
def _grid(node: Node, inner: str) -> str:
    view = node["view"]
    kind = {"horizontal": "row", "2d": "grid"}.get(str(view.get("orientation")), "col")
    if view.get("columns") and kind == "col":
        kind = "grid"
    return labelled(node, f'<div class="{kind}{_card(node)}">{inner}</div>')


@drawn_by("DashboardView")
def _dashboard(node: Node, inner: str) -> str:
    return labelled(node, f'<div class="col card">{inner or "<div class=muted>no tiles yet</div>"}</div>')


@drawn_by("HiddenView", "TimerView")
def _nothing(node: Node, inner: str) -> str:
    return ""


def _card(node: Node) -> str:
    view = node["view"]
    return " card" if view.get("container") or view.get("variant") in ("paper", "outline") else ""
