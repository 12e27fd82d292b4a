"""Running one delegated operation, and storing how it went."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bson.errors import InvalidDocument

from fo_widgets.operators import Operator, get_operator, resolve_type, stream
from fo_widgets.operators.executor import ExecutionContext, ExecutionResult, ExecutionRunState, new_context
from fo_widgets.operators.secrets import redact

if TYPE_CHECKING:
    from fo_widgets.delegation.document import DelegatedOperationDocument
    from fo_widgets.delegation.service import DelegatedOperationService

logger = logging.getLogger(__name__)


def execute_operation(
    service: DelegatedOperationService,
    operation: DelegatedOperationDocument,
    run_link: str | None = None,
    guard: Callable[[Callable[[], ExecutionResult]], ExecutionResult] | None = None,
) -> ExecutionResult | None:
    """Runs an operation that is queued, and moves it to "completed" or "failed".

    Args:
        service: where it is stored.
        operation: which.
        run_link: where people can follow the run.
        guard: calls the plugin's code, so that the caller can interrupt it there and nowhere else.

    Returns:
        The result; None if the operation was not queued any more.
    """
    running = service.set_running(operation.id, run_link=run_link, required_state=ExecutionRunState.QUEUED)
    if running is None:
        return None
    try:
        result = (guard or _call)(lambda: _run(service, running))
        ended = service.set_completed(running.id, result, required_state=ExecutionRunState.RUNNING)
    except InvalidDocument as error:
        result = ExecutionResult(error=f"{running.operator} gave a result that cannot be stored: {error}")
        ended = service.set_failed(running.id, result, required_state=ExecutionRunState.RUNNING)
    except BaseException as error:  # noqa: BLE001 - whatever a plugin raises, a cancellation included
        result = ExecutionResult(error=redact(_told(error)), exception=error)
        ended = service.set_failed(running.id, result, required_state=ExecutionRunState.RUNNING)
    if ended is None:
        logger.warning(
            "%s (%s) was moved to another state while it ran; its result is not stored",
            running.operator,
            running.id,
        )
    return result


def _call(run: Callable[[], ExecutionResult]) -> ExecutionResult:
    return run()


def _run(service: DelegatedOperationService, operation: DelegatedOperationDocument) -> ExecutionResult:
    operator = get_operator(operation.operator)
    ctx = _context(service, operation, operator)
    steps = stream(operator, ctx)
    try:
        while True:
            next(steps)  # nobody is there to whom it could be shown
    except StopIteration as end:
        result: ExecutionResult = end.value
    if isinstance(result.result, dict):
        ctx.request_params["results"] = result.result
    outputs = resolve_type(operator, ctx, "outputs")
    return ExecutionResult(result=result.result, outputs_schema=outputs)


def _context(
    service: DelegatedOperationService, operation: DelegatedOperationDocument, operator: Operator
) -> ExecutionContext:
    stored = {} if operation.context is None else operation.context.request_params
    # what the run changes in its params is not what was asked for, which a rerun asks for again
    request: dict[str, Any] = {**stored, "params": dict(stored.get("params") or {})}
    request["delegated"] = True
    request["run_doc"] = str(operation.id)
    if operation.dataset_id is not None:
        request["dataset_id"] = str(operation.dataset_id)

    def set_progress(progress: float | None = None, label: str | None = None) -> None:
        said = None if label is None else redact(label)
        service.set_progress(operation.id, {"progress": progress, "label": said})

    return new_context(operator, request, set_progress=set_progress, delegated_operation_id=operation.id)


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(type(error), error, error.__traceback__))
