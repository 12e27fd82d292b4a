"""What is known about flat pictures of point clouds, which grids show in their place."""

from __future__ import annotations

from .embedded import DynamicEmbeddedDocument
from .fields import FloatField, IntField, ListField, StringField


class OrthographicProjectionMetadata(DynamicEmbeddedDocument):
    """Where such a picture lies, and which part of the scene it shows."""

    __slots__ = ()
    _STORED_AS = "fiftyone.utils.utils3d.OrthographicProjectionMetadata"
    _MEDIA_FIELD = "filepath"
    _FIELDS = {
        "filepath": StringField(),
        "min_bound": ListField(FloatField(), default=[]),
        "max_bound": ListField(FloatField(), default=[]),
        "normal": ListField(FloatField()),
        "width": IntField(),
        "height": IntField(),
    }
