"""What only a server can do: go away, come back, forget cursors."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId
from pymongo import MongoClient
from pymongo.errors import BulkWriteError, WriteError
from pymongo.monitoring import CommandListener, CommandStartedEvent

from fo_widgets.data.engine import mongo, mongo_cursor
from fo_widgets.data.engine.mongo import MongoEngine, MongoStore
from fo_widgets.data.engine.store import Update
from fo_widgets.storage.connection import DatabaseUnreachable
from tools.ports import free_port


class Server:
    """A mongod that can be killed and started again with its data."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.port = free_port()
        self._command = [
            str(program),
            "--dbpath",
            str(folder),
            "--port",
            str(self.port),
            "--bind_ip",
            "127.0.0.1",
        ]
        self._command += [
            "--wiredTigerCacheSizeGB",
            "0.25",
            "--nounixsocket",
            "--logpath",
            str(folder / "log"),
        ]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        with MongoClient("127.0.0.1", self.port, serverSelectionTimeoutMS=30_000) as client:
            client.admin.command("ping")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def server(mongod_program: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(mongod_program, tmp_path)
    server.start()
    yield server
    server.kill()


class Commands(CommandListener):
    """Notes commands; `before` may do something at the start of one."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.before: Callable[[str], None] = lambda _name: None

    def started(self, event: CommandStartedEvent) -> None:
        self.names.append(event.command_name)
        self.before(event.command_name)

    def succeeded(self, event: Any) -> None:
        pass

    def failed(self, event: Any) -> None:
        pass


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
def watched(mongod_uri: str, commands: Commands) -> Iterator[MongoStore]:
    """A store whose commands are noted."""
    with MongoClient(mongod_uri, event_listeners=[commands]) as client:
        engine = MongoEngine(client["engine_tests"])
        name = f"samples.{ObjectId()}"
        yield engine.store(name)
        engine.drop(name)


def numbered(n: int) -> list[dict[str, Any]]:
    return [{"_id": ObjectId(), "i": i} for i in range(n)]


def test_a_server_that_goes_away_and_comes_back(server: Server) -> None:
    with MongoClient("127.0.0.1", server.port, serverSelectionTimeoutMS=300) as client:
        store = MongoEngine(client["gone"]).store("samples.1")
        kept = numbered(50)
        store.insert(kept)
        store.update([Update(kept[0]["_id"], set={"i": 100})])
        server.kill()
        calls: list[Callable[[], Any]] = [
            lambda: store.insert(numbered(2)),
            lambda: store.update([Update(kept[0]["_id"], set={"i": 7})]),
            lambda: store.get(kept[0]["_id"]),
            store.count,
            lambda: store.aggregate([]),
            lambda: store.delete([kept[0]["_id"]]),
            lambda: store.update_with([{"$set": {"i": 1}}]),
            lambda: store.create_index("i"),
        ]
        for call in calls:
            with pytest.raises(
                DatabaseUnreachable, match=rf"samples\.1.*127\.0\.0\.1:{server.port} went away"
            ):
                call()
        server.start()
        assert [d["i"] for d in store.aggregate([])] == [100, *range(1, 50)]
        store.insert(numbered(1))
        assert len(store.ids()) == 51


def test_an_iteration_goes_on_after_the_server_was_started_again(server: Server) -> None:
    with MongoClient("127.0.0.1", server.port, serverSelectionTimeoutMS=30_000) as client:
        store = MongoEngine(client["gone"]).store("samples.1")
        store.insert(numbered(400))
        found = store.aggregate([])
        seen = [next(found)["i"] for _ in range(50)]
        server.kill()
        server.start()
        seen += [d["i"] for d in found]
        assert seen == list(range(400))


def test_what_a_lost_insert_left_is_removed_by_the_next_call(
    server: Server, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongo, "DOCUMENTS_PER_COMMAND", 10)
    with MongoClient(
        "127.0.0.1", server.port, serverSelectionTimeoutMS=300, event_listeners=[commands], w=1, journal=True
    ) as client:
        store = MongoEngine(client["gone"]).store("samples.1")
        kept = numbered(3)
        store.insert(kept)

        def stop_at_the_third(name: str) -> None:
            if name == "insert" and commands.names.count("insert") == 4:
                server.kill()

        commands.before = stop_at_the_third
        with pytest.raises(DatabaseUnreachable):
            store.insert(numbered(40))
        server.start()
        with MongoClient("127.0.0.1", server.port) as other:
            assert other["gone"]["samples.1"].count_documents({}) == 23
        assert store.ids() == [d["_id"] for d in kept]


def test_an_insert_that_the_server_refuses_halfway_leaves_nothing(watched: MongoStore) -> None:
    watched.insert(numbered(1))
    watched.create_index("i", unique=True)
    new = [*numbered(3)[1:], {"_id": ObjectId(), "i": 0}]
    with pytest.raises(Exception, match="E11000"):
        watched.insert(new)
    assert watched.count() == 1


def test_a_batch_of_updates_that_the_server_refuses_halfway_is_taken_back(watched: MongoStore) -> None:
    documents = numbered(3)
    watched.insert(documents)
    watched.create_index("i", unique=True)
    changes = [
        Update(documents[0]["_id"], set={"new": 1, "i": 50}),
        Update(documents[1]["_id"], unset=["i"]),
        Update(documents[2]["_id"], set={"i": 50}),
    ]
    with pytest.raises(BulkWriteError):
        watched.update(changes)
    assert list(watched.aggregate([])) == documents
    with pytest.raises(WriteError):
        watched.update([Update(documents[2]["_id"], set={"i": 0})])


def test_a_cursor_that_the_server_has_forgotten_is_opened_again_at_its_place(watched: MongoStore) -> None:
    watched.insert(numbered(500))
    found = watched.aggregate([{"$match": {"i": {"$gte": 10}}}])
    seen = [next(found)["i"] for _ in range(20)]
    sessions = watched._collection.database.client
    sessions.admin.command({"killAllSessions": []})
    seen += [d["i"] for d in found]
    assert seen == list(range(10, 500))


def test_a_long_iteration_keeps_its_session_alive(
    watched: MongoStore, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.insert(numbered(300))
    monkeypatch.setattr(mongo_cursor, "REFRESH_SECONDS", -1.0)
    found = watched.aggregate([])
    next(found)
    next(found)
    assert "refreshSessions" in commands.names


def test_an_iteration_left_early_closes_its_cursor(watched: MongoStore, commands: Commands) -> None:
    watched.insert(numbered(300))
    found = watched.aggregate([])
    next(found)
    del found
    assert "killCursors" in commands.names


def test_a_sort_of_more_than_memory_allows_goes_to_disk(watched: MongoStore, commands: Commands) -> None:
    watched.insert(numbered(2))
    started: list[Any] = []
    commands.started = lambda event: started.append(event.command)  # type: ignore[method-assign]
    list(watched.aggregate([{"$sort": {"i": 1}}]))
    assert [c["allowDiskUse"] for c in started if "aggregate" in c] == [True]
