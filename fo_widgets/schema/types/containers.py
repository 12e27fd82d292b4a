"""Boxes around views."""

from __future__ import annotations

from typing import Any

from fo_widgets.schema.types.kinds import BaseType
from fo_widgets.schema.types.wire import Json, wire_values


class Container(BaseType):
    """A box around a view; every keyword goes on the wire."""

    def __init__(self, **kwargs: Any) -> None:
        self._kwargs = kwargs

    def kwargs_to_json(self) -> Json:
        """The keywords, with bound methods as URIs."""
        return wire_values(self._kwargs)

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), **self.kwargs_to_json()}


class PaperContainer(Container):
    """A raised surface.

    Args:
        elevation: how high, 0 to 24.
        rounded: whether its corners are.
    """

    def __init__(self, elevation: int | None = 1, rounded: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.elevation = elevation
        self.rounded = rounded

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), "elevation": self.elevation, "rounded": self.rounded}


class OutlinedContainer(Container):
    """A box with a thin line around it."""

    def __init__(self, rounded: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rounded = rounded

    def to_json(self) -> Json:
        """The wire form."""
        return {**super().to_json(), "rounded": self.rounded}
