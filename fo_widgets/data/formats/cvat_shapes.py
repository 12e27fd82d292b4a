"""CVAT's elements of shapes in pixels, as labels and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np

from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    Keypoint,
    Keypoints,
    Label,
    Polyline,
    Polylines,
)

from .boxes import extras, parts
from .errors import FormatError
from .xml_files import number, value_of

Size = tuple[float, float]
SHAPES = (Detections, Detection, Polylines, Polyline, Keypoints, Keypoint)
# More is a mistake in the file, and would not fit into memory.
_MOST_PIXELS = 1 << 28
_CORNERS = ("xtl", "ytl", "xbr", "ybr")


def _box(element: Element, path: Path, size: Size) -> dict[str, Any]:
    left, top, right, bottom = (number(element, n, path) for n in _CORNERS)
    width, height = size
    return {"bounding_box": [left / width, top / height, (right - left) / width, (bottom - top) / height]}


def _points(element: Element, path: Path, size: Size) -> list[list[float]]:
    try:
        pairs = [[float(c) for c in p.split(",")] for p in element.get("points", "").split(";")]
        return [[x / size[0], y / size[1]] for x, y in pairs]
    except ValueError:
        raise FormatError(
            f"{path}: `points` of <{element.tag}> should be like '1,2;3,4', not {element.get('points')!r}"
        ) from None


def _mask(element: Element, path: Path, size: Size) -> dict[str, Any]:
    """A box with a mask from run lengths along the rows, the first of them of zeros."""
    left, top, width, height = (number(element, n, path) for n in ("left", "top", "width", "height"))
    if not (0 < width <= size[0] and 0 < height <= size[1] and width * height <= _MOST_PIXELS):
        raise FormatError(
            f"{path}: a <mask> has {width:g} x {height:g} pixels, the image {size[0]:g} x {size[1]:g}"
        )
    try:
        counts = [int(n) for n in element.get("rle", "").split(",")]
    except ValueError:
        counts = []
    if sum(counts) != width * height or min(counts, default=-1) < 0:
        raise FormatError(f"{path}: `rle` of a <mask> should cover its {width:g} x {height:g} pixels")
    flat = np.repeat(np.arange(len(counts)) % 2 == 1, counts)
    box = [left / size[0], top / size[1], width / size[0], height / size[1]]
    return {"bounding_box": box, "mask": flat.reshape(int(height), int(width))}


Reader = Callable[[Element, Path, Size], Label]
_READERS: dict[str, tuple[str, type, Callable[[Element, Path, Size], dict[str, Any]]]] = {
    "tag": ("classifications", Classification, lambda e, p, s: {}),
    "box": ("detections", Detection, _box),
    "mask": ("detections", Detection, _mask),
    "polygon": (
        "polylines",
        Polyline,
        lambda e, p, s: {"points": [_points(e, p, s)], "closed": True, "filled": True},
    ),
    "polyline": (
        "polylines",
        Polyline,
        lambda e, p, s: {"points": [_points(e, p, s)], "closed": False, "filled": False},
    ),
    "points": ("keypoints", Keypoint, lambda e, p, s: {"points": _points(e, p, s)}),
}
_LISTS: dict[str, Any] = {
    "classifications": Classifications,
    "detections": Detections,
    "polylines": Polylines,
    "keypoints": Keypoints,
}


def label_of(
    element: Element, path: Path, size: Size, label: str | None, **more: Any
) -> tuple[str, Label] | None:
    """The kind and label of an element; None for a shape that no label is like.

    Args:
        path: the file, for errors
        size: width and height of the image in pixels
        label: the class
        more: further attributes

    Raises:
        FormatError: if the element lacks something
    """
    found = _READERS.get(element.tag)
    if found is None:
        return None
    kind, make, shape = found
    if label is None:
        raise FormatError(f"{path}: a <{element.tag}> has no `label`")
    attributes = {e.get("name") or "": value_of(e.text) for e in element.iter("attribute")}
    attributes = {n: v for n, v in attributes.items() if n and v is not None and n not in make._FIELDS}  # type: ignore[attr-defined]
    if element.get("occluded") == "1":
        attributes["occluded"] = True
    return kind, make(label=label, **attributes, **shape(element, path, size), **more)


def listed(found: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Labels of each kind as one label."""
    return {kind: _LISTS[kind](**{kind: labels}) for kind, labels in found.items()}


def task_info(root: Element) -> dict[str, Any]:
    """What the file says about its task: labels with their attributes, and times."""
    labels = []
    for label in root.iterfind("meta/*/labels/label"):
        attributes = [
            {"name": a.findtext("name"), "categories": (a.findtext("values") or "").split()}
            for a in label.iterfind("attributes/attribute")
        ]
        labels.append({"name": label.findtext("name"), "attributes": attributes})
    out: dict[str, Any] = {"task_labels": labels}
    for name, place in (
        ("created", "meta/*/created"),
        ("updated", "meta/*/updated"),
        ("dumped", "meta/dumped"),
    ):
        text = root.findtext(place)
        if text:
            out[name] = text
    return out


def elements_of(label: Any, size: Size, with_label: bool) -> list[Element]:
    """The elements of a label.

    Args:
        with_label: name the class in each
    """
    out = []
    for one in parts(label):
        for element in _shapes(one, size):
            known = extras(one)
            if with_label:
                element.attrib = {"label": str(one.label), **element.attrib}
            if not isinstance(one, Classification):
                element.set("occluded", str(int(bool(known.pop("occluded", False)))))
            for name, value in known.items():
                if isinstance(value, (str, bool, int, float)):
                    add(element, "attribute", value).set("name", name)
            out.append(element)
    return out


def _shapes(label: Any, size: Size) -> list[Element]:
    width, height = size
    if isinstance(label, Classification):
        return [Element("tag")]
    if isinstance(label, Detection):
        x, y, w, h = label.bounding_box
        corners = (x * width, y * height, (x + w) * width, (y + h) * height)
        return [Element("box", dict(zip(_CORNERS, map(_pixels, corners), strict=True)))]
    if isinstance(label, Keypoint):
        visible = [p for p in label.points if p[0] == p[0]]
        return [Element("points", {"points": _text(visible, size)})] if visible else []
    shapes = [list(shape) for shape in label.points if len(shape)]
    if label.filled:
        return [Element("polygon", {"points": _text(s, size)}) for s in shapes]
    return [Element("polyline", {"points": _text(s + s[:1] if label.closed else s, size)}) for s in shapes]


def _text(points: Iterable[Any], size: Size) -> str:
    return ";".join(f"{_pixels(x * size[0])},{_pixels(y * size[1])}" for x, y in points)


def _pixels(value: float) -> str:
    return f"{round(value, 2):g}"


def add(parent: Element, tag: str, value: Any = None) -> Element:
    """A new element in another, with a text."""
    element = ElementTree.SubElement(parent, tag)
    if value is not None:
        element.text = str(value)
    return element


def new_document(
    name: str, mode: str, frames: int, labels: Iterable[Any], size: Size | None = None
) -> Element:
    """The root of a file, with what CVAT says about a task.

    Args:
        name: of the task
        mode: "annotation" for images, "interpolation" for videos
        frames: how many images or frames there are
        labels: all labels, whose classes and attributes are listed
        size: width and height of a video
    """
    root = Element("annotations")
    add(root, "version", "1.1")
    meta = add(root, "meta")
    task = add(meta, "task")
    now = datetime.now(timezone.utc).replace(tzinfo=None).isoformat()
    facts = {
        "id": 0,
        "name": name,
        "size": frames,
        "mode": mode,
        "flipped": False,
        "created": now,
        "updated": now,
    }
    for tag, value in facts.items():
        add(task, tag, value)
    listing = add(task, "labels")
    for label, attributes in sorted(_classes(labels).items()):
        entry = add(listing, "label")
        add(entry, "name", label)
        inner = add(entry, "attributes")
        for attribute, values in sorted(attributes.items()):
            described = add(inner, "attribute")
            add(described, "name", attribute)
            add(described, "values", "\n".join(sorted(values)))
    segment = add(add(task, "segments"), "segment")
    for tag, value in {"id": 0, "start": 0, "stop": max(0, frames - 1)}.items():
        add(segment, tag, value)
    if size is not None:
        original = add(task, "original_size")
        add(original, "width", int(size[0]))
        add(original, "height", int(size[1]))
    add(meta, "dumped", now)
    return root


def _classes(labels: Iterable[Any]) -> dict[str, dict[str, set[str]]]:
    out: dict[str, dict[str, set[str]]] = {}
    for label in labels:
        for one in parts(label):
            attributes = out.setdefault(str(one.label), {})
            for name, value in extras(one).items():
                if isinstance(value, str):
                    attributes.setdefault(name, set()).add(value)
    return out


def save(root: Element, path: Path) -> None:
    """Writes a file."""
    ElementTree.indent(root, space="    ")
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
