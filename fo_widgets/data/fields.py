"""Field types: what a value must be, how it is stored, and what Python sees.

`encode` turns a valid Python value into its stored form and refuses others; `decode` goes back.
A field is `plain` if decoding gives the stored value itself and nobody can change it in place.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timezone
from typing import Any, ClassVar

import numpy as np
from bson import Binary, ObjectId
from bson.errors import InvalidId

from .errors import ValidationError

PREFIX = "fiftyone.core.fields."


class Field:
    """Any value."""

    plain: ClassVar[bool] = False
    name: str
    path: str
    _taken_from: Any = None  # a weak reference to the dataset

    def __init__(
        self,
        *,
        description: str | None = None,
        info: dict[str, Any] | None = None,
        read_only: bool = False,
        db_field: str | None = None,
        created_at: datetime | None = None,
        null: bool = False,
        default: Any = None,
        **_kwargs: Any,
    ) -> None:
        """A field without a name yet; `named` gives it one."""
        self.name = self.path = ""
        self.db_field = db_field
        self.description, self.info, self.read_only = description, info, read_only
        self.created_at, self.null, self.default = created_at, null, default
        self.required = False

    def named(self, name: str, parent: str = "") -> Field:
        """The field itself under a name, below a parent path."""
        self.name, self.path = name, f"{parent}.{name}" if parent else name
        self.db_field = self.db_field or ("_id" if name == "id" else name)
        return self

    def save(self) -> None:
        """Writes its description, info and whether it is read-only to the dataset that it was taken from.

        Raises:
            ValueError: if it was taken from none
        """
        dataset = self._taken_from() if self._taken_from is not None else None
        if dataset is None:
            raise ValueError(f"field '{self.name}' is of no dataset")
        dataset._doc.save()

    def encode(self, value: Any) -> Any:
        """The stored form of a value that is not None.

        Raises:
            ValidationError: if the value is not of this type
        """
        return encode_any(value)

    def decode(self, value: Any) -> Any:
        """The Python value of a stored one that is not None."""
        return decode_any(value)

    def validate(self, value: Any) -> None:
        """Refuses a value that is not of this type.

        Raises:
            ValidationError: if so
        """
        if value is not None:
            self.encode(value)

    def to_mongo(self, value: Any) -> Any:
        """The stored form; None stays None."""
        return None if value is None else self.encode(value)

    def to_python(self, value: Any) -> Any:
        """The Python value; None stays None."""
        return None if value is None else self.decode(value)

    def copy(self) -> Field:
        """An independent field of the same type."""
        from .schema import field_from_doc, field_to_doc

        return field_from_doc(field_to_doc(self))

    def __str__(self) -> str:
        """The full type name, with its parts in parentheses."""
        return f"{PREFIX}{type(self).__name__}"

    def __repr__(self) -> str:
        """The type, and what there is to say about it."""
        return (
            f"<{type(self).__name__}: name={self.name!r}, db_field={self.db_field!r}, "
            f"description={self.description!r}, info={self.info!r}, read_only={self.read_only!r}>"
        )

    def __eq__(self, other: object) -> bool:
        """Whether of the same name and type."""
        return isinstance(other, Field) and str(self) == str(other) and self.name == other.name

    def __hash__(self) -> int:
        """By type and name."""
        return hash((str(self), self.name))


class IntField(Field):
    """Whole numbers."""

    plain = True

    def encode(self, value: Any) -> int:
        """An int; whole floats and digits are converted."""
        if type(value) is int:
            return value
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError):
            raise ValidationError(f"{value} could not be converted to int") from None

    def decode(self, value: Any) -> Any:
        """As stored; whole doubles (from JavaScript) become ints."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


class FrameNumberField(IntField):
    """Frame numbers, from 1."""

    def encode(self, value: Any) -> int:
        """A positive int."""
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            raise ValidationError(f"Frame numbers must be integers >= 1; found {value!r}")
        return int(value)


class FloatField(Field):
    """Real numbers."""

    plain = True

    def encode(self, value: Any) -> float:
        """A float."""
        if type(value) is float:
            return value
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            raise ValidationError(f"{value} could not be converted to float") from None

    def decode(self, value: Any) -> Any:
        """A float, also where an int is stored."""
        return float(value) if type(value) is int else value


class StringField(Field):
    """Text."""

    plain = True

    def encode(self, value: Any) -> str:
        """A string, nothing else."""
        if type(value) is str:
            return value
        if isinstance(value, str):
            return str(value)
        raise ValidationError("StringField only accepts string values")

    def decode(self, value: Any) -> Any:
        """As stored."""
        return value


class ColorField(StringField):
    """A colour as text."""


class BooleanField(Field):
    """True or false."""

    plain = True

    def encode(self, value: Any) -> bool:
        """A bool."""
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        raise ValidationError("BooleanField only accepts boolean values")

    def decode(self, value: Any) -> Any:
        """As stored."""
        return value


class UUIDField(StringField):
    """A UUID as text."""


def naive_utc(moment: datetime) -> datetime:
    """A time as stored: naive UTC, whole milliseconds."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def now() -> datetime:
    """The present moment as stored."""
    return naive_utc(datetime.now(timezone.utc))


class DateField(Field):
    """Dates, stored as midnight UTC."""

    plain = True

    def encode(self, value: Any) -> datetime:
        """Midnight UTC of a date."""
        if isinstance(value, datetime):
            value = value.date()
        if not isinstance(value, date):
            raise ValidationError(
                f"Date fields must have `date` values, found {type(value).__name__}: {value!r}"
            )
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001  stored times are naive UTC

    def decode(self, value: Any) -> Any:
        """A date."""
        return value.date() if isinstance(value, datetime) else value


class DateTimeField(Field):
    """Times: stored in UTC, naive in Python."""

    plain = True

    def encode(self, value: Any) -> datetime:
        """A naive UTC time of whole milliseconds."""
        if isinstance(value, datetime):
            return naive_utc(value)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001
        raise ValidationError(
            f"Datetime fields must have `datetime` values, found {type(value).__name__}: {value!r}"
        )

    def decode(self, value: Any) -> Any:
        """As stored."""
        return value


class ObjectIdField(Field):
    """ObjectIds, strings in Python."""

    plain = True

    def encode(self, value: Any) -> ObjectId:
        """An ObjectId."""
        try:
            return ObjectId(value)
        except (InvalidId, TypeError) as error:
            raise ValidationError(str(error)) from None

    def decode(self, value: Any) -> Any:
        """24 hex digits."""
        return str(value)


def array_to_bytes(array: Any) -> Binary:
    """An array as stored: zlib over the .npy format."""
    buffer = io.BytesIO()
    np.save(buffer, np.asarray(array), allow_pickle=False)
    return Binary(zlib.compress(buffer.getvalue()))


def bytes_to_array(data: bytes) -> np.ndarray[Any, Any]:
    """The array that `array_to_bytes` stored."""
    loaded: np.ndarray[Any, Any] = np.load(io.BytesIO(zlib.decompress(data)), allow_pickle=False)
    return loaded


class ArrayField(Field):
    """Numpy arrays, stored as compressed bytes."""

    def encode(self, value: Any) -> Any:
        """Compressed bytes."""
        if isinstance(value, np.ndarray):
            return array_to_bytes(value)
        if isinstance(value, (list, tuple)):
            return array_to_bytes(np.asarray(value))
        if isinstance(value, bytes):
            return value
        raise ValidationError(f"Only numpy arrays may be used in an array field; found {type(value)}")

    def decode(self, value: Any) -> Any:
        """An array."""
        return bytes_to_array(value) if isinstance(value, bytes) else np.asarray(value)


class VectorField(ArrayField):
    """1D numpy arrays."""


class ListField(Field):
    """Lists, of one type if `field` is given."""

    def __init__(self, field: Field | None = None, **kwargs: Any) -> None:
        """A list of `field`s."""
        super().__init__(**kwargs)
        self.field = field

    def encode(self, value: Any) -> list[Any]:
        """A list of stored values."""
        if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
            raise ValidationError("Only lists and tuples may be used in a list field")
        if self.field is None:
            return [encode_any(v) for v in value]
        encode = self.field.encode
        return [None if v is None else encode(v) for v in value]

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


class NestedNumbersField(ListField):
    """Lists of lists of numbers, `depth` levels deep."""

    depth: ClassVar[int] = 2

    def encode(self, value: Any) -> list[Any]:
        """Lists of floats."""
        try:
            return self._floats(value, self.depth)
        except (TypeError, ValueError):
            raise ValidationError(
                f"{type(self).__name__} needs {self.depth}-deep lists of numbers, not {value!r}"
            ) from None

    def _floats(self, value: Any, depth: int) -> list[Any]:
        if isinstance(value, np.ndarray):
            value = value.tolist()
        if isinstance(value, (str, bytes)):
            raise TypeError
        if depth == 1:
            return [float(v) for v in value]
        return [self._floats(v, depth - 1) for v in value]

    def decode(self, value: Any) -> Any:
        """New lists."""
        return copied(value)

    def __str__(self) -> str:
        """Without an element type."""
        return Field.__str__(self)


class KeypointsField(NestedNumbersField):
    """Lists of (x, y) points."""


class PolylinePointsField(NestedNumbersField):
    """Lists of lists of (x, y) points."""

    depth = 3


class HeatmapRangeField(NestedNumbersField):
    """A (min, max) range."""

    depth = 1


class FrameSupportField(ListField):
    """A [first, last] range of frames."""

    def encode(self, value: Any) -> list[int]:
        """Two ascending positive ints."""
        try:
            first, last = (int(v) for v in value)
        except (TypeError, ValueError):
            raise ValidationError(f"Frame support must be [first, last]; found {value!r}") from None
        if not 1 <= first <= last:
            raise ValidationError(
                f"Frame support must be [first, last] with 1 <= first <= last; found {value!r}"
            )
        return [first, last]

    def decode(self, value: Any) -> Any:
        """A new list."""
        return list(value)

    def __str__(self) -> str:
        """Without an element type."""
        return Field.__str__(self)


class _GeoField(Field):
    """GeoJSON in the database, bare coordinates in Python."""

    shape: ClassVar[str]
    depth: ClassVar[int]

    def encode(self, value: Any) -> dict[str, Any]:
        """A GeoJSON object of coordinates, or of GeoJSON."""
        if isinstance(value, Mapping):
            if value.get("type") != self.shape:
                raise ValidationError(
                    f"{type(self).__name__} needs a {self.shape}, not {value.get('type')!r}"
                )
            value = value.get("coordinates")
        if not isinstance(value, (list, tuple, np.ndarray)) or self._depth(value) != self.depth:
            raise ValidationError(
                f"{type(self).__name__} needs coordinates nested {self.depth} deep; found {value!r}"
            )
        return {"type": self.shape, "coordinates": _lists(value)}

    @staticmethod
    def _depth(value: Any) -> int:
        depth = 0
        while isinstance(value, (list, tuple, np.ndarray)):
            depth += 1
            value = value[0] if len(value) else None
        return depth

    def decode(self, value: Any) -> Any:
        """The coordinates."""
        return copied(value["coordinates"]) if isinstance(value, Mapping) else value


def _lists(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    return [_lists(v) for v in value] if isinstance(value, (list, tuple)) else value


class GeoPointField(_GeoField):
    """A [longitude, latitude] point."""

    shape, depth = "Point", 1


class GeoLineStringField(_GeoField):
    """A list of points."""

    shape, depth = "LineString", 2


class GeoPolygonField(_GeoField):
    """A list of rings."""

    shape, depth = "Polygon", 3


class GeoMultiPointField(_GeoField):
    """A list of points."""

    shape, depth = "MultiPoint", 2


class GeoMultiLineStringField(_GeoField):
    """A list of lines."""

    shape, depth = "MultiLineString", 3


class GeoMultiPolygonField(_GeoField):
    """A list of polygons."""

    shape, depth = "MultiPolygon", 4


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


class ClassesField(ListField):
    """Class names."""


class MaskTargetsField(DictField):
    """Names of pixel values."""


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

    def decode(self, value: Any) -> Any:
        """A document over a copy of what is stored."""
        from .embedded import document_of

        return document_of(value, self.document_type)

    def get_field_schema(self, flat: bool = False, **kwargs: Any) -> dict[str, Field]:
        """The fields below this one."""
        from .schema import filter_schema, flatten

        schema = {f.name: f for f in self.fields}
        if flat:
            schema = flatten(schema)
        return filter_schema(schema, **kwargs)

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


_ATOMS = frozenset((str, int, float, bool, type(None), ObjectId, Binary, bytes))


def copied(value: Any) -> Any:
    """A copy of a stored value that shares no list or dict with it."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is dict:
        return {k: v if type(v) in _ATOMS else copied(v) for k, v in value.items()}
    if kind is list:
        return [v if type(v) in _ATOMS else copied(v) for v in value]
    return value


def encode_any(value: Any) -> Any:
    """The stored form of a value without a declared type.

    Raises:
        ValidationError: if it cannot be stored
    """
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is list or kind is tuple:
        return [encode_any(v) for v in value]
    if isinstance(value, datetime):
        return naive_utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if isinstance(value, np.ndarray):
        return array_to_bytes(value)
    if isinstance(value, np.generic):
        return value.item()
    if hasattr(value, "_to_mongo"):
        return value._to_mongo()
    if isinstance(value, Mapping):
        return {str(k): encode_any(v) for k, v in value.items()}
    if isinstance(value, (set, frozenset)):
        return [encode_any(v) for v in value]
    if isinstance(value, (str, int, float)):
        return value
    raise ValidationError(f"cannot store a value of type {type(value).__name__}: {value!r}")


def decode_any(value: Any) -> Any:
    """The Python value of a stored one without a declared type."""
    kind = type(value)
    if kind is list:
        return [decode_any(v) for v in value]
    if kind is dict:
        if "_cls" in value:
            from .embedded import document_of

            return document_of(value, None)
        return {k: decode_any(v) for k, v in value.items()}
    if isinstance(value, bytes):
        try:
            return bytes_to_array(value)
        except (zlib.error, ValueError):
            return value
    return value


_PRIMITIVE_FIELDS = (BooleanField, DateField, DateTimeField, FloatField, IntField, ObjectIdField, StringField)


def is_integer_mask_targets(mask_targets: Mapping[Any, Any]) -> bool:
    """Whether mask targets name integers; otherwise they name colours."""
    return all(isinstance(k, (int, np.integer)) for k in mask_targets)


def is_rgb_mask_targets(mask_targets: Mapping[Any, Any]) -> bool:
    """Whether mask targets name `#rrggbb` colours."""
    return all(isinstance(k, str) and k.startswith("#") for k in mask_targets)
