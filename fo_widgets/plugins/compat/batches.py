"""Iterables cut into batches."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")


def iter_batches(iterable: Iterable[T], batch_size: int | None) -> Iterator[tuple[T, ...]]:
    """Tuples of up to `batch_size` items; one with everything if that is None."""
    items = iter(iterable)
    if batch_size is None:
        yield tuple(items)
        return
    while batch := tuple(itertools.islice(items, batch_size)):
        yield batch


def iter_slices(sliceable: Any, batch_size: int | None) -> Iterator[Any]:
    """Slices of up to `batch_size` items; the whole if that is None."""
    if batch_size is None:
        yield sliceable
        return
    start = 0
    while len(part := sliceable[start : start + batch_size]):
        yield part
        start += batch_size


class StaticBatcher:
    """Lists of a fixed size; also a context manager.

    Args:
        batch_size: how many items a batch has, None for all of them.
        transform_fn: applied to every item.
    """

    def __init__(
        self,
        iterable: Iterable[Any],
        batch_size: int | None,
        transform_fn: Callable[[Any], Any] | None = None,
        return_views: bool = False,
        progress: Any = False,
        total: int | None = None,
    ) -> None:
        self.iterable = iterable
        self.batch_size = batch_size
        self.transform_fn = transform_fn
        self.total = total
        self._items: Iterator[Any] = iter(())

    def __enter__(self) -> StaticBatcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to release."""

    def __iter__(self) -> StaticBatcher:
        self._items = iter(self.iterable)
        return self

    def __next__(self) -> list[Any]:
        batch = list(itertools.islice(self._items, self._next_size()))
        if not batch:
            raise StopIteration
        return [self.transform_fn(item) for item in batch] if self.transform_fn else batch

    def _next_size(self) -> int | None:
        return self.batch_size


class DynamicBatcher(StaticBatcher):
    """Lists whose size adapts so that working through one takes about `target_latency` seconds.

    Args:
        max_batch_beta: the most that the size may grow or shrink by at a step, as a factor.
    """

    def __init__(
        self,
        iterable: Iterable[Any],
        target_latency: float = 0.2,
        init_batch_size: int = 1,
        min_batch_size: int = 1,
        max_batch_size: int | None = None,
        max_batch_beta: float | None = None,
        transform_fn: Callable[[Any], Any] | None = None,
        return_views: bool = False,
        progress: Any = False,
        total: int | None = None,
    ) -> None:
        super().__init__(iterable, init_batch_size, transform_fn, return_views, progress, total)
        self.target_measurement = target_latency
        self.init_batch_size = init_batch_size
        self.min_batch_size = min_batch_size
        self.max_batch_size = max_batch_size
        self.max_batch_beta = max_batch_beta
        self._started: float | None = None

    def __iter__(self) -> StaticBatcher:
        self.batch_size = self.init_batch_size
        self._started = None
        return super().__iter__()

    def _next_size(self) -> int:
        now = time.perf_counter()
        size = self.batch_size or self.init_batch_size
        if self._started is not None:
            factor = self.target_measurement / max(now - self._started, 1e-6)
            if self.max_batch_beta is not None:
                factor = min(max(factor, 1 / self.max_batch_beta), self.max_batch_beta)
            size = max(self.min_batch_size, round(size * factor))
            size = size if self.max_batch_size is None else min(size, self.max_batch_size)
        self._started = now
        self.batch_size = size
        return size


LatencyDynamicBatcher = DynamicBatcher


def get_default_batcher(
    iterable: Iterable[Any],
    batcher: Any = None,
    transform_fn: Callable[[Any], Any] | None = None,
    size_calc_fn: Any = None,
    progress: Any = False,
    total: int | None = None,
) -> Any:
    """A `DynamicBatcher`, or what the given callable makes; one big batch if `batcher` is False."""
    if callable(batcher):
        return batcher(iterable)
    if batcher is False:
        return StaticBatcher(iterable, None, transform_fn, total=total)
    return DynamicBatcher(iterable, transform_fn=transform_fn, progress=progress, total=total)
