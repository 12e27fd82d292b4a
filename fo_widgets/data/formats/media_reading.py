"""What `Dataset` offers for reading images and videos one by one, with parsers of samples or without."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from fo_widgets.storage.config import config

from .importer_reading import ReadsImporters

Made = TypeVar("Made", bound="ReadsMedia")


class ReadsMedia(ReadsImporters):
    """Media files by path, folder or pattern; each `from_...` makes a dataset of what its `add_...` adds."""

    def add_images(
        self,
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        tags: Any = None,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Adds media files, given by paths, Samples, or what a parser looks at; their ids.

        Raises:
            FormatError: if something is none of these
        """
        from .parsing import read

        return self._add_imported(read(paths_or_samples, sample_parser), tags, progress=progress)

    add_videos = add_images

    def add_labeled_images(
        self,
        samples: Iterable[Any],
        sample_parser: Any,
        label_field: Any = None,
        tags: Any = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Adds media files with labels, as a parser finds them; their ids.

        Args:
            label_field: the field for labels; of several kinds, the beginning of their names, or names by kind

        Raises:
            FormatError: if the parser is none of `fiftyone.utils.data`
        """
        from .parsing import read

        found = read(samples, sample_parser, label_field)
        return self._add_imported(found, tags, expand_schema, dynamic, progress=progress)

    add_labeled_videos = add_labeled_images

    def ingest_images(
        self,
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        tags: Any = None,
        dataset_dir: Any = None,
        image_format: str | None = None,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Copies images, or writes those in memory, into a folder, and adds them; their ids.

        Args:
            dataset_dir: the folder; by default one of the dataset's name below `fo.config.default_dataset_dir`
            image_format: the extension for images in memory
        """
        return self._ingest(paths_or_samples, sample_parser, None, tags, dataset_dir, image_format, progress)

    def ingest_labeled_images(
        self,
        samples: Iterable[Any],
        sample_parser: Any,
        label_field: Any = None,
        tags: Any = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        dataset_dir: Any = None,
        image_format: str | None = None,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """As `ingest_images`, with labels as `add_labeled_images` has them."""
        schema = {"expand_schema": expand_schema, "dynamic": dynamic}
        return self._ingest(
            samples, sample_parser, label_field, tags, dataset_dir, image_format, progress, **schema
        )

    def ingest_videos(
        self,
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        tags: Any = None,
        dataset_dir: Any = None,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Copies videos into a folder, and adds them; as `ingest_images`."""
        return self._ingest(
            paths_or_samples, sample_parser, None, tags, dataset_dir, None, progress, videos=True
        )

    def ingest_labeled_videos(
        self,
        samples: Iterable[Any],
        sample_parser: Any,
        tags: Any = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        dataset_dir: Any = None,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """As `ingest_videos`, with labels as `add_labeled_videos` has them."""
        schema = {"expand_schema": expand_schema, "dynamic": dynamic}
        return self._ingest(
            samples, sample_parser, None, tags, dataset_dir, None, progress, videos=True, **schema
        )

    def _ingest(
        self,
        samples: Iterable[Any],
        parser: Any,
        label_field: Any,
        tags: Any,
        dataset_dir: Any,
        image_format: str | None,
        progress: Any,
        videos: bool = False,
        **schema: bool,
    ) -> list[str]:
        from .parsing import putting, read

        dataset: Any = self
        folder = Path(dataset_dir or Path(config.default_dataset_dir) / dataset.name).expanduser().absolute()
        found = read(samples, parser, label_field, putting(folder, image_format, videos))
        return self._add_imported(found, tags, progress=progress, **schema)

    def add_images_dir(
        self,
        images_dir: Any,
        tags: Any = None,
        recursive: bool = True,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Adds the images of a folder; their ids.

        Raises:
            MissingFileError: if there is no such folder
        """
        return self.add_dir(images_dir, "ImageDirectory", tags=tags, recursive=recursive, progress=progress)

    def add_videos_dir(
        self,
        videos_dir: Any,
        tags: Any = None,
        recursive: bool = True,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Adds the videos of a folder; their ids.

        Raises:
            MissingFileError: if there is no such folder
        """
        return self.add_dir(videos_dir, "VideoDirectory", tags=tags, recursive=recursive, progress=progress)

    def add_images_patt(
        self, images_patt: str, tags: Any = None, generator: bool = False, progress: Any = None
    ) -> list[str]:
        """Adds the files that a pattern such as `"photos/*.jpg"` matches; their ids."""
        found = sorted(glob.glob(os.path.expanduser(images_patt), recursive=True))
        return self.add_images(found, tags=tags, progress=progress)

    add_videos_patt = add_images_patt

    @classmethod
    def from_images(
        cls: type[Made],
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        **options: Any,
    ) -> Made:
        """A new dataset; see `add_images`."""
        return cls._made(
            name, persistent, overwrite, lambda d: d.add_images(paths_or_samples, sample_parser, **options)
        )

    from_videos = from_images

    @classmethod
    def from_labeled_images(
        cls: type[Made],
        samples: Iterable[Any],
        sample_parser: Any,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        **options: Any,
    ) -> Made:
        """A new dataset; see `add_labeled_images`."""
        return cls._made(
            name, persistent, overwrite, lambda d: d.add_labeled_images(samples, sample_parser, **options)
        )

    from_labeled_videos = from_labeled_images

    @classmethod
    def from_images_dir(
        cls: type[Made],
        images_dir: Any,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        **options: Any,
    ) -> Made:
        """A new dataset; see `add_images_dir`."""
        return cls._made(name, persistent, overwrite, lambda d: d.add_images_dir(images_dir, **options))

    @classmethod
    def from_videos_dir(
        cls: type[Made],
        videos_dir: Any,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        **options: Any,
    ) -> Made:
        """A new dataset; see `add_videos_dir`."""
        return cls._made(name, persistent, overwrite, lambda d: d.add_videos_dir(videos_dir, **options))

    @classmethod
    def from_images_patt(
        cls: type[Made],
        images_patt: str,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        **options: Any,
    ) -> Made:
        """A new dataset; see `add_images_patt`."""
        return cls._made(name, persistent, overwrite, lambda d: d.add_images_patt(images_patt, **options))

    from_videos_patt = from_images_patt
