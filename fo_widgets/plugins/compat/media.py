"""Media types, as FiftyOne names them."""

from __future__ import annotations

import mimetypes
import os

IMAGE = "image"
VIDEO = "video"
GROUP = "group"
POINT_CLOUD = "point-cloud"
THREE_D = "3d"
MULTIMODAL = "multimodal"
MIXED = "mixed"
UNKNOWN = "unknown"

MEDIA_TYPES = {IMAGE, VIDEO, POINT_CLOUD, THREE_D, MULTIMODAL, UNKNOWN}
MULTIMODAL_EXTENSIONS = {".mcap", ".rrd", ".bag"}

_BY_EXTENSION = {".pcd": POINT_CLOUD, ".fo3d": THREE_D} | dict.fromkeys(MULTIMODAL_EXTENSIONS, MULTIMODAL)


class MediaTypeError(TypeError):
    """A sample or collection of another media type was needed."""


class SelectGroupSlicesError(ValueError):
    """A flat collection was needed; `select_group_slices()` gives one."""

    def __init__(self, supported_media_types: str | list[str] | None = None) -> None:
        wanted = [supported_media_types] if isinstance(supported_media_types, str) else supported_media_types
        kinds = f" of type {' or '.join(wanted)}" if wanted else ""
        super().__init__(
            f"this works on one slice at a time; call select_group_slices() for slices{kinds} first"
        )


def get_media_type(filepath: str) -> str:
    """The media type that the name of a file suggests, `"unknown"` if it suggests none."""
    special = _BY_EXTENSION.get(os.path.splitext(filepath)[1].lower())
    if special:
        return special
    mime = mimetypes.guess_type(filepath)[0] or ""
    return {"image": IMAGE, "video": VIDEO}.get(mime.partition("/")[0], UNKNOWN)
