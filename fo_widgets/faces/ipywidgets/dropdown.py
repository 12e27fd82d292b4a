"""A dropdown in which "nothing chosen" is a line of its own."""

from __future__ import annotations

from typing import Any

import ipywidgets


class Dropdown(ipywidgets.Dropdown):  # type: ignore[misc]
    """A dropdown that shows the option of the value None, where there is one, instead of an empty box."""

    index: Any
    value: Any

    def __init__(self, *args: Any, **traits: Any) -> None:
        super().__init__(*args, **traits)
        self._show_none()
        self.observe(lambda change: self._show_none(), ["value", "options"])

    def _show_none(self) -> None:
        if self.value is None and self.index is None and None in self._options_values:
            self.index = self._options_values.index(None)
