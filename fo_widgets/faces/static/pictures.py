"""Images and media: small previews of local pictures, and the names of everything else."""

from __future__ import annotations

import base64
import functools
import io
from pathlib import Path

from PIL import Image

from fo_widgets.faces.media import local_path
from fo_widgets.faces.node import Node

from .snapshot import drawn_by, labelled, text

# px and bytes; ten panels with a picture each stay far below what a notebook should grow by
_SIDE = 240
_MOST_BYTES = 12_000


@drawn_by("ImageView", "MediaPlayerView")
def _media(node: Node, inner: str) -> str:
    value, view = node["value"], node["view"]
    source = value.get("url") or value.get("src") if isinstance(value, dict) else value
    alt = text(view.get("alt_text") or view.get("alt") or view.get("label") or "")
    path = local_path(node)
    if path is not None:
        preview = _preview(path)
        name = text(Path(path).name)
        shown = f'<img src="{preview}" alt="{alt or name}">' if preview else ""
        return labelled(node, f'{shown}<div class="help">{name}</div>')
    if isinstance(source, str) and source.startswith("data:image/") and len(source) <= _MOST_BYTES:
        return labelled(node, f'<img src="{text(source)}" alt="{alt}">')
    named = source if isinstance(source, str) and not source.startswith("data:") else "embedded media"
    return labelled(node, f'<div class="muted">{text(named)}</div>')


@drawn_by("TimelineView", "FrameLoaderView")
def _timeline(node: Node, inner: str) -> str:
    frames = node["view"].get("total_frames")
    return labelled(node, f'<div class="muted">{text(frames)} frames</div>' if frames else "")


@functools.lru_cache(maxsize=64)
def _preview(path: str) -> str | None:
    try:
        with Image.open(Path(path.removeprefix("file://")).expanduser()) as image:
            image.thumbnail((_SIDE, _SIDE))
            out = io.BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=60)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None  # not a picture, or not there any more: its name is shown
    if out.tell() > _MOST_BYTES:
        return None
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
