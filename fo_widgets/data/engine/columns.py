"""Columns of sample documents, cached by field: the fast way through the frequent queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .store import Document, Pipeline

if TYPE_CHECKING:
    from .memory import MemoryStore


class ColumnCache:
    """The columns of one store."""

    def __init__(self, store: MemoryStore) -> None:
        """Without columns; they are built on first use."""
        self._store = store

    def forget(self, fields: set[str] | None = None) -> None:
        """Drops the columns of some top-level fields, or all."""

    def start(self, pipeline: Pipeline) -> tuple[list[Document], Pipeline]:
        """The documents after the stages that columns can answer, and the stages that remain."""
        return self._store.documents(), pipeline
