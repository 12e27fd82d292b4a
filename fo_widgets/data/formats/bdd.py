"""Berkeley DeepDrive: one JSON file of attributes, boxes and polygons in pixels by image (`BDDDataset`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    Polyline,
    Polylines,
)
from fo_widgets.data.sample import Sample

from . import files
from .boxes import extras, parts, size_of
from .errors import FormatError
from .source import Imported, Source
from .target import Target, write_json

Json = dict[str, Any]
_KINDS = (Classification, Classifications, Detection, Detections, Polyline, Polylines)


def read(source: Source, include_all_data: bool = False, extra_attrs: Any = True) -> Imported:
    """The images that the file lists: its attributes by name, `detections` and `polylines`.

    Args:
        include_all_data: also images that it does not list
        extra_attrs: keep attributes of boxes and polygons: all, none, or names

    Raises:
        FormatError: if something is not as BDD has it
        MissingFileError: if an image is not there
    """
    path = source.labels("labels.json")
    rows = files.rows(files.json_file(path, "BDD labels"), path, "the whole")
    index = source.media()
    entries: list[Json | Path] = [*rows]
    if include_all_data:
        named = {index.find(str(row.get("name"))) for row in rows}
        entries += [index.paths[n] for n in index.of_kind("image") if index.paths[n] not in named]

    def sample(entry: Json | Path) -> Sample:
        if isinstance(entry, Path):
            return source.make(entry, metadata=files.facts(entry, "image"))
        name = entry.get("name")
        if not isinstance(name, str):
            raise FormatError(f"{path}: an image has no `name`: {str(entry)[:120]}")
        image = index.get(name, path)
        facts = files.facts(image, "image")
        try:
            labels = _labels(entry, (facts.width, facts.height), extra_attrs)
        except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise FormatError(f"{path}: a label of image '{name}' is malformed: {error!r}") from None
        return source.make(image, labels, facts)

    return Imported(entries, sample)


def _labels(row: Json, size: tuple[int, int], extra_attrs: Any) -> Json:
    out: Json = {}
    for name, value in (row.get("attributes") or {}).items():
        if isinstance(value, list):
            out[name] = Classifications(classifications=[Classification(label=str(v)) for v in value])
        elif value is not None:
            out[name] = Classification(label=str(value))
    boxes, polygons = [], []
    for label in row.get("labels") or ():
        common = {"label": str(label["category"]), **_attributes(label, extra_attrs)}
        if label.get("score") is not None:
            common["confidence"] = float(label["score"])
        if label.get("box2d") is not None:
            boxes.append(Detection(bounding_box=_box(label["box2d"], size), **common))
        if label.get("poly2d") is not None:
            polygons += [_polyline(shape, size, common) for shape in label["poly2d"]]
    if boxes:
        out["detections"] = Detections(detections=boxes)
    if polygons:
        out["polylines"] = Polylines(polylines=polygons)
    return out


def _attributes(label: Json, wanted: Any) -> Json:
    known = {*Detection._FIELDS, *Polyline._FIELDS}
    found = {k: v for k, v in (label.get("attributes") or {}).items() if v is not None and k not in known}
    if wanted is True:
        return found
    names = {wanted} if isinstance(wanted, str) else set(wanted or ())
    return {k: v for k, v in found.items() if k in names}


def _box(box: Json, size: tuple[int, int]) -> list[float]:
    left, top, right, bottom = (float(box[n]) for n in ("x1", "y1", "x2", "y2"))
    width, height = size
    return [left / width, top / height, (right - left) / width, (bottom - top) / height]


def _polyline(shape: Json, size: tuple[int, int], common: Json) -> Polyline:
    points = [[x / size[0], y / size[1]] for x, y in shape["vertices"]]
    closed = bool(shape.get("closed", False))
    return Polyline(points=[points], closed=closed, filled=closed, **common)


def write(samples: Any, target: Target, abs_paths: bool = False, extra_attrs: Any = True) -> None:
    """Writes classifications as attributes, boxes and polylines, and images; what has no label is not listed.

    Args:
        abs_paths: name images by whole paths
        extra_attrs: also write other attributes of labels: all, none, or names
    """
    fields = target.label_fields_of(samples, _KINDS)
    path = target.labels("labels.json")
    target.use_folder()
    rows = []
    for sample in target.track(samples.select_fields(["metadata", *fields.values()]), len(samples)):
        exported = target.add_media(sample.filepath)
        found = {key: label for key, field in fields.items() if (label := sample[field]) is not None}
        if found:
            name = sample.filepath if abs_paths else exported
            rows.append({"name": name, **_row(found, size_of(sample), extra_attrs)})
    write_json(path, rows)


def _row(found: Json, size: tuple[int, int], extra_attrs: Any) -> Json:
    attributes: Json = {}
    labels: list[Json] = []
    for key, label in found.items():
        if isinstance(label, (Classification, Classifications)):
            names = [one.label for one in parts(label)]
            attributes[key] = names if isinstance(label, Classifications) else names[0]
            continue
        for one in parts(label):
            row = {"id": len(labels), "category": one.label, "manualAttributes": True, "manualShape": True}
            row["attributes"] = extras(one, extra_attrs)
            if one.confidence is not None:
                row["score"] = one.confidence
            labels.append({**row, **_shape(one, size)})
    return {"attributes": attributes, "labels": labels}


def _shape(label: Any, size: tuple[int, int]) -> Json:
    width, height = size
    if isinstance(label, Detection):
        x, y, w, h = label.bounding_box
        return {"box2d": {"x1": x * width, "x2": (x + w) * width, "y1": y * height, "y2": (y + h) * height}}
    shapes = [[[x * width, y * height] for x, y in shape] for shape in label.points]
    return {"poly2d": [{"types": None, "closed": bool(label.closed), "vertices": s} for s in shapes]}
