"""Small documents inside a dataset's document: attributes with defaults, stored without their Nones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from bson import json_util

from .document_exchange import Described, merge_documents
from .fields import copied


class Subdocument(Described):
    """Attributes by name; unknown ones are kept, as another version may have written them."""

    _DEFAULTS: ClassVar[dict[str, Any]] = {}

    def __init__(self, **values: Any) -> None:
        """With defaults for what is not given."""
        for name, default in self._DEFAULTS.items():
            setattr(self, name, copied(default))
        for name, value in values.items():
            setattr(self, name, value)

    def to_dict(self, extended: bool = False) -> dict[str, Any]:
        """The stored form; if `extended`, with ids and times as extended JSON has them."""
        stored = {k: _stored(v) for k, v in vars(self).items() if v is not None}
        out: dict[str, Any] = json.loads(json_util.dumps(stored)) if extended else stored
        return out

    def to_json(self, pretty_print: bool = False) -> str:
        """The stored form as extended JSON, indented if `pretty_print`."""
        return json_util.dumps(self.to_dict(), indent=4 if pretty_print else None)

    @classmethod
    def from_json(cls, s: str) -> Any:
        """The document of what `to_json` gives."""
        return cls.from_dict(json_util.loads(s))

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of the attributes."""
        return tuple("id" if name == "_id" else name for name in vars(self))

    def has_field(self, field_name: str) -> bool:
        """Whether there is such an attribute."""
        return field_name in self.field_names

    def get_field(self, field_name: str) -> Any:
        """The value of an attribute.

        Raises:
            AttributeError: if there is none
        """
        return getattr(self, field_name)

    def set_field(self, field_name: str, value: Any, create: bool = False, **_others: Any) -> None:
        """Sets an attribute.

        Raises:
            ValueError: if it is new, and not to be created
        """
        if not create and not self.has_field(field_name):
            raise ValueError(f"{type(self).__name__} has no field '{field_name}'")
        setattr(self, field_name, value)

    def clear_field(self, field_name: str) -> None:
        """Puts an attribute back to its default."""
        self.set_field(field_name, copied(self._DEFAULTS.get(field_name)))

    def iter_fields(self) -> Iterator[tuple[str, Any]]:
        """Names and values."""
        for name in self.field_names:
            yield name, getattr(self, name)

    def merge(
        self, doc: Any, merge_lists: bool = True, merge_dicts: bool = True, overwrite: bool = True
    ) -> None:
        """Takes over the values of another document of the same class.

        Args:
            merge_lists: add the elements that lists lack, instead of replacing the lists
            merge_dicts: set single keys of dicts, instead of replacing the dicts
            overwrite: also replace values that are there

        Raises:
            ValueError: if the other document is of another class
        """
        merge_documents(self, doc, doc.iter_fields(), merge_lists, merge_dicts, overwrite)

    def to_mongo(self) -> dict[str, Any]:
        """The stored form."""
        return self.to_dict()

    @classmethod
    def from_dict(cls, d: Mapping[str, Any], extended: bool = False) -> Any:
        """The document of a stored form; `extended` if it is of extended JSON."""
        return cls(**(json_util.loads(json.dumps(d)) if extended else copied(dict(d))))

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
