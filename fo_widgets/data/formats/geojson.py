"""GeoJSON: a feature with a place and properties for each sample (`GeoJSONDataset`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fo_widgets.data.labels import GeoLocation, GeoLocations
from fo_widgets.data.sample import Sample

from . import files
from .errors import FormatError, MissingFileError
from .source import Imported, MediaIndex, Source
from .target import Target, write_json

Json = dict[str, Any]
_SINGLE = {"Point": "point", "LineString": "line", "Polygon": "polygon"}
_MULTI = {"MultiPoint": "points", "MultiLineString": "lines", "MultiPolygon": "polygons"}


def read(
    source: Source,
    location_field: str = "location",
    multi_location: bool = False,
    property_parsers: Any = None,
    skip_missing_media: bool = False,
    include_all_data: bool = False,
) -> Imported:
    """The features of the file.

    Args:
        location_field: the field for places
        multi_location: several places a sample (`GeoLocations`)
        property_parsers: properties to keep, with a function for each, or None for all as they are
        skip_missing_media: leave out features whose media file is not there
        include_all_data: also media files without a feature

    Raises:
        FormatError: if it is no collection of features, or a geometry is malformed
        MissingFileError: if a media file is not there
    """
    path = source.labels("labels.json")
    index = source.media(required=False)
    data = files.table(files.json_file(path, "GeoJSON features"), path, "the whole")
    if data.get("type") != "FeatureCollection":
        raise FormatError(f"{path} should have type 'FeatureCollection', not {data.get('type')!r}")
    entries: list[Json | Path] = []
    seen = set()
    for number, feature in enumerate(files.rows(data.get("features"), path, "features"), 1):
        where = f"{path}, feature {number}"
        found = _media(index, feature, where, path)
        if found is None and skip_missing_media:
            continue
        if found is None:
            raise MissingFileError(
                f"{where}: the media file '{_name(feature)}' is not in {index.place}; add it there, "
                "say where media are with `data_path`, or pass skip_missing_media=True"
            )
        seen.add(found)
        entries.append({**feature, "": (found, where)})
    if include_all_data:
        entries += [p for p in index.paths.values() if p not in seen]

    def sample(entry: Json | Path) -> Sample:
        if isinstance(entry, Path):
            return source.make(entry)
        found, where = entry[""]
        made = source.make(found)
        try:
            made[location_field] = _location(entry.get("geometry"), multi_location)
            for name, value in _properties(entry, property_parsers).items():
                made[name] = value
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            raise FormatError(f"{where}: {error}") from None
        return made

    return Imported(entries, sample)


def _name(feature: Json) -> str | None:
    properties = feature.get("properties") or {}
    return properties.get("filename") or properties.get("filepath")


def _media(index: MediaIndex, feature: Json, where: str, path: Path) -> Path | None:
    name = _name(feature)
    if not isinstance(name, str):
        raise FormatError(f"{where} should name its media file as property `filename`")
    found = index.find(name)
    beside = path.parent / Path(name).expanduser()
    return found or (beside if beside.is_file() else None)


def _location(geometry: Any, multi: bool) -> GeoLocation | GeoLocations | None:
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        raise ValueError("`geometry` should be an object")
    parts = geometry.get("geometries") if geometry.get("type") == "GeometryCollection" else [geometry]
    found: Json = {}
    for part in parts or ():
        kind, coordinates = part.get("type"), part.get("coordinates")
        if kind not in {**_SINGLE, **_MULTI}:
            raise ValueError(f"unknown geometry {kind!r}; one of {', '.join([*_SINGLE, *_MULTI])}")
        if kind in _MULTI or multi:
            name = _MULTI.get(kind) or _SINGLE[kind] + "s"
            found.setdefault(name, []).extend(coordinates if kind in _MULTI else [coordinates])
        else:
            found[_SINGLE[kind]] = coordinates
    many = multi or any(name in found for name in _MULTI.values())
    return GeoLocations(**found) if many else GeoLocation(**found)


def _properties(feature: Json, parsers: Any) -> Json:
    own = {k: v for k, v in (feature.get("properties") or {}).items() if k not in ("filename", "filepath")}
    if parsers is None:
        return {k: v for k, v in own.items() if v is not None}
    named: dict[str, Callable[[Any], Any] | None] = (
        dict(parsers) if isinstance(parsers, Mapping) else dict.fromkeys(parsers)
    )
    return {k: p(own[k]) if p else own[k] for k, p in named.items() if own.get(k) is not None}


def write(
    samples: Any,
    target: Target,
    location_field: str | None = None,
    property_makers: Any = None,
    abs_paths: bool = False,
    omit_none_fields: bool = True,
) -> None:
    """Writes places, properties and media.

    Args:
        location_field: the field of places; by default the only one
        property_makers: fields to write as properties, with a function of the value for each, or None
        abs_paths: write whole paths
        omit_none_fields: leave out properties without a value
    """
    name = location_field or target.label_field or samples._get_geo_location_field()
    if not samples.has_field(name):
        raise FormatError(f"there is no field '{name}'; the label fields are {samples._get_label_fields()}")
    makers = (
        dict(property_makers)
        if isinstance(property_makers, Mapping)
        else dict.fromkeys(property_makers or ())
    )
    path = target.labels("labels.json")
    target.use_folder()
    features = []
    for sample in target.track(samples, len(samples)):
        exported = target.add_media(sample.filepath)
        own: Json = {"filepath": sample.filepath} if abs_paths else {"filename": exported}
        for field, make in makers.items():
            value = sample[field]
            if value is not None or not omit_none_fields:
                own[field] = make(value) if make and value is not None else value
        features.append({"type": "Feature", "geometry": _geometry(sample[name]), "properties": own})
    write_json(path, {"type": "FeatureCollection", "features": features})


def _geometry(location: Any) -> Json | None:
    if location is None:
        return None
    kinds = _SINGLE if isinstance(location, GeoLocation) else _MULTI
    found = [{"type": k, "coordinates": location[n]} for k, n in kinds.items() if location[n] is not None]
    if len(found) > 1:
        return {"type": "GeometryCollection", "geometries": found}
    return found[0] if found else None
