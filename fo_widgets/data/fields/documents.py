"""Fields of documents, such as labels."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from fo_widgets.data.errors import ValidationError
from fo_widgets.data.object_ids import new_id

from .base import Field

DOCUMENT_TYPES: dict[
    str, Any
] = {}  # the classes of documents by their short names; `embedded` files them here
_set = object.__setattr__


def document_of(doc: Any, expected: Any) -> Any:
    """A document over a stored dict, of the class that its `_cls` (or else `expected`) names."""
    if not isinstance(doc, dict):
        return doc
    kind = DOCUMENT_TYPES.get(doc.get("_cls", ""), expected) or DOCUMENT_TYPES["DynamicEmbeddedDocument"]
    out = object.__new__(kind)
    if "_cls" not in doc or (kind._HAS_ID and "_id" not in doc):
        doc = {"_id": new_id(), **doc} if kind._HAS_ID else dict(doc)
        doc.setdefault("_cls", kind.__name__)
    _set(out, "_doc", doc)
    _set(out, "_live", None)
    return out


class EmbeddedDocumentField(Field):
    """Documents of one class, such as labels; `fields` are the declared ones below it."""

    def __init__(self, document_type: Any = None, fields: list[Field] | None = None, **kwargs: Any) -> None:
        """Documents of `document_type`."""
        super().__init__(**kwargs)
        self.document_type = document_type
        self.fields: list[Field] = fields if fields is not None else []

    def encode(self, value: Any) -> Any:
        """The stored form of a document of the right class."""
        if not isinstance(value, self.document_type):
            raise ValidationError(
                f"Invalid embedded document instance provided to an EmbeddedDocumentField: "
                f"expected {self.document_type.__name__}, found {type(value).__name__}"
            )
        return value._to_mongo()

    def encode_all(self, values: Collection[Any]) -> list[Any]:
        """The stored forms of documents of the right class."""
        if {*map(type, values)} == {self.document_type}:
            return [v._to_mongo() for v in values]
        return super().encode_all(values)

    def decode(self, value: Any) -> Any:
        """A document over what is stored."""
        return document_of(value, self.document_type)

    def get_field_schema(
        self, ftype: Any = None, *, flat: bool = False, unwind: bool = True, mode: Any = None, **kwargs: Any
    ) -> dict[str, Field]:
        """The fields below this one that satisfy every criterion given."""
        from fo_widgets.data.schema import filter_schema, flatten

        schema = {f.name: f for f in self.fields}
        if flat:
            schema = flatten(schema, unwind=unwind)
        return filter_schema(schema, ftype, **kwargs)

    def get_field(self, path: str, leaf: bool = False, **criteria: Any) -> Field | None:
        """The field at a path below this one; None if there is none.

        Args:
            path: relative to this field
            leaf: of a list field, the field of its elements
            criteria: as of a collection's `get_field_schema`

        Raises:
            ValueError: if there is one that does not satisfy a criterion
        """
        from fo_widgets.data.schema import filter_schema, find_field

        found = find_field({f.name: f for f in self.fields}, path)
        if found is not None and not filter_schema({path: found}, **{"include_private": True, **criteria}):
            raise ValueError(f"Field '{path}' is {found}, which does not satisfy {criteria}")
        return getattr(found, "field", None) or found if leaf else found

    def has_field(self, path: str) -> bool:
        """Whether there is a field at a path below this one."""
        return self.get_field(path) is not None

    def named(self, name: str, parent: str = "") -> Field:
        """Names the fields below, too."""
        super().named(name, parent)
        for field in self.fields:
            field.named(field.name, self.path)
        return self

    def __str__(self) -> str:
        """With the class of the documents."""
        return f"{super().__str__()}({class_name(self.document_type)})"


class MediaReferenceField(EmbeddedDocumentField):
    """Where a sample's media lies, for sources that are not files."""


def class_name(document_type: Any) -> str:
    """The name under which a document class is stored in field documents."""
    name: str = (
        getattr(document_type, "_STORED_AS", None) or f"{document_type.__module__}.{document_type.__name__}"
    )
    return name
