"""What the server's operator routes were seen to answer; here the calls behind them, there being no server."""

from __future__ import annotations

import copy
import inspect

import pytest

from fo_widgets import operators as foo
from fo_widgets.delegation import worker
from fo_widgets.operators.executor import new_context, run
from fo_widgets.operators.operations.panels import build_register_panel_params
from fo_widgets.session.plain import plain
from fo_widgets.storage import config, connect, forget_memory_database
from tests import vectors
from tests.vectors import demo, differences

TRANSCRIPTS = vectors.load("http_transcripts")
DIFFERENT = differences.of("http_transcripts")


def name_of(index):
    request = TRANSCRIPTS[index]["request"]
    route = request["path"].removeprefix("/operators").strip("/") or "list"
    uri = request["body"].get("operator_uri", "").removeprefix("@acme/demo/")
    return f"{index} {route} {uri} {request['body'].get('params', {}).get('__method__', '')}".strip()


@pytest.fixture(scope="module")
def plugin():
    patch = pytest.MonkeyPatch()
    patch.setattr(config, "database_uri", "memory://http-transcripts")
    patch.setenv("DEMO_KEY", "s3cret")
    worker.stop()  # what is scheduled stays in the queue
    connect()
    demo.datasets()
    with demo.plugin() as module:
        yield module
    patch.undo()
    forget_memory_database("http-transcripts")


def context(body):
    operator = foo.get_operator(body["operator_uri"])
    return operator, new_context(operator, copy.deepcopy(body))


def describe(operator):
    config_ = {
        **operator.config.to_json(),
        "skip_input": type(operator).resolve_input is foo.Operator.resolve_input,
        "skip_output": type(operator).resolve_output is foo.Operator.resolve_output,
        "can_execute": foo.registry.can_execute(operator.uri),
    }
    if not operator.is_panel:
        return {**operator.to_json(), "config": config_}
    panel = build_register_panel_params(**operator.resolve_panel_config())
    return {**operator.to_json(), "config": config_, "panel": panel}


def execute(body, route):
    operator, ctx = context(body)
    is_generator = inspect.isgeneratorfunction(operator.execute) or inspect.isasyncgenfunction(
        operator.execute
    )
    if is_generator and route.endswith("generator"):
        return [message.to_json() for message in foo.stream(operator, ctx)]
    result = run(operator, ctx)
    return {**result.to_json(), "error": last_line(result.error)}


def last_line(error):
    return error and error.strip().splitlines()[-1]


def answer(vector):
    request = vector["request"]
    body, route = request["body"], request["path"].removeprefix("/operators")
    if route == "":
        # the transcript keeps a few of the 91
        return [describe(foo.get_operator(kept["uri"])) for kept in vector["response"]["operators"]]
    if route == "/resolve-placements":
        own = [operator for operator in foo.list_operators() if operator.plugin_name == "@acme/demo"]
        found = {op.uri: foo.resolve_placement(op, new_context(op, dict(body))) for op in own}
        return {
            "placements": [{"operator_uri": uri, "placement": place} for uri, place in found.items() if place]
        }
    if route == "/resolve-type":
        operator, ctx = context(body)
        return foo.resolve_type(operator, ctx, body["target"]) or {}
    if route == "/resolve-execution-options":
        operator, ctx = context(body)
        return foo.resolve_execution_options(operator, ctx).to_dict()
    return execute(body, route)


def recorded(vector):
    if "lines" in vector:
        return vector["lines"]
    response = vector["response"]
    if "operators" in response:
        return response["operators"]
    if isinstance(response, dict) and "error" in response and response["error"]:
        return {**response, "error": response["error"].removeprefix("<traceback> ... ")}
    return response


def masked(value, like):
    """Our answer with the placeholders of the transcript in their places."""
    if isinstance(like, str) and like.startswith("<") and like.endswith(">"):
        return like if value else value
    if isinstance(like, dict) and isinstance(value, dict):
        return {key: masked(item, like.get(key)) for key, item in value.items()}
    if isinstance(like, list) and isinstance(value, list) and len(like) == len(value):
        return [masked(item, other) for item, other in zip(value, like, strict=True)]
    return value


@pytest.mark.parametrize("index", range(len(TRANSCRIPTS)), ids=name_of)
def test_a_route(index, plugin):
    vector = TRANSCRIPTS[index]
    plugin.LOG.clear()
    differs = DIFFERENT.get(name_of(index))
    response = vector.get("response")
    failed = vector["status"] == 500 or (isinstance(response, dict) and bool(response.get("error")))
    try:
        got = plain(answer(vector))
    except Exception as error:  # noqa: BLE001 - a route answers with its traceback
        got = {"raises": f"{type(error).__name__}: {error}"}
    want = recorded(vector) if differs is None else differs["ours"]
    if "raises" in got and differs is None:
        assert failed, got
        stack = str(want.get("stack") or want.get("error") or "") if isinstance(want, dict) else ""
        if "Validation error" in stack or "KeyError" in stack:
            assert got["raises"].removeprefix("ExecutionError: ") in stack
    else:
        assert vectors.same(masked(got, want), want)
    if "operator_log" in vector and differs is None:
        log = [entry if entry[0] != "on_click" else _without_state(entry) for entry in plain(plugin.LOG)]
        assert log == vector["operator_log"]


def _without_state(entry):
    return [entry[0], {key: value for key, value in entry[1].items() if key != "panel_state"}]
