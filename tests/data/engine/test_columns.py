"""Columns give what the interpreter gives, and answer the frequent pipelines."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from bson import ObjectId
from bson.errors import BSONError
from hypothesis import HealthCheck, given, settings
from pymongo.errors import PyMongoError

from fo_widgets.data.engine import columns, pipelines
from fo_widgets.data.engine.memory import MemoryEngine, MemoryStore
from fo_widgets.data.engine.store import Pipeline, Update
from fo_widgets.data.expressions import ViewField as F

from . import strategies

SETTINGS = settings(
    max_examples=400,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def _small_stores_have_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "SMALLEST", 0)


def plain(value: Any) -> Any:
    """A value in which equal means the same stored value."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return ("nan",) if math.isnan(value) else ("float", value)
    if isinstance(value, (bool, int)) or value is None:
        return (type(value).__name__, value)
    return value


def answer(run: Any) -> Any:
    try:
        return [plain(d) for d in run()]
    except (PyMongoError, BSONError, TypeError, OverflowError) as error:
        return "failed", type(error)


def check(documents: list[dict[str, Any]], pipeline: Pipeline) -> None:
    store = MemoryEngine().store("columns")
    store.insert([{"_id": ObjectId(f"{i + 100:024x}"), **d} for i, d in enumerate(documents)])
    expected = answer(lambda: pipelines.run(store.documents(), pipeline, store.engine))
    cold = answer(lambda: store.aggregate(pipeline))
    warm = answer(lambda: store.aggregate(pipeline))
    assert cold == expected, (pipeline, store.documents())
    assert warm == expected, (pipeline, store.documents())


@SETTINGS
@given(strategies.collections, strategies.pipelines)
def test_pipelines(documents: list[dict[str, Any]], pipeline: Pipeline) -> None:
    check(documents, pipeline)


@SETTINGS
@given(strategies.collections, strategies.expressions)
def test_expressions(documents: list[dict[str, Any]], expression: Any) -> None:
    check(documents, [{"$project": {"_id": False, "value": expression.to_mongo()}}])
    check(documents, [{"$match": {"$expr": expression.to_mongo()}}])


@SETTINGS
@given(strategies.collections, strategies.queries)
def test_queries(documents: list[dict[str, Any]], query: dict[str, Any]) -> None:
    check(documents, [{"$match": query}])


@SETTINGS
@given(strategies.collections, strategies.aggregations())
def test_aggregations(documents: list[dict[str, Any]], pipeline: Pipeline) -> None:
    check(documents, pipeline)


DETECTIONS = "gt.detections"


def filled(n: int = 40) -> MemoryStore:
    store = MemoryEngine().store("columns")
    labels = ["cat", "dog", "bird"]
    store.insert(
        [
            {
                "_id": ObjectId(f"{i + 100:024x}"),
                "filepath": f"/{i}.jpg",
                "number": i / 7 if i % 5 else None,
                "whole": i % 4,
                "when": datetime(2024, 1, 1 + i % 28),  # noqa: DTZ001  as stored
                "tags": ["a"] * (i % 2) + ["b"] * (i % 3),
                "_rand": (i * 37 % 101 + 0.5) / 102,
                "gt": {
                    "detections": [
                        {
                            "_id": ObjectId(),
                            "label": labels[(i + k) % 3],
                            "confidence": k / 4 if k else None,
                            "bounding_box": [0.1, 0.1, k / 5, i / n],
                            "tags": ["x"] * (k % 2),
                        }
                        for k in range(i % 4)
                    ]
                },
                "one": {"label": labels[i % 3], "confidence": i / n} if i % 6 else None,
            }
            for i in range(n)
        ]
    )
    return store


def filter_step(test: Any) -> dict[str, Any]:
    return {
        "$addFields": {DETECTIONS: {"$filter": {"input": f"${DETECTIONS}", "cond": test.to_mongo("$$this")}}}
    }


IS_CAT = filter_step(F("label") == "cat")
HAS_ANY = {"$match": {"$expr": (F(DETECTIONS).length() > 0).to_mongo()}}
SAFE = {"$cond": [{"$in": ["$number", [math.nan, math.inf, -math.inf]]}, None, "$number"]}
SHUFFLE: list[dict[str, Any]] = [
    {"$set": {"_rand_shuffle": {"$mod": [705516342, "$_rand"]}}},
    {"$sort": {"_rand_shuffle": 1}},
    {"$unset": "_rand_shuffle"},
]
BUCKETS = {
    "groupBy": "$number",
    "boundaries": [0.0, 1.0, 2.0, 9.0],
    "default": "other",
    "output": {"count": {"$sum": 1}},
}
VALUES_OF_LABELS = {
    "$project": {
        "_id": False,
        "value": {
            "$map": {"input": f"${DETECTIONS}", "as": "this", "in": {"$ifNull": ["$$this.label", None]}}
        },
    }
}
COUNT = {"$count": "count"}
FREQUENT: dict[str, list[dict[str, Any]]] = {
    "count": [COUNT],
    "count of labels": [
        {"$unwind": f"${DETECTIONS}"},
        {"$match": {"$expr": {"$gt": [f"${DETECTIONS}", None]}}},
        COUNT,
    ],
    "count_values": [
        {"$unwind": f"${DETECTIONS}"},
        {"$group": {"_id": "$gt.detections.label", "count": {"$sum": 1}}},
    ],
    "count_values of tags": [{"$unwind": "$tags"}, {"$group": {"_id": "$tags", "count": {"$sum": 1}}}],
    "distinct": [{"$unwind": f"${DETECTIONS}"}, {"$group": {"_id": "$gt.detections.label"}}],
    "bounds": [{"$group": {"_id": None, "min": {"$min": "$number"}, "max": {"$max": "$number"}}}],
    "safe bounds": [
        {"$addFields": {"number": SAFE}},
        {"$group": {"_id": None, "min": {"$min": "$number"}, "max": {"$max": "$number"}}},
    ],
    "mean": [{"$group": {"_id": None, "value": {"$avg": "$number"}}}],
    "histogram": [{"$bucket": BUCKETS}],
    "values": [{"$project": {"_id": False, "value": {"$ifNull": ["$filepath", None]}}}],
    "values of labels": [VALUES_OF_LABELS],
    "values of filtered labels": [IS_CAT, HAS_ANY, VALUES_OF_LABELS],
    "filter_labels and count": [IS_CAT, HAS_ANY, COUNT],
    "filter_labels and count_values": [
        filter_step((F("label") == "cat") & (F("confidence") > 0.3)),
        HAS_ANY,
        {"$unwind": f"${DETECTIONS}"},
        {"$group": {"_id": "$gt.detections.label", "count": {"$sum": 1}}},
    ],
    "filter_labels by area": [filter_step(F("bounding_box")[2] * F("bounding_box")[3] > 0.1), HAS_ANY, COUNT],
    "filter_labels by name": [filter_step(F("label").starts_with("c")), HAS_ANY, COUNT],
    "filter one label": [
        {
            "$addFields": {
                "one": {
                    "$cond": {"if": (F("confidence") > 0.5).to_mongo("$one"), "then": "$one", "else": None}
                }
            }
        },
        {"$match": {"$expr": F("one").exists().to_mongo()}},
        {"$group": {"_id": "$one.label", "count": {"$sum": 1}}},
    ],
    "map_labels and count_values": [
        {
            "$addFields": {
                DETECTIONS: {
                    "$map": {
                        "input": f"${DETECTIONS}",
                        "as": "this",
                        "in": {
                            "$let": {
                                "vars": {"expr": "$$this"},
                                "in": {
                                    "$mergeObjects": [
                                        "$$expr",
                                        {
                                            "label": F()
                                            .map_values({"cat": "pet", "dog": "pet"})
                                            .to_mongo("$$this.label")
                                        },
                                    ]
                                },
                            }
                        },
                    }
                }
            }
        },
        {"$unwind": f"${DETECTIONS}"},
        {"$group": {"_id": "$gt.detections.label", "count": {"$sum": 1}}},
    ],
    "match": [{"$match": {"$expr": (F("number") > 2).to_mongo()}}, COUNT],
    "match several": [{"$match": {"$expr": ((F("number") > 2) & ~(F("whole") == 3)).to_mongo()}}, COUNT],
    "match by query": [{"$match": {"number": {"$gt": 1, "$lte": 4}, "whole": {"$in": [1, 2]}}}, COUNT],
    "match tags": [{"$match": {"tags": {"$in": ["a"]}}}, COUNT],
    "match without tags": [{"$match": {"tags": {"$nin": ["a"]}}}, COUNT],
    "match labels": [{"$match": {"$expr": F("gt.detections.label").contains("cat").to_mongo()}}, COUNT],
    "match several labels": [
        {"$match": {"$expr": F("gt.detections.label").contains(["cat", "x"]).to_mongo()}},
        COUNT,
    ],
    "match number of labels": [{"$match": {"$expr": (F(DETECTIONS).length() >= 2).to_mongo()}}, COUNT],
    "match label by filter": [
        {"$match": {"$expr": (F(DETECTIONS).filter(F("confidence") > 0.3).length() > 0).to_mongo()}},
        COUNT,
    ],
    "match label tags": [
        {
            "$match": {
                "$expr": (
                    F(DETECTIONS).filter(F("tags").exists().if_else(F("tags").contains("x"), False)).length()
                    > 0
                ).to_mongo()
            }
        },
        COUNT,
    ],
    "match dates": [{"$match": {"$expr": (F("when") >= datetime(2024, 1, 9)).to_mongo()}}, COUNT],  # noqa: DTZ001
    "match text": [{"$match": {"$expr": F("filepath").ends_with("1.jpg").to_mongo()}}, COUNT],
    "exists": [{"$match": {"$expr": F("gt").exists().to_mongo()}}, COUNT],
    "select": [{"$match": {"_id": {"$in": [ObjectId(f"{i:024x}") for i in (105, 101, 999)]}}}, COUNT],
    "exclude": [{"$match": {"_id": {"$nin": [ObjectId(f"{i:024x}") for i in (105, 101, 999)]}}}, COUNT],
    "sort and page": [{"$sort": {"number": -1}}, {"$skip": 3}, {"$limit": 5}],
    "shuffle and page": [*SHUFFLE, {"$limit": 5}],
    "sort by expression": [
        {"$set": {"_sort_field0": F(DETECTIONS).length().to_mongo()}},
        {"$sort": {"_sort_field0": -1}},
        {"$unset": ["_sort_field0"]},
        {"$limit": 5},
    ],
    "count_values of patches": [
        {"$project": {"gt": True, "_rand": True}},
        {"$unwind": {"path": f"${DETECTIONS}", "includeArrayIndex": "_index"}},
        {
            "$set": {
                "_sample_id": "$_id",
                "_id": "$gt.detections._id",
                "gt": "$gt.detections",
                "_rand": {
                    "$mod": [{"$multiply": ["$_rand", {"$add": [{"$toInt": "$_index"}, 1]}, 79.5]}, 1.0]
                },
            }
        },
        {"$unset": "_index"},
        {"$match": {"$expr": (F("gt.confidence") > 0.3).to_mongo()}},
        {"$group": {"_id": "$gt.label", "count": {"$sum": 1}}},
    ],
    "several at once": [
        {"$match": {"whole": {"$lt": 3}}},
        {
            "$facet": {
                "0": [COUNT],
                "1": [{"$group": {"_id": "$whole", "count": {"$sum": 1}}}],
                "2": [IS_CAT, HAS_ANY, COUNT],
            }
        },
    ],
}


@pytest.mark.parametrize("name", FREQUENT)
def test_frequent_pipelines_are_answered_by_columns_alone(name: str) -> None:
    store = filled()
    expected = [plain(d) for d in pipelines.run(store.documents(), FREQUENT[name], store.engine)]
    documents, rest = store.columns.start(FREQUENT[name])
    assert rest == []
    assert [plain(d) for d in documents] == expected
    assert expected != []


def test_only_documents_that_remain_are_changed() -> None:
    store = filled()
    documents, rest = store.columns.start([IS_CAT, HAS_ANY, {"$sort": {"number": 1}}, {"$limit": 3}])
    assert len(documents) == 3
    assert rest == [IS_CAT]


def test_writes_are_seen_at_once() -> None:
    store = filled()
    (first, second, *_) = store.ids()
    highest = [{"$group": {"_id": None, "max": {"$max": "$number"}}}]
    labels = FREQUENT["count_values"]

    def number() -> Any:
        return next(store.aggregate(highest))["max"]

    def count(label: str) -> int:
        return {d["_id"]: d["count"] for d in store.aggregate(labels)}.get(label, 0)

    assert number() == pytest.approx(39 / 7)
    assert count("new") == 0
    store.update([Update(first, set={"number": 50.0})])
    assert number() == 50.0
    store.update([Update(second, set={"gt.detections": [{"label": "new"}]})])
    assert count("new") == 1
    store.update([Update(second, unset=["gt"])])
    assert count("new") == 0
    store.update_with([{"$set": {"number": 3.5}}])
    assert number() == 3.5
    store.insert([{"_id": ObjectId(), "number": 60.0}])
    assert number() == 60.0
    store.delete([store.ids()[-1]])
    assert number() == 3.5
    store.clear()
    assert list(store.aggregate(highest)) == []


def test_queries_and_writes_of_several_threads_do_not_meet() -> None:
    store = filled(200)
    ids = store.ids()

    def write(i: int) -> None:
        store.update([Update(x, set={"whole": i, "number": float(i)}) for x in ids])

    def read(_: int) -> set[tuple[Any, Any]]:
        lowest = {"$group": {"_id": None, "a": {"$min": "$whole"}, "b": {"$max": "$number"}}}
        return {(d["a"], d["b"]) for d in store.aggregate([lowest])}

    write(0)
    with ThreadPoolExecutor(8) as pool:
        writes = [pool.submit(write, i) for i in range(20)]
        seen = set().union(*pool.map(read, range(40)))
        for done in writes:
            done.result()
    assert all(a == b for a, b in seen)


def test_small_stores_do_without_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "SMALLEST", 500)
    store = filled()
    assert store.columns.start([IS_CAT]) == (store.documents(), [IS_CAT])
