"""What the builtin operations share: how they describe themselves and ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from fo_widgets.operators.context import ExecutionContext
from fo_widgets.operators.operator import Operator, OperatorConfig
from fo_widgets.schema.types import AutocompleteView, List, Object, Property, String, View, Warning

Json = dict[str, Any]


class BuiltinOperator(Operator):
    """An operation of the plugin `@voxel51/operators`.

    Attributes:
        operation: its name.
        label: its name for people.
        risk: low, medium or high.
        is_form: whether it asks; those that do not are not listed.
        may_wait: whether it may be scheduled, since it may take long.
    """

    operation: ClassVar[str]
    label: ClassVar[str]
    risk: ClassVar[str] = "medium"
    is_form: ClassVar[bool] = True
    may_wait: ClassVar[bool] = False

    @property
    def config(self) -> OperatorConfig:
        return OperatorConfig(
            self.operation,
            self.label,
            dynamic=self.is_form,
            unlisted=not self.is_form,
            allow_delegated_execution=self.may_wait,
            default_choice_to_delegated=self.may_wait,
            risk_level=self.risk,
        )

    def resolve_input(self, ctx: ExecutionContext) -> Property | None:
        if not self.is_form:
            return None
        inputs = Object()
        problem = self.problem(ctx)
        if problem:
            inputs.str("msg", view=Warning(label=problem), invalid=True, error_message=problem)
        else:
            self.ask(ctx, inputs)
        return Property(inputs, view=View(label=self.label))

    def problem(self, ctx: ExecutionContext) -> str | None:
        """Why it cannot be done now; None if it can."""
        return None

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        """Adds what it asks for to the form."""


def dataset_of(ctx: ExecutionContext) -> Any:
    """The dataset that is open.

    Raises:
        ValueError: none is.
    """
    if ctx.dataset is None:
        raise ValueError(f"{ctx.operator_uri} needs a dataset")
    return ctx.dataset


def ask_for_one(inputs: Object, name: str, values: Iterable[str], label: str, **kwargs: Any) -> Property:
    """Defines a required choice of one value."""
    view = _choices(values)
    return inputs.enum(name, view.values(), required=True, label=label, view=view, **kwargs)


def ask_for_name(inputs: Object, name: str, known: Iterable[str], label: str, **kwargs: Any) -> Property:
    """Defines a required text that may be one of those that are known."""
    return inputs.str(name, required=True, label=label, view=_choices(known), **kwargs)


def ask_for_some(inputs: Object, name: str, values: Iterable[str], label: str, **kwargs: Any) -> Property:
    """Defines a required choice of several values."""
    view = _choices(values, allow_duplicates=False)
    return inputs.define_property(name, List(String()), required=True, label=label, view=view, **kwargs)


def refuse(prop: Property, reason: str) -> None:
    """Marks a property as wrong."""
    prop.invalid = True
    prop.error_message = reason


def _choices(values: Iterable[str], **kwargs: Any) -> AutocompleteView:
    view = AutocompleteView(**kwargs)
    for value in values:
        view.add_choice(value, label=value)
    return view
