"""Replays of what the recorded FiftyOne made of configs, operations, validation and contexts."""

from __future__ import annotations

import copy
import importlib
import os

import pytest

from fo_widgets import operators
from fo_widgets.data import load_dataset
from fo_widgets.operators import types
from fo_widgets.operators.validation import ValidationContext
from fo_widgets.plugins import install_fiftyone_namespace, uninstall_fiftyone_namespace
from fo_widgets.storage import config, forget_memory_database
from tests import vectors
from tests.vectors import demo, preamble

TYPES = {"types": types, "P": preamble.P, "p": preamble.p, "make_ctx": preamble.make_ctx}
HOMES = {"fiftyone.operators.store": "fo_widgets.storage"}


class NamedOperator(operators.Operator):
    def __init__(self, _builtin=False, **config):
        super().__init__(_builtin=_builtin)
        self.options = {"name": "op", **config}
        if not _builtin:
            self.plugin_name = "@acme/demo"

    @property
    def config(self):
        return operators.OperatorConfig(**self.options)


class NamedPanel(operators.Panel):
    def __init__(self, _builtin=False, **config):
        super().__init__(_builtin=_builtin)
        self.options = {"name": "pan", "label": "Pan", **config}
        if not _builtin:
            self.plugin_name = "@acme/demo"

    @property
    def config(self):
        return operators.PanelConfig(**self.options)

    def render(self, ctx):
        return types.Property(types.Object())


def names():
    found = dict(TYPES)
    for name, module in vectors.load("config_names").items():
        home = HOMES.get(module, module.replace("fiftyone.", "fo_widgets."))
        found[name] = types if name == "types" else getattr(importlib.import_module(home), name)
    return {**found, "Op": NamedOperator, "Pan": NamedPanel}


NAMES = names()
CONTEXTS = vectors.load("ctx_vectors")
NEEDS_DATASET = [
    v
    for v in CONTEXTS
    if any(hint in str(v["request_params"]) for hint in ("wire_", "does-not", "dataset_id"))
]
PLAIN_CONTEXTS = [v for v in CONTEXTS if v not in NEEDS_DATASET]


def raises(vector):
    return {"NotJson": "TypeError"}.get(vector["raises"], vector["raises"])


def by_id(vector):
    return vector["id"]


@pytest.mark.parametrize("vector", vectors.load("config_vectors"), ids=by_id)
def test_a_config(vector):
    if "raises" in vector:
        with pytest.raises(Exception) as raised:  # noqa: PT011 - the type's name is what is compared
            vectors.plain(vectors.run(vector["code"], NAMES))
        assert type(raised.value).__name__ == raises(vector)
    else:
        assert vectors.same(vectors.plain(vectors.run(vector["code"], NAMES)), vector["json"])


class _View:
    def _serialize(self):
        uuid = "00000000-0000-0000-0000-000000000000"
        return [{"_cls": "fiftyone.core.stages.Limit", "kwargs": [["limit", 5]], "_uuid": uuid}]


class _Spaces:
    def to_dict(self):
        return {"component_id": "root", "children": [], "orientation": "horizontal"}


@pytest.mark.parametrize("vector", vectors.load("ops_vectors"), ids=by_id)
def test_an_operation(vector):
    code = vector["call"].replace("__import__('fiftyone.operators').operators.Categories", "Categories")
    ctx = operators.ExecutionContext(
        {"params": copy.deepcopy(vector["ctx_params"])},
        executor=operators.Executor(),
        operator_uri="@acme/demo/demo_panel",
    )
    scope = {**NAMES, "ops": ctx.ops, "ctx": ctx, "FakeView": _View, "FakeSpaces": _Spaces}
    if ctx.panel_id:
        scope["panel"] = ctx.panel
    if "raises" in vector:
        with pytest.raises(Exception) as raised:  # noqa: PT011
            vectors.plain(exec(code, scope) or ctx.executor.to_json())
        assert type(raised.value).__name__ == raises(vector)
        return
    exec(code, scope)
    requests = vectors.plain(ctx.executor.to_json()["requests"])
    assert vectors.same(requests[0] if len(requests) == 1 else requests, vector["message"])
    if "state_after" in vector:
        assert ctx.panel.state._data == vector["state_after"]


@pytest.mark.parametrize("vector", vectors.load("validation_vectors"), ids=by_id)
def test_a_validation(vector):
    out = vectors.run(vector["schema_code"], TYPES)
    prop = types.Property(out) if isinstance(out, types.Object) else out
    ctx = operators.ExecutionContext({"params": copy.deepcopy(vector["params"])})
    if "raises" in vector:
        with pytest.raises(Exception) as raised:  # noqa: PT011
            ValidationContext(ctx, prop, NamedOperator(**vector["config"]))
        assert type(raised.value).__name__ == vector["raises"]
    else:
        found = ValidationContext(ctx, prop, NamedOperator(**vector["config"])).to_json()
        assert (not found["invalid"], found["errors"]) == (vector["valid"], vector["errors"])


def context_of(vector, monkeypatch):
    monkeypatch.setenv("DEMO_KEY", "s3cret")
    given = dict(vector.get("ctx_args") or {})
    if "required_secrets" in given:
        given["required_secrets"] = eval(given["required_secrets"])
    return operators.ExecutionContext(copy.deepcopy(vector["request_params"]), **given)


@pytest.mark.parametrize("vector", PLAIN_CONTEXTS, ids=by_id)
def test_a_context(vector, monkeypatch):
    ctx = context_of(vector, monkeypatch)
    scope = {"ctx": ctx, "foo": operators, "os": os}
    if "raises" in vector:
        with pytest.raises(Exception) as raised:  # noqa: PT011
            eval(vector["expr"], scope)
        assert type(raised.value).__name__ == vector["raises"]
        return
    found = eval(vector["expr"], scope)
    assert vectors.plain(list(found) if isinstance(found, tuple) else found) == vector["value"]
    if "request_params_after" in vector:
        assert ctx.request_params == vector["request_params_after"]


@pytest.fixture(scope="module")
def datasets():
    patch = pytest.MonkeyPatch()
    patch.setattr(config, "database_uri", "memory://context-vectors")
    demo.datasets()
    install_fiftyone_namespace()
    yield
    uninstall_fiftyone_namespace()
    patch.undo()
    forget_memory_database("context-vectors")


def filled(value, names):
    """A recorded value with real ids in the places of its placeholders."""
    if isinstance(value, dict):
        return {key: filled(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def described(value):
    """A value as the vectors write it."""
    if type(value).__name__ in ("Dataset", "DatasetView"):
        return {"collection": type(value).__name__, "len": len(value)}
    if isinstance(value, types.Property):
        return {"class": type(value).__name__, "json": value.to_json()}
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("vector", NEEDS_DATASET, ids=by_id)
def test_a_context_with_a_dataset(vector, datasets):
    dataset = load_dataset("wire_ds")
    names = {"<ObjectId>": str(dataset._id), "<id>": dataset.first().id}
    ctx = operators.ExecutionContext(filled(copy.deepcopy(vector["request_params"]), names))
    scope = {"ctx": ctx, "foo": operators}
    if "raises" in vector:
        with pytest.raises(Exception, match=r"does-not-exist") as raised:
            eval(vector["expr"], scope)
        assert type(raised.value).__name__ == vector["raises"]
        return
    found = described(eval(vector["expr"], scope))
    assert vectors.same(vectors.plain(found), filled(vector["value"], names))
    if "request_params_after" in vector:
        assert ctx.request_params == filled(vector["request_params_after"], names)
