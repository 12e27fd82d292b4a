"""The builders of all components; importing this registers them."""

from __future__ import annotations

from fo_widgets.faces.ipywidgets.components import (
    badges,
    buttons,
    choices,
    collections,
    dashboards,
    dates,
    display,
    files,
    forms,
    layout,
    media,
    notices,
    numbers,
    plots,
    roots,
    standins,
    tables,
    texts,
    timing,
)
from fo_widgets.faces.ipywidgets.components.notices import broken

__all__ = [
    "badges",
    "broken",
    "buttons",
    "choices",
    "collections",
    "dashboards",
    "dates",
    "display",
    "files",
    "forms",
    "layout",
    "media",
    "notices",
    "numbers",
    "plots",
    "roots",
    "standins",
    "tables",
    "texts",
    "timing",
]
