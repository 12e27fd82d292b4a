"""Making many objects that last, without Python looking through all of them again and again."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# New objects are still looked at, old ones hardly ever: with samples in memory there are millions of those.
_THRESHOLDS = (50_000, 20, 1_000)
_lock = threading.Lock()
_usual: list[tuple[int, int, int]] = []  # what was set before, once for each block that runs


@contextmanager
def many_objects(lasting: bool = False) -> Iterator[None]:
    """A block that makes many objects which stay. Adding samples takes a third of the time in it.

    Args:
        lasting: they are thousands, and stay for good: at the end they are old at once, without having been looked
            at. What somebody has frozen stays frozen; then they grow old as all do.
    """
    grow_old = lasting and gc.isenabled() and not gc.get_freeze_count()
    if grow_old:
        gc.collect(1)  # what is garbage by now must not grow old with them
    with _lock:
        _usual.append(_usual[0] if _usual else gc.get_threshold())
        gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        with _lock:
            before = _usual.pop()
            if not _usual:
                gc.set_threshold(*before)
        if grow_old:
            gc.freeze()
            gc.unfreeze()
