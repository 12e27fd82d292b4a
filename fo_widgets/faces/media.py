"""Local media: bytes of the files that a scene shows, and of no others."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fo_widgets.faces.node import Node, Scene

# one reply stays small enough for any comm; players ask again for the next part
_LARGEST_PART = 8 * 1024 * 1024
MEDIA_COMPONENTS = frozenset({"ImageView", "MediaPlayerView", "FrameLoaderView"})


@dataclass(frozen=True)
class Part:
    """Bytes of a file from `start` on; `total` is the file's size in bytes."""

    content: bytes
    mime: str
    start: int
    total: int


def local_paths(scene: Scene) -> set[str]:
    """The local files that components of a scene show."""
    return {path for node in scene["nodes"].values() if (path := local_path(node))}


def local_path(node: Node) -> str | None:
    """The local file that a node shows, or None."""
    if node["component"] not in MEDIA_COMPONENTS:
        return None
    value = node["value"]
    if isinstance(value, dict):
        value = value.get("url") or value.get("src")
    for source in (value, node["view"].get("src"), node["view"].get("url"), node["view"].get("href")):
        if isinstance(source, str) and source and "://" not in source[:12] and not source.startswith("data:"):
            return source
    return None


def read(path: str, allowed: set[str], start: int | None, end: int | None) -> Part:
    """A part of a file, at most 8 MiB.

    Args:
        path: as the scene names it.
        allowed: the paths that the scene names; others are refused.
        start: first byte.
        end: one past the last byte; the rest of the file if None.

    Raises:
        PermissionError: for a file that the scene does not show.
        FileNotFoundError: for a file that is not there.
    """
    if path not in allowed:
        raise PermissionError(f"{path!r} is not shown here")
    file = Path(path.removeprefix("file://")).expanduser()
    total = file.stat().st_size
    first = min(max(0, start or 0), total)
    last = min(total if end is None else end, first + _LARGEST_PART, total)
    with file.open("rb") as stream:
        stream.seek(first)
        content = stream.read(max(0, last - first))
    return Part(content, mimetypes.guess_type(file.name)[0] or "application/octet-stream", first, total)
