"""Importers that plugins write: classes to derive from, as in `fiftyone.utils.data`; `importing` reads from them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from . import files


class Described:
    """A class whose properties a plugin has to define."""

    def _missing(self, name: str) -> Any:
        raise NotImplementedError(f"{type(self).__name__} should define `{name}`")


class DatasetImporter(Described):
    """What is read from somewhere: `with importer: for entry in importer: ...`.

    Args:
        dataset_dir: the folder that it reads
        shuffle: give entries in another order
        seed: for that order
        max_samples: give no more
    """

    def __init__(
        self,
        dataset_dir: Any = None,
        shuffle: bool = False,
        seed: int | None = None,
        max_samples: int | None = None,
    ) -> None:
        self.dataset_dir = None if dataset_dir is None else os.path.abspath(os.path.expanduser(dataset_dir))
        self.shuffle = shuffle
        self.seed = seed
        self.max_samples = max_samples

    def __enter__(self) -> Any:
        self.setup()
        return self

    def __exit__(self, *args: Any) -> None:
        self.close(*args)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} should define `__next__()` or `__iter__()`")

    def __len__(self) -> int:
        raise TypeError(f"{type(self).__name__} does not know beforehand how many samples it has")

    @property
    def has_dataset_info(self) -> bool:
        """Whether `get_dataset_info` gives something."""
        return False

    def setup(self) -> None:
        """Called before the first entry."""

    def get_dataset_info(self) -> dict[str, Any]:
        """Facts for the dataset: `classes`, `mask_targets`, and anything else for its `info`; asked at the end.

        Raises:
            ValueError: unless a class gives them
        """
        raise ValueError(f"{type(self).__name__} has no dataset info; define `get_dataset_info()`")

    def close(self, *args: Any) -> None:
        """Called after the last entry, with the exception if there was one."""

    def _preprocess_list(self, entries: list[Any]) -> list[Any]:
        """The entries in the order and number that were asked for."""
        out = list(entries)
        if self.shuffle:
            random.Random(self.seed).shuffle(out)
        return out if self.max_samples is None else out[: self.max_samples]


class BatchDatasetImporter(DatasetImporter):
    """One that adds samples to the dataset itself."""

    def import_samples(self, dataset: Any, tags: Any = None, progress: Any = None) -> list[str]:
        """Adds samples; their ids."""
        raise NotImplementedError(f"{type(self).__name__} should define `import_samples()`")


class GenericSampleDatasetImporter(DatasetImporter):
    """One that gives samples."""

    @property
    def has_sample_field_schema(self) -> bool:
        """Whether `get_sample_field_schema` gives something."""
        return bool(self._missing("has_sample_field_schema"))

    def get_sample_field_schema(self) -> dict[str, Any]:
        """The fields of samples, as `Field`s or their texts; no others are allowed.

        Raises:
            ValueError: unless a class gives them
        """
        raise ValueError(f"{type(self).__name__} has no field schema; define `get_sample_field_schema()`")


class GroupDatasetImporter(GenericSampleDatasetImporter):
    """One that gives dicts of samples by slice."""

    @property
    def group_field(self) -> str:
        """The field that says which group a sample is in."""
        return "group"

    def get_group_media_types(self) -> dict[str, str]:
        """Media types by slice."""
        raise NotImplementedError(f"{type(self).__name__} should define `get_group_media_types()`")


class UnlabeledMediaDatasetImporter(DatasetImporter):
    """One that gives `(path, metadata)` of any media."""

    @property
    def has_metadata(self) -> bool:
        """Whether it gives metadata."""
        return bool(self._missing("has_metadata"))


class UnlabeledImageDatasetImporter(DatasetImporter):
    """One that gives `(path, metadata)` of images."""

    @property
    def has_image_metadata(self) -> bool:
        """Whether it gives metadata."""
        return bool(self._missing("has_image_metadata"))


class UnlabeledVideoDatasetImporter(DatasetImporter):
    """One that gives `(path, metadata)` of videos."""

    @property
    def has_video_metadata(self) -> bool:
        """Whether it gives metadata."""
        return bool(self._missing("has_video_metadata"))


class LabeledImageDatasetImporter(DatasetImporter):
    """One that gives `(path, metadata, label)` of images; `label` may be a dict of several."""

    @property
    def has_image_metadata(self) -> bool:
        """Whether it gives metadata."""
        return bool(self._missing("has_image_metadata"))

    @property
    def label_cls(self) -> Any:
        """The class of labels, several, classes by name, or None for any."""
        return self._missing("label_cls")


class LabeledVideoDatasetImporter(DatasetImporter):
    """One that gives `(path, metadata, label, frames)` of videos; `frames` has labels by number."""

    @property
    def has_video_metadata(self) -> bool:
        """Whether it gives metadata."""
        return bool(self._missing("has_video_metadata"))

    @property
    def label_cls(self) -> Any:
        """The class of labels, several, classes by name, or None for any."""
        return self._missing("label_cls")

    @property
    def frame_labels_cls(self) -> Any:
        """The same for labels of frames."""
        return self._missing("frame_labels_cls")


class ImportPathsMixin:
    """Where the parts of a dataset are."""

    @staticmethod
    def _parse_data_path(dataset_dir: Any = None, data_path: Any = None, default: Any = None) -> Any:
        """The place of media: a path, or a dict of paths by name as it was given."""
        return _placed(dataset_dir, data_path, default)

    @staticmethod
    def _parse_labels_path(dataset_dir: Any = None, labels_path: Any = None, default: Any = None) -> Any:
        """The path of labels."""
        return _placed(dataset_dir, labels_path, default)

    @staticmethod
    def _load_data_map(data_path: Any, ignore_exts: bool = False, recursive: bool = False) -> dict[str, str]:
        """Media by name, from a folder, a JSON file of paths, or a dict.

        Args:
            ignore_exts: name them without extension

        Raises:
            MissingFileError: if the folder or file is not there
        """
        if isinstance(data_path, Mapping):
            found = {str(k): os.fspath(v) for k, v in data_path.items()}
        elif str(data_path).endswith(".json"):
            path = Path(data_path)
            listed = files.table(files.json_file(path, "media paths"), path, "the whole")
            found = {k: os.path.join(path.parent, v) for k, v in listed.items()}
        else:
            root = files.folder(data_path, "media")
            found = {p.relative_to(root).as_posix(): os.fspath(p) for p in files.below(root, recursive)}
        return {os.path.splitext(k)[0]: v for k, v in found.items()} if ignore_exts else found


def _placed(folder: Any, given: Any, default: Any) -> Any:
    if isinstance(given, Mapping):
        return given
    name = default if given is None else os.path.expanduser(os.fspath(given))
    if name is None or os.path.isabs(name):
        return name
    return os.path.join(os.path.expanduser(folder), name) if folder is not None else os.path.abspath(name)
