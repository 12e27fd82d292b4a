from __future__ import annotations

import threading

from fo_widgets.faces.ipywidgets.leaf import Leaf
from tests.faces.ipywidgets.stage import node, wait_until

PLOT = {"type": "scatter", "x": [1, 2], "y": [3, 4], "ids": ["p", "q"], "name": "T"}


def told_by(leaf, monkeypatch):
    """The messages that a leaf sends to its pages from now on."""
    told = []
    monkeypatch.setattr(leaf, "send", lambda content, buffers=None: told.append(content))
    return told


def tell(leaf, **message):
    """What a page of the leaf says."""
    leaf._handle_msg(
        {"content": {"data": {"method": "custom", "content": {"page": "p", **message}}}, "buffers": []}
    )


def test_a_leaf_shows_its_component_and_what_changes_of_it(draw, monkeypatch):
    screen = draw(node("PlotlyView", "a", value=[PLOT]))
    leaf = screen.control("x:a")
    assert isinstance(leaf, Leaf)
    told = told_by(leaf, monkeypatch)
    tell(leaf, type="open")
    assert (told[0]["type"], told[0]["root"], told[0]["version"]) == ("scene", "x:a", 0)
    assert told[0]["nodes"]["x:a"]["value"] == [PLOT]
    screen.stage.show(node("PlotlyView", "a", value=[{"type": "bar", "y": [1]}]))
    assert screen.control("x:a") is leaf
    assert (told[1]["type"], told[1]["base"], told[1]["version"]) == ("patch", 0, 1)
    assert told[1]["set"] == {"x:a": {"value": [{"type": "bar", "y": [1]}]}}
    assert len(told) == 2


def test_a_gesture_in_a_leaf_is_acknowledged_when_it_had_its_turn(draw, monkeypatch):
    screen = draw(node("PlotlyView", "a", value=[PLOT], events=["on_click"]))
    leaf, busy = screen.control("x:a"), threading.Event()
    told = told_by(leaf, monkeypatch)
    screen.stage.react = lambda *gesture: busy.wait(5)
    tell(leaf, type="event", seq=7, id="x:a", event="on_click", params={"idx": 1})
    wait_until(lambda: screen.stage.gestures)
    assert told == []
    busy.set()
    wait_until(lambda: told)
    assert told == [{"type": "ack", "page": "p", "seq": 7}]
    assert screen.stage.gestures == [("a", "on_click", {"idx": 1})]


def test_a_change_in_a_leaf_is_an_edit(draw, monkeypatch):
    screen = draw(node("CodeView", "a", value="x = 1", events=["change"]))
    leaf = screen.control("x:a")
    told = told_by(leaf, monkeypatch)
    tell(leaf, type="event", seq=1, id="x:a", event="change", params={"value": "x = 2"})
    wait_until(lambda: any(message["type"] == "ack" for message in told))
    assert screen.stage.gestures == [("a", "change", {"value": "x = 2"})]
    assert leaf.value == "x = 2"
    leaf.value = "x = 3"
    assert screen.stage.gestures[1:] == [("a", "change", {"value": "x = 3"})]
    assert told[-1]["set"] == {"x:a": {"value": "x = 3"}}


def test_a_leaf_answers_its_page(draw, monkeypatch):
    leaf = draw(node("PlotlyView", "a")).control("x:a")
    told = told_by(leaf, monkeypatch)
    tell(leaf, type="ping", request="r")
    tell(leaf, type="asset", name="no such")
    tell(leaf, type="media", request="m", path="/etc/hostname")
    assert told[0] == {"type": "pong", "page": "p", "request": "r"}
    assert "no asset 'no such'" in told[1]["error"]
    assert "is not shown here" in told[2]["error"]


def test_a_leaf_ignores_what_is_not_its_own(draw, caplog):
    screen = draw(node("PlotlyView", "a"), node("ButtonView", "b"))
    leaf = screen.control("x:a")
    tell(leaf, type="event", seq=1, id="x:b", event="click", params={})
    tell(leaf, type="nonsense")
    assert screen.stage.gestures == []
    assert [record.getMessage()[:32] for record in caplog.records] == ["ignored a message of unknown for"] * 2


def test_a_leaf_does_from_python_what_a_hand_does(draw):
    screen = draw(node("TableView", "a", value=[{"n": 1}], events=["on_click_cell"]))
    screen.control("x:a").event("cell", row=0, column=0)
    screen.control("x:a").event("cell", row=0, column=0)
    assert screen.stage.gestures == [("a", "cell", {"row": 0, "column": 0})] * 2


def test_a_leaf_carries_next_to_nothing_in_its_state(draw):
    leaf = draw(node("PlotlyView", "a", value=[{"y": list(range(10_000))}])).control("x:a")
    state = {key: value for key, value in leaf.get_state().items() if key not in ("layout", "tabbable")}
    assert len(str(state)) < 6000
