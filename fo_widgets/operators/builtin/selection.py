"""Operations on what is selected."""

from __future__ import annotations

from fo_widgets.operators.builtin.base import BuiltinOperator, dataset_of
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.schema.types import Object, Warning


def _warn(inputs: Object, verb: str, number: int, noun: str) -> None:
    text = f"{verb} the selected {noun}" if number == 1 else f"{verb} {number} selected {noun}s"
    inputs.str("msg", view=Warning(label=f"{text}?"))


class CloneSelectedSamples(BuiltinOperator):
    """Adds copies of the selected samples."""

    operation, label = "clone_selected_samples", "Clone selected samples"

    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if ctx.selected else "Select the samples to clone first"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        _warn(inputs, "Clone", len(ctx.selected), "sample")

    def execute(self, ctx: ExecutionContext) -> None:
        if not ctx.selected:
            return
        dataset = dataset_of(ctx)
        dataset.add_samples([sample.copy() for sample in dataset.select(ctx.selected)])
        ctx.ops.clear_selected_samples()
        ctx.ops.reload_samples()


class DeleteSelectedSamples(BuiltinOperator):
    """Deletes the selected samples."""

    operation, label, risk = "delete_selected_samples", "Delete selected samples", "high"

    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if ctx.selected else "Select the samples to delete first"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        _warn(inputs, "Delete", len(ctx.selected), "sample")

    def execute(self, ctx: ExecutionContext) -> None:
        if not ctx.selected:
            return
        dataset_of(ctx).delete_samples(ctx.selected)
        ctx.ops.clear_selected_samples()
        ctx.ops.reload_samples()


class DeleteSelectedLabels(BuiltinOperator):
    """Deletes the selected labels."""

    operation, label, risk = "delete_selected_labels", "Delete selected labels", "high"

    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if ctx.selected_labels else "Select the labels to delete first"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        _warn(inputs, "Delete", len(ctx.selected_labels), "label")

    def execute(self, ctx: ExecutionContext) -> None:
        if not ctx.selected_labels:
            return
        dataset_of(ctx).delete_labels(labels=ctx.selected_labels)
        ctx.ops.clear_selected_labels()
        ctx.ops.reload_dataset()
