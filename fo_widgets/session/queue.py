"""The one queue of a session: plugin code runs in turns, in order, on one worker thread."""

from __future__ import annotations

import contextvars
import ctypes
import itertools
import threading
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fo_widgets.operators.births import SOON, is_starting_a_thread

T = TypeVar("T")

_names = itertools.count(1)
_TICK = 0.25


class TurnCancelled(BaseException):
    """Raised inside plugin code whose turn was cancelled by the user.

    Not an `Exception`, so that a plugin's `except Exception` does not swallow a cancellation.
    """

    def __str__(self) -> str:
        return "cancelled by the user"


@dataclass(eq=False)
class Turn:
    """One job's turn. `is_live` from its start to its end."""

    queue: EventQueue
    job: Callable[[], Any]
    context: contextvars.Context
    future: Future[Any] = field(default_factory=Future)
    key: Hashable | None = None
    is_live: bool = False
    is_cancelled: bool = False
    is_interruptible: bool = False


# The live turns that the running code belongs to. A context variable, not a thread id: coroutines
# and threads that plugin code starts with its context still count as inside the turn.
_turns: contextvars.ContextVar[tuple[Turn, ...]] = contextvars.ContextVar("fo_widgets_turns", default=())


_waits_lock = threading.Lock()


class EventQueue:
    """Runs jobs one after the other on one daemon thread.

    Comm handlers `submit`; calls from a cell `run`, which waits for the turn and its result. A call
    made from inside a turn of the same queue runs at once, so callbacks may use the public API.
    """

    def __init__(self) -> None:
        self._waiting: deque[Turn] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._current: Turn | None = None
        self._awaits: EventQueue | None = None

    @property
    def current_turn(self) -> Turn | None:
        """The live turn of this queue that the calling code is part of, or None."""
        return next((turn for turn in _turns.get() if turn.queue is self and turn.is_live), None)

    @property
    def is_busy(self) -> bool:
        """Whether a turn is running or waiting."""
        return self._current is not None or bool(self._waiting)

    def submit(self, job: Callable[[], T], *, key: Hashable | None = None) -> Future[T]:
        """Queues a job and returns at once.

        Args:
            job: called without arguments on the worker thread, in the caller's context.
            key: jobs that wait with an equal key are superseded: the latest wins, and takes the
                place of the earlier one in the order only if nothing was queued in between.
        """
        turn = Turn(self, job, contextvars.copy_context(), key=key)
        with self._changed:
            if key is not None and self._waiting and self._waiting[-1].key == key:
                superseded = self._waiting.pop()
                superseded.future.cancel()
            self._waiting.append(turn)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._work, name=f"fo_widgets-{next(_names)}", daemon=True
                )
                self._thread.start()
            self._changed.notify_all()
        return turn.future

    def run(self, job: Callable[[], T]) -> T:
        """Runs a job in its turn and returns its result, or raises what it raised.

        An interrupt of the waiting thread (the notebook's stop button) cancels the turn.
        """
        if self.current_turn is not None:
            return job()
        held_up = self._held_up_by_a_wait()
        if not self._may_wait(held_up):
            return job()
        future = self.submit(job)
        try:
            # a wait without an end cannot be interrupted everywhere
            while not wait([future], timeout=_TICK).done:
                pass
            return future.result()
        except KeyboardInterrupt:
            self.cancel(future)
            raise
        finally:
            if held_up is not None:
                held_up._awaits = None

    def _held_up_by_a_wait(self) -> EventQueue | None:
        """The queue whose worker is the calling thread."""
        here = threading.current_thread()
        return next(
            (turn.queue for turn in _turns.get() if turn.is_live and turn.queue._thread is here), None
        )

    def _may_wait(self, held_up: EventQueue | None) -> bool:
        """False if the turn that is to be waited for waits for the caller's: neither would ever come."""
        with _waits_lock:
            awaited = self._awaits
            while awaited is not None and awaited is not held_up:
                awaited = awaited._awaits
            if awaited is not None and held_up is not None:
                return False
            if held_up is not None:
                held_up._awaits = self
            return True

    def cancel(self, future: Future[Any] | None = None) -> bool:
        """Stops the running turn (or drops the waiting one) behind `future`; without one, the running turn.

        Returns:
            Whether there was something to stop. Plugin code sees `TurnCancelled` at its next line of
            Python; a call into C code is only left when it returns.
        """
        with self._changed:
            for turn in self._waiting:
                if future is not None and turn.future is future:
                    self._waiting.remove(turn)
                    turn.future.cancel()
                    return True
            turn_now = self._current
            if turn_now is None or (future is not None and turn_now.future is not future):
                return False
            turn_now.is_cancelled = True
            self._stop(turn_now)
            return True

    def interruptible(self) -> Interruptible:
        """A context for plugin code: only inside it may a cancellation be raised."""
        return Interruptible(self)

    def _stop(self, turn: Turn) -> None:
        with self._changed:
            if self._current is not turn or not turn.is_interruptible or self._thread is None:
                return  # over, or in our own code, which looks at `is_cancelled` when it is through
            if is_starting_a_thread(self._thread.ident):
                again = threading.Timer(SOON, self._stop, (turn,))
                again.daemon = True
                again.start()
            else:
                self._raise_in_worker()

    def _raise_in_worker(self, clear: bool = False) -> None:
        assert self._thread is not None
        exception = None if clear else ctypes.py_object(TurnCancelled)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread.ident or 0), exception)

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    self._current = None
                    if not self._changed.wait(timeout=30):
                        # an idle session keeps no thread; the next submit starts one
                        if self._waiting:
                            continue
                        self._thread = None
                        return
                turn = self._waiting.popleft()
                self._current = turn
            if turn.future.set_running_or_notify_cancel():
                turn.context.run(self._take, turn)
            with self._changed:
                self._current = None

    def _take(self, turn: Turn) -> None:
        turn.is_live = True
        _turns.set((*_turns.get(), turn))
        try:
            result = turn.job()
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for the future
            turn.is_live = False
            turn.future.set_exception(error)
        else:
            turn.is_live = False
            turn.future.set_result(result)


class Interruptible:
    """Marks plugin code inside a turn as a place where `TurnCancelled` may be raised."""

    def __init__(self, queue: EventQueue) -> None:
        self._queue = queue
        self._turn = queue.current_turn
        self._outermost = False

    def __enter__(self) -> None:
        if self._turn is None:
            return
        with self._queue._changed:
            if self._turn.is_cancelled:
                raise TurnCancelled
            self._outermost = not self._turn.is_interruptible
            self._turn.is_interruptible = True

    def __exit__(self, *exc_info: object) -> None:
        if self._turn is None or not self._outermost:
            return
        with self._queue._changed:
            self._turn.is_interruptible = False
            if self._turn.is_cancelled and threading.current_thread() is self._queue._thread:
                # the exception may still be pending: it must not hit our own code
                self._queue._raise_in_worker(clear=True)
