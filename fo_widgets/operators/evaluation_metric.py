"""Metrics that plugins add to evaluations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fo_widgets.operators.config import OperatorConfig
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.operators.operator import Operator


class EvaluationMetricConfig(OperatorConfig):
    """The description of a metric.

    Args:
        name: its name in the plugin.
        label: its name for people.
        description: what it measures.
        eval_types: the kinds of evaluation it is for ("detection", …); None is all.
        aggregate_key: the key of the overall value, if the metric gives a dict.
        lower_is_better: which of two values is better.
        kwargs: options of `OperatorConfig`.
    """

    def __init__(
        self,
        name: str,
        label: str | None = None,
        description: str | None = None,
        eval_types: Iterable[str] | None = None,
        aggregate_key: str | None = None,
        lower_is_better: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, label, description, **kwargs)
        self.eval_types = eval_types
        self.aggregate_key = aggregate_key
        self.lower_is_better = lower_is_better


class EvaluationMetric(Operator):
    """Base of metrics: override `config` and `compute`."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Evaluations name metrics, but datasets do not know operators. Imported here, for they need numpy and polars.
        from fo_widgets.data.custom_metrics import find_metrics_with
        from fo_widgets.operators.registry import get_operator

        super().__init_subclass__(**kwargs)
        find_metrics_with(get_operator)

    @property
    def config(self) -> EvaluationMetricConfig:
        """The metric's name and looks; every metric has its own."""
        raise NotImplementedError("subclass must implement config")

    def get_parameters(self, ctx: ExecutionContext, inputs: Any) -> None:
        """Adds the metric's own fields to the form of an evaluation."""

    def parse_parameters(self, ctx: ExecutionContext, params: dict[str, Any]) -> None:
        """Turns what the form holds into arguments of `compute`, in place."""

    def compute(self, samples: Any, results: Any, **kwargs: Any) -> Any:
        """The value of the metric: a number, or a dict with `aggregate_key` in it."""
        raise NotImplementedError("subclass must implement compute()")

    def get_fields(self, samples: Any, config: Any, eval_key: str) -> list[str]:
        """The fields that `compute` filled for an evaluation."""
        return []

    def rename(self, samples: Any, config: Any, eval_key: str, new_eval_key: str) -> None:
        """Renames those fields with their evaluation."""

    def cleanup(self, samples: Any, config: Any, eval_key: str) -> None:
        """Deletes those fields with their evaluation."""

    def execute(self, ctx: ExecutionContext) -> None:
        """Nothing: metrics are computed by evaluations."""
