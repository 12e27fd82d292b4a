"""Tables."""

from __future__ import annotations

from typing import Any

from fo_widgets.schema.types.view import KeywordView
from fo_widgets.schema.types.wire import Json


class Column(KeywordView):
    """A column: the key in each row, and `label`, `width` and more."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.key = key

    def clone(self) -> Column:
        """A column of the same key, without its box."""
        return type(self)(self.key, **self._kwargs)

    def _own_json(self) -> Json:
        return {"key": self.key}


class Action(KeywordView):
    """Something to do with a row: `on_click`, `label`, `icon`, `tooltip`, `rows`."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name = name

    def clone(self) -> Action:
        """An action of the same name, without its box."""
        return type(self)(self.name, **self._kwargs)

    def _own_json(self) -> Json:
        return {"name": self.name}


class Tooltip(KeywordView):
    """A text that shows over a cell: `value`."""

    def __init__(self, row: int, column: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.row = row
        self.column = column

    def clone(self) -> Tooltip:
        """A text over the same cell, without its box."""
        return type(self)(self.row, self.column, **self._kwargs)

    def _own_json(self) -> Json:
        return {"row": self.row, "column": self.column}


class TableView(KeywordView):
    """A table of a list of dicts.

    Args:
        columns: a list of `Column`.
        row_actions: a list of `Action`.
        tooltips: a list of `Tooltip`.
        on_click_cell: called with `row` and `column`; `on_click_row` and `on_click_column` alike.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns: list[Column] = kwargs.get("columns", [])
        self.row_actions: list[Action] = kwargs.get("row_actions", [])
        self.tooltips: list[Tooltip] = kwargs.get("tooltips", [])

    def keys(self) -> list[str]:
        """The keys of the columns."""
        return [column.key for column in self.columns]

    def add_column(self, key: str, **kwargs: Any) -> Column:
        """Adds a column and returns it.

        Raises:
            ValueError: if there is one of that key.
        """
        if key in self.keys():
            raise ValueError(f"the table has a column {key!r} already")
        column = Column(key, **kwargs)
        self.columns.append(column)
        return column

    def add_row_action(
        self,
        name: str,
        on_click: Any,
        label: str | None = None,
        icon: str | None = None,
        tooltip: str | None = None,
        **kwargs: Any,
    ) -> Action:
        """Adds something to do with each row and returns it.

        Args:
            rows: a bool per row; False hides it there.

        Raises:
            ValueError: if there is one of that name.
        """
        if any(have.name == name for have in self.row_actions):
            raise ValueError(f"the table has an action {name!r} already")
        action = Action(name, on_click=on_click, label=label, icon=icon, tooltip=tooltip, **kwargs)
        self.row_actions.append(action)
        return action

    def add_tooltip(self, row: int, column: int, value: Any, **kwargs: Any) -> Tooltip:
        """Adds a text that shows over a cell and returns it.

        Raises:
            ValueError: if the cell has one.
        """
        tooltip = Tooltip(row, column, value=value, **kwargs)
        if any((have.row, have.column) == (row, column) for have in self.tooltips):
            raise ValueError(f"the cell in row {row}, column {column} has a tooltip already")
        self.tooltips.append(tooltip)
        return tooltip

    def _clone_args(self) -> Json:
        return {
            **self._kwargs,
            "columns": [column.clone() for column in self.columns],
            "row_actions": [action.clone() for action in self.row_actions],
            "tooltips": [tooltip.clone() for tooltip in self.tooltips],
        }

    def _own_json(self) -> Json:
        return {
            "columns": [column.to_json() for column in self.columns],
            "row_actions": [action.to_json() for action in self.row_actions],
            "tooltips": [tooltip.to_json() for tooltip in self.tooltips],
        }
