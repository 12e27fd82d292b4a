"""What plugins ask of the App's server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from fo_widgets.data.fields import EmbeddedDocumentField, Field, ListField
from fo_widgets.data.fields.documents import class_name

T = TypeVar("T")


def cache_dataset(dataset: T) -> T:
    """The dataset: the App's server keeps it open between requests, a kernel has it anyway."""
    return dataset


@dataclass
class SampleField:
    """A field as the App is told of it; classes by their dotted names."""

    ftype: str
    path: str
    subfield: str | None = None
    embedded_doc_type: str | None = None
    db_field: str | None = None
    description: str | None = None
    info: dict[str, Any] | None = None


def serialize_fields(schema: Mapping[str, Field] | None) -> list[SampleField]:
    """The fields of a schema, of `get_field_schema(flat=True)` for all of them."""
    return [_serialized(path, field) for path, field in (schema or {}).items()]


def _serialized(path: str, field: Field) -> SampleField:
    inner = getattr(field, "field", None)
    # of lists of documents the App is told the class, of dicts of them it is not
    document = inner if isinstance(field, ListField) and inner is not None else field
    return SampleField(
        ftype=_class_of(field),
        path=path,
        subfield=None if inner is None else _class_of(inner),
        embedded_doc_type=(
            class_name(document.document_type) if isinstance(document, EmbeddedDocumentField) else None
        ),
        db_field=field.db_field,
        description=field.description,
        info=field.info,
    )


def _class_of(field: Field) -> str:
    return str(field).partition("(")[0]
