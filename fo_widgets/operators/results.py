"""What became of an execution."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Generator
from datetime import datetime
from typing import Any

from fo_widgets.operators.requests import Executor
from fo_widgets.operators.validation import ValidationContext


class ExecutionError(Exception):
    """An operator could not be executed, or failed. What the plugin raised is its `__cause__`."""


class ExecutionRunState:
    """The states of a delegated operation."""

    SCHEDULED = "scheduled"
    QUEUED = "queued"
    RUNNING = "running"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    TERMINAL_STATES = frozenset({COMPLETED, FAILED})


class ExecutionProgress:
    """How far a run is.

    Args:
        progress: 0 to 1, or None.
        label: what it is doing.
    """

    def __init__(self, progress: float | None = None, label: str | None = None) -> None:
        self.progress = progress
        self.label = label
        self.updated_at: datetime | None = None


class PipelineExecutionContext:
    """Where a stage of a pipeline stands (`ctx.pipeline`).

    Args:
        active: whether no stage has failed so far.
        curr_stage_index: the stage that runs, from 0.
        total_stages: how many stages there are.
        pipeline_errors: error messages of failed stages, by `stage[i]`.
        num_distributed_tasks: always 0 here.
    """

    def __init__(
        self,
        active: bool,
        curr_stage_index: int,
        total_stages: int,
        pipeline_errors: dict[str, str] | None = None,
        num_distributed_tasks: int = 0,
        **_: Any,
    ) -> None:
        self.active = active
        self.curr_stage_index = curr_stage_index
        self.total_stages = total_stages
        self.pipeline_errors = pipeline_errors
        self.num_distributed_tasks = num_distributed_tasks


class ExecutionResult:
    """The outcome of an execution. `await result` gives the result itself, for code that awaited FiftyOne's.

    Args:
        result: what the operator returned; for delegated executions, what was scheduled.
        executor: holds what it triggered.
        error: a traceback, if it failed.
        error_message: the exception's text.
        validation_ctx: what was wrong with the params, if that is why.
        delegated: whether it was scheduled rather than executed.
        outputs_schema: JSON of the output form.
        is_sse: whether the result is a subscription.
        exception: what the plugin raised.
    """

    def __init__(
        self,
        result: Any = None,
        executor: Executor | None = None,
        error: str | None = None,
        error_message: str | None = None,
        validation_ctx: ValidationContext | None = None,
        delegated: bool = False,
        outputs_schema: dict[str, Any] | None = None,
        is_sse: bool = False,
        exception: BaseException | None = None,
    ) -> None:
        self.result = result
        self.executor = executor
        self.error = error
        self.error_message = error_message
        self.validation_ctx = validation_ctx
        self.delegated = delegated
        self.outputs_schema = outputs_schema
        self.is_sse = is_sse
        self.exception = exception

    @classmethod
    def from_exception(cls, exception: BaseException, executor: Executor | None = None) -> ExecutionResult:
        """The outcome of an execution that raised."""
        told = "".join(traceback.format_exception(type(exception), exception, exception.__traceback__))
        return cls(executor=executor, error=told, error_message=str(exception), exception=exception)

    @property
    def is_generator(self) -> bool:
        """Whether the result is a generator that has not been run."""
        return inspect.isgenerator(self.result) or inspect.isasyncgen(self.result)

    def to_exception(self) -> ExecutionError | None:
        """The error as an exception whose cause is what the plugin raised; None if all went well."""
        if not self.error:
            return None
        told = self.error
        if self.validation_ctx is not None and self.validation_ctx.errors:
            first = self.validation_ctx.errors[0]
            told = f"{told}. Path: {first.path.lstrip('.')}. Reason: {first.reason}"
        error = ExecutionError(told)
        error.__cause__ = self.exception
        return error

    def raise_exceptions(self) -> None:
        """Raises the error, if there is one.

        Raises:
            ExecutionError: the execution failed.
        """
        if error := self.to_exception():
            raise error

    def to_json(self) -> dict[str, Any]:
        """The outcome as JSON."""
        return {
            "result": self.result,
            "executor": None if self.executor is None else self.executor.to_json(),
            "error": self.error,
            "error_message": self.error_message,
            "delegated": self.delegated,
            "validation_ctx": None if self.validation_ctx is None else self.validation_ctx.to_json(),
            "outputs_schema": self.outputs_schema,
        }

    def __await__(self) -> Generator[Any, None, ExecutionResult]:
        yield from ()
        return self

    def __repr__(self) -> str:
        if self.error:
            return f"ExecutionResult(error={self.error_message or self.error.strip().splitlines()[-1]!r})"
        return f"ExecutionResult({self.result!r}{', delegated=True' if self.delegated else ''})"
