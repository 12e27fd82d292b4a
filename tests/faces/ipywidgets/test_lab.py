"""The ipywidgets face in a real JupyterLab."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.cells import SETUP

GALLERY = """
class GalleryPanel(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="gallery", label="Gallery", icon="dashboard", help_markdown="All of **it**.")

    def on_load(self, ctx):
        ctx.panel.set_data("table", [{"name": "cat", "n": 3}, {"name": "dog", "n": 12}])
        ctx.panel.set_data("plot", [{"type": "bar", "x": ["cat", "dog"], "y": [3, 12], "ids": ["c", "d"]}])
        ctx.panel.set_data("json", {"a": [1, 2, {"b": None}], "c": "d" * 100})
        ctx.panel.set_data("facts", {"samples": 200, "labels": ["cat", "dog"], "done": True})
        ctx.panel.set_data("tags", ["train", "test"])
        ctx.panel.set_data("half", 0.5)

    def clicked(self, ctx):
        ctx.panel.state.clicked = {k: ctx.params.get(k) for k in ("row", "x", "y", "id", "trace_idx")}
        ctx.ops.notify("clicked", variant="success")

    def render(self, ctx):
        panel = types.Object()
        buttons = panel.h_stack("buttons", gap=1)
        for variant in ("contained", "outlined"):
            buttons.btn(variant, label=variant.title(), icon="add", variant=variant, on_click=self.clicked)
        buttons.btn("danger", label="Delete", icon="delete", color="error", on_click=self.clicked)
        menu = panel.menu("menu")
        menu.enum("mode", values=["fast", "exact"], label="Mode")
        menu.btn("go", label="Go", icon="play_arrow", on_click=self.clicked)
        panel.str("name", label="Name", description="Help in *markdown*")
        panel.str("notes", label="Notes", view=types.TextFieldView(multiline=True, rows=2))
        panel.int("count", label="Count", default=3)
        panel.float("threshold", label="Threshold", min=0, max=1, default=0.25, view=types.SliderView())
        panel.list("range", types.Number(min=0, max=10), label="Range", default=[2, 7], view=types.SliderView())
        panel.bool("flag", label="Flag", default=True)
        panel.bool("switch", label="Switch", view=types.SwitchView())
        tabs = types.TabsView()
        for value in ("table", "plot"):
            tabs.add_choice(value, label=value.title())
        panel.enum("tab", tabs.values(), default="table", view=tabs)
        choices = [types.Choice("x", label="X"), types.Choice("y", label="Y")]
        panel.enum("radio", ["x", "y"], label="Radio", view=types.RadioGroup(choices=choices))
        panel.list("words", types.String(), label="Words", default=["one", "two"])
        panel.str("color", label="Colour", default="#0072b2", view=types.ColorView())
        panel.str("when", label="When", default="2024-05-01T12:30", view=types.DateTimeView())
        panel.str("code", label="Code", default="print(1)", view=types.CodeView(language="python"))
        panel.md("# Heading\\n\\n- *one*\\n- [two](https://example.org)", name="md")
        panel.message("note", "A notice")
        table = types.TableView()
        table.add_column("name", label="Name")
        table.add_column("n", label="N")
        table.add_row_action("open", self.clicked, label="Open", icon="search")
        panel.obj("table", view=table)
        panel.plot("plot", on_click=self.clicked, label="Counts")
        panel.obj("json", view=types.JSONView(label="JSON"))
        panel.obj("facts", view=types.KeyValueView(label="Facts"))
        panel.list("tags", types.String(), view=types.TagsView(label="Tags"))
        panel.float("half", view=types.ProgressView(label="Progress"))
        return types.Property(panel)
"""
IMPORTS = "import fo_widgets as fow\nfrom fo_widgets import operators as foo\nfrom fo_widgets.operators import types"
OPEN = "panel = fow.open_panel(GalleryPanel, session=fow.Session(), face='ipywidgets')\npanel"


EXAMPLES = """
import ipywidgets
opened = [fow.open_panel(panel, session=fow.Session(), face="ipywidgets")
          for panel in (HelloWorldPanel, CounterPanel, FieldsPanel)]
opened[0].widgets["hello_btn"].click()
opened[1].widgets["v_stack.h_stack.increment"].click()
forms = [fow.operator(operator, params=params, session=fow.Session(), face="ipywidgets")
         for operator, params in ((SimpleInputExample, None), (SimpleInputExample, {"message": "hi"}),
                                  (DynamicForm, {"kind": "cat", "lives": 12}), (ProgressOperator, {"fail": True}))]
forms[1].execute()
try:
    forms[3].execute()
except RuntimeError:
    pass
ipywidgets.VBox([*opened, *forms])
"""
NOISY = """
class NoisyPanel(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="noisy", label="Noisy")

    def changed(self, ctx):
        ctx.ops.notify(f"{ctx.params['value']!r} it is")
        ctx.panel.state.echo = ctx.params["value"]

    def render(self, ctx):
        panel = types.Object()
        panel.str("name", label="Name", on_change=self.changed)
        panel.str("echo", view=types.LabelValueView(label="Echo"))
        return types.Property(panel)

panel = fow.open_panel(NoisyPanel, session=fow.Session(), face="ipywidgets")
panel
"""
BOARD = """
class BoardPanel(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="board", label="Board")

    def on_load(self, ctx):
        ctx.panel.set_data("board", {"one": "first", "two": "second"})

    def saved(self, ctx):
        ctx.panel.state.saved = {item["i"]: [item[k] for k in "xywh"] for item in ctx.params["items"]}

    def removed(self, ctx):
        ctx.panel.state.removed = ctx.params["ids"]

    def render(self, ctx):
        panel = types.Object()
        board = panel.dashboard("board", cols=2, on_save_layout=self.saved, on_remove_items=self.removed)
        for name in ("one", "two"):
            board.str(name, label=name.title(), view=types.TextView())
        return types.Property(panel)

panel = fow.open_panel(BoardPanel, session=fow.Session(), face="ipywidgets")
panel
"""


def healthy(lab):
    assert lab.page_errors == []
    assert not [line for line in lab.console if line.startswith("error")]


@pytest.fixture
def gallery(open_lab):
    def open_(theme="light"):
        lab = open_lab([SETUP + "\n" + IMPORTS + GALLERY, OPEN], theme=theme)
        return lab, lab.run_all()[-1].output

    return open_


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_of_every_kind_of_component(gallery, screenshots, theme):
    lab, shown = gallery(theme)
    expect(shown.get_by_text("Gallery", exact=True)).to_be_visible()
    expect(shown.locator(".plotly .bars path").first).to_be_visible(timeout=30_000)
    lab.page.set_viewport_size({"width": 1200, "height": 2400})
    lab.screenshot(screenshots / f"ipywidgets-gallery-{theme}.png", shown)
    assert lab.value("panel.errors") == []
    healthy(lab)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_of_the_documented_examples(open_lab, screenshots, theme):
    lab = open_lab([SETUP, EXAMPLES], theme=theme)
    lab.page.set_viewport_size({"width": 1000, "height": 2400})
    shown = lab.run_all()[-1].output
    for told in ("Hello World Panel", "Count: 4", "Value must be less than 9", "failed half-way", "hi"):
        expect(shown.get_by_text(told).first).to_be_visible()
    lab.screenshot(screenshots / f"ipywidgets-examples-{theme}.png", shown)
    healthy(lab)


def test_hands_in_a_page_reach_the_panel(gallery):
    lab, shown = gallery()
    shown.get_by_label("Name").first.fill("spam")
    lab.wait_for_value("panel.state.get('name')", "spam")
    shown.get_by_role("button", name="Switch").click()
    lab.wait_for_value("panel.state.get('switch')", True)
    shown.locator("select").first.select_option(label="exact")
    lab.wait_for_value("panel.state.get('menu')", {"mode": "exact"})
    shown.get_by_role("button", name="Contained").click()
    expect(shown.get_by_text("clicked")).to_be_visible()
    shown.get_by_role("button", name="Open, row 2").click()
    lab.wait_for_value("panel.state['clicked']['row']", 1)
    bar = shown.locator(".plotly .bars path").nth(1)
    expect(bar).to_be_visible(timeout=30_000)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.wait_for_value("panel.state['clicked']['x']", "dog")
    assert lab.value("panel.state['clicked']['id']") == "d"
    lab.run("panel.widgets['threshold'].value = 0.75")
    lab.wait_for_value("panel.state['threshold']", 0.75)
    healthy(lab)


def test_typing_goes_on_while_notices_come_and_the_panel_is_drawn_anew(open_lab):
    lab = open_lab([SETUP + "\n" + IMPORTS, NOISY])
    shown = lab.run_all()[-1].output
    field = shown.get_by_label("Name")
    field.press_sequentially("the quick brown fox", delay=60)
    lab.wait_for_value("panel.state.get('echo')", "the quick brown fox")
    expect(shown.get_by_text("'the quick brown fox' it is")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("the quick brown fox")
    healthy(lab)


def test_closing_takes_it_off_the_page(gallery):
    lab, shown = gallery()
    expect(shown.get_by_text("Gallery", exact=True)).to_be_visible()
    lab.run("from ipywidgets.widgets import widget\npanel.close()")
    assert lab.value("len(widget._instances)") == 0
    expect(shown.get_by_text("Gallery", exact=True)).to_have_count(0)
    healthy(lab)


def test_tiles_are_moved_and_resized_by_mouse_and_by_keys(open_lab):
    lab = open_lab([SETUP + "\n" + IMPORTS, BOARD])
    output = lab.run_all()[-1].output
    page, tiles = lab.page, output.locator(".fwi-tile")
    handle = output.get_by_role("button", name="One: arrow keys")
    expect(output.get_by_role("button", name="Select", exact=True)).to_be_visible()
    handle.scroll_into_view_if_needed()
    first, second = tiles.nth(0).bounding_box(), tiles.nth(1).bounding_box()
    page.mouse.move(first["x"] + 60, first["y"] + 12)
    page.mouse.down()
    page.mouse.move(second["x"] + 60, second["y"] + 16, steps=4)
    page.mouse.up()
    lab.wait_for_value("panel.state.get('saved')", {"one": [1, 0, 1, 1], "two": [1, 1, 1, 1]})
    box = tiles.nth(0).bounding_box()
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + 2 * box["height"], steps=4)
    page.mouse.up()
    lab.wait_for_value("panel.state.get('saved')", {"one": [1, 0, 1, 2], "two": [1, 2, 1, 1]})
    handle.press("ArrowLeft")
    lab.wait_for_value("panel.state.get('saved')", {"one": [0, 0, 1, 2], "two": [1, 0, 1, 1]})
    handle.press("Shift+ArrowRight")
    lab.wait_for_value("panel.state.get('saved')", {"one": [0, 0, 2, 2], "two": [1, 2, 1, 1]})
    output.get_by_role("button", name="Select", exact=True).click()
    output.get_by_label("Two", exact=True).check()
    output.get_by_role("button", name="Remove 1").click()
    lab.wait_for_value("panel.state.get('removed')", ["two"])
    healthy(lab)
