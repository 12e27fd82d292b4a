"""The forms of operators, from the first field to the result."""

from __future__ import annotations

import ipywidgets
from fo_widgets.faces.ipywidgets.components.buttons import small_button
from fo_widgets.faces.ipywidgets.components.notices import spinner
from fo_widgets.faces.ipywidgets.components.roots import (
    closed,
    framed,
    message,
    notice,
    overlays,
    running,
    slot,
    title_bar,
)
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.fields import WIDEST
from fo_widgets.faces.ipywidgets.markup import failure, folded, html, markdown, tag
from fo_widgets.faces.ipywidgets.reading import display, items, mapping, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

_ACTIONS = {"justify_content": "flex-end", "grid_gap": "8px", "flex_flow": "row wrap"}


@builder("Form")
def form(node: Node, draw: Draw) -> Element:
    """Title, fields, problems, progress, error, log and buttons."""
    view, phase = node["view"], node["view"].get("phase")
    if phase == "closed":
        return closed("This form is closed. Run the cell again to open it.")
    above: list[Element | str] = [*notice(node, draw), *overlays(node)]
    lead = [text(view.get(key)) for key in ("description", "caption")]
    if phase != "done" and (told := "\n\n".join(each for each in lead if each)):
        above.append(message(tag("div", markdown(told), "fwi-muted")))
    return framed(
        node,
        title_bar(node, draw),
        slot(*above),
        *node["children"],
        slot(*_outcome(node)),
        # where the fields end, not at the far side of a wide cell
        Element(ipywidgets.HBox, children=tuple(actions(node)), layout={**_ACTIONS, "max_width": WIDEST}),
    )


def _outcome(node: Node) -> list[Element]:
    """What there is to say below the fields: problems, progress, failure and log."""
    view, phase = node["view"], node["view"].get("phase")
    below: list[Element] = []
    if (state := _state(node)) is not None:
        below.append(message(state))
    problems = [_problem(each) for each in items(view.get("problems"))]
    if problems and phase in ("input", "failed"):
        below.append(message(tag("ul", "".join(problems), "fwi-error-text", role="alert")))
    if phase == "running":
        below.append(running(mapping(view.get("progress"))))
    if view.get("error"):
        below.append(message(failure(view["error"])))
    if logs := items(view.get("logs")):
        lines = "\n".join(map(display, logs))
        below.append(message(folded(f"Log ({len(logs)})", lines, is_open=phase == "running")))
    return below


def actions(node: Node) -> list[Element]:
    """The buttons under a form; the main one is the last."""
    view, phase = node["view"], node["view"].get("phase")
    if phase in ("running", "closed"):
        return []
    close = small_button(text(view.get("cancel_label")) or "Close", Gesture("close"))
    if phase in ("done", "scheduled"):
        again = small_button("Run again", Gesture("again"), icon="redo")
        return [again] if view.get("inline") else [close, again]
    if phase == "failed" and not node["children"]:
        return [small_button("Try again", Gesture("retry"), icon="redo")]
    ways = _ways(node)
    if view.get("default_choice") == "schedule":
        ways.sort(key=lambda way: way[1].event != "schedule")
    blocked = not view.get("valid") or phase == "loading"
    buttons = [
        small_button(told, gesture, primary=at == 0, disabled=blocked)
        for at, (told, gesture) in enumerate(ways)
    ]
    if not view.get("inline") or view.get("cancel_label"):
        buttons.append(close)
    if not ways:
        buttons.append(message(tag("span", "You cannot run this operator.", "fwi-muted")))
    return buttons[::-1]


def _ways(node: Node) -> list[tuple[str, Gesture]]:
    view = node["view"]
    label = text(view.get("submit_label"))
    ways = []
    if view.get("can_execute") is not False:
        ways.append((label or "Execute", Gesture("execute")))
    if view.get("can_schedule"):
        told = "Schedule" if ways else label or "Schedule"
        targets = [mapping(each) for each in items(view.get("targets"))]
        ways += [
            (
                f"{told} on {text(each.get('label')) or each.get('id')}",
                Gesture("schedule", {"target": each.get("id")}),
            )
            for each in targets
        ] or [(told, Gesture("schedule"))]
    return ways


def _state(node: Node) -> str | None:
    phase = node["view"].get("phase")
    if phase == "loading" and not node["children"]:
        return spinner("Loading")
    if phase == "scheduled":
        told = "Scheduled. It runs in the background; its state is listed with the delegated operations."
        return tag("span", told, role="status")
    if phase == "done" and not node["children"]:
        return tag("span", "Done.", role="status")
    return None


def _problem(problem: object) -> str:
    found = mapping(problem)
    told = ": ".join(each for key in ("path", "reason") if (each := text(found.get(key))))
    return tag("li", html(told or display(problem)))
