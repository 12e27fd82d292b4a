"""Samples in this process's memory: documents in a dict, queried by interpreting pipelines or by columns."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bson import ObjectId

from . import pipelines
from .bson_values import MISSING
from .columns import ColumnCache
from .encoding import check_storable
from .failure import duplicate, refusal
from .garbage import many_objects
from .index_order import in_index_order
from .paths import candidates, placed, removed, split
from .store import Document, Listener, Pipeline, Update

GEO = "2dsphere"
# indexes in whose order documents are inserted
_AS_INSERTED = ("_id", "created_at", "last_modified_at")


class MemoryStore:
    """Documents by id, in insertion order. The documents are the truth; columns are a cache of them."""

    def __init__(self, name: str, engine: MemoryEngine) -> None:
        """An empty store."""
        self.name = name
        self.lock = threading.RLock()
        self.engine = engine
        self._documents: dict[ObjectId, Document] = {}
        self._indexes: dict[str, dict[str, Any]] = {"_id_": {"v": 2, "key": [("_id", 1)]}}
        self._listeners: list[Listener] = []
        self.columns = ColumnCache(self)

    def insert(self, documents: list[Document]) -> None:
        """Adds all documents, or none if an id is taken or a value cannot be stored."""
        check_storable(documents)
        with self.lock:
            new = {d["_id"]: d for d in documents}
            if len(new) < len(documents) or not new.keys().isdisjoint(self._documents):
                raise duplicate(self.name, "index: _id_")
            self._documents.update(new)
            self.columns.forget()
            self.columns.prepare()
            self._tell(new, new)

    def count(self) -> int:
        """The number of documents."""
        return len(self._documents)

    def ids(self) -> list[ObjectId]:
        """All ids, in insertion order."""
        with self.lock:
            return list(self._documents)

    def documents(self) -> list[Document]:
        """All documents, in insertion order."""
        with self.lock:
            return list(self._documents.values())

    def get(self, id: ObjectId) -> Document | None:
        """One document."""
        return self._documents.get(id)

    def find(self, ids: Iterable[ObjectId]) -> list[Document]:
        """The documents of some ids, in their order."""
        with self.lock:
            return [self._documents[i] for i in ids if i in self._documents]

    def find_where(self, path: str, value: Any) -> Document | None:
        """The first document with a value at a path."""
        return next(self.aggregate([{"$match": {path: {"$eq": value}}}, {"$limit": 1}]), None)

    def update(self, updates: list[Update]) -> int:
        """Applies all changes, or none if one cannot be."""
        with self.lock, many_objects():
            check_storable(update.set for update in updates)
            changed: dict[ObjectId, Document] = {}
            paths: set[str] = set()
            for update in updates:
                document = changed.get(update.id) or self._documents.get(update.id)
                if document is not None:
                    changed[update.id] = _updated(document, update)
                    paths.update(update.set, update.unset)
            self._documents.update(changed)
            self.columns.forget({path.partition(".")[0] for path in paths})
            self._tell(changed, changed)
            return len(changed)

    def update_with(self, pipeline: Pipeline, ids: Iterable[ObjectId] | None = None) -> int:
        """Rewrites documents by a pipeline of stages that change one document each."""
        with self.lock, many_objects():
            before = self.documents() if ids is None else self.find(ids)
            after = pipelines.run(before, pipeline, self.engine)
            if len(after) != len(before):
                raise refusal("a pipeline for an update must keep every document")
            check_storable(after)
            changed = {d["_id"]: d for d in after}
            self._documents.update(changed)
            self.columns.forget()
            self._tell(None if ids is None else changed, changed)
            return len(after)

    def _tell(self, ids: Iterable[ObjectId] | None, documents: Mapping[ObjectId, Document]) -> None:
        for listener in self._listeners:
            listener(ids, documents)

    def delete(self, ids: Iterable[ObjectId]) -> int:
        """Removes documents."""
        with self.lock:
            found = [i for i in ids if self._documents.pop(i, None) is not None]
            if found:
                self.columns.forget()
                self._tell(found, {})
            return len(found)

    def clear(self) -> None:
        """Removes all documents; indexes stay."""
        with self.lock:
            self._documents.clear()
            self.columns.forget()
            self._tell(None, {})

    def aggregate(self, pipeline: Pipeline) -> Iterator[Document]:
        """What a pipeline gives."""
        with self.lock:
            if pipeline and "$geoNear" in pipeline[0]:
                self._check_geo_index(pipeline[0]["$geoNear"]["key"])
            if pipeline and "$match" in pipeline[0]:
                single = [index["key"][0][0] for index in self._indexes.values() if len(index["key"]) == 1]
                pipeline = in_index_order(pipeline, [path for path in single if path not in _AS_INSERTED])
            documents, rest = self.columns.start(pipeline)
        with many_objects():
            return iter(pipelines.run(documents, rest, self.engine))

    def _check_geo_index(self, path: str) -> None:
        if not any((path, GEO) in index["key"] for index in self._indexes.values()):
            raise refusal(
                f"error processing query: ns={self.name} field={path}: unable to find index for $geoNear query"
            )

    def create_index(self, spec: str | list[tuple[str, Any]], unique: bool = False, **_options: Any) -> str:
        """Notes an index. Queries in memory do without, but for a unique or a geographic one data must fit."""
        key = [(spec, 1)] if isinstance(spec, str) else [(k, v) for k, v in spec]
        name = "_".join(f"{path}_{kind}" for path, kind in key)
        with self.lock:
            for path, kind in key:
                if kind == GEO:
                    self._check_geo_values(path)
            if unique:
                self._check_unique([split(path) for path, _ in key])
            self._indexes[name] = {"v": 2, "key": key, **({"unique": True} if unique else {})}
        return name

    def _check_geo_values(self, path: str) -> None:
        parts = split(path)
        for document in self._documents.values():
            for value in candidates(document, parts):
                if value is not MISSING and value is not None and not isinstance(value, (dict, list)):
                    raise refusal(f"Index build failed: Can't extract geo keys: {document['_id']}: {value!r}")

    def _check_unique(self, paths: list[tuple[str, ...]]) -> None:
        seen = set()
        for document in self._documents.values():
            key = repr([list(candidates(document, p)) for p in paths])
            if key in seen:
                raise duplicate(self.name, f"dup key: {key}")
            seen.add(key)

    def drop_index(self, name: str) -> None:
        """Forgets an index."""
        self._indexes.pop(name, None)

    def index_information(self) -> dict[str, dict[str, Any]]:
        """The indexes by name, as pymongo gives them."""
        return {k: dict(v) for k, v in self._indexes.items()}

    def sizes(self) -> Document:
        """Nothing: it is not on the disk."""
        return {}

    def listen(self, listener: Listener) -> None:
        """Calls a function after each write."""
        self._listeners.append(listener)


def _updated(document: Document, update: Update) -> Document:
    """A document as an update makes it; what that does not touch is shared."""
    new = dict(document)
    for path, value in update.set.items():
        if "." in path:
            new = placed(new, split(path), value)
        else:
            new[path] = value
    for path in update.unset:
        new = removed(new, split(path))
    return new


class MemoryEngine:
    """The stores of one database in memory; finds other collections for `$lookup` and `$unionWith`."""

    def __init__(self) -> None:
        """Without stores."""
        self._stores: dict[str, MemoryStore] = {}
        self._lock = threading.Lock()

    def store(self, name: str) -> MemoryStore:
        """The store of that name, empty if it is new."""
        with self._lock:
            if name not in self._stores:
                self._stores[name] = MemoryStore(name, self)
            return self._stores[name]

    def drop(self, name: str) -> None:
        """Forgets a store."""
        with self._lock:
            self._stores.pop(name, None)

    def documents(self, collection: str) -> list[Document]:
        """The documents of a store; none if there is no such store."""
        found = self._stores.get(collection)
        return found.documents() if found is not None else []

    def has_geo_index(self, collection: str, path: str) -> bool:
        """Whether a path of a store has a 2dsphere index."""
        found = self._stores.get(collection)
        return found is not None and any((path, GEO) in i["key"] for i in found.index_information().values())
