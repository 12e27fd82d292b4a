"""Updates for a MongoDB server: encoded before any is sent, and taken back if one fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bson import ObjectId
from pymongo import UpdateOne
from pymongo.collection import Collection

from .encoding import encoded
from .store import Document, Update


class Change:
    """One update in the form that the server takes.

    A change of a whole field is a plain `$set`. Below a field it is a pipeline, in which, as in memory, what is
    no document on the way gives place to one, and in a list every element is changed.
    """

    def __init__(self, update: Update) -> None:
        """Of an update."""
        self.id: ObjectId = update.id
        self.fields = {path.partition(".")[0] for path in (*update.set, *update.unset)}
        encoded(update.set)
        self.command: Any
        if any("." in path for path in (*update.set, *update.unset)):
            self.command = [{"$set": {path: {"$literal": value}}} for path, value in update.set.items()]
            if update.unset:
                self.command.append({"$unset": list(update.unset)})
        else:
            self.command = {"$set": update.set} if update.set else {}
            if update.unset:
                self.command["$unset"] = dict.fromkeys(update.unset, "")


def send(collection: Collection[Document], changes: list[Change]) -> None:
    """Applies changes in order.

    Raises:
        BulkWriteError: one failed; those before it are applied
    """
    collection.bulk_write([UpdateOne({"_id": c.id}, c.command) for c in changes if c.command], ordered=True)


def snapshot(collection: Collection[Document], changes: list[Change], size: int) -> dict[ObjectId, Document]:
    """The fields that changes touch, as they are now, by id."""
    fields: Iterable[str] = set().union(*(c.fields for c in changes))
    ids = list({c.id for c in changes})
    out: dict[ObjectId, Document] = {}
    for i in range(0, len(ids), size):
        found = collection.find(
            {"_id": {"$in": ids[i : i + size]}}, {"_id": True, **dict.fromkeys(fields, True)}
        )
        out.update((document["_id"], document) for document in found)
    return out


def restore(
    collection: Collection[Document], before: Mapping[ObjectId, Document], changes: list[Change]
) -> None:
    """Puts the touched fields back as they were."""
    commands = []
    for change in changes:
        old = before.get(change.id)
        if old is not None:
            kept = {name: old[name] for name in change.fields if name in old}
            gone = dict.fromkeys(change.fields - kept.keys(), "")
            command = {k: v for k, v in (("$set", kept), ("$unset", gone)) if v}
            commands.append(UpdateOne({"_id": change.id}, command))
    if commands:
        collection.bulk_write(commands, ordered=False)
