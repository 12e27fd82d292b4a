"""Progress of operators, and two small helpers of FiftyOne's."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fo_widgets.operators.context import ExecutionContext

_NEW_FOR = timedelta(days=30)


class ProgressHandler(logging.Handler):
    """Shows what a logger says as the progress of an operator.

        with ProgressHandler(ctx, logger=logging.getLogger("trainer")):
            train()

    Args:
        ctx: its `set_progress` is called with every record's text.
        logger: the root logger by default.
        level: the least level; the logger's own by default.
    """

    def __init__(
        self, ctx: ExecutionContext, logger: logging.Logger | None = None, level: int | str | None = None
    ) -> None:
        super().__init__()
        self.ctx = ctx
        self.logger = logger or logging.getLogger()
        self.setLevel(self.logger.getEffectiveLevel() if level is None else level)

    def __enter__(self) -> ProgressHandler:
        self.logger.addHandler(self)
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.logger.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Shows a record."""
        self.ctx.set_progress(label=self.format(record))


def report_progress(
    progress: Callable[[Any], Any], n: int | None = None, dt: float | None = None
) -> Callable[[Any], Any]:
    """A function for progress bars to call, which calls another one less often.

    Args:
        progress: called with the bar.
        n: how many times, evenly over the iterations, the last one included.
        dt: or at most every so many seconds, and at the end.

    Returns:
        `progress` itself without `n` and `dt`; `n` counts if both are given.
    """
    if n is not None:
        return _at_iterations(progress, n)
    if dt is not None:
        return _at_times(progress, dt)
    return progress


def _at_iterations(progress: Callable[[Any], Any], n: int) -> Callable[[Any], Any]:
    wanted: set[int] | None = None

    def report(bar: Any) -> None:
        nonlocal wanted
        if wanted is None:
            wanted = _spread(n, bar.total)
        if bar.iteration in wanted:
            progress(bar)

    return report


def _spread(n: int, total: int | None) -> set[int]:
    if total is None or n < 1:
        return set()
    if total == 0:
        raise IndexError("a progress bar over nothing has no iterations to report")
    return {round(total * (i + 1) / n) for i in range(n)}


def _at_times(progress: Callable[[Any], Any], dt: float) -> Callable[[Any], Any]:
    started, due = time.monotonic(), dt

    def report(bar: Any) -> None:
        nonlocal due
        elapsed = time.monotonic() - started
        if elapsed >= due or bar.complete:
            due += dt
            progress(bar)

    return report


def is_new(release_date: str | datetime, days: int = _NEW_FOR.days) -> bool:
    """Whether something was released in the last days; for `PanelConfig(is_new=…)`.

    Args:
        release_date: a time, or text `YYYY-MM-DD`.
        days: how long something is new.

    Raises:
        ValueError: it is neither.
    """
    if isinstance(release_date, str):
        release_date = datetime.strptime(release_date, "%Y-%m-%d")  # noqa: DTZ007 - a date of people, local
    if not isinstance(release_date, datetime):
        raise ValueError("release_date must be a string or datetime object")
    return datetime.now(release_date.tzinfo) - release_date <= timedelta(days=days)
