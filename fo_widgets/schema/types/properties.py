"""A property: a type, what is allowed, and a view."""

from __future__ import annotations

from typing import Any

from fo_widgets.schema.types.kinds import BaseType
from fo_widgets.schema.types.view import View
from fo_widgets.schema.types.wire import Json, optional_json, wire_value


class Property(BaseType):
    """A named place for a value, or the root of a form, panel or output.

    Args:
        type: what it holds.
        default: the value it starts with.
        required: whether a value must be given.
        choices: the values to choose from.
        invalid: marks it as wrong whatever its value, so that the form cannot be executed.
        error_message: why it is invalid.
        on_change: method or URI to call when a person changes it.
        view: how it looks.
        kwargs: ignored, as in FiftyOne.
    """

    def __init__(
        self,
        type: BaseType,
        *,
        default: Any = None,
        required: bool = False,
        choices: Any = None,
        invalid: bool = False,
        error_message: str = "",
        on_change: Any = None,
        view: View | None = None,
        **kwargs: Any,
    ) -> None:
        self.type = type
        self.default = default
        self.required = required
        self.choices = choices
        self.invalid = invalid
        self.error_message = error_message
        self.on_change = on_change
        self.view = view

    def to_json(self) -> Json:
        """The wire form."""
        return {
            "type": self.type.to_json(),
            "default": wire_value(self.default),
            "required": wire_value(self.required),
            "choices": wire_value(self.choices),
            "invalid": wire_value(self.invalid),
            "error_message": wire_value(self.error_message),
            "on_change": wire_value(self.on_change),
            "view": optional_json(self.view),
        }
