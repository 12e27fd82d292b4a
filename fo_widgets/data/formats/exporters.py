"""Exporters that plugins write: classes of `fiftyone.utils.data` to derive from. `exporting` gives them samples."""

from __future__ import annotations

import os
from typing import Any

from .importers import Described


class DatasetExporter(Described):
    """What writes samples somewhere: `with exporter: exporter.export_sample(...)`.

    Args:
        export_dir: the folder that it writes to
    """

    def __init__(self, export_dir: Any = None) -> None:
        self.export_dir = None if export_dir is None else os.path.abspath(os.path.expanduser(export_dir))

    def __enter__(self) -> Any:
        self.setup()
        return self

    def __exit__(self, *args: Any) -> None:
        self.close(*args)

    def setup(self) -> None:
        """Called before the first sample."""

    def log_collection(self, sample_collection: Any) -> None:
        """Called after `setup` with the samples that will come."""

    def export_sample(self, *args: Any, **kwargs: Any) -> None:
        """Writes one sample; its kind says what is given."""
        raise NotImplementedError(f"{type(self).__name__} should define `export_sample()`")

    def close(self, *args: Any) -> None:
        """Called after the last sample, with the exception if there was one."""


class BatchDatasetExporter(DatasetExporter):
    """One that is given all samples at once."""

    def export_samples(self, sample_collection: Any, progress: Any = None) -> None:
        """Writes the samples."""
        raise NotImplementedError(f"{type(self).__name__} should define `export_samples()`")


class GenericSampleDatasetExporter(DatasetExporter):
    """One that is given samples: `export_sample(sample)`."""


class GroupDatasetExporter(DatasetExporter):
    """One that is given groups: `export_group({slice: sample})`."""

    def export_group(self, group: dict[str, Any]) -> None:
        """Writes one group."""
        raise NotImplementedError(f"{type(self).__name__} should define `export_group()`")


class UnlabeledMediaDatasetExporter(DatasetExporter):
    """One that is given media: `export_sample(path, metadata=None)`."""

    @property
    def requires_metadata(self) -> bool:
        """Whether it needs metadata."""
        return bool(self._missing("requires_metadata"))


class UnlabeledImageDatasetExporter(DatasetExporter):
    """One that is given images: `export_sample(path, metadata=None)`."""

    @property
    def requires_image_metadata(self) -> bool:
        """Whether it needs metadata."""
        return bool(self._missing("requires_image_metadata"))


class UnlabeledVideoDatasetExporter(DatasetExporter):
    """One that is given videos: `export_sample(path, metadata=None)`."""

    @property
    def requires_video_metadata(self) -> bool:
        """Whether it needs metadata."""
        return bool(self._missing("requires_video_metadata"))


class LabeledImageDatasetExporter(DatasetExporter):
    """One that is given images with a label, or a dict of labels: `export_sample(path, label, metadata=None)`."""

    @property
    def requires_image_metadata(self) -> bool:
        """Whether it needs metadata."""
        return bool(self._missing("requires_image_metadata"))

    @property
    def label_cls(self) -> Any:
        """The class of labels, several, classes by name, or None for any."""
        return self._missing("label_cls")


class LabeledVideoDatasetExporter(DatasetExporter):
    """One that is given videos with labels: `export_sample(path, label, frames, metadata=None)`."""

    @property
    def requires_video_metadata(self) -> bool:
        """Whether it needs metadata."""
        return bool(self._missing("requires_video_metadata"))

    @property
    def label_cls(self) -> Any:
        """The class of labels, several, classes by name, or None for any."""
        return self._missing("label_cls")

    @property
    def frame_labels_cls(self) -> Any:
        """The same for labels of frames."""
        return self._missing("frame_labels_cls")


class ExportPathsMixin:
    """Where the parts of a dataset go."""

    @staticmethod
    def _parse_data_path(
        export_dir: Any = None, data_path: Any = None, export_media: Any = None, default: Any = None
    ) -> tuple[Any, Any]:
        """The place of media, and how they are exported."""
        name = os.path.expanduser(os.fspath(data_path)) if data_path is not None else default
        if export_media is None:
            lists = data_path is not None and str(data_path).endswith(".json")
            export_media = "manifest" if lists else export_dir is not None or data_path is not None
        if export_media == "manifest" and name is not None and not name.endswith(".json"):
            name = f"{name.rstrip('/')}.json"
        return _placed(export_dir, name), export_media

    @staticmethod
    def _parse_labels_path(export_dir: Any = None, labels_path: Any = None, default: Any = None) -> Any:
        """The path of labels."""
        name = os.path.expanduser(os.fspath(labels_path)) if labels_path is not None else default
        return _placed(export_dir, name)


def _placed(folder: Any, name: Any) -> Any:
    if name is None or os.path.isabs(name):
        return name
    return os.path.join(os.path.expanduser(folder), name) if folder is not None else os.path.abspath(name)
