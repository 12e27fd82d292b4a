"""Fields of points, lines and polygons on the earth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from fo_widgets.data.errors import ValidationError

from .base import Field
from .values import copied


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
