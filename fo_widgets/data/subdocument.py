"""Small documents inside a dataset's document: attributes with defaults, stored without their Nones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .fields import copied


class Subdocument:
    """Attributes by name; unknown ones are kept, as another version may have written them."""

    _DEFAULTS: ClassVar[dict[str, Any]] = {}

    def __init__(self, **values: Any) -> None:
        """With defaults for what is not given."""
        for name, default in self._DEFAULTS.items():
            setattr(self, name, copied(default))
        for name, value in values.items():
            setattr(self, name, value)

    def to_dict(self) -> dict[str, Any]:
        """The stored form."""
        return {k: _stored(v) for k, v in vars(self).items() if v is not None}

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Any:
        """The document of a stored form."""
        return cls(**copied(dict(d)))

    def copy(self) -> Any:
        """An independent copy."""
        return self.from_dict(self.to_dict())

    def __contains__(self, name: str) -> bool:
        """Whether there is such an attribute."""
        return name in vars(self)

    def __getitem__(self, name: str) -> Any:
        """The value of an attribute.

        Raises:
            KeyError: if there is none
        """
        return vars(self)[name]

    def __setitem__(self, name: str, value: Any) -> None:
        """Sets an attribute."""
        setattr(self, name, value)

    def __eq__(self, other: object) -> bool:
        """Whether of the same class with the same values."""
        return type(self) is type(other) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Class and values."""
        values = ", ".join(f"{k}={v!r}" for k, v in vars(self).items() if v is not None)
        return f"<{type(self).__name__}: {values}>"


def _stored(value: Any) -> Any:
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {k: _stored(v) for k, v in value.items()}
    return [_stored(v) for v in value] if isinstance(value, (list, tuple)) else value
