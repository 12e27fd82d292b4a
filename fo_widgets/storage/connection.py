"""Where things last: a database in memory, or on a MongoDB server."""

from __future__ import annotations

import atexit
import os
import threading
import uuid
from typing import TYPE_CHECKING, Any

from fo_widgets.storage.config import config
from fo_widgets.storage.memory import memory_database

if TYPE_CHECKING:
    from pymongo import MongoClient
    from pymongo.database import Database

MEMORY = "memory://"
_WAIT_MS = 5000

# FiftyOne deletes all non-persistent datasets at its exit when it sees no other client of this name.
APP_NAME = "fiftyone"

_MARK = uuid.uuid4().hex
_clients: dict[tuple[str, int], MongoClient[dict[str, Any]]] = {}
_lock = threading.Lock()


class DatabaseUnreachable(ConnectionError):
    """No MongoDB server answers at the address."""


def connect(uri: str | None = None) -> Database[dict[str, Any]]:
    """The database at an address, with pymongo's interface.

    Args:
        uri: `memory://[name]` is in this process's memory, the same one for every caller with that
            name; `mongodb://…` and `mongodb+srv://…` are servers, with the database that
            `config.database_name` names. None is `config.database_uri`, or `memory://`.

    Raises:
        DatabaseUnreachable: no server answers within 5 seconds.
        ValueError: the address is neither.
    """
    uri = uri or config.database_uri or MEMORY
    if uri.startswith(MEMORY):
        return memory_database(uri.removeprefix(MEMORY).strip("/"))
    if uri.startswith(("mongodb://", "mongodb+srv://")):
        return _client(uri)[config.database_name]
    raise ValueError(f"{_shown(uri)!r} is no database address; use memory://[name] or mongodb://host:port")


def process_mark() -> str:
    """What every connection of this process, and of no other, tells the server as its platform."""
    return f"{_MARK}-{os.getpid()}"


@atexit.register
def close_connections() -> None:
    """Closes the connections to all servers; the next `connect` opens new ones."""
    with _lock:
        clients = [client for (_, process), client in _clients.items() if process == os.getpid()]
        _clients.clear()
    for client in clients:
        client.close()


def _client(uri: str) -> MongoClient[dict[str, Any]]:
    # a client must not be shared with a forked child
    key = (uri, os.getpid())
    with _lock:
        if key not in _clients:
            _clients[key] = _reachable(uri)
        return _clients[key]


def _reachable(uri: str) -> MongoClient[dict[str, Any]]:
    from pymongo import MongoClient
    from pymongo.driver_info import DriverInfo
    from pymongo.errors import PyMongoError, ServerSelectionTimeoutError

    try:
        client: MongoClient[dict[str, Any]] = MongoClient(
            uri,
            appname=APP_NAME,
            driver=DriverInfo("fo_widgets", platform=process_mark()),
            serverSelectionTimeoutMS=_WAIT_MS,
        )
    except PyMongoError as error:
        raise ValueError(f"{_shown(uri)!r} is no usable MongoDB address: {error}") from error
    try:
        client.admin.command("ping")
    except ServerSelectionTimeoutError as error:
        client.close()
        raise DatabaseUnreachable(
            f"no MongoDB server answers at {_hosts(uri)}; start one there, correct FIFTYONE_DATABASE_URI, "
            "or unset it (or pass memory://) to work without a server"
        ) from error
    except PyMongoError as error:
        client.close()
        raise DatabaseUnreachable(f"the MongoDB server at {_hosts(uri)} refuses us: {error}") from error
    return client


def _hosts(uri: str) -> str:
    if uri.startswith("mongodb+srv://"):
        return _shown(uri)
    from pymongo import uri_parser

    return ", ".join(f"{host}:{port}" for host, port in uri_parser.parse_uri(uri)["nodelist"])


def _shown(uri: str) -> str:
    """An address without the password that may be in it."""
    scheme, separator, rest = uri.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
