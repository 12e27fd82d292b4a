"""Files: of the reader's machine, and of the kernel's."""

from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.components.buttons import icon_button
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.explorer import Explorer
from fo_widgets.faces.ipywidgets.fields import described, edited, field, is_disabled, placeholder
from fo_widgets.faces.ipywidgets.markup import html, tag
from fo_widgets.faces.ipywidgets.reading import display, items, mapping, number, text
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node

# without a limit of the plugin's own: what a comm message carries without stalling the page
_LARGEST = 64 * 1024 * 1024
_UNITS = ("B", "kB", "MB", "GB")


@builder("FileView")
def upload(node: Node, draw: Draw) -> Element:
    """A file of the reader's machine, as `{name, type, size, content, last_modified}`."""
    view, held = node["view"], mapping(node["value"])
    limit = number(view.get("max_size")) or _LARGEST
    told = text(view.get("max_size_error_message"))

    def read(files: Any) -> Any:
        if not files:
            return None
        file = files[0]
        if file["size"] > limit:
            raise ValueError(
                told
                or f"'{file['name']}' has {size_text(file['size'])}; at most {size_text(limit)} are allowed"
            )
        return file_value(file)

    types = view.get("types") or view.get("accept")
    disabled = is_disabled(node, draw)
    button = Element(
        ipywidgets.FileUpload,
        {
            "accept": ",".join(map(display, items(types))) if isinstance(types, list) else text(types) or "",
            "description": text(view.get("button_label")) or ("Replace file" if held else "Choose file"),
            "disabled": disabled,
            # what was uploaded is told beside; the button itself is ready for the next file
            "value": (),
        },
        edits=edited(node),
        read=read,
        layout={"width": "fit-content"},
    )
    if not held:
        return field(node, draw, button, wide=False, named=False)
    size = number(held.get("size"))
    shown = display(held.get("name"))
    beside = [
        Element(
            ipywidgets.HTML,
            {
                "value": html(shown)
                + (tag("span", f" {size_text(size)}", "fwi-muted") if size is not None else "")
            },
        )
    ]
    if not disabled:
        beside.append(icon_button("times", "Remove the file", Gesture("change", {"value": None})))
    return field(node, draw, button, *beside, wide=False, named=False)


@builder("FileExplorerView")
def path(node: Node, draw: Draw) -> Element:
    """The path of a file or folder of the kernel's machine, typed or picked."""
    view, held = node["view"], node["value"]
    what = "folder" if view.get("choose_dir") else "file"
    traits = {
        "value": text(mapping(held).get("absolute_path") if isinstance(held, dict) else held) or "",
        "placeholder": placeholder(node, draw, f"Path of a {what} on the kernel's machine"),
        "choose_dir": bool(view.get("choose_dir")),
        "endings": tuple(display(each).lower() for each in items(view.get("allowed_extensions"))),
        "start": text(view.get("default_path")) or "",
        "disabled": is_disabled(node, draw),
        "description": described(node, draw)["description"],
    }
    element = Element(Explorer, traits, edits=edited(node), read=path_value)
    return field(node, draw, element)


def path_value(raw: str) -> dict[str, Any] | None:
    """A path as plugins get it: with name, type, size and time of what is there, if anything is."""
    if not raw:
        return None
    found = Path(raw).expanduser()
    try:
        status = found.stat()
    except OSError:
        return {"absolute_path": raw}
    return {
        "absolute_path": str(found.absolute()),
        "name": found.name,
        "type": "directory" if found.is_dir() else "file",
        "size": status.st_size,
        "date_modified": status.st_mtime,
    }


def file_value(file: Any) -> dict[str, Any]:
    """An uploaded file as plugins get it; the content in base64, the time in milliseconds since 1970."""
    changed = file.get("last_modified")
    return {
        "name": file["name"],
        "type": file.get("type", ""),
        "size": file["size"],
        "content": base64.b64encode(bytes(file["content"])).decode("ascii"),
        "last_modified": round(changed.timestamp() * 1000) if isinstance(changed, dt.datetime) else changed,
    }


def size_text(size: float) -> str:
    """1536 → "1.5 kB"."""
    unit = 0
    while size >= 1024 and unit < len(_UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{size:.1f} {_UNITS[unit]}" if unit and size < 10 else f"{round(size)} {_UNITS[unit]}"
