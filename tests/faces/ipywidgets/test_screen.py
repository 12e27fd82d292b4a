from __future__ import annotations

import gc
import threading
import time

import ipywidgets
import pytest

from fo_widgets.faces.ipywidgets import Element, builder, memory
from fo_widgets.faces.ipywidgets.registry import build
from tests.faces.ipywidgets.stage import node, wait_until


def from_page(widget, **state):
    """What a page's message does."""
    widget._handle_msg({"content": {"data": {"method": "update", "state": state}}, "buffers": []})


def click_in_page(widget):
    widget._handle_msg(
        {"content": {"data": {"method": "custom", "content": {"event": "click"}}}, "buffers": []}
    )


def sent_by(widget, monkeypatch):
    """The states that a widget sends to its pages from now on."""
    messages = []
    monkeypatch.setattr(
        widget, "_send", lambda message, buffers=None: messages.append(message.get("state", message))
    )
    return messages


def test_a_drawing_that_changes_nothing_sends_nothing(draw, monkeypatch):
    given = [
        node("FieldView", "a", value="x", view={"label": "A"}),
        node("SliderView", "b", value=3),
        node("TreeSelectionView", "t", view={"data": [["g", ["x", "y"]]]}, value=["x"]),
        node("DropdownView", "c", rules={"values": [1, 2]}, value=1),
        node("PlotlyView", "d", value=[{"type": "bar", "x": [1], "y": [2]}]),
        node("MarkdownView", "e", value="# x"),
        node("ListView", "f", rules={"element_type": "String"}, value=["a"]),
        node("DateTimeView", "g", value="2024-05-01T12:30"),
        node("FileView", "h"),
    ]
    screen = draw(*given)
    messages = [sent_by(widget, monkeypatch) for widget in screen.controls().values()]
    screen.stage.show(*given)
    assert [sent for sent in messages if sent] == []


def test_only_changed_traits_travel_and_widgets_stay(draw, monkeypatch):
    screen = draw(node("SliderView", "a", value=3, view={"label": "A"}), node("TextView", "b", value="x"))
    slider = screen.control("x:a")
    messages = sent_by(slider, monkeypatch)
    screen.stage.show(node("SliderView", "a", value=5, view={"label": "A"}), node("TextView", "b", value="x"))
    assert screen.control("x:a") is slider
    assert messages == [{"value": 5}]


def test_bounds_and_value_may_move_together(draw):
    screen = draw(node("SliderView", "a", value=3, view={"min": 0, "max": 10}))
    slider = screen.control("x:a")
    screen.stage.show(node("SliderView", "a", value=35, view={"min": 30, "max": 40}))
    assert screen.control("x:a") is slider
    assert (slider.min, slider.value, slider.max) == (30, 35, 40)
    screen.stage.show(node("SliderView", "a", value=2, view={"min": 1, "max": 5}))
    assert (slider.min, slider.value, slider.max) == (1, 2, 5)
    assert screen.stage.gestures == []


def test_new_options_keep_the_selection_and_are_no_event(draw):
    screen = draw(node("DropdownView", "a", rules={"values": ["x", "y"]}, value="y"))
    dropdown = screen.control("x:a")
    screen.stage.show(node("DropdownView", "a", rules={"values": ["w", "y", "z"]}, value="y"))
    assert screen.control("x:a") is dropdown
    assert dropdown.value == "y"
    assert [label for label, _ in dropdown.options] == ["Choose…", "w", "y", "z"]
    assert screen.stage.gestures == []


def test_what_the_kernel_draws_is_no_event(draw):
    screen = draw(node("FieldView", "a", value="x"))
    for value in ("y", "z", ""):
        screen.stage.show(node("FieldView", "a", value=value))
        assert screen.control("x:a").value == value
    assert screen.stage.gestures == []


def test_setting_a_value_is_one_event(draw):
    screen = draw(node("FieldView", "a", value="x"))
    screen.control("x:a").value = "y"
    assert screen.stage.gestures == [("a", "change", {"value": "y"})]
    screen.control("x:a").value = "y"
    assert len(screen.stage.gestures) == 1


def test_an_edit_in_a_page_is_one_event_and_does_not_wait(draw):
    screen = draw(node("FieldView", "a", value="x"))
    busy = threading.Event()
    screen.stage.react = lambda *gesture: busy.wait(5)
    from_page(screen.control("x:a"), value="y")
    wait_until(lambda: screen.stage.gestures)
    busy.set()
    assert screen.stage.gestures == [("a", "change", {"value": "y"})]


def test_selections_of_a_page_carry_the_value(draw):
    screen = draw(node("DropdownView", "a", rules={"values": ["x", "y"]}))
    from_page(screen.control("x:a"), index=2)
    wait_until(lambda: screen.stage.gestures)
    assert screen.stage.gestures == [("a", "change", {"value": "y"})]


def test_a_click_in_a_page_does_not_wait_and_one_in_python_does(draw):
    screen = draw(node("ButtonView", "a"))
    busy = threading.Event()
    screen.stage.react = lambda *gesture: busy.wait(5)
    click_in_page(screen.control("x:a"))
    wait_until(lambda: screen.stage.gestures)
    busy.set()
    screen.control("x:a").click()
    assert len(screen.stage.gestures) == 2


def test_what_takes_long_is_shown_and_can_be_stopped(draw):
    screen = draw(node("ButtonView", "a"))
    busy = threading.Event()
    screen.stage.react = lambda *gesture: busy.wait(5)

    def title():
        return [getattr(each, "value", None) or each.tooltip for each in screen.root.children[0].children[1:]]

    assert title() == ["Reload the panel", "Close the panel"]
    click_in_page(screen.control("x:a"))
    wait_until(lambda: len(title()) == 4)
    assert "Working" in title()[0]
    assert title()[1] == "Stop"
    busy.set()
    wait_until(lambda: len(title()) == 2)


def test_what_is_done_at_once_shows_no_sign_of_work(draw):
    screen = draw(node("ButtonView", "a"))
    drawn = []
    draw_now = screen._draw_now
    screen._draw_now = lambda: drawn.append(screen._busy.is_shown) or draw_now()
    screen.control("x:a").click()
    time.sleep(0.6)
    assert drawn == [False]


def test_typing_is_not_overwritten_by_its_own_stale_echo(draw):
    screen = draw(node("FieldView", "a", value=""))
    field, busy, seen = screen.control("x:a"), threading.Event(), []

    def react(path, event, params):
        busy.wait(5)
        seen.append(field.value)

    screen.stage.react = react
    shown = []
    field.observe(lambda change: shown.append(change["new"]), "value")
    for value in ("a", "ab", "abc"):
        from_page(field, value=value)
        wait_until(lambda: screen.stage.gestures)
    busy.set()
    wait_until(lambda: screen.stage.nodes["x:a"]["value"] == "abc" and not screen.stage.session.queue.is_busy)
    assert field.value == "abc"
    # at no moment did it go back to what was typed before
    assert shown == ["a", "ab", "abc"]
    # and what waited in between was replaced by the latest
    assert [params["value"] for _, _, params in screen.stage.gestures] == ["a", "abc"]


def test_a_callback_may_answer_with_another_value(draw):
    screen = draw(node("FieldView", "a", value="x"))
    screen.stage.react = lambda path, event, params: screen.stage.nodes["x:a"].update(value="X!")
    screen.control("x:a").value = "y"
    assert screen.control("x:a").value == "X!"
    assert len(screen.stage.gestures) == 1


def test_a_refused_edit_goes_back(draw):
    screen = draw(node("FieldView", "a", value="x"))
    told = []
    screen.stage.emit = told.append

    def refuse(path, event, params):
        screen.stage.nodes["x:a"]["value"] = "x"
        raise LookupError("not now")

    screen.stage.react = refuse
    screen.control("x:a").value = "y"
    assert screen.control("x:a").value == "x"
    assert [(message["message"], message["variant"]) for message in told] == [("not now", "error")]


def test_a_number_keeps_the_way_it_was_typed(draw):
    screen = draw(node("FieldView", "a", type="Number"))
    field = screen.control("x:a")
    field.value = "1."
    assert screen.stage.gestures == [("a", "change", {"value": 1})]
    assert screen.control("x:a") is field
    assert field.value == "1."


def test_linked_widgets_settle(draw):
    screen = draw(node("SliderView", "a", value=1), node("SliderView", "b", value=1))
    one, two = screen.control("x:a"), screen.control("x:b")
    link = ipywidgets.link((one, "value"), (two, "value"))
    one.value = 7
    assert two.value == 7
    assert [(path, params["value"]) for path, _, params in screen.stage.gestures] == [("a", 7), ("b", 7)]
    screen.stage.show(node("SliderView", "a", value=9), node("SliderView", "b", value=7))
    assert (one.value, two.value) == (9, 9)
    assert screen.stage.gestures[2:] == [("b", "change", {"value": 9})]
    link.unlink()


def test_drawing_from_several_threads_neither_hangs_nor_doubles(draw):
    screen = draw(node("SliderView", "a", value=0))
    session = screen.stage.session

    def draw_often(start):
        for value in range(start, start + 20):
            screen.stage.nodes["x:a"]["value"] = value
            screen.host_changed()

    threads = [threading.Thread(target=draw_often, args=(start,)) for start in (0, 20, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)
    session.run(screen.stage.changed)
    assert screen.control("x:a").value == screen.stage.nodes["x:a"]["value"]
    assert screen.stage.gestures == []


def test_widgets_that_went_away_are_freed(draw, widgets_alive):
    screen = draw(node("FieldView", "a"), node("GridView", "g"), node("ButtonView", "g.b"))
    screen.stage.show(node("FieldView", "a"))
    alone = widgets_alive()
    field = screen.control("x:a")
    for _ in range(3):
        screen.stage.show(
            node("FieldView", "a"), node("GridView", "g"), node("TableView", "g.t", value=[{"n": 1}])
        )
        screen.stage.show(node("FieldView", "a"))
    assert widgets_alive() == alone
    assert screen.control("x:a") is field
    assert screen.control("x:g.t") is None


@pytest.mark.parametrize(
    "given",
    [
        node("TimelineView", "a", view={"total_frames": 5}),
        node("TimerView", "a", view={"interval": 60_000}, events=["on_interval"]),
        node("PlotlyView", "a", value=[{"type": "bar", "y": [1]}]),
        node("ModalView", "a", view={"modal": {"title": "T"}, "primaryButton": {"primaryText": "Yes"}}),
        node("DateTimeView", "a"),
        node("TabsView", "a", rules={"values": [1, 2]}),
        node("FileView", "a"),
        node("FileExplorerView", "a"),
        node("AutocompleteView", "a", type="List"),
    ],
    ids=lambda given: given["component"],
)
def test_a_closed_screen_leaves_nothing(draw, widgets_alive, given):
    screen = draw(given)
    assert widgets_alive()
    screen.close()
    gc.collect()
    assert widgets_alive() == 0


def test_widgets_that_look_alike_share_their_layout_and_style(draw):
    screen = draw(*[node("FieldView", f"f{i}", view={"label": f"F{i}"}) for i in range(20)])
    fields = [screen.control(f"x:f{i}") for i in range(20)]
    assert len({field.layout.model_id for field in fields}) == 1
    assert len({field.style.model_id for field in fields}) == 1


def test_another_component_at_a_path_is_another_widget(draw):
    screen = draw(node("FieldView", "a", value="x"))
    old = screen.control("x:a")
    screen.stage.show(node("CheckboxView", "a", value=True))
    assert isinstance(screen.control("x:a"), ipywidgets.Checkbox)
    assert old.comm is None


def test_children_keep_their_order(draw):
    screen = draw(node("GridView", "g"), node("ButtonView", "g.a"), node("ButtonView", "g.b"))
    a, b = screen.control("x:g.a"), screen.control("x:g.b")
    screen.stage.show(
        node("GridView", "g"), node("ButtonView", "g.b"), node("ButtonView", "g.n"), node("ButtonView", "g.a")
    )
    assert screen.control("x:g").children == (b, screen.control("x:g.n"), a)


def test_timers_ring_in_the_kernel_and_stop(draw):
    screen = draw(node("TimerView", "a", view={"interval": 100}, events=["on_interval"]))
    wait_until(lambda: len(screen.stage.gestures) >= 2)
    assert screen.stage.gestures[0] == ("a", "on_interval", {})
    screen.close()
    before = len(screen.stage.gestures)
    time.sleep(0.25)
    assert len(screen.stage.gestures) <= before + 1


def test_a_timeout_rings_once(draw):
    screen = draw(node("TimerView", "a", view={"timeout": 100}, events=["on_timeout"]))
    wait_until(lambda: screen.stage.gestures)
    time.sleep(0.15)
    assert screen.stage.gestures == [("a", "on_timeout", {})]


def test_only_what_changed_is_built_anew(draw, monkeypatch):
    def menu(n, name):
        return [
            node("GridView", "g", view_name=name),
            *(node("SliderView", f"g.s{i}", value=v) for i, v in enumerate(n)),
        ]

    screen = draw(*menu((1, 2, 3), "MenuView"))
    built = []
    monkeypatch.setattr(memory, "build", lambda node, draw: built.append(node["path"]) or build(node, draw))
    screen.stage.show(*menu((1, 5, 3), "MenuView"))
    assert built == ["", "g", "g.s1"]
    built.clear()
    screen.stage.show(*menu((1, 5, 3), "HStackView"))
    assert built == ["", "g", "g.s0", "g.s1", "g.s2"]


def test_plugins_may_draw_components_of_their_own(draw):
    @builder("RatingView")
    def rating(node, draw):
        return Element(ipywidgets.IntSlider, {"max": 5, "value": node["value"] or 0}, edits="value")

    screen = draw(node("RatingView", "a", value=2))
    screen.control("x:a").value = 4
    assert screen.stage.gestures == [("a", "change", {"value": 4})]
