"""The worker in this kernel: one thread that runs queued operations, the oldest first."""

from __future__ import annotations

import ctypes
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from bson import ObjectId

from fo_widgets.delegation.document import DelegatedOperationDocument
from fo_widgets.delegation.orchestrators import is_orchestrated
from fo_widgets.delegation.queue import TERMINAL
from fo_widgets.delegation.service import DelegatedOperationService, queued_listeners
from fo_widgets.operators.births import SOON, is_starting_a_thread
from fo_widgets.operators.executor import ExecutionResult, ExecutionRunState

logger = logging.getLogger(__name__)

_IDLE_SECONDS = 30
_LOOK_SECONDS = 0.2


class OperationCancelled(BaseException):
    """Raised inside a delegated operation that was cancelled.

    Not an `Exception`, so that a plugin's `except Exception` does not swallow it.
    """

    def __str__(self) -> str:
        return "cancelled by the user"


class Worker:
    """Runs what this process queues, one operation at a time, beside the notebook's own thread.

    Operations that other processes queued in a shared database are theirs; `run_all()` takes them too.
    A kernel that ends leaves its waiting operations in the queue.

    Args:
        service: where operations are.

    Attributes:
        is_active: whether it takes what is queued from now on.
        running: the id of the operation that runs now.
    """

    def __init__(self, service: DelegatedOperationService | None = None) -> None:
        self.service = service or DelegatedOperationService()
        self.is_active = False
        self.running: ObjectId | None = None
        self._waiting: deque[ObjectId] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_cancelled = False
        self._is_inside = False
        self._followers: dict[ObjectId, Callable[[DelegatedOperationDocument], None]] = {}

    def start(self) -> None:
        """Takes every operation that this process queues from now on."""
        with self._changed:
            if not self.is_active:
                self.is_active = True
                queued_listeners.append(self._take_note)

    def stop(self) -> None:
        """Takes no further operation; the running one goes on, waiting ones stay queued."""
        with self._changed:
            if self.is_active:
                self.is_active = False
                queued_listeners.remove(self._take_note)
            self._waiting.clear()

    def run_all(self) -> None:
        """Also takes what waits in the database already, whoever queued it."""
        for document in reversed(self.service.get_queued_operations()):
            self._take_note(document)

    def wait(self, doc_id: Any, timeout: float | None = None) -> DelegatedOperationDocument:
        """The operation once it has ended.

        Args:
            doc_id: which.
            timeout: seconds to wait at most.

        Raises:
            TimeoutError: it has not ended by then.
            ValueError: no such operation.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while (document := self.service.get(doc_id)).run_state not in TERMINAL:
            if deadline is not None and time.monotonic() >= deadline:
                raise TimeoutError(
                    f"operation {doc_id} is still {document.run_state} after {timeout} seconds"
                )
            with self._changed:
                self._changed.wait(timeout=_LOOK_SECONDS)
        return document

    def follow(self, doc_id: ObjectId, tell: Callable[[DelegatedOperationDocument], None]) -> None:
        """Calls `tell`, on the thread that ran it, once this worker or an orchestrator has run the operation."""
        with self._changed:
            document = self.service.get(doc_id)
            if document.run_state not in TERMINAL:
                self._followers[doc_id] = tell
                return
        tell(document)

    def cancel(self, doc_id: Any) -> bool:
        """Stops an operation: one that waits never starts, one that runs is interrupted.

        FiftyOne knows no state for it: it is `"failed"`, and its error says that it was cancelled.

        Returns:
            Whether there was something to stop. Python code stops at its next line; a call into C
            code is only left when it returns.
        """
        key = self.service.get(doc_id).id
        failed = ExecutionResult(error=str(OperationCancelled()), error_message=str(OperationCancelled()))
        if self.service.set_failed(key, failed, required_state=ExecutionRunState.QUEUED) is not None:
            return True
        with self._changed:
            if key != self.running:
                return False
            self._is_cancelled = True
            self._interrupt(key)
            return True

    def _take_note(self, document: DelegatedOperationDocument) -> None:
        with self._changed:
            if document.id is None or document.id in self._waiting or is_orchestrated(document):
                return
            self._waiting.append(document.id)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="fo_widgets-delegation", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                self.running, self._is_cancelled = None, False
                self._changed.notify_all()
                if not self._changed.wait_for(lambda: self._waiting, timeout=_IDLE_SECONDS):
                    # an idle worker keeps no thread; the next operation starts one
                    self._thread = None
                    return
                self.running = self._waiting.popleft()
            try:
                operation = self.service.get(self.running)
                self.service.execute_operation(operation, guard=self._interruptible)
                self.tell_end(self.running)
            except Exception:
                # deleted meanwhile, or the database is gone: the next one may fare better
                logger.exception("could not run the delegated operation %s", self.running)

    def tell_end(self, doc_id: ObjectId) -> None:
        """Tells who follows an operation that it has ended, wherever it ran."""
        with self._changed:
            self._changed.notify_all()
            ended, tell = self.service.get(doc_id), self._followers.pop(doc_id, None)
        if tell is not None:
            tell(ended)

    def _interruptible(self, run: Callable[[], ExecutionResult]) -> ExecutionResult:
        with self._changed:
            if self._is_cancelled:
                raise OperationCancelled
            self._is_inside = True
        try:
            return run()
        finally:
            with self._changed:
                self._is_inside = False
                # a cancellation may be pending still, and must not hit our own code
                self._raise_in_thread(None)

    def _interrupt(self, doc_id: ObjectId | None) -> None:
        with self._changed:
            if self.running != doc_id or not self._is_inside or self._thread is None:
                return  # over, or not begun: then `_interruptible` looks at `_is_cancelled`
            if is_starting_a_thread(self._thread.ident):
                again = threading.Timer(SOON, self._interrupt, (doc_id,))
                again.daemon = True
                again.start()
            else:
                self._raise_in_thread(OperationCancelled)

    def _raise_in_thread(self, exception: type[BaseException] | None) -> None:
        assert self._thread is not None
        wanted = None if exception is None else ctypes.py_object(exception)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread.ident or 0), wanted)


worker = Worker()
"""The worker of this process; a session that schedules something starts it."""
