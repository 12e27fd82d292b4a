from __future__ import annotations

import pytest

from fo_widgets.storage import (
    DatabaseUnreachable,
    config,
    connect,
    connection,
    forget_memory_database,
    is_in_memory,
)


def test_a_name_in_memory_is_one_database():
    first, other = connect("memory://one"), connect("memory://two")
    first["things"].insert_one({"a": 1})
    assert connect("memory://one")["things"].count_documents({}) == 1
    assert other["things"].count_documents({}) == 0
    forget_memory_database("one")
    assert connect("memory://one")["things"].count_documents({}) == 0


def test_without_an_address_it_is_the_setting_or_memory(monkeypatch):
    monkeypatch.setattr(config, "database_uri", None)
    assert is_in_memory(connect())
    monkeypatch.setattr(config, "database_uri", "memory://setting")
    assert connect() is connect("memory://setting")


@pytest.mark.parametrize("uri", ["ftp://user:hunter22@host/db", "/tmp/file", "mongodb:/host"])
def test_what_is_no_address_is_named_without_its_password(uri):
    with pytest.raises(
        ValueError, match=r"is no database address; use memory://\[name\] or mongodb://"
    ) as raised:
        connect(uri)
    assert "hunter22" not in str(raised.value)


def test_a_server_that_does_not_answer_is_named_with_the_mend(monkeypatch):
    monkeypatch.setattr(connection, "_WAIT_MS", 200)
    with pytest.raises(DatabaseUnreachable, match=r"no MongoDB server answers at 127\.0\.0\.1:9") as raised:
        connect("mongodb://user:hunter22@127.0.0.1:9/?authSource=admin")
    assert "unset it (or pass memory://)" in str(raised.value)
    assert "hunter22" not in str(raised.value)


def test_a_server_and_memory_speak_the_same(database):
    things = database["things"]
    things.insert_many([{"n": n, "tags": ["a", str(n)]} for n in range(5)])
    assert things.count_documents({"n": {"$gte": 3}}) == 2
    assert [found["n"] for found in things.find({"tags": "2"})] == [2]
    things.update_many({"n": {"$lt": 2}}, {"$set": {"small": True}})
    assert things.count_documents({"small": True}) == 2
    assert things.find_one_and_delete({"n": 4})["n"] == 4
    assert sorted(things.distinct("n")) == [0, 1, 2, 3]
