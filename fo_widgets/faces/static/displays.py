"""Components that show a value: texts, notices, labels, progress."""

from __future__ import annotations

import json
from typing import Any

from fo_widgets.faces.markdown import markdown
from fo_widgets.faces.node import Node

from .snapshot import drawn_by, labelled, plain, text

_SEVERITIES = {"Error": "error", "Warning": "warning", "Success": "success"}


@drawn_by("LabelValueView", "PrimitiveView")
def _value(node: Node, inner: str) -> str:
    return labelled(node, f"<div>{text(node['value']) or '-'}</div>")


@drawn_by("AlertView", "ToastView")
def _alert(node: Node, inner: str) -> str:
    view = node["view"]
    severity = _SEVERITIES.get(node["view_name"]) or str(view.get("severity") or "")
    known = severity if severity in ("error", "warning", "success") else ""
    told = markdown(view["label"]) if view.get("label") else text(view.get("message"))
    return f'<div class="alert {known}">{told}{markdown(view.get("description"))}</div>'


@drawn_by("ErrorView")
def _errors(node: Node, inner: str) -> str:
    value = node["value"]
    found = value if isinstance(value, list) else [value] if value else []
    return "".join(f'<div class="alert error">{text(_reason(each))}</div>' for each in found)


@drawn_by("HeaderView")
def _header(node: Node, inner: str) -> str:
    view = node["view"]
    told = f'<div class="muted">{markdown(view["description"])}</div>' if view.get("description") else ""
    return f"<div><h3>{text(view.get('label'))}</h3>{told}</div>"


@drawn_by("TextView")
def _text(node: Node, inner: str) -> str:
    told = text(node["value"])
    return labelled(node, f"<div>{f'<b>{told}</b>' if node['view'].get('bold') else told}</div>")


@drawn_by("MarkdownView")
def _markdown(node: Node, inner: str) -> str:
    return labelled(node, markdown(node["value"]))


@drawn_by("CodeView", "JSONView")
def _block(node: Node, inner: str) -> str:
    value = node["value"]
    told = value if isinstance(value, str) else json.dumps(plain(value), indent=2, default=str)
    return labelled(node, f"<pre>{text(told)}</pre>")


@drawn_by("KeyValueView")
def _key_value(node: Node, inner: str) -> str:
    pairs = node["value"].items() if isinstance(node["value"], dict) else ()
    rows = "".join(f"<tr><th>{text(str(key))}</th><td>{text(value)}</td></tr>" for key, value in pairs)
    return labelled(node, f"<table>{rows}</table>")


@drawn_by("TagsView")
def _tags(node: Node, inner: str) -> str:
    value = node["value"] if isinstance(node["value"], list) else []
    return labelled(node, "".join(f'<span class="chip">{text(tag)}</span>' for tag in value) or "-")


@drawn_by("PillBadgeView")
def _badge(node: Node, inner: str) -> str:
    told = node["value"] if node["value"] is not None else node["view"].get("text")
    while isinstance(told, list):
        told = told[0] if told else None
    return f'<div><span class="chip">{text(told)}</span></div>'


@drawn_by("LinkView")
def _link(node: Node, inner: str) -> str:
    view = node["view"]
    href = str(view.get("href") or node["value"] or "")
    told = text(view.get("label") or href)
    if not href.lower().startswith(("http:", "https:", "mailto:")):
        return f"<span>{told}</span>"
    return f'<a href="{text(href)}" target="_blank" rel="noopener noreferrer">{told}</a>'


@drawn_by("ProgressView")
def _progress(node: Node, inner: str) -> str:
    value = node["value"]
    part = value.get("progress") if isinstance(value, dict) else value
    share = min(1.0, max(0.0, float(part))) if isinstance(part, (int, float)) else 0.0
    bar = f'<div class="bar"><i style="width:{share:.0%}"></i></div>'
    return labelled(node, f'{bar}<div class="help">{share:.0%}</div>')


@drawn_by("LoadingView")
def _loading(node: Node, inner: str) -> str:
    return f'<div class="muted">{text(node["view"].get("text") or "Loading")}…</div>'


@drawn_by("ButtonView", "OperatorExecutionButtonView", "StatusButtonView", "ModalView")
def _button(node: Node, inner: str) -> str:
    view = node["view"]
    told = view.get("label") or view.get("title") or view.get("icon") or node["path"]
    contained = " contained" if view.get("variant") == "contained" else ""
    return f'<div><span class="button{contained}">{text(told)}</span></div>'


@drawn_by("ArrowNavView")
def _arrows(node: Node, inner: str) -> str:
    return '<div><span class="button">&lsaquo;</span> <span class="button">&rsaquo;</span></div>'


def _reason(error: Any) -> Any:
    return error.get("reason") or error.get("message") if isinstance(error, dict) else error
