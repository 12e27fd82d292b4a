"""The worker in this kernel: one thread that runs queued operations, the oldest first."""

from __future__ import annotations

import ctypes
import logging
import threading
from typing import Any

from bson import ObjectId

from fo_widgets.delegation.document import DelegatedOperationDocument
from fo_widgets.delegation.queue import TERMINAL
from fo_widgets.delegation.service import DelegatedOperationService, queued_listeners
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
    """

    def __init__(self, service: DelegatedOperationService | None = None) -> None:
        self.service = service or DelegatedOperationService()
        self._waiting: list[ObjectId] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._running: ObjectId | None = None
        self._cancelled: set[ObjectId] = set()
        self._in_operation = False
        self.is_active = False

    def start(self) -> None:
        """Takes every operation that this process queues from now on."""
        with self._changed:
            if not self.is_active:
                self.is_active = True
                queued_listeners.append(self._take_note)
                self._wake()

    def stop(self) -> None:
        """Takes no further operation; the running one goes on, waiting ones stay queued."""
        with self._changed:
            if self.is_active:
                self.is_active = False
                queued_listeners.remove(self._take_note)
                self._changed.notify_all()

    @property
    def running(self) -> ObjectId | None:
        """The id of the operation that runs now."""
        return self._running

    def run_all(self) -> None:
        """Also takes what waits in the database already, whoever queued it."""
        for document in self.service.get_queued_operations():
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
        ended = threading.Event()
        deadline = None if timeout is None else threading.TIMEOUT_MAX if timeout > 1e6 else timeout
        waited = 0.0
        while True:
            document = self.service.get(doc_id)
            if document.run_state in TERMINAL:
                return document
            if deadline is not None and waited >= deadline:
                raise TimeoutError(f"operation {doc_id} is still {document.run_state} after {timeout} seconds")
            with self._changed:
                self._changed.wait(timeout=_LOOK_SECONDS)
            ended.wait(0)
            waited += _LOOK_SECONDS

    def cancel(self, doc_id: Any) -> bool:
        """Stops an operation: one that waits never starts, one that runs is interrupted.

        FiftyOne knows no state for it: it is `"failed"`, and its error says that it was cancelled.

        Returns:
            Whether there was something to stop. Python code stops at its next line; a call into C
            code is only left when it returns.
        """
        key = self.service.get(doc_id).id
        with self._changed:
            if key is not None and key == self._running:
                self._cancelled.add(key)
                if self._in_operation:
                    self._raise_in_thread(OperationCancelled)
                return True
        failed = ExecutionResult(error=str(OperationCancelled()), error_message=str(OperationCancelled()))
        return self.service.set_failed(key, failed, required_state=ExecutionRunState.QUEUED) is not None

    def _take_note(self, document: DelegatedOperationDocument) -> None:
        with self._changed:
            if document.id is not None and document.id not in self._waiting:
                self._waiting.append(document.id)
                self._wake()

    def _wake(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="fo_widgets-delegation", daemon=True)
            self._thread.start()
        self._changed.notify_all()
