"""Memory is as strict as a server, and safe for threads."""

from __future__ import annotations

import datetime
import threading

import numpy as np
import pytest
from bson.errors import InvalidDocument
from pymongo.errors import DuplicateKeyError

from fo_widgets.storage import connect, forget_memory_database


@pytest.fixture
def things():
    yield connect("memory://strict")["things"]
    forget_memory_database("strict")


@pytest.mark.parametrize(
    "value", [object(), np.float32(1), {1: 2}, lambda: 1], ids=lambda v: type(v).__name__
)
def test_what_bson_cannot_hold_is_refused(things, value):
    with pytest.raises(InvalidDocument):
        things.insert_one({"value": value})
    things.insert_one({"_id": 1})
    with pytest.raises(InvalidDocument):
        things.update_one({"_id": 1}, {"$set": {"value": value}})


def test_values_come_back_as_a_server_gives_them(things):
    moment = datetime.datetime(2024, 1, 2, 3, 4, 5, 678901)  # noqa: DTZ001 - as BSON has it
    things.insert_one({"_id": 1, "pair": (1, 2), "moment": moment})
    found = things.find_one({"_id": 1})
    assert found["pair"] == [1, 2]
    assert found["moment"] == moment.replace(microsecond=678000)


def test_what_is_read_is_a_copy(things):
    things.insert_one({"_id": 1, "list": [1]})
    things.find_one({"_id": 1})["list"].append(2)
    assert things.find_one({"_id": 1})["list"] == [1]


def test_unique_indexes_hold(things):
    things.create_index("key", unique=True)
    things.insert_one({"key": "a"})
    with pytest.raises(DuplicateKeyError):
        things.insert_one({"key": "a"})


def test_threads_lose_no_write(things):
    things.insert_one({"_id": "counter", "n": 0})

    def work():
        for _ in range(100):
            things.update_one({"_id": "counter"}, {"$inc": {"n": 1}})
            things.insert_one({"by": threading.get_ident()})

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert things.find_one({"_id": "counter"})["n"] == 800
    assert things.count_documents({"by": {"$exists": True}}) == 800
