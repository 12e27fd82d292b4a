"""Whether gestures are taking so long that a person should be told."""

from __future__ import annotations

import threading
from collections.abc import Callable

# what is done sooner is seen to be done; a sign that flickers is worse than none
_PATIENCE = 0.5


class Busy:
    """Counts what is under way, and tells when it has lasted for half a second, and when it is over.

    Attributes:
        is_shown: whether it has lasted that long.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self.is_shown = False
        self._tell = tell
        self._count = 0
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Something more is under way."""
        with self._lock:
            self._count += 1
            if self._timer is None:
                self._timer = threading.Timer(_PATIENCE, self._look)
                self._timer.daemon = True
                self._timer.start()

    def end(self) -> None:
        """One of them is over."""
        with self._lock:
            self._count -= 1
            was_shown = self.is_shown
            if self._count:
                return
            self._stop()
        if was_shown:
            self._tell()

    def close(self) -> None:
        """Tells nothing any more."""
        with self._lock:
            self._stop()
            self._tell = lambda: None

    def _stop(self) -> None:
        self.is_shown = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        with self._lock:
            if not self._count or self._timer is None:
                return
            self.is_shown = True
        self._tell()
