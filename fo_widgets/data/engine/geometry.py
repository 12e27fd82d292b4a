"""Distances and containment on the sphere, for `$geoNear` and `$geoWithin`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

EARTH_RADIUS = 6378100.0  # metres; the server's constant

Point = Sequence[float]


def distance(a: Point, b: Point) -> float:
    """Metres between two [lon, lat] points, on a sphere."""
    lon1, lat1, lon2, lat2 = map(math.radians, (a[0], a[1], b[0], b[1]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(h)))


def points_of(geometry: Any) -> Iterator[Point]:
    """The vertices of a GeoJSON geometry or of a bare [lon, lat]."""
    shape = geometry.get("coordinates", []) if isinstance(geometry, dict) else geometry
    if shape and isinstance(shape[0], (int, float)):
        yield shape
    else:
        for inner in shape or ():
            yield from points_of(inner)


def _project(point: Point, centre: Point) -> tuple[float, float]:
    """Gnomonic: great circles become straight lines, so that a planar test is exact."""
    lon, lat, lon0, lat0 = map(math.radians, (point[0], point[1], centre[0], centre[1]))
    cosine = math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(lon - lon0)
    if cosine <= 1e-12:
        return (math.inf, math.inf)
    x = math.cos(lat) * math.sin(lon - lon0) / cosine
    y = (math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(lon - lon0)) / cosine
    return (x, y)


def _in_ring(point: Point, ring: Sequence[Point]) -> bool:
    centre = [sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)]
    x, y = _project(point, centre)
    if math.isinf(x):
        return False
    corners = [_project(p, centre) for p in ring]
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = (x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)
        on_line = abs(cross) < 1e-15 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
        if on_line:
            return True
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def within(geometry: Any, boundary: dict[str, Any]) -> bool:
    """Whether all vertices of a geometry lie in a GeoJSON Polygon or MultiPolygon."""
    rings = boundary["coordinates"]
    polygons = [rings] if boundary["type"] == "Polygon" else rings
    vertices = list(points_of(geometry))
    return bool(vertices) and all(
        any(
            _in_ring(p, polygon[0]) and not any(_in_ring(p, hole) for hole in polygon[1:])
            for polygon in polygons
        )
        for p in vertices
    )
