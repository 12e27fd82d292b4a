"""Stages over places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bson.errors import InvalidDocument

from fo_widgets.data.expressions.core import ExpressionBase, expressions_in
from fo_widgets.data.fields import EmbeddedDocumentField
from fo_widgets.data.labels import GeoLocation

from .base import Pipeline, ViewStage


class _Geographic(ViewStage):
    def _path(self, view: Any, part: str = "point") -> str:
        """The path of the coordinates."""
        name = self._params["location_field"]
        field = view._field_at(name)
        if isinstance(field, EmbeddedDocumentField) and issubclass(field.document_type, GeoLocation):
            return f"{view._db_path(name)}.{part}"
        path: str = view._db_path(name)
        return path

    def validate(self, view: Any) -> None:
        """Finds the field of places, and creates an index if asked to.

        Raises:
            ValueError: if there is not exactly one such field
            OperationFailure: if its values are no places
        """
        if self._params["location_field"] is None:
            self._params["location_field"] = view._get_geo_location_field()
        if self._params["create_index"]:
            view._root_dataset._store.create_index([(self._path(view), "2dsphere")])


class GeoNear(_Geographic):
    """Samples from near to far from a point; must be the first stage."""

    def __init__(
        self,
        point: Any,
        location_field: str | None = None,
        min_distance: float | None = None,
        max_distance: float | None = None,
        query: Any = None,
        create_index: bool = False,
    ) -> None:
        """By `[longitude, latitude]` and distances in metres."""
        super().__init__(
            point=geojson(point, "Point"),
            location_field=location_field,
            min_distance=min_distance,
            max_distance=max_distance,
            query=query,
            create_index=create_index,
        )

    def validate(self, view: Any) -> None:
        """Finds the field of places, and creates an index if asked to.

        Raises:
            InvalidDocument: if the query is not in MongoDB's query language
        """
        query = self._params["query"]
        if query is not None and next(expressions_in(query), None) is not None:
            raise InvalidDocument(f"cannot encode object: {query}, of type: {ExpressionBase}")
        super().validate(view)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$geoNear`."""
        p = self._params
        spec = {"near": p["point"], "distanceField": "_distance", "key": self._path(view), "spherical": True}
        bounds = {"minDistance": p["min_distance"], "maxDistance": p["max_distance"], "query": p["query"]}
        spec.update({name: value for name, value in bounds.items() if value is not None})
        return [{"$geoNear": spec}, {"$project": {"_distance": False}}]


class GeoWithin(_Geographic):
    """Samples inside a polygon."""

    def __init__(
        self,
        boundary: Any,
        location_field: str | None = None,
        strict: bool = True,
        create_index: bool = False,
    ) -> None:
        """By rings of `[longitude, latitude]`; unless `strict`, touching it is enough."""
        super().__init__(
            boundary=geojson(boundary, "Polygon"),
            location_field=location_field,
            strict=strict,
            create_index=create_index,
        )

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        how = "$geoWithin" if self._params["strict"] else "$geoIntersects"
        return [{"$match": {self._path(view): {how: {"$geometry": self._params["boundary"]}}}}]


def geojson(value: Any, kind: str) -> Any:
    """Coordinates, a `GeoLocation` or GeoJSON, as GeoJSON."""
    if isinstance(value, GeoLocation):
        value = value.point if kind == "Point" else value.polygon
    if isinstance(value, Mapping):
        return dict(value)
    return {"type": kind, "coordinates": value.tolist() if hasattr(value, "tolist") else value}
