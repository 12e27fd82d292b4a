# ruff: noqa: DTZ001 - pickers without a zone are what is tested
from __future__ import annotations

import datetime as dt
import logging

import ipywidgets
import numpy as np
import pytest

from fo_widgets.faces.ipywidgets.element import Gesture
from fo_widgets.faces.ipywidgets.explorer import Explorer
from fo_widgets.faces.ipywidgets.leaf import Leaf
from tests.faces.ipywidgets.stage import control_of, element_of, node

W = ipywidgets
CHOICES = {"choices": [{"value": "a", "label": "A"}, {"value": 2, "label": "Two", "icon": "add"}]}
TREE = [["animals", ["cat", "dog"]], ["things", ["car", ["bikes", ["bmx", "mtb"]]]]]
PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

INPUTS = [
    # node → class, traits; a value set by hand → the value of the change event
    (node("FieldView", "a", value="x"), W.Text, {"value": "x"}, "y", "y"),
    (node("FieldView", "a", value="x"), W.Text, {}, "", None),
    (node("FieldView", "a", view={"multiline": True, "rows": 5}), W.Textarea, {"rows": 5, "value": ""}, "1\n2", "1\n2"),
    (node("FieldView", "a", view={"type": "password"}), W.Password, {}, "secret", "secret"),
    (node("LazyFieldView", "a", view={"save_on_blur": True}), W.Text, {"continuous_update": False}, "y", "y"),
    (node("FieldView", "a", view={"placeholder": "type"}), W.Text, {"placeholder": "type"}, "y", "y"),
    (node("FieldView", "a", type="Number", rules={"int": True}, value=3), W.IntText, {"value": 3}, 4, 4),
    (node("FieldView", "a", type="Number", value=3), W.FloatText, {"value": 3.0}, 4.0, 4),
    (node("FieldView", "a", type="Number", value=2.5), W.FloatText, {"value": 2.5}, 4.25, 4.25),
    (node("FieldView", "a", type="Number", rules={"float": True}, value=2.5), W.FloatText, {}, 4.0, 4.0),
    (node("FieldView", "a", type="Number", rules={"int": True, "min": 0, "max": 9}, value=3), W.BoundedIntText,
     {"min": 0, "max": 9, "value": 3}, 5, 5),
    (node("FieldView", "a", type="Number", rules={"min": 0.5}, value=1.5), W.BoundedFloatText, {"min": 0.5}, 2.5, 2.5),
    (node("FieldView", "a", type="Number", rules={"int": True, "max": 9}, value=30), W.IntText, {"value": 30}, 5, 5),
    (node("FieldView", "a", type="Number"), W.Text, {"value": ""}, "2.5", 2.5),
    (node("FieldView", "a", type="Number"), W.Text, {}, 7, 7),
    (node("FieldView", "a", type="Number", value=None), W.Text, {}, "many", "many"),
    (node("SliderView", "a", type="Number", rules={"int": True, "min": 0, "max": 10}, value=3), W.IntSlider,
     {"min": 0, "max": 10, "value": 3}, 7, 7),
    (node("SliderView", "a", type="Number", rules={"min": 0, "max": 1, "float": True}), W.FloatSlider,
     {"value": 0.0, "max": 1.0, "step": 0.01}, 0.5, 0.5),
    (node("SliderView", "a", type="List", rules={"min": 0, "max": 9}, value=[2, 5]), W.IntRangeSlider,
     {"value": (2, 5)}, (3, 4), [3, 4]),
    (node("SliderView", "a", type="List", view={"min": 0, "max": 1, "step": 0.1}), W.FloatRangeSlider,
     {"value": (0.0, 1.0)}, (0.25, 0.5), [0.25, 0.5]),
    (node("SliderView", "a", view={"min": 0, "max": 10}, value=99), W.IntSlider, {"value": 10}, 1, 1),
    (node("CheckboxView", "a", value=True), W.Checkbox, {"value": True, "indent": False}, False, False),
    (node("SwitchView", "a", value=False), W.ToggleButton, {"value": False, "icon": "toggle-off"}, True, True),
    (node("DropdownView", "a", rules=CHOICES, value="a"), W.Dropdown,
     {"value": "a", "options": (("Choose…", None), ("A", "a"), ("Two", 2))}, 2, 2),
    (node("DropdownView", "a", rules=CHOICES, value="a"), W.Dropdown, {}, None, None),
    (node("DropdownView", "a", rules=CHOICES, value="z"), W.Dropdown, {"value": "z"}, "a", "a"),
    (node("DropdownView", "a", type="List", rules=CHOICES, value=["a"]), W.SelectMultiple, {"value": ("a",)},
     ("a", 2), ["a", 2]),
    (node("DropdownView", "a", type="String", view={"multiple": True, "separator": ","},
          rules={"values": ["a", "b"]}, value="a"), W.SelectMultiple, {"value": ("a",)}, ("a", "b"), "a,b"),
    (node("RadioView", "a", rules=CHOICES, value=2), W.RadioButtons, {"value": 2}, "a", "a"),
    (node("RadioView", "a", rules=CHOICES, view={"orientation": "horizontal"}), W.RadioButtons,
     {"value": None, "orientation": "horizontal"}, "a", "a"),
    (node("TabsView", "a", rules=CHOICES, value="a"), W.ToggleButtons, {"value": "a", "icons": ("", "plus")}, 2, 2),
    (node("AutocompleteView", "a", rules=CHOICES, value=2), W.Combobox, {"value": "Two"}, "A", "a"),
    (node("AutocompleteView", "a", rules=CHOICES), W.Combobox, {"value": ""}, "else", "else"),
    (node("AutocompleteView", "a", rules=CHOICES, view={"allow_user_input": False}, value="old"), W.Combobox,
     {"ensure_option": True, "value": "old"}, "A", "a"),
    (node("AutocompleteView", "a", type="List", rules=CHOICES, value=["a", "z"]), W.TagsInput,
     {"value": ["A", "z"]}, ["A", "Two"], ["a", 2]),
    (node("TreeSelectionView", "a", view={"data": TREE}, value=["cat"], events=["change"]), Leaf,
     {"value": ["cat"]}, ["cat", "dog"], ["cat", "dog"]),
    (node("ColorView", "a", value="#ff0000"), W.ColorPicker, {"value": "#ff0000"}, "#00ff00", "#00ff00"),
    (node("ColorView", "a", value={"hex": "#ff0000"}, view={"compact": True}), W.ColorPicker, {"concise": True},
     "blue", "blue"),
    (node("ColorView", "a", value="no colour"), W.Text, {"value": "no colour"}, "red", "red"),
    (node("CodeView", "a", value="print(1)", events=["change"]), Leaf, {"value": "print(1)"}, "x = 1", "x = 1"),
    (node("DateTimeView", "a", value="2024-05-01T12:30"), W.NaiveDatetimePicker,
     {"value": dt.datetime(2024, 5, 1, 12, 30)}, dt.datetime(2024, 5, 2, 1, 2, 3), "2024-05-02T01:02:03"),
    (node("DateTimeView", "a", view={"date_only": True}, value="2024-05-01"), W.DatePicker,
     {"value": dt.date(2024, 5, 1)}, dt.date(2024, 6, 1), "2024-06-01"),
    (node("DateTimeView", "a", value="never"), W.NaiveDatetimePicker, {"value": None},
     dt.datetime(2024, 1, 1), "2024-01-01T00:00"),
    (node("FileExplorerView", "a", value={"absolute_path": "/x"}), Explorer, {"value": "/x"}, "/y",
     {"absolute_path": "/y"}),
    (node("ListView", "a", rules={"element_type": "String"}, value=["p"]), W.TagsInput, {"value": ["p"]},
     ["p", "q"], ["p", "q"]),
    (node("ListView", "a", rules={"element_type": "Number"}, value=[1]), W.TagsInput, {"value": ["1"]},
     ["1", "2.5"], [1, 2.5]),
    (node("PillBadgeView", "a", view={"text": [["ok", "success"], ["bad", "error"]]}, value="ok"), W.Dropdown,
     {"value": "ok", "options": ("ok", "bad")}, "bad", "bad"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "kind", "traits", "hand", "sent"), INPUTS)
def test_inputs_are_the_widgets_one_expects_and_send_what_was_entered(draw, given, kind, traits, hand, sent):
    screen = draw({**given, "events": ["change"]})
    widget = screen.control("x:a")
    assert isinstance(widget, kind)
    assert {name: getattr(widget, name) for name in traits} == traits
    setattr(widget, control_of(element_of(given)).edits, hand)
    assert screen.stage.gestures == [("a", "change", {"value": sent})]
    assert type(screen.stage.gestures[0][2]["value"]) is type(sent)


DISPLAYS = [
    (node("ObjectView", "a"), W.VBox, ""),
    (node("GridView", "a", view={"orientation": "horizontal"}), W.HBox, ""),
    (node("GridView", "a", view={"orientation": "vertical"}), W.VBox, ""),
    (node("GridView", "a", view={"columns": 3}), W.GridBox, ""),
    (node("GridView"), W.HTML, "nothing to show yet"),
    (node("AlertView", "a", view_name="Warning", view={"label": "Mind", "description": "**it**"}), W.HTML,
     "<strong>it</strong>"),
    (node("AlertView", "a", view={"label": "See [the guide](https://example.org)"}), W.HTML, ">the guide</a>"),
    (node("AlertView", "a", value="from the state"), W.HTML, "from the state"),
    (node("HeaderView", "a", view={"label": "Head", "divider": True}), W.HTML, "<hr>"),
    (node("MarkdownView", "a", value="# Title\n\n- one"), W.HTML, "<li>one</li>"),
    (node("TextView", "a", value="hi", view={"bold": True, "color": "red"}), W.HTML, "font-weight:600;color:red"),
    (node("LabelValueView", "a", value=True, view={"label": "On"}), W.HTML, "Yes"),
    (node("LabelValueView", "a", value=None), W.HTML, "&ndash;"),
    (node("PrimitiveView", "a", value={"k": 1}), W.HTML, "k"),
    (node("InferredView", "a", value=3.5), W.HTML, "3.5"),
    (node("KeyValueView", "a", value={"key": "v<b>"}), W.HTML, "v&lt;b&gt;"),
    (node("JSONView", "a", value={"deep": {"er": list(range(100))}}), W.HTML, "<details"),
    (node("LinkView", "a", view={"href": "https://x.org", "label": "X"}), W.HTML, 'href="https://x.org"'),
    (node("LinkView", "a", view={"href": "javascript:alert(1)"}), W.HTML, "not a web address"),
    (node("LoadingView", "a", view={"text": "wait"}), W.HTML, "wait"),
    (node("ErrorView", "a", value=[{"reason": "bad", "details": "why"}]), W.HTML, "<details>"),
    (node("ToastView", "a", view={"message": "saved"}), W.HTML, "saved"),
    (node("TagsView", "a", value=["x", "y"]), W.HTML, "fwi-chip"),
    (node("PillBadgeView", "a", value="ok", view={"color": "success"}, read_only=True), W.HTML, "ok"),
    (node("ImageView", "a", value=PIXEL), W.Image, ""),
    (node("ImageView", "a", value="https://x.org/a.png"), W.Image, ""),
    (node("ImageView", "a"), W.HTML, "No image"),
    (node("ImageView", "a", value="/nowhere.png"), W.HTML, "cannot be shown"),
    (node("MediaPlayerView", "a", value={"url": "https://x.org/a.mp4"}), W.Video, ""),
    (node("MediaPlayerView", "a", value="https://x.org/a.mp3"), W.Audio, ""),
    (node("MediaPlayerView", "a", value="https://x.org/a.png"), W.Image, ""),
    (node("ProgressView", "a", value=0.25), W.FloatProgress, ""),
    (node("ProgressView", "a", value=40), W.IntProgress, ""),
    (node("TableView", "a", value=[{"n": 1, "t": "<x>"}]), W.HTML, "&lt;x&gt;"),
    (node("TableView", "a", value={"n": [1, 2]}), W.HTML, "<td"),
    (node("TableView", "a", value=[]), W.HTML, "No rows"),
    (node("TableView", "a", value=np.zeros((3, 2))), W.HTML, "0.0"),
    (node("FileView", "a"), W.FileUpload, ""),
    (node("DashboardView", "a"), W.VBox, ""),
    (node("ModalView", "a", view={"modal": {"title": "T"}}), W.VBox, ""),
    (node("TimelineView", "a", view={"total_frames": 9}), W.HBox, ""),
    (node("UnsupportedView", "a", type="Void"), W.HTML, "no component for a value of type <b>Void</b>"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "kind", "shown"), DISPLAYS)
def test_values_are_shown(draw, given, kind, shown):
    widget = draw(given).control(given["id"])
    assert isinstance(widget, kind)
    if shown:
        assert shown in widget.value


@pytest.mark.parametrize("given", [each[0] for each in INPUTS])
def test_read_only_inputs_send_nothing(given):
    element = control_of(element_of({**given, "read_only": True}))
    assert element.edits is None


def test_hidden_nodes_show_nothing(draw):
    assert draw(node("HiddenView", "a")).control("x:a") is None


def test_unknown_components_are_named_and_logged_once(draw, caplog):
    with caplog.at_level(logging.WARNING):
        first = draw(node("NeverSeenBeforeView", "a"))
        draw(node("NeverSeenBeforeView", "a"))
    assert "NeverSeenBeforeView" in first.control("x:a").value
    assert len([record for record in caplog.records if "NeverSeenBeforeView" in record.getMessage()]) == 1


def test_a_value_that_breaks_its_component_takes_nothing_else_along(draw, caplog):
    bad = node("SliderView", "a", view={"min": "1e400", "step": float("nan")}, rules={"max": 3})
    worse = node("TagsView", "b", value=["fine"])
    screen = draw({**bad, "rules": None}, worse)
    assert "could not be drawn" in screen.control("x:a").value
    assert "fine" in screen.control("x:b").value
    assert caplog.records


BUTTONS = [
    (node("ButtonView", "a", view={"label": "Go", "icon": "add", "variant": "contained"}),
     {"description": "Go", "icon": "plus", "button_style": "primary"}),
    (node("ButtonView", "a", view={"label": "Go", "variant": "outlined"}), {"button_style": ""}),
    (node("ButtonView", "a", view={"label": "Go", "color": "error"}), {"button_style": "danger"}),
    (node("ButtonView", "a", view={"icon": "delete", "title": "Remove it"}),
     {"description": "", "icon": "trash", "tooltip": "Remove it"}),
    (node("ButtonView", "a", view_name="IconButtonView", view={"label": "Say", "icon": "delete"}),
     {"description": "", "icon": "trash", "tooltip": "Say"}),
    (node("ButtonView", "a", view={"icon": "no_such_icon"}), {"description": "no_such_icon", "icon": ""}),
    (node("ButtonView", "a.go"), {"description": "go"}),
    (node("ButtonView", "a", view={"disabled": True}), {"disabled": True}),
    (node("OperatorExecutionButtonView", "a", view={"label": "Run"}), {"description": "Run"}),
    (node("StatusButtonView", "a", view={"label": "Job", "status": "done"}, events=["on_click"]),
     {"description": "Job · done", "disabled": False}),
    (node("StatusButtonView", "a", view={"label": "Job"}), {"disabled": True}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "traits"), BUTTONS)
def test_buttons(given, traits):
    element = element_of(given)
    assert issubclass(element.kind, W.Button)
    assert {name: element.traits[name] for name in traits} == traits
    assert element.click == Gesture("click")


def test_a_button_with_an_address_is_a_link():
    element = element_of(node("ButtonView", "a", view={"label": "Docs", "href": "https://x.org"}))
    assert element.kind is W.HTML
    assert 'href="https://x.org"' in element.traits["value"]
    unsafe = element_of(node("ButtonView", "a", view={"label": "Docs", "href": "javascript:1"}))
    assert issubclass(unsafe.kind, W.Button)


CLICKS = [
    (node("ArrowNavView", "a"), 1, ("a", "on_forward", {})),
    (node("ArrowNavView", "a"), 0, ("a", "on_backward", {})),
    (node("GridView", "a", view={"label": "Card"}, events=["click"]), 0, ("a", "click", {})),
    (node("GridView", "a", view={"label": "Card"}, events=["container"]), 0, ("a", "container", {})),
    (node("DashboardView", "a", events=["on_add_item"]), 0, ("a", "on_add_item", {})),
    (node("ListView", "a", rules={"element_type": "Object"}), 0, ("a", "change", {"value": [{}]})),
    (node("MapView", "a", value={}), 0, ("a", "change", {"value": {"key": None}})),
]  # fmt: skip


@pytest.mark.parametrize(("given", "which", "gesture"), CLICKS)
def test_clicks_are_gestures(draw, given, which, gesture):
    screen = draw(given)
    buttons = [each.widget for each in screen._shown["x:a"].lives if isinstance(each.widget, W.Button)]
    buttons[which].click()
    assert screen.stage.gestures == [gesture]


LEAVES = [
    node("PlotlyView", "a"),
    node("TableView", "a", value=[{"n": 1}], view={"row_actions": [{"name": "open"}]}),
    node("TableView", "a", value=[{"n": 1}], events=["on_click_cell"]),
    node("TableView", "a", value=[{"n": n} for n in range(1500)]),
    node("ImageView", "a", value=PIXEL, events=["click"]),
    node("ImageView", "a", value=PIXEL, view={"href": "https://x.org"}),
    node("MediaPlayerView", "a", value="https://x.org/a.mp4", events=["on_play"]),
]


@pytest.mark.parametrize("given", LEAVES)
def test_what_no_ipywidget_can_do_is_a_leaf(draw, given):
    leaf = draw(given).control("x:a")
    assert isinstance(leaf, Leaf)
    assert leaf.scene == {"root": "x:a", "nodes": {"x:a": given}}
