"""Field types: what a value must be, how it is stored, and what Python sees.

`encode` turns a valid Python value into its stored form and refuses others; `decode` goes back.
A field is `plain` if decoding gives the stored value itself and nobody can change it in place.
"""

from __future__ import annotations

from .arrays import (
    ArrayField,
    FrameSupportField,
    HeatmapRangeField,
    KeypointsField,
    NestedNumbersField,
    PolylinePointsField,
    VectorField,
)
from .base import PREFIX, Field
from .containers import ClassesField, DictField, ListField, MaskTargetsField
from .documents import EmbeddedDocumentField, MediaReferenceField, class_name
from .geography import (
    GeoLineStringField,
    GeoMultiLineStringField,
    GeoMultiPointField,
    GeoMultiPolygonField,
    GeoPointField,
    GeoPolygonField,
)
from .scalars import (
    _PRIMITIVE_FIELDS,
    BooleanField,
    ColorField,
    DateField,
    DateTimeField,
    FloatField,
    FrameNumberField,
    IntField,
    ObjectIdField,
    StringField,
    UUIDField,
)
from .targets import (
    by_number,
    color_of,
    hex_to_int,
    int_array_to_rgb,
    int_to_hex,
    is_integer_mask_targets,
    is_integer_target,
    is_rgb_mask_targets,
    is_rgb_target,
    number_of,
    rgb_array_to_int,
    transformed,
)
from .values import array_to_bytes, bytes_to_array, copied, decode_any, encode_any, naive_utc, now

__all__ = [
    "PREFIX",
    "_PRIMITIVE_FIELDS",
    "ArrayField",
    "BooleanField",
    "ClassesField",
    "ColorField",
    "DateField",
    "DateTimeField",
    "DictField",
    "EmbeddedDocumentField",
    "Field",
    "FloatField",
    "FrameNumberField",
    "FrameSupportField",
    "GeoLineStringField",
    "GeoMultiLineStringField",
    "GeoMultiPointField",
    "GeoMultiPolygonField",
    "GeoPointField",
    "GeoPolygonField",
    "HeatmapRangeField",
    "IntField",
    "KeypointsField",
    "ListField",
    "MaskTargetsField",
    "MediaReferenceField",
    "NestedNumbersField",
    "ObjectIdField",
    "PolylinePointsField",
    "StringField",
    "UUIDField",
    "VectorField",
    "array_to_bytes",
    "by_number",
    "bytes_to_array",
    "class_name",
    "color_of",
    "copied",
    "decode_any",
    "encode_any",
    "hex_to_int",
    "int_array_to_rgb",
    "int_to_hex",
    "is_integer_mask_targets",
    "is_integer_target",
    "is_rgb_mask_targets",
    "is_rgb_target",
    "naive_utc",
    "now",
    "number_of",
    "rgb_array_to_int",
    "transformed",
]
