"""Hugging Face `datasets` objects as samples: pictures to files, class labels to classifications, objects to boxes.

| feature | becomes |
|---|---|
| the first `Image` (or the one named) | the media file: its own file if it has one, else one that is written |
| `ClassLabel` | a `Classification`; a list of them, `Classifications` |
| a struct of lists with `bbox` and a `category` or `label` | `Detections`; other lists are attributes of each |
| numbers, text, booleans, dates, lists, nested values | a field of that type |
| further images, audio | nothing; a warning names them |

The split, if there is one, becomes a tag.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from fo_widgets.data.labels import Classification, Classifications, Detection, Detections
from fo_widgets.data.metadata import ImageMetadata
from fo_widgets.data.sample import Sample

from .errors import FormatError
from .source import Imported

logger = logging.getLogger(__name__)

_CATEGORIES = ("category", "categories", "label", "labels", "class", "category_id")
_BOXES = ("bbox", "bboxes", "boxes")
BOX_FORMATS = ("coco", "voc", "relative")
_RESERVED = {"id", "filepath", "tags", "metadata", "created_at", "last_modified_at", "media_type"}
_EXTENSIONS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"RIFF": ".webp", b"BM": ".bmp"}


def read(
    found: Any,
    folder: Path,
    image_column: str | None = None,
    box_format: str = "coco",
    columns: Any = None,
) -> Imported:
    """The rows of a `Dataset` or `DatasetDict`.

    Args:
        folder: where images go that have no file
        image_column: the one with the picture of the sample
        box_format: how boxes are given: "coco" `[x, y, width, height]` in pixels, "voc" `[left, top, right, bottom]` in
            pixels, or "relative" `[x, y, width, height]` between 0 and 1
        columns: only these besides the image

    Raises:
        ImportError: if `datasets` is not installed
        FormatError: if it is no such dataset, or has no images
    """
    _require()
    if box_format not in BOX_FORMATS:
        raise FormatError(f"`box_format` should be one of {list(BOX_FORMATS)}, not '{box_format}'")
    splits = (
        dict(found) if isinstance(found, Mapping) else {str(s) if (s := found_split(found)) else None: found}
    )
    first = next(iter(splits.values()), None)
    features = getattr(first, "features", None)
    if not isinstance(features, Mapping) or not hasattr(first, "cast_column"):
        raise FormatError(
            f"this should be a Dataset or DatasetDict of `datasets`, not {type(found).__name__}"
        )
    reader = _Reader(dict(features), folder, image_column, box_format, columns)
    rows = {name: reader.undecoded(split) for name, split in splits.items()}
    if all(hasattr(split, "__len__") for split in rows.values()):
        entries: Any = [(n, i) for n, split in rows.items() for i in range(len(split))]
        return Imported(
            entries, lambda e: reader.sample(rows[e[0]][e[1]], e[0], e[1]), reader.classes, dynamic=True
        )
    streamed = [(n, i, row) for n, split in rows.items() for i, row in enumerate(_iterated(split))]
    return Imported(streamed, lambda e: reader.sample(e[2], e[0], e[1]), reader.classes, dynamic=True)


def found_split(dataset: Any) -> str | None:
    """The name of a dataset's split; None if it is of none."""
    split = getattr(dataset, "split", None)
    return None if split is None else str(split)


def _iterated(split: Any) -> Iterator[Any]:
    yield from split


def _require() -> None:
    if "datasets" not in sys.modules and importlib.util.find_spec("datasets") is None:
        raise ImportError("reading Hugging Face datasets needs the package `datasets`: pip install datasets")


def _kind(feature: Any) -> str:
    return type(feature).__name__


def _names(feature: Any) -> list[str] | None:
    return list(feature.names) if _kind(feature) == "ClassLabel" else None


def _element(feature: Any) -> Any:
    """The feature of a list's elements; None if it is no list. A list may be a `Sequence` or a list of one."""
    if isinstance(feature, (list, tuple)) and feature:
        return feature[0]
    return getattr(feature, "feature", None) if _kind(feature) in ("Sequence", "List", "LargeList") else None


class _Reader:
    """What each feature becomes."""

    def __init__(
        self, features: dict[str, Any], folder: Path, image: str | None, box_format: str, columns: Any
    ) -> None:
        images = [n for n, f in features.items() if _kind(f) == "Image"]
        if image is None and not images:
            raise FormatError(f"the dataset has no Image feature; it has: {', '.join(features)}")
        self.image = images[0] if image is None else image
        if _kind(features.get(self.image)) != "Image":
            raise FormatError(f"column '{self.image}' is no Image feature; there are {images}")
        wanted = None if columns is None else {columns} if isinstance(columns, str) else set(columns)
        if unknown := sorted((wanted or set()) - set(features)):
            raise FormatError(f"the dataset has no columns {unknown}; it has: {', '.join(features)}")
        left_out = [
            n for n, f in features.items() if n != self.image and _kind(f) in ("Image", "Audio", "Video")
        ]
        if left_out:
            logger.warning("columns %s are left out: a sample has one media file", left_out)
        chosen = {n: f for n, f in features.items() if wanted is None or n in wanted}
        self._features = {n: f for n, f in chosen.items() if n not in (self.image, *left_out)}
        self._folder, self._boxes = folder, box_format
        labels = [names for f in self._features.values() if (names := self._class_names(f))]
        self.classes: list[str] = labels[0] if len(labels) == 1 else []

    def _class_names(self, feature: Any) -> list[str] | None:
        inner = _element(feature)
        found = _names(feature) or (_names(inner) if inner is not None else None)
        objects = _objects(feature)
        if found is None and objects is not None:
            found = _names(objects[_category(objects) or ""]) if _category(objects) else None
        return found

    def undecoded(self, split: Any) -> Any:
        """The rows with images as bytes, so that what needs no decoding is not decoded."""
        import datasets  # type: ignore[import-not-found, unused-ignore]

        return split.cast_column(self.image, datasets.Image(decode=False))

    def sample(self, row: dict[str, Any], split: str | None, index: int) -> Sample:
        """The sample of a row."""
        path = self._file(row[self.image], f"{split or 'data'}-{index:06d}")
        sample = Sample(filepath=os.fspath(path), tags=[split] if split else [])
        metadata = ImageMetadata.build_for(path)
        sample["metadata"] = metadata
        size = (metadata.width, metadata.height)
        for name, feature in self._features.items():
            if row[name] is not None:
                sample[_field_name(name)] = self._value(row[name], feature, size)
        return sample

    def _file(self, image: dict[str, Any], name: str) -> Path:
        path, data = image.get("path"), image.get("bytes")
        if data is None:
            if path is None or not Path(path).is_file():
                raise FormatError(
                    f"row {name} has neither the bytes of an image nor a file that is there: {path}"
                )
            return Path(path)
        extension = next((e for start, e in _EXTENSIONS.items() if data.startswith(start)), None)
        target = self._folder / f"{name}{extension or Path(path or '').suffix or '.png'}"
        self._folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return target

    def _value(self, value: Any, feature: Any, size: tuple[int, int]) -> Any:
        names = _names(feature)
        if names is not None:
            return _classification(names, value)
        objects = _objects(feature)
        if objects is not None:
            return Detections(detections=self._detections(value, objects, size))
        inner = _element(feature)
        if inner is not None and (many := _names(inner)):
            return Classifications(classifications=[c for v in value if (c := _classification(many, v))])
        return np.asarray(value) if _kind(feature).startswith("Array") else value

    def _detections(self, value: Any, objects: dict[str, Any], size: tuple[int, int]) -> list[Detection]:
        if isinstance(value, list):
            value = {n: [row[n] for row in value] for n in objects}
        boxes = next(n for n in _BOXES if n in objects)
        category = _category(objects)
        element = None if category is None else objects[category]
        names = _names(element) or (_names(inner) if (inner := _element(element)) is not None else None)
        others = [n for n in objects if n not in (boxes, category, "id")]
        out = []
        for index, box in enumerate(value[boxes]):
            label = None if category is None else value[category][index]
            shown = names[label] if names and label is not None and label >= 0 else label
            attributes = {n: value[n][index] for n in others if value[n] is not None}
            found = Detection(label=None if shown is None else str(shown), bounding_box=self._box(box, size))
            for name, attribute in attributes.items():
                if attribute is not None and name not in ("tags", "attributes", "mask", "bounding_box"):
                    found[name] = attribute
            out.append(found)
        return out

    def _box(self, box: Any, size: tuple[int, int]) -> list[float]:
        a, b, c, d = (float(v) for v in box)
        width, height = size
        if self._boxes == "relative":
            return [a, b, c, d]
        if self._boxes == "voc":
            c, d = c - a, d - b
        return [a / width, b / height, c / width, d / height]


def _objects(feature: Any) -> dict[str, Any] | None:
    """The features of objects with boxes, by name; None if they are none."""
    inner = feature if isinstance(feature, Mapping) else _element(feature)
    if not isinstance(inner, Mapping) or not any(n in inner for n in _BOXES):
        return None
    return dict(inner)


def _category(objects: dict[str, Any]) -> str | None:
    return next((n for n in _CATEGORIES if n in objects), None)


def _classification(names: list[str], value: Any) -> Classification | None:
    # -1 is how the library says that a label is not known
    return None if value is None or value < 0 else Classification(label=names[value])


def _field_name(name: str) -> str:
    clean = name.replace(".", "_").lstrip("_") or "column"
    return f"hf_{clean}" if clean in _RESERVED else clean
