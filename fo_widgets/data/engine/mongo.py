"""Samples on a MongoDB server: pipelines run there, and what is sent back is plain documents."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from bson import ObjectId
from bson.raw_bson import RawBSONDocument
from pymongo import ReturnDocument, WriteConcern
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError

from .encoding import encoded
from .mongo_cursor import stream
from .mongo_session import reaching
from .mongo_writes import Change, restore, send, snapshot
from .store import Document, Listener, Pipeline, Update

T = TypeVar("T")

# So many ids fit in one command of 16 MB with room to spare.
IDS_PER_COMMAND = 100_000
DOCUMENTS_PER_COMMAND = 10_000


class MongoStore:
    """One collection on a server.

    A standalone server has no transactions. So what could fail is tried before anything is written, and what
    fails all the same is taken back; only a server that goes away in the middle can leave a part, which the
    next call on this store removes.
    """

    def __init__(self, name: str, database: Database[Document]) -> None:
        """The collection of that name, which the first write creates."""
        self.name = name
        self._collection = journaled(database)[name]
        self._listeners: list[Listener] = []
        self._lock = threading.RLock()
        self._unwanted: list[ObjectId] = []  # inserted by a call that failed, and not yet removed

    def insert(self, documents: list[Document]) -> None:
        """Adds all documents, or none.

        Raises:
            DuplicateKeyError: an id is taken
            DatabaseUnreachable: the server went away
        """
        if not documents:
            return
        raw = [RawBSONDocument(encoded(document)) for document in documents]
        ids = [document["_id"] for document in documents]
        with self._lock, self._reaching("add samples"):
            self._refuse_taken(ids)
            sent = 0
            try:
                for batch in batched(raw, DOCUMENTS_PER_COMMAND):
                    sent += len(batch)
                    self._collection.insert_many(batch, ordered=True)
            except BulkWriteError as error:
                self._unwanted += ids[: sent - len(batch) + error.details["nInserted"]]
                self._clean()
                if _is_duplicate(error):
                    raise DuplicateKeyError(_message(error), 11000, error.details) from error
                raise
            except BaseException:
                self._unwanted += ids[:sent]
                raise
        self._tell(ids, {d["_id"]: d for d in documents})

    def _refuse_taken(self, ids: list[ObjectId]) -> None:
        taken = None if len(set(ids)) == len(ids) else "given twice"
        for batch in batched(ids, IDS_PER_COMMAND):
            found = self._collection.find_one({"_id": {"$in": batch}}, {"_id": True})
            taken = found["_id"] if found else taken
        if taken is not None:
            raise DuplicateKeyError(
                f"E11000 duplicate key error collection: {self.name} index: _id_ dup key: {taken}", 11000
            )

    def _clean(self) -> None:
        """Removes what a failed insert has left."""
        for batch in batched(self._unwanted, IDS_PER_COMMAND):
            self._collection.delete_many({"_id": {"$in": batch}})
        self._unwanted = []

    def _reaching(self, task: str) -> Any:
        """A block that talks to the server; first of all, what a failed insert left is removed."""
        return reaching(self._collection, task, self._clean if self._unwanted else None)

    def count(self) -> int:
        """The number of documents."""
        with self._reaching("count samples"):
            return self._collection.estimated_document_count()

    def ids(self) -> list[ObjectId]:
        """All ids, in insertion order."""
        return [document["_id"] for document in self.aggregate([{"$project": {"_id": True}}])]

    def get(self, id: ObjectId) -> Document | None:
        """One document."""
        with self._reaching("read a sample"):
            return self._collection.find_one({"_id": id})

    def find(self, ids: Iterable[ObjectId]) -> list[Document]:
        """The documents of some ids, in their order."""
        wanted = list(ids)
        found: dict[ObjectId, Document] = {}
        with self._reaching("read samples"):
            for batch in batched(wanted, IDS_PER_COMMAND):
                found.update((d["_id"], d) for d in self._collection.find({"_id": {"$in": batch}}))
        return [found[i] for i in wanted if i in found]

    def find_where(self, path: str, value: Any) -> Document | None:
        """The first document with a value at a path."""
        with self._reaching("read a sample"):
            return self._collection.find_one({path: {"$eq": value}})

    def update(self, updates: list[Update]) -> int:
        """Applies all changes, or none if one cannot be.

        Raises:
            DatabaseUnreachable: the server went away; a repetition does no harm
        """
        changes = [Change(update) for update in updates]
        if not any(change.command for change in changes):
            return len(self.find({change.id for change in changes}))
        if len(changes) == 1:
            return self._update_one(changes[0])
        with self._lock, self._reaching("save samples"):
            before = snapshot(self._collection, changes, IDS_PER_COMMAND)
            try:
                send(self._collection, changes)
            except BulkWriteError:
                restore(self._collection, before, changes)
                raise
        self._tell({change.id for change in changes})
        return len(before)

    def _update_one(self, change: Change) -> int:
        with self._lock, self._reaching("save samples"):
            after = self._collection.find_one_and_update(
                {"_id": change.id}, change.command, return_document=ReturnDocument.AFTER
            )
        found = {} if after is None else {change.id: after}
        self._tell([change.id], found)
        return len(found)

    def update_with(self, pipeline: Pipeline, ids: Iterable[ObjectId] | None = None) -> int:
        """Rewrites documents by a pipeline on the server; none, if it fails for one.

        Raises:
            OperationFailure: as the server says
            DatabaseUnreachable: the server went away; some may have been rewritten
        """
        chosen = None if ids is None else list(ids)
        filters: list[dict[str, Any]] = [{}]
        if chosen is not None:
            filters = [{"_id": {"$in": batch}} for batch in batched(chosen, IDS_PER_COMMAND)]
        # The size of a document is known only once all of it is computed.
        dry_run = {"$match": {"$expr": {"$lt": [{"$bsonSize": "$$ROOT"}, 0]}}}
        number = 0
        with self._lock, self._reaching("rewrite samples"):
            for filter in filters:
                self._collection.aggregate(
                    [{"$match": filter}, *pipeline, dry_run], allowDiskUse=True
                ).to_list()
            for filter in filters:
                number += self._collection.update_many(filter, list(pipeline)).matched_count
        self._tell(chosen)
        return number

    def delete(self, ids: Iterable[ObjectId]) -> int:
        """Removes documents."""
        chosen = list(ids)
        number = 0
        with self._lock, self._reaching("delete samples"):
            for batch in batched(chosen, IDS_PER_COMMAND):
                number += self._collection.delete_many({"_id": {"$in": batch}}).deleted_count
        if number:
            self._tell(chosen, {})
        return number

    def clear(self) -> None:
        """Removes all documents; indexes stay."""
        with self._lock, self._reaching("delete samples"):
            self._collection.delete_many({})
        self._tell(None, {})

    def aggregate(self, pipeline: Pipeline) -> Iterator[Document]:
        """What a pipeline gives, read as it is iterated, for as long as that takes."""
        if len(pipeline) == 1 and "$count" in pipeline[0]:
            number = self.count()  # a server knows it, and would count all the same
            return iter([{pipeline[0]["$count"]: number}] if number else [])
        with self._reaching("query samples"):
            return stream(self._collection, pipeline)

    def create_index(self, spec: str | list[tuple[str, Any]], unique: bool = False, **options: Any) -> str:
        """Creates an index; its name."""
        with self._reaching("create an index"):
            if unique:
                options["unique"] = True
            return self._collection.create_index(spec, **options)

    def drop_index(self, name: str) -> None:
        """Drops an index."""
        with self._reaching("drop an index"):
            self._collection.drop_index(name)

    def index_information(self) -> dict[str, dict[str, Any]]:
        """The indexes by name."""
        with self._reaching("list indexes"):
            return {k: dict(v) for k, v in self._collection.index_information().items()}

    def sizes(self) -> Document:
        """What the server tells of its size on the disk."""
        with self._reaching("measure samples"):
            told: Document = self._collection.database.command("collStats", self.name)
            return told

    def listen(self, listener: Listener) -> None:
        """Calls a function after each write of this process."""
        self._listeners.append(listener)

    def _tell(
        self, ids: Iterable[ObjectId] | None, documents: Mapping[ObjectId, Document] | None = None
    ) -> None:
        for listener in self._listeners:
            listener(ids, documents)


class MongoEngine:
    """The sample stores of one database on a server."""

    def __init__(self, database: Database[Document]) -> None:
        """Of a database; nothing is read or written yet."""
        self._database = journaled(database)
        self._stores: dict[str, MongoStore] = {}
        self._lock = threading.Lock()

    def store(self, name: str) -> MongoStore:
        """The store of that name, empty if it is new."""
        with self._lock:
            if name not in self._stores:
                self._stores[name] = MongoStore(name, self._database)
            return self._stores[name]

    def drop(self, name: str) -> None:
        """Removes a store with its documents."""
        with self._lock:
            self._stores.pop(name, None)
        with reaching(self._database[name], "delete a dataset"):
            self._database.drop_collection(name)


def journaled(database: Database[Document]) -> Database[Document]:
    """A database whose writes are acknowledged only once a server that is killed would still have them."""
    return database.with_options(write_concern=WriteConcern(w=1, j=True))


def batched(items: Sequence[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` of the items, in order."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _is_duplicate(error: BulkWriteError) -> bool:
    return any(e.get("code") == 11000 for e in error.details.get("writeErrors", ()))


def _message(error: BulkWriteError) -> str:
    return str(error.details["writeErrors"][0]["errmsg"])
