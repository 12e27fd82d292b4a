"""Labels of one image, video or frame as a JSON document: attributes, objects, polylines, keypoints and events."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fo_widgets.data.fields.values import array_to_bytes, bytes_to_array
from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    Keypoint,
    Keypoints,
    Polyline,
    Polylines,
    TemporalDetection,
    TemporalDetections,
)

from .boxes import extras, parts

Json = dict[str, Any]
KINDS = (Classification, Classifications, Detection, Detections, Polyline, Polylines, Keypoint, Keypoints)
EVENTS = (TemporalDetection, TemporalDetections)
_ATTRIBUTE = "eta.core.data.{}Attribute"
_OBJECT, _EVENT = "eta.core.objects.DetectedObject", "eta.core.events.VideoEvent"
_CATEGORICAL = _ATTRIBUTE.format("Categorical")


@dataclass(frozen=True)
class Naming:
    """Which labels become which fields.

    Attributes:
        prefix: the beginning of the names of all fields
        labels_dict: fields by the names in the document; others are left out
        multilabel: all attributes of a document together, in `attributes`
        skip_non_categorical: leave out attributes that are numbers or booleans
        several: names of attributes that occur more than once in a document
    """

    prefix: str | None = None
    labels_dict: Mapping[str, str] | None = None
    multilabel: bool = False
    skip_non_categorical: bool = False
    several: frozenset[str] = frozenset()

    def fields(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """Labels by field."""
        if self.labels_dict is not None:
            return {self.labels_dict[n]: v for n, v in found.items() if n in self.labels_dict}
        return {f"{self.prefix or ''}{n}": v for n, v in found.items()}


def repeated(document: Json) -> set[str]:
    """The names of attributes that occur more than once."""
    names = [a.get("name") for a in _rows(document, "attrs")]
    return {str(n) for n in names if names.count(n) > 1}


def read(document: Json, naming: Naming) -> dict[str, Any]:
    """The labels of a document by name.

    Raises:
        KeyError, TypeError, ValueError: if it is malformed
    """
    found: dict[str, Any] = {}
    attributes: dict[str, list[Any]] = (
        defaultdict(list, attributes=[]) if naming.multilabel else defaultdict(list)
    )
    for row in _rows(document, "attrs"):
        if naming.skip_non_categorical and row.get("type", _CATEGORICAL) != _CATEGORICAL:
            continue
        label = Classification(
            label=str(row["value"]), confidence=row.get("confidence"), tags=row.get("tags") or []
        )
        attributes["attributes" if naming.multilabel else str(row["name"])].append(label)
    for name, labels in attributes.items():
        many = naming.multilabel or name in naming.several
        found[name] = Classifications(classifications=labels) if many else labels[0]
    _gather(found, document, "objects", "detections", _box, Detections)
    _gather(found, document, "polylines", "polylines", _polyline, Polylines)
    _gather(found, document, "keypoints", "keypoints", _keypoint, Keypoints)
    _gather(found, document, "events", "events", _events, TemporalDetections)
    return found


def _rows(document: Json, name: str) -> list[Json]:
    """The list of a container, which has it under its own name."""
    container = document.get(name) or {}
    rows = container.get(name) or []
    if not isinstance(rows, list):
        raise TypeError(f"`{name}` should hold a list")
    return rows


def _gather(found: dict[str, Any], document: Json, key: str, default: str, read_one: Any, kind: Any) -> None:
    named: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(document, key):
        made = read_one(row)
        named[str(row.get("name") or default)] += made if isinstance(made, list) else [made]
    for name, labels in named.items():
        if name in found:
            raise ValueError(f"labels of several types are named '{name}'")
        found[name] = kind(**{kind._LABEL_LIST_FIELD: labels})


def _common(row: Json) -> Json:
    out: Json = {a["name"]: a["value"] for a in _rows(row, "attrs")}
    out |= {n: row[n] for n in ("label", "confidence", "index") if row.get(n) is not None}
    out["tags"] = list(row.get("tags") or ())
    return out


def _box(row: Json) -> Detection:
    first, last = row["bounding_box"]["top_left"], row["bounding_box"]["bottom_right"]
    box = [first["x"], first["y"], last["x"] - first["x"], last["y"] - first["y"]]
    mask = row.get("mask")
    if isinstance(mask, str):
        mask = bytes_to_array(base64.b64decode(mask))
    elif mask is not None:
        mask = np.asarray(mask)
    return Detection(**{**_common(row), "bounding_box": box, "mask": mask})


def _polyline(row: Json) -> Polyline:
    shape = {n: bool(row.get(n, False)) for n in ("closed", "filled")}
    return Polyline(**{**_common(row), "points": row["points"], **shape})


def _keypoint(row: Json) -> Keypoint:
    points = [[float("nan") if c is None else c for c in p] for p in row["points"]]
    return Keypoint(**{**_common(row), "points": points})


def _events(row: Json) -> list[TemporalDetection]:
    """An event for each range of frames, `"1-3,5-6"`."""
    common = {n: v for n, v in _common(row).items() if n != "index"}
    out = []
    for text in str(row["support"]["ranges"]).split(","):
        ends = re.fullmatch(r"\s*(\d+)(?:-(\d+))?\s*", text)
        if ends is None:
            raise ValueError(f"'{text}' is no range of frames")
        support = [int(ends[1]), int(ends[2] or ends[1])]
        out.append(TemporalDetection(**{**common, "support": support}))
    return out


def write(labels: Mapping[str, Any]) -> Json:
    """The document of labels by name."""
    attrs, objects, polylines, keypoints, events = [], [], [], [], []
    for name, label in labels.items():
        for one in parts(label):
            if isinstance(one, Classification):
                attrs.append(_attribute(name, one.label, one))
            elif isinstance(one, Detection):
                objects.append(_object(name, one))
            elif isinstance(one, Polyline):
                shape = {"points": one.points, "closed": bool(one.closed), "filled": bool(one.filled)}
                polylines.append({**_shared(name, one), **shape})
            elif isinstance(one, Keypoint):
                points = [[None if c != c else c for c in p] for p in one.points]
                keypoints.append({**_shared(name, one), "points": points})
            else:
                ranges = {"ranges": "{}-{}".format(*one.support)}
                events.append({"type": _EVENT, **_shared(name, one), "support": ranges})
    found = {
        "attrs": attrs,
        "objects": objects,
        "polylines": polylines,
        "keypoints": keypoints,
        "events": events,
    }
    return {name: {name: rows} for name, rows in found.items() if rows}


def _attribute(name: str, value: Any, label: Any = None) -> Json:
    kind = (
        "Boolean"
        if isinstance(value, bool)
        else "Numeric"
        if isinstance(value, (int, float))
        else "Categorical"
    )
    out: Json = {"type": _ATTRIBUTE.format(kind), "name": name, "value": value}
    if label is not None:
        out |= {n: label[n] for n in ("confidence", "tags") if label[n]}
    return out


def _object(name: str, label: Detection) -> Json:
    x, y, w, h = label.bounding_box
    box = {"top_left": {"x": x, "y": y}, "bottom_right": {"x": x + w, "y": y + h}}
    out = {"type": _OBJECT, **_shared(name, label), "bounding_box": box}
    if label.has_mask:
        out["mask"] = base64.b64encode(array_to_bytes(np.asarray(label.get_mask()))).decode("ascii")
    return out


def _shared(name: str, label: Any) -> Json:
    out: Json = {"name": name, "label": label.label}
    out |= {n: label[n] for n in ("confidence", "index") if label.has_field(n) and label[n] is not None}
    if label.tags:
        out["tags"] = list(label.tags)
    attributes = [_attribute(n, v) for n, v in _scalars(extras(label))]
    return {**out, "attrs": {"attrs": attributes}} if attributes else out


def _scalars(found: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Attributes that the document can hold: texts, numbers, booleans."""
    return ((n, v) for n, v in found.items() if isinstance(v, (str, bool, int, float)))
