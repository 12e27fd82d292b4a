"""Fields from their texts, such as `"fiftyone.core.fields.ListField(fiftyone.core.fields.StringField)"`."""

from __future__ import annotations

import re
from typing import Any

from fo_widgets.data import embedded, fields, labels, metadata
from fo_widgets.data.fields import EmbeddedDocumentField, Field, ListField

from .errors import FormatError

_SPEC = re.compile(r"\s*(?:<class ')?([\w.]+)(?:'>)?\s*(?:\((.*)\))?\s*")


def field_of(spec: Any) -> Field:
    """A field, given as such, as its class, or as its text.

    Raises:
        FormatError: if there is no such field
    """
    if isinstance(spec, Field):
        return spec
    if isinstance(spec, type) and issubclass(spec, Field):
        made: Field = spec()
        return made
    found = _SPEC.fullmatch(str(spec))
    name = found[1].rpartition(".")[2] if found else ""
    kind = getattr(fields, name, None)
    if found is None or not (isinstance(kind, type) and issubclass(kind, Field)):
        raise FormatError(
            f"{spec!r} is no field; give a Field, or its text such as 'fiftyone.core.fields.IntField'"
        )
    if not found[2]:
        plain: Field = kind()
        return plain
    if issubclass(kind, EmbeddedDocumentField):
        return EmbeddedDocumentField(_document(found[2], spec))
    if issubclass(kind, ListField):
        return kind(field_of(found[2]))
    raise FormatError(f"{spec!r}: {name} has nothing in it; leave out '({found[2]})'")


def _document(text: str, spec: Any) -> Any:
    found = _SPEC.fullmatch(text)
    name = found[1].rpartition(".")[2] if found else text
    for module in (labels, metadata, embedded):
        kind = getattr(module, name, None)
        if isinstance(kind, type) and issubclass(kind, embedded.EmbeddedDocument):
            return kind
    raise FormatError(f"{spec!r}: there is no document class '{name}'")
