"""Scheduling: an operator's call becomes an operation in the queue."""

from __future__ import annotations

from fo_widgets.delegation.document import Json
from fo_widgets.delegation.service import DelegatedOperationService
from fo_widgets.operators import ExecutionContext, Operator, PipelineOperator, get_operator
from fo_widgets.operators.coroutines import settle
from fo_widgets.schema.types import Pipeline


def schedule(operator: Operator, ctx: ExecutionContext, form: Json | None) -> Json:
    """The queued operation as the caller gets it.

    Args:
        operator: the operator.
        ctx: its context; its request is what is stored.
        form: the JSON of the input form that has judged the params.
    """
    ctx.request_params["delegated"] = True
    ctx.request_params.pop("num_distributed_tasks", None)
    pipeline = _pipeline_of(operator, ctx) if isinstance(operator, PipelineOperator) else None
    operation = DelegatedOperationService().queue_operation(
        operator=operator.uri,
        label=settle(operator.resolve_run_name(ctx)),
        delegation_target=ctx.delegation_target,
        context=ctx,
        metadata={"inputs_schema": form, "outputs_schema": None},
        pipeline=pipeline,
        rerunnable=operator.config.rerunnable,
    )
    return operation.to_json()


def _pipeline_of(operator: PipelineOperator, ctx: ExecutionContext) -> Pipeline:
    pipeline = settle(operator.resolve_pipeline(ctx))
    for stage in pipeline.stages:
        if stage.rerunnable is None:
            stage.rerunnable = get_operator(stage.operator_uri).config.rerunnable
    return pipeline
