"""What every engine's stores promise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from bson import ObjectId
from bson.errors import InvalidDocument
from pymongo.errors import DuplicateKeyError, OperationFailure

from fo_widgets.data.engine.store import Engine, SampleStore, Update

IDS = [ObjectId(f"{i:024x}") for i in range(1, 6)]


def fill(store: SampleStore, n: int = 3) -> None:
    store.insert(
        [{"_id": IDS[i], "i": i, "box": {"x": i}, "labels": [{"n": i}, {"n": i + 1}]} for i in range(n)]
    )


def ids(store: SampleStore) -> list[ObjectId]:
    return [d["_id"] for d in store.aggregate([])]


def test_documents_come_back_in_order_of_insertion(store: SampleStore) -> None:
    store.insert([{"_id": IDS[2]}, {"_id": IDS[0]}])
    store.insert([{"_id": IDS[1]}])
    assert store.ids() == ids(store) == [IDS[2], IDS[0], IDS[1]]
    assert store.count() == 3


def test_find_gives_documents_in_the_order_asked_for(store: SampleStore) -> None:
    fill(store)
    assert [d["i"] for d in store.find([IDS[2], ObjectId(), IDS[0]])] == [2, 0]
    assert store.get(IDS[1])["i"] == 1  # type: ignore[index]
    assert store.get(ObjectId()) is None
    assert store.find_where("box.x", 2)["_id"] == IDS[2]  # type: ignore[index]
    assert store.find_where("box.x", 7) is None


def test_a_batch_with_a_taken_id_inserts_nothing(store: SampleStore) -> None:
    fill(store, 1)
    with pytest.raises(DuplicateKeyError):
        store.insert([{"_id": IDS[3]}, {"_id": IDS[0]}, {"_id": IDS[4]}])
    with pytest.raises(DuplicateKeyError):
        store.insert([{"_id": IDS[3]}, {"_id": IDS[3]}])
    assert store.ids() == [IDS[0]]


def test_a_batch_with_a_value_that_cannot_be_stored_inserts_nothing(
    engine: Engine, store: SampleStore
) -> None:
    with pytest.raises((InvalidDocument, TypeError)):
        store.insert([{"_id": IDS[0]}, {"_id": IDS[1], "bad": object()}])
    assert store.ids() == []


def test_an_update_changes_fields_and_paths_below_them(store: SampleStore) -> None:
    fill(store)
    done = store.update(
        [
            Update(IDS[0], set={"i": 10, "box.x": 11, "box.y.z": {"new": True}}),
            Update(IDS[1], set={"labels.n": 5}, unset=["box"]),
            Update(ObjectId(), set={"i": 1}),
        ]
    )
    assert done == 2
    assert store.get(IDS[0]) == {
        "_id": IDS[0],
        "i": 10,
        "box": {"x": 11, "y": {"z": {"new": True}}},
        "labels": [{"n": 0}, {"n": 1}],
    }
    assert store.get(IDS[1]) == {"_id": IDS[1], "i": 1, "labels": [{"n": 5}, {"n": 5}]}


def test_an_update_takes_strings_with_a_dollar_and_documents_as_they_are(store: SampleStore) -> None:
    fill(store, 1)
    store.update([Update(IDS[0], set={"box.x": "$i", "i": "$$ROOT"})])
    store.update(
        [Update(IDS[0], set={"labels": [], "box.deep": {"x": "$i"}}, unset=["nothing.there", "none"])]
    )
    assert store.get(IDS[0]) == {
        "_id": IDS[0],
        "i": "$$ROOT",
        "box": {"x": "$i", "deep": {"x": "$i"}},
        "labels": [],
    }


def test_an_update_through_null_makes_a_document(store: SampleStore) -> None:
    store.insert([{"_id": IDS[0], "a": None}])
    store.update([Update(IDS[0], set={"a.b": 1, "c.d": 2})])
    assert store.get(IDS[0]) == {"_id": IDS[0], "a": {"b": 1}, "c": {"d": 2}}


def test_a_failed_batch_of_updates_changes_nothing(store: SampleStore) -> None:
    fill(store)
    before = list(store.aggregate([]))
    with pytest.raises((InvalidDocument, TypeError)):
        store.update([Update(IDS[0], set={"i": 10}), Update(IDS[1], set={"i": object()})])
    assert list(store.aggregate([])) == before


def test_update_with_rewrites_by_a_pipeline(store: SampleStore) -> None:
    fill(store)
    assert store.update_with([{"$set": {"j": {"$add": ["$i", 1]}}}, {"$unset": "box"}], IDS[1:3]) == 2
    assert [d.get("j") for d in store.aggregate([])] == [None, 2, 3]
    assert ["box" in d for d in store.aggregate([])] == [True, False, False]
    assert store.update_with([{"$set": {"labels.n": 7}}]) == 3
    assert [[x["n"] for x in d["labels"]] for d in store.aggregate([])] == [[7, 7]] * 3


def test_update_with_that_fails_for_one_changes_none(store: SampleStore) -> None:
    fill(store)
    before = list(store.aggregate([]))
    with pytest.raises(OperationFailure):
        store.update_with([{"$set": {"i": 5}}, {"$set": {"j": {"$divide": [1, "$box.x"]}}}])
    assert list(store.aggregate([])) == before


def test_delete_and_clear(store: SampleStore) -> None:
    fill(store)
    assert store.delete([IDS[0], ObjectId()]) == 1
    assert store.ids() == IDS[1:3]
    store.clear()
    assert store.count() == 0
    assert store.ids() == []


def test_indexes_are_named_and_listed_as_pymongo_does(store: SampleStore) -> None:
    fill(store)
    assert store.create_index("i") == "i_1"
    assert store.create_index([("box.x", 1), ("i", -1)], unique=True) == "box.x_1_i_-1"
    information = store.index_information()
    assert set(information) == {"_id_", "i_1", "box.x_1_i_-1"}
    assert information["box.x_1_i_-1"] == {"v": 2, "key": [("box.x", 1), ("i", -1)], "unique": True}
    store.drop_index("i_1")
    assert "i_1" not in store.index_information()
    store.clear()
    assert "box.x_1_i_-1" in store.index_information()


def test_listeners_hear_of_every_write(store: SampleStore) -> None:
    heard: list[list[ObjectId] | None] = []
    fill(store, 2)

    def listener(ids: Iterable[ObjectId] | None, documents: Mapping[ObjectId, Any] | None) -> None:
        heard.append(None if ids is None else list(ids))
        for id in heard[-1] or ():
            assert documents is None or documents.get(id) == store.get(id)

    store.listen(listener)
    store.insert([{"_id": IDS[3]}])
    store.update([Update(IDS[0], set={"i": 4})])
    store.update_with([{"$set": {"i": 5}}], IDS[:1])
    store.update_with([{"$set": {"i": 6}}])
    store.delete([IDS[1]])
    store.clear()
    assert heard == [[IDS[3]], [IDS[0]], [IDS[0]], None, [IDS[1]], None]


def test_a_dropped_store_is_empty(engine: Engine, store: SampleStore) -> None:
    fill(store)
    engine.drop(store.name)
    assert engine.store(store.name).count() == 0


def test_reading_goes_on_while_samples_are_written(store: SampleStore) -> None:
    store.insert([{"_id": ObjectId(), "i": i} for i in range(500)])
    seen = []
    for document in store.aggregate([]):
        seen.append(document["i"])
        store.update([Update(document["_id"], set={"i": -1})])
    assert seen == list(range(500))


def test_a_wrong_pipeline_raises_at_once(store: SampleStore) -> None:
    fill(store)
    with pytest.raises(OperationFailure):
        store.aggregate([{"$nonsense": {}}])


def test_documents_after_a_limit_are_not_looked_at(store: SampleStore) -> None:
    store.insert([{"_id": ObjectId(), "x": i, "labels": [i, i]} for i in range(300)])
    fails_at_the_last = {"$set": {"y": {"$divide": [1, {"$subtract": [299, "$x"]}]}}}
    pipeline = [
        {"$unwind": "$labels"},
        fails_at_the_last,
        {"$match": {"x": {"$gte": 10}}},
        {"$skip": 1},
        {"$limit": 4},
    ]
    assert [d["x"] for d in store.aggregate(pipeline)] == [10, 11, 11, 12]
    with pytest.raises(OperationFailure):
        list(store.aggregate(pipeline[:3]))
