"""The database in use, and the engine that keeps its samples."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Any

from fo_widgets.storage import connect, is_in_memory

from .engine.memory import MemoryEngine
from .engine.store import Engine

_engines: dict[Hashable, tuple[Any, Engine]] = {}
_lock = threading.Lock()


def get_db_conn() -> Any:
    """The database that `config.database_uri` names, with pymongo's interface."""
    return connect()


def key_of(database: Any) -> Hashable:
    """What two objects for the same database have in common: pymongo makes a new one for each connection."""
    return id(database) if is_in_memory(database) else (id(database.client), database.name)


def engine_of(database: Any) -> Engine:
    """The engine for the samples of a database.

    Raises:
        NotImplementedError: for a database on a server, if its engine is not installed
    """
    with _lock:
        found = _engines.get(key_of(database))
        if found is None:
            if is_in_memory(database):
                engine: Engine = MemoryEngine()
            else:
                engine = _server_engine(database)
            found = _engines[key_of(database)] = (database, engine)
        return found[1]


def _server_engine(database: Any) -> Engine:
    from importlib import import_module

    try:
        module = import_module(".engine.mongo", __package__)
    except ModuleNotFoundError:
        raise NotImplementedError("samples on a MongoDB server need fo_widgets.data.engine.mongo") from None
    engine: Engine = module.MongoEngine(database)
    return engine
