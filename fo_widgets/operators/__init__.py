"""Operators and panels: describe them, run them, find them. `types` is the type system of their forms."""

from __future__ import annotations

from fo_widgets.operators import builtin
from fo_widgets.operators.cache import execution_cache
from fo_widgets.operators.categories import Categories
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.operators.evaluation_metric import EvaluationMetric, EvaluationMetricConfig
from fo_widgets.operators.executor import (
    ExecutionError,
    ExecutionProgress,
    ExecutionResult,
    ExecutionRunState,
    Executor,
    InvocationRequest,
    PipelineExecutionContext,
    ValidationContext,
    ValidationError,
    delegate_with,
    execute_operator,
    resolve_execution_options,
    resolve_placement,
    resolve_type,
    stream,
)
from fo_widgets.operators.message import GeneratedMessage, MessageType
from fo_widgets.operators.operator import Operator, OperatorConfig
from fo_widgets.operators.options import ExecutionOptions
from fo_widgets.operators.panel import Panel, PanelConfig
from fo_widgets.operators.pipelines import PipelineOperator
from fo_widgets.operators.progress import ProgressHandler, is_new
from fo_widgets.operators.registry import (
    OperatorRegistry,
    get_operator,
    list_operators,
    operator_exists,
    registry,
)
from fo_widgets.operators.sse import SseOperator, SseOperatorConfig
from fo_widgets.operators.targets import ViewTarget
from fo_widgets.schema import types
from fo_widgets.storage import ExecutionStore

__all__ = [
    "Categories",
    "EvaluationMetric",
    "EvaluationMetricConfig",
    "ExecutionContext",
    "ExecutionError",
    "ExecutionOptions",
    "ExecutionProgress",
    "ExecutionResult",
    "ExecutionRunState",
    "ExecutionStore",
    "Executor",
    "GeneratedMessage",
    "InvocationRequest",
    "MessageType",
    "Operator",
    "OperatorConfig",
    "OperatorRegistry",
    "Panel",
    "PanelConfig",
    "PipelineExecutionContext",
    "PipelineOperator",
    "ProgressHandler",
    "SseOperator",
    "SseOperatorConfig",
    "ValidationContext",
    "ValidationError",
    "ViewTarget",
    "delegate_with",
    "execute_operator",
    "execution_cache",
    "get_operator",
    "is_new",
    "list_operators",
    "operator_exists",
    "registry",
    "resolve_execution_options",
    "resolve_placement",
    "resolve_type",
    "stream",
    "types",
]

builtin.register(registry)
