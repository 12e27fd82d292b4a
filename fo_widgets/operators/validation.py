"""Whether params satisfy an operator's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fo_widgets.schema.types import Property, Void
from fo_widgets.schema.validation import schema_of, validate

if TYPE_CHECKING:
    from fo_widgets.operators.context import ExecutionContext
    from fo_widgets.operators.operator import Operator


class ValidationError:
    """Something that is wrong with a param.

    Args:
        reason: what is wrong.
        property: the property it is about; its `error_message` is told too.
        path: where: `.a.b[2]`, "" for the params as a whole.
        custom: whether the operator itself said so (`invalid=True`).
    """

    def __init__(self, reason: str, property: Property, path: str, custom: bool = False) -> None:
        self.reason = reason
        self.error_message = property.error_message
        self.path = path
        self.custom = custom

    def to_json(self) -> dict[str, Any]:
        """The error as JSON."""
        return {
            "reason": self.reason,
            "error_message": self.error_message,
            "path": self.path,
            "custom": self.custom,
        }


class ValidationContext:
    """What is wrong with the params of a context.

    Args:
        ctx: its params are judged.
        inputs_property: what `resolve_input` returned; None accepts everything.
        operator: its config says whether the schema counts.
        params: judged instead of those of the context.

    Attributes:
        errors: what is wrong, depth first.
        invalid: whether anything is.

    Raises:
        AttributeError: an object was expected and the value is no dict.
    """

    def __init__(
        self,
        ctx: ExecutionContext,
        inputs_property: Property | None,
        operator: Operator,
        params: dict[str, Any] | None = None,
    ) -> None:
        self.ctx = ctx
        self.params = ctx.params if params is None else params
        self.inputs_property = inputs_property
        self.disable_schema_validation = operator.config.disable_schema_validation
        issues = validate(
            schema_of(inputs_property),
            self.params,
            disable_schema_validation=self.disable_schema_validation,
        )
        self.errors = [
            ValidationError(
                issue["reason"],
                Property(Void(), error_message=issue["error_message"]),
                issue["path"],
                issue["custom"],
            )
            for issue in issues
        ]

    @property
    def invalid(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.errors)

    def to_json(self) -> dict[str, Any]:
        """The errors as JSON."""
        return {"invalid": self.invalid, "errors": [error.to_json() for error in self.errors]}
