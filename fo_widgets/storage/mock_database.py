"""A mongomock database, made safe for threads and strict about BSON."""

# mongomock says that it is typed, but most of it is not.
# mypy: disable-error-code="no-untyped-call, override"

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any, TypeVar, cast

import bson
import mongomock
from mongomock.collection import Collection as MockCollection
from mongomock.database import Database as MockDatabase

from fo_widgets.storage.memory import InMemory

F = TypeVar("F", bound=Callable[..., Any])
Document = dict[str, Any]

_READS = (
    "aggregate",
    "count_documents",
    "distinct",
    "estimated_document_count",
    "find_one",
    "index_information",
    "list_indexes",
)
_WRITES = (
    "bulk_write",
    "create_index",
    "create_indexes",
    "delete_many",
    "delete_one",
    "drop",
    "drop_index",
    "drop_indexes",
    "find_one_and_delete",
    "find_one_and_replace",
    "find_one_and_update",
    "rename",
    "replace_one",
    "update_many",
    "update_one",
)


def new_database(name: str) -> MemoryDatabase:
    """An empty database."""
    client: Any = mongomock.MongoClient()
    return MemoryDatabase(client, name, client._store[name])


class MemoryDatabase(MockDatabase, InMemory):
    """A mongomock database whose collections take turns under one lock."""

    def __init__(self, client: Any, name: str, _store: Any, **options: Any) -> None:
        super().__init__(client, name, _store, **options)
        self._lock = threading.RLock()

    def get_collection(self, name: str, **options: Any) -> MemoryCollection:
        with self._lock:
            if name not in self._collection_accesses:
                self._ensure_valid_collection_name(name)
                self._collection_accesses[name] = MemoryCollection(self, name, self._store)
            # one process has nothing to gain from read preferences or write concerns
            return cast("MemoryCollection", self._collection_accesses[name])

    def with_options(self, **options: Any) -> MemoryDatabase:
        return self

    def list_collection_names(self, *args: Any, **kwargs: Any) -> list[str]:
        with self._lock:
            return cast("list[str]", super().list_collection_names(*args, **kwargs))

    def drop_collection(self, name_or_collection: Any, session: Any = None) -> None:
        with self._lock:
            super().drop_collection(name_or_collection, session)


class MemoryCollection(MockCollection):
    """A mongomock collection in which a method runs alone, and documents are what BSON makes of them.

    mongomock keeps Python objects that a server would refuse or change: tuples, microseconds,
    numpy numbers. Here they are refused or changed in the same way, so what works in memory
    works on a server.
    """

    def __init__(self, database: MemoryDatabase, name: str, _db_store: Any, **options: Any) -> None:
        super().__init__(database, name, _db_store, **options)
        self._lock = database._lock

    def with_options(self, *args: Any, **options: Any) -> MemoryCollection:
        return self

    def insert_one(self, document: MutableMapping[str, Any], *args: Any, **kwargs: Any) -> Any:
        _give_id(document)
        with self._lock:
            return super().insert_one(_as_stored(document), *args, **kwargs)

    def insert_many(self, documents: Iterable[MutableMapping[str, Any]], *args: Any, **kwargs: Any) -> Any:
        documents = list(documents)
        for document in documents:
            _give_id(document)
        with self._lock:
            return super().insert_many([_as_stored(document) for document in documents], *args, **kwargs)

    def _update(self, spec: Any, document: Any, *args: Any, **kwargs: Any) -> Any:
        # a pipeline is a list, which is no BSON document by itself
        stored = _as_stored({"update": document})["update"]
        return super()._update(spec, stored, *args, **kwargs)

    def _get_dataset(self, spec: Any, *args: Any, **kwargs: Any) -> list[Document]:
        # what every cursor reads from: the documents as they are now; gridfs may give no filter
        with self._lock:
            return list(super()._get_dataset(spec or {}, *args, **kwargs))


def _locked(name: str) -> Callable[..., Any]:
    inherited = getattr(MockCollection, name)

    @functools.wraps(inherited)
    def method(self: MemoryCollection, *args: Any, **kwargs: Any) -> Any:
        with self._lock:
            return inherited(self, *args, **kwargs)

    return method


for _name in (*_READS, *_WRITES):
    setattr(MemoryCollection, _name, _locked(_name))


def _give_id(document: MutableMapping[str, Any]) -> None:
    # as pymongo does, in the caller's own document
    if "_id" not in document:
        document["_id"] = bson.ObjectId()


def _as_stored(document: MutableMapping[str, Any]) -> Document:
    """A copy of a document as a server would give it back.

    Raises:
        bson.errors.InvalidDocument: for a value that BSON cannot hold.
    """
    return bson.decode(bson.encode(document))
