from __future__ import annotations

import threading
import time

import ipywidgets
import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from tests.faces.examples import (
    BrokenPanel,
    CounterPanel,
    DynamicForm,
    EndlessOperator,
    EventsPanel,
    FieldsPanel,
    HelloWorldPanel,
    ProgressOperator,
    SimpleInputExample,
)


@pytest.fixture
def open_panel(session):
    opened = []

    def open_(panel, **options):
        opened.append(fow.open_panel(panel, session=session, face="ipywidgets", **options))
        return opened[-1]

    yield open_
    for panel in opened:
        panel.close()


@pytest.fixture
def open_form(session):
    opened = []

    def open_(operator, **options):
        opened.append(fow.operator(operator, session=session, face="ipywidgets", **options))
        return opened[-1]

    yield open_
    for form in opened:
        form.close()


def inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def markup(box):
    return "\n".join(
        each.value for each in inside(box) if isinstance(each, (ipywidgets.HTML, ipywidgets.Label))
    )


def buttons(box):
    return {
        each.description or each.tooltip: each for each in inside(box) if isinstance(each, ipywidgets.Button)
    }


class FormsPanel(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="forms_panel", label="Forms")

    def ask(self, ctx):
        ctx.prompt("@notebook/cells/simple_input_example", on_success=self.done)

    def done(self, ctx):
        ctx.panel.state.answer = ctx.params["result"]["message"]

    def leave(self, ctx):
        ctx.panel.close()

    def render(self, ctx):
        panel = types.Object()
        panel.btn("ask", label="Ask", on_click=self.ask)
        panel.btn("leave", label="Leave", on_click=self.leave)
        panel.str("answer", view=types.LabelValueView(label="Answer"))
        return types.Property(panel)


class ManyPanel(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="many_panel", label="Many")

    def more(self, ctx):
        ctx.panel.state.n_7 = (ctx.panel.state.n_7 or 0) + 1

    def render(self, ctx):
        panel = types.Object()
        panel.btn("more", label="More", on_click=self.more)
        for index in range(50):
            panel.int(f"n_{index}", label=f"N {index}", min=0, max=9, view=types.SliderView())
            panel.md(f"# {index}", name=f"md_{index}")
        return types.Property(panel)


class ListPanel(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="list_panel", label="Lists")

    def render(self, ctx):
        panel = types.Object()
        item = types.Object()
        item.str("name", label="Name")
        panel.list("people", item, label="People")
        return types.Property(panel)


def test_panels_are_boxes_that_go_into_other_boxes(open_panel):
    first, second = open_panel(CounterPanel), open_panel(HelloWorldPanel)
    both = ipywidgets.VBox([first, second])
    assert both.children == (first, second)
    assert isinstance(first, ipywidgets.VBox)
    both.close()


def test_a_click_runs_the_callback_and_draws_what_it_changed(open_panel):
    panel = open_panel(CounterPanel)
    count = panel.widgets["v_stack.h_stack.count"]
    panel.widgets["v_stack.h_stack.increment"].click()
    assert panel.state == {"v_stack": {"h_stack": {"count": 4}}}
    assert "Count: 4" in count.value
    assert panel.widgets["v_stack.h_stack.count"] is count


def test_the_handle_and_the_widgets_are_one(open_panel):
    panel = open_panel(CounterPanel)
    seen = []
    panel.observe(lambda change: seen.append(change["new"]["v_stack"]["h_stack"]["count"]), "state")
    panel["v_stack.h_stack.increment"].click()
    panel.widgets["v_stack.h_stack.increment"].click()
    assert seen == [4, 5]
    assert "Count: 5" in markup(panel)


def test_setting_a_value_is_a_hand_on_the_control(open_panel):
    panel = open_panel(FieldsPanel)
    panel.widgets["n"].value = 4
    panel.widgets["name"].value = "eggs"
    panel.widgets["menu.mode"].value = "b"
    assert panel._host.operator.seen == [
        ("n", 4, 4),
        ("name", "eggs", "eggs"),
        ("menu.mode", "b", "b"),
        ("menu", {"mode": "b"}, {"mode": "b"}),
    ]
    assert panel.state == {"name": "eggs", "n": 4, "menu": {"mode": "b"}}


def test_a_render_is_no_event(open_panel):
    panel = open_panel(FieldsPanel)
    panel["name"].set("eggs")
    assert panel.widgets["name"].value == "eggs"
    assert panel._host.operator.seen == [("name", "eggs", "eggs")]


def test_controls_are_listed_by_path_and_a_wrong_one_names_them(open_panel):
    panel = open_panel(FieldsPanel)
    assert list(panel.widgets) == ["name", "n", "menu", "menu.mode", "silent"]
    assert len(panel.widgets) == 5
    with pytest.raises(KeyError, match=r"no control at 'nmae'; there is: name, n, menu"):
        panel.widgets["nmae"]


def test_a_failing_callback_is_shown_with_its_traceback_folded(open_panel):
    panel = open_panel(BrokenPanel)
    panel.widgets["fail"].click()
    assert [type(failure.exception) for failure in panel.errors] == [ZeroDivisionError]
    shown = markup(panel)
    assert "the callback broke" in shown
    assert "<details><summary>Traceback</summary>" in shown
    buttons(panel)["Dismiss"].click()
    assert "the callback broke" not in markup(panel)


def test_a_failing_render_offers_to_try_again(open_panel):
    panel = open_panel(BrokenPanel, state={"break_render": True})
    assert "render broke" in markup(panel)
    panel._host.state = {}
    buttons(panel)["Try again"].click()
    assert "render broke" not in markup(panel)
    assert "fine" in buttons(panel)


def test_components_that_notebooks_lack_are_named(open_panel):
    assert "NoSuchComponent" in open_panel(BrokenPanel).widgets["odd"].value


def test_a_toast_is_shown(open_panel):
    panel = open_panel(HelloWorldPanel)
    panel.widgets["hello_btn"].click()
    assert "Hello world!" in markup(panel)


def test_what_comes_and_goes_moves_nothing_that_follows(open_panel):
    panel = open_panel(BrokenPanel)
    [root] = panel.children
    before = root.children
    panel.widgets["fail"].click()
    assert root.children == before
    assert "the callback broke" in markup(before[1])


def test_a_render_sends_one_message_for_one_change(open_panel, monkeypatch):
    panel = open_panel(ManyPanel)
    sent = []
    monkeypatch.setattr(
        ipywidgets.Widget, "_send", lambda self, message, buffers=None: sent.append((self, message))
    )
    panel.widgets["more"].click()
    assert [(widget, message["state"]) for widget, message in sent] == [(panel.widgets["n_7"], {"value": 1})]


def test_a_prompt_is_shown_inside_its_panel(open_panel, session):
    session.registry.register_operator(SimpleInputExample)
    panel = open_panel(FormsPanel)
    panel.widgets["ask"].click()
    form = panel.overlays[0]._host
    assert f"{form.id}:message" in panel.widgets
    assert buttons(panel)["Execute"].disabled
    panel.widgets[f"{form.id}:message"].value = "hello"
    assert not buttons(panel)["Execute"].disabled
    buttons(panel)["Execute"].click()
    assert panel.state["answer"] == "hello"
    assert "hello" in panel.widgets["answer"].value
    buttons(panel)["Close"].click()
    assert not panel.overlays


def test_list_items_are_added_edited_and_removed(open_panel):
    panel = open_panel(ListPanel)
    buttons(panel)["Add item"].click()
    buttons(panel)["Add item"].click()
    panel.widgets["people.0.name"].value = "Ada"
    panel.widgets["people.1.name"].value = "Bob"
    buttons(panel)["Move item 2 up"].click()
    assert panel.state["people"] == [{"name": "Bob"}, {"name": "Ada"}]
    buttons(panel)["Remove item 1"].click()
    assert panel.state["people"] == [{"name": "Ada"}]
    assert panel.widgets["people.0.name"].value == "Ada"


@pytest.mark.parametrize("panel", [CounterPanel, FieldsPanel, BrokenPanel])
def test_closing_frees_every_widget(open_panel, panel, widgets_alive):
    opened = open_panel(panel)
    opened.widgets[
        next(path for path in opened.widgets if opened[path].component == "ButtonView")
    ].click() if (panel is not FieldsPanel) else None
    assert widgets_alive()
    opened.close()
    assert widgets_alive() == 0
    assert opened.status == "closed"
    opened.close()


def test_a_panel_that_closes_itself_keeps_only_a_note(open_panel):
    panel = open_panel(FormsPanel)
    panel.widgets["leave"].click()
    assert panel.status == "closed"
    assert [type(each) for each in inside(panel)][1:] == [ipywidgets.HTML]
    assert "closed" in markup(panel)


def test_a_panel_shows_as_widgets_and_as_a_picture(open_panel):
    bundle = open_panel(CounterPanel)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "Count: 3" in bundle["text/html"]


def test_a_form_runs_and_shows_its_output(open_form):
    form = open_form(SimpleInputExample)
    assert "Simple input example" in markup(form)
    assert buttons(form)["Execute"].disabled
    form.widgets["message"].value = "hi"
    assert form.params == {"message": "hi"}
    buttons(form)["Execute"].click()
    assert form.phase == "done"
    assert form.result == {"message": "hi"}
    assert "hi" in markup(form)
    buttons(form)["Run again"].click()
    assert form.widgets["message"].value == "hi"


def test_fields_of_a_dynamic_form_come_and_go(open_form, widgets_alive):
    form = open_form(DynamicForm)
    kind = form.widgets["kind"]
    kind.value = "cat"
    assert form.widgets["lives"].value == 9
    kind.value = "dog"
    assert "lives" not in form.widgets
    assert form.widgets["kind"] is kind
    form.widgets["trick"].value = "roll"
    assert {"Execute", "Schedule"} <= buttons(form).keys()
    assert form.is_valid


def press_enter(field):
    field._handle_msg(
        {"content": {"data": {"method": "custom", "content": {"event": "submit"}}}, "buffers": []}
    )


def test_enter_runs_a_form(open_form, session):
    form = open_form(SimpleInputExample)
    form.widgets["message"].value = "hi"
    press_enter(form.widgets["message"])
    session.run(lambda: None)
    assert form.result == {"message": "hi"}


def test_enter_in_an_incomplete_form_says_what_is_missing(open_form, session):
    form = open_form(SimpleInputExample)
    press_enter(form.widgets["message"])
    session.run(lambda: None)
    assert form.phase == "input"
    assert '<div class="fwi-error-text" role="alert">Required property</div>' in markup(form)


class TargetOperator(foo.Operator):
    @property
    def config(self):
        return foo.OperatorConfig(name="target", label="Target")

    def resolve_input(self, ctx):
        inputs = types.Object()
        inputs.view_target(ctx)
        return types.Property(inputs)

    def execute(self, ctx):
        return {"count": len(ctx.target_view())}


def test_the_samples_to_work_on_are_chosen_in_sight(open_form, session):
    dataset = fow.Dataset()
    dataset.add_samples([fow.Sample(filepath=f"/{index}.png") for index in range(5)])
    session.dataset, session.view = dataset, dataset.limit(3)
    session.selected = [dataset.first().id]
    form = open_form(TargetOperator)
    targets = form.widgets["view_target"]
    assert isinstance(targets, ipywidgets.RadioButtons)
    assert [form.execute()["count"] for targets.value in ("SELECTED_SAMPLES", "CURRENT_VIEW", "DATASET")] == [
        1,
        3,
        5,
    ]


def test_a_panel_follows_the_selection(open_panel, session):
    panel = open_panel(EventsPanel)
    session.selected = ["a" * 24]
    assert panel.state["events"] == ["selected:1", "ctx"]
    assert "selected:1" in markup(panel)


def test_an_emptied_required_field_says_so(open_form):
    form = open_form(SimpleInputExample)
    assert 'fwi-error-text"' not in markup(form).replace("<style", "")
    form.widgets["message"].value = "x"
    form.widgets["message"].value = ""
    assert form.errors
    assert form.errors[0]["reason"] in markup(form)


def test_a_failing_operator_shows_its_traceback(open_form):
    form = open_form(ProgressOperator, params={"fail": True})
    buttons(form)["Execute"].click()
    assert form.phase == "failed"
    assert "failed half-way" in markup(form)
    assert "<summary>Traceback" in markup(form)


def test_progress_is_shown_and_can_be_cancelled(open_form):
    form = open_form(EndlessOperator)
    runner = threading.Thread(target=buttons(form)["Execute"].click)
    runner.start()
    end = time.monotonic() + 5
    while "Cancel" not in buttons(form) and time.monotonic() < end:
        time.sleep(0.01)
    assert any(isinstance(each, ipywidgets.FloatProgress) for each in inside(form))
    buttons(form)["Cancel"].click()
    runner.join(5)
    assert not runner.is_alive()
    assert form.phase == "failed"


def test_a_closed_form_frees_every_widget(open_form, widgets_alive):
    form = open_form(SimpleInputExample)
    form.close()
    assert widgets_alive() == 0
    assert form.phase == "closed"
