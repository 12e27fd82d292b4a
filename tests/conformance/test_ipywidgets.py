from __future__ import annotations

import base64
import datetime as dt
import html
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets
import pytest

from fo_widgets.faces.ipywidgets.leaf import Leaf
from fo_widgets.faces.ipywidgets.live import Live
from tests.conformance.cases import CASES
from tests.conformance.stage import Case, Stage, check_done, check_shown, put_on_stage
from tests.conformance.test_headless import texts_of


@pytest.fixture(params=CASES, ids=str)
def stage(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[Stage]:
    with caplog.at_level(logging.WARNING):
        stage = put_on_stage(request.param, "ipywidgets")
    yield stage
    stage.handle.close()


def test_a_case(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    case: Case = stage.case
    check_shown(stage)
    told = "\n".join(seen(stage.handle))
    assert [text for text in case.shows if text not in told] == []
    assert [text for text in case.hides if text in told] == []
    # only a plugin's own component has no widget
    assert ["GlitterView" in record.getMessage() for record in caplog.records] == [True] * len(caplog.records)
    if case.does is not None:
        if case.where == "panel":
            stage.forget()
        perform(stage)
    check_done(stage)


def seen(widget: ipywidgets.Widget) -> Iterator[str]:
    """The texts that a reader sees of a widget and of what is inside it."""
    if isinstance(widget, Leaf):
        yield from texts_of(widget.scene["nodes"])
        return
    if isinstance(widget, ipywidgets.HTML):
        markup = re.sub(r"<style>.*?</style>", "", widget.value, flags=re.DOTALL)
        yield html.unescape(re.sub(r"<[^>]*>", "", markup))
    elif isinstance(widget, (ipywidgets.Label, ipywidgets.Text, ipywidgets.Textarea)):
        yield widget.value
    elif isinstance(widget, ipywidgets.TagsInput):
        yield from widget.value
    for name in ("description", "tooltip"):
        yield str(getattr(widget, name, None) or "")
    yield from getattr(widget, "titles", ())
    yield from getattr(widget, "_options_labels", ())
    for child in getattr(widget, "children", ()):
        yield from seen(child)


def lives(stage: Stage, id_: str | None = None) -> list[Live]:
    return list(stage.handle._screen._shown[id_ or stage.node_id].lives)


def perform(stage: Stage) -> None:
    """Does with the widgets what the case's gesture says."""
    case = stage.case
    assert case.does is not None
    event, params = case.does.event, dict(case.does.params)
    control = stage.handle._screen.control(stage.node_id)
    if isinstance(control, Leaf) and event == "change":
        control.value = params["value"]
    elif isinstance(control, Leaf) and not buttons_of(stage, event):
        control.event(event, **params)
    elif hand := HANDS.get((case.component, event)):
        hand(stage, control, params)
    elif event == "change" and hasattr(control, "value"):
        enter(control, params["value"])
    else:
        [button] = [widget for widget, given in buttons_of(stage, event) if given == params]
        button.click()


def buttons_of(stage: Stage, event: str) -> list[tuple[ipywidgets.Button, Any]]:
    """The buttons of the case's component that do that, and the params that each of them gives."""
    return [
        (live.widget, live.element.click.params)
        for live in lives(stage)
        if live.element.click is not None and live.element.click.event == event
    ]


def enter(control: Any, value: Any) -> None:
    """Enters a value as that widget takes it."""
    if isinstance(control, ipywidgets.NaiveDatetimePicker):
        value = dt.datetime.fromisoformat(value)
    elif isinstance(control, ipywidgets.DatePicker):
        value = dt.date.fromisoformat(value)
    elif isinstance(control, (ipywidgets.SelectMultiple, ipywidgets.IntRangeSlider)):
        value = tuple(value)
    elif isinstance(control, ipywidgets.Text) and value is None:
        value = ""
    control.value = value


def _suggest(stage: Stage, control: Any, params: dict[str, Any]) -> None:
    labels = {choice["value"]: choice["label"] for choice in stage.node["rules"]["choices"]}
    value = params["value"]
    many = isinstance(value, list)
    control.value = [labels.get(each, each) for each in value] if many else labels.get(value, value)


def _upload(stage: Stage, control: Any, params: dict[str, Any]) -> None:
    value = dict(params["value"])
    value["content"] = memoryview(base64.b64decode(value["content"]))
    value["last_modified"] = dt.datetime.fromtimestamp(value["last_modified"] / 1000, tz=dt.timezone.utc)
    control.value = (value,)


def _add(stage: Stage, control: Any, params: dict[str, Any]) -> None:
    if isinstance(control, ipywidgets.TagsInput):
        control.value = params["value"]
        return
    [button] = [live.widget for live in lives(stage) if getattr(live.widget, "icon", "") == "plus"]
    button.click()


def _option(stage: Stage, control: Any, params: dict[str, Any]) -> None:
    [menu] = [live.widget for live in lives(stage) if isinstance(live.widget, ipywidgets.Dropdown)]
    options = stage.node["view"]["options"]
    menu.value = options.index(params["selected_option"])


def _stand_in(stage: Stage, control: Any, params: dict[str, Any]) -> None:
    enter(stage.handle._screen.control(f"{stage.node_id}~"), params["value"])


def _answer(event: str) -> Callable[[Stage, Any, dict[str, Any]], None]:
    def hand(stage: Stage, control: Any, params: dict[str, Any]) -> None:
        control.opener.click()
        control.buttons[event].click()

    return hand


HANDS: dict[tuple[str, str], Callable[[Stage, Any, dict[str, Any]], None]] = {
    ("AutocompleteView", "change"): _suggest,
    ("FileView", "change"): _upload,
    ("FileExplorerView", "change"): lambda stage, control, params: enter(
        control, params["value"]["absolute_path"]
    ),
    ("ListView", "change"): _add,
    ("MapView", "change"): _add,
    ("OneOfView", "change"): _stand_in,
    ("OperatorExecutionButtonView", "on_option_selected"): _option,
    ("ModalView", "primaryButton"): _answer("primaryButton"),
    ("ModalView", "secondaryButton"): _answer("secondaryButton"),
    ("TimerView", "on_timeout"): lambda stage, control, params: control._ring("timeout"),
    ("FrameLoaderView", "on_load_range"): lambda stage, control, params: setattr(
        control.slider, "value", params["range"][0]
    ),
}
