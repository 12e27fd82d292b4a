from __future__ import annotations

import logging
import threading

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from fo_widgets.operators.secrets import declare
from fo_widgets.session.plain import NotPlainError
from tests.faces.examples import (
    BrokenPanel,
    CounterPanel,
    EventsPanel,
    FieldsPanel,
    HelloWorldPanel,
)


def open_panel(panel, session):
    return fow.open_panel(panel, session=session, face="headless")


def test_a_click_changes_state_and_what_is_rendered(session):
    panel = open_panel(CounterPanel, session)
    panel["v_stack.h_stack.increment"].click()
    panel["v_stack.h_stack.increment"].click()
    panel["v_stack.h_stack.decrement"].click()
    assert panel.state == {"v_stack": {"h_stack": {"count": 4}}}
    assert panel["v_stack.h_stack.count"].label == "Count: 4"


def test_state_can_be_observed(session):
    panel, seen = open_panel(CounterPanel, session), []
    panel.observe(lambda change: seen.append(change["new"]["v_stack"]["h_stack"]["count"]), "state")
    panel["v_stack.h_stack.increment"].click()
    panel["v_stack.h_stack.increment"].click()
    assert seen == [4, 5]


def test_two_panels_of_one_class_have_their_own_state(session):
    first, second = open_panel(CounterPanel, session), open_panel(CounterPanel, session)
    first["v_stack.h_stack.increment"].click()
    assert second["v_stack.h_stack.count"].label == "Count: 3"


def test_notify_is_shown_and_recorded(session):
    panel = open_panel(HelloWorldPanel, session)
    panel["hello_btn"].click()
    assert panel.shown == [{"type": "toast", "message": "Hello world!", "variant": "info"}]
    assert panel.messages[-2]["operator_uri"] == "notify"


def test_a_choice_is_seen_by_its_own_handler_and_by_its_containers(session):
    panel = open_panel(FieldsPanel, session)
    seen = session.registry.get_operator(panel.uri).seen
    seen.clear()
    panel["menu.mode"].set("b")
    assert seen == [("menu.mode", "b", "b"), ("menu", {"mode": "b"}, {"mode": "b"})]


def test_a_default_fills_state_until_a_person_edits(session):
    panel = open_panel(FieldsPanel, session)
    assert panel.state["name"] == "spam"
    panel["name"].set("eggs")
    panel["n"].set(3)
    assert panel.state["name"] == "eggs"


def test_a_value_nobody_listens_to_is_kept_without_running_plugin_code(session):
    panel = open_panel(FieldsPanel, session)
    before = len(panel.messages)
    panel["silent"].set("kept")
    assert panel.state["silent"] == "kept"
    assert len(panel.messages) == before


def test_context_changes_reach_panels_exactly_once(session):
    panel = open_panel(EventsPanel, session)
    session.view = session.dataset.limit(2)
    assert panel.state["events"] == ["view:2", "ctx"]
    session.selected = [session.dataset.first().id]
    assert panel.state["events"][2:] == ["selected:1", "ctx"]
    session.view = session.dataset.limit(2)
    assert len(panel.state["events"]) == 4


def test_another_dataset_clears_view_and_selection(session):
    panel = open_panel(EventsPanel, session)
    session.view = session.dataset.limit(2)
    session.selected = [session.dataset.first().id]
    session.dataset = fow.Dataset("session-tests-other", overwrite=True)
    assert panel.state["events"][-4:] == ["dataset:session-tests-other", "view:0", "selected:0", "ctx"]


def test_closing_runs_on_unload_and_ends_events(session):
    panel = open_panel(EventsPanel, session)
    panel.close()
    assert panel.state["events"] == ["unload"]
    assert panel.status == "closed"
    session.view = session.dataset.limit(1)
    assert panel.state["events"] == ["unload"]


def test_a_failing_callback_is_raised_recorded_and_shown_and_the_panel_lives(session):
    panel = open_panel(BrokenPanel, session)
    with pytest.raises(ZeroDivisionError, match="the callback broke"):
        panel["fail"].click()
    (failure,) = panel.errors
    assert "the callback broke" in failure.message
    assert "raise ZeroDivisionError" in failure.traceback
    assert "fo_widgets/session" not in failure.traceback
    assert panel.shown[-1]["message"] == "before the failure"
    panel["fine"].click()
    assert panel.state["fine"] == 1


def test_a_failing_render_keeps_the_last_schema_and_can_be_mended(session):
    panel = open_panel(BrokenPanel, session)
    with pytest.raises(RuntimeError, match="render broke"):
        panel["break_render"].click()
    with pytest.raises(RuntimeError):
        panel["fine"].click()
    panel["mend"].click()
    assert panel["fine"].component == "ButtonView"


def test_a_panel_that_fails_to_load_opens_with_its_error(session):
    class FailsToLoad(CounterPanel):
        def on_load(self, ctx):
            raise OSError("no such model")

    panel = open_panel(FailsToLoad, session)
    assert "no such model" in panel.errors[0].message
    assert panel.status == "loading"


def test_state_without_a_json_form_is_refused_with_its_path(session):
    panel = open_panel(BrokenPanel, session)
    with pytest.raises(NotPlainError, match=r"panel state 'bad'\.inner\[1\] is a object"):
        panel["not_json"].click()
    assert "bad" not in panel.state


def test_a_callback_may_return_anything(session):
    assert open_panel(BrokenPanel, session)["garbage"].click() is not None


def test_a_ten_megabyte_string_is_carried(session):
    panel = open_panel(BrokenPanel, session)
    panel["big"].click()
    assert len(panel["text"].value) == 10_000_000


def test_an_unknown_operator_is_named(session):
    panel = open_panel(BrokenPanel, session)
    panel["unknown_operator"].click()
    assert "'@nobody/nothing'" in panel.shown[-1]["message"]
    assert panel.shown[-1]["variant"] == "warning"


def test_an_operation_that_notebooks_lack_is_said_not_lost(session):
    panel = open_panel(BrokenPanel, session)
    panel["unknown_builtin"].click()
    assert "annotate" in panel.shown[-1]["message"]
    assert panel.shown[-1]["variant"] == "warning"


def test_an_unknown_panel_is_an_error_that_names_it(session):
    with pytest.raises(ValueError, match="@acme/none"):
        open_panel("@acme/none", session)


def test_an_unknown_component_is_named_in_the_scene(session):
    assert open_panel(BrokenPanel, session)["odd"].component == "NoSuchComponent"


def test_an_unknown_path_names_what_there_is(session):
    with pytest.raises(KeyError, match="hello_btn"):
        open_panel(HelloWorldPanel, session)["goodbye_btn"]


def test_calls_from_many_threads_keep_every_click(session):
    panel = open_panel(CounterPanel, session)
    threads = [
        threading.Thread(target=lambda: [panel["v_stack.h_stack.increment"].click() for _ in range(10)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert panel.state["v_stack"]["h_stack"]["count"] == 43


def test_a_callback_that_changes_the_context_for_ever_is_stopped(session):
    class Restless(EventsPanel):
        def on_change_view(self, ctx):
            ctx.ops.set_view(ctx.dataset.limit(len(ctx.view) % 4 + 1))

    panel = open_panel(Restless, session)
    session.view = session.dataset.limit(2)
    assert "in a row" in panel.errors[-1].message


def test_history_tells_events_times_and_errors(session):
    panel = open_panel(BrokenPanel, session)
    with pytest.raises(ZeroDivisionError):
        panel["fail"].click()
    last = panel.history()[-1]
    assert (last["event"], last["path"], last["error"]) == ("click", "fail", "the callback broke")
    assert last["milliseconds"] > 0


def test_secrets_do_not_reach_the_screen_or_the_log(session, monkeypatch, caplog):
    monkeypatch.setenv("DEMO_TOKEN", "s3cr3t-value")

    class Leaky(CounterPanel):
        def increment(self, ctx):
            raise RuntimeError(f"request failed: {ctx.secrets['DEMO_TOKEN']}")

    caplog.set_level(logging.DEBUG)
    leaky = Leaky()
    leaky.add_secrets(["DEMO_TOKEN"])
    panel = open_panel(leaky, session)
    with pytest.raises(RuntimeError, match="s3cr3t-value"):
        panel["v_stack.h_stack.increment"].click()
    failure = panel.errors[-1]
    told = [*failure.to_json().values(), str(failure), caplog.text, panel.to_html(), str(panel.tree())]
    assert not [text for text in told if "s3cr3t-value" in text]
    assert "<secret DEMO_TOKEN>" in failure.to_json()["message"]


def test_a_secret_that_looks_like_a_part_of_an_id_leaves_the_scene_whole(session, monkeypatch):
    panel = fow.open_panel(CounterPanel, session=session, face="headless")
    before = panel.tree()
    monkeypatch.setenv("SHORT_SECRET", "panel")
    declare(["SHORT_SECRET"])
    assert panel["v_stack.h_stack.increment"].click() is None
    assert panel.tree()["children"][0]["path"] == before["children"][0]["path"]
    assert panel["v_stack.h_stack.count"].label == "Count: 4"


@pytest.mark.parametrize("word", ["panel", "row_actions", "rows", "open", "search"])
def test_a_secret_that_is_a_word_of_the_schema_leaves_a_table_usable(session, monkeypatch, word):
    class Tabled(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig(name="tabled", label="Tabled")

        def opened(self, ctx):
            ctx.panel.set_state("row", ctx.params["row"])

        def render(self, ctx):
            panel, table = types.Object(), types.TableView()
            table.add_column("name")
            table.add_row_action("open", self.opened, icon="search", rows=[False, True])
            panel.list("it", types.Object(), view=table)
            return types.Property(panel)

    monkeypatch.setenv("DEMO_WORD", word)
    declare(["DEMO_WORD"])
    panel = fow.open_panel(
        Tabled, session=session, face="headless", state={"it": [{"name": "a"}, {"name": word}]}
    )
    (table,) = (node for node in panel._scene()["nodes"].values() if node["path"] == "it")
    (action,) = table["view"]["row_actions"]
    assert (action["name"], action["rows"]) == ("open", [False, True])
    assert table["value"][1] == {"name": "<secret DEMO_WORD>"}
    panel["it"].event("action", action="open", row=1)
    assert panel.state["row"] == 1
