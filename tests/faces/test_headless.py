"""Handles: the public API of panels and forms, the same on every face."""

from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from tests.faces.examples import (
    BrokenPanel,
    CounterPanel,
    DynamicForm,
    FieldsPanel,
    HelloWorldPanel,
    SimpleInputExample,
)

FACES = ["headless", "anywidget", "ipywidgets"]


@pytest.fixture(params=FACES)
def face(request):
    return request.param


@pytest.fixture
def open_panel(kernel, session, face):
    opened = []

    def open_panel(panel, **options):
        opened.append(fow.open_panel(panel, session=session, face=face, **options))
        return opened[-1]

    yield open_panel
    for panel in opened:
        panel.close()


@pytest.fixture
def open_form(kernel, session, face):
    def open_form(operator, **params):
        return fow.operator(operator, session=session, face=face, params=params)

    return open_form


def test_a_component_tells_what_it_is(open_panel):
    panel = open_panel(FieldsPanel)
    n = panel["n"]
    assert (n.path, n.component, n.label, n.value) == ("n", "SliderView", "N", None)
    assert n.props["min"] == 0
    assert n.props["max"] == 10
    assert n.errors == []
    assert "SliderView" in repr(n)
    name = panel["name"]
    assert name.value == "spam"
    assert repr(name) == "<FieldView 'name' value='spam'>"


def test_set_click_and_event(open_panel):
    panel = open_panel(FieldsPanel)
    panel["n"].set(3)
    assert panel.state["n"] == 3
    panel["name"].event("change", value="eggs")
    assert panel["name"].value == "eggs"
    counter = open_panel(CounterPanel)
    counter["v_stack.h_stack.increment"].click()
    assert counter.state == {"v_stack": {"h_stack": {"count": 4}}}


def test_what_a_component_cannot_do_is_said(open_panel):
    panel = open_panel(FieldsPanel)
    with pytest.raises(ValueError, match="nothing listens to a click on FieldView at 'name'; it has: "):
        panel["name"].click()
    with pytest.raises(ValueError, match="ButtonView at 'hello_btn' takes no value"):
        open_panel(HelloWorldPanel)["hello_btn"].set(1)
    with pytest.raises(
        KeyError, match=r"no component at 'nothing'; there is: menu, menu\.mode, n, name, silent"
    ):
        panel["nothing"]


def test_params_of_a_click_reach_the_callback(open_panel):
    seen = []

    class Clicked(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("clicked", "Clicked")

        def go(self, ctx):
            seen.append({key: ctx.params[key] for key in ("by", "path", "extra")})
            return "returned"

        def render(self, ctx):
            panel = types.Object()
            panel.btn("go", label="Go", on_click=self.go, params={"by": 1})
            return types.Property(panel)

    assert open_panel(Clicked)["go"].click(extra=2) == "returned"
    assert seen == [{"by": 1, "path": "go", "extra": 2}]


def test_tree_messages_history_and_html(open_panel):
    panel = open_panel(HelloWorldPanel)
    panel["hello_btn"].click()
    tree = panel.tree()
    assert tree["component"] == "Panel"
    assert tree["children"][0]["children"] == [
        {"component": "ButtonView", "path": "hello_btn", "label": "Say Hello"}
    ]
    assert [message["operator_uri"] for message in panel.messages] == [
        "patch_panel_state",
        "show_panel_output",
        "notify",
        "show_panel_output",
    ]
    assert [event["event"] for event in panel.history()] == ["on_load", "click"]
    assert all(event["error"] is None for event in panel.history())
    assert "Say Hello" in panel.to_html()
    assert "<script" not in panel.to_html()


def test_components_are_in_display_order(open_panel):
    panel = open_panel(CounterPanel)
    assert [component.path for component in panel.components()] == [
        "v_stack",
        "v_stack.h_stack",
        "v_stack.h_stack.count",
        "v_stack.h_stack.increment",
        "v_stack.h_stack.decrement",
    ]


def test_errors_are_kept_and_raised(open_panel):
    panel = open_panel(BrokenPanel)
    with pytest.raises(ZeroDivisionError):
        panel["fail"].click()
    (failure,) = panel.errors
    assert isinstance(failure.exception, ZeroDivisionError)
    assert "the callback broke" in panel.to_html()
    panel["fine"].click()
    assert panel.state["fine"] == 1
    assert "the callback broke" not in panel.to_html()


def test_reload_runs_on_load_again_with_the_class_of_now(open_panel, session):
    class Changing(CounterPanel):
        @property
        def config(self):
            return foo.PanelConfig("changing", "Changing")

    panel = open_panel(Changing)
    panel["v_stack.h_stack.increment"].click()

    class Changing(CounterPanel):
        @property
        def config(self):
            return foo.PanelConfig("changing", "Changing")

        def on_load(self, ctx):
            """Keeps the count."""

        def increment(self, ctx):
            ctx.panel.set_state("v_stack.h_stack.count", 100)

    session.registry.register_operator(Changing)
    panel.reload()
    assert panel.state["v_stack"]["h_stack"]["count"] == 4
    panel["v_stack.h_stack.increment"].click()
    assert panel.state["v_stack"]["h_stack"]["count"] == 100
    panel.reload(keep_state=False)
    assert panel.state == {}


def test_a_closed_panel_takes_no_events_and_says_so(open_panel, session):
    panel = open_panel(CounterPanel)
    panel.close()
    assert panel.status == "closed"
    assert session.open_panels() == []
    with pytest.raises(LookupError, match="is closed"):
        panel["v_stack.h_stack.increment"].click()
    panel.close()


def test_state_given_beforehand_is_there_in_on_load(open_panel):
    seen = []

    class Early(CounterPanel):
        @property
        def config(self):
            return foo.PanelConfig("early", "Early")

        def on_load(self, ctx):
            seen.append(ctx.panel.state.get("v_stack.h_stack.count"))

    panel = open_panel(Early, state={"v_stack": {"h_stack": {"count": 7}}})
    assert seen == [7]
    assert panel["v_stack.h_stack.count"].label == "Count: 7"


def test_a_form_from_the_first_field_to_the_output(open_form):
    form = open_form(SimpleInputExample)
    assert (form.phase, form.is_valid, form.result, form.output) == ("input", False, None, None)
    assert form.errors == [{"path": "message", "reason": "Required property"}]
    assert form["message"].errors == [{"path": "message", "reason": "Required property"}]
    form["message"].set("hi")
    assert form.params == {"message": "hi"}
    assert form.is_valid
    assert form.execute() == {"message": "hi"}
    assert (form.phase, form.result) == ("done", {"message": "hi"})
    assert form.output["children"] == [
        {"component": "LabelValueView", "path": "message", "label": "Message", "value": "hi"}
    ]
    assert form.failures == []
    form.close()
    assert form.phase == "closed"


def test_a_form_can_be_scheduled(open_form):
    from fo_widgets.delegation import worker

    form = open_form(DynamicForm, kind="cat")
    operation = form.schedule()
    assert form.phase == "scheduled"
    assert worker.wait(operation["id"], timeout=10).result.result == {"kind": "cat", "lives": 9}


def test_the_phase_can_be_observed(open_form):
    form, seen = open_form(SimpleInputExample, message="hi"), []
    form.observe(lambda change: seen.append(change["new"]), "phase")
    form.execute()
    assert seen == ["running", "done"]


def test_nested_fields_and_wrong_types_have_their_errors_in_place(open_form):
    class Nested(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("nested", "Nested")

        def resolve_input(self, ctx):
            inputs = types.Object()
            inner = types.Object()
            inputs.define_property("inner", inner, label="Inner")
            inner.int("n", required=True, min=0, max=5)
            inputs.list("names", types.String(), min_items=2)
            return types.Property(inputs)

        def execute(self, ctx):
            return dict(ctx.params)

    form = open_form(Nested, inner={"n": "seven"}, names=["a"])
    assert {error["path"] for error in form.errors} == {"inner.n", "names"}
    form["inner.n"].set(9)
    assert form["inner.n"].errors == [{"path": "inner.n", "reason": "Value must be less than 5"}]
    form["inner.n"].set(3)
    form["names"].set(["a", "b"])
    assert form.execute() == {"inner": {"n": 3}, "names": ["a", "b"]}


def test_faces_that_do_not_exist_are_named(session):
    with pytest.raises(ValueError, match="unknown face 'tkinter'; the faces are"):
        fow.open_panel(CounterPanel, session=session, face="tkinter")
    with pytest.raises(ValueError, match="unknown face 'tkinter'; the faces are"):
        fow.operator(SimpleInputExample, session=session, face="tkinter")


def test_panels_and_operators_are_not_confused(session):
    session.registry.register_operator(CounterPanel)
    session.registry.register_operator(SimpleInputExample)
    with pytest.raises(ValueError, match=r"is a panel; use fow\.open_panel"):
        fow.operator("@notebook/cells/counter_panel", session=session, face="headless")
    with pytest.raises(ValueError, match=r"is an operator, not a panel; use fow\.operator"):
        fow.open_panel("@notebook/cells/simple_input_example", session=session, face="headless")
    with pytest.raises(TypeError, match="expected a URI or a Panel class, got 5"):
        fow.open_panel(5, session=session, face="headless")
