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
    """The name of a type, given as class of `fiftyone.types` or derived from one, instance or text.

    Raises:
        FormatError: if it is none of ours; names those that are
    """
    if dataset_type is None:
        raise FormatError(f"give `dataset_type`, one of fo.types: {', '.join(TYPES)}")
    if isinstance(dataset_type, str):
        names = [dataset_type.rpartition(".")[2]]
    else:
        names = [base.__name__ for base in _class_of(dataset_type).__mro__]
    found = next((n for n in names if n in TYPES), None)
    if found is None:
        near = difflib.get_close_matches(names[0], TYPES, n=1, cutoff=0.8)
        hint = f"did you mean {near[0]}? " if near else ""
        raise FormatError(f"dataset type {names[0]} is not supported; {hint}there are: {', '.join(TYPES)}")
    return found


def _class_of(dataset_type: Any) -> type:
    return dataset_type if isinstance(dataset_type, type) else type(dataset_type)


def custom_class(dataset_type: Any, what: str) -> Any:
    """The class of importers or exporters that a plugin's own type has; None for one of ours.

    Args:
        what: "importer" or "exporter"
    """
    if dataset_type is None or isinstance(dataset_type, str):
        return None
    kind = _class_of(dataset_type)
    for base in kind.__mro__:
        if base.__name__ in TYPES:
            return None
        if f"get_dataset_{what}_cls" in vars(base):
            made = kind() if isinstance(dataset_type, type) else dataset_type
            return getattr(made, f"get_dataset_{what}_cls")()
    return None


def constructed(kind: Any, where: dict[str, Any], options: dict[str, Any]) -> Any:
    """An importer or exporter, made with what its constructor takes.

    Args:
        where: folders and paths, which are left out if it does not take them
        options: others, which are named in a warning then

    Raises:
        FormatError: if it cannot be made so
    """
    taken = inspect.signature(kind).parameters.values()
    names = [p.name for p in taken]
    anything = any(p.kind is inspect.Parameter.VAR_KEYWORD for p in taken)
    unknown = [] if anything else [n for n in options if n not in names]
    if unknown:
        logger.warning("options %s are ignored: %s takes %s", unknown, kind.__name__, ", ".join(names))
    given = {n: v for n, v in where.items() if v is not None and n in names}
    try:
        return kind(**given, **{n: v for n, v in options.items() if n not in unknown})
    except TypeError as error:
        raise FormatError(f"{kind.__name__} cannot be made: {error}") from error


def accepted(function: Callable[..., Any], options: dict[str, Any]) -> dict[str, Any]:
    """The options that a format knows; the others are named in a warning, as FiftyOne does."""
    known = list(inspect.signature(function).parameters)
    unknown = [name for name in options if name not in known]
    if unknown:
        own = [n for n in known if n not in ("source", "samples", "target", "dataset", "_")]
        logger.warning("options %s are ignored: this format has %s", unknown, ", ".join(own) or "none")
    return {k: v for k, v in options.items() if k in known}
