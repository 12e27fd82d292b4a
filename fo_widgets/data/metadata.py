"""What is known about media files: size, type, dimensions."""

from __future__ import annotations

import json
import mimetypes
import os
import shutil
import subprocess
from typing import Any

from . import media
from .embedded import DynamicEmbeddedDocument
from .fields import FloatField, IntField, StringField

_MODULE = "fiftyone.core.metadata."


class Metadata(DynamicEmbeddedDocument):
    """Of any file."""

    __slots__ = ()
    _STORED_AS = _MODULE + "Metadata"
    _FIELDS = {"size_bytes": IntField(), "mime_type": StringField()}

    @classmethod
    def build_for(cls, path: str, mime_type: str | None = None) -> Any:
        """The metadata of a file."""
        size = os.path.getsize(path)
        return cls(size_bytes=size, mime_type=mime_type or mimetypes.guess_type(path)[0])


class ImageMetadata(Metadata):
    """Of an image."""

    __slots__ = ()
    _STORED_AS = _MODULE + "ImageMetadata"
    _FIELDS = {
        "size_bytes": IntField(),
        "mime_type": StringField(),
        "width": IntField(),
        "height": IntField(),
        "num_channels": IntField(),
    }

    @classmethod
    def build_for(cls, path: Any, mime_type: str | None = None) -> Any:
        """The metadata of an image file, of which only the head is read, or of an array."""
        if not isinstance(path, (str, os.PathLike)):
            height, width = path.shape[:2]
            channels = path.shape[2] if path.ndim > 2 else 1
            return cls(size_bytes=path.nbytes, width=width, height=height, num_channels=channels)
        from PIL import Image

        with Image.open(path) as image:
            width, height = image.size
            return cls(
                size_bytes=os.path.getsize(path),
                mime_type=mime_type or mimetypes.guess_type(os.fspath(path))[0],
                width=width,
                height=height,
                num_channels=len(image.getbands()),
            )


class VideoMetadata(Metadata):
    """Of a video."""

    __slots__ = ()
    _STORED_AS = _MODULE + "VideoMetadata"
    _FIELDS = {
        "size_bytes": IntField(),
        "mime_type": StringField(),
        "frame_width": IntField(),
        "frame_height": IntField(),
        "frame_rate": FloatField(),
        "total_frame_count": IntField(),
        "duration": FloatField(),
        "encoding_str": StringField(),
    }

    @classmethod
    def build_for(cls, path: str, mime_type: str | None = None) -> Any:
        """The metadata of a video file, read by ffprobe.

        Raises:
            RuntimeError: if ffprobe is not installed or cannot read the file
        """
        probe = shutil.which("ffprobe")
        if probe is None:
            raise RuntimeError("reading the metadata of a video needs ffprobe (package ffmpeg) on the path")
        command = [probe, "-v", "error", "-select_streams", "v:0", "-show_streams", "-of", "json", path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"ffprobe cannot read '{path}': {done.stderr.strip()}")
        (stream,) = json.loads(done.stdout)["streams"][:1]
        over, under = (float(x) for x in stream.get("avg_frame_rate", "0/1").split("/"))
        rate = over / under if under else 0.0
        duration = float(stream.get("duration") or 0) or None
        frames = int(stream.get("nb_frames") or round((duration or 0) * rate))
        return cls(
            size_bytes=os.path.getsize(path),
            mime_type=mime_type or mimetypes.guess_type(path)[0],
            frame_width=int(stream["width"]),
            frame_height=int(stream["height"]),
            frame_rate=rate,
            total_frame_count=frames,
            duration=duration,
            encoding_str=stream.get("codec_tag_string"),
        )


class PointCloudMetadata(Metadata):
    """Of a point cloud."""

    __slots__ = ()
    _STORED_AS = _MODULE + "PointCloudMetadata"


class SceneMetadata(Metadata):
    """Of a 3D scene."""

    __slots__ = ()
    _STORED_AS = _MODULE + "SceneMetadata"


_BY_MEDIA_TYPE: dict[str, type[Metadata]] = {
    media.IMAGE: ImageMetadata,
    media.VIDEO: VideoMetadata,
    media.THREE_D: SceneMetadata,
}


def get_metadata_cls(media_type: str | None) -> type[Metadata]:
    """The class of metadata for a media type."""
    return _BY_MEDIA_TYPE.get(media_type or "", Metadata)


def compute_metadata_of(filepath: str, media_type: str | None = None) -> Any:
    """The metadata of a file of a media type (told from its name if not given)."""
    return get_metadata_cls(media_type or media.get_media_type(filepath)).build_for(filepath)


def compute_sample_metadata(sample: Any, overwrite: bool = False, skip_failures: bool = False) -> None:
    """Reads the metadata of a sample's media file into it.

    Raises:
        OSError: if the file cannot be read and failures are not skipped
    """
    sample.compute_metadata(overwrite=overwrite, skip_failures=skip_failures)
