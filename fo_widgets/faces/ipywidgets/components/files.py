"""Files: of the reader's machine, and of the kernel's."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import ipywidgets
from fo_widgets.faces.ipywidgets.components.buttons import icon_button
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.fields import described, edited, field, is_disabled, label_style, placeholder
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
    name = str(described(node, draw)["description"])
    button = Element(
        ipywidgets.FileUpload,
        {
            "accept": ",".join(map(display, items(types))) if isinstance(types, list) else text(types) or "",
            "description": text(view.get("button_label"))
            or ("Replace file" if held else name or "Choose file"),
            "disabled": disabled,
            # what was uploaded is told beside; the button itself is ready for the next file
            "value": (),
        },
        edits=edited(node),
        read=read,
        layout={"width": "auto"},
    )
    if not held:
        return field(node, draw, button, wide=False, styled=False)
    size = number(held.get("size"))
    shown = f"{name and name + ': '}{display(held.get('name'))}"
    beside = [
        Element(
            ipywidgets.HTML,
            {
                "value": html(shown)
                + (tag("span", f" {size_text(size)}", "fow-muted") if size is not None else "")
            },
        )
    ]
    if not disabled:
        beside.append(icon_button("times", "Remove the file", Gesture("change", {"value": None})))
    return field(node, draw, button, *beside, wide=False, styled=False)


@builder("FileExplorerView")
def path(node: Node, draw: Draw) -> Element:
    """The path of a file or folder of the kernel's machine, typed."""
    held = node["value"]
    what = "folder" if node["view"].get("choose_dir") else "file"
    traits = {
        "value": text(held.get("absolute_path")) or "" if isinstance(held, dict) else text(held) or "",
        "placeholder": text(node["view"].get("default_path"))
        or placeholder(node, draw, f"path of a {what} on the kernel's machine"),
        "continuous_update": False,
        "disabled": is_disabled(node, draw),
        **described(node, draw),
    }
    return field(
        node,
        draw,
        Element(
            ipywidgets.Text,
            traits,
            edits=edited(node),
            read=lambda raw: {"absolute_path": raw} if raw else None,
            style=label_style(node, draw),
        ),
    )


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
