"""The recorded transcripts of execution stores, replayed in memory and on a server."""

from __future__ import annotations

import datetime
import re
import time
from types import SimpleNamespace

import pytest
from bson import ObjectId

from fo_widgets.operators import ExecutionContext
from fo_widgets.storage import ExecutionStore, ExecutionStoreService, TransientJobCoordinator, config
from tests import vectors
from tests.vectors import differences

DIFFERENT = differences.of("store_vectors")


def shown(value):
    """A value as the transcripts write it."""
    if isinstance(value, ObjectId):
        return "<ObjectId>"
    if isinstance(value, datetime.datetime):
        return "<datetime>"
    if isinstance(value, bytes):
        return "<bytes>"
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shown(item) for item in value]
    return value


def document(database, key):
    found = database["execution_store"].find_one(
        {"store_name": "s", "key": key, "dataset_id": {"$ne": None}}, {"_id": 0}
    )
    if found is None:
        return None
    told = shown(found)
    if found["expires_at"] is not None:
        seconds = round((found["expires_at"] - found["updated_at"]).total_seconds())
        told["expires_at"] = f"updated_at+{seconds}s"
    return told


class Names(dict):
    """What the calls of the transcript see; every line may define more."""

    def __init__(self, dataset):
        super().__init__(
            ExecutionStore=ExecutionStore,
            T=TransientJobCoordinator,
            ctx=self.context(dataset),
            ctx2=self.context(None),
            svc=ExecutionStoreService(),
            dsvc=ExecutionStoreService(dataset_id=dataset._id),
        )
        self["s"] = self["ctx"].store("s")
        self["st"] = ExecutionStore.create("jobs")
        self["co"] = TransientJobCoordinator(self["st"])

    @staticmethod
    def context(dataset):
        ctx = ExecutionContext()
        ctx._dataset = dataset
        return ctx

    def run(self, call):
        if call.startswith("g = "):
            return exec(call, self)
        return eval(call, self)


def outcome(vector, database, names):
    call = vector["call"]
    got = {"call": call}
    try:
        got["returns"] = shown(names.run(call))
    except Exception as error:  # noqa: BLE001 - its type is what is compared
        got["raises"] = type(error).__name__
    if isinstance(got.get("returns"), object) and type(got.get("returns")).__name__ == "StoreDocument":
        got["returns"] = "<StoreDocument>"
    key = re.match(r"s\.\w+\('([^']+)'", call)
    if "document" in vector and key is not None:
        got["document"] = document(database, key[1])
    return got


def indexes(database):
    found = database["execution_store"].index_information()
    return {
        name: {
            "key": {field: int(direction) for field, direction in index["key"]},
            "unique": bool(index.get("unique", False)),
            "expireAfterSeconds": index.get("expireAfterSeconds"),
        }
        for name, index in found.items()
    }


def test_the_transcript(database):
    names, wrong = Names(SimpleNamespace(_id=ObjectId())), []
    for index, vector in enumerate(vectors.load("store_vectors")):
        if vector["call"] == "delete dataset":  # tests/data has it
            continue
        want = {key: value for key, value in vector.items() if key != "message"}
        if vector["call"] == "indexes of the collection":
            got = {"call": vector["call"], "returns": indexes(database)}
        else:
            got = outcome(vector, database, names)
        if (differs := DIFFERENT.get(f"{index}: {vector['call']}")) is not None:
            want = {"call": vector["call"], **differs["ours"]}
        if got != want:
            wrong.append((index, got, want))
    assert wrong == []


class Subscribers:
    """One subscriber of a dataset's store, and one of the global store of the same name."""

    def __init__(self, dataset_id):
        self.of_dataset = ExecutionStore.create("s", dataset_id=dataset_id)
        self.of_none = ExecutionStore.create("s")
        self.seen = {"dataset_subscriber": [], "global_subscriber": []}
        self.of_dataset.set("existing", 1)
        self.ids = [
            self.of_dataset.subscribe(lambda m: self.note("dataset_subscriber", m)),
            self.of_none.subscribe(lambda m: self.note("global_subscriber", m)),
        ]

    @property
    def watcher(self):
        return self.of_dataset._service.watcher

    def note(self, who, message):
        told = message.to_dict()
        told["metadata"]["timestamp"] = "<isoformat>"
        if told["metadata"]["dataset_id"]:
            told["metadata"]["dataset_id"] = "<id>"
        self.seen[who].append(told)

    def take(self, expected):
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and self.seen != expected:
            time.sleep(0.01)
        seen = {who: list(messages) for who, messages in self.seen.items()}
        self.forget()
        return seen

    def forget(self):
        for messages in self.seen.values():
            messages.clear()


@pytest.fixture
def subscribers(database, monkeypatch):
    monkeypatch.setattr(config, "execution_store_poll_interval_seconds", 0.2)
    found = Subscribers(ObjectId())
    yield found
    for subscription in found.ids:
        found.of_dataset.unsubscribe(subscription)


def steps():
    return {vector["step"]: vector for vector in vectors.load("subscribe_vectors")}


def test_what_subscribers_are_told(subscribers):
    recorded = steps()
    store, other = subscribers.of_dataset, subscribers.of_none
    for name, do in {
        "right after subscribing": lambda: None,
        "dataset store: insert k=1": lambda: store.set("k", 1),
        "dataset store: update k=2": lambda: store.set("k", 2),
        "global store: insert gk=1": lambda: other.set("gk", 1),
        "dataset store: delete k": lambda: store.delete("k"),
    }.items():
        do()
        vector = recorded[name]
        expected = {who: vector[who] for who in ("dataset_subscriber", "global_subscriber")}
        assert subscribers.take(expected) == expected, name


def test_a_subscriber_that_raises_is_removed_and_the_others_stay(subscribers, caplog):
    def broken(message):
        raise RuntimeError("no")

    subscribers.forget()
    subscribers.of_none.subscribe(broken)
    subscribers.of_none.set("z", 3)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and "is unsubscribed" not in caplog.text:
        time.sleep(0.01)
    assert "is unsubscribed" in caplog.text
    assert len(subscribers.watcher._subscriptions) == steps()["registry after the failure"]["n"]


def test_a_subscriber_that_raises_at_once_is_not_subscribed(subscribers):
    def broken(message):
        raise RuntimeError("not now")

    with pytest.raises(RuntimeError, match="not now"):
        subscribers.of_dataset.subscribe(broken)
    assert len(subscribers.watcher) == 2


def test_writes_between_two_looks_are_told_as_one(subscribers):
    subscribers.forget()
    with subscribers.watcher._lock:  # nobody looks meanwhile
        subscribers.of_dataset.set("z", 1)
        subscribers.of_dataset.set("z", 2)
    vector = steps()["two writes between polls"]
    expected = {who: vector[who] for who in ("dataset_subscriber", "global_subscriber")}
    assert subscribers.take(expected) == expected


def test_after_unsubscribing_nothing_comes(subscribers):
    subscribers.forget()
    assert subscribers.of_dataset.unsubscribe(subscribers.ids[0])
    subscribers.of_dataset.set("late", 1)
    other = subscribers.of_none
    other.set("seen", 1)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and not subscribers.seen["global_subscriber"]:
        time.sleep(0.01)
    assert subscribers.seen["dataset_subscriber"] == []


def test_clear_ends_all_subscriptions_of_that_name(subscribers):
    subscribers.of_dataset.clear()
    vector = steps()["clear() also drops all local subscriptions of that store name"]
    assert len(subscribers.watcher._subscriptions) == vector["n"]


def test_an_expired_key_is_gone_at_once(database):
    recorded = steps()["an expired key is still readable until mongod's TTL monitor runs"]
    assert recorded["has"] is True  # we do better: docs/differences.md
    store = ExecutionStore.create("short")
    store.set("k", 1, ttl=0.05)
    assert store.get("k") == 1
    time.sleep(0.1)
    assert store.get("k") is None
    assert not store.has("k")
    assert store.list_keys() == []
    assert store.set_if_absent("k", 2)
    assert store.get("k") == 2
