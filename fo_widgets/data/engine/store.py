"""The seam between datasets and where their sample documents lie.

A `SampleStore` is one collection of sample (or frame, or patch) documents in the database's layout; an `Engine`
opens them. `memory` is one engine; another one keeps the documents on a MongoDB server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bson import ObjectId

Document = dict[str, Any]
Pipeline = Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class Update:
    """What is to change in one document, by dotted path."""

    id: ObjectId
    set: dict[str, Any] = field(default_factory=dict)
    unset: Sequence[str] = ()


# The ids of what was written, None for all; and the documents, without those that are gone, if the store has them.
Listener = Callable[[Iterable[ObjectId] | None, Mapping[ObjectId, Document] | None], None]


class SampleStore(Protocol):
    """One collection of documents. Documents that are read must not be changed; all writes are atomic."""

    name: str

    def insert(self, documents: list[Document]) -> None:
        """Adds documents, which the store owns from then on."""

    def count(self) -> int:
        """The number of documents."""

    def ids(self) -> list[ObjectId]:
        """All ids, in insertion order."""

    def get(self, id: ObjectId) -> Document | None:
        """One document."""

    def find(self, ids: Iterable[ObjectId]) -> list[Document]:
        """The documents of some ids, in their order; unknown ids are left out."""

    def find_where(self, path: str, value: Any) -> Document | None:
        """The first document with a value at a path."""

    def update(self, updates: list[Update]) -> int:
        """Applies changes; the number of documents found."""

    def update_with(self, pipeline: Pipeline, ids: Iterable[ObjectId] | None = None) -> int:
        """Rewrites documents (all, or some) by an aggregation pipeline of `$set` and `$unset`."""

    def delete(self, ids: Iterable[ObjectId]) -> int:
        """Removes documents; the number removed."""

    def clear(self) -> None:
        """Removes all documents."""

    def aggregate(self, pipeline: Pipeline) -> Iterator[Document]:
        """What a pipeline gives."""

    def create_index(self, spec: str | list[tuple[str, Any]], unique: bool = False, **options: Any) -> str:
        """Creates an index; its name."""

    def drop_index(self, name: str) -> None:
        """Drops an index."""

    def index_information(self) -> dict[str, dict[str, Any]]:
        """The indexes by name, as pymongo gives them."""

    def sizes(self) -> Document:
        """What the database tells of its size on the disk, as `collStats` has it; nothing in memory."""

    def listen(self, listener: Listener) -> None:
        """Calls a function after each write."""


class Engine(Protocol):
    """Opens the sample stores of one database."""

    def store(self, name: str) -> SampleStore:
        """The store of that name, empty if it is new."""

    def drop(self, name: str) -> None:
        """Removes a store with its documents."""
