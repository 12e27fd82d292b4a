"""Whose turn it is: cells, pages, callbacks and threads, and how each is stopped."""

from __future__ import annotations

import _thread
import asyncio
import threading
import time

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from fo_widgets.session.context import FOLLOWED
from tests.faces.examples import CounterPanel, SimpleInputExample

ID = "0" * 24


class Runs(foo.Operator):
    """Runs what the test says."""

    work = None
    ran: list[object] = []

    @property
    def config(self):
        return foo.OperatorConfig("runs", "Runs")

    def execute(self, ctx):
        return type(self).work(ctx)


@pytest.fixture
def form_of(session, monkeypatch):
    def form_of(work):
        monkeypatch.setattr(Runs, "work", staticmethod(work))
        return fow.operator(Runs, session=session, face="headless")

    return form_of


def sleeps(ctx):
    while True:
        time.sleep(0.005)


async def awaits(ctx):
    await asyncio.sleep(60)


def yields(ctx):
    while True:
        time.sleep(0.005)
        yield ctx.ops.set_progress("going on")


async def awaits_and_yields(ctx):
    while True:
        await asyncio.sleep(0.005)
        yield ctx.ops.set_progress("going on")


def swallows(ctx):
    while True:
        try:
            time.sleep(0.005)
        except Exception:  # noqa: BLE001 - as careless plugins do
            pass


@pytest.mark.parametrize("work", [sleeps, awaits, yields, awaits_and_yields, swallows])
def test_cancel_stops_what_runs(form_of, session, work):
    form = form_of(work)
    threading.Timer(0.15, form.cancel).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt, match="was cancelled"):
        form.execute()
    assert time.monotonic() - started < 5
    assert form.phase == "failed"
    assert "cancelled by the user" in form.failures[-1].message
    assert session.run(lambda: "alive") == "alive"


@pytest.mark.parametrize("work", [sleeps, awaits, yields])
def test_the_notebooks_stop_button_stops_what_runs(form_of, session, work):
    form = form_of(work)
    threading.Timer(0.15, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt):
        form.execute()
    deadline = time.monotonic() + 5
    while form.phase == "running" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert form.phase == "failed"
    assert session.run(lambda: "alive") == "alive"


def test_cleaning_up_code_runs_when_cancelled(form_of):
    cleaned = []

    def careful(ctx):
        try:
            while True:
                time.sleep(0.005)
        finally:
            cleaned.append(True)

    form = form_of(careful)
    threading.Timer(0.1, form.cancel).start()
    with pytest.raises(KeyboardInterrupt):
        form.execute()
    assert cleaned == [True]


def test_nothing_to_cancel_is_said(session):
    assert session.cancel() is False


def test_a_call_of_a_cell_waits_for_what_runs(session):
    panel = fow.open_panel(CounterPanel, session=session, face="headless")
    gate, order = threading.Event(), []
    session.submit(lambda: (gate.wait(5), order.append("page")))
    threading.Timer(0.05, gate.set).start()
    panel["v_stack.h_stack.increment"].click()
    order.append("cell")
    assert order == ["page", "cell"]
    assert panel.state["v_stack"]["h_stack"]["count"] == 4


def test_everything_may_be_called_inside_a_callback(session):
    seen = []

    class Busy(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("busy", "Busy")

        def go(self, ctx):
            inner = fow.open_panel(CounterPanel, session=session, face="headless")
            inner["v_stack.h_stack.increment"].click()
            form = fow.operator(SimpleInputExample, session=session, face="headless")
            form["message"].set("inside")
            seen.append((inner.state["v_stack"]["h_stack"]["count"], form.execute()))
            session.view = session.dataset.limit(1)
            seen.append(
                foo.execute_operator(
                    "@notebook/cells/simple_input_example", ctx, params={"message": "m"}
                ).result
            )
            seen.append(fow.execute_operator(SimpleInputExample, params={"message": "n"}, session=session))
            inner.reload()
            inner.close()

        async def later(self, ctx):
            found = await fow.aexecute_operator(SimpleInputExample, params={"message": "a"}, session=session)
            seen.append(found)

        def render(self, ctx):
            panel = types.Object()
            panel.btn("go", label="Go", on_click=self.go)
            panel.btn("later", label="Later", on_click=self.later)
            return types.Property(panel)

    panel = fow.open_panel(Busy, session=session, face="headless")
    panel["go"].click()
    panel["later"].click()
    assert seen == [(4, {"message": "inside"}), {"message": "m"}, {"message": "n"}, {"message": "a"}]
    assert len(session.view) == 1


async def test_a_running_loop_is_no_hindrance(session):
    panel = fow.open_panel(CounterPanel, session=session, face="headless")
    panel["v_stack.h_stack.increment"].click()
    results = await asyncio.gather(
        *(
            fow.aexecute_operator(SimpleInputExample, params={"message": str(n)}, session=session)
            for n in range(5)
        )
    )
    assert [result["message"] for result in results] == list("01234")
    with pytest.raises(foo.ExecutionError, match="message"):
        await fow.aexecute_operator(SimpleInputExample, session=session)


CHANGES = {
    "dataset": ("other", "other"),
    "view": (lambda session: session.dataset.limit(1), None),
    "spaces": ({"component_id": "root"}, {"component_id": "root"}),
    "current_sample": (ID, ID),
    "selected": ([ID], [ID]),
    "selected_labels": ([{"label_id": ID}], [{"label_id": ID}]),
    "extended_selection": ({"selection": [ID], "scope": None}, {"selection": [ID], "scope": None}),
    "group_slice": ("left", "left"),
    "query_performance": (False, False),
    "active_fields": (["n"], ["n"]),
}


def change(session, name, value):
    if name in ("dataset", "view", "selected", "selected_labels"):
        setattr(session, name, value)
    else:
        session.update(**{name: value})


def test_every_change_has_its_test():
    assert set(CHANGES) == set(FOLLOWED)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_heard_exactly_once(session, name):
    fow.Dataset("other", overwrite=True)
    heard = []

    class Hears(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("hears", "Hears")

        def render(self, ctx):
            return types.Property(types.Object())

        def on_change_ctx(self, ctx):
            heard.append(("ctx", sorted(ctx.params["value"])))

    setattr(Hears, f"on_change_{name}", lambda self, ctx: heard.append((name, ctx.params["value"])))
    panel = fow.open_panel(Hears, session=session, face="headless")
    value, told = CHANGES[name]
    value = value(session) if callable(value) else value
    change(session, name, value)
    (first, second) = heard
    assert first[0] == name
    assert told is None or first[1] == told
    assert second == ("ctx", [name])
    change(session, name, value)
    assert len(heard) == 2
    panel.close()
    change(session, name, {"view": session.dataset.view(), "selected": [], "selected_labels": []}.get(name))
    assert len(heard) == 2


def test_changes_made_by_a_callback_reach_the_other_panels_once_and_itself_too(session):
    heard = []

    class Both(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("both", "Both")

        def go(self, ctx):
            ctx.ops.set_selected_samples([ID])
            ctx.ops.set_view(ctx.dataset.limit(2))

        def on_change_selected(self, ctx):
            heard.append((ctx.panel.id, "selected", len(ctx.view)))

        def on_change_view(self, ctx):
            heard.append((ctx.panel.id, "view", ctx.selected))

        def render(self, ctx):
            panel = types.Object()
            panel.btn("go", label="Go", on_click=self.go)
            return types.Property(panel)

    first, second = (fow.open_panel(Both, session=session, face="headless") for _ in range(2))
    first["go"].click()
    ids = [first._host.id, second._host.id]
    assert sorted(heard) == sorted(
        [(id_, "selected", 2) for id_ in ids] + [(id_, "view", [ID]) for id_ in ids]
    )


def test_several_changes_at_once_are_heard_together(session):
    heard = []

    class Hears(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("hears_all", "Hears all")

        def on_change_ctx(self, ctx):
            heard.append(sorted(ctx.params["value"]))

        def render(self, ctx):
            return types.Property(types.Object())

    fow.open_panel(Hears, session=session, face="headless")
    session.update(current_sample=ID, active_fields=["n"])
    assert heard == [["active_fields", "current_sample"]]
