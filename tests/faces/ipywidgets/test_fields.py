from __future__ import annotations

import ipywidgets as W
import pytest

from fo_widgets.faces.ipywidgets.components.dashboards import Place, place_tiles
from fo_widgets.faces.ipywidgets.leaf import Leaf
from tests.faces.ipywidgets.stage import element_of, flat, node

CHOICES = {"choices": [{"value": "a", "label": "A"}, {"value": 2, "label": "Two"}]}


NOTED = {
    "choices": [
        {"value": "a", "label": "A", "description": "the first"},
        {"value": "c", "label": "C", "description": "the last"},
    ]
}
CLOSED = {"choices": [*NOTED["choices"], {"value": "b", "label": "B", "disabled": True}]}


@pytest.mark.parametrize(
    ("component", "told"),
    [("RadioView", ["A: the first", "C: the last"]), ("DropdownView", ["A: the first"])],
)
def test_choices_tell_about_themselves(draw, component, told):
    screen = draw(node(component, "a", rules=NOTED, value="a"))
    shown = screen._shown["x:a"].lives[-1].widget.value
    assert [line for line in ("A: the first", "C: the last") if line in shown] == told


@pytest.mark.parametrize("component", ["RadioView", "DropdownView", "TabsView"])
def test_a_choice_that_cannot_be_made_is_closed_among_the_others(draw, component):
    screen = draw(node(component, "a", rules=CLOSED, value="a", events=["change"]))
    leaf = screen.control("x:a")
    assert isinstance(leaf, Leaf)
    leaf.value = "c"
    assert screen.stage.gestures == [("a", "change", {"value": "c"})]
    screen.stage.show(node(component, "a", rules=NOTED, value="c", events=["change"]))
    assert not isinstance(screen.control("x:a"), Leaf)
    assert screen.control("x:a").value == "c"


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


def test_dashboards_place_their_tiles_as_they_were_saved(draw):
    saved = [{"i": "b", "x": 1, "y": 0, "w": 2, "h": 1}, {"i": "c", "x": 9, "y": -1, "w": 7, "h": 0}]
    tiles = [node("TextView", f"a.{name}", value=name) for name in "bdc"]
    screen = draw(node("DashboardView", "a", view={"cols": 3, "items": saved[:1]}), *tiles[:2])
    places = [
        each.widget.layout.grid_area
        for each in screen._shown["x:a"].lives
        if "fwi-tile" in each.element.classes
    ]
    assert places == ["1 / 2 / span 1 / span 2", "1 / 1 / span 1 / span 1"]
    assert place_tiles({"items": saved}, ["c"], 3) == [Place(0, 0, 3, 1)]


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
