"""Places as GeoJSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_COLLECTION = "GeometryCollection"
_FIELDS = {"Point": "point", "LineString": "line", "Polygon": "polygon"}


def _geometries(geojson: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Kinds and coordinates of what a GeoJSON geometry, collection or feature holds."""
    if geojson["type"] == "Feature":
        return _geometries(geojson["geometry"])
    if geojson["type"] == _COLLECTION:
        return [part for inner in geojson["geometries"] for part in _geometries(inner)]
    return [(geojson["type"], geojson["coordinates"])]


class OnePlace:
    """A label with at most one point, line and polygon."""

    __slots__ = ()

    @classmethod
    def from_geo_json(cls, d: Mapping[str, Any]) -> Any:
        """The place of a GeoJSON geometry, collection or feature.

        Raises:
            ValueError: if it holds two of a kind
        """
        values: dict[str, Any] = {}
        for kind, coordinates in _geometries(d):
            several = kind.startswith("Multi")
            name = _FIELDS.get(kind.removeprefix("Multi"))
            if name is None:
                raise ValueError(f"'{kind}' is no kind of GeoJSON geometry")
            for one in coordinates if several else [coordinates]:
                if name in values:
                    raise ValueError(f"a GeoLocation holds one {name}; use GeoLocations for several")
                values[name] = one
        make: Any = cls
        return make(**values)

    def to_geo_json(self) -> dict[str, Any] | None:
        """A GeoJSON geometry, or a collection of several; None if there is nothing."""
        found = [
            {"type": kind, "coordinates": getattr(self, name)}
            for kind, name in _FIELDS.items()
            if getattr(self, name) is not None
        ]
        if len(found) > 1:
            return {"type": _COLLECTION, "geometries": found}
        return found[0] if found else None


class SeveralPlaces:
    """A label with any number of points, lines and polygons."""

    __slots__ = ()

    @classmethod
    def from_geo_json(cls, d: Mapping[str, Any]) -> Any:
        """The places of a GeoJSON geometry, collection or feature.

        Raises:
            ValueError: if it holds something else
        """
        values: dict[str, list[Any]] = {}
        for kind, coordinates in _geometries(d):
            name = _FIELDS.get(kind.removeprefix("Multi"))
            if name is None:
                raise ValueError(f"'{kind}' is no kind of GeoJSON geometry")
            values.setdefault(f"{name}s", []).extend(
                coordinates if kind.startswith("Multi") else [coordinates]
            )
        make: Any = cls
        return make(**values)

    def to_geo_json(self) -> dict[str, Any]:
        """A GeoJSON collection of what there is."""
        found = [
            {"type": f"Multi{kind}", "coordinates": getattr(self, f"{name}s")}
            for kind, name in _FIELDS.items()
            if getattr(self, f"{name}s") is not None
        ]
        return {"type": _COLLECTION, "geometries": found}
