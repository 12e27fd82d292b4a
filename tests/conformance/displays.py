"""What is only shown, what arranges others, and what operators load."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators import types
from tests.conformance.entries import PIXEL, POINTS, ROWS, SOUND, done, shown, table, text_of, value_of
from tests.conformance.stage import ECHO, Does, Heard, Json

DUPLICATED: Json = {
    "id": "one", "path": "it.one", "plot_configs": [], "auto_layout": False,
    "layout": [{"i": "one", "x": 0, "y": 0, "w": 1, "h": 1}, {"i": "one-2", "x": 1, "y": 0, "w": 1, "h": 1}],
}  # fmt: skip
MOVED: Json = {
    "items": [{"i": "one", "x": 1, "y": 0, "w": 1, "h": 1}],
    "rows": 1,
    "cols": 2,
    "auto_layout": False,
}

DISPLAYS = [
    shown("a read-only text", "ReadOnlyView", text_of(types.ReadOnlyView()), "LabelValueView", given={"it": "spam"},
          shows=("Name", "spam")),
    shown("a text to read", "TextView", value_of(types.TextView(bold=True)), "TextView", given={"it": "spam"},
          value="spam", shows=("spam",)),
    shown("a label and its value", "LabelValueView", value_of(types.LabelValueView(label="Name")),
          "LabelValueView", given={"it": "spam"}, value="spam", shows=("Name", "spam")),
    shown("a primitive", "PrimitiveView", value_of(types.PrimitiveView()), "PrimitiveView", given={"it": "spam"},
          shows=("spam",)),
    shown("a value drawn by what it is", "InferredView", value_of(types.InferredView()), "InferredView",
          given={"it": "spam"}, shows=("spam",)),
    shown("keys and values", "KeyValueView", value_of(types.KeyValueView(label="Facts"), types.Object()),
          "KeyValueView", given={"it": {"samples": 200, "name": "<b>"}}, shows=("Facts", "samples", "200", "<b>")),
    shown("json", "JSONView", value_of(types.JSONView(label="Raw"), types.Object()), "JSONView",
          given={"it": {"a": [1, 2]}}, value={"a": [1, 2]}, shows=("Raw", "a")),
    shown("markdown", "MarkdownView", lambda it, on: it.md("# Title\n\nSome *words*", name="it"), "MarkdownView",
          shows=("Title", "words"), hides=("*words*",)),
    shown("tags", "TagsView", value_of(types.TagsView(label="Tags"), types.List(types.String())), "TagsView",
          given={"it": ["train", "test"]}, shows=("Tags", "train", "test")),
    shown("a link", "LinkView", value_of(types.LinkView(label="Docs", href="https://example.org/x")), "LinkView",
          shows=("Docs",)),
    shown("nothing of a hidden value", "HiddenView", value_of(types.HiddenView(label="Secret")), "HiddenView",
          given={"it": "spam"}, value="spam", hides=("Secret", "spam")),
    shown("a sign of waiting", "LoadingView", value_of(types.LoadingView(text="Counting")), "LoadingView",
          shows=("Counting",)),
    shown("an error with its reason", "ErrorView", value_of(types.ErrorView(), types.List(types.Object())),
          "ErrorView", given={"it": [{"reason": "no disk", "details": "line 1"}]}, shows=("no disk",)),
    shown("a short message", "ToastView", value_of(types.ToastView(message="Saved")), "ToastView", shows=("Saved",)),
    shown("progress", "ProgressView", value_of(types.ProgressView(label="Half"), types.Number()), "ProgressView",
          given={"it": 0.5}, value=0.5, shows=("Half",)),
    shown("a notice", "Notice", lambda it, on: it.message("it", "Mind the gap"), "AlertView", shows=("Mind the gap",)),
    shown("a warning", "Warning", value_of(types.Warning(label="Careful", description="or **else**")), "AlertView",
          shows=("Careful", "else")),
    shown("an error", "Error", value_of(types.Error(label="Broken")), "AlertView", shows=("Broken",)),
    shown("good news", "Success", value_of(types.Success(label="Done")), "AlertView", shows=("Done",)),
    shown("an alert", "AlertView", value_of(types.AlertView(severity="warning", label="Hot")), "AlertView",
          shows=("Hot",)),
    shown("a heading", "Header", value_of(types.Header(label="Part one", description="all of it")), "HeaderView",
          shows=("Part one", "all of it")),
    shown("a heading with a line", "HeaderView", value_of(types.HeaderView(label="Part two", divider=True)),
          "HeaderView", shows=("Part two",)),
    shown("a table", "TableView Column Tooltip", lambda it, on: table(it), "TableView", given={"it": ROWS},
          shows=("Animal", "cat", "dog", "12")),
    shown("an empty table", "TableView", lambda it, on: table(it), "TableView", given={"it": []},
          shows=("Animal",)),
    shown("a plot", "PlotlyView", lambda it, on: it.plot("it", label="Counts"), "PlotlyView", given={"it": POINTS},
          shows=("Counts",)),
    shown("an image", "ImageView", lambda it, on: it.img("it", alt_text="One pixel"), "ImageView",
          given={"it": PIXEL}),
    shown("a sound", "MediaPlayerView", lambda it, on: it.media_player("it", SOUND), "MediaPlayerView"),
    shown("a component of a plugin's own", "ComponentView",
          value_of(types.ComponentView("GlitterView")), "GlitterView", shows=("GlitterView",)),
    shown("a badge", "PillBadgeView", value_of(types.PillBadgeView(text="new", color="primary", read_only=True)),
          "PillBadgeView", shows=("new",)),
    shown("values of a result", "View", lambda it, on: it.int("it", label="Count"), "LabelValueView",
          where="output", given={"it": 42}, value=42, shows=("Count", "42")),
    shown("a list of a result", "View", lambda it, on: it.list("it", types.String(), label="Names"), "TagsView",
          where="output", given={"it": ["a1", "b2"]}, shows=("Names", "a1", "b2")),
    shown("a timeline", "TimelineView",
          value_of(types.TimelineView(timeline_name="clip", total_frames=9, label="Clip")), "TimelineView"),
]  # fmt: skip


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
    done("several tiles are removed", "DashboardView", lambda it, on: _tiles(it, on), "DashboardView",
         Does("on_remove_items", {"ids": ["one"]}), Heard("all_removed", {"ids": ["one"]}),
         given={"it": {"one": "tile"}}),
    done("a tile is duplicated", "DashboardView", lambda it, on: _tiles(it, on), "DashboardView",
         Does("on_duplicate_item", DUPLICATED), Heard("duplicated", DUPLICATED), given={"it": {"one": "tile"}}),
    done("a tile is moved", "DashboardView", lambda it, on: _tiles(it, on), "DashboardView",
         Does("on_save_layout", MOVED), Heard("saved", MOVED), given={"it": {"one": "tile"}}),
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
    board = it.dashboard(
        "it", cols=2, on_add_item=on.added, on_edit_item=on.edited, on_remove_item=on.removed,
        on_remove_items=on.all_removed, on_duplicate_item=on.duplicated, on_save_layout=on.saved,
    )  # fmt: skip
    board.str("one", view=types.TextView())


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
