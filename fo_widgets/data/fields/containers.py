"""Fields of lists and of dicts, with elements of one type or of any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fo_widgets.data.errors import ValidationError

from .base import PREFIX, Field
from .documents import EmbeddedDocumentField
from .scalars import DateField, ObjectIdField
from .values import decode_any, encode_any


class ListField(Field):
    """Lists, of one type if `field` is given."""

    def __init__(self, field: Field | None = None, **kwargs: Any) -> None:
        """A list of `field`s."""
        super().__init__(**kwargs)
        self.field = field

    def encode(self, value: Any) -> list[Any]:
        """A list of stored values."""
        if type(value) is not list:
            if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
                raise ValidationError("Only lists and tuples may be used in a list field")
            value = list(value)
        return [encode_any(v) for v in value] if self.field is None else self.field.encode_all(value)

    def decode(self, value: Any) -> Any:
        """A new list of Python values."""
        if not isinstance(value, list):
            return value
        if self.field is None:
            return [decode_any(v) for v in value]
        if self.field.plain and type(self.field) not in (ObjectIdField, DateField):
            return list(value)
        decode = self.field.decode
        return [None if v is None else decode(v) for v in value]

    def named(self, name: str, parent: str = "") -> Field:
        """Names the element's field by the same path."""
        super().named(name, parent)
        if self.field is not None:
            self.field.named(name, parent)
        return self

    def __str__(self) -> str:
        """With the element type, `EmbeddedDocumentField` for documents."""
        if self.field is None:
            return super().__str__()
        inner = (
            f"{PREFIX}EmbeddedDocumentField"
            if isinstance(self.field, EmbeddedDocumentField)
            else str(self.field)
        )
        return f"{super().__str__()}({inner})"


class ClassesField(ListField):
    """Class names."""


class DictField(Field):
    """Objects with string keys, of one value type if `field` is given."""

    def __init__(self, field: Field | None = None, **kwargs: Any) -> None:
        """A dict of `field`s."""
        super().__init__(**kwargs)
        self.field = field

    def encode(self, value: Any) -> dict[str, Any]:
        """A dict of stored values."""
        if not isinstance(value, Mapping):
            raise ValidationError("Value must be a dict")
        if any(not isinstance(k, str) for k in value):
            raise ValidationError("Dict fields must have string keys")
        if self.field is None:
            return {k: encode_any(v) for k, v in value.items()}
        encode = self.field.encode
        return {k: None if v is None else encode(v) for k, v in value.items()}

    def decode(self, value: Any) -> Any:
        """A new dict of Python values."""
        if self.field is None:
            return {k: decode_any(v) for k, v in value.items()}
        decode = self.field.decode
        return {k: None if v is None else decode(v) for k, v in value.items()}

    def __str__(self) -> str:
        """With the value type, `EmbeddedDocumentField` for documents."""
        if self.field is None:
            return super().__str__()
        inner = (
            f"{PREFIX}EmbeddedDocumentField"
            if isinstance(self.field, EmbeddedDocumentField)
            else str(self.field)
        )
        return f"{super().__str__()}({inner})"


class MaskTargetsField(DictField):
    """Names of pixel values."""
