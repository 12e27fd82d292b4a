"""Databases in this process's memory, by name."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pymongo.database import Database

_databases: dict[str, Any] = {}
_registry_lock = threading.Lock()


class InMemory:
    """Marks a database that lives in this process only."""


def memory_database(name: str = "") -> Database[dict[str, Any]]:
    """The database of that name in this process's memory, made on first use."""
    with _registry_lock:
        if name not in _databases:
            # mongomock takes a while to import, which who works on a server need not wait for
            from fo_widgets.storage.mock_database import new_database

            _databases[name] = new_database(name or "memory")
        return cast("Database[dict[str, Any]]", _databases[name])


def forget_memory_database(name: str = "") -> None:
    """Drops a database in memory; the next `memory_database(name)` is empty."""
    with _registry_lock:
        _databases.pop(name, None)


def is_in_memory(database: Database[Any]) -> bool:
    """Whether a database lives in this process only."""
    return isinstance(database, InMemory)
