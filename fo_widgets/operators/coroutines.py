"""Coroutines and async generators of plugins, run from plain code, whatever loop that code may be in.

They run on background threads with a loop each, in a copy of the caller's context. Jupyter's own loop
runs all the time, so `asyncio.run` is no way; and a loop of ours that waits for a coroutine which
waits for another needs a second loop.
"""

from __future__ import annotations

import asyncio
import atexit
import inspect
import queue
import threading
from collections.abc import AsyncGenerator, Awaitable, Generator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from fo_widgets.operators.cancel import CancelToken

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

# An exception that another thread raises in this one (a cancellation, a time-out) only arrives
# between two instructions of Python, so no wait may be longer than people notice.
_TICK = 0.05

_current_token: threading.local = threading.local()
_idle: list[LoopThread] = []
_idle_lock = threading.Lock()


class LoopThread:
    """An event loop on a thread of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._work, name="fo_widgets-loop", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        self.loop.run_forever()
        self.loop.close()

    def stop(self) -> None:
        """Ends the thread."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(timeout=1)


def is_generator(value: Any) -> bool:
    """Whether a value is a generator or an async generator."""
    return inspect.isgenerator(value) or inspect.isasyncgen(value)


def settle(value: Awaitable[T] | T) -> T:
    """The result of a coroutine, waiting for it; any other value is returned as it is."""
    if not isinstance(value, Awaitable):
        return value
    waited: Awaitable[T] = value
    with _borrowed() as thread:
        return _wait(asyncio.run_coroutine_threadsafe(_awaited(waited), thread.loop))


def as_generator(value: Any) -> Generator[Any, None, Any]:
    """The items of a generator or an async generator, one by one."""
    return _from_async(value) if inspect.isasyncgen(value) else value


@contextmanager
def cancellable(token: CancelToken | None) -> Iterator[None]:
    """While plugin code of this thread waits for coroutines, `token` can stop it."""
    before = getattr(_current_token, "token", None)
    _current_token.token = token or before
    try:
        yield
    finally:
        _current_token.token = before


def _from_async(source: AsyncGenerator[Any, Any]) -> Generator[Any, None, None]:
    # One task for the whole generator: time-outs and context variables of its code span its yields.
    items: queue.SimpleQueue[Any] = queue.SimpleQueue()
    go_on = asyncio.Event()

    async def pump() -> None:
        try:
            async for item in source:
                items.put(item)
                await go_on.wait()
                go_on.clear()
        finally:
            await source.aclose()

    with _borrowed() as thread:
        pumping = asyncio.run_coroutine_threadsafe(pump(), thread.loop)
        pumping.add_done_callback(lambda _: items.put(_END))
        try:
            while (item := _next(items)) is not _END:
                yield item
                thread.loop.call_soon_threadsafe(go_on.set)
        finally:
            if not pumping.done():
                pumping.cancel()
        _wait(pumping)


_END = object()


def _next(items: queue.SimpleQueue[Any]) -> Any:
    while True:
        try:
            return items.get(timeout=_TICK)
        except queue.Empty:
            _check_token()


async def _awaited(value: Awaitable[T]) -> T:
    return await value


def _wait(future: Future[T]) -> T:
    done = threading.Event()
    future.add_done_callback(lambda _: done.set())
    try:
        while not done.wait(_TICK):
            _check_token()
    except BaseException:
        future.cancel()
        raise
    return future.result()


def _check_token() -> None:
    token: CancelToken | None = getattr(_current_token, "token", None)
    if token is not None:
        token.raise_if_cancelled()


@contextmanager
def _borrowed() -> Iterator[LoopThread]:
    """A loop that nobody else waits on."""
    with _idle_lock:
        thread = _idle.pop() if _idle else None
    thread = thread or LoopThread()
    try:
        yield thread
    finally:
        # one whose code ignores a cancellation is busy still, but whoever comes next only waits longer
        with _idle_lock:
            _idle.append(thread)


@atexit.register
def _stop_idle() -> None:
    with _idle_lock:
        threads, _idle[:] = list(_idle), []
    for thread in threads:
        thread.stop()
