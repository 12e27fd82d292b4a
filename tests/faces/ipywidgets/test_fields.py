from __future__ import annotations

import ipywidgets as W
import pytest

from tests.faces.ipywidgets.stage import element_of, flat, node

CHOICES = {"choices": [{"value": "a", "label": "A"}, {"value": 2, "label": "Two"}]}


NOTED = {
    "choices": [
        {"value": "a", "label": "A", "description": "the first"},
        {"value": "b", "label": "B", "description": "too few samples", "disabled": True},
        {"value": "c", "label": "C", "description": "the last"},
    ]
}


@pytest.mark.parametrize(
    ("component", "told"),
    [
        ("RadioView", ["A: the first", "B: too few samples", "C: the last"]),
        ("DropdownView", ["A: the first", "B: too few samples"]),
    ],
)
def test_choices_tell_about_themselves_and_why_they_cannot_be_made(draw, component, told):
    screen = draw(node(component, "a", rules=NOTED, value="a"))
    shown = screen._shown["x:a"].lives[-1].widget.value
    assert [line for line in ("A: the first", "B: too few samples", "C: the last") if line in shown] == told
    assert "B" not in screen.control("x:a")._options_labels


def test_nothing_chosen_is_a_line_of_its_own(draw):
    dropdown = draw(node("DropdownView", "a", rules=CHOICES)).control("x:a")
    assert (dropdown.index, dropdown.value) == (0, None)
    dropdown.value = "a"
    dropdown.value = None
    assert dropdown.index == 0


def test_lists_keep_to_their_limits():
    items = [node("FieldView", f"a.{i}", value="x") for i in range(2)]
    full = element_of(node("ListView", "a", rules={"min_items": 2, "max_items": 2}), *items)
    closed = {
        each.traits["tooltip"] or each.traits["description"]: each.traits["disabled"]
        for each in flat(full)
        if each.click
    }
    assert closed == {
        "Move item 1 up": True,
        "Remove item 1": True,
        "Move item 2 up": False,
        "Remove item 2": True,
        "Add item": True,
    }


def test_map_entries_are_renamed_and_assigned(draw):
    screen = draw(node("MapView", "a", value={"k": 1, "l": 2}))
    screen.stage.values = {"a": {"k": 1, "l": 2}}
    texts = [each.widget for each in screen._shown["x:a"].lives if isinstance(each.widget, W.Text)]
    texts[0].value = "new"
    texts[3].value = "[1]"
    assert [params["value"] for _, _, params in screen.stage.gestures] == [
        {"new": 1, "l": 2},
        {"k": 1, "l": [1]},
    ]


def test_grids_are_laid_out_as_their_views_say(draw):
    view = {"orientation": "horizontal", "align_x": "center", "align_y": "bottom", "gap": 2, "width": 50}
    layout = draw(node("GridView", "a", view=view), node("TextView", "a.b", value="x")).control("x:a").layout
    assert layout.justify_content == "center"
    assert layout.align_items == "flex-end"
    assert layout.grid_gap == "16px"
    assert layout.width == "50%"


def test_fields_of_forms_have_their_errors_beside_them(draw):
    given = node(
        "FieldView", "a", view={"label": "Name", "description": "your *name*"}, rules={"required": True}
    )
    screen = draw(given, root="Form", phase="input", valid=True)
    control = screen.control("x:a")
    assert control.description == "Name *"
    assert "<em>name</em>" in screen._shown["x:a"].lives[-1].widget.value
    wrong = {**given, "errors": [{"reason": "too short", "path": "a"}]}
    screen.stage.show(wrong)
    assert screen.control("x:a") is control
    assert "too short" in screen._shown["x:a"].lives[-1].widget.value


def test_an_empty_required_field_is_no_mistake_before_it_was_touched(draw):
    given = node("FieldView", "a", value="x", errors=[{"reason": "Required property", "path": "a"}])
    screen = draw(given, root="Form", phase="input")
    assert len(screen._shown["x:a"].lives) == 2
    screen.control("x:a").value = ""
    assert "Required property" in screen._shown["x:a"].lives[-1].widget.value


def test_dashboards_edit_and_remove_their_tiles(draw):
    tile = node("TextView", "a.one", value="tile")
    screen = draw(node("DashboardView", "a", events=["on_edit_item", "on_remove_item"]), tile)
    buttons = [each.widget for each in screen._shown["x:a"].lives if isinstance(each.widget, W.Button)]
    for button in buttons:
        button.click()
    params = {"id": "one", "path": "a.one"}
    assert screen.stage.gestures == [("a", "on_edit_item", params), ("a", "on_remove_item", params)]


def test_list_items_move_and_go(draw):
    items = [node("FieldView", f"a.{i}", value=value) for i, value in enumerate("xyz")]
    screen = draw(node("ListView", "a", rules={"element_type": "Object"}), *items)
    screen.stage.values = {"a": ["x", "y", "z"]}
    up, remove = [
        each.widget
        for each in screen._shown["x:a"].lives
        if getattr(each.widget, "icon", "") in ("arrow-up", "times")
    ][2:4]
    up.click()
    remove.click()
    assert [params["value"] for _, _, params in screen.stage.gestures] == [["y", "x", "z"], ["x", "z"]]
