"""Delegated operations: operators that run later, on a worker. Importing this makes them schedulable."""

from __future__ import annotations

from fo_widgets.delegation.dask import DaskOrchestrator
from fo_widgets.delegation.document import DelegatedOperationDocument
from fo_widgets.delegation.orchestrators import (
    Orchestrator,
    list_orchestrators,
    register_orchestrator,
    unregister_orchestrator,
)
from fo_widgets.delegation.paging import DelegatedOperationPagingParams, SortByField, SortDirection
from fo_widgets.delegation.queue import OperationQueue
from fo_widgets.delegation.scheduling import schedule
from fo_widgets.delegation.service import DelegatedOperationService
from fo_widgets.delegation.worker import OperationCancelled, Worker, worker
from fo_widgets.operators import delegate_with

__all__ = [
    "DaskOrchestrator",
    "DelegatedOperationDocument",
    "DelegatedOperationPagingParams",
    "DelegatedOperationService",
    "OperationCancelled",
    "OperationQueue",
    "Orchestrator",
    "SortByField",
    "SortDirection",
    "Worker",
    "list_orchestrators",
    "register_orchestrator",
    "schedule",
    "unregister_orchestrator",
    "worker",
]

delegate_with(schedule, list_orchestrators)
