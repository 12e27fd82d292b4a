from __future__ import annotations

import threading
import time

import numpy as np
import pytest

import fo_widgets as fow
from fo_widgets.operators import types
from fo_widgets.session.form import InvalidParamsError
from tests.faces.examples import (
    AsyncOperator,
    DynamicForm,
    EndlessOperator,
    ProgressOperator,
    SimpleInputExample,
    foo,
)


@pytest.fixture
def session():
    return fow.Session()


def form_of(operator, session, **params):
    return fow.operator(operator, session=session, params=params, face="headless")


def test_a_form_is_valid_once_its_required_field_is_filled(session):
    form = form_of(SimpleInputExample, session)
    assert not form.is_valid
    assert form.errors == [{"path": "message", "reason": "Required property"}]
    form["message"].set("hi")
    assert form.is_valid
    assert form.execute() == {"message": "hi"}
    assert form.phase == "done"
    assert form.output["children"][0]["value"] == "hi"


def test_invalid_params_are_refused_before_anything_runs(session):
    form = form_of(SimpleInputExample, session)
    with pytest.raises(InvalidParamsError, match="message: Required property"):
        form.execute()
    assert form.phase == "input"
    assert form["message"].errors[0]["reason"] == "Required property"


def test_a_dynamic_form_follows_its_params(session):
    form = form_of(DynamicForm, session)
    assert [c.path for c in form.components()] == ["kind"]
    form["kind"].set("cat")
    assert form["lives"].value == 9
    form["kind"].set("dog")
    assert not form.is_valid
    form["trick"].set("sit")
    assert form.execute() == {"kind": "dog", "lives": 9, "trick": "sit"}


def test_a_failing_resolve_shows_and_the_form_recovers(session):
    form = form_of(DynamicForm, session, kind="dog")
    form["trick"].set("break")
    assert "no such trick" in form.failures[-1].message
    form["trick"].set("sit")
    assert form.is_valid


def test_params_given_beforehand_win_over_defaults(session):
    assert form_of(DynamicForm, session, kind="cat", lives=3).params == {"kind": "cat", "lives": 3}


def test_a_generator_reports_progress_while_it_runs(session):
    form, seen = form_of(ProgressOperator, session), []

    class Watch:
        def host_changed(self):
            if form._host.progress:
                seen.append(form._host.progress["label"])

        def host_emitted(self, message):
            pass

    form._host.listen(Watch())
    form.execute()
    assert list(dict.fromkeys(seen)) == [f"Step {n}/5" for n in range(1, 6)]
    assert form.shown[-1]["message"] == "all steps done"
    assert form._host.progress is None


def test_a_failure_half_way_is_raised_and_shown(session):
    form = form_of(ProgressOperator, session, fail=True)
    with pytest.raises(RuntimeError, match="failed half-way"):
        form.execute()
    assert form.phase == "failed"
    assert "failed half-way" in form.failures[-1].traceback
    form["fail"].set(False)
    assert form.execute() is None
    assert form.phase == "done"


def test_an_async_operator_runs_inside_a_running_loop(session):
    async def cell():
        return form_of(AsyncOperator, session).execute()

    import asyncio

    assert asyncio.run(cell()) == {"slept": True}


def test_cancel_stops_an_endless_operator(session):
    form = form_of(EndlessOperator, session)
    threading.Timer(0.2, form.cancel).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        form.execute()
    assert time.monotonic() - started < 5
    assert form.phase == "failed"


def test_execute_operator_returns_the_result_and_raises(session):
    assert fow.execute_operator(SimpleInputExample, params={"message": "hi"}) == {"message": "hi"}
    with pytest.raises(Exception, match="message"):
        fow.execute_operator(SimpleInputExample, params={})
    with pytest.raises(RuntimeError, match="failed half-way"):
        fow.execute_operator(ProgressOperator, params={"steps": 2, "fail": True})


async def test_aexecute_operator_awaits(session):
    assert await fow.aexecute_operator(AsyncOperator) == {"slept": True}


def test_execute_operator_inside_a_callback_runs_at_once(session):
    class Outer(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig(name="outer", label="Outer")

        def execute(self, ctx):
            return fow.execute_operator(SimpleInputExample, params={"message": "inner"}, session=session)

    assert fow.execute_operator(Outer, session=session) == {"message": "inner"}


def test_triggered_operations_change_the_session(session):
    class Select(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig(name="select_two", label="Select two")

        def execute(self, ctx):
            ctx.ops.set_selected_samples(["a" * 24, "b" * 24])
            ctx.ops.notify("selected")

    fow.execute_operator(Select, session=session)
    assert session.selected == ["a" * 24, "b" * 24]
    assert [message["operator_uri"] for message in session.messages] == ["set_selected_samples", "notify"]


def test_a_prompt_shows_the_form_in_the_panel_and_calls_back(session):
    uri = form_of(SimpleInputExample, session).uri

    class Asks(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig(name="asks", label="Asks")

        def ask(self, ctx):
            ctx.prompt(uri, on_success=self.done)

        def done(self, ctx):
            ctx.panel.state.answer = ctx.params["result"]["message"]

        def render(self, ctx):
            panel = types.Object()
            panel.btn("ask", label="Ask", on_click=self.ask)
            return types.Property(panel)

    panel = fow.open_panel(Asks, session=session, face="headless")
    panel["ask"].click()
    (form,) = panel.overlays
    form["message"].set("from the prompt")
    form.execute()
    assert panel.state["answer"] == "from the prompt"


def test_the_default_of_a_list_is_shown_and_sent(session):
    class People(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("people", label="People")

        def resolve_input(self, ctx):
            inputs, row = types.Object(), types.Object()
            row.str("name", label="Name")
            inputs.list("people", row, default=[{"name": "Ada"}, {"name": "Bo"}])
            return types.Property(inputs)

        def execute(self, ctx):
            return {"names": [person["name"] for person in ctx.params["people"]]}

    form = fow.operator(People, session=session, face="headless")
    assert form["people.1.name"].value == "Bo"
    form["people.1.name"].set("Cy")
    assert form.execute() == {"names": ["Ada", "Cy"]}


def test_numpy_in_a_form_and_in_its_result_is_as_good_as_numbers(session):
    class Counts(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("counts", label="Counts")

        def resolve_input(self, ctx):
            inputs, choices = types.Object(), types.DropdownView()
            for value in np.arange(3):
                choices.add_choice(value, label=f"{value}")
            inputs.enum("level", choices.values(), default=np.int64(2), view=choices)
            inputs.int("most", default=np.int64(5), min=np.int64(1), max=np.int64(9))
            inputs.list("names", types.String(), default=np.array(["a", "b"]))
            return types.Property(inputs)

        def execute(self, ctx):
            return {"counts": {None: np.int64(1), 2: 3, True: 4}}

        def resolve_output(self, ctx):
            outputs = types.Object()
            outputs.obj("counts", view=types.JSONView())
            return types.Property(outputs)

    form = fow.operator(Counts, session=session, face="headless")
    assert form.params == {"level": 2, "most": 5, "names": ["a", "b"]}
    assert form["most"].props["max"] == 9
    form["level"].set(0)
    form.execute()
    assert form.output["children"][0]["value"] == {"null": 1, "2": 3, "true": 4}
