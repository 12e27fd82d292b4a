"""Threads that are being born: a moment in which their parent must not be interrupted."""

from __future__ import annotations

import sys
import threading
import time

SOON = 0.005
"""Seconds after which to look again."""


def is_starting_a_thread(ident: int | None) -> bool:
    """Whether the thread of that id waits for a child's first sign of life.

    CPython gives a thread that is being born the id of its parent: an exception for the parent would
    kill the child, and the parent would wait for ever.
    """
    # a fresh turn on the interpreter: enough to look and to raise without another thread between
    time.sleep(0)
    frame = sys._current_frames().get(ident or 0)
    while frame is not None:
        if frame.f_code is threading.Thread.start.__code__:
            return True
        frame = frame.f_back
    return False
