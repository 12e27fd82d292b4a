"""The stored queue: documents of delegated operations, each change of state atomic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bson import ObjectId
from bson.errors import InvalidId
from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.database import Database

from fo_widgets.delegation.document import DelegatedOperationDocument, Json, now
from fo_widgets.delegation.paging import DelegatedOperationPagingParams
from fo_widgets.operators.executor import ExecutionRunState
from fo_widgets.storage import connect

COLLECTION = "delegated_ops"
LISTING_LIMIT = 1000
SEARCHABLE = ("operator", "label")

STATES = (
    ExecutionRunState.SCHEDULED,
    ExecutionRunState.QUEUED,
    ExecutionRunState.RUNNING,
    ExecutionRunState.COMPLETED,
    ExecutionRunState.FAILED,
)
TERMINAL = (ExecutionRunState.COMPLETED, ExecutionRunState.FAILED)


class OperationQueue:
    """The operations in a database.

    Args:
        database: the one that `storage.connect()` gives at the time of each call, by default.
    """

    def __init__(self, database: Database[Json] | None = None) -> None:
        self._database = database

    @property
    def _documents(self) -> Collection[Json]:
        database = connect() if self._database is None else self._database
        return database[COLLECTION]

    def add(self, document: DelegatedOperationDocument) -> DelegatedOperationDocument:
        """Stores a new operation and gives it back with its id."""
        stored = document.to_pymongo()
        document.id = self._documents.insert_one(stored).inserted_id
        return document

    def get(self, doc_id: Any) -> DelegatedOperationDocument | None:
        """The operation with an id (`ObjectId` or text), None if there is none."""
        key = _object_id(doc_id)
        stored = None if key is None else self._documents.find_one({"_id": key})
        return None if stored is None else DelegatedOperationDocument.from_pymongo(stored)

    def change(
        self, doc_id: Any, changes: Json, required_state: str | None = None
    ) -> DelegatedOperationDocument | None:
        """Writes fields in one step, and gives the changed operation.

        Args:
            doc_id: which.
            changes: field → value; dotted names reach inside.
            required_state: nothing happens unless the operation is in that state.

        Returns:
            None if there is no such operation, or not in that state.
        """
        query: Json = {"_id": _object_id(doc_id)}
        if required_state is not None:
            query["run_state"] = required_state
        stored = self._documents.find_one_and_update(
            query, {"$set": {**changes, "updated_at": now()}}, return_document=ReturnDocument.AFTER
        )
        return None if stored is None else DelegatedOperationDocument.from_pymongo(stored)

    def delete(self, doc_id: Any) -> DelegatedOperationDocument | None:
        """Deletes an operation and gives it a last time, None if there is none."""
        stored = self._documents.find_one_and_delete({"_id": _object_id(doc_id)})
        return None if stored is None else DelegatedOperationDocument.from_pymongo(stored)

    def delete_where(self, query: Mapping[str, Any]) -> int:
        """Deletes operations and gives how many."""
        return self._documents.delete_many(dict(query)).deleted_count

    def find(
        self, query: Mapping[str, Any], paging: DelegatedOperationPagingParams | Json | None = None
    ) -> list[DelegatedOperationDocument]:
        """The operations that match, newest first and at most 1,000 unless `paging` says otherwise."""
        page = DelegatedOperationPagingParams(limit=LISTING_LIMIT) if paging is None else paging
        page = DelegatedOperationPagingParams(**page) if isinstance(page, dict) else page
        # the id settles the order of operations queued within one millisecond
        order = [(page.sort_by, page.sort_direction), ("_id", page.sort_direction)]
        found = self._documents.find(dict(query)).sort(order).skip(page.skip).limit(page.limit)
        return [DelegatedOperationDocument.from_pymongo(stored) for stored in found]

    def count(self, query: Mapping[str, Any]) -> int:
        """How many operations match."""
        return self._documents.count_documents(dict(query))


def search_query(search: Mapping[str, str | list[str]] | None) -> Json:
    """The query for `{regular expression: [fields]}`.

    Raises:
        ValueError: a field that cannot be searched.
    """
    terms = []
    for pattern, names in (search or {}).items():
        for name in [names] if isinstance(names, str) else names:
            if name not in SEARCHABLE:
                raise ValueError(f"Invalid search field: {name}; {' and '.join(SEARCHABLE)} can be searched")
            terms.append({name: re.compile(pattern)})
    return {"$or": terms} if terms else {}


def _object_id(value: Any) -> ObjectId | None:
    try:
        return value if isinstance(value, ObjectId) else ObjectId(str(value))
    except InvalidId:
        return None
