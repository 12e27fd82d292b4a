"""The table: every view, what is shown of it, what its gestures do. No word here is about a face."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators import types
from tests.conformance.stage import ECHO, Case, Does, Heard, Json

PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SOUND = "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="
TREE = [["animals", ["cat", "dog"]], ["car", None]]
ROWS = [{"name": "cat", "n": 3}, {"name": "dog", "n": 12}]
POINTS = [{"type": "scatter", "name": "T", "x": [1, 2], "y": [3, 4], "ids": ["p", "q"]}]
CLICK = {
    "trace_idx": 0, "idx": 1, "trace": "T", "x": 2, "y": 4, "z": None, "value": None, "label": None,
    "range": None, "shift_pressed": False,
}  # fmt: skip
POINT = {"trace": "T", "trace_idx": 0, "idx": 1, "id": "q", "x": 2, "y": 4, "z": None}
CATS: Json = {"choices": [types.Choice("c", label="Cat"), types.Choice("d", label="Dog")]}


def shown(name: str, views: str, define: Any, component: str, **rest: Any) -> Case:
    """A case without a gesture."""
    return Case(name, tuple(views.split()), define, component, **rest)


def edited(name: str, views: str, define: Any, component: str, value: Any, **rest: Any) -> Case:
    """A case in which the value at `it` is changed, which its `on_change` hears of."""
    given = {"after": {"it": value}, "hears": (Heard("changed", {"path": "it", "value": value}),)}
    return Case(
        name,
        tuple(views.split()),
        define,
        component,
        does=Does("change", {"value": value}),
        **{**given, **rest},
    )


def done(name: str, views: str, define: Any, component: str, does: Does, *hears: Heard, **rest: Any) -> Case:
    """A case with any other gesture."""
    return Case(name, tuple(views.split()), define, component, does=does, hears=hears, **rest)


def number_of(view: types.View, **kwargs: Any) -> Any:
    return lambda it, on: it.float("it", view=view, label="Amount", on_change=on.changed, **kwargs)


def text_of(view: types.View, **kwargs: Any) -> Any:
    return lambda it, on: it.str("it", view=view, label="Name", on_change=on.changed, **kwargs)


def choice_of(view: types.Choices, **kwargs: Any) -> Any:
    return lambda it, on: it.enum("it", ["c", "d"], view=view, label="Animal", on_change=on.changed, **kwargs)


INPUTS = [
    edited("a text is typed", "View", text_of(types.View()), "FieldView", "spam", shows=("Name",)),
    edited("a text is emptied", "FieldView", text_of(types.FieldView()), "FieldView", None, given={"it": "x"}),
    edited("lines are typed", "TextFieldView", text_of(types.TextFieldView(multiline=True, rows=3)),
           "TextFieldView", "one\ntwo", shows=("Name",)),
    edited("a lazy field is left", "LazyFieldView", text_of(types.LazyFieldView()), "LazyFieldView", "spam"),
    edited("a number is typed", "FieldView", lambda it, on: it.int("it", label="N", on_change=on.changed),
           "FieldView", 7, given={"it": 3}, shows=("N",)),
    edited("a first number is typed", "FieldView", number_of(types.FieldView()), "FieldView", 2.5),
    edited("code is typed", "CodeView", text_of(types.CodeView(language="python")), "CodeView", "x = 1",
           given={"it": "y = 2"}),
    edited("a box is checked", "CheckboxView",
           lambda it, on: it.bool("it", label="Flag", view=types.CheckboxView(), on_change=on.changed),
           "CheckboxView", True, shows=("Flag",)),
    edited("a switch is flipped", "SwitchView",
           lambda it, on: it.bool("it", label="Flag", view=types.SwitchView(), on_change=on.changed),
           "SwitchView", False, given={"it": True}, shows=("Flag",)),
    edited("a slider is moved", "SliderView", number_of(types.SliderView(), min=0, max=1), "SliderView", 0.5,
           shows=("Amount",)),
    edited("a range is moved", "SliderView",
           lambda it, on: it.list("it", types.Number(min=0, max=10, int=True), label="Range",
                                  view=types.SliderView(), on_change=on.changed),
           "SliderView", [3, 7], given={"it": [2, 5]}, shows=("Range",)),
    edited("a choice is made", "Dropdown Choice", choice_of(types.Dropdown(**CATS)), "DropdownView", "d",
           given={"it": "c"}, shows=("Animal", "Cat")),
    edited("a choice is made in a dropdown", "DropdownView", choice_of(types.DropdownView(**CATS)), "DropdownView",
           "c", shows=("Animal",)),
    edited("a choice is made of any choices", "Choices", choice_of(types.Choices(**CATS)), "DropdownView", "c"),
    edited("several choices are made", "DropdownView",
           lambda it, on: it.list("it", types.String(), label="Animals", on_change=on.changed,
                                  view=types.DropdownView(multiple=True, **CATS)),
           "DropdownView", ["c", "d"], given={"it": ["c"]}, shows=("Animals", "Cat")),
    edited("one of a few in sight is chosen", "RadioGroup", choice_of(types.RadioGroup(**CATS)), "RadioView", "d",
           shows=("Animal", "Cat", "Dog")),
    edited("one in a row is chosen", "RadioView", choice_of(types.RadioView(orientation="horizontal", **CATS)),
           "RadioView", "d", given={"it": "c"}, shows=("Cat", "Dog")),
    edited("a tab is chosen", "TabsView", choice_of(types.TabsView(**CATS)), "TabsView", "d", given={"it": "c"},
           shows=("Cat", "Dog")),
    edited("a suggestion is taken", "AutocompleteView", text_of(types.AutocompleteView(**CATS)),
           "AutocompleteView", "d", given={"it": "c"}, shows=("Name",)),
    edited("a text beside the suggestions is typed", "AutocompleteView", text_of(types.AutocompleteView(**CATS)),
           "AutocompleteView", "bird"),
    edited("several suggestions are taken", "AutocompleteView",
           lambda it, on: it.list("it", types.String(), label="Animals", on_change=on.changed,
                                  view=types.AutocompleteView(**CATS)),
           "AutocompleteView", ["c", "bird"], given={"it": ["c"]}, shows=("Animals",)),
    edited("a colour is picked", "ColorView", text_of(types.ColorView()), "ColorView", "#00ff00",
           given={"it": "#ff0000"}, shows=("Name",)),
    edited("a moment is picked", "DateTimeView", text_of(types.DateTimeView()), "DateTimeView",
           "2024-05-02T01:30", given={"it": "2024-05-01T12:30"}, shows=("Name",)),
    edited("a day is picked", "DateTimeView", text_of(types.DateTimeView(date_only=True)), "DateTimeView",
           "2024-05-02", given={"it": "2024-05-01"}),
    edited("a file is uploaded", "FileView",
           lambda it, on: it.uploaded_file("it", label="File", view=types.FileView(), on_change=on.changed),
           "FileView", {"name": "a.txt", "type": "text/plain", "size": 3, "content": "YWJj",
                        "last_modified": 1704067200000}),
    edited("a path is given", "FileExplorerView",
           lambda it, on: it.file("it", label="File", view=types.FileExplorerView(), on_change=on.changed),
           "FileExplorerView", {"absolute_path": "/no/such/file"}, shows=("File",)),
    edited("leaves of a tree are chosen", "TreeSelectionView",
           lambda it, on: it.tree("it", data=TREE, label="Tree", on_change=on.changed),
           "TreeSelectionView", ["cat", "dog", "car"], given={"it": ["cat"]},
           shows=("animals", "cat", "dog", "car")),
    edited("texts are listed", "ListView",
           lambda it, on: it.list("it", types.String(), label="Words", view=types.ListView(), on_change=on.changed),
           "ListView", ["one", "two"], given={"it": ["one"]}, shows=("Words", "one")),
    edited("an entry is added to a map", "MapView",
           lambda it, on: it.map("it", types.String(), types.Number(), label="Map", on_change=on.changed),
           "MapView", {"k": 1, "key": None}, given={"it": {"k": 1}}, shows=("Map",)),
    edited("one of several types is entered", "OneOfView",
           lambda it, on: it.oneof("it", [types.String(), types.Number()], label="Either", on_change=on.changed,
                                   view=types.OneOfView(oneof=[types.View(label="Word"), types.View(label="Number")])),
           "OneOfView", "spam", given={"it": "x"}, shows=("Either",)),
    edited("a state is chosen on a badge", "PillBadgeView",
           text_of(types.PillBadgeView(text=[["ok", "success"], ["bad", "error"]])), "PillBadgeView", "bad",
           given={"it": "ok"}, shows=("ok",)),
    done("an item is added to a list of objects", "ListView", lambda it, on: _people(it, on), "ListView",
         Does("change", {"value": [{"name": "Ada"}, {}]}),
         Heard("changed", {"path": "it", "value": [{"name": "Ada"}, {}]}),
         given={"it": [{"name": "Ada"}]}, after={"it": [{"name": "Ada"}, {}]}, shows=("People", "Name")),
    done("an item of a tuple is typed", "TupleView",
         lambda it, on: it.tuple("it", types.String(), types.Number(), label="Pair", on_change=on.changed),
         "FieldView", Does("change", {"value": "y"}), Heard("changed", {"path": "it", "value": ["y", 2]}),
         path="it.0", given={"it": ["x", 2]}, after={"it": ["y", 2]}),
    done("a field of an object is typed", "ObjectView", lambda it, on: _object(it, on), "FieldView",
         Does("change", {"value": "Bob"}), Heard("changed", {"path": "it", "value": {"name": "Bob"}}),
         path="it.name", given={"it": {"name": "Ada"}}, after={"it": {"name": "Bob"}}, shows=("Name",)),
]  # fmt: skip


def _people(it: Any, on: Any) -> None:
    person = types.Object()
    person.str("name", label="Name")
    it.list("it", person, label="People", on_change=on.changed)


def _object(it: Any, on: Any) -> None:
    inner = it.obj("it", label="Person", view=types.ObjectView(), on_change=on.changed)
    inner.type.str("name", label="Name")


def _value_of(view: types.View, kind: Any = None) -> Any:
    return lambda it, on: it.define_property("it", kind or types.String(), view=view)


DISPLAYS = [
    shown("a read-only text", "ReadOnlyView", text_of(types.ReadOnlyView()), "LabelValueView", given={"it": "spam"},
          shows=("Name", "spam")),
    shown("a text to read", "TextView", _value_of(types.TextView(bold=True)), "TextView", given={"it": "spam"},
          value="spam", shows=("spam",)),
    shown("a label and its value", "LabelValueView", _value_of(types.LabelValueView(label="Name")),
          "LabelValueView", given={"it": "spam"}, value="spam", shows=("Name", "spam")),
    shown("a primitive", "PrimitiveView", _value_of(types.PrimitiveView()), "PrimitiveView", given={"it": "spam"},
          shows=("spam",)),
    shown("a value drawn by what it is", "InferredView", _value_of(types.InferredView()), "InferredView",
          given={"it": "spam"}, shows=("spam",)),
    shown("keys and values", "KeyValueView", _value_of(types.KeyValueView(label="Facts"), types.Object()),
          "KeyValueView", given={"it": {"samples": 200, "name": "<b>"}}, shows=("Facts", "samples", "200", "<b>")),
    shown("json", "JSONView", _value_of(types.JSONView(label="Raw"), types.Object()), "JSONView",
          given={"it": {"a": [1, 2]}}, value={"a": [1, 2]}, shows=("Raw", "a")),
    shown("markdown", "MarkdownView", lambda it, on: it.md("# Title\n\nSome *words*", name="it"), "MarkdownView",
          shows=("Title", "words"), hides=("*words*",)),
    shown("tags", "TagsView", _value_of(types.TagsView(label="Tags"), types.List(types.String())), "TagsView",
          given={"it": ["train", "test"]}, shows=("Tags", "train", "test")),
    shown("a link", "LinkView", _value_of(types.LinkView(label="Docs", href="https://example.org/x")), "LinkView",
          shows=("Docs",)),
    shown("nothing of a hidden value", "HiddenView", _value_of(types.HiddenView(label="Secret")), "HiddenView",
          given={"it": "spam"}, value="spam", hides=("Secret", "spam")),
    shown("a sign of waiting", "LoadingView", _value_of(types.LoadingView(text="Counting")), "LoadingView",
          shows=("Counting",)),
    shown("an error with its reason", "ErrorView", _value_of(types.ErrorView(), types.List(types.Object())),
          "ErrorView", given={"it": [{"reason": "no disk", "details": "line 1"}]}, shows=("no disk",)),
    shown("a short message", "ToastView", _value_of(types.ToastView(message="Saved")), "ToastView", shows=("Saved",)),
    shown("progress", "ProgressView", _value_of(types.ProgressView(label="Half"), types.Number()), "ProgressView",
          given={"it": 0.5}, value=0.5, shows=("Half",)),
    shown("a notice", "Notice", lambda it, on: it.message("it", "Mind the gap"), "AlertView", shows=("Mind the gap",)),
    shown("a warning", "Warning", _value_of(types.Warning(label="Careful", description="or **else**")), "AlertView",
          shows=("Careful", "else")),
    shown("an error", "Error", _value_of(types.Error(label="Broken")), "AlertView", shows=("Broken",)),
    shown("good news", "Success", _value_of(types.Success(label="Done")), "AlertView", shows=("Done",)),
    shown("an alert", "AlertView", _value_of(types.AlertView(severity="warning", label="Hot")), "AlertView",
          shows=("Hot",)),
    shown("a heading", "Header", _value_of(types.Header(label="Part one", description="all of it")), "HeaderView",
          shows=("Part one", "all of it")),
    shown("a heading with a line", "HeaderView", _value_of(types.HeaderView(label="Part two", divider=True)),
          "HeaderView", shows=("Part two",)),
    shown("a table", "TableView Column Tooltip", lambda it, on: _table(it), "TableView", given={"it": ROWS},
          shows=("Animal", "cat", "dog", "12")),
    shown("an empty table", "TableView", lambda it, on: _table(it), "TableView", given={"it": []},
          shows=("Animal",)),
    shown("a plot", "PlotlyView", lambda it, on: it.plot("it", label="Counts"), "PlotlyView", given={"it": POINTS},
          shows=("Counts",)),
    shown("an image", "ImageView", lambda it, on: it.img("it", alt_text="One pixel"), "ImageView",
          given={"it": PIXEL}),
    shown("a sound", "MediaPlayerView", lambda it, on: it.media_player("it", SOUND), "MediaPlayerView"),
    shown("a component of a plugin's own", "ComponentView",
          _value_of(types.ComponentView("GlitterView")), "GlitterView", shows=("GlitterView",)),
    shown("a badge", "PillBadgeView", _value_of(types.PillBadgeView(text="new", color="primary", read_only=True)),
          "PillBadgeView", shows=("new",)),
    shown("values of a result", "View", lambda it, on: it.int("it", label="Count"), "LabelValueView",
          where="output", given={"it": 42}, value=42, shows=("Count", "42")),
    shown("a list of a result", "View", lambda it, on: it.list("it", types.String(), label="Names"), "TagsView",
          where="output", given={"it": ["a1", "b2"]}, shows=("Names", "a1", "b2")),
    shown("a timeline", "TimelineView",
          _value_of(types.TimelineView(timeline_name="clip", total_frames=9, label="Clip")), "TimelineView"),
]  # fmt: skip


def _table(it: Any, **view: Any) -> None:
    table = types.TableView(**view)
    table.add_column("name", label="Animal")
    table.add_column("n", label="Count")
    table.add_tooltip(0, 0, "purrs")
    it.list("it", types.Object(), view=table)


LAYOUTS = [
    shown("a stack", "VStackView", lambda it, on: _two(it.v_stack("it", gap=2)), "GridView", shows=("First", "Last")),
    shown("a row", "HStackView", lambda it, on: _two(it.h_stack("it", align_x="center")), "GridView",
          shows=("First", "Last")),
    shown("a grid", "GridView", lambda it, on: _two(it.grid("it", orientation="2d", columns=2)), "GridView",
          shows=("First", "Last")),
    shown("a menu", "MenuView", lambda it, on: _two(it.menu("it", overlay="top-right")), "GridView",
          shows=("First", "Last")),
    shown("a group of buttons", "ButtonGroupView", lambda it, on: _two(it.btn_group("it")), "GridView",
          shows=("First", "Last")),
    shown("a card", "GridView", lambda it, on: _two(it.v_stack("it", variant="paper", label="Card")), "GridView",
          shows=("First", "Last")),
    done("a card is clicked", "VStackView",
         lambda it, on: _clickable(it, types.OutlinedContainer(on_click=on.clicked, params={"who": "card"})),
         "GridView", Does("container"), Heard("clicked", {"who": "card", "path": "it"}), shows=("First", "Last")),
    shown("tiles", "DashboardView", lambda it, on: _tiles(it, on), "DashboardView", shows=("tile",),
          given={"it": {"one": "tile"}}),
    done("a tile is added", "DashboardView", lambda it, on: _tiles(it, on), "DashboardView", Does("on_add_item"),
         Heard("added", {}), given={"it": {"one": "tile"}}),
    done("a tile is edited", "DashboardView", lambda it, on: _tiles(it, on), "DashboardView",
         Does("on_edit_item", {"id": "one", "path": "it.one"}), Heard("edited", {"id": "one", "path": "it.one"}),
         given={"it": {"one": "tile"}}),
    done("a tile is removed", "DashboardView", lambda it, on: _tiles(it, on), "DashboardView",
         Does("on_remove_item", {"id": "one", "path": "it.one"}), Heard("removed", {"id": "one", "path": "it.one"}),
         given={"it": {"one": "tile"}}),
]  # fmt: skip


def _two(area: Any) -> None:
    area.message("first", "First")
    area.message("last", "Last")


def _clickable(it: Any, container: types.Container) -> None:
    area = types.Object()
    _two(area)
    # a view that is given to an area's own method loses its container, as in FiftyOne
    it.add_property("it", types.Property(area, view=types.VStackView(label="Card", container=container)))


def _tiles(it: Any, on: Any) -> None:
    board = it.dashboard("it", on_add_item=on.added, on_edit_item=on.edited, on_remove_item=on.removed)
    board.str("one", view=types.TextView())


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
         lambda it, on: _table(it, on_click_cell=on.cell, on_click_row=on.row, on_click_column=on.column),
         "TableView", Does("cell", {"row": 1, "column": 0}),
         Heard("cell", {"path": "it", "event": "on_click_cell", "row": 1, "column": 0}),
         Heard("row", {"path": "it", "event": "on_click_row", "row": 1}),
         Heard("column", {"path": "it", "event": "on_click_column", "column": 0}), given={"it": ROWS}),
    done("a column is clicked", "TableView", lambda it, on: _table(it, on_click_column=on.column), "TableView",
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

LOADING = [
    shown("data that an operator loads", "LoaderView", lambda it, on: _loader(it, {"say": "hi"}), "LoaderView",
          after={"it": {"state": "loaded", "data": {"said": "hi"}}}, shows=("Said", "hi")),
    shown("data that an operator could not load", "LoaderView", lambda it, on: _loader(it, {"fail": True}),
          "LoaderView", after={"it": {"state": "errored", "error": "told to fail"}}, shows=("told to fail",)),
    shown("a property that a method resolves", "View",
          lambda it, on: it.define_property("it", types.ResolvableProperty(f"{on.uri}#resolved"), label="Part"),
          "ResolvablePropertyView", given={"who": "Ada"}, shows=("Resolved for Ada",)),
]  # fmt: skip


def _loader(it: Any, params: Json) -> None:
    data = types.Object()
    data.str("said", label="Said", view=types.LabelValueView())
    it.loader("it", data, ECHO, params=params, label="Fetching")


FORMS = [
    done("a form's field is typed", "Form", lambda it, on: it.str("it", label="Name", required=True), "FieldView",
         Does("change", {"value": "spam"}), where="input",
         root=lambda: types.Form(label="Ask", submit_button_label="Send"), after={"it": "spam"}, shows=("Name",)),
    done("a prompt's field is typed", "PromptView", lambda it, on: it.int("it", label="N", min=0, default=3),
         "FieldView", Does("change", {"value": 5}), where="input", root=lambda: types.PromptView(label="Ask"),
         after={"it": 5}, shows=("N",)),
    done("a drawer's field is typed", "DrawerView", lambda it, on: it.bool("it", label="Flag"), "CheckboxView",
         Does("change", {"value": True}), where="input", root=lambda: types.DrawerView(placement="left"),
         after={"it": True}, shows=("Flag",)),
    shown("what is wrong with a field", "FieldView",
          lambda it, on: it.int("it", label="N", max=9, description="at most nine"), "FieldView", where="input",
          given={"it": 12}, shows=("N", "Value must be less than 9"), hides=("at most nine",)),
    shown("help for a field", "FieldView",
          lambda it, on: it.str("it", label="Name", description="as in your *passport*"), "FieldView",
          where="input", shows=("passport",), hides=("*passport*",)),
]  # fmt: skip

CASES: tuple[Case, ...] = (*INPUTS, *DISPLAYS, *LAYOUTS, *GESTURES, *PLOTS, *LOADING, *FORMS)
