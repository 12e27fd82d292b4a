"""The end of this process: datasets that it made on a server, and that are not to last, go with it.

As FiftyOne does, they go only if nobody else who calls himself "fiftyone" is connected to the server: another notebook,
or FiftyOne itself, may have them open.
"""

from __future__ import annotations

import atexit
import logging
import os
from typing import Any

from bson import ObjectId

from fo_widgets.storage import is_in_memory
from fo_widgets.storage.connection import APP_NAME, process_mark

logger = logging.getLogger(__name__)

_PATIENCE_S = 3  # for all of it: a server that is gone must not keep the process

_made: dict[ObjectId, tuple[int, Any]] = {}


def remember(database: Any, id: ObjectId) -> None:
    """Takes note that this process has put a dataset into a database."""
    if not is_in_memory(database):
        _made[id] = os.getpid(), database


def forget(id: ObjectId) -> None:
    """Takes note that a dataset is deleted."""
    _made.pop(id, None)


def is_only_client(client: Any) -> bool:
    """Whether this process alone is connected to a server under FiftyOne's name; False where it cannot be told."""
    if client.admin.command("hello").get("msg") == "isdbgrid":
        return False  # each router knows its own connections only
    ours = process_mark()
    operations = client.admin.aggregate([{"$currentOp": {"allUsers": True, "idleConnections": True}}])
    facts = [found.get("clientMetadata", {}) for found in operations]
    named = [f for f in facts if f.get("application", {}).get("name") == APP_NAME]
    # If it does not see us, it does not see others, either.
    return bool(named) and all(ours in str(f.get("platform", "")) for f in named)


@atexit.register
def delete_what_is_not_to_last() -> None:
    """Deletes the non-persistent datasets that this process made on servers, where it is their only client."""
    if not _made:
        return
    import pymongo
    from pymongo.errors import PyMongoError

    by_client: dict[int, list[tuple[Any, ObjectId]]] = {}
    for id_, (process, database) in _made.items():
        if process == os.getpid():  # a forked child inherits the list, but not the datasets
            by_client.setdefault(id(database.client), []).append((database, id_))
    for made in by_client.values():
        client = made[0][0].client
        try:
            with pymongo.timeout(_PATIENCE_S):
                if client.nodes:  # a server that is known to be gone is not waited for
                    _delete(client, made)
        except PyMongoError as error:
            logger.debug("datasets that are not to last stay on %s: %s", client, error)


def _delete(client: Any, made: list[tuple[Any, ObjectId]]) -> None:
    from .dataset import Dataset
    from .dataset_document import COLLECTION, DatasetDocument

    found = []
    for database, id_ in made:
        stored = database[COLLECTION].find_one({"_id": id_, "persistent": False})
        if stored is not None:
            found.append((database, stored))
    if found and is_only_client(client):
        for database, stored in found:
            Dataset._open(DatasetDocument(database, stored), database).delete()
