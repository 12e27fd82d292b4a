"""Columns of sample documents, cached by field: the fast way through the frequent queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bson import ObjectId

from . import pipelines
from .limits import limit_after
from .store import Document, Pipeline

if TYPE_CHECKING:
    from .columns_selection import Selection
    from .columns_table import Table
    from .memory import MemoryStore

# Below so many documents, interpretation is fast enough, and nothing needs to load Polars.
SMALLEST = 500


class ColumnCache:
    """The columns of one store. They answer the stages of a pipeline for as long as they can."""

    def __init__(self, store: MemoryStore) -> None:
        """Without columns; they are built on first use."""
        self._store = store
        self._table: Table | None = None
        self._stale: set[str] = set()

    def forget(self, fields: set[str] | None = None) -> None:
        """Drops the columns of some top-level fields, or all."""
        if fields is None:
            self._table = None
        else:
            self._stale |= fields

    def prepare(self) -> None:
        """Loads what columns are made with, once there are enough documents for them: no query shall wait for it."""
        if self._store.count() >= SMALLEST:
            from . import columns_results  # noqa: F401

    def start(self, pipeline: Pipeline) -> tuple[list[Document], Pipeline]:
        """The documents after the stages that columns can answer, and the stages that remain.

        A stage that changes documents but not which there are remains, for the few that are left of them.
        """
        if not pipeline:
            return self._store.documents(), pipeline
        wanted = _only_id(pipeline[0])
        if wanted is not None:
            found = self._store.get(wanted)
            return [] if found is None else [found], pipeline[1:]
        if "$count" in pipeline[0]:
            n = self._store.count()
            return [{pipeline[0]["$count"]: n}] if n else [], pipeline[1:]
        if self._store.count() < SMALLEST:
            return self._store.documents(), pipeline
        from .columns_selection import Selection

        return self._run(Selection(self._current()), pipeline, [])

    def _current(self) -> Table:
        from .columns_table import Table

        if self._table is None:
            self._table = Table(self._store.documents())
        elif self._stale:
            self._table.forget(self._stale, self._store.documents())
        self._stale = set()
        return self._table

    def _run(
        self, selection: Selection, pipeline: Pipeline, changes: list[Mapping[str, Any]]
    ) -> tuple[list[Document], Pipeline]:
        """Follows a pipeline with columns.

        Args:
            changes: stages before it that change documents
        """
        from .columns_results import RESULTS
        from .columns_steps import STEPS, cancels
        from .columns_values import Cannot

        root = selection.level
        changes = list(changes)
        # How far documents, which are not unwound, can follow.
        index, done, remaining = selection.index, 0, list(changes)
        for i, stage in enumerate(pipeline):
            ((name, argument),) = stage.items()
            selection.limit = limit_after(pipeline, i + 1) if name == "$sort" else None
            try:
                if name == "$facet" and selection.level is root:
                    return [self._facet(selection, argument, changes)], pipeline[i + 1 :]
                if name in RESULTS:
                    try:
                        return RESULTS[name](selection, argument), pipeline[i + 1 :]
                    except Cannot:
                        if name not in STEPS:
                            break
                if name not in STEPS:
                    break
                if STEPS[name](selection, argument):
                    if changes and cancels(stage, changes[-1], selection):
                        changes.pop()
                    else:
                        changes.append(stage)
            except Cannot:
                break
            if selection.level is root:
                index, done, remaining = selection.index, i + 1, list(changes)
        documents = root.elements
        chosen = list(documents) if index is None else [documents[i] for i in index.tolist()]
        return chosen, [*remaining, *pipeline[done:]]

    def _facet(
        self,
        selection: Selection,
        facets: Mapping[str, Sequence[Mapping[str, Any]]],
        changes: list[Mapping[str, Any]],
    ) -> Document:
        out = {}
        for name, pipeline in facets.items():
            documents, rest = self._run(selection.copy(), pipeline, changes)
            out[name] = pipelines.run(documents, rest, self._store.engine)
        return out


def _only_id(stage: Mapping[str, Any]) -> ObjectId | None:
    """The id, if a stage is a search for one."""
    match = stage.get("$match")
    if isinstance(match, Mapping) and len(match) == 1 and type(match.get("_id")) is ObjectId:
        found: ObjectId = match["_id"]
        return found
    return None
