"""Which formats there are: `fiftyone.types` by name, and what reads and writes each."""

from __future__ import annotations

import difflib
import inspect
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import classification_tree, coco, csv_table, fiftyone_writer, geojson, images, voc, yolo
from .errors import FormatError

logger = logging.getLogger(__name__)

FIFTYONE = "FiftyOneDataset"


@dataclass(frozen=True)
class DatasetType:
    """A format. `read` gives what is imported; FiftyOne's own, which has none, is added by `fiftyone_reader`."""

    read: Callable[..., Any] | None
    write: Callable[..., None]


TYPES: dict[str, DatasetType] = {
    FIFTYONE: DatasetType(None, fiftyone_writer.write),
    "ImageDirectory": DatasetType(images.read, images.write),
    "VideoDirectory": DatasetType(images.read_videos, images.write),
    "ImageClassificationDirectoryTree": DatasetType(classification_tree.read, classification_tree.write),
    "COCODetectionDataset": DatasetType(coco.read, coco.write),
    "YOLOv5Dataset": DatasetType(yolo.read, yolo.write),
    "VOCDetectionDataset": DatasetType(voc.read, voc.write),
    "CSVDataset": DatasetType(csv_table.read, csv_table.write),
    "GeoJSONDataset": DatasetType(geojson.read, geojson.write),
}


def name_of(dataset_type: Any) -> str:
    """The name of a type, given as class of `fiftyone.types`, instance or text.

    Raises:
        FormatError: if it is none of ours; names those that are
    """
    if dataset_type is None:
        raise FormatError(f"give `dataset_type`, one of fo.types: {', '.join(TYPES)}")
    if isinstance(dataset_type, str):
        name = dataset_type.rpartition(".")[2]
    else:
        kind = dataset_type if isinstance(dataset_type, type) else type(dataset_type)
        name = kind.__name__
    if name not in TYPES:
        near = difflib.get_close_matches(name, TYPES, n=1, cutoff=0.8)
        hint = f"did you mean {near[0]}? " if near else ""
        raise FormatError(f"dataset type {name} is not supported; {hint}there are: {', '.join(TYPES)}")
    return name


def accepted(function: Callable[..., Any], options: dict[str, Any]) -> dict[str, Any]:
    """The options that a format knows; the others are named in a warning, as FiftyOne does."""
    known = list(inspect.signature(function).parameters)
    unknown = [name for name in options if name not in known]
    if unknown:
        own = [n for n in known if n not in ("source", "samples", "target", "dataset", "_")]
        logger.warning("options %s are ignored: this format has %s", unknown, ", ".join(own) or "none")
    return {k: v for k, v in options.items() if k in known}
