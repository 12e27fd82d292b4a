"""A file explorer: a path of the kernel's machine, typed or picked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import traitlets

import ipywidgets

_ROWS = 8
_UP = ".. (the folder above)"


class Explorer(ipywidgets.VBox):  # type: ignore[misc]
    """A field for a path, and a list of the folder it is in, shown on demand."""

    value = traitlets.Unicode("", help="the path")
    description = traitlets.Unicode("", help="the label of the field")
    placeholder = traitlets.Unicode("")
    disabled = traitlets.Bool(False)
    choose_dir = traitlets.Bool(False, help="whether a folder is wanted rather than a file")
    endings = traitlets.Tuple(help="what the names of files may end with; empty allows all")
    start = traitlets.Unicode("", help="the folder to look into while there is no path")

    def __init__(self, **traits: Any) -> None:
        self.field = ipywidgets.Text(continuous_update=False, layout={"width": "100%"})
        self.browse = ipywidgets.ToggleButton(icon="folder-open", tooltip="Browse", layout={"width": "28px"})
        self.listing = ipywidgets.Select(rows=_ROWS, layout={"width": "100%"})
        self.take = ipywidgets.Button(description="Use this folder", layout={"width": "auto"})
        self.browse.add_class("fwi-icon")
        self.take.add_class("fwi-outlined")
        self._row = ipywidgets.HBox((self.field, self.browse), layout={"align_items": "flex-end"})
        super().__init__(children=(self._row,), **traits)
        self.folder = Path.home()
        self._is_listing = False
        self._show_traits()
        self.observe(lambda change: self._show_traits(), ["value", "description", "placeholder", "disabled"])
        self.field.observe(lambda change: setattr(self, "value", change["new"]), "value")
        self.browse.observe(lambda change: self._open(bool(change["new"])), "value")
        self.listing.observe(lambda change: self._pick(change["new"]), "value")
        self.take.on_click(lambda button: self._use(self.folder))

    def close(self) -> None:
        """Frees everything inside too."""
        for widget in (self.field, self.browse, self.listing, self.take, self._row):
            looks = [getattr(widget, name) for name in ("layout", "style") if widget.has_trait(name)]
            for each in (widget, *looks):
                each.close()
        super().close()

    def _show_traits(self) -> None:
        self.field.value, self.field.description = self.value, self.description
        self.field.placeholder = self.placeholder
        self.field.disabled = self.browse.disabled = self.disabled
        self.field.style.description_width = "initial"

    def _open(self, is_open: bool) -> None:
        if not is_open:
            self.children = (self._row,)
            return
        path = Path(self.value or self.start or Path.home()).expanduser()
        self._list(path if path.is_dir() else path.parent if path.parent.is_dir() else Path.home())
        self.children = (self._row, self.listing, *((self.take,) if self.choose_dir else ()))

    def _list(self, folder: Path) -> None:
        self.folder = folder
        above = ((_UP, folder.parent),) if folder.parent != folder else ()
        options = (*above, *entries(folder, self.endings, only_folders=self.choose_dir))
        self._is_listing = True
        try:
            self.listing.options = options
            self.listing.value = None
        finally:
            self._is_listing = False
        self.take.tooltip = str(folder)

    def _pick(self, path: Path | None) -> None:
        if path is None or self._is_listing:
            return
        if path.is_dir():
            self._list(path)
        else:
            self._use(path)

    def _use(self, path: Path) -> None:
        self.value = str(path)
        self.browse.value = False


def entries(
    folder: Path, endings: Sequence[str] = (), *, only_folders: bool = False
) -> list[tuple[str, Path]]:
    """The folders and files of a folder as `(name, path)`, folders first; nothing for one that cannot be read."""
    try:
        with os.scandir(folder) as found:
            inside = [(entry.is_dir(), entry.name) for entry in found if not entry.name.startswith(".")]
    except OSError:
        return []
    shown = [
        (not is_folder, name)
        for is_folder, name in inside
        if is_folder or not (only_folders or (endings and not name.lower().endswith(tuple(endings))))
    ]
    return [(name if is_file else f"{name}/", folder / name) for is_file, name in sorted(shown)]
