"""The moment that a comm handler waits for what it has queued."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

from fo_widgets.session.queue import EventQueue

# Most callbacks are done by then, and nobody notices that the kernel listens to nothing else so shortly.
_SECONDS = 0.02


def submit_and_linger(queue: EventQueue, submit: Callable[[], Future[Any]]) -> Future[Any]:
    """What `submit` has queued, mostly done already: if nothing else was queued, a moment is spent waiting for it.

    The answer then leaves before the kernel reports to be idle again. A Jupyter server sends each of a
    kernel's small messages only when the browser has acknowledged the one before (Nagle's algorithm), for
    which a browser may take 40 ms: an answer behind the report would be that much later on the screen.
    """
    was_busy = queue.is_busy
    future = submit()
    if not was_busy:
        wait([future], timeout=_SECONDS)
    return future
