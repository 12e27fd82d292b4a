"""Label types, each by a table of its fields."""

from __future__ import annotations

from typing import Any, ClassVar

from .embedded import DynamicEmbeddedDocument, EmbeddedDocument
from .fields import (
    ArrayField,
    BooleanField,
    DictField,
    EmbeddedDocumentField,
    Field,
    FloatField,
    FrameSupportField,
    GeoLineStringField,
    GeoMultiLineStringField,
    GeoMultiPointField,
    GeoMultiPolygonField,
    GeoPointField,
    GeoPolygonField,
    HeatmapRangeField,
    IntField,
    KeypointsField,
    ListField,
    ObjectIdField,
    PolylinePointsField,
    StringField,
    VectorField,
)
from .label_shapes import BoxShapes, FromMask, HasMap, HasMask, PolygonShapes

_MODULE = "fiftyone.core.labels."


def _id() -> dict[str, Field]:
    return {"id": ObjectIdField(), "tags": ListField(StringField(), default=[])}


class Attribute(DynamicEmbeddedDocument):
    """An attribute of a label, in the old style."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Attribute"
    _FIELDS = {"value": Field()}


class BooleanAttribute(Attribute):
    """A boolean attribute."""

    __slots__ = ()
    _STORED_AS = _MODULE + "BooleanAttribute"
    _FIELDS = {"value": BooleanField()}


class CategoricalAttribute(Attribute):
    """A categorical attribute."""

    __slots__ = ()
    _STORED_AS = _MODULE + "CategoricalAttribute"
    _FIELDS = {"value": StringField(), "confidence": FloatField(), "logits": VectorField()}


class NumericAttribute(Attribute):
    """A numeric attribute."""

    __slots__ = ()
    _STORED_AS = _MODULE + "NumericAttribute"
    _FIELDS = {"value": FloatField()}


class ListAttribute(Attribute):
    """A list attribute."""

    __slots__ = ()
    _STORED_AS = _MODULE + "ListAttribute"
    _FIELDS = {"value": ListField(default=[])}


class Instance(EmbeddedDocument):
    """An object that several labels show."""

    __slots__ = ()
    _STORED_AS = "fiftyone.core.labels.Instance"
    _FIELDS = {"id": ObjectIdField()}


class Label(DynamicEmbeddedDocument):
    """What a sample or a part of it shows."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Label"
    _FIELDS = {}
    _LABEL_LIST_FIELD: ClassVar[str]

    def iter_attributes(self) -> Any:
        """Names and values of the dynamic attributes, old style and new."""
        attributes = getattr(self, "attributes", None) or {}
        for name, attribute in attributes.items():
            yield name, attribute.value
        for name in self.field_names:
            if name not in self._FIELDS:
                yield name, getattr(self, name)

    def has_attribute(self, name: str) -> bool:
        """Whether there is a dynamic attribute of that name."""
        return any(n == name for n, _ in self.iter_attributes())

    def get_attribute_value(self, name: str, default: Any = "<no default>") -> Any:
        """The value of a dynamic attribute.

        Raises:
            AttributeError: if there is none and no default is given
        """
        for n, value in self.iter_attributes():
            if n == name:
                return value
        if default == "<no default>":
            raise AttributeError(f"{type(self).__name__} has no attribute '{name}'")
        return default


class _HasLabelList(Label):
    """A label that is a list of others, at `_LABEL_LIST_FIELD`."""

    __slots__ = ()


class Regression(Label):
    """A number."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Regression"
    _FIELDS = {**_id(), "value": FloatField(), "confidence": FloatField()}


class Classification(Label):
    """A class."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Classification"
    _FIELDS = {**_id(), "label": StringField(), "confidence": FloatField(), "logits": VectorField()}


def _list_of(kind: Any, name: str, **others: Field) -> dict[str, Field]:
    fields = list(kind._FIELDS.values())
    return {name: ListField(EmbeddedDocumentField(kind, fields), default=[]), **others}


class Classifications(_HasLabelList):
    """Several classes."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Classifications"
    _LABEL_LIST_FIELD = "classifications"
    _FIELDS = _list_of(Classification, "classifications", logits=VectorField())


def _attributes() -> dict[str, Field]:
    return {
        **_id(),
        "attributes": DictField(EmbeddedDocumentField(Attribute, [Field().named("value")]), default={}),
    }


class Detection(Label, BoxShapes, HasMask, FromMask):
    """A box `[x, y, width, height]`, relative to the image, with an optional mask inside it."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Detection"
    _MEDIA_FIELD = "mask_path"
    _FIELDS = {
        **_attributes(),
        "label": StringField(),
        "bounding_box": ListField(FloatField(), default=[]),
        "mask": ArrayField(),
        "mask_path": StringField(),
        "confidence": FloatField(),
        "index": IntField(),
    }


class Detections(_HasLabelList):
    """Several boxes."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Detections"
    _LABEL_LIST_FIELD = "detections"
    _FIELDS = _list_of(Detection, "detections")


class Polyline(Label, PolygonShapes):
    """Lines through relative points, perhaps closed and filled."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Polyline"
    _FIELDS = {
        **_attributes(),
        "label": StringField(),
        "points": PolylinePointsField(default=[]),
        "confidence": FloatField(),
        "index": IntField(),
        "closed": BooleanField(default=False),
        "filled": BooleanField(default=False),
    }


class Polylines(_HasLabelList):
    """Several polylines."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Polylines"
    _LABEL_LIST_FIELD = "polylines"
    _FIELDS = _list_of(Polyline, "polylines")


class Keypoint(Label):
    """Relative points; a point that is not there is `[NaN, NaN]`."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Keypoint"
    _FIELDS = {
        **_attributes(),
        "label": StringField(),
        "points": KeypointsField(default=[]),
        "confidence": ListField(FloatField(), null=True),
        "index": IntField(),
    }


class Keypoints(_HasLabelList):
    """Several keypoints."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Keypoints"
    _LABEL_LIST_FIELD = "keypoints"
    _FIELDS = _list_of(Keypoint, "keypoints")


class Segmentation(Label, HasMask):
    """A class for each pixel."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Segmentation"
    _MEDIA_FIELD = "mask_path"
    _FIELDS = {**_id(), "mask": ArrayField(), "mask_path": StringField()}


class Heatmap(Label, HasMap):
    """A number for each pixel."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Heatmap"
    _MEDIA_FIELD = "map_path"
    _FIELDS = {**_id(), "map": ArrayField(), "map_path": StringField(), "range": HeatmapRangeField()}


class TemporalDetection(Label):
    """An event over a range of frames `[first, last]`."""

    __slots__ = ()
    _STORED_AS = _MODULE + "TemporalDetection"
    _FIELDS = {**_id(), "label": StringField(), "support": FrameSupportField(), "confidence": FloatField()}

    @classmethod
    def from_timestamps(cls, timestamps: Any, sample: Any = None, metadata: Any = None, **kwargs: Any) -> Any:
        """The event between two times, in seconds, of a video.

        Raises:
            ValueError: if the frame rate of the video is not known
        """
        facts = metadata if metadata is not None else getattr(sample, "metadata", None)
        rate = getattr(facts, "frame_rate", None)
        if not rate:
            raise ValueError(
                "the frame rate is not known; give `metadata`, or compute that of the sample first"
            )
        last = getattr(facts, "total_frame_count", None)
        frames = [max(1, round(t * rate) + 1) for t in timestamps]
        return cls(support=[min(f, last) if last else f for f in frames], **kwargs)


class TemporalDetections(_HasLabelList):
    """Several events."""

    __slots__ = ()
    _STORED_AS = _MODULE + "TemporalDetections"
    _LABEL_LIST_FIELD = "detections"
    _FIELDS = _list_of(TemporalDetection, "detections")


class GeoLocation(Label):
    """A place: `[longitude, latitude]` coordinates."""

    __slots__ = ()
    _STORED_AS = _MODULE + "GeoLocation"
    _FIELDS = {**_id(), "point": GeoPointField(), "line": GeoLineStringField(), "polygon": GeoPolygonField()}


class GeoLocations(Label):
    """Several places."""

    __slots__ = ()
    _STORED_AS = _MODULE + "GeoLocations"
    _FIELDS = {
        **_id(),
        "points": GeoMultiPointField(),
        "lines": GeoMultiLineStringField(),
        "polygons": GeoMultiPolygonField(),
    }


LABEL_LISTS = {
    Classifications: Classification,
    Detections: Detection,
    Polylines: Polyline,
    Keypoints: Keypoint,
    TemporalDetections: TemporalDetection,
}
SINGLES = {single: many for many, single in LABEL_LISTS.items()}
