"""Values of fields and their stored forms: encoding, checking, comparing."""

from __future__ import annotations

import json
from typing import Any

from bson import json_util

from .embedded import EmbeddedDocument
from .fields import EmbeddedDocumentField, Field, encode_any

Document = dict[str, Any]


def completed(field: Field, value: Any) -> Any:
    """A stored value; of a document that a view made without its class, with the class and empty lists."""
    if isinstance(field, EmbeddedDocumentField) and isinstance(value, dict) and "_cls" not in value:
        for name, inner in field.document_type._FIELDS.items():
            if isinstance(inner.default, list) and value.get(name) is None:
                value[name] = []
        return {"_cls": field.document_type.__name__, **value}
    return value


def check(field: Field, value: Any) -> None:
    """Refuses a value that does not fit a field.

    Raises:
        ValidationError: if so
    """
    if isinstance(field, EmbeddedDocumentField) and isinstance(value, field.document_type):
        return
    field.encode(value)


def encoded(field: Field | None, value: Any, kept: Any, _in_database: bool) -> Any:
    """The stored form of a value.

    Args:
        kept: what the database has; lists that were emptied in place keep it
    """
    if isinstance(value, EmbeddedDocument) and (field is None or isinstance(field, EmbeddedDocumentField)):
        if field is not None and not isinstance(value, field.document_type):
            field.encode(value)
        return value._to_mongo(kept if isinstance(kept, dict) else None)
    return encode_any(value) if field is None else field.encode(value)


def same(a: Any, b: Any) -> bool:
    """Whether two stored values are the same: NaN is NaN, and numbers are of one type."""
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(v, b[k]) for k, v in a.items())
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return bool(a == b or (a != a and b != b))


def as_json(stored: Document) -> Document:
    """A stored document as extended JSON."""
    out: Document = json.loads(json_util.dumps(stored, json_options=json_util.RELAXED_JSON_OPTIONS))
    return out
