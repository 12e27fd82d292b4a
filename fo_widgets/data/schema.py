"""Schemas: fields by name, their documents in the database, and how new ones are inferred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from . import fields as ff
from . import groups, labels, metadata, projections
from .embedded import DOCUMENT_TYPES, DynamicEmbeddedDocument, EmbeddedDocument
from .fields import Field

Schema = dict[str, Field]

FIELD_TYPES: dict[str, type[Field]] = {
    name: kind for name, kind in vars(ff).items() if isinstance(kind, type) and issubclass(kind, Field)
}
_DOCUMENT_CLASSES: dict[str, type[EmbeddedDocument]] = {k._STORED_AS: k for k in DOCUMENT_TYPES.values()}
MODULES = (groups, labels, metadata, projections)  # their classes are looked up by name


def document_class(name: Any) -> type[EmbeddedDocument]:
    """The class of a stored name (or a class itself); dynamic documents for one that is not known."""
    if not isinstance(name, str):
        return name  # type: ignore[no-any-return]
    found = _DOCUMENT_CLASSES.get(name) or DOCUMENT_TYPES.get(name.rpartition(".")[2])
    return found or DynamicEmbeddedDocument


def declared_fields(kind: type[EmbeddedDocument]) -> list[Field]:
    """New fields as a document class declares them: in schemas, tags come right after the id."""
    fields = sorted(
        kind._FIELDS.values(), key=lambda f: ("id", "tags").index(f.name) if f.name in ("id", "tags") else 2
    )
    return [field_from_doc(field_to_doc(f)) for f in fields]


def field_to_doc(field: Field) -> dict[str, Any]:
    """A field as the database keeps it."""
    embedded, subfield, inner = None, None, []
    element = field.field if isinstance(field, (ff.ListField, ff.DictField)) else None
    document = element if isinstance(element, ff.EmbeddedDocumentField) else field
    if element is not None:
        subfield = f"{ff.PREFIX}{type(element).__name__}"
    if isinstance(document, ff.EmbeddedDocumentField):
        embedded = ff.class_name(document.document_type)
        inner = [field_to_doc(f) for f in document.fields]
    return {
        "name": field.name,
        "ftype": f"{ff.PREFIX}{type(field).__name__}",
        "embedded_doc_type": embedded,
        "subfield": subfield,
        "fields": inner,
        "db_field": field.db_field,
        "description": field.description,
        "info": field.info,
        "read_only": field.read_only,
        "created_at": field.created_at,
    }


def field_from_doc(doc: Mapping[str, Any], parent: str = "") -> Field:
    """The field of a document in the database; an unknown type becomes a plain `Field`."""
    kind = FIELD_TYPES.get(str(doc["ftype"]).rpartition(".")[2], Field)
    options = {k: doc.get(k) for k in ("description", "info", "db_field", "created_at")}
    options["read_only"] = bool(doc.get("read_only"))
    field = make_field(
        kind,
        embedded_doc_type=doc.get("embedded_doc_type"),
        subfield=FIELD_TYPES.get(str(doc.get("subfield")).rpartition(".")[2])
        if doc.get("subfield")
        else None,
        fields=[field_from_doc(f) for f in doc.get("fields") or ()],
        **options,
    )
    return field.named(str(doc["name"]), parent)


def make_field(
    ftype: Any,
    embedded_doc_type: Any = None,
    subfield: Any = None,
    fields: list[Field] | None = None,
    **options: Any,
) -> Field:
    """A field of a type given as class or instance, without a name yet.

    Raises:
        TypeError: if it is no class
        ValueError: if it is no field type, or a document field without a document class
    """
    if isinstance(ftype, Field):
        return ftype.copy()
    if not isinstance(ftype, type):
        raise TypeError(f"Invalid field type {ftype!r}; must be a subclass of {Field}")
    if not issubclass(ftype, Field):
        raise ValueError(f"Invalid field type {ftype}; must be a subclass of {Field}")
    if issubclass(ftype, ff.EmbeddedDocumentField):
        return ftype(*_document(embedded_doc_type, fields), **options)
    if issubclass(ftype, (ff.ListField, ff.DictField)) and not issubclass(
        ftype, (ff.NestedNumbersField, ff.FrameSupportField)
    ):
        element: Field | None = None
        if isinstance(subfield, Field):
            element = subfield
        elif subfield is not None:
            if issubclass(subfield, ff.EmbeddedDocumentField):
                element = subfield(*_document(embedded_doc_type, fields))
            else:
                element = subfield()
        elif embedded_doc_type is not None:
            element = ff.EmbeddedDocumentField(*_document(embedded_doc_type, fields))
        return ftype(element, **options)
    return ftype(**options)


def _document(kind: Any, fields: list[Field] | None) -> tuple[type[EmbeddedDocument], list[Field]]:
    if kind is None or not (isinstance(kind, str) or issubclass(kind, EmbeddedDocument)):
        raise ValueError(f"Invalid embedded_doc_type {kind}; must be a subclass of {EmbeddedDocument}")
    cls = document_class(kind)
    # Built-in fields come first and complete; the stored ones add what is dynamic.
    found = {f.name: f for f in declared_fields(cls)}
    for field in fields or ():
        if field.name in found:
            own = found[field.name]
            own.description, own.info = field.description, field.info
            own.read_only, own.created_at = field.read_only, field.created_at
            _merge_nested(own, field)
        else:
            found[field.name] = field
    return cls, list(found.values())


def _merge_nested(own: Field, given: Field) -> None:
    """Adds the dynamic fields that a stored field has below it."""
    inner, other = document_field(own), document_field(given)
    if inner is not None and other is not None:
        known = {f.name: f for f in inner.fields}
        for field in other.fields:
            if field.name in known:
                _merge_nested(known[field.name], field)
            else:
                inner.fields.append(field)


def document_field(field: Field | None) -> ff.EmbeddedDocumentField | None:
    """The document field that a field is, or that its elements are."""
    if isinstance(field, (ff.ListField, ff.DictField)):
        field = field.field
    return field if isinstance(field, ff.EmbeddedDocumentField) else None


def find_field(schema: Schema, path: str) -> Field | None:
    """The field at a dotted path; None if there is none. `id` and database names both work below the top."""
    head, _, rest = path.partition(".")
    field = schema.get(head)
    while rest and field is not None:
        document = document_field(field)
        head, _, rest = rest.partition(".")
        if document is None:
            return None
        field = next((f for f in document.fields if f.name == head), None)
    return field


def flatten(schema: Schema, prefix: str = "", unwind: bool = True) -> Schema:
    """All fields by path, nested ones after their parent; without `unwind` none of a list's elements."""
    out: Schema = {}
    for name, field in schema.items():
        path = prefix + name
        out[path] = field
        document = document_field(field)
        if document is not None and (unwind or document is field):
            out.update(flatten({f.name: f for f in document.fields}, path + ".", unwind))
    return out


def filter_schema(
    schema: Schema,
    ftype: Any = None,
    subfield: Any = None,
    embedded_doc_type: Any = None,
    read_only: bool | None = None,
    info_keys: Any = None,
    created_after: datetime | None = None,
    include_private: bool = False,
) -> Schema:
    """The fields that satisfy every criterion given.

    `subfield` is asked of lists and dicts alone, `embedded_doc_type` of documents alone, not of a
    list's; without a type, they mean that only such fields are wanted.

    Raises:
        ValueError: if a type is of another kind
    """
    for given, kind in ((ftype, ff.Field), (subfield, ff.Field), (embedded_doc_type, EmbeddedDocument)):
        for wrong in _types(given) if given is not None else ():
            if not issubclass(wrong, kind):
                raise ValueError(f"{wrong} is no {kind.__name__}; name a class of those")
    out = {}
    if ftype is None and subfield is not None:
        ftype = (ff.ListField, ff.DictField)
    elif ftype is None and embedded_doc_type is not None:
        ftype = ff.EmbeddedDocumentField
    keys = [info_keys] if isinstance(info_keys, str) else list(info_keys or ())
    for path, field in schema.items():
        if not include_private and any(part.startswith("_") for part in path.split(".")):
            continue
        if not _passes(field, ftype, subfield, embedded_doc_type):
            continue
        if read_only is not None and field.read_only is not read_only:
            continue
        if keys and not all(k in (field.info or {}) for k in keys):
            continue
        if created_after is not None and (field.created_at is None or field.created_at <= created_after):
            continue
        out[path] = field
    return out


def _types(given: Any) -> tuple[Any, ...]:
    return tuple(given) if isinstance(given, (list, tuple, set)) else (given,)


def is_of_type(field: Field, ftype: Any, subfield: Any, embedded_doc_type: Any) -> bool:
    """Whether a single field satisfies every criterion given."""
    if ftype is not None and not isinstance(field, _types(ftype)):
        return False
    element = field.field if isinstance(field, (ff.ListField, ff.DictField)) else None
    if subfield is not None and not isinstance(element, _types(subfield)):
        return False
    return embedded_doc_type is None or (
        isinstance(field, ff.EmbeddedDocumentField)
        and issubclass(field.document_type, _types(embedded_doc_type))
    )


def _passes(field: Field, ftype: Any, subfield: Any, embedded_doc_type: Any) -> bool:
    if ftype is not None and not isinstance(field, _types(ftype)):
        return False
    if subfield is not None and isinstance(field, (ff.ListField, ff.DictField)):
        return isinstance(field.field, _types(subfield))
    if embedded_doc_type is not None and isinstance(field, ff.EmbeddedDocumentField):
        return issubclass(field.document_type, _types(embedded_doc_type))
    return True


def merge_field(own: Field, given: Field) -> bool:
    """Adds the dynamic fields below `given` that `own` lacks; whether there were any."""
    inner, other = document_field(own), document_field(given)
    if inner is None or other is None:
        return False
    changed = False
    known = {f.name: f for f in inner.fields}
    for field in other.fields:
        if field.name in known:
            changed |= merge_field(known[field.name], field)
        else:
            inner.fields.append(field.named(field.name, inner.path or own.path))
            changed = True
    return changed


def default_sample_fields(created_at: datetime | None = None) -> Schema:
    """The fields that every sample has, in order."""
    schema: Schema = {
        "id": ff.ObjectIdField(),
        "filepath": ff.StringField(),
        "tags": ff.ListField(ff.StringField(), default=[]),
        "metadata": ff.EmbeddedDocumentField(*_document(metadata.Metadata, None)),
        "created_at": ff.DateTimeField(read_only=True),
        "last_modified_at": ff.DateTimeField(read_only=True),
        "_media_type": ff.StringField(),
        "_rand": ff.FloatField(),
        "_dataset_id": ff.ObjectIdField(),
    }
    return _dated(schema, created_at)


def default_frame_fields(created_at: datetime | None = None) -> Schema:
    """The fields that every frame has, in order."""
    schema: Schema = {
        "id": ff.ObjectIdField(),
        "frame_number": ff.FrameNumberField(),
        "created_at": ff.DateTimeField(read_only=True),
        "last_modified_at": ff.DateTimeField(read_only=True),
        "_sample_id": ff.ObjectIdField(),
        "_dataset_id": ff.ObjectIdField(),
    }
    return _dated(schema, created_at)


def _dated(schema: Schema, created_at: datetime | None) -> Schema:
    for name, field in schema.items():
        field.named(name)
        field.created_at = created_at
    return schema


DEFAULT_SAMPLE_FIELDS = tuple(default_sample_fields())
DEFAULT_FRAME_FIELDS = tuple(default_frame_fields())


def schema_from_docs(docs: Iterable[Mapping[str, Any]], defaults: Schema) -> Schema:
    """Fields by name from field documents: defaults first in their order, then the others in theirs."""
    stored = {str(d["name"]): field_from_doc(d) for d in docs}
    out = {name: stored.get(name) or field for name, field in defaults.items()}
    out.update({name: field for name, field in stored.items() if name not in out})
    if "tags" in out:
        out["tags"].default = []
    return out
