"""Label types, each by a table of its fields."""

from __future__ import annotations

from collections.abc import Iterator
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
from .geo_shapes import OnePlace, SeveralPlaces
from .label_media import HasMap, HasMask, TransformsMask
from .label_shapes import BoxesShapes, BoxShapes, FromMask, PointShapes, PolygonShapes, PolygonsShapes
from .segmentation_shapes import SegmentationShapes
from .video_times import HasSupport

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

    def iter_attributes(self) -> Iterator[tuple[str, Any]]:
        """Names and values of the dynamic attributes, old style and new."""
        for name, attribute in self._old_attributes().items():
            yield name, attribute.value
        for name in self.field_names:
            if name not in self._FIELDS:
                yield name, getattr(self, name)

    def has_attribute(self, name: str) -> bool:
        """Whether there is an attribute of that name: a dynamic one, old style or new, or a field."""
        return name in self._old_attributes() or self.has_field(name)

    def get_attribute_value(self, name: str, default: Any = "<no default>") -> Any:
        """The value of an attribute.

        Raises:
            AttributeError: if there is none and no default is given
        """
        old = self._old_attributes()
        if name in old:
            return old[name].value
        if self.has_field(name):
            return getattr(self, name)
        if isinstance(default, str) and default == "<no default>":
            raise AttributeError(f"{type(self).__name__} has no attribute '{name}'")
        return default

    def set_attribute_value(self, name: str, value: Any) -> None:
        """Sets an attribute: one of the old style if there is one of that name, else a field."""
        old = self._old_attributes()
        if name in old:
            old[name].value = value
        else:
            setattr(self, name, value)

    def delete_attribute(self, name: str) -> None:
        """Removes an attribute, old style or new; of a field that every such label has, the value."""
        if self._old_attributes().pop(name, None) is None:
            self.clear_field(name)

    def _old_attributes(self) -> dict[str, Any]:
        return getattr(self, "attributes", None) or {}


class _OfInstance(Label):
    """A label of an object that others show, too."""

    __slots__ = ()

    @property
    def instance_id(self) -> str | None:
        """The id of the object; None if it is not known."""
        instance = getattr(self, "instance", None)
        return None if instance is None else str(instance.id)


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
    own = _id()
    old = DictField(EmbeddedDocumentField(Attribute, [Field().named("value")]), default={})
    return {"id": own["id"], "attributes": old, "tags": own["tags"]}


class Detection(_OfInstance, BoxShapes, HasMask, FromMask):
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


class Detections(_HasLabelList, BoxesShapes):
    """Several boxes."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Detections"
    _LABEL_LIST_FIELD = "detections"
    _FIELDS = _list_of(Detection, "detections")


class Polyline(_OfInstance, PolygonShapes):
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


class Polylines(_HasLabelList, PolygonsShapes):
    """Several polylines."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Polylines"
    _LABEL_LIST_FIELD = "polylines"
    _FIELDS = _list_of(Polyline, "polylines")


class Keypoint(_OfInstance, PointShapes):
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


class Segmentation(Label, HasMask, TransformsMask, SegmentationShapes):
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
    _FIELDS = {**_id(), "map": ArrayField(), "map_path": StringField(), "range": HeatmapRangeField(null=True)}


class TemporalDetection(Label, HasSupport):
    """An event over a range of frames `[first, last]`."""

    __slots__ = ()
    _STORED_AS = _MODULE + "TemporalDetection"
    _FIELDS = {**_id(), "label": StringField(), "support": FrameSupportField(), "confidence": FloatField()}


class TemporalDetections(_HasLabelList):
    """Several events."""

    __slots__ = ()
    _STORED_AS = _MODULE + "TemporalDetections"
    _LABEL_LIST_FIELD = "detections"
    _FIELDS = _list_of(TemporalDetection, "detections")


class GeoLocation(Label, OnePlace):
    """A place: `[longitude, latitude]` coordinates."""

    __slots__ = ()
    _STORED_AS = _MODULE + "GeoLocation"
    _FIELDS = {**_id(), "point": GeoPointField(), "line": GeoLineStringField(), "polygon": GeoPolygonField()}


class GeoLocations(Label, SeveralPlaces):
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
