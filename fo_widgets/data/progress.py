"""The progress bar of long loops, ours and plugins'."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from types import TracebackType
from typing import Any

from fo_widgets.storage.config import config

_WIDTH = 30
_REDRAW_SECONDS = 0.1


class ProgressBar:
    """Counts iterations, and shows or reports them.

    `with ProgressBar(total=n) as pb: for x in pb(items): ...`, or `pb.update()` by hand.

    Args:
        total: how many iterations there will be, None if nobody knows.
        progress: False is silent; True draws a line on standard error; None does as
            `fo.config.show_progress_bars` says; a function is called with the bar, in place of drawing.
        quiet: True means `progress=False`.
    """

    def __init__(
        self,
        total: int | None = None,
        progress: bool | Callable[[ProgressBar], Any] | None = None,
        quiet: bool | None = None,
        **kwargs: Any,
    ) -> None:
        self.total = total
        self.iteration = 0
        self._iterable: Iterable[Any] | None = None
        if quiet is not None and progress is None:
            progress = not quiet
        self._callback = progress if callable(progress) else None
        shown = config.show_progress_bars if progress is None else bool(progress)
        self._draws = shown and self._callback is None
        self._started = time.monotonic()
        self._drawn = 0.0

    def __call__(self, iterable: Iterable[Any]) -> ProgressBar:
        self._iterable = iterable
        if self.total is None and isinstance(iterable, Sized):
            self.total = len(iterable)
        return self

    def __enter__(self) -> ProgressBar:
        self._started = time.monotonic()
        self._changed()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        for item in self._iterable or ():
            yield item
            self.update()

    @property
    def has_total(self) -> bool:
        return self.total is not None

    @property
    def progress(self) -> float | None:
        """The share that is done, 0 to 1, None without a total."""
        return None if self.total is None else self.iteration / self.total if self.total else 1.0

    @property
    def complete(self) -> bool:
        return self.total is not None and self.iteration >= self.total

    @property
    def elapsed_time(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def iter_rate(self) -> float:
        """Iterations a second."""
        return self.iteration / max(self.elapsed_time, 1e-9)

    @property
    def time_remaining(self) -> float | None:
        """Seconds to go at the present rate, None if that cannot be told."""
        if self.total is None or not self.iteration:
            return None
        return (self.total - self.iteration) / self.iter_rate

    def update(self, count: int = 1) -> None:
        """Notes that `count` more iterations are done."""
        self.set_iteration(self.iteration + count)

    def set_iteration(self, iteration: int, *args: Any, **kwargs: Any) -> None:
        """Notes how many iterations are done in all."""
        self.iteration = iteration
        self._changed()

    def draw(self, *args: Any, **kwargs: Any) -> None:
        """Draws the bar now, if it is drawn at all."""
        if not self._draws:
            return
        self._drawn = time.monotonic()
        share = self.progress
        count = f"{self.iteration}" if share is None else f"{self.iteration}/{self.total}"
        done = round(_WIDTH * (share or 0))
        bar = "" if share is None else f"{share:4.0%} |{'█' * done}{'-' * (_WIDTH - done)}| "
        sys.stderr.write(f"\r{bar}{count} [{self.elapsed_time:.1f}s elapsed, {self.iter_rate:.1f}/s]")
        sys.stderr.flush()

    def start(self) -> None:
        """Starts the clock."""
        self._started = time.monotonic()

    def close(self, *args: Any) -> None:
        """Draws the bar for the last time and ends its line."""
        if self._draws:
            self.draw()
            sys.stderr.write("\n")
            self._draws = False

    def _changed(self) -> None:
        if self._callback is not None:
            self._callback(self)
        elif self._draws and time.monotonic() - self._drawn >= _REDRAW_SECONDS:
            self.draw()
