"""Buttons."""

from __future__ import annotations

from typing import Any

from fo_widgets.schema.types.view import KeywordView
from fo_widgets.schema.types.wire import Json, wire_values


class Button(KeywordView):
    """A button.

    Args:
        label: its text.
        operator: the URI (or method) it runs.
        params: params of the run.
        prompt: show the operator's form first.
        href: a page it opens.
        icon: a Material icon's name.
        variant: contained, outlined, round or square.
        disabled: greyed out.
        title: a tooltip.
    """

    _own = {"href": None, "operator": None, "params": None, "prompt": False}

    def to_json(self) -> Json:
        """The wire form; of a button every value may be a method."""
        return wire_values(super().to_json())


class ButtonView(Button):
    """A button."""


class IconButtonView(Button):
    """An icon that is a button.

    Args:
        icon: a Material icon's name.

    Raises:
        ValueError: without an icon.
    """

    def __init__(self, **kwargs: Any) -> None:
        if not isinstance(kwargs.get("icon"), str):
            raise ValueError("an IconButtonView needs the name of its icon")
        super().__init__(**kwargs)


class ModalView(Button):
    """A button that opens a dialog: `modal`, `primaryButton`, `secondaryButton` and more."""


class OperatorExecutionButtonView(Button):
    """A button that runs an operator and offers where to run it: `on_success`, `on_error` and more.

    Raises:
        ValueError: without an operator.
    """

    def __init__(self, **kwargs: Any) -> None:
        operator = kwargs.get("operator")
        if not (isinstance(operator, str) or callable(operator)):
            raise ValueError("an OperatorExecutionButtonView needs an operator: its URI or a method")
        super().__init__(**kwargs)
