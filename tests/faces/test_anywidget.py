"""The browser face without a browser: what goes over the comm, and what a page makes of it."""

from __future__ import annotations

import gzip
import json
import logging
import threading
import time

import ipywidgets
import numpy as np
import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.faces import assets, moment
from fo_widgets.operators import types
from tests.faces.examples import (
    BrokenPanel,
    CounterPanel,
    DynamicForm,
    EndlessOperator,
    FieldsPanel,
    ProgressOperator,
    SimpleInputExample,
)
from tests.faces.recorder import Page

INCREMENT = "v_stack.h_stack.increment"
COUNT = "v_stack.h_stack.count"


def panel_of(panel, session, **options):
    return fow.open_panel(panel, session=session, **options)


def id_of(widget, path):
    return f"{widget._host.id}:{path}"


@pytest.fixture
def counter(kernel, session):
    widget = panel_of(CounterPanel, session)
    yield widget
    widget.close()


@pytest.fixture
def page(counter):
    return Page(counter).open()


def test_a_page_gets_the_scene_and_then_patches(counter, page):
    assert page.node(COUNT)["view"]["label"] == "Count: 3"
    assert page.root["component"] == "Panel"
    assert page.root["view"]["status"] == "ready"
    page.event(id_of(counter, INCREMENT), "click")
    assert page.node(COUNT)["view"]["label"] == "Count: 4"
    assert counter.state["v_stack"]["h_stack"]["count"] == 4
    kinds = [content["type"] for content, _ in page.comm.custom()]
    assert kinds == ["scene", "patch"], "the patch of an event's turn acknowledges it"


def test_a_quick_callback_is_answered_before_its_handler_returns(counter, page, monkeypatch):
    monkeypatch.setattr(moment, "_SECONDS", 5)
    page.event(id_of(counter, INCREMENT), "click", wait=False)
    page.read()
    assert page.node(COUNT)["view"]["label"] == "Count: 4"


def test_an_event_that_changes_nothing_is_acknowledged_on_its_own(kernel, session):
    class Idle(foo.Panel):
        config = foo.PanelConfig(name="idle", label="Idle")

        def nothing(self, ctx):
            pass

        def render(self, ctx):
            panel = types.Object()
            panel.btn("button", label="Nothing", on_click=self.nothing)
            return types.Property(panel)

    page = Page(panel_of(Idle, session)).open()
    seq = page.event(page.node("button")["id"], "click")
    assert page.acks == {seq: None}
    assert [content["type"] for content, _ in page.comm.custom()] == ["scene", "ack"]
    page.widget.close()


def test_a_click_in_python_reaches_the_page(counter, page):
    counter[INCREMENT].click()
    page.read()
    assert page.node(COUNT)["view"]["label"] == "Count: 4"


def test_a_patch_holds_only_what_changed(counter, page):
    page.event(id_of(counter, INCREMENT), "click")
    (patch,) = [content for content, _ in page.comm.custom() if content["type"] == "patch"]
    assert list(patch["set"]) == [id_of(counter, COUNT)]
    assert patch["add"] == {}
    assert patch["remove"] == []
    assert len(json.dumps(patch)) < 500


def test_two_pages_on_one_kernel_show_the_same(counter, page):
    other = Page(counter, "page-2").open()
    page.event(id_of(counter, INCREMENT), "click")
    other.event(id_of(counter, INCREMENT), "click")
    page.read()
    assert page.node(COUNT)["view"]["label"] == other.node(COUNT)["view"]["label"] == "Count: 5"
    assert (page.acks, other.acks) == ({1: None}, {1: None})


def test_a_reloaded_page_opens_again_and_sees_the_present(counter, page):
    page.event(id_of(counter, INCREMENT), "click")
    again = Page(counter, "page-after-reload").open()
    assert again.node(COUNT)["view"]["label"] == "Count: 4"
    assert again.version == page.version


def test_a_page_that_missed_a_patch_asks_again(counter, page):
    counter[INCREMENT].click()
    page._read = len(page.comm.custom())  # this patch never arrived
    counter[INCREMENT].click()
    page.read()
    page.read()
    assert page.asked_again == 1
    assert page.node(COUNT)["view"]["label"] == "Count: 5"


def test_ten_widgets_are_small_in_a_saved_notebook(kernel, session):
    widgets = [panel_of(CounterPanel, session) for _ in range(10)]
    state = ipywidgets.Widget.get_manager_state(widgets=widgets)
    assert len(json.dumps(state, default=str)) < 100_000
    for widget in widgets:
        assert "Count: 3" not in json.dumps(widget.get_state(), default=str)
        widget.close()


def test_the_module_that_every_widget_carries_is_tiny(counter):
    assert len(counter._esm.encode()) <= 4096


def test_opening_a_panel_sends_no_runtime(kernel, session):
    first, second = panel_of(CounterPanel, session), panel_of(CounterPanel, session)
    for widget in (first, second):
        Page(widget).open()
        assert widget.comm.bytes_sent() < 12_000
        widget.close()


def test_the_runtime_comes_once_when_a_page_asks_by_hash(counter, page):
    page.say(type="asset", name="runtime", hash=counter._assets["runtime"])
    content, buffers = page.comm.custom()[-1]
    assert (content["type"], content["name"], content["hash"]) == (
        "asset",
        "runtime",
        counter._assets["runtime"],
    )
    assert gzip.decompress(buffers[0])[:1].isascii()


def test_plotly_is_an_asset_like_any_other(counter, page):
    page.say(type="asset", name="plotly")
    content, buffers = page.comm.custom()[-1]
    assert content["hash"] == assets.hashes()["plotly"]
    assert b"plotly.js" in gzip.decompress(buffers[0])[:4000]


def test_an_unknown_asset_is_said(counter, page):
    page.say(type="asset", name="../../etc/passwd")
    content, buffers = page.comm.custom()[-1]
    assert content["error"] == "there is no asset '../../etc/passwd'"
    assert buffers == []


def test_large_arrays_travel_as_buffers(kernel, session):
    class Scatter(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("scatter", "Scatter")

        def render(self, ctx):
            panel = types.Object()
            x = np.arange(10_000, dtype=np.float32)
            ctx.panel.data.plot = [{"type": "scattergl", "x": x, "y": x.tolist(), "ids": ["a", "b"]}]
            panel.plot("plot")
            return types.Property(panel)

    widget = panel_of(Scatter, session)
    Page(widget).say(type="open")
    content, buffers = widget.comm.custom()[-1]
    (trace,) = content["nodes"][id_of(widget, "plot")]["value"]
    assert trace["x"] == {"$buffer": 0, "dtype": "float32", "shape": [10_000]}
    assert trace["y"]["$buffer"] == 1
    assert trace["ids"] == ["a", "b"]
    assert np.frombuffer(buffers[0], dtype=np.float32)[-1] == 9999
    assert len(json.dumps(content)) < 5000
    widget.close()


def test_typing_is_coalesced_and_every_event_acknowledged(kernel, session):
    widget = panel_of(FieldsPanel, session)
    page, gate = Page(widget).open(), threading.Event()
    session.submit(lambda: gate.wait(5))
    seqs = [page.event(id_of(widget, "name"), "change", wait=False, value="s" * n) for n in range(1, 11)]
    gate.set()
    page.until(lambda: set(seqs) <= set(page.acks))
    assert page.node("name")["value"] == "s" * 10
    seen = [value for path, value, _ in session.registry.get_operator(widget.uri).seen if path == "name"]
    assert seen[-1] == "s" * 10
    assert len(seen) < 10
    widget.close()


def test_a_failing_callback_is_acknowledged_and_shown_and_the_panel_lives(kernel, session):
    widget = panel_of(BrokenPanel, session)
    page = Page(widget).open()
    seq = page.event(id_of(widget, "fail"), "click")
    assert page.acks[seq] == "the callback broke"
    assert "the callback broke" in page.root["view"]["error"]["message"]
    assert "ZeroDivisionError" in page.root["view"]["error"]["traceback"]
    page.event(widget._host.id, "dismiss")
    assert page.root["view"]["error"] is None
    seq = page.event(id_of(widget, "fine"), "click")
    assert page.acks[seq] is None
    widget.close()


@pytest.mark.parametrize(
    "garbage",
    [
        None,
        7,
        "text",
        [],
        {},
        {"type": None},
        {"type": ["event"]},
        {"type": "no such type"},
        {"type": "event"},
        {"type": "event", "id": None, "event": None, "seq": 1},
        {"type": "event", "id": "nobody:x", "event": "click", "seq": 2},
        {"type": "event", "id": ":::", "event": "change", "seq": 3, "params": {}},
        {"type": "event", "id": "panel-0", "event": "click", "seq": 4, "params": [1]},
        {"type": "asset"},
        {"type": "asset", "name": {"a": 1}},
        {"type": "media"},
        {"type": "media", "path": "/etc/passwd", "request": 1},
        {"type": "media", "path": 5, "start": "x", "request": 2},
        {"type": "ask", "request": 3},
        {"type": "ask", "id": "nobody:x", "question": "files", "request": 4},
    ],
    ids=str,
)
def test_garbage_harms_nothing(counter, page, garbage, caplog):
    caplog.set_level(logging.CRITICAL)
    counter._handle_custom_msg(garbage, [])
    session = counter.session
    session.run(lambda: None)
    assert "root:" not in json.dumps([content for content, _ in page.comm.custom()])
    page.event(id_of(counter, INCREMENT), "click")
    assert page.node(COUNT)["view"]["label"] == "Count: 4"


def test_a_gesture_that_makes_no_sense_is_answered(counter, page):
    for node, event, params in (
        ("nobody:x", "click", {}),
        (id_of(counter, "no.such.path"), "click", {}),
        (id_of(counter, INCREMENT), "fly", {}),
    ):
        seq = page.event(node, event, **params)
        assert page.acks[seq], (node, event)
    page.say(type="event", seq=77, id=id_of(counter, INCREMENT), event="click", params=[1, 2])
    page.until(lambda: 77 in page.acks)
    assert "object" in page.acks[77]


def test_cancel_and_ping_do_not_wait_in_the_queue(kernel, session):
    form = fow.operator(EndlessOperator, session=session)
    page = Page(form).open()
    seq = page.event(form._host.id, "execute", wait=False)
    page.until(lambda: page.root["view"]["phase"] == "running")
    page.say(type="ping", request=5)
    page.read()
    assert page.others[-1] == {"type": "pong", "page": page.name, "request": 5}
    page.say(type="cancel", id=form._host.id)
    page.until(lambda: seq in page.acks)
    assert page.root["view"]["phase"] == "failed"
    assert "cancelled" in page.root["view"]["error"]["message"]
    form.close()


def test_progress_of_a_generator_is_patched_while_it_runs(kernel, session):
    form = fow.operator(ProgressOperator, session=session, params={"steps": 4, "pause": 0.12})
    page = Page(form).open()
    page.event(form._host.id, "execute")
    patches = [content["set"] for content, _ in page.comm.custom() if content["type"] == "patch"]
    roots = [patch[form._host.id]["view"] for patch in patches if "view" in patch.get(form._host.id, {})]
    labels = [root["progress"]["label"] for root in roots if root["progress"]]
    assert labels == [f"Step {n}/4" for n in range(1, 5)]
    assert page.root["view"]["progress"] is None
    assert [m["message"] for m in page.others if m["type"] == "toast"] == ["all steps done"]
    form.close()


def test_a_flood_of_progress_does_not_flood_the_comm(kernel, session):
    form = fow.operator(ProgressOperator, session=session, params={"steps": 2000})
    page = Page(form).open()
    page.event(form._host.id, "execute")
    patches = [content for content, _ in page.comm.custom() if content["type"] == "patch"]
    assert len(patches) < 30
    assert page.root["view"]["phase"] == "done"
    form.close()


def test_a_form_validates_and_runs_from_the_page(kernel, session):
    form = fow.operator(SimpleInputExample, session=session)
    page = Page(form).open()
    assert page.root["view"]["valid"] is False
    seq = page.event(form._host.id, "execute")
    assert "message: Required property" in page.acks[seq]
    assert page.node("message")["errors"] == [{"reason": "Required property", "path": "message"}]
    page.event(id_of(form, "message"), "change", value="hi")
    assert page.root["view"]["valid"] is True
    page.event(form._host.id, "execute")
    assert page.root["view"]["phase"] == "done"
    assert page.node("message")["value"] == "hi"
    assert form.result == {"message": "hi"}
    form.close()


def test_a_dynamic_form_adds_fields_by_patch(kernel, session):
    form = fow.operator(DynamicForm, session=session)
    page = Page(form).open()
    page.event(id_of(form, "kind"), "change", value="cat")
    assert page.node("lives")["value"] == 9
    page.event(id_of(form, "kind"), "change", value="dog")
    assert [node["path"] for node in page.scene["nodes"].values() if node["path"]] == ["kind", "trick"]
    form.close()


def test_media_gives_parts_of_files_that_are_shown_and_no_others(kernel, session, tmp_path):
    picture, secret = tmp_path / "a.png", tmp_path / "b.png"
    picture.write_bytes(b"0123456789")
    secret.write_bytes(b"secret")

    class Pictures(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("pictures", "Pictures")

        def render(self, ctx):
            panel = types.Object()
            panel.img("img", href=str(picture), default=str(picture))
            return types.Property(panel)

    widget = panel_of(Pictures, session)
    page = Page(widget).open()
    page.say(type="media", request=1, path=str(picture), start=2, end=5)
    content, buffers = page.comm.custom()[-1]
    assert (content["mime"], content["start"], content["total"], bytes(buffers[0])) == (
        "image/png",
        2,
        10,
        b"234",
    )
    page.say(type="media", request=2, path=str(secret))
    content, buffers = page.comm.custom()[-1]
    assert "is not shown here" in content["error"]
    assert buffers == []
    widget.close()


def test_closing_tells_the_page_and_ends_the_talk(counter, page):
    counter.close()
    page.read()
    assert page.root["view"]["status"] == "closed"
    assert page.comm.sent[-1][0] == "comm_close"
    assert counter.session.open_panels() == []


def test_secrets_never_leave_the_kernel(kernel, session, monkeypatch, caplog):
    monkeypatch.setenv("WIRE_TOKEN", 's3cr3t"&<value>')
    caplog.set_level(logging.DEBUG)

    class Leaky(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("leaky", "Leaky")

        def tell(self, ctx):
            token = ctx.secrets["WIRE_TOKEN"]
            ctx.panel.state.note = f"calling https://x?key={token}"
            ctx.panel.state.raw = token
            ctx.ops.notify(f"used {token}")
            ctx.log(f"log {token}")
            raise RuntimeError(f"failed with {token}")

        def render(self, ctx):
            panel = types.Object()
            panel.str("note")
            panel.str("raw")
            panel.btn("tell", label="Tell", on_click=self.tell)
            return types.Property(panel)

    leaky = Leaky()
    leaky.add_secrets(["WIRE_TOKEN"])
    widget = panel_of(leaky, session)
    page = Page(widget).open()
    page.event(id_of(widget, "tell"), "click")
    assert page.node("note")["value"] == "calling https://x?key=<secret WIRE_TOKEN>"
    html = widget._repr_mimebundle_()[0]["text/html"]
    told = [json.dumps(widget.comm.sent, default=str), json.dumps(widget.get_state(), default=str)]
    told += [str(widget.history()), html, caplog.text, repr(widget)]
    for text in told:
        assert "s3cr3t" not in text
    widget.close()


def test_a_widget_composes_and_shows_a_snapshot(counter):
    box = ipywidgets.VBox([counter])
    assert box.children == (counter,)
    bundle = counter._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "Count: 3" in data["text/html"]
    assert data["text/plain"] == repr(counter)
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == counter.model_id
    box.close()


def test_state_can_be_observed_and_is_no_synced_trait(counter):
    seen = []
    counter.observe(lambda change: seen.append(change["new"]["v_stack"]["h_stack"]["count"]), "state")
    counter[INCREMENT].click()
    assert seen == [4]
    assert "state" not in counter.keys


def test_a_dead_comm_does_not_stop_the_panel(counter):
    counter.comm.close()
    counter.comm = None
    counter[INCREMENT].click()
    assert counter.state["v_stack"]["h_stack"]["count"] == 4


def test_events_of_a_thread_of_the_comm_and_calls_of_a_cell_keep_their_order(counter, page):
    """`commsOverSubshells`: handlers run on another thread, beside the cell, which calls as well."""

    def subshell():
        for _ in range(20):
            page.say(type="event", seq=0, id=id_of(counter, INCREMENT), event="click", params={})

    threads = [threading.Thread(target=subshell) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        counter[INCREMENT].click()
    for thread in threads:
        thread.join(10)
    counter.session.run(lambda: None)
    assert counter.state["v_stack"]["h_stack"]["count"] == 83
    page.read()
    assert page.node(COUNT)["view"]["label"] == "Count: 83"
    assert page.asked_again == 0


def test_without_subshells_a_handler_returns_at_once_while_a_callback_is_busy(kernel, session):
    """Comm messages on the main thread, between cells: a handler must never wait for plugin code."""
    gate = threading.Event()

    class Slow(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("slow", "Slow")

        def wait(self, ctx):
            gate.wait(5)

        def render(self, ctx):
            panel = types.Object()
            panel.btn("wait", label="Wait", on_click=self.wait)
            return types.Property(panel)

    widget = panel_of(Slow, session)
    page, started = Page(widget).open(), time.monotonic()
    first = page.event(id_of(widget, "wait"), "click", wait=False)
    second = page.event(id_of(widget, "wait"), "click", wait=False)
    assert time.monotonic() - started < 1
    gate.set()
    page.until(lambda: {first, second} <= set(page.acks))
    widget.close()
