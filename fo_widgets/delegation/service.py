"""`DelegatedOperationService`: what code does with delegated operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bson import ObjectId

from fo_widgets.delegation.document import (
    DelegatedOperationDocument,
    Json,
    now,
    progress_to_pymongo,
    result_to_pymongo,
)
from fo_widgets.delegation.execution import execute_operation
from fo_widgets.delegation.paging import DelegatedOperationPagingParams
from fo_widgets.delegation.queue import STATES, OperationQueue, search_query
from fo_widgets.operators.executor import (
    ExecutionContext,
    ExecutionProgress,
    ExecutionResult,
    ExecutionRunState,
)

Document = DelegatedOperationDocument
Progress = ExecutionProgress | Json

_STAMPS = {
    ExecutionRunState.SCHEDULED: "scheduled_at",
    ExecutionRunState.QUEUED: "queued_at",
    ExecutionRunState.RUNNING: "started_at",
    ExecutionRunState.COMPLETED: "completed_at",
    ExecutionRunState.FAILED: "failed_at",
}

queued_listeners: list[Callable[[Document], None]] = []
"""Called with every operation that this process queues."""


class DelegatedOperationService:
    """Delegated operations: queued, listed, moved from state to state, executed, deleted.

    Args:
        repo: where they are stored; the database of this process by default.
    """

    def __init__(self, repo: OperationQueue | None = None) -> None:
        self._repo = repo or OperationQueue()

    def queue_operation(
        self,
        operator: str,
        label: str | None = None,
        delegation_target: str | None = None,
        context: ExecutionContext | Json | None = None,
        metadata: Json | None = None,
        pipeline: Any = None,
        rerunnable: bool = True,
    ) -> Document:
        """Stores an operation in the queue.

        Args:
            operator: URI of the operator.
            label: a name for people; the operator's URI by default.
            delegation_target: which orchestrator is meant.
            context: an execution context, or its `serialize()`d form.
            metadata: `{"inputs_schema", "outputs_schema"}`.
            pipeline: a pipeline, for pipeline operators.
            rerunnable: whether `rerun_operation` will do.
        """
        ctx = _context(operator, context)
        if ctx is not None:
            # the state of a panel says nothing about a run, and may be large
            ctx.request_params.get("params", {}).pop("panel_state", None)
        document = Document(
            operator=operator,
            label=label or operator,
            delegation_target=delegation_target,
            context=ctx,
            dataset_id=None if ctx is None else _dataset_id(ctx),
            metadata=metadata if metadata is not None else {},
            pipeline=pipeline.to_json() if hasattr(pipeline, "to_json") else pipeline,
            rerunnable=rerunnable,
        )
        return self._announce(self._repo.add(document))

    def rerun_operation(self, doc_id: Any) -> Document:
        """Queues a finished operation anew, as a new one.

        Raises:
            ValueError: no such operation, not rerunnable, or part of a pipeline.
        """
        old = self.get(doc_id)
        if not old.rerunnable:
            raise ValueError(f"Delegated operation {doc_id} is not marked as rerunnable")
        if old.parent_id is not None:
            raise ValueError(f"Delegated operation {doc_id} is a stage of a pipeline; rerun {old.parent_id}")
        again = Document(
            operator=old.operator,
            label=old.label,
            delegation_target=old.delegation_target,
            context=old.context,
            dataset_id=old.dataset_id,
            metadata=old.metadata,
            pipeline=old.pipeline,
        )
        return self._announce(self._repo.add(again))

    def get(self, doc_id: Any) -> Document:
        """An operation by id.

        Raises:
            ValueError: no such operation.
        """
        document = self._repo.get(doc_id)
        if document is None:
            raise ValueError(f"No operation found with ID {doc_id}")
        return document

    def list_operations(
        self,
        operator: str | None = None,
        dataset_name: str | None = None,
        dataset_id: ObjectId | None = None,
        run_state: str | Sequence[str] | None = None,
        delegation_target: str | None = None,
        paging: DelegatedOperationPagingParams | Json | None = None,
        search: Mapping[str, str | list[str]] | None = None,
        include_archived: bool = False,
        **kwargs: Any,
    ) -> list[Document]:
        """The operations that meet all conditions, newest first.

        Args:
            operator: only of this operator.
            dataset_name: only on this dataset.
            dataset_id: likewise.
            run_state: only in this state, or one of these.
            delegation_target: only for this orchestrator.
            paging: which part, in which order; by default the first 1,000.
            search: `{regular expression: ["operator", "label"]}`.
            include_archived: also archived ones.
            kwargs: further fields and their values, `pinned=True`.
        """
        wanted: Json = {**kwargs, "operator": operator, "delegation_target": delegation_target}
        wanted["dataset_id"] = dataset_id
        wanted["context.request_params.dataset_name"] = dataset_name or None
        wanted["run_state"] = (
            run_state if isinstance(run_state, str) or run_state is None else {"$in": [*run_state]}
        )
        query = {name: value for name, value in wanted.items() if value is not None}
        if not include_archived:
            query["archived"] = {"$ne": True}
        return self._repo.find({**query, **search_query(search)}, paging)

    def get_queued_operations(
        self, operator: str | None = None, dataset_name: str | None = None
    ) -> list[Document]:
        """The operations that wait."""
        return self.list_operations(operator, dataset_name, run_state=ExecutionRunState.QUEUED)

    def get_oldest_queued(self, delegation_target: str | None = None) -> Document | None:
        """The operation that has waited longest, None if none waits."""
        oldest = DelegatedOperationPagingParams(sort_direction=1, limit=1)
        waiting = self.list_operations(
            run_state=ExecutionRunState.QUEUED, delegation_target=delegation_target, paging=oldest
        )
        return waiting[0] if waiting else None

    def get_running_operations(
        self, operator: str | None = None, dataset_name: str | None = None
    ) -> list[Document]:
        """The operations that run."""
        return self.list_operations(operator, dataset_name, run_state=ExecutionRunState.RUNNING)

    def get_scheduled_operations(
        self, operator: str | None = None, dataset_name: str | None = None
    ) -> list[Document]:
        """The operations that a remote service will queue."""
        return self.list_operations(operator, dataset_name, run_state=ExecutionRunState.SCHEDULED)

    def count(self, filters: Json | None = None, search: Mapping[str, str | list[str]] | None = None) -> int:
        """How many operations there are, archived ones too, that meet the conditions."""
        return self._repo.count({**(filters or {}), **search_query(search)})

    def set_scheduled(self, doc_id: Any, required_state: str | None = None) -> Document | None:
        """Marks an operation as scheduled."""
        return self._move(doc_id, ExecutionRunState.SCHEDULED, required_state)

    def set_queued(self, doc_id: Any, required_state: str | None = None) -> Document | None:
        """Marks an operation as waiting."""
        document = self._move(doc_id, ExecutionRunState.QUEUED, required_state)
        return self._announce(document) if document else None

    def set_running(
        self,
        doc_id: Any,
        progress: Progress | None = None,
        run_link: str | None = None,
        required_state: str | None = None,
        monitored: bool = False,
    ) -> Document | None:
        """Marks an operation as running."""
        changes: Json = {"monitored": monitored}
        return self._move(doc_id, ExecutionRunState.RUNNING, required_state, changes, progress, run_link)

    def set_completed(
        self,
        doc_id: Any,
        result: Any = None,
        progress: Progress | None = None,
        run_link: str | None = None,
        required_state: str | None = None,
    ) -> Document | None:
        """Marks an operation as done, with an `ExecutionResult` or a plain value as its result."""
        changes = _result_changes(result)
        return self._move(doc_id, ExecutionRunState.COMPLETED, required_state, changes, progress, run_link)

    def set_failed(
        self,
        doc_id: Any,
        result: Any = None,
        progress: Progress | None = None,
        run_link: str | None = None,
        required_state: str | None = None,
        update_pipeline: bool | None = None,
    ) -> Document | None:
        """Marks an operation as failed; the `ExecutionResult` says why."""
        changes = _result_changes(result)
        return self._move(doc_id, ExecutionRunState.FAILED, required_state, changes, progress, run_link)

    def set_progress(self, doc_id: Any, progress: Progress) -> Document | None:
        """Replaces the progress of an operation.

        Raises:
            ValueError: it has neither number nor label.
        """
        return self._repo.change(doc_id, {"status": progress_to_pymongo(progress)})

    def set_log(self, doc_id: Any, tail: str, size: int) -> Document | None:
        """Keeps the end of what was logged during an operation, and the size of all."""
        return self._repo.change(doc_id, {"log_tail": tail, "log_size": size})

    def set_pinned(self, doc_id: Any, pinned: bool = True) -> Document | None:
        """Pins an operation, or unpins it."""
        return self._repo.change(doc_id, {"pinned": pinned})

    def set_label(self, doc_id: Any, label: str) -> Document | None:
        """Renames an operation."""
        return self._repo.change(doc_id, {"label": label})

    def archive_operation(self, doc_id: Any) -> Document | None:
        """Hides an operation from lists."""
        return self._repo.change(doc_id, {"archived": True})

    def unarchive_operation(self, doc_id: Any) -> Document | None:
        """Shows an operation in lists again."""
        return self._repo.change(doc_id, {"archived": False})

    def delete_operation(self, doc_id: Any) -> Document | None:
        """Deletes an operation."""
        return self._repo.delete(doc_id)

    def delete_for_dataset(self, dataset_id: ObjectId) -> None:
        """Deletes all operations on a dataset."""
        self._repo.delete_where({"dataset_id": dataset_id})

    def execute_operation(
        self,
        operation: Document,
        log: bool = False,
        run_link: str | None = None,
        guard: Callable[[Callable[[], ExecutionResult]], ExecutionResult] | None = None,
        **kwargs: Any,
    ) -> ExecutionResult | None:
        """Runs a queued operation here and now, and stores how it went.

        Args:
            operation: which.
            log: whether progress goes to the log as well, as FiftyOne has it; not used.
            run_link: where people can follow the run.
            guard: calls the plugin's code, for callers that want to interrupt it.
            kwargs: FiftyOne's options for monitors, which have no meaning here.

        Returns:
            None if it was not queued any more.
        """
        return execute_operation(self, operation, run_link, guard)

    def execute_queued_operations(
        self,
        operator: str | None = None,
        delegation_target: str | None = None,
        dataset_name: str | None = None,
        limit: int | None = None,
        **kwargs: Any,
    ) -> list[ExecutionResult | None]:
        """Runs queued operations one after the other, the oldest first.

        Args:
            operator: only of this operator.
            delegation_target: only for this orchestrator.
            dataset_name: only on this dataset.
            limit: how many at most.
            kwargs: FiftyOne's options for logs and monitors, which have no meaning here.
        """
        oldest_first = DelegatedOperationPagingParams(sort_direction=1, limit=limit or 0)
        waiting = self.list_operations(
            operator, dataset_name, None, ExecutionRunState.QUEUED, delegation_target, oldest_first
        )
        return [self.execute_operation(document) for document in waiting]

    def _move(
        self,
        doc_id: Any,
        state: str,
        required_state: str | None,
        changes: Json | None = None,
        progress: Progress | None = None,
        run_link: str | None = None,
    ) -> Document | None:
        if required_state is not None and required_state not in STATES:
            raise ValueError(f"{required_state!r} is no state; there are: {', '.join(STATES)}")
        wanted = {"run_state": state, _STAMPS[state]: now(), **(changes or {})}
        if progress is not None:
            wanted["status"] = progress_to_pymongo(progress)
        if run_link is not None:
            wanted["run_link"] = run_link
        return self._repo.change(doc_id, wanted, required_state)

    def _announce(self, document: Document) -> Document:
        for listener in tuple(queued_listeners):
            listener(document)
        return document


def _context(operator: str, given: ExecutionContext | Json | None) -> ExecutionContext | None:
    if given is None or isinstance(given, ExecutionContext):
        return given
    return ExecutionContext(request_params=given.get("request_params", given), operator_uri=operator)


def _result_changes(result: Any) -> Json:
    if result is not None and not isinstance(result, ExecutionResult):
        result = ExecutionResult(result=result)
    changes: Json = {"result": None if result is None else result_to_pymongo(result)}
    if result is not None and result.outputs_schema:
        changes["metadata.outputs_schema"] = result.outputs_schema
    return changes


def _dataset_id(ctx: ExecutionContext) -> ObjectId | None:
    if not (ctx.dataset_id or ctx.dataset_name):
        return None
    # numpy, polars and bson: only for those who have a dataset
    from fo_widgets.data import DatasetNotFoundError

    try:
        # a dataset that is known by its id alone gets its name into the request
        dataset = ctx.dataset
    except DatasetNotFoundError:
        return None
    return None if dataset is None else ObjectId(str(dataset._id))
