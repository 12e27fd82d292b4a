"""Views that offer choices."""

from __future__ import annotations

from typing import Any

from fo_widgets.schema.types.view import KeywordView
from fo_widgets.schema.types.wire import Json


class Choice(KeywordView):
    """One choice.

    Args:
        value: what it stands for.
        include: False leaves it out of the wire and of `values()`.
        kwargs: `label`, `description`, `disabled`, `icon`, …
    """

    def __init__(self, value: Any, include: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.value = value
        self.include = include

    def clone(self) -> Choice:
        """A choice of the same value, without its box, that is offered."""
        return type(self)(self.value, **self._kwargs)

    def _own_json(self) -> Json:
        return {"value": self.value}


class Choices(KeywordView):
    """Choices to pick from.

    Args:
        choices: a list of `Choice`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._choices: list[Choice] = kwargs.get("choices", [])

    @property
    def choices(self) -> list[Choice]:
        """The choices that are offered."""
        return [choice for choice in self._choices if choice.include]

    def values(self) -> list[Any]:
        """The values of the choices that are offered; pass them to `Object.enum`."""
        return [choice.value for choice in self.choices]

    def add_choice(self, value: Any, **kwargs: Any) -> Choice:
        """Adds a choice and returns it.

        Args:
            value: what it stands for.
            kwargs: `label`, `description`, `disabled`, `include`, `icon`, …
        """
        choice = Choice(value, **kwargs)
        self.append(choice)
        return choice

    def append(self, choice: Choice) -> None:
        """Adds a choice."""
        self._choices.append(choice)

    def _clone_args(self) -> Json:
        return {**self._kwargs, "choices": [choice.clone() for choice in self.choices]}

    def _own_json(self) -> Json:
        choices = [choice.to_json() for choice in self.choices]
        return {"name": type(self).__name__, "choices": choices, **super()._own_json()}


class RadioGroup(Choices):
    """Radio buttons: `orientation` horizontal or vertical."""

    _own = {"orientation": None}


class RadioView(RadioGroup):
    """Radio buttons."""


class Dropdown(Choices):
    """A dropdown: `multiple`, `compact` and more."""


class DropdownView(Dropdown):
    """A dropdown: `multiple`, `compact` and more."""


class TabsView(Choices):
    """Tabs: `variant`."""

    _own = {"variant": None}


class AutocompleteView(Choices):
    """Text with suggestions: `allow_user_input`, `allow_duplicates`, `allow_clearing` and more."""
