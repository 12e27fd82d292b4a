"""Where a collection is written to: media with names of their own, labels beside them."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fo_widgets.data.progress import ProgressBar

from .errors import FormatError, MissingFileError
from .label_choice import one_field, several_fields

logger = logging.getLogger(__name__)

MODES = (True, False, "move", "symlink", "manifest")


@dataclass
class Target:
    """A folder, or the paths of its parts; media are exported one by one and get unique names.

    Attributes:
        export_media: True copies, False leaves them where they are; "move", "symlink", or "manifest", which only
            lists paths
        rel_dir: keep the paths of media below this folder
        label_field: the field whose labels to write; by default, the first that fits
        frame_labels_field: the same for frames of videos
    """

    folder: Path | None = None
    data_path: Any = None
    labels_path: Any = None
    export_media: Any = None
    rel_dir: Any = None
    label_field: Any = None
    frame_labels_field: Any = None
    progress: bool | Callable[[ProgressBar], Any] | None = None
    by_stem: bool = False
    _media: Path | None = None
    _names: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _warned: bool = False

    def __post_init__(self) -> None:
        """Checks how media are exported.

        Raises:
            FormatError: if nobody can export so
        """
        if self.export_media is None:
            self.export_media = self.folder is not None or self.data_path is not None
        if self.export_media not in MODES:
            raise FormatError(f"`export_media` should be one of {list(MODES)}, not {self.export_media!r}")

    def place(self, given: Any, default: str) -> Path:
        """The path of a part: as given, in the folder, or by its default name there.

        Raises:
            FormatError: if nothing says where
        """
        path = Path(default if given is None else os.fspath(given)).expanduser()
        if path.is_absolute():
            return path
        if self.folder is None and given is None:
            raise FormatError("give `export_dir`, or `labels_path` (and `data_path`)")
        return path.absolute() if self.folder is None else self.folder / path

    def labels(self, default: str) -> Path:
        """The path for the labels; folders above it are made."""
        path = self.place(self.labels_path, default)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def use_folder(self, default: str = "data") -> None:
        """Says where media go."""
        if self.export_media is not False and (self.folder is not None or self.data_path is not None):
            self._media = self.place(self.data_path, default)

    def add_media(self, path: str, folder: str = "", name: str | None = None) -> str:
        """The name of a media file below the folder of media, where it is put unless it is there already.

        Args:
            folder: put it into this folder there
            name: give it this name, even if another one has it

        Raises:
            MissingFileError: if there is no such file
        """
        key = f"{name or folder}\0{path}"
        known = self._names.get(key)
        if known is None:
            found = name or self._unique(os.path.join(folder, self._relative(path)))
            known = self._names[key] = found
            if self.puts_media:
                self._put(Path(path), self.path_of(known))
        return known.replace(os.sep, "/")

    @property
    def puts_media(self) -> bool:
        """Whether media are put somewhere."""
        return self._media is not None and self.export_media != "manifest"

    def path_of(self, name: str) -> Path:
        """The path of an exported media file."""
        return Path(name) if self._media is None else self._media / name

    def _relative(self, path: str) -> str:
        if self.rel_dir is not None:
            root = os.path.abspath(os.path.expanduser(os.fspath(self.rel_dir)))
            if os.path.commonpath([root, os.path.abspath(path)]) == root:
                return os.path.relpath(path, root)
        return os.path.basename(path)

    def _unique(self, name: str) -> str:
        if self._media is None:
            self._warn_of(name)
            return name
        stem, extension = os.path.splitext(name)
        number, found = 1, name
        # Names that differ only in case are one file on some disks.
        while (os.path.splitext(found)[0] if self.by_stem else found).lower() in self._taken:
            number += 1
            found = f"{stem}-{number}{extension}"
        self._taken.add((os.path.splitext(found)[0] if self.by_stem else found).lower())
        return found

    def _warn_of(self, name: str) -> None:
        """Says once that media are no longer told apart by their names."""
        key = os.path.splitext(name)[0] if self.by_stem else name
        if key in self._taken and not self._warned:
            self._warned = True
            logger.warning(
                "several media are named '%s' in what is written; pass `rel_dir` to tell them apart", name
            )
        self._taken.add(key)

    def _put(self, source: Path, target: Path) -> None:
        if not source.is_file():
            raise MissingFileError(
                f"the media file {source} is not there, so it cannot be exported; "
                "restore it, exclude its sample, or pass export_media=False"
            )
        if target.exists() and target.samefile(source):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            target.unlink()
        if self.export_media == "move":
            shutil.move(source, target)
        elif self.export_media == "symlink":
            target.unlink(missing_ok=True)
            target.symlink_to(source.absolute())
        else:
            shutil.copy2(source, target)

    def close(self) -> None:
        """Writes what is known only at the end."""
        if self.export_media == "manifest" and self._media is not None:
            self._media.parent.mkdir(parents=True, exist_ok=True)
            listed = {n.replace(os.sep, "/"): key.partition("\0")[2] for key, n in self._names.items()}
            write_json(self._media.with_suffix(".json"), listed)

    def track(self, items: Iterable[Any], total: int | None = None) -> Iterator[Any]:
        """The items, while a bar shows how far they are."""
        known = len(items) if total is None and isinstance(items, Sized) else total
        with ProgressBar(known, self.progress) as bar:
            yield from bar(items)

    def label_field_of(self, samples: Any, kinds: tuple[type, ...]) -> str:
        """The field to write: the one given, or the first whose labels fit.

        Raises:
            FormatError: if it does not exist or fit, or none does
        """
        return one_field(samples, self.label_field, kinds)

    def label_fields_of(
        self, samples: Any, kinds: tuple[type, ...], key: str | None = None
    ) -> dict[str, str]:
        """The fields to write, by the names to write them under.

        Args:
            key: the name for a field that is given alone; by default its own

        Raises:
            FormatError: if a field does not exist or fit, or none does
        """
        return several_fields(samples, self.label_field, kinds, key)

    def frame_fields_of(self, samples: Any, kinds: tuple[type, ...]) -> dict[str, str]:
        """The fields of frames to write, by the names to write them under; by default all that fit."""
        return several_fields(samples, self.frame_labels_field, kinds, frames=True)


def write_json(path: Path, value: Any) -> None:
    """Writes a value as JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, default=str), encoding="utf-8")
