"""Notices, errors, and what stands for components that cannot be drawn."""

from __future__ import annotations

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.markup import alert, failure, html, markdown, tag
from fo_widgets.faces.ipywidgets.reading import box, display, items, label, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_BY_NAME = {"Notice": "info", "Warning": "warning", "Error": "error", "Success": "success"}


def severity(node: Node) -> str:
    """info, success, warning or error, as the view or its name says."""
    for key in ("severity", "variant"):
        if node["view"].get(key) in _BY_NAME.values():
            return str(node["view"][key])
    return _BY_NAME.get(node["view_name"], "info")


@builder("AlertView")
def notice(node: Node, draw: Draw) -> Element:
    """A notice, a warning, an error or good news."""
    told = [text(node["view"].get(key)) for key in ("description", "caption")]
    body = "\n\n".join(each for each in told if each)
    title = markdown(label(node)) if label(node) else html(display(node["value"]))
    shown = alert(severity(node), None, f"{tag('b', title)}{markdown(body)}" if body else title)
    return Element(ipywidgets.HTML, {"value": shown}, layout=box(node["view"]))


@builder("ErrorView")
def error(node: Node, draw: Draw) -> Element | None:
    """Errors, with their details folded away."""
    held = node["value"] if isinstance(node["value"], list) else [node["value"]]
    held = [each for each in items(held) if each not in (None, "")]
    if not held and label(node):
        held = [{"message": label(node), "traceback": node["view"].get("description")}]
    shown = "".join(
        failure(
            {
                "message": text(each.get("reason"))
                or text(each.get("message"))
                or text(each.get("error_message"))
                or display(each),
                "traceback": each.get("details") or each.get("traceback") or each.get("stack"),
            }
            if isinstance(each, dict)
            else {"message": display(each)},
            "Details",
        )
        for each in held
    )
    return Element(ipywidgets.HTML, {"value": shown}) if shown else None


@builder("ToastView")
def toast(node: Node, draw: Draw) -> Element | None:
    """A short message; it stays as long as the panel shows it."""
    message = text(node["view"].get("message")) or display(node["value"])
    return Element(ipywidgets.HTML, {"value": alert(severity(node), message)}) if message else None


@builder("LoadingView")
def loading(node: Node, draw: Draw) -> Element:
    """A sign of waiting."""
    told = text(node["view"].get("text")) or label(node) or "Loading"
    return Element(ipywidgets.HTML, {"value": spinner(told)})


@builder("UnsupportedView")
def unsupported(node: Node, draw: Draw) -> Element:
    """A box that names the component that notebooks do not have."""
    where = f" ({html(node['path'])})" if node["path"] else ""
    if node["component"] == "UnsupportedView":
        shown = f"There is no component for a value of type {tag('b', html(node['type'] or '?'))}{where}."
    else:
        shown = f"The component {tag('b', html(node['component']))} is not available in notebooks{where}."
    return Element(ipywidgets.HTML, {"value": alert("info", None, shown)})


@builder("HiddenView")
def hidden(node: Node, draw: Draw) -> None:
    """Nothing; the value is still there."""


def spinner(told: str) -> str:
    """A turning ring and a text, as markup."""
    return tag("span", f"<span class='fwi-spinner'></span> {html(told)}", role="status")


def broken(node: Node, error: Exception) -> Element:
    """What stands for a node that could not be drawn."""
    shown = f"{tag('b', html(node['component']))} could not be drawn: {html(error)}"
    return Element(ipywidgets.HTML, {"value": alert("error", None, shown)})
