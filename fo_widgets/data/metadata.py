"""What is known about media files: size, type, dimensions."""

from __future__ import annotations

import mimetypes
import os
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
    def build_for(cls, path_or_url: str, mime_type: str | None = None) -> Any:
        """The metadata of a file."""
        size = os.path.getsize(path_or_url)
        return cls(size_bytes=size, mime_type=mime_type or mimetypes.guess_type(path_or_url)[0])


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
    def build_for(cls, img_or_path_or_url: Any, mime_type: str | None = None) -> Any:
        """The metadata of an image file, of which only the head is read, or of an array."""
        path = img_or_path_or_url
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
    def build_for(cls, video_path_or_url: str, mime_type: str | None = None) -> Any:
        """The metadata of a video file.

        Raises:
            PackageError: if PyAV is not installed
            OSError: if the file cannot be read
            ValueError: if it is no video
        """
        from .video import video_facts

        facts = video_facts(os.fspath(video_path_or_url))
        return cls(
            size_bytes=os.path.getsize(video_path_or_url),
            mime_type=mime_type or mimetypes.guess_type(video_path_or_url)[0],
            frame_width=facts.width,
            frame_height=facts.height,
            frame_rate=facts.frame_rate,
            total_frame_count=facts.frame_count,
            duration=facts.duration,
            encoding_str=facts.codec_tag,
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
