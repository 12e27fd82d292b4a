"""Media types, told from file names."""

from __future__ import annotations

import mimetypes
import os
from functools import lru_cache

from .errors import MediaTypeError

IMAGE, VIDEO, GROUP = "image", "video", "group"
POINT_CLOUD, THREE_D, MULTIMODAL, MIXED, UNKNOWN = "point-cloud", "3d", "multimodal", "mixed", "unknown"
MEDIA_TYPES = {IMAGE, VIDEO, POINT_CLOUD, THREE_D, MULTIMODAL, UNKNOWN}
SCENE_EXTENSIONS = {".fo3d"}
POINT_CLOUD_EXTENSIONS = {".pcd"}
_VIDEO_EXTENSIONS = {".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg", ".wmv", ".flv", ".ts"}
_IMAGE_EXTENSIONS = {
    ".png",
    ".jpg",
    ".jpeg",
    ".bmp",
    ".gif",
    ".tif",
    ".tiff",
    ".webp",
    ".heic",
    ".avif",
    ".jp2",
}


@lru_cache(maxsize=512)
def _of_extension(extension: str) -> str:
    if extension in _IMAGE_EXTENSIONS:
        return IMAGE
    if extension in _VIDEO_EXTENSIONS:
        return VIDEO
    if extension in POINT_CLOUD_EXTENSIONS:
        return POINT_CLOUD
    if extension in SCENE_EXTENSIONS:
        return THREE_D
    kind = (mimetypes.guess_type("x" + extension)[0] or "").partition("/")[0]
    return kind if kind in (IMAGE, VIDEO) else UNKNOWN


def get_media_type(filepath: str) -> str:
    """The media type of a path: image, video, point-cloud, 3d or unknown."""
    return _of_extension(os.path.splitext(filepath)[1].lower())


def normalize_path(path: str | os.PathLike[str]) -> str:
    """An absolute path; addresses with a scheme stay as they are."""
    text = os.fspath(path)
    if text.startswith("/") and "//" not in text and "/." not in text and not text.endswith("/"):
        return text
    if "://" in text:
        return text
    return os.path.abspath(os.path.expanduser(text))


def check_media_type(media_type: str) -> None:
    """Refuses a word that is no media type of samples.

    Raises:
        MediaTypeError: if so
    """
    if media_type not in MEDIA_TYPES:
        raise MediaTypeError(f"unknown media type '{media_type}'; one of {sorted(MEDIA_TYPES)}")
