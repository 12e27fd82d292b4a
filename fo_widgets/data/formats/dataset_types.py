"""Which formats there are: `fiftyone.types` by name, and what reads and writes each."""

from __future__ import annotations

import difflib
import inspect
import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from .errors import FormatError

logger = logging.getLogger(__name__)

FIFTYONE = "FiftyOneDataset"


@dataclass(frozen=True)
class DatasetType:
    """A format: the module beside this one that has it, imported when first used, and its two functions there."""

    module: str
    reader: str = "read"
    writer: str | None = "write"

    @property
    def read(self) -> Callable[..., Any]:
        """What reads a folder. FiftyOne's own format has none of this kind: `fiftyone_reader` adds it."""
        return self._function(self.reader)

    @property
    def write(self) -> Callable[..., None] | None:
        """What writes a folder; None for a format that is only read."""
        return None if self.writer is None else self._function(self.writer)

    def _function(self, name: str) -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(import_module(f".{self.module}", __package__), name)
        return function


TYPES: dict[str, DatasetType] = {
    FIFTYONE: DatasetType("fiftyone_writer"),
    "ImageDirectory": DatasetType("images"),
    "VideoDirectory": DatasetType("images", reader="read_videos"),
    "MediaDirectory": DatasetType("images", reader="read_media"),
    "ImageClassificationDirectoryTree": DatasetType("classification_tree"),
    "VideoClassificationDirectoryTree": DatasetType("classification_tree", reader="read_videos"),
    "ImageSegmentationDirectory": DatasetType("segmentation_directory"),
    "FiftyOneImageClassificationDataset": DatasetType("labels_json", "read_classes", "write_classes"),
    "FiftyOneImageDetectionDataset": DatasetType("labels_json", "read_boxes", "write_boxes"),
    "FiftyOneTemporalDetectionDataset": DatasetType("labels_json", "read_events", "write_events"),
    "FiftyOneImageLabelsDataset": DatasetType("labels_folder"),
    "FiftyOneVideoLabelsDataset": DatasetType("labels_folder", "read_videos", "write_videos"),
    "COCODetectionDataset": DatasetType("coco"),
    "YOLOv5Dataset": DatasetType("yolo"),
    "YOLOv4Dataset": DatasetType("yolo4"),
    "VOCDetectionDataset": DatasetType("voc"),
    "KITTIDetectionDataset": DatasetType("kitti"),
    "CVATImageDataset": DatasetType("cvat_images"),
    "CVATVideoDataset": DatasetType("cvat_videos"),
    "BDDDataset": DatasetType("bdd"),
    "OpenImagesV6Dataset": DatasetType("openimages", writer=None),
    "OpenImagesV7Dataset": DatasetType("openimages", "read_points", None),
    "CSVDataset": DatasetType("csv_table"),
    "GeoJSONDataset": DatasetType("geojson"),
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
