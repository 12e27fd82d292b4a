"""A field of any type: what every field has."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar

from .values import decode_any, encode_any

PREFIX = "fiftyone.core.fields."


class Field:
    """Any value."""

    plain: ClassVar[bool] = False
    native: ClassVar[Any] = None  # values of just this type are stored as they are
    name: str
    path: str
    _taken_from: Any = None  # a weak reference to the dataset

    def __init__(
        self,
        *,
        description: str | None = None,
        info: dict[str, Any] | None = None,
        read_only: bool = False,
        db_field: str | None = None,
        created_at: datetime | None = None,
        null: bool = False,
        default: Any = None,
        **_kwargs: Any,
    ) -> None:
        """A field without a name yet; `named` gives it one."""
        self.name = self.path = ""
        self.db_field = db_field
        self.description, self.info, self.read_only = description, info, read_only
        self.created_at, self.null, self.default = created_at, null, default
        self.required = False

    def named(self, name: str, parent: str = "") -> Field:
        """The field itself under a name, below a parent path."""
        self.name, self.path = name, f"{parent}.{name}" if parent else name
        self.db_field = self.db_field or ("_id" if name == "id" else name)
        return self

    @property
    def _dataset(self) -> Any:
        return self._taken_from() if self._taken_from is not None else None

    def save(self) -> None:
        """Writes its description, info and whether it is read-only to the dataset that it was taken from.

        Raises:
            ValueError: if it was taken from none
        """
        dataset = self._dataset
        if dataset is None:
            raise ValueError(f"field '{self.name}' is of no dataset")
        dataset._doc.save()

    def encode(self, value: Any) -> Any:
        """The stored form of a value that is not None.

        Raises:
            ValidationError: if the value is not of this type
        """
        return encode_any(value)

    def encode_all(self, values: Collection[Any]) -> list[Any]:
        """The stored forms of several values; None stays None.

        Raises:
            ValidationError: if one is not of this type
        """
        if {*map(type, values)} == {self.native}:
            return list(values)
        encode = self.encode
        return [None if v is None else encode(v) for v in values]

    def decode(self, value: Any) -> Any:
        """The Python value of a stored one that is not None."""
        return decode_any(value)

    def validate(self, value: Any) -> None:
        """Refuses a value that is not of this type.

        Raises:
            ValidationError: if so
        """
        if value is not None:
            self.encode(value)

    def to_mongo(self, value: Any) -> Any:
        """The stored form; None stays None."""
        return None if value is None else self.encode(value)

    def to_python(self, value: Any) -> Any:
        """The Python value; None stays None."""
        return None if value is None else self.decode(value)

    def copy(self) -> Field:
        """An independent field of the same type."""
        from fo_widgets.data.schema import field_from_doc, field_to_doc

        return field_from_doc(field_to_doc(self))

    def __str__(self) -> str:
        """The full type name, with its parts in parentheses."""
        return f"{PREFIX}{type(self).__name__}"

    def __repr__(self) -> str:
        """The type, and what there is to say about it."""
        return (
            f"<{type(self).__name__}: name={self.name!r}, db_field={self.db_field!r}, "
            f"description={self.description!r}, info={self.info!r}, read_only={self.read_only!r}>"
        )

    def __eq__(self, other: object) -> bool:
        """Whether of the same name and type."""
        return isinstance(other, Field) and str(self) == str(other) and self.name == other.name

    def __hash__(self) -> int:
        """By type and name."""
        return hash((str(self), self.name))
