"""The static face: a picture of a scene in plain HTML, for pages without a kernel."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Any

from fo_widgets.faces.node import Node, Scene

Draw = Callable[[Node, str], str]

# rows, characters and points beyond these are counted, not shown: a snapshot is stored in the notebook
_MOST_ROWS = 50
_MOST_TEXT = 4000

_STYLE = """
.fow-static{font:13px/1.5 var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,#222);
border:1px solid var(--jp-border-color2,#ccc);border-radius:4px;padding:12px;max-width:960px}
.fow-static h4{margin:0 0 8px;font-size:14px}.fow-static .row{display:flex;gap:8px;flex-wrap:wrap;align-items:center}
.fow-static .col{display:flex;flex-direction:column;gap:8px}
.fow-static label{color:var(--jp-ui-font-color2,#666);display:block}
.fow-static .button{display:inline-block;border:1px solid var(--jp-border-color1,#999);
border-radius:4px;padding:2px 10px}
.fow-static .alert{border-left:3px solid var(--jp-brand-color1,#1976d2);padding:4px 10px}
.fow-static .error{border-left-color:var(--jp-error-color1,#d32f2f)}
.fow-static table{border-collapse:collapse}
.fow-static td,.fow-static th{border:1px solid var(--jp-border-color2,#ccc);padding:2px 8px;text-align:left}
.fow-static pre{white-space:pre-wrap;margin:0}.fow-static .muted{color:var(--jp-ui-font-color2,#666)}
"""

_DRAW: dict[str, Draw] = {}


def to_html(scene: Scene) -> str:
    """Self-contained HTML of a scene; everything in it is escaped, nothing runs."""
    return f'<div class="fow-static"><style>{_STYLE}</style>{_draw(scene, scene["root"])}</div>'


def _draw(scene: Scene, id_: str) -> str:
    node = scene["nodes"][id_]
    inner = "".join(_draw(scene, child) for child in node["children"])
    inner += "".join(_draw(scene, overlay) for overlay in node["view"].get("overlays") or [])
    return _DRAW.get(node["component"], _any)(node, inner)


def _drawn_by(*components: str) -> Callable[[Draw], Draw]:
    def register(function: Draw) -> Draw:
        for component in components:
            _DRAW[component] = function
        return function

    return register


@_drawn_by("Panel", "Form", "Output")
def _root(node: Node, inner: str) -> str:
    view = node["view"]
    title = f"<h4>{_text(view.get('label'))}</h4>" if view.get("label") else ""
    error = view.get("error")
    told = f'<div class="alert error"><b>{_text(error["message"])}</b></div>' if error else ""
    state = view.get("phase") or view.get("status")
    waiting = f'<div class="muted">{_text(state)}…</div>' if state in ("loading", "running") else ""
    return f'<div class="col">{title}{told}{waiting}{inner}</div>'


@_drawn_by("ObjectView", "ListView", "TupleView", "OneOfView", "MapView")
def _stack(node: Node, inner: str) -> str:
    return _labelled(node, f'<div class="col">{inner}</div>')


@_drawn_by("GridView")
def _grid(node: Node, inner: str) -> str:
    kind = "row" if node["view"].get("orientation") == "horizontal" else "col"
    return _labelled(node, f'<div class="{kind}">{inner}</div>')


@_drawn_by("ButtonView", "OperatorExecutionButtonView", "StatusButtonView")
def _button(node: Node, inner: str) -> str:
    return f'<span class="button">{_text(node["view"].get("label") or node["path"])}</span>'


@_drawn_by("AlertView")
def _alert(node: Node, inner: str) -> str:
    kind = "alert error" if node["view_name"] == "Error" else "alert"
    view = node["view"]
    return f'<div class="{kind}"><b>{_text(view.get("label"))}</b> {_text(view.get("description"))}</div>'


@_drawn_by("HeaderView")
def _header(node: Node, inner: str) -> str:
    return f"<h4>{_text(node['view'].get('label'))}</h4><div>{_text(node['view'].get('description'))}</div>"


@_drawn_by("MarkdownView", "CodeView", "JSONView")
def _block(node: Node, inner: str) -> str:
    value = node["value"]
    text = value if isinstance(value, str) else json.dumps(value, indent=2, default=str)
    return _labelled(node, f"<pre>{_text(text)}</pre>")


@_drawn_by("TableView")
def _table(node: Node, inner: str) -> str:
    rows = node["value"] if isinstance(node["value"], list) else []
    columns = node["view"].get("columns") or [{"key": key} for key in (rows[0] if rows else {})]
    head = "".join(f"<th>{_text(column.get('label') or column.get('key'))}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(row.get(column.get('key')))}</td>" for column in columns) + "</tr>"
        for row in rows[:_MOST_ROWS]
        if isinstance(row, dict)
    )
    more = (
        f'<div class="muted">showing {_MOST_ROWS} of {len(rows)} rows</div>' if len(rows) > _MOST_ROWS else ""
    )
    return _labelled(node, f"<table><tr>{head}</tr>{body}</table>{more}")


@_drawn_by("PlotlyView")
def _plot(node: Node, inner: str) -> str:
    traces = node["value"] if isinstance(node["value"], list) else [node["value"]]
    kinds = ", ".join(str(trace.get("type", "scatter")) for trace in traces if isinstance(trace, dict))
    return _labelled(node, f'<div class="muted">plot: {_text(kinds or "no data yet")}</div>')


@_drawn_by("HiddenView")
def _hidden(node: Node, inner: str) -> str:
    return ""


def _any(node: Node, inner: str) -> str:
    value = node["value"]
    shown = (
        "" if value is None else _text(value if isinstance(value, str) else json.dumps(value, default=str))
    )
    return _labelled(node, f"<div>{shown or inner or '<span class=muted>-</span>'}</div>")


def _labelled(node: Node, content: str) -> str:
    label = node["view"].get("label")
    return f"<div><label>{_text(label)}</label>{content}</div>" if label else content


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return escape(text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}… ({len(text):,} characters)")
