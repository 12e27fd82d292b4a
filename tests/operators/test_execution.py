from __future__ import annotations

import asyncio
import logging
import threading
import time

import pytest

from fo_widgets import operators as foo
from fo_widgets.operators import types
from fo_widgets.operators.coroutines import settle
from fo_widgets.operators.deadline import coroutine_timeout, timeout
from fo_widgets.operators.executor import new_context, run
from fo_widgets.operators.message import GeneratedMessage
from fo_widgets.storage import config


class Greet(foo.Operator):
    @property
    def config(self):
        return foo.OperatorConfig("greet")

    def resolve_input(self, ctx):
        inputs = types.Object()
        inputs.str("name", required=True)
        return types.Property(inputs)

    def execute(self, ctx):
        ctx.ops.notify("hello")
        return {"greeting": f"Hello, {ctx.params['name']}"}


class Free(foo.Operator):
    """An operator whose `execute` is given."""

    def __init__(self, execute=lambda ctx: None, **config):
        super().__init__()
        self._execute, self._config = execute, config

    @property
    def config(self):
        return foo.OperatorConfig("free", **self._config)

    def execute(self, ctx):
        return self._execute(ctx)


def drain(operator, params=None, **request):
    """(messages, result) of a streamed execution."""
    ctx = new_context(operator, {"params": params or {}, **request})
    steps, messages = foo.stream(operator, ctx), []
    while True:
        try:
            messages.append(next(steps))
        except StopIteration as end:
            return messages, end.value


def test_the_result_is_what_execute_returns():
    result = foo.execute_operator(Greet(), params={"name": "Ada"})
    assert result.result == {"greeting": "Hello, Ada"}
    assert [r.operator_uri for r in result.executor.requests] == ["notify"]


def test_params_are_validated_before_anything_runs():
    ran = []
    operator = Greet()
    operator.execute = ran.append
    with pytest.raises(
        foo.ExecutionError, match=r"Validation error\. Path: name\. Reason: Required property"
    ):
        foo.execute_operator(operator, params={})
    assert not ran


def test_what_the_plugin_raises_is_the_cause():
    def fail(ctx):
        ctx.log("before")
        raise KeyError("boom")

    with pytest.raises(foo.ExecutionError, match="KeyError: 'boom'") as raised:
        foo.execute_operator(Free(fail))
    assert isinstance(raised.value.__cause__, KeyError)


def test_what_the_plugin_raises_in_its_form_is_raised_as_it_is():
    class Broken(Greet):
        def resolve_input(self, ctx):
            raise KeyError("form")

    with pytest.raises(KeyError, match="form"):
        foo.execute_operator(Broken())


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ({}, {"dataset_name": None, "view": None}),
        ({"dataset": "any"}, {"dataset_name": "any", "view": []}),
        ({"dataset_name": "any"}, {"dataset_name": "any"}),
    ],
)
def test_a_dataset_is_seen_whole_unless_the_request_is_a_faces(given, seen):
    result = foo.execute_operator(Free(lambda ctx: dict(ctx.request_params)), given)
    assert result.result == {**seen, "params": {}}


def test_what_was_triggered_before_a_failure_is_kept():
    def fail(ctx):
        ctx.log("before")
        raise KeyError("boom")

    operator = Free(fail)
    ctx = new_context(operator, {"params": {}})
    result = run(operator, ctx)
    assert result.error_message == "'boom'"
    assert [r.params for r in result.executor.requests] == [{"message": "before"}]


def test_a_coroutine_is_awaited_without_and_with_a_running_loop():
    async def work(ctx):
        await asyncio.sleep(0.001)
        return {"n": 1}

    async def in_a_loop():
        result = foo.execute_operator(Free(work))
        return (await result).result

    assert foo.execute_operator(Free(work)).result == {"n": 1}
    assert asyncio.run(in_a_loop()) == {"n": 1}


def test_a_generator_is_streamed():
    def work(ctx):
        yield ctx.ops.set_progress(progress=0.5)
        yield "dropped"
        yield ctx.ops.notify("done")
        return {"n": 2}

    messages, result = drain(Free(work, execute_as_generator=True))
    assert [m.body.operator_uri for m in messages] == ["set_progress", "notify"]
    assert result.result == {"n": 2}


def test_an_async_generator_is_streamed():
    async def work(ctx):
        for i in range(3):
            await asyncio.sleep(0.001)
            yield ctx.ops.set_progress(progress=i / 3)

    messages, result = drain(Free(work))
    assert len(messages) == 3
    assert result.result is None


def test_a_message_made_by_hand_counts_as_triggered():
    request = foo.InvocationRequest("notify", {"message": "hi"})

    def work(ctx):
        yield GeneratedMessage(cls=foo.InvocationRequest, body=request)

    _, result = drain(Free(work))
    assert result.executor.requests == [request]


def test_a_generator_that_is_left_is_closed():
    closed = []

    def work(ctx):
        try:
            while True:
                yield ctx.log("x")
        finally:
            closed.append(True)

    operator = Free(work)
    steps = foo.stream(operator, new_context(operator, {}))
    next(steps)
    steps.close()
    assert closed == [True]


@pytest.mark.parametrize("kind", ["function", "generator", "coroutine"])
def test_an_execution_that_takes_too_long_is_stopped(kind, monkeypatch):
    monkeypatch.setattr(config, "operator_timeout", 0.1)

    def spin(ctx):
        while True:
            time.sleep(0.005)

    def generator(ctx):
        yield ctx.log("x")
        spin(ctx)

    async def coroutine(ctx):
        await asyncio.sleep(60)

    work = {"function": spin, "generator": generator, "coroutine": coroutine}[kind]
    with pytest.raises(foo.ExecutionError, match=r"Timeout occurred after 0\.1 seconds"):
        foo.execute_operator(Free(work))


def test_the_time_limit_counts_only_the_plugins_time(monkeypatch):
    monkeypatch.setattr(config, "operator_timeout", 0.2)

    def work(ctx):
        yield ctx.log("x")
        yield ctx.log("y")

    operator = Free(work)
    for _ in foo.stream(operator, new_context(operator, {})):
        time.sleep(0.15)


def test_a_time_limit_works_in_any_thread():
    found = []

    def work():
        try:
            with timeout(0.05):
                while True:
                    time.sleep(0.001)
        except TimeoutError as error:
            found.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(5)
    assert found == ["Timeout occurred after 0.05 seconds"]


def test_a_coroutine_with_a_time_limit():
    @coroutine_timeout(0.01)
    async def slow():
        await asyncio.sleep(5)

    with pytest.raises(TimeoutError, match=r"after 0\.01 seconds"):
        settle(slow())
    with pytest.raises(TypeError):
        coroutine_timeout(1)(lambda: None)


def test_a_form_that_is_no_property_is_named():
    class Wrong(Greet):
        def resolve_input(self, ctx):
            return types.Object()

    with pytest.raises(TypeError, match=r"resolve_input\(\) must return a types.Property"):
        foo.resolve_type(Wrong(), foo.ExecutionContext({}))


def test_async_hooks_are_awaited():
    class Slow(Greet):
        async def resolve_input(self, ctx):
            await asyncio.sleep(0)
            return super().resolve_input(ctx)

    assert list(foo.resolve_type(Slow(), foo.ExecutionContext({}))["type"]["properties"]) == ["name"]


class Scheduled:
    """Notes what is delegated."""

    def __init__(self):
        self.seen = []

    def __call__(self, operator, ctx, form):
        self.seen.append(operator.uri)
        return {"id": "1"}


@pytest.fixture
def scheduled(monkeypatch):
    from fo_widgets.operators import executor

    noted = Scheduled()
    monkeypatch.setattr(executor, "_delegates", [noted])
    return noted


@pytest.mark.parametrize(
    ("config", "forced", "asked", "is_delegated", "warning"),
    [
        ({}, None, False, False, None),
        ({}, None, True, False, "cannot be scheduled"),
        ({"allow_delegated_execution": True}, None, False, False, None),
        ({"allow_delegated_execution": True}, None, True, True, None),
        (
            {"allow_delegated_execution": True, "allow_immediate_execution": False},
            None,
            False,
            True,
            "cannot run now",
        ),
        ({"allow_delegated_execution": True, "default_choice_to_delegated": True}, None, False, False, None),
        ({}, True, False, True, None),
        ({"allow_delegated_execution": True}, False, True, False, "cannot be scheduled"),
    ],
)
def test_what_is_scheduled(config, forced, asked, is_delegated, warning, scheduled, caplog):
    operator = Free(lambda ctx: {"ran": True}, **config)
    operator.resolve_delegation = lambda ctx: forced
    with caplog.at_level(logging.WARNING):
        result = foo.execute_operator(operator, request_delegation=asked)
    assert result.delegated is is_delegated
    assert result.result == ({"id": "1"} if is_delegated else {"ran": True})
    assert bool(scheduled.seen) is is_delegated
    assert [warning] == [w for w in [warning] if w is None or w in caplog.text]
    assert bool(caplog.records) == bool(warning)


def test_a_panel_method_runs_without_validation_and_renders():
    class Counter(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("counter", "Counter")

        def add(self, ctx):
            ctx.panel.state.n = ctx.panel.get_state("n", 0) + 1
            return "added"

        def render(self, ctx):
            return types.Property(types.Object())

    request = {"params": {"__method__": "add", "panel_id": "p", "panel_state": {"n": 4}}}
    operator = Counter()
    ctx = new_context(operator, request)
    result = run(operator, ctx)
    assert result.result == "added"
    assert [r.operator_uri for r in ctx.executor.requests] == ["patch_panel_state", "show_panel_output"]
    assert ctx.panel_state == {"n": 5}


@pytest.mark.parametrize("name", ["execute", "config", "resolve_input", "__init__", "_builtin"])
def test_only_callbacks_of_a_panel_can_be_called(name):
    operator = foo.get_operator("list_files")

    class Bare(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig("bare", "Bare")

    panel = Bare()
    result = run(panel, new_context(panel, {"params": {"__method__": name, "panel_id": "p"}}))
    assert result.exception.__class__ is AttributeError
    assert operator.uri == "@voxel51/operators/list_files"


def test_a_pipeline_runs_its_stages_in_order(monkeypatch):
    log = []

    class Step(foo.Operator):
        name_ = "step"

        @property
        def config(self):
            return foo.OperatorConfig(self.name_)

        def execute(self, ctx):
            log.append((self.name_, ctx.params, ctx.pipeline.curr_stage_index, ctx.pipeline.active))
            if ctx.params.get("fail"):
                raise RuntimeError("no")
            yield ctx.log(self.name_)

    class Flow(foo.PipelineOperator):
        @property
        def config(self):
            return foo.OperatorConfig("flow")

        def resolve_pipeline(self, ctx):
            pipeline = types.Pipeline()
            pipeline.stage("@test/p/step", params={"n": 1})
            pipeline.stage("@test/p/step", params={"fail": True})
            pipeline.stage("@test/p/step", params={"n": 3})
            pipeline.stage("@test/p/step", params={"n": 4}, always_run=True)
            return pipeline

    foo.registry.register_operator(Step, plugin_name="@test/p")
    try:
        with pytest.raises(foo.ExecutionError, match=r"pipeline stage\[1\]: no"):
            foo.execute_operator(Flow())
    finally:
        foo.registry.unregister_operator("@test/p/step")
    assert log == [
        ("step", {"n": 1}, 0, True),
        ("step", {"fail": True}, 1, True),
        ("step", {"n": 4}, 3, False),
    ]


def test_secrets_are_those_that_the_plugin_declares(monkeypatch):
    monkeypatch.setenv("ACME_KEY", "open sesame")
    operator = Free(
        lambda ctx: {"found": ctx.secrets["ACME_KEY"] == "open sesame", "other": ctx.secret("HOME")}
    )
    operator.add_secrets(["ACME_KEY"])
    assert foo.execute_operator(operator).result == {"found": True, "other": None}
