"""Pipelines: operators that run other operators one after the other."""

from __future__ import annotations

import logging
from collections.abc import Generator, Mapping
from typing import Any

from fo_widgets.operators.context import ExecutionContext
from fo_widgets.operators.executor import new_context, stream
from fo_widgets.operators.message import GeneratedMessage
from fo_widgets.operators.operator import Operator
from fo_widgets.operators.registry import registry
from fo_widgets.operators.results import ExecutionError, PipelineExecutionContext
from fo_widgets.schema.types import Pipeline, PipelineStage

logger = logging.getLogger(__name__)


class PipelineOperator(Operator):
    """Base of pipelines: override `config` and `resolve_pipeline`."""

    def resolve_pipeline(self, ctx: ExecutionContext) -> Pipeline:
        """The stages."""
        raise NotImplementedError("subclass must implement resolve_pipeline()")

    def execute(self, ctx: ExecutionContext) -> Generator[GeneratedMessage, None, None]:
        """Runs the stages in order; after the first that fails, only those that always run.

        Every stage gets its own params and the request of the pipeline; its form judges its params.

        Raises:
            ExecutionError: a stage failed; what it raised is the `__cause__`.
        """
        stages = self.resolve_pipeline(ctx).stages
        errors: dict[str, str] = {}
        first: BaseException | None = None
        for index, stage in enumerate(stages):
            if errors and not stage.always_run:
                continue
            where = PipelineExecutionContext(not errors, index, len(stages), errors or None)
            ctx.set_progress(index / len(stages), stage.name or stage.operator_uri)
            try:
                yield from _run_stage(stage, ctx, where)
            except Exception as error:  # noqa: BLE001 - the stage's; the pipeline fails at its end
                first = first or error
                errors[f"stage[{index}]"] = str(error)
                logger.warning("stage %d of %s failed: %s", index, self.uri, error)
        if errors:
            name, reason = next(iter(errors.items()))
            raise ExecutionError(f"Failed to execute pipeline {name}: {reason}") from first


def _run_stage(
    stage: PipelineStage, ctx: ExecutionContext, where: PipelineExecutionContext
) -> Generator[GeneratedMessage, None, None]:
    operator = registry.get_operator(stage.operator_uri)
    overrides = stage.request_params_overrides or {}
    request: dict[str, Any] = {**ctx.request_params, **overrides, "params": dict(stage.params or {})}
    inner = new_context(operator, request, set_progress=ctx._set_progress, pipeline=where)
    inner.executor = ctx.executor
    if not isinstance(overrides, Mapping) or not {"dataset_name", "dataset_id"} & overrides.keys():
        inner._dataset = ctx._dataset
    yield from stream(operator, inner)
