"""What `Dataset` offers for reading data frames and Hugging Face datasets."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from fo_widgets.data import dataset_registry
from fo_widgets.storage.config import config

from . import dataframe, huggingface
from .reading import ReadsFolders, sampled

Made = TypeVar("Made", bound="ReadsTables")


class ReadsTables(ReadsFolders):
    """Tables whose rows are samples."""

    def add_dataframe(
        self,
        frame: Any,
        filepath: str = "filepath",
        image_root: Any = None,
        tags: Any = None,
        skip_missing_media: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Adds the rows of a pandas or polars data frame; the ids of the new samples.

        The module `formats.columns` says which column becomes which field.

        Args:
            filepath: the column of paths
            image_root: the folder that relative paths are below
            skip_missing_media: leave out rows whose media file is not there

        Raises:
            FormatError: if it is no data frame, or a column or value does not fit
            MissingFileError: if a media file is not there
        """
        found = dataframe.read(frame, filepath, image_root, skip_missing_media)
        return self._add_imported(found, tags, progress=progress)

    @classmethod
    def from_dataframe(
        cls: type[Made],
        frame: Any,
        filepath: str = "filepath",
        image_root: Any = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: Any = None,
        skip_missing_media: bool = False,
        progress: Any = None,
    ) -> Made:
        """A new dataset of the rows of a pandas or polars data frame; see `add_dataframe`."""
        return cls._made(
            name,
            persistent,
            overwrite,
            lambda d: d.add_dataframe(frame, filepath, image_root, tags, skip_missing_media, progress),
        )

    @classmethod
    def from_huggingface(
        cls: type[Made],
        hf_dataset: Any,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        image_column: str | None = None,
        box_format: str = "coco",
        columns: Any = None,
        media_dir: Any = None,
        max_samples: int | None = None,
        tags: Any = None,
        progress: Any = None,
    ) -> Made:
        """A new dataset of a `datasets.Dataset` or `DatasetDict`; `formats.huggingface` says what becomes of columns.

        Args:
            image_column: the column of pictures; by default the first
            box_format: "coco" `[x, y, w, h]` or "voc" `[left, top, right, bottom]` in pixels, or "relative"
            columns: only these besides the image
            media_dir: where pictures go that have no file; by default below `fo.config.default_dataset_dir`

        Raises:
            ImportError: if `datasets` is not installed
            FormatError: if it is no such dataset, or has no pictures
        """
        name = dataset_registry.default_name() if name is None else name
        folder = (
            Path(media_dir or Path(config.default_dataset_dir) / "huggingface" / name).expanduser().absolute()
        )

        def fill(dataset: Made) -> None:
            found = huggingface.read(hf_dataset, folder, image_column, box_format, columns)
            dataset._add_imported(sampled(found, max_samples=max_samples), tags, progress=progress)

        return cls._made(name, persistent, overwrite, fill)
