"""What puts media into a folder one by one, for exporters of plugins, as in `fiftyone.utils.data`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from .errors import FormatError
from .target import MODES, Target


class MediaExporter:
    """Copies media, moves them, links to them, lists them in a JSON file, or leaves them; names are unique.

    Args:
        export_mode: True copies, False leaves; "move", "symlink", "manifest"
        export_path: the folder, or the JSON file of "manifest"
        rel_dir: keep paths below this folder
        supported_modes: which modes there are
        default_ext: of pictures that are given as arrays
        ignore_exts: call media by names without extension, which are unique then

    Raises:
        FormatError: if there is no such mode
    """

    def __init__(
        self,
        export_mode: Any,
        export_path: Any = None,
        rel_dir: Any = None,
        chunk_size: int | None = None,
        supported_modes: Any = None,
        default_ext: str | None = None,
        ignore_exts: bool = False,
    ) -> None:
        modes = MODES if supported_modes is None else tuple(supported_modes)
        if not any(export_mode is mode or (mode == export_mode and isinstance(mode, str)) for mode in modes):
            raise FormatError(f"`export_mode` should be one of {list(modes)}, not {export_mode!r}")
        if chunk_size is not None:
            raise FormatError("`chunk_size` is not part of fo_widgets; leave it out")
        self.export_mode = export_mode
        self.export_path = export_path
        self.rel_dir = rel_dir
        self.default_ext = default_ext or self._default_ext()
        self.ignore_exts = ignore_exts
        self._target: Target | None = None
        self._count = 0

    def _default_ext(self) -> str | None:
        return None

    def __enter__(self) -> Any:
        self.setup()
        return self

    def __exit__(self, *args: Any) -> None:
        self.close()

    def setup(self) -> None:
        """Begins anew."""
        folder = (
            None if self.export_path is None else Path(os.fspath(self.export_path)).expanduser().absolute()
        )
        self._target = Target(
            data_path=folder, export_media=self.export_mode, rel_dir=self.rel_dir, by_stem=self.ignore_exts
        )
        self._target.use_folder()

    def export(self, media_or_path: Any, outpath: Any = None) -> tuple[str, str]:
        """Exports a file, or a picture as array; the path it has then, and its name in the folder.

        Args:
            outpath: where to put it, instead of a name that is free

        Raises:
            FormatError: if an array cannot be exported so, or `setup` was not called
            MissingFileError: if there is no such file
        """
        if self._target is None:
            raise FormatError(f"call setup() of {type(self).__name__} first, or use it in a `with`")
        if isinstance(media_or_path, (str, os.PathLike)):
            place, name = self._put(os.path.abspath(os.path.expanduser(media_or_path)), outpath)
        else:
            place, name = self._written(media_or_path, outpath)
        return place, os.path.splitext(name)[0] if self.ignore_exts else name

    def _put(self, path: str, outpath: Any) -> tuple[str, str]:
        assert self._target is not None
        name = self._target.add_media(path, name=None if outpath is None else self._name(outpath))
        place = os.fspath(self._target.path_of(name)) if self._target.puts_media else str(outpath or path)
        return place, name

    def _name(self, outpath: Any) -> str:
        path = Path(os.fspath(outpath)).expanduser().absolute()
        root = None if self.export_path is None else Path(os.fspath(self.export_path)).expanduser().absolute()
        return (
            path.relative_to(root).as_posix() if root is not None and path.is_relative_to(root) else path.name
        )

    def _written(self, picture: Any, outpath: Any) -> tuple[str, str]:
        if self.export_mode is not True and self.export_mode is not False:
            raise FormatError(f"pictures in memory cannot be exported with export_mode={self.export_mode!r}")
        self._count += 1
        name = f"{self._count:06d}{self.default_ext or ''}" if outpath is None else self._name(outpath)
        if self.export_mode is False or self.export_path is None:
            return name, name
        path = Path(os.fspath(self.export_path)).expanduser().absolute() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._write(picture, path)
        return os.fspath(path), name

    def _write(self, picture: Any, path: Path) -> None:
        raise FormatError(f"{type(self).__name__} exports files, not {type(picture).__name__}")

    def close(self) -> None:
        """Writes the list of media, if that is the mode."""
        if self._target is not None:
            self._target.close()
            self._target = None


class ImageExporter(MediaExporter):
    """One for images, which may be arrays."""

    def _default_ext(self) -> str:
        return ".jpg"

    def _write(self, picture: Any, path: Path) -> None:
        try:
            Image.fromarray(np.asarray(picture)).save(path)
        except (KeyError, OSError, TypeError, ValueError) as error:
            raise FormatError(f"the picture for {path} cannot be written: {error}") from None


class VideoExporter(MediaExporter):
    """One for videos."""


__all__ = ["ImageExporter", "MediaExporter", "VideoExporter"]
