"""Stopping an operator that runs."""

from __future__ import annotations

import threading
from collections.abc import Callable


class OperatorCancelled(BaseException):
    """Raised inside plugin code that was cancelled.

    Not an `Exception`, so that a plugin's `except Exception` does not swallow it.
    """

    def __str__(self) -> str:
        return "cancelled"


class CancelToken:
    """Given to a run by whoever may want to stop it, from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._listeners: list[Callable[[], None]] = []

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Stops the run: at its next `yield`, or, if it is a coroutine, where it waits."""
        self._event.set()

    def raise_if_cancelled(self) -> None:
        """Raises if `cancel` was called.

        Raises:
            OperatorCancelled: it was.
        """
        if self._event.is_set():
            raise OperatorCancelled
