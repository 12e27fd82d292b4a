"""Embedded documents: Python objects over stored dicts.

A document keeps its stored form, and beside it the Python values that were handed out and could have been
changed in place (lists, arrays, documents); storing it encodes those again.

A stored form is never changed, only replaced by another one. So a document, its copies and the database share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

import numpy as np
from bson import ObjectId

from .document_exchange import DocumentExchange
from .errors import ValidationError
from .fields import EmbeddedDocumentField, Field, ListField, copied, decode_any, encode_any
from .fields.documents import DOCUMENT_TYPES as DOCUMENT_TYPES
from .fields.documents import document_of as document_of
from .formatting import format_fields
from .object_ids import new_id

_MUTABLE = (list, dict, np.ndarray)


class EmbeddedDocument(DocumentExchange):
    """A document inside a sample; unknown attributes are dynamic fields."""

    __slots__ = ("_doc", "_live")
    _STORED_AS: ClassVar[str] = "fiftyone.core.odm.embedded_document.EmbeddedDocument"
    _FIELDS: ClassVar[dict[str, Field]] = {}
    _HAS_ID: ClassVar[bool] = False
    _DEFAULTS: ClassVar[tuple[tuple[str, Callable[[], Any]], ...]] = ()
    _NATIVE: ClassVar[
        dict[str, type]
    ] = {}  # of the fields that store values of one type as they are, that type
    _DYNAMIC: ClassVar[bool] = True
    _doc: dict[str, Any]
    _live: dict[str, Any] | None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Names the declared fields and files the class under its short name."""
        super().__init_subclass__(**kwargs)
        own = cls.__dict__.get("_FIELDS")
        if own is not None:
            for name, field in own.items():
                field.named(name)
        cls._DEFAULTS = tuple(
            (name, type(field.default) if field.default in ([], {}) else partial(copied, field.default))
            for name, field in cls._FIELDS.items()
            if field.default is not None or field.null
        )
        cls._HAS_ID = "id" in cls._FIELDS
        cls._NATIVE = {n: f.native for n, f in cls._FIELDS.items() if f.native is not None}
        DOCUMENT_TYPES[cls.__name__] = cls

    def __init__(self, **kwargs: Any) -> None:
        """A new document; fields that are not given have their defaults.

        Raises:
            ValidationError: if a value does not fit its field
        """
        # The arguments become the stored form, as far as it goes: labels are made by the hundred thousand.
        _set(self, "_doc", kwargs)
        _set(self, "_live", None)
        native, absent = self._NATIVE, []
        for name, value in kwargs.items():
            if type(value) is native.get(name):
                continue
            field = self._FIELDS.get(name)
            if value is not None:
                kwargs[name] = self._encoded(name, field, value)
            elif field is not None and not field.null:
                absent.append(name)
        if self._HAS_ID and "id" in kwargs:
            kwargs["_id"] = kwargs.pop("id")
        for name in absent:
            kwargs.pop(name, None)
        for name in absent:
            if isinstance(self._FIELDS[name].default, dict):
                self._assign(name, self._FIELDS[name], None)

    def _whole(self) -> dict[str, Any]:
        """The stored form but for the live values.

        Of a new document, it is another one each time: so what a dataset stores lies together in memory, and not
        between what is left of the objects that were added. That makes queries twice as fast.
        """
        doc = self._doc
        if "_cls" not in doc:
            # Of two threads that complete it, both have to find the same id.
            whole = {"_id": doc.setdefault("_id", new_id())} if self._HAS_ID else {}
            whole["_cls"] = type(self).__name__
            for name, make in self._DEFAULTS:
                if name not in doc:
                    whole[name] = make()
            for key, value in doc.items():
                whole[key] = value.copy() if type(value) is list else value
            return whole
        return doc

    def _refusal(self, name: str, error: Exception) -> ValidationError:
        return ValidationError(f"ValidationError ({type(self).__name__}:None) ({error}: ['{name}'])")

    def _assign(self, name: str, field: Field | None, value: Any) -> None:
        doc, key = dict(self._whole()), (field.db_field or name) if field else name
        if self._live:
            self._live.pop(name, None)
        if value is not None:
            doc[key] = self._encoded(name, field, value)
        elif field is None or field.null:
            doc[key] = None
        else:
            doc.pop(key, None)
            if isinstance(field.default, list):
                doc[key] = []
        _set(self, "_doc", doc)

    def _encoded(self, name: str, field: Field | None, value: Any) -> Any:
        """The stored form of a value; None for one that is kept as it is, to be encoded when all is stored.

        Raises:
            ValidationError: if it does not fit
        """
        try:
            if field is not None and field.plain:
                return field.encode(value)
            if field is not None and keeps_objects(field):
                self._keep(name, self._with_documents(name, field, value))
                return None
            if isinstance(value, (np.ndarray, EmbeddedDocument)):
                if field is not None and not isinstance(value, np.ndarray):
                    field.encode(value)
                self._keep(name, value)
                return None
            return field.encode(value) if field is not None else encode_any(value)
        except ValidationError as error:
            raise self._refusal(name, error) from None

    def _with_documents(self, name: str, field: Field, value: Any) -> Any:
        """A value of documents, dicts made documents; the same objects otherwise."""
        inner = field.field if isinstance(field, ListField) else field
        assert isinstance(inner, EmbeddedDocumentField)
        kind = inner.document_type
        if not isinstance(field, ListField):
            inner.encode(value)
            return value
        if isinstance(value, (str, bytes, dict)) or not hasattr(value, "__iter__"):
            raise ValidationError(f"Only lists and tuples may be used in a list field, not {value!r}")
        out = []
        for item in value:
            if isinstance(item, kind):
                out.append(item)
            elif isinstance(item, dict):
                out.append(document_of(copied(item), kind))
            elif isinstance(item, EmbeddedDocument):
                raise ValidationError(
                    f"Invalid element in '{name}': expected {kind.__name__}, not {type(item).__name__}"
                )
            else:
                raise AttributeError(f"'{type(item).__name__}' object has no attribute 'items'")
        return out

    def _keep(self, name: str, value: Any) -> None:
        if self._live is None:
            _set(self, "_live", {})
        assert self._live is not None
        self._live[name] = value

    def __getattr__(self, name: str) -> Any:
        """The Python value of a declared or dynamic field."""
        if name.startswith("__"):
            raise AttributeError(name)
        live = self._live
        if live is not None and name in live:
            return live[name]
        field = self._FIELDS.get(name)
        if field is None:
            doc = self._whole()
            if name not in doc:
                raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
            if name in ("_cls", "_id"):
                return doc[name]
            value = decode_any(doc[name])
        else:
            stored = self._doc.get(field.db_field or name)
            if type(stored) is field.native:
                return stored
            if stored is None and field.db_field == "_id":
                stored = self._whole().get("_id")
            if stored is None:
                if field.default is None:
                    return None
                value = copied(field.default)
            elif field.plain:
                return field.decode(stored)
            else:
                value = field.decode(stored)
        if isinstance(value, (*_MUTABLE, EmbeddedDocument)):
            self._keep(name, value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        """Sets a declared or dynamic field.

        Raises:
            ValidationError: if the value does not fit
        """
        if name in ("id", "_id"):
            _set(self, "_doc", {**self._whole(), "_id": ObjectId(value) if name == "id" else value})
        else:
            self._assign(name, self._FIELDS.get(name), value)

    def __delattr__(self, name: str) -> None:
        """Clears a field."""
        self.clear_field(name)

    def _to_mongo(self, kept: dict[str, Any] | None = None) -> dict[str, Any]:
        """The stored form, which nobody may change.

        Args:
            kept: the form that lies in the database, for a document loaded from there: a list that was
                emptied in place keeps its old value, as FiftyOne does not see such a change.
        """
        if not self._live:
            return self._whole()
        doc = dict(self._whole())
        for name, value in self._live.items():
            field = self._FIELDS.get(name)
            key = (field.db_field or name) if field else name
            if kept is not None and isinstance(value, (list, dict)) and not value and kept.get(key):
                doc[key] = kept[key]
            elif field is not None:
                doc[key] = field.encode(value)
            else:
                doc[key] = encode_any(value)
        return doc

    def copy(self) -> Any:
        """An independent copy, with an id of its own, as all documents in it."""
        return document_of(with_new_ids(self._to_mongo()), type(self))

    def __copy__(self) -> Any:
        """An independent copy, with the same id."""
        return document_of(self._to_mongo(), type(self))

    def __deepcopy__(self, _memo: Any) -> Any:
        """An independent copy."""
        return self.copy()

    def __reduce__(self) -> Any:
        """By its stored form."""
        return (document_of, (self._to_mongo(), type(self)))

    @property
    def field_names(self) -> tuple[str, ...]:
        """Declared names, then dynamic ones."""
        declared = tuple(self._FIELDS)
        known = {f.db_field for f in self._FIELDS.values()} | {"_cls", "_id"}
        return declared + tuple(k for k in self._whole() if k not in known)

    def _get_field_names(self, include_private: bool = False) -> tuple[str, ...]:
        return self.field_names

    def has_field(self, field_name: str) -> bool:
        """Whether there is a declared or dynamic field of that name."""
        return field_name in self.field_names

    def get_field(self, field_name: str) -> Any:
        """The value of a field, also of one further in.

        Raises:
            AttributeError: if there is none
        """
        head, _, rest = field_name.partition(".")
        value = getattr(self, head)
        if not rest:
            return value
        if isinstance(value, list):
            return [get_inner(v, rest) for v in value]
        return get_inner(value, rest)

    def set_field(self, field_name: str, value: Any, create: bool = True, **_kwargs: Any) -> None:
        """Sets a field.

        Raises:
            ValueError: if it is new and `create` is False
        """
        if not create and not self.has_field(field_name):
            raise ValueError(f"{type(self).__name__} has no field '{field_name}'")
        setattr(self, field_name, value)

    def update_fields(self, fields: dict[str, Any]) -> None:
        """Sets several fields."""
        for name, value in fields.items():
            setattr(self, name, value)

    def clear_field(self, field_name: str) -> None:
        """Removes a field's value."""
        if self._live:
            self._live.pop(field_name, None)
        _set(self, "_doc", {k: v for k, v in self._whole().items() if k != field_name})

    def iter_fields(self, include_id: bool = False) -> Iterator[tuple[str, Any]]:
        """Names and values, without the id unless asked for."""
        for name in self.field_names:
            if name != "id" or include_id:
                yield name, getattr(self, name)

    def __getitem__(self, name: str) -> Any:
        """The value of a field.

        Raises:
            KeyError: if there is none
        """
        try:
            return self.get_field(name)
        except AttributeError:
            raise KeyError(name) from None

    def __setitem__(self, name: str, value: Any) -> None:
        """Sets a field."""
        setattr(self, name, value)

    def __delitem__(self, name: str) -> None:
        """Clears a field."""
        self.clear_field(name)

    def __contains__(self, name: str) -> bool:
        """Whether there is such a field."""
        return self.has_field(name)

    def __eq__(self, other: object) -> bool:
        """Whether of the same class with the same stored form."""
        return type(self) is type(other) and self._to_mongo() == other._to_mongo()

    def __hash__(self) -> int:
        """By what is shown of it: `count_values` of whole labels counts each."""
        return hash(str(self))

    def __repr__(self) -> str:
        """Class and fields, one a line."""
        return f"<{type(self).__name__}: {format_fields(self.iter_fields(include_id=True))}>"

    __str__ = __repr__


_set = object.__setattr__


def keeps_objects(field: Field) -> bool:
    """Whether a field holds documents, whose identity the caller may rely on."""
    inner = field.field if isinstance(field, ListField) else field
    return isinstance(inner, EmbeddedDocumentField)


def get_inner(value: Any, path: str) -> Any:
    """What a dotted path gives below a document or dict; None below None."""
    if value is None:
        return None
    if isinstance(value, dict):
        head, _, rest = path.partition(".")
        return get_inner(value.get(head), rest) if rest else value.get(head)
    return value.get_field(path)


class DynamicEmbeddedDocument(EmbeddedDocument):
    """A document without declared fields."""

    __slots__ = ()
    _STORED_AS = "fiftyone.core.odm.embedded_document.DynamicEmbeddedDocument"
    _FIELDS = {}


def with_new_ids(stored: Any) -> Any:
    """A stored value whose documents have new ids."""
    if isinstance(stored, list):
        return [with_new_ids(v) for v in stored]
    if not isinstance(stored, dict):
        return stored
    return {k: ObjectId() if k == "_id" and "_cls" in stored else with_new_ids(v) for k, v in stored.items()}
