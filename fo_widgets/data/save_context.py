"""Saving many samples in few writes."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from .engine.store import Update

_BATCH = 1000


class SaveContext:
    """Collects what has changed in samples, and writes it a batch at a time and at the end."""

    def __init__(self, collection: Any, batch_size: int | None = None, **_others: Any) -> None:
        """For samples of a collection."""
        self._dataset = collection._root_dataset
        self._size = batch_size if isinstance(batch_size, int) and batch_size > 0 else _BATCH
        self._updates: list[Update] = []
        self._frames: list[Any] = []

    def __enter__(self) -> SaveContext:
        """The context itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Writes what is left, also when the block was left by an error: those samples were saved before."""
        self.flush()

    def save(self, sample: Any) -> None:
        """Takes the changes of a sample in."""
        if not sample._BATCHES:
            sample.save()
            return
        update = sample._take_changes()
        if update is not None:
            self._updates.append(update)
        if "_frames" in sample.__dict__:
            self._frames.append(sample.frames)
        if len(self._updates) >= self._size or len(self._frames) >= self._size:
            self.flush()

    def flush(self) -> None:
        """Writes what was taken in."""
        updates, self._updates = self._updates, []
        frames, self._frames = self._frames, []
        if updates:
            self._dataset._store.update(updates)
        for one in frames:
            one.save()
