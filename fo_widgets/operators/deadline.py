"""Time limits for plugin code: an exception is raised in the middle of it when time is up."""

from __future__ import annotations

import asyncio
import ctypes
import functools
import inspect
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from fo_widgets.operators.births import SOON, is_starting_a_thread

F = TypeVar("F", bound=Callable[..., Any])


class _Expired(BaseException):
    """Not an `Exception`, so that a plugin's `except Exception` does not swallow it."""


class Deadline:
    """A number of seconds that some code may run for, altogether; a context that ends the watch.

    Args:
        seconds: 0 is no limit.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._left = seconds
        self._ends = 0.0
        self._thread: int | None = None
        self._has_fired = False
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Deadline:
        return self

    def __exit__(self, *exc_info: object) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """The time inside counts; may be entered several times, one after the other.

        Python code is left at its next line, a call into C code only when it returns.

        Raises:
            TimeoutError: time is up.
        """
        if self._seconds <= 0:
            yield
            return
        started = time.monotonic()
        with self._lock:
            self._ends, self._thread = started + self._left, threading.get_ident()
            if self._timer is None:
                self._watch(self._left)
        try:
            try:
                yield
            finally:
                with self._lock:
                    thread, self._thread = self._thread, None
                self._left -= time.monotonic() - started
            if self._has_fired and thread is not None:
                # it may be pending still, and must not hit whatever comes next
                _raise_in(thread, None)
                raise _Expired
        except _Expired:
            raise timed_out(self._seconds) from None

    def _watch(self, seconds: float) -> None:
        # one thread for all entries: generators enter thousands of times
        self._timer = threading.Timer(max(seconds, 0), self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._lock:
            if self._timer is None:  # the watch has ended
                return
            self._timer = None
            if self._thread is None:
                return
            left = self._ends - time.monotonic()
            if left > 0:
                self._watch(left)
            elif is_starting_a_thread(self._thread):
                self._watch(SOON)
            else:
                self._has_fired = True
                _raise_in(self._thread, _Expired)


def _raise_in(thread: int, exception: type[BaseException] | None) -> None:
    wanted = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), wanted)


def timed_out(seconds: float) -> TimeoutError:
    """The error of a time limit, in FiftyOne's words."""
    return TimeoutError(f"Timeout occurred after {seconds:g} seconds")


@contextmanager
def timeout(seconds: float) -> Iterator[None]:
    """A limit for the code inside; in any thread, unlike one that is built on signals.

    Raises:
        TimeoutError: time is up.
    """
    with Deadline(seconds) as deadline, deadline.running():
        yield


def coroutine_timeout(seconds: float) -> Callable[[F], F]:
    """A decorator: a limit for a coroutine function.

    Raises:
        TypeError: for a function that is no coroutine function.
        TimeoutError: time is up, when the coroutine is awaited.
    """

    def decorate(function: F) -> F:
        if not inspect.iscoroutinefunction(function):
            raise TypeError(f"{function.__name__} must be a coroutine function")

        @functools.wraps(function)
        async def limited(*args: Any, **kwargs: Any) -> Any:
            coroutine: Coroutine[Any, Any, Any] = function(*args, **kwargs)
            try:
                return await asyncio.wait_for(coroutine, seconds)
            except asyncio.TimeoutError:
                raise timed_out(seconds) from None

        return cast("F", limited)

    return decorate
