"""Images, videos and sounds: by address, or files of the kernel's machine."""

from __future__ import annotations

import mimetypes
import re
from functools import lru_cache
from pathlib import Path

import ipywidgets
from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.leaf import leaf
from fo_widgets.faces.ipywidgets.markup import failure, safe_url, tag
from fo_widgets.faces.ipywidgets.reading import box, height, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.media import local_path
from fo_widgets.faces.node import Node

# a widget carries its bytes in one message
_LARGEST = 64 * 1024 * 1024
_DATA_URL = re.compile(r"data:(image|audio|video)/[\w.+-]+[;,]", re.IGNORECASE)


@builder("ImageView")
def image(node: Node, draw: Draw) -> Element:
    """An image; a leaf where it may be clicked, which images of ipywidgets cannot be."""
    view = node["view"]
    if "click" in node["events"] or safe_url(view.get("href")):
        return leaf(node, draw)
    source = text(node["value"]) or next(
        (found for key in ("url", "src", "default") if (found := text(view.get(key)))), None
    )
    return _player(node, source, "image", "No image")


@builder("MediaPlayerView")
def player(node: Node, draw: Draw) -> Element:
    """A video, a sound or an image, with the browser's controls; a leaf where somebody listens."""
    if any(event.startswith("on_") for event in node["events"]):
        return leaf(node, draw)
    held = node["value"].get("url") if isinstance(node["value"], dict) else node["value"]
    return _player(node, text(held) or text(node["view"].get("url")), None, "Nothing to play")


def _player(node: Node, source: str | None, kind: str | None, nothing: str) -> Element:
    if not source:
        return Element(ipywidgets.HTML, {"value": tag("span", nothing, "fwi-muted")})
    path = None if _is_address(source) else local_path(node)
    kind = kind or kind_of(source)
    if path is None:
        if not _is_address(source):
            return _problem(f"{source!r} is no address that a page may load")
        value, format_ = source.encode(), "url"
    else:
        file = Path(path.removeprefix("file://")).expanduser()
        try:
            stat = file.stat()
            if stat.st_size > _LARGEST:
                return _problem(f"{file.name} is larger than {_LARGEST >> 20} MB")
            value = _content(str(file), stat.st_mtime_ns)
        except OSError as error:
            return _problem(f"{path}: {error.strerror or error}")
        format_ = (mimetypes.guess_type(file.name)[0] or f"{kind}/{file.suffix[1:]}").partition("/")[2]
    view = node["view"]
    # as wide as it is: a column would stretch it
    layout = {"width": "fit-content", "max_width": "100%" if kind == "image" else "720px", **box(view)}
    if tall := height(view.get("height")):
        layout["height"] = tall
    layout["object_fit"] = "contain"
    if kind == "image":
        return Element(ipywidgets.Image, {"value": value, "format": format_}, layout=layout, is_control=True)
    traits = {
        "value": value,
        "format": format_,
        "controls": view.get("controls") is not False,
        "loop": bool(view.get("loop")),
        "autoplay": bool(view.get("playing")),
    }
    widget = ipywidgets.Audio if kind == "audio" else ipywidgets.Video
    return Element(widget, traits, layout=layout, is_control=True)


def kind_of(source: str) -> str:
    """image, audio or video, by the type in a data address or by the ending."""
    if data := _DATA_URL.match(source):
        return data[1].lower()
    kind = (mimetypes.guess_type(re.split(r"[?#]", source)[0])[0] or "").partition("/")[0]
    return kind if kind in ("image", "audio") else "video"


@lru_cache(maxsize=16)
def _content(path: str, changed: int) -> bytes:
    """The bytes of a file as it was at a time; a drawing that changes nothing must not read it again."""
    return Path(path).read_bytes()


def _is_address(source: str) -> bool:
    return bool(re.match(r"(?:https?:|blob:)", source) or _DATA_URL.match(source))


def _problem(told: str) -> Element:
    return Element(ipywidgets.HTML, {"value": failure({"message": f"This cannot be shown: {told}"})})
