"""A folder of images (`ImageDirectory`), videos (`VideoDirectory`) or either (`MediaDirectory`), without labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fo_widgets.data import media
from fo_widgets.data.sample import Sample

from . import files
from .errors import FormatError
from .source import Imported, Source
from .target import Target


def read(source: Source, recursive: bool = True, compute_metadata: bool = False) -> Imported:
    """The images of a folder.

    Args:
        recursive: also those in folders below
        compute_metadata: read their sizes
    """
    return _read(source, media.IMAGE, recursive, compute_metadata)


def read_videos(source: Source, recursive: bool = True, compute_metadata: bool = False) -> Imported:
    """The videos of a folder."""
    return _read(source, media.VIDEO, recursive, compute_metadata)


def read_media(source: Source, recursive: bool = True, compute_metadata: bool = False) -> Imported:
    """The media of a folder, which should all be of one type; other files are left out.

    Raises:
        FormatError: if there are several types
    """
    root = source.root()
    by_kind: dict[str, Path] = {}
    for path in files.below(root, recursive):
        by_kind.setdefault(media.get_media_type(path.name), path)
    by_kind.pop(media.UNKNOWN, None)
    if len(by_kind) > 1:
        named = ", ".join(f"{path} ({kind})" for kind, path in by_kind.items())
        raise FormatError(
            f"{root} has media of several types: {named}; put each type into a folder of its own"
        )
    return _read(source, next(iter(by_kind), media.IMAGE), recursive, compute_metadata)


def _read(source: Source, kind: str, recursive: bool, compute_metadata: bool) -> Imported:
    def sample(path: Path) -> Sample:
        return source.make(path, metadata=files.facts(path, kind) if compute_metadata else None)

    return Imported(files.media_below(source.root(), kind, recursive), sample)


def write(samples: Any, target: Target) -> None:
    """Puts the media into the folder itself."""
    target.use_folder(".")
    for path in target.track(samples.values("filepath")):
        target.add_media(path)
