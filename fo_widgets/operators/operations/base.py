"""How an operation is triggered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fo_widgets.operators.message import GeneratedMessage

if TYPE_CHECKING:
    from fo_widgets.operators.context import ExecutionContext


class Triggers:
    """Something that triggers operations in a context."""

    def __init__(self, ctx: ExecutionContext) -> None:
        self._ctx = ctx

    def _do(self, operation: str, **params: Any) -> GeneratedMessage:
        return self._ctx.trigger(operation, params)

    def _do_given(self, operation: str, **params: Any) -> GeneratedMessage:
        return self._do(operation, **{key: value for key, value in params.items() if value is not None})


def as_list(value: Any) -> Any:
    """A list of what can be counted through; a text, a dict, and what cannot, as it is."""
    known = isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable)
    return value if known else list(value)


def as_json(value: Any) -> Any:
    """A property as JSON; None and what is JSON already stay as they are."""
    return value.to_json() if hasattr(value, "to_json") else value
