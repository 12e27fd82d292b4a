"""Fields that values fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
from bson import ObjectId

from . import fields as ff
from .embedded import EmbeddedDocument
from .fields import Field
from .schema import document_field, make_field

_SCALARS: list[tuple[Any, type[Field]]] = [
    ((bool, np.bool_), ff.BooleanField),
    ((int, np.integer), ff.IntField),
    ((float, np.floating), ff.FloatField),
    (str, ff.StringField),
    (datetime, ff.DateTimeField),
    (date, ff.DateField),
    (ObjectId, ff.ObjectIdField),
]


def infer_field(value: Any, dynamic: bool = False) -> Field | None:
    """A field that a value fits, None for None.

    Args:
        dynamic: also declare the dynamic fields of documents

    Raises:
        TypeError: if no field can hold such a value
    """
    if value is None:
        return None
    for kinds, kind in _SCALARS:
        if isinstance(value, kinds):
            return kind()
    if isinstance(value, EmbeddedDocument):
        extra = dynamic_fields(value) if dynamic else []
        return make_field(ff.EmbeddedDocumentField, embedded_doc_type=type(value), fields=extra)
    if isinstance(value, (list, tuple)):
        return ff.ListField(_infer_element(value, dynamic))
    if isinstance(value, (set, frozenset)):
        return ff.ListField(_infer_element(sorted(value, key=str), dynamic))
    if isinstance(value, np.ndarray):
        return ff.VectorField() if value.ndim == 1 else ff.ArrayField()
    if isinstance(value, Mapping):
        return ff.DictField()
    raise TypeError(f"Cannot infer an appropriate field type for value {value!r} of type {type(value)}")


def fitting_field(value: Any) -> Field:
    """A field that a value fits: one of any type for None, and for what no other can hold."""
    try:
        return infer_field(value) or Field()
    except TypeError:
        return Field()


def _infer_element(values: Iterable[Any], dynamic: bool) -> Field | None:
    found: Field | None = None
    for value in values:
        try:
            other = infer_field(value, dynamic)
        except TypeError:
            return None
        if other is None or (
            found is not None and str(found) == str(other) and document_field(found) is None
        ):
            continue
        found = other if found is None else merge_types(found, other)
        if found is None:
            return None
    return found


def merge_types(a: Field, b: Field) -> Field | None:
    """A field that holds the values of both; None if no type does."""
    if isinstance(a, ff.EmbeddedDocumentField) and isinstance(b, ff.EmbeddedDocumentField):
        if a.document_type is b.document_type:
            known = {f.name for f in a.fields}
            a.fields += [f for f in b.fields if f.name not in known]
            return a
        return None
    if str(a) == str(b):
        return a
    if {type(a), type(b)} == {ff.IntField, ff.FloatField}:
        return ff.FloatField()
    if isinstance(a, ff.ListField) and isinstance(b, ff.ListField):
        if a.field is None or b.field is None:
            return a if b.field is None else b
        return ff.ListField(merge_types(a.field, b.field))
    return None


def dynamic_fields(document: EmbeddedDocument) -> list[Field]:
    """The dynamic fields of a document, and of those in its lists, that are not declared by its class."""
    out = []
    for name, value in document.iter_fields():
        declared = document._FIELDS.get(name)
        if declared is None:
            field = infer_field(value, dynamic=True)
            if field is not None:
                out.append(field.named(name))
        elif document_field(declared) is not None and isinstance(value, (list, EmbeddedDocument)):
            field = infer_field(value, dynamic=True)
            if field is not None and document_field(field) is not None:
                out.append(field.named(name))
    return out
