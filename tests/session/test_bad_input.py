"""Whatever plugin code does wrong: a clear message where the user looks, the panel usable, the kernel alive."""

from __future__ import annotations

import math
import sys
import threading
import time

import numpy as np
import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from fo_widgets.storage import config
from tests.faces.examples import CounterPanel, SimpleInputExample


class Panel(foo.Panel):
    """A panel whose parts the test replaces."""

    returned = None

    @property
    def config(self):
        return foo.PanelConfig(name="bad", label="Bad")

    def go(self, ctx):
        return type(self).act(ctx)

    def fine(self, ctx):
        ctx.panel.state.fine = True

    @staticmethod
    def act(ctx):
        return None

    def render(self, ctx):
        panel = types.Object()
        panel.btn("go", label="Go", on_click=self.go)
        panel.btn("fine", label="Fine", on_click=self.fine)
        return types.Property(panel)


@pytest.fixture
def panel(session):
    return fow.open_panel(Panel, session=session, face="headless")


@pytest.fixture
def act(panel, monkeypatch):
    def act(do):
        monkeypatch.setattr(Panel, "act", staticmethod(do))
        return panel["go"].click()

    return act


def still_works(panel):
    panel["fine"].click()
    return panel.state["fine"] is True and panel.tree()["children"] and panel._host.failure is None


@pytest.mark.parametrize(
    "error",
    [ValueError("bad value"), Exception(), KeyError("missing"), AssertionError("no"), RecursionError("deep")],
    ids=repr,
)
def test_a_callback_that_raises(panel, act, error):
    def raises(ctx):
        raise error

    with pytest.raises(type(error)):
        act(raises)
    assert type(error).__name__ in panel.errors[-1].message
    assert still_works(panel)


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), GeneratorExit()], ids=repr)
def test_a_callback_that_wants_out_of_the_process(panel, act, error):
    def raises(ctx):
        raise error

    with pytest.raises(type(error)):
        act(raises)
    assert type(error).__name__ in panel.errors[-1].message
    assert still_works(panel)


def test_endless_recursion(panel, act):
    def forever(ctx):
        return forever(ctx)

    with pytest.raises(RecursionError):
        act(forever)
    assert still_works(panel)


@pytest.mark.parametrize(
    "garbage",
    [object(), lambda: 1, {1: 2}, {"a": object()}, b"bytes", math.nan, np.arange(3), sys, {1, 2}, "x" * 100],
    ids=lambda value: type(value).__name__,
)
def test_a_callback_that_returns_garbage(panel, act, garbage):
    assert act(lambda ctx: garbage) is garbage
    assert panel.errors == []
    assert still_works(panel)


@pytest.mark.parametrize("garbage", [None, 5, "text", {"no": "type"}, [], object()], ids=repr)
def test_a_render_that_returns_garbage(session, garbage):
    class Renders(Panel):
        @property
        def config(self):
            return foo.PanelConfig(name="renders", label="Renders")

        def render(self, ctx):
            return garbage if ctx.panel.state.spoiled else super().render(ctx)

        def fine(self, ctx):
            ctx.panel.state.set({"fine": True, "spoiled": False})

    panel = fow.open_panel(Renders, session=session, face="headless", state={"spoiled": False})
    session.run(lambda: panel._host.patch_state({"spoiled": True}))
    with pytest.raises((TypeError, AttributeError)) as raised:
        panel["go"].click()
    assert "render" in str(raised.value)
    assert still_works(panel)


def test_a_render_that_returns_the_object_itself_is_told_what_to_write(session):
    class Bare(Panel):
        @property
        def config(self):
            return foo.PanelConfig(name="bare", label="Bare")

        def render(self, ctx):
            return types.Object()

    panel = fow.open_panel(Bare, session=session, face="headless")
    assert "types.Property(" in panel.errors[0].message


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": object()}, r"panel state 'x'\.a is a object"),
        ([1, {b"2": 3}], r"the key b'2' in panel state 'x'\[1\]"),
        (lambda: 1, "panel state 'x' is a function"),
        (threading.Lock(), "panel state 'x' is a lock"),
        ({"deep": [{"er": object()}]}, r"panel state 'x'\.deep\[0\]\.er is a object"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_state_that_is_no_json(panel, act, value, said):
    with pytest.raises(TypeError, match=said):
        act(lambda ctx: ctx.panel.state.set("x", value))
    assert "x" not in panel.state
    assert still_works(panel)


def test_numbers_that_json_lacks_are_shown_as_gaps(panel, act):
    act(lambda ctx: ctx.panel.state.set("x", [math.nan, math.inf, 1.0]))
    assert math.isnan(panel.state["x"][0])
    assert "NaN" not in panel.to_html()
    assert still_works(panel)


def test_state_that_refers_to_itself(panel, act):
    loop: dict[str, object] = {}
    loop["self"] = loop
    with pytest.raises((RecursionError, TypeError, ValueError)):
        act(lambda ctx: ctx.panel.state.set("x", loop))
    assert still_works(panel)


def test_a_ten_megabyte_string_everywhere(panel, act, session):
    big = "x" * 10_000_000
    act(
        lambda ctx: (ctx.panel.state.set("big", big), ctx.ops.notify(big), ctx.ops.set_panel_title(title=big))
    )
    assert len(panel.state["big"]) == 10_000_000
    assert len(panel.to_html()) < 100_000
    form = fow.operator(SimpleInputExample, session=session, params={"message": big}, face="headless")
    assert len(form.execute()["message"]) == 10_000_000
    assert still_works(panel)


@pytest.mark.parametrize(
    "uri", ["@nobody/nothing", "nothing", "", "@notebook/cells/bad#nothing_here", "a#b#c"]
)
def test_an_unknown_uri(panel, act, uri):
    if "nothing_here" in uri:
        act(lambda ctx: ctx.trigger(uri, {"panel_id": ctx.panel.id}))
    else:
        act(lambda ctx: ctx.trigger(uri))
        assert panel.shown[-1]["variant"] == "warning"
    assert still_works(panel)


@pytest.mark.parametrize("method", ["execute", "resolve_input", "__init__", "config", "uri", "_private"])
def test_an_event_reaches_callbacks_only(panel, act, method):
    uri = panel.uri

    def call(ctx):
        ctx.trigger(f"{uri}#{method}", {"panel_id": ctx.panel.id})

    if method == "_private":
        act(call)  # names nobody: rendered only
    else:
        with pytest.raises(AttributeError, match="is not a callback"):
            act(call)
    assert still_works(panel)


@pytest.mark.parametrize("hook", ["on_load", "on_change_view", "on_change_ctx", "on_change", "on_unload"])
def test_an_event_hook_that_raises(session, hook):
    def broken(self, ctx):
        raise OSError(f"{hook} broke")

    class Hooked(Panel):
        @property
        def config(self):
            return foo.PanelConfig(name="hooked", label="Hooked")

        def render(self, ctx):
            panel = types.Object()
            panel.str("name")
            return types.Property(panel)

    setattr(Hooked, hook, broken)
    panel = fow.open_panel(Hooked, session=session, face="headless")
    session.view = session.dataset.limit(1)
    if hook == "on_change":
        with pytest.raises(OSError, match="on_change broke"):
            panel["name"].set("x")
        assert panel.state["name"] == "x"
    panel.close()
    assert f"{hook} broke" in panel.errors[-1].message
    assert panel.status == "closed"


def test_a_panel_that_failed_to_load_can_be_tried_again(session):
    class Late(Panel):
        ready = False

        @property
        def config(self):
            return foo.PanelConfig(name="late", label="Late")

        def on_load(self, ctx):
            if not self.ready:
                raise OSError("not ready")

    panel = fow.open_panel(Late, session=session, face="headless")
    assert (panel.status, len(panel.errors)) == ("loading", 1)
    Late.ready = True
    session.run(lambda: panel._host.gesture("", "", "retry", {}))
    assert panel.status == "ready"
    assert still_works(panel)


def test_a_config_that_raises_names_the_class(session):
    class NoConfig(foo.Panel):
        @property
        def config(self):
            raise LookupError("config broke")

        def render(self, ctx):
            return types.Property(types.Object())

    with pytest.raises(LookupError, match="config broke"):
        fow.open_panel(NoConfig, session=session, face="headless")
    assert session.open_panels() == []


def test_a_config_that_raises_later_does_not_hang_the_panel(session):
    class Fickle(Panel):
        broken = False

        @property
        def config(self):
            if self.broken:
                raise LookupError("config broke later")
            return foo.PanelConfig(name="fickle", label="Fickle")

    panel = fow.open_panel(Fickle, session=session, face="headless")
    Fickle.broken = True
    with pytest.raises(LookupError):
        panel["go"].click()
    Fickle.broken = False
    assert still_works(panel)


class Operator(foo.Operator):
    """An operator whose parts the test replaces."""

    @property
    def config(self):
        return foo.OperatorConfig("bad_operator", "Bad operator", dynamic=True)

    def resolve_input(self, ctx):
        inputs = types.Object()
        inputs.int("n", default=1)
        return types.Property(inputs)

    def execute(self, ctx):
        return {"n": ctx.params["n"]}

    def resolve_output(self, ctx):
        outputs = types.Object()
        outputs.int("n")
        return types.Property(outputs)


def form_of(session, **parts):
    operator = type("Bad", (Operator,), parts)
    return fow.operator(operator, session=session, face="headless")


def broken(self, ctx):
    raise OSError("this part broke")


def test_resolve_input_that_raises(session):
    form = form_of(session, resolve_input=broken)
    assert form.phase == "failed"
    assert "this part broke" in form.failures[0].message
    assert not form.is_valid or form.errors == []
    form.close()


def test_execute_that_raises(session):
    form = form_of(session, execute=broken)
    with pytest.raises(OSError, match="this part broke"):
        form.execute()
    assert form.phase == "failed"
    form["n"].set(2)
    assert form.phase == "input"
    assert form.is_valid


def test_resolve_output_that_raises_keeps_the_result(session):
    form = form_of(session, resolve_output=broken)
    with pytest.raises(OSError, match="this part broke"):
        form.execute()
    assert form.result == {"n": 1}
    assert "this part broke" in form.failures[-1].message


@pytest.mark.parametrize("hook", ["resolve_execution_options", "resolve_delegation"])
def test_options_that_raise(session, hook):
    form = form_of(session, **{hook: broken})
    assert "this part broke" in form.failures[0].message


@pytest.mark.parametrize("garbage", [5, "text", types.Object(), {"no": "type"}, []], ids=repr)
def test_a_form_that_is_none(session, garbage):
    form = form_of(session, resolve_input=lambda self, ctx: garbage)
    assert "must return a types.Property" in form.failures[0].message


@pytest.mark.parametrize("result", [object(), {"f": object()}, {1: 2}, 5, "text", b"x"], ids=repr)
def test_a_result_that_is_no_json(session, result):
    form = form_of(session, execute=lambda self, ctx: result, resolve_output=lambda self, ctx: None)
    try:
        assert form.execute() is result
    except TypeError as error:
        assert "the result" in str(error)  # noqa: PT017 - either is right, a hang or a crash is not
    assert form.phase in ("done", "failed")


@pytest.mark.parametrize(
    "params", [{"message": 3}, {"message": None}, {"message": ["a"]}, {"message": {"a": 1}}, {}], ids=str
)
def test_params_of_the_wrong_type(session, params):
    with pytest.raises(foo.ExecutionError, match="message"):
        fow.execute_operator(SimpleInputExample, session=session, params=params)
    form = fow.operator(SimpleInputExample, session=session, params=params, face="headless")
    assert [error["path"] for error in form.errors] == ["message"]
    form["message"].set("right")
    assert form.execute() == {"message": "right"}


def test_params_that_are_no_json(session):
    with pytest.raises(TypeError, match=r"params\.message is a object"):
        fow.operator(SimpleInputExample, session=session, params={"message": object()}, face="headless")


def test_a_value_that_is_no_json_is_refused_and_the_old_one_stays(session):
    form = fow.operator(SimpleInputExample, session=session, params={"message": "old"}, face="headless")
    with pytest.raises(TypeError, match="the value of 'message' is a object"):
        form["message"].set(object())
    assert form.params == {"message": "old"}


def test_a_time_limit_ends_an_execution(session, monkeypatch):
    monkeypatch.setattr(config, "operator_timeout", 0.2)

    def slow(self, ctx):
        while True:
            time.sleep(0.01)

    form = form_of(session, execute=slow)
    started = time.monotonic()
    with pytest.raises(TimeoutError, match=r"Timeout occurred after 0\.2 seconds"):
        form.execute()
    assert time.monotonic() - started < 5
    assert form.phase == "failed"
    assert "Timeout occurred" in form.failures[-1].message


def test_a_time_limit_counts_the_steps_of_a_generator_and_not_what_is_between(session, monkeypatch):
    monkeypatch.setattr(config, "operator_timeout", 0.3)

    def steps(self, ctx):
        for _ in range(100):
            time.sleep(0.02)
            yield ctx.ops.notify("step")

    form = form_of(session, execute=steps)
    with pytest.raises(TimeoutError):
        form.execute()
    assert 3 < len([m for m in form.shown if m["message"] == "step"]) < 100


def test_an_operator_that_triggers_itself_for_ever_is_stopped(session, panel, act):
    class Loop(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("loop")

        def execute(self, ctx):
            ctx.trigger("@notebook/cells/loop")

    session.registry.register_operator(Loop)
    with pytest.raises(RecursionError):
        act(lambda ctx: ctx.trigger("@notebook/cells/loop"))
    assert still_works(panel)


def test_a_panel_that_closes_itself_in_a_callback(session, panel, act):
    act(lambda ctx: ctx.panel.close())
    assert panel.status == "closed"
    assert session.open_panels() == []


def test_code_that_prints_shows_nothing_and_breaks_nothing(panel, act, capsys):
    act(lambda ctx: sys.stdout.write("hello"))
    assert still_works(panel)


def test_threads_of_plugin_code_may_use_the_session(session, panel, act):
    done = threading.Event()

    def work(ctx):
        def later():
            session.selected = ["0" * 24]
            done.set()

        threading.Thread(target=later).start()

    act(work)
    assert done.wait(5)
    assert session.selected == ["0" * 24]
    assert still_works(panel)


def test_two_sessions_that_call_each_other_at_the_same_time_do_not_lock(dataset):
    first, second = fow.Session(), fow.Session()
    barrier = threading.Barrier(2, timeout=5)

    def cross(own, other):
        def job():
            barrier.wait()
            return other.run(lambda: "reached")

        return own.submit(job)

    futures = [cross(first, second), cross(second, first)]
    assert [future.result(5) for future in futures] == ["reached", "reached"]


def test_an_unknown_component_is_shown_by_name_and_the_rest_works(session):
    class Odd(CounterPanel):
        @property
        def config(self):
            return foo.PanelConfig(name="odd", label="Odd")

        def render(self, ctx):
            prop = super().render(ctx)
            prop.type.str("odd", view=types.View(component="NoSuchComponent"))
            return prop

    panel = fow.open_panel(Odd, session=session, face="headless")
    assert panel["odd"].component == "NoSuchComponent"
    assert "NoSuchComponent" in panel.to_html()
    panel["v_stack.h_stack.increment"].click()
    assert panel.state["v_stack"]["h_stack"]["count"] == 4
