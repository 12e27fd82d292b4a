"""The recorded behaviour of `@execution_cache`, and what we do better."""

from __future__ import annotations

import datetime
import inspect
import re
from types import SimpleNamespace

import numpy as np
import pytest
from bson import ObjectId

from fo_widgets import operators as foo
from fo_widgets.operators.cache import auto_deserialize, auto_serialize, clear_memory, execution_cache
from fo_widgets.operators.cache.memory import _caches
from fo_widgets.operators.cache.serialization import cache_key
from fo_widgets.storage import config, connect, forget_memory_database
from tests import vectors
from tests.vectors import differences

DIFFERENT = differences.of("cache_vectors")
FUNCTIONS = {
    "key_fn": {"key_fn": lambda path: [path.lower()]},
    "key_fn_bad": {"key_fn": lambda path: path},
    "none_results_are_not_cached_in_store": {"serialize": lambda value: None},
    "custom_serialize": {
        "serialize": lambda value: value["path"],
        "deserialize": lambda value: {"from": value},
    },
}


def group(name):
    return [vector for vector in vectors.load("cache_vectors") if vector["group"] == name]


def test_every_group_is_replayed():
    groups = {vector["group"] for vector in vectors.load("cache_vectors")}
    assert groups == {"auto_serialize", "cache_key", "scenario", "error", "attributes", "signature"}


@pytest.mark.parametrize("vector", group("auto_serialize"), ids=lambda v: v["value"])
def test_a_value_as_a_document_and_back(vector):
    value = eval(vector["value"], {"datetime": datetime, "np": np, "foo": foo})
    if "raises" in vector:
        with pytest.raises(TypeError, match="Cannot serialize value of type"):
            auto_serialize(value)
        return
    found = auto_serialize(value)
    assert vectors.same(vectors.plain(found), vector["serialized"])
    back = auto_deserialize(found)
    assert type(back).__name__ == vector["deserialized_type"]
    assert bool(np.all(back == value)) is vector["roundtrip_equal"]


@pytest.mark.parametrize("vector", group("cache_key"), ids=lambda v: v["json"])
def test_a_key(vector):
    parts = [(1, 2)] if "tuple" in vector["json"] else vector["key_parts"]
    assert cache_key(parts) == vector["sha256"]


@pytest.fixture
def database(monkeypatch):
    monkeypatch.setattr(config, "database_uri", "memory://cache-tests")
    clear_memory()
    yield connect()
    clear_memory()
    forget_memory_database("cache-tests")


class Scenario:
    """A decorated function, contexts to call it with, and how often it was really called."""

    def __init__(self, options):
        self.count = 0
        self.dataset = SimpleNamespace(_id=ObjectId())
        self.dataset._doc = SimpleNamespace(id=self.dataset._id)

        def query(ctx, path):
            self.count += 1
            return {"path": path, "n": self.count}

        self.function = execution_cache(**options)(query)

    def context(self, prompt=None, uri=None):
        ctx = foo.ExecutionContext({"prompt_id": prompt} if prompt else {}, operator_uri=uri)
        ctx._dataset = self.dataset
        return ctx

    @property
    def names(self):
        return {
            "f": self.function,
            "ctx": self.context(),
            "make": self.context,
            "ds": self.dataset,
            "clear_memory": clear_memory,
        }


@pytest.mark.parametrize("vector", group("scenario"), ids=lambda v: v["name"])
def test_a_scenario(vector, database):
    options = {key: value for key, value in vector["decorator"].items() if value != "<function>"}
    scenario, wrong = Scenario({**options, **FUNCTIONS.get(vector["name"], {})}), []
    for index, step in enumerate(vector["steps"]):
        want = {key: value for key, value in step.items() if key != "message"}
        got = {"call": step["call"]}
        try:
            got["returns"] = eval(step["call"], scenario.names)
        except Exception as error:  # noqa: BLE001 - its type is what is compared
            got["raises"] = type(error).__name__
        got["computed_so_far"] = scenario.count
        differs = DIFFERENT.get(f"{vector['name']} {index}: {step['call']}")
        want.update({} if differs is None else differs["ours"])
        if got != want:
            wrong.append((index, got, want))
    assert wrong == []
    differs = DIFFERENT.get(vector["name"])
    assert what_is_stored(database, scenario) == (vector["stored"] if differs is None else differs["ours"])
    sizes = {name: len(cache) for name, cache in _caches.items() if len(cache) and "query" in name}
    recorded = {name: held["size"] for name, held in vector["in_memory"].items() if held["size"]}
    differs = DIFFERENT.get(f"{vector['name']} in memory")
    assert list(sizes.values()) == (list(recorded.values()) if differs is None else differs["ours"])


def what_is_stored(database, scenario):
    own = f"{scenario.function.uncached.__module__}.{scenario.function.uncached.__qualname__}"
    return [
        {
            "store_name": found["store_name"].replace(own, "__main__.define.<locals>.query"),
            "key": found["key"],
            "value": found["value"],
            "policy": found["policy"],
            "has_ttl": found["expires_at"] is not None,
            "linked_to_dataset": found["dataset_id"] is not None,
        }
        for found in database["execution_store"].find({}).sort("created_at")
    ]


@pytest.mark.parametrize("vector", group("error"), ids=lambda v: v["name"])
def test_a_refused_decoration(vector):
    def query(ctx):
        return 1

    decorate = {
        "decorated_twice": lambda: execution_cache(execution_cache(query)),
        "bad_residency": lambda: execution_cache(query, residency="forever"),
        "max_size_transient": lambda: execution_cache(query, residency="transient", max_size=3),
    }[vector["name"]]
    with pytest.raises(ValueError, match=re.escape(vector["message"])):
        decorate()


def test_the_helpers_of_a_cached_function():
    (vector,) = group("attributes")

    def query(ctx):
        return 1

    cached = execution_cache(query)
    assert sorted(set(vars(cached)) - {"__wrapped__"}) == vector["wrapper"]
    assert sorted(vars(query)) == vector["function"]


def test_the_options_of_the_decorator():
    (vector,) = group("signature")
    told = inspect.signature(execution_cache)
    bare = told.replace(
        parameters=[p.replace(annotation=p.empty) for p in told.parameters.values()],
        return_annotation=told.empty,
    )
    assert str(bare) == vector["signature"]


def test_methods_are_cached_as_well(database):
    class Analysis:
        calls = 0

        @execution_cache
        def run(self, ctx, path):
            self.calls += 1
            return [path]

    ctx, analysis = Scenario({}).context(), Analysis()
    assert analysis.run(ctx, "a") == analysis.run(ctx, "a") == ["a"]
    assert analysis.calls == 1


def test_the_setting_that_turns_caches_off(database, monkeypatch):
    monkeypatch.setattr(config, "execution_cache_enabled", False)
    scenario = Scenario({})
    scenario.function(scenario.context(), "a")
    scenario.function(scenario.context(), "a")
    assert scenario.count == 2
    assert what_is_stored(database, scenario) == []
