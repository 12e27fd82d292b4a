"""Importers and exporters of the formats here, as the classes that types of `fo.types` name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from .dataset_types import FIFTYONE, TYPES, accepted, name_of
from .errors import FormatError
from .exporters import BatchDatasetExporter, ExportPathsMixin
from .importers import BatchDatasetImporter, ImportPathsMixin
from .source import Source

# Formats whose media and labels always lie in one folder.
_ONE_FOLDER = {
    FIFTYONE,
    "ImageDirectory",
    "VideoDirectory",
    "MediaDirectory",
    "ImageClassificationDirectoryTree",
    "VideoClassificationDirectoryTree",
    "FiftyOneImageLabelsDataset",
    "FiftyOneVideoLabelsDataset",
    "OpenImagesV6Dataset",
    "OpenImagesV7Dataset",
    "YOLOv5Dataset",
}


class FormatImporter(BatchDatasetImporter):
    """What a folder of a format holds, for `Dataset.add_importer`; iterating gives Samples.

    Args:
        options: those of `Dataset.add_dir`
    """

    format: str

    def __init__(
        self, dataset_dir: Any = None, data_path: Any = None, labels_path: Any = None, **options: Any
    ) -> None:
        names = ("shuffle", "seed", "max_samples")
        super().__init__(dataset_dir, **{n: options.pop(n) for n in names if n in options})
        self.label_field: Any = None
        self._where = (data_path, labels_path)
        self._options = options

    def import_samples(self, dataset: Any, tags: Any = None, progress: Any = None) -> list[str]:
        """Adds the samples; their ids."""
        sampling = {"shuffle": self.shuffle, "seed": self.seed, "max_samples": self.max_samples}
        ids: list[str] = dataset.add_dir(
            self.dataset_dir,
            self.format,
            *self._where,
            self.label_field,
            tags,
            progress=progress,
            **sampling,
            **self._options,
        )
        return ids

    def __iter__(self) -> Iterator[Any]:
        if self.format == FIFTYONE:
            raise FormatError("samples of a FiftyOneDataset are added by Dataset.from_dir(), not one by one")
        folder = None if self.dataset_dir is None else Path(self.dataset_dir)
        read = TYPES[self.format].read
        found = read(Source(folder, *self._where), **accepted(read, self._options))
        return (found.sample(entry) for entry in self._preprocess_list(list(found.entries)))


class FormatExporter(BatchDatasetExporter):
    """Writes samples to a folder of a format.

    Args:
        options: those of `export`
    """

    format: str

    def __init__(self, export_dir: Any = None, **options: Any) -> None:
        super().__init__(export_dir)
        self._options = options

    def export_samples(self, sample_collection: Any, progress: Any = None) -> None:
        """Writes the samples."""
        sample_collection.export(self.export_dir, self.format, progress=progress, **self._options)


def importer_cls(dataset_type: Any) -> type[FormatImporter]:
    """The class that reads a format.

    Raises:
        FormatError: if the format is not supported
    """
    return _importer_cls(name_of(dataset_type))


def exporter_cls(dataset_type: Any) -> type[FormatExporter]:
    """The class that writes a format.

    Raises:
        FormatError: if the format is not supported, or only read
    """
    name = name_of(dataset_type)
    if TYPES[name].writer is None:
        raise FormatError(f"{name} is only read, not written")
    return _exporter_cls(name)


@cache
def _importer_cls(name: str) -> type[FormatImporter]:
    bases = (FormatImporter,) if name in _ONE_FOLDER else (FormatImporter, ImportPathsMixin)
    return type(f"{name}Importer", bases, {"format": name, "__module__": __name__})


@cache
def _exporter_cls(name: str) -> type[FormatExporter]:
    bases = (FormatExporter,) if name in _ONE_FOLDER else (FormatExporter, ExportPathsMixin)
    return type(f"{name}Exporter", bases, {"format": name, "__module__": __name__})
