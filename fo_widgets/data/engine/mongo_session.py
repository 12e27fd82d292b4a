"""What is done when a MongoDB server goes away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import ConnectionFailure

from fo_widgets.storage.connection import DatabaseUnreachable


@contextmanager
def reaching(
    collection: Collection[Any], task: str, first: Callable[[], None] | None = None
) -> Iterator[None]:
    """A block that talks to the server. pymongo connects again by itself as soon as a server answers.

    Args:
        task: what the block does, for the error
        first: is done before the block

    Raises:
        DatabaseUnreachable: the server went away, or does not answer
    """
    try:
        if first is not None:
            first()
        yield
    except ConnectionFailure as error:
        raise unreachable(collection, task, error) from error


def unreachable(collection: Collection[Any], task: str, error: Exception) -> DatabaseUnreachable:
    """The error for a task that a lost connection has stopped."""
    known = collection.database.client.topology_description.server_descriptions()
    hosts = ", ".join(f"{host}:{port}" for host, port in sorted(known, key=str))
    return DatabaseUnreachable(
        f"cannot {task} in '{collection.name}': the MongoDB server at {hosts} went away ({type(error).__name__}); "
        "what it acknowledged before is kept. Start it again and repeat the call: the connection mends itself"
    )
