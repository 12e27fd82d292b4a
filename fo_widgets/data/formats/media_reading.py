"""What `Dataset` offers for reading images and videos without labels."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from typing import Any, TypeVar

from fo_widgets.data.sample import Sample

from .errors import FormatError
from .reading import ReadsFolders
from .source import Imported

Made = TypeVar("Made", bound="ReadsMedia")


class ReadsMedia(ReadsFolders):
    """Media files by path, folder or pattern."""

    def add_images(
        self,
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        tags: Any = None,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Adds media files, given by paths or samples; their ids.

        Raises:
            FormatError: if something is neither
        """
        if sample_parser is not None:
            raise FormatError("sample parsers are not supported; make Samples and use add_samples()")
        return self._add_imported(Imported(list(paths_or_samples), _sample_of), tags, progress=progress)

    add_videos = add_images

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

    @classmethod
    def from_images(
        cls: type[Made],
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: Any = None,
        progress: Any = None,
    ) -> Made:
        """A new dataset of media files, given by paths or samples."""
        return cls._made(
            name,
            persistent,
            overwrite,
            lambda d: d.add_images(paths_or_samples, sample_parser, tags, progress=progress),
        )

    from_videos = from_images

    @classmethod
    def from_images_dir(
        cls: type[Made],
        images_dir: Any,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: Any = None,
        recursive: bool = True,
        progress: Any = None,
    ) -> Made:
        """A new dataset of the images of a folder."""
        return cls._made(
            name,
            persistent,
            overwrite,
            lambda d: d.add_images_dir(images_dir, tags, recursive, progress=progress),
        )

    @classmethod
    def from_videos_dir(
        cls: type[Made],
        videos_dir: Any,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: Any = None,
        recursive: bool = True,
        progress: Any = None,
    ) -> Made:
        """A new dataset of the videos of a folder."""
        return cls._made(
            name,
            persistent,
            overwrite,
            lambda d: d.add_videos_dir(videos_dir, tags, recursive, progress=progress),
        )

    @classmethod
    def from_images_patt(
        cls: type[Made],
        images_patt: str,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: Any = None,
        progress: Any = None,
    ) -> Made:
        """A new dataset of the files that a pattern matches."""
        return cls._made(
            name, persistent, overwrite, lambda d: d.add_images_patt(images_patt, tags, progress=progress)
        )


def _sample_of(given: Any) -> Sample:
    if isinstance(given, Sample):
        return given
    if isinstance(given, (str, os.PathLike)):
        return Sample(filepath=os.fspath(given))
    raise FormatError(f"media should be given by paths or Samples, not {type(given).__name__}: {given!r}")
