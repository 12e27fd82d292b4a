"""Saving many samples in few writes."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from .engine.store import Update

_BATCH = 1000


class SaveContext:
    """Collects what has changed in samples, and writes it a batch at a time and at the end."""

    def __init__(
        self,
        sample_collection: Any,
        batch_size: int | None = None,
        batching_strategy: str | None = None,
        async_writes: bool = False,
    ) -> None:
        """For samples of a collection.

        Args:
            batch_size: how many samples are written at once, if they are counted
            batching_strategy: FiftyOne's names of what is counted; anything but `"static"` means 1,000 samples
            async_writes: changes nothing; writes are done when the call that triggers them is
        """
        self.sample_collection = sample_collection
        self._dataset = sample_collection._root_dataset
        counted = batching_strategy in (None, "static") and isinstance(batch_size, int) and batch_size > 0
        self.batch_size = batch_size if counted and batch_size is not None else _BATCH
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
        if len(self._updates) >= self.batch_size or len(self._frames) >= self.batch_size:
            self.flush()

    def flush(self) -> None:
        """Writes what was taken in."""
        updates, self._updates = self._updates, []
        frames, self._frames = self._frames, []
        if updates:
            self._dataset._store.update(updates)
        for one in frames:
            one.save()
