"""Delegated operations on the workers of a Dask cluster: `pip install fo_widgets[dask]`."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterable
from typing import Any

from fo_widgets.delegation.document import DelegatedOperationDocument
from fo_widgets.delegation.logs import kept_log
from fo_widgets.delegation.queue import TERMINAL
from fo_widgets.delegation.service import DelegatedOperationService
from fo_widgets.delegation.worker import worker
from fo_widgets.operators.executor import ExecutionResult
from fo_widgets.storage import config, connect, is_in_memory

logger = logging.getLogger(__name__)

Place = tuple[str, int]
_loaded: set[str | None] = set()


class DaskOrchestrator:
    """Runs operations on a Dask cluster; hand it to `register_orchestrator`.

    The workers need fo_widgets and the plugins, and a database on a server, unless they are threads of this process
    (`Client(processes=False)`).

    Args:
        client: a `dask.distributed.Client`.
        instance_id: the delegation target that means it.
        description: what people read in forms.
        available_operators: URIs of the operators it takes; all by default.
        plugins_dir: a folder of plugins on the workers; that of this process by default.
    """

    def __init__(
        self,
        client: Any,
        instance_id: str = "dask",
        description: str = "Runs on a Dask cluster",
        available_operators: Iterable[str] = (),
        plugins_dir: str | None = None,
    ) -> None:
        self.id = self.instance_id = instance_id
        self.description = description
        self.available_operators = list(available_operators)
        self._client, self._plugins = client, plugins_dir
        self._service = DelegatedOperationService()
        self._running: dict[Any, Any] = {}

    def submit(self, operation: DelegatedOperationDocument) -> None:
        """Hands an operation that waits to the cluster; what keeps it from running is stored as its failure."""
        if is_in_memory(connect()) and {*self._client.run(_place).values()} != {_place()}:
            reason = (
                f"the database in memory is not that of the workers of '{self.instance_id}'; "
                "set FIFTYONE_DATABASE_URI to a server, or use Client(processes=False)"
            )
            self._service.set_failed(operation.id, ExecutionResult(error=reason))
            return
        there = (config.database_uri, config.database_name, self._plugins or config.plugins_dir)
        task = self._client.submit(
            run_operation, str(operation.id), _place(), *there, pure=False, key=f"fo_widgets-{operation.id}"
        )
        self._running[operation.id] = task
        task.add_done_callback(lambda done: self._end(operation.id, done))

    def submit_waiting(self) -> int:
        """Hands over what already waits for this target in the database; gives how many operations."""
        waiting = self._service.list_operations(run_state="queued", delegation_target=self.instance_id)
        for operation in reversed(waiting):
            self.submit(operation)
        return len(waiting)

    def _end(self, doc_id: Any, task: Any) -> None:
        self._running.pop(doc_id, None)
        try:
            if task.status != "finished" and self._service.get(doc_id).run_state not in TERMINAL:
                # the operation stores its own failures: this is one of the cluster
                error = task.exception() if task.status == "error" else f"the task was {task.status}"
                told = f"the cluster did not run it: {error!r}"
                self._service.set_failed(doc_id, ExecutionResult(error=told, error_message=told))
            worker.tell_end(doc_id)
        except Exception:
            # deleted meanwhile, or the database is gone; this is a thread of Dask's
            logger.exception("the end of the delegated operation %s is not told", doc_id)


def run_operation(doc_id: str, sender: Place, uri: str | None, name: str, plugins_dir: str | None) -> None:
    """Runs an operation that waits; this is what workers are asked for.

    Args:
        doc_id: which.
        sender: the process that asks.
        uri: its database.
        name: the name of the database.
        plugins_dir: where plugins are on the worker.
    """
    if _place() != sender:
        config.database_uri, config.database_name = uri, name
        if plugins_dir not in _loaded:
            from fo_widgets.plugins import load_plugins

            _loaded.add(plugins_dir)
            logging.getLogger().setLevel(logging.INFO)
            for report in load_plugins(plugins_dir):
                (logger.info if report.ok else logger.error)("%s", report)
    service = DelegatedOperationService()
    with kept_log(service, doc_id):
        service.execute_operation(service.get(doc_id))


def _place() -> Place:
    """Which process of which machine this is."""
    return socket.gethostname(), os.getpid()
