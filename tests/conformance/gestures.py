"""Clicks and other gestures, with the params that callbacks get in FiftyOne 1.22.1."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators import types
from tests.conformance.entries import CLICK, PIXEL, POINT, POINTS, ROWS, SOUND, TREE, done, table
from tests.conformance.stage import ECHO, Does, Heard, Json


def _echo(**view: Any) -> types.OperatorExecutionButtonView:
    return types.OperatorExecutionButtonView(operator=ECHO, label="Run", **view)


GESTURES = [
    done("a button is clicked", "Button",
         lambda it, on: it.btn("it", label="Go", icon="add", on_click=on.clicked, params={"who": "me"}),
         "ButtonView", Does("click"), Heard("clicked", {"who": "me", "path": "it"}), shows=("Go",)),
    done("a button view is clicked", "ButtonView",
         lambda it, on: it.view("it", types.ButtonView(label="Go", operator=on.clicked)), "ButtonView",
         Does("click"), Heard("clicked", {"path": "it"}), shows=("Go",)),
    done("an icon is clicked", "IconButtonView",
         lambda it, on: it.view("it", types.IconButtonView(icon="delete", title="Remove", operator=on.clicked)),
         "ButtonView", Does("click"), Heard("clicked", {"path": "it"}), shows=("Remove",)),
    done("a status is clicked", "StatusButtonView",
         lambda it, on: it.view("it", types.StatusButtonView(label="Job", severity="success", on_click=on.clicked,
                                                             params={"who": "me"})),
         "StatusButtonView", Does("click"), Heard("clicked", {"who": "me"}), shows=("Job",)),
    done("a dialog is agreed to", "ModalView", lambda it, on: _modal(it, on), "ModalView", Does("primaryButton"),
         Heard("clicked", {"sure": True}), shows=("Delete",)),
    done("a dialog is refused", "ModalView", lambda it, on: _modal(it, on), "ModalView", Does("secondaryButton"),
         Heard("changed", {}), shows=("Delete",)),
    done("an operator is run by its button", "OperatorExecutionButtonView",
         lambda it, on: it.view("it", _echo(params={"say": "hi"}, on_success=on.succeeded, on_error=on.failed)),
         "OperatorExecutionButtonView", Does("click"),
         Heard("succeeded", {"result": {"said": "hi"}, "original_params": {"say": "hi", "path": "it"}}),
         shows=("Run",)),
    done("an operator fails in its button", "OperatorExecutionButtonView",
         lambda it, on: it.view("it", _echo(params={"fail": True}, on_success=on.succeeded, on_error=on.failed)),
         "OperatorExecutionButtonView", Does("click"),
         Heard("failed", {"error": "told to fail", "error_message": "told to fail",
                          "original_params": {"fail": True, "path": "it"}}), fails="told to fail"),
    done("a way to run is chosen", "OperatorExecutionButtonView",
         lambda it, on: it.view("it", _echo(on_option_selected=on.chose,
                                            options=[{"id": "now", "label": "Run now"}, {"id": "later"}])),
         "OperatorExecutionButtonView", Does("on_option_selected", {"selected_option": {"id": "later"}}),
         Heard("chose", {"selected_option": {"id": "later"}})),
    done("an image is clicked", "ImageView",
         lambda it, on: it.img("it", on_click=on.clicked, params={"who": "me"}), "ImageView", Does("click"),
         Heard("clicked", {"who": "me", "path": "it"}), given={"it": PIXEL}),
    done("the next one is wanted", "ArrowNavView", lambda it, on: _arrows(it, on), "ArrowNavView",
         Does("on_forward"), Heard("went_on", {})),
    done("the one before is wanted", "ArrowNavView", lambda it, on: _arrows(it, on), "ArrowNavView",
         Does("on_backward"), Heard("went_back", {})),
    done("a cell is clicked", "TableView",
         lambda it, on: table(it, on_click_cell=on.cell, on_click_row=on.row, on_click_column=on.column),
         "TableView", Does("cell", {"row": 1, "column": 0}),
         Heard("cell", {"path": "it", "event": "on_click_cell", "row": 1, "column": 0}),
         Heard("row", {"path": "it", "event": "on_click_row", "row": 1}),
         Heard("column", {"path": "it", "event": "on_click_column", "column": 0}), given={"it": ROWS}),
    done("a column is clicked", "TableView", lambda it, on: table(it, on_click_column=on.column), "TableView",
         Does("cell", {"row": -1, "column": 1}),
         Heard("column", {"path": "it", "event": "on_click_column", "column": 1}), given={"it": ROWS}),
    done("an action of a row is clicked", "TableView Action", lambda it, on: _actions(it, on), "TableView",
         Does("action", {"action": "open", "row": 1}), Heard("clicked", {"path": "it", "event": "open", "row": 1}),
         given={"it": ROWS}),
    done("leaves are seen by the listener of a tree", "TreeSelectionView",
         lambda it, on: it.tree("it", data=TREE, on_change=on.changed), "TreeSelectionView",
         Does("change", {"value": ["car"]}), Heard("changed", {"path": "it", "value": ["car"]}), after={"it": ["car"]}),
    done("a player is started", "MediaPlayerView",
         lambda it, on: it.media_player("it", SOUND, on_play=on.played), "MediaPlayerView", Does("on_play"),
         Heard("played", {})),
    done("a player is wound", "MediaPlayerView",
         lambda it, on: it.media_player("it", SOUND, on_seek=on.played), "MediaPlayerView",
         Does("on_seek", {"seconds": 1.5}), Heard("played", {"seconds": 1.5})),
    done("a timer rings", "TimerView",
         lambda it, on: it.view("it", types.TimerView(timeout=10**9, on_timeout=on.rang, params={"who": "me"})),
         "TimerView", Does("on_timeout"), Heard("rang", {"who": "me"})),
    done("frames are wanted", "FrameLoaderView",
         lambda it, on: it.view("it", types.FrameLoaderView(timeline_name="clip", on_load_range=on.loaded,
                                                            target="frames", total_frames=90)),
         "FrameLoaderView", Does("on_load_range", {"range": [31, 60]}), Heard("loaded", {"range": [31, 60]})),
]  # fmt: skip


def _modal(it: Any, on: Any) -> None:
    view = types.ModalView(
        label="Delete",
        modal={"title": "Delete all?", "body": "There is no way back"},
        primaryButton={"primaryText": "Delete them", "params": {"sure": True}},
        secondaryButton={"secondaryText": "Keep them"},
        primaryCallback=on.clicked,
        secondaryCallback=on.changed,
    )
    it.view("it", view)


def _arrows(it: Any, on: Any) -> None:
    it.view("it", types.ArrowNavView(on_forward=on.went_on, on_backward=on.went_back))


def _actions(it: Any, on: Any) -> None:
    table = types.TableView()
    table.add_column("name", label="Animal")
    table.add_row_action("open", on.clicked, label="Open", icon="search", rows=[False, True])
    it.list("it", types.Object(), view=table)


def _plot(**events: str) -> Any:
    return lambda it, on: it.plot("it", **{event: getattr(on, name) for event, name in events.items()})


def _of_plot(event: str, **rest: Any) -> Json:
    camel = "on" + "".join(part.capitalize() for part in event.split("_")[1:])
    common: Json = {"id": None, "path": "it", "relative_path": "it", "event": camel, "value": None, "label": None,
                    "shift_pressed": False, "schema": "PlotlyView", "view": "PlotlyView"}  # fmt: skip
    return {**common, **rest}


PLOTS = [
    done("a point is clicked", "PlotlyView", _plot(on_click="clicked"), "PlotlyView", Does("on_click", CLICK),
         Heard("clicked", _of_plot("on_click", **{**CLICK, "id": "q"})), given={"it": POINTS}),
    done("points are selected", "PlotlyView", _plot(on_selected="selected"), "PlotlyView",
         Does("on_selected", {"data": [POINT], "shift_pressed": False}),
         Heard("selected", _of_plot("on_selected", data=[POINT])), given={"it": POINTS}),
    done("a plot is clicked twice", "PlotlyView", _plot(on_double_click="double_clicked"), "PlotlyView",
         Does("on_double_click", {"data": None}), Heard("double_clicked", _of_plot("on_double_click", data=None)),
         given={"it": POINTS}),
    done("nothing is selected any more", "PlotlyView", _plot(on_deselect="deselected"), "PlotlyView",
         Does("on_deselect", {"data": None}), Heard("deselected", _of_plot("on_deselect", data=None)),
         given={"it": POINTS}),
]  # fmt: skip
