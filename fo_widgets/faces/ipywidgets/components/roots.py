"""The frames of panels and outputs."""

from __future__ import annotations

from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.components.buttons import icon_button, small_button
from fo_widgets.faces.ipywidgets.components.display import progress_bar
from fo_widgets.faces.ipywidgets.components.notices import spinner
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.icons import font_awesome
from fo_widgets.faces.ipywidgets.markup import alert, failure, html, link, markdown, tag
from fo_widgets.faces.ipywidgets.reading import Json, mapping, number, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.ipywidgets.stylesheet import STYLE
from fo_widgets.faces.node import Node

FRAME = {"padding": "12px", "grid_gap": "8px"}


@builder("Panel")
def panel(node: Node, draw: Draw) -> Element:
    """A panel: header, what lies over it, what went wrong, content."""
    view = node["view"]
    if view.get("status") == "closed":
        return closed("This panel is closed. Run the cell again to open it.")
    tools = (
        icon_button("sync", "Reload the panel", Gesture("retry")),
        icon_button("times", "Close the panel", Gesture("close")),
    )
    above: list[Element | str] = [*notice(node, draw), *overlays(node), *progress(node)]
    error = view.get("error")
    if error:
        again = ("Dismiss", "dismiss") if node["children"] else ("Try again", "retry")
        above += [message(failure(error)), small_button(again[0], Gesture(again[1]))]
    content: list[Element | str] = list(node["children"])
    if not content and not error:
        waiting = view.get("status") == "loading"
        told = spinner("Loading") if waiting else tag("span", "This panel shows nothing yet.", "fwi-muted")
        content = [message(told)]
    return framed(node, title_bar(node, draw, *tools), slot(*above), *content)


@builder("Output")
def output(node: Node, draw: Draw) -> Element:
    """A result, shown over a panel until it is closed."""
    inside: list[Element | str] = list(node["children"])
    if not inside:
        inside = [message(tag("span", "There is nothing to show.", "fwi-muted"))]
    return framed(
        node,
        title_bar(node, draw, default="Output"),
        slot(*overlays(node)),
        *inside,
        small_button("Close", Gesture("close")),
    )


def slot(*inner: Element | str) -> Element:
    """A place for what comes and goes, hidden while it is empty.

    The page draws all that follows a changed child of a box anew, and with it a field loses the focus;
    so what comes and goes has a box of its own.
    """
    layout = {"grid_gap": "8px"} if inner else {"display": "none"}
    return Element(ipywidgets.VBox, children=inner, layout=layout)


def title_bar(node: Node, draw: Draw, *tools: Element, default: str = "") -> Element:
    """Icon, title and help; buttons at the right. The outermost one carries the style sheet."""
    view = node["view"]
    if draw.is_busy and view.get("inline"):
        tools = (message(spinner("Working")), icon_button("stop", "Stop", Gesture("cancel")), *tools)
    icon = font_awesome(text(view.get("icon")))
    told = text(view.get("label")) or text(view.get("uri")) or default
    shown = f'<i class="fa fa-{icon}"></i> ' if icon else ""
    shown += tag("span", html(told), "fwi-title")
    if help_ := text(view.get("help_markdown")):
        shown += tag("details", tag("summary", "Help") + markdown(help_), "fwi-help-sign")
    title = Element(
        ipywidgets.HTML, {"value": (STYLE if view.get("inline") else "") + shown}, layout={"flex": "1 1 auto"}
    )
    layout = {"align_items": "center"}
    return Element(ipywidgets.HBox, children=(title, *tools), layout=layout, classes=("fwi-header",))


def framed(node: Node, *inner: Element | str) -> Element:
    """The box of a root; one that is shown inside another has a line around it."""
    classes = () if node["view"].get("inline") else ("fwi-frame",)
    return Element(ipywidgets.VBox, children=tuple(inner), layout=FRAME, classes=classes)


def notice(node: Node, draw: Draw) -> list[Element]:
    """The toast or the offered download to show now; only the outermost root has one."""
    told = draw.notice
    if told is None or not node["view"].get("inline"):
        return []
    shown = alert(str(told.get("variant") or "info"), str(told.get("message") or "") or None)
    if told.get("type") == "download":
        name = text(told.get("filename")) or "the file"
        shown = alert(
            "info", None, "Download " + link(told.get("url"), html(name), download=told.get("filename"))
        )
    return [message(shown)]


def overlays(node: Node) -> list[str]:
    """The ids of what is shown inside a root, newest first."""
    return [str(id_) for id_ in reversed(node["view"].get("overlays") or [])]


def progress(node: Node) -> list[Element]:
    """How far what runs is, with a button that stops it."""
    held: Json = mapping(node["view"].get("progress"))
    if not held:
        return []
    return [running(held)]


def running(held: Json) -> Element:
    """A bar and a button that cancels."""
    bar = progress_bar(number(held.get("progress")), text(held.get("label")) or "Running")
    cancel = small_button("Cancel", Gesture("cancel"), icon="stop")
    return Element(
        ipywidgets.HBox, children=(bar, cancel), layout={"align_items": "center", "grid_gap": "8px"}
    )


def message(shown: str, **layout: Any) -> Element:
    """Markup in the column of a root."""
    return Element(ipywidgets.HTML, {"value": shown}, layout=layout)


def closed(told: str) -> Element:
    """What is left of a root that was closed."""
    return message(tag("span", html(told), "fwi-muted"))
