"""Samples that a parser of a plugin looks at, as samples of a dataset; pictures in memory may be written to files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fo_widgets.data.sample import Sample

from .errors import FormatError
from .media_exporters import ImageExporter, VideoExporter
from .sample_parsers import (
    LabeledImageSampleParser,
    LabeledVideoSampleParser,
    SampleParser,
    UnlabeledImageSampleParser,
    UnlabeledVideoSampleParser,
)
from .source import Imported, Source


def read(
    samples: Iterable[Any],
    parser: Any = None,
    label_field: Any = None,
    put: Callable[[Any], str] | None = None,
) -> Imported:
    """The samples; without a parser, they are paths or Samples.

    Args:
        put: copies a file or writes an array, and gives its path

    Raises:
        FormatError: if the parser is none
    """
    if parser is not None and not isinstance(parser, SampleParser):
        raise FormatError(
            f"`sample_parser` should be a SampleParser of fiftyone.utils.data, not {type(parser).__name__}"
        )
    source = Source(label_field=label_field)

    def sample(given: Any) -> Sample:
        if parser is None:
            made = sample_of(given)
            if put is not None:
                made.filepath = put(made.filepath)
            return made
        parser.with_sample(given)
        try:
            return _parsed(parser, source, put)
        finally:
            parser.clear_sample()

    # Iterables are read once: what they give may be made as they go.
    return Imported(samples, sample)


def sample_of(given: Any) -> Sample:
    """A path or Sample as Sample.

    Raises:
        FormatError: if it is neither
    """
    if isinstance(given, Sample):
        return given
    if isinstance(given, (str, os.PathLike)):
        return Sample(filepath=os.fspath(given))
    raise FormatError(f"media should be given by paths or Samples, not {type(given).__name__}: {given!r}")


def _parsed(parser: Any, source: Source, put: Callable[[Any], str] | None) -> Sample:
    if isinstance(parser, UnlabeledImageSampleParser):
        on_disk, facts = parser.has_image_path, parser.has_image_metadata
        media = parser.get_image_path() if on_disk or put is None else parser.get_image()
        metadata = parser.get_image_metadata() if facts else None
    elif isinstance(parser, UnlabeledVideoSampleParser):
        media = parser.get_video_path()
        metadata = parser.get_video_metadata() if parser.has_video_metadata else None
    else:
        media = parser.get_media_path()
        metadata = parser.get_metadata() if parser.has_metadata else None
    labels, frames = None, None
    if isinstance(parser, (LabeledImageSampleParser, LabeledVideoSampleParser)):
        labels = parser.get_label()
    if isinstance(parser, LabeledVideoSampleParser):
        frames = parser.get_frame_labels()
    path = media if put is None else put(media)
    return source.make(Path(os.fspath(path)), labels, metadata, frames=frames)


def putting(folder: Path, image_format: str | None, videos: bool) -> Callable[[Any], str]:
    """What puts media into a folder and gives their paths there.

    Args:
        image_format: the extension for pictures in memory
    """
    kind = VideoExporter if videos else ImageExporter
    exporter = kind(True, export_path=folder, default_ext=image_format)
    exporter.setup()
    return lambda media: exporter.export(media)[0]
