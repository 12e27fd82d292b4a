"""Running operators: resolve, validate, run or schedule."""

from __future__ import annotations

import copy
import importlib
import logging
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any

from fo_widgets.operators.arguments import request_of
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.operators.coroutines import as_generator, is_generator, settle
from fo_widgets.operators.deadline import Deadline, coroutine_timeout, timeout
from fo_widgets.operators.message import GeneratedMessage, MessageType
from fo_widgets.operators.operations import Operations
from fo_widgets.operators.operator import Operator
from fo_widgets.operators.options import ExecutionOptions, Orchestrator
from fo_widgets.operators.panel import Panel
from fo_widgets.operators.registry import registry
from fo_widgets.operators.requests import Executor, InvocationRequest
from fo_widgets.operators.results import (
    ExecutionError,
    ExecutionProgress,
    ExecutionResult,
    ExecutionRunState,
    PipelineExecutionContext,
)
from fo_widgets.operators.returned import check_property
from fo_widgets.operators.validation import ValidationContext, ValidationError
from fo_widgets.storage import config

__all__ = [
    "ExecutionContext",
    "ExecutionError",
    "ExecutionOptions",
    "ExecutionProgress",
    "ExecutionResult",
    "ExecutionRunState",
    "Executor",
    "GeneratedMessage",
    "InvocationRequest",
    "MessageType",
    "Operations",
    "PipelineExecutionContext",
    "ValidationContext",
    "ValidationError",
    "coroutine_timeout",
    "delegate_with",
    "execute_operator",
    "resolve_execution_options",
    "resolve_placement",
    "resolve_type",
    "stream",
    "timeout",
]

logger = logging.getLogger(__name__)

Json = dict[str, Any]
Delegate = Callable[[Operator, ExecutionContext, Json | None], Json]

Offer = Callable[[str], Iterable[Orchestrator]]

_delegates: list[Delegate] = []
_offers: list[Offer] = []


def delegate_with(delegate: Delegate, offer: Offer | None = None) -> None:
    """Sets what schedules operators.

    Args:
        delegate: called with an operator, its context and the JSON of its input form, it returns what
            the caller gets.
        offer: gives where the operator of a URI can be scheduled.
    """
    _delegates[:] = [delegate]
    _offers[:] = [] if offer is None else [offer]


def stream(operator: Operator, ctx: ExecutionContext) -> Generator[GeneratedMessage, None, ExecutionResult]:
    """Executes an operator (or calls a panel's method, `ctx.params["__method__"]`) step by step.

    Yields:
        Every message that a generator yields, at that moment. What else was triggered is in
        `ctx.executor.requests`.

    Returns:
        The result; for generators, what they returned.

    Raises:
        ExecutionError: params that the operator's form refuses; nothing ran.
        TimeoutError: it took longer than `config.operator_timeout` seconds, yields not counted.
        Exception: what the plugin raised.
    """
    executor = ctx.executor = ctx.executor or Executor()
    with Deadline(config.operator_timeout) as deadline:
        if not isinstance(operator, Panel):
            with deadline.running():
                is_delegated, form = ctx._prepared or _prepare(operator, ctx)
            if is_delegated:
                return ExecutionResult(
                    result=_delegate(operator, ctx, form), executor=executor, delegated=True
                )
        with deadline.running():
            result = settle(operator.execute(ctx))
        if is_generator(result):
            result = yield from _each_step(as_generator(result), executor, deadline)
    return ExecutionResult(result=result, executor=executor)


def _each_step(
    steps: Generator[Any, None, Any], executor: Executor, deadline: Deadline
) -> Generator[GeneratedMessage, None, Any]:
    try:
        while True:
            with deadline.running():
                try:
                    message = next(steps)
                except StopIteration as end:
                    return end.value
            if isinstance(message, GeneratedMessage):
                executor.take(message)
                yield message
    finally:
        steps.close()


def execute_operator(
    operator_uri: str | Operator,
    ctx: Mapping[str, Any] | ExecutionContext | None = None,
    **kwargs: Any,
) -> ExecutionResult:
    """Executes an operator by URI, from plugin code or a script.

    What it triggers is in `result.executor.requests`; nothing of it is done. (`fo_widgets.execute_operator`
    runs in a session, which does it.)

    Args:
        operator_uri: its URI, or an operator.
        ctx: `dataset` (or its name), `view`, `params` and request params as a dict, or the caller's context.
        kwargs: the same as keywords; they win.

    Returns:
        The result; code that awaits it gets the same.

    Raises:
        ValueError: no operator has that URI.
        ExecutionError: it failed, or refused its params; the plugin's exception is its `__cause__`.
        Exception: what the plugin raised before `execute`: in its form, its options.
    """
    operator = registry.get_operator(operator_uri) if isinstance(operator_uri, str) else operator_uri
    request, dataset, view = request_of(ctx, **kwargs)
    context = new_context(operator, request)
    context._dataset, context._view = dataset, view
    if not isinstance(operator, Panel):
        # what fails before `execute` is raised as it is
        with Deadline(config.operator_timeout) as deadline, deadline.running():
            context._prepared = _prepare(operator, context)
    result = run(operator, context)
    result.raise_exceptions()
    return result


def new_context(operator: Operator, request: Json, **kwargs: Any) -> ExecutionContext:
    """A context for a call of an operator, with the secrets that its plugin declares."""
    return ExecutionContext(
        request,
        executor=Executor(),
        operator_uri=operator.uri,
        required_secrets=operator._plugin_secrets,
        **kwargs,
    )


def run(operator: Operator, ctx: ExecutionContext) -> ExecutionResult:
    """`stream` to its end; what the plugin raises becomes an error in the result.

    Raises:
        ExecutionError: params that the operator's form refuses.
    """
    steps = stream(operator, ctx)
    try:
        while True:
            next(steps)
    except StopIteration as end:
        result: ExecutionResult = end.value
        return result
    except ExecutionError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a plugin raises
        return ExecutionResult.from_exception(error, ctx.executor)


def resolve_type(operator: Operator, ctx: ExecutionContext, target: str = "inputs") -> Json | None:
    """The JSON of an operator's form ("inputs") or output form ("outputs"), None if it has none.

    Raises:
        TypeError: it returned something that is no property.
        Exception: what the plugin raised.
    """
    return _json_of(operator, operator.resolve_type(ctx, target), f"resolve_{target[:-1]}")


def resolve_execution_options(operator: Operator, ctx: ExecutionContext) -> ExecutionOptions:
    """Whether an operator may run now, be scheduled, or both.

    Raises:
        Exception: what the plugin raised.
    """
    options: ExecutionOptions = settle(operator.resolve_execution_options(ctx)) or ExecutionOptions()
    if options.allow_delegated_execution and not options.available_orchestrators:
        options.update([one for offer in _offers for one in offer(operator.uri)])
    return options


def resolve_placement(operator: Operator, ctx: ExecutionContext) -> Json | None:
    """The JSON of where an operator is offered, None for nowhere.

    Raises:
        Exception: what the plugin raised.
    """
    placement = settle(operator.resolve_placement(ctx))
    return None if placement is None else placement.to_json()


def _json_of(operator: Operator, form: Any, method: str) -> Json | None:
    if form is None:
        return None
    check_property(operator, form, method)
    json: Json = form.to_json() if hasattr(form, "to_json") else form
    return json


def _prepare(operator: Operator, ctx: ExecutionContext) -> tuple[bool, Json | None]:
    """Validates the params; whether the execution is to be scheduled, and the JSON of the form."""
    form = settle(operator.resolve_input(ctx))
    form_json = _json_of(operator, form, "resolve_input")
    params = ctx.params
    if isinstance(params, dict) and "view_target" in ctx.request_params:
        # the context has moved it there; a field of that name is filled in all the same
        params = {"view_target": ctx.request_params["view_target"], **params}
    judged = ValidationContext(ctx, form, operator, params)
    if judged.invalid:
        raise (
            ExecutionResult(error="Validation error", validation_ctx=judged).to_exception() or AssertionError
        )
    options = resolve_execution_options(operator, ctx)
    wanted = bool(settle(operator.resolve_delegation(ctx)) or ctx.requesting_delegated_execution)
    if ctx.delegated:
        return False, form_json
    if not options.allow_immediate_execution and not options.allow_delegated_execution:
        raise RuntimeError(
            f"{operator.uri} may neither run now nor be scheduled; "
            "its resolve_execution_options() must allow one of them"
        )
    if wanted and not options.allow_delegated_execution:
        logger.warning("%s cannot be scheduled; it runs now", operator.uri)
        return False, form_json
    if not wanted and not options.allow_immediate_execution:
        logger.warning("%s cannot run now; it is scheduled", operator.uri)
        return True, form_json
    return wanted, form_json


def _delegate(operator: Operator, ctx: ExecutionContext, form: Json | None) -> Json:
    if not _delegates:
        # a room of its own, which makes itself known when it is imported
        importlib.import_module("fo_widgets.delegation")
    # what the run changes in its params is not the caller's
    ctx.request_params = copy.copy(ctx.request_params)
    return _delegates[0](operator, ctx, form)
