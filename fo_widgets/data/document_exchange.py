"""Embedded documents as dicts, JSON and text, back, and into one another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from bson import json_util

from .errors import ValidationError
from .fields import Field, copied
from .formatting import format_briefly


class Described:
    """A document that is told as text."""

    __slots__ = ()

    def _told(self) -> Iterator[tuple[str, Any]]:
        """Names and values to tell."""
        found: Iterator[tuple[str, Any]] = self.iter_fields()  # type: ignore[attr-defined]
        return found

    def fancy_repr(
        self,
        class_name: str | None = None,
        select_fields: str | Iterable[str] | None = None,
        exclude_fields: str | Iterable[str] | None = None,
        **kwargs: Any,
    ) -> str:
        """Class and fields as text, some of them only, and others after them.

        Args:
            class_name: by default, the class's own
            select_fields: the fields to tell; by default all
            exclude_fields: the fields not to tell
            kwargs: what else to tell
        """
        chosen = _names(select_fields)
        gone = _names(exclude_fields) or ()
        fields = {
            name: value
            for name, value in self._told()
            if (chosen is None or name in chosen) and name not in gone
        }
        return f"<{class_name or type(self).__name__}: {format_briefly({**fields, **kwargs})}>"


class DocumentExchange(Described):
    """What a document can be turned into and made of."""

    __slots__ = ()
    _FIELDS: ClassVar[dict[str, Field]]

    def _to_mongo(self) -> dict[str, Any]:
        raise NotImplementedError

    def _refusal(self, name: str, error: Exception) -> ValidationError:
        raise NotImplementedError

    def iter_fields(self, include_id: bool = False) -> Iterator[tuple[str, Any]]:
        """Names and values."""
        raise NotImplementedError

    def _told(self) -> Iterator[tuple[str, Any]]:
        return self.iter_fields(include_id=True)

    def to_dict(self, extended: bool = False) -> dict[str, Any]:
        """A copy of the stored form; if `extended`, with ids, times and bytes as extended JSON has them."""
        if extended:
            out: dict[str, Any] = json.loads(json_util.dumps(self._to_mongo()))
            return out
        stored: dict[str, Any] = copied(self._to_mongo())
        return stored

    def to_mongo(self, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
        """A copy of the stored form."""
        return self.to_dict()

    @classmethod
    def from_dict(cls, d: dict[str, Any], extended: bool = False) -> Any:
        """The document of a stored form; `extended` if it is of extended JSON."""
        from .embedded import document_of

        stored = json_util.loads(json.dumps(d)) if extended else copied(d)
        return document_of(stored, cls)

    def to_json(self, pretty_print: bool = False) -> str:
        """The stored form as extended JSON, indented if `pretty_print`."""
        return json_util.dumps(self._to_mongo(), indent=4 if pretty_print else None)

    @classmethod
    def from_json(cls, s: str) -> Any:
        """The document of what `to_json` gives."""
        return cls.from_dict(json_util.loads(s))

    def merge(
        self, doc: Any, merge_lists: bool = True, merge_dicts: bool = True, overwrite: bool = True
    ) -> None:
        """Takes over the values of another document of the same class, its id included.

        Args:
            merge_lists: add the elements that lists lack, instead of replacing the lists
            merge_dicts: set single keys of dicts, instead of replacing the dicts
            overwrite: also replace values that are there

        Raises:
            ValueError: if the other document is of another class
        """
        merge_documents(self, doc, doc.iter_fields(include_id=True), merge_lists, merge_dicts, overwrite)

    def clean(self) -> None:
        """Does nothing; a class may say what its documents do before they are validated."""

    def validate(self, clean: bool = True) -> None:
        """Checks every declared field.

        Raises:
            ValidationError: if a value does not fit its field
        """
        if clean:
            self.clean()
        for name, field in self._FIELDS.items():
            try:
                field.validate(getattr(self, name))
            except ValidationError as error:
                raise self._refusal(name, error) from None


def merge_documents(
    target: Any,
    source: Any,
    fields: Iterable[tuple[str, Any]],
    merge_lists: bool,
    merge_dicts: bool,
    overwrite: bool,
) -> None:
    """Puts values of a document into another one of the same class.

    Raises:
        ValueError: if they are of different classes
    """
    if type(source) is not type(target):
        raise ValueError(f"Cannot merge a {type(source).__name__} into a {type(target).__name__}")
    for name, value in fields:
        current = getattr(target, name, None)
        if merge_lists and isinstance(current, list) and isinstance(value, list):
            setattr(target, name, [*current, *(v for v in value if v not in current)])
        elif merge_dicts and isinstance(current, dict) and isinstance(value, dict):
            setattr(target, name, merged_dict(current, value, overwrite))
        elif overwrite or current is None:
            setattr(target, name, value)


def _names(fields: str | Iterable[str] | None) -> list[str] | None:
    if fields is None:
        return None
    return [fields] if isinstance(fields, str) else list(fields)


def merged_dict(current: dict[str, Any], more: dict[str, Any], overwrite: bool) -> dict[str, Any]:
    """A dict with the keys of another, dicts inside them merged, too."""
    out = dict(current)
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(out.get(key), dict):
            out[key] = merged_dict(out[key], value, overwrite)
        elif overwrite or out.get(key) is None:
            out[key] = value
    return out
