"""Masks and maps of labels: in the database, or in an image file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from typing import Any

import numpy as np

from .fields import transformed

Array = np.ndarray[Any, Any]
_UINT8 = 255


def read_pixels(path: str) -> Array:
    """The pixel values of an image file."""
    from PIL import Image

    with Image.open(path) as image:
        return np.asarray(image)


def write_pixels(pixels: Array, path: str) -> None:
    """Writes pixel values as an image file: 8 bits where they suffice, else 16."""
    from PIL import Image

    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    if pixels.dtype not in (np.uint8, np.uint16):
        pixels = pixels.astype(np.uint16 if pixels.size and pixels.max() > _UINT8 else np.uint8)
    Image.fromarray(pixels).save(path)


class _HasPixels:
    """A label with pixel values in one field or in the image file that another one names."""

    __slots__ = ()
    _PIXELS: str

    def _where(self) -> tuple[Array | None, str | None]:
        return getattr(self, self._PIXELS), getattr(self, f"{self._PIXELS}_path")

    def _put(self, pixels: Array | None, path: str | None) -> None:
        setattr(self, self._PIXELS, pixels)
        setattr(self, f"{self._PIXELS}_path", path)

    def _has(self) -> bool:
        return any(place is not None for place in self._where())

    def _read(self) -> Array | None:
        pixels, path = self._where()
        return read_pixels(path) if pixels is None and path is not None else pixels

    def _import(self, update: bool) -> None:
        _, path = self._where()
        if path is not None:
            self._put(read_pixels(path), None if update else path)

    def _check(self) -> None:
        if not self._has():
            name = self._PIXELS
            raise ValueError(f"{type(self).__name__} has no {name} or {name}_path to export")


class HasMask(_HasPixels):
    """A label with a `mask` in the database or in an image file at `mask_path`."""

    __slots__ = ()
    _PIXELS = "mask"

    @property
    def has_mask(self) -> bool:
        """Whether there is a mask in either place."""
        return self._has()

    def get_mask(self) -> Array | None:
        """The mask, read from its file if it lies there."""
        return self._read()

    def import_mask(self, update: bool = False) -> None:
        """Reads the mask into the database; `update` forgets the file."""
        self._import(update)

    def export_mask(self, outpath: str, update: bool = False, overwrite_path: bool = False) -> None:
        """Writes the mask to an image file. One that lies in a file already is copied, and nothing else is done.

        Args:
            update: keep the mask in the new file only, and no longer in the database
            overwrite_path: write the mask also if `mask_path` names a file already

        Raises:
            ValueError: if there is no mask
        """
        self._check()
        path = self._where()[1]
        if path is not None and not overwrite_path:
            os.makedirs(os.path.dirname(outpath) or ".", exist_ok=True)
            shutil.copyfile(path, outpath)
            return
        write_pixels(np.asarray(self._read()), outpath)
        if update:
            self._put(None, outpath)


class HasMap(_HasPixels):
    """A label with a `map` in the database or in an image file at `map_path`."""

    __slots__ = ()
    _PIXELS = "map"

    @property
    def has_map(self) -> bool:
        """Whether there is a map in either place."""
        return self._has()

    def get_map(self) -> Array | None:
        """The map, read from its file if it lies there."""
        return self._read()

    def import_map(self, update: bool = False) -> None:
        """Reads the map into the database; `update` forgets the file."""
        self._import(update)

    def export_map(self, outpath: str, update: bool = False) -> None:
        """Writes the map to an image file, its range spread over 8 bits; `update` keeps it there only.

        Raises:
            ValueError: if there is no map
        """
        self._check()
        label: Any = self
        pixels = np.asarray(self._read())
        if pixels.dtype != np.uint8:
            pixels = _spread(pixels, label.range)
        write_pixels(pixels, outpath)
        if update:
            self._put(None, outpath)
            label.range = None


def _spread(values: Array, limits: Any) -> Array:
    """Values within limits, their own by default, as numbers of 8 bits."""
    low, high = limits if limits is not None else (float(values.min()), float(values.max()))
    scaled = (values.astype(float) - low) * (_UINT8 / (high - low) if high > low else 0)
    return np.clip(scaled, 0, _UINT8).astype(np.uint8)


class TransformsMask:
    """A label whose mask is of targets."""

    __slots__ = ()

    def transform_mask(
        self, targets_map: Mapping[Any, Any], outpath: str | None = None, update: bool = False
    ) -> Array | None:
        """The mask with other targets; None if there is no mask.

        Args:
            targets_map: new targets by old ones, numbers or colours; what it does not name becomes 0
            outpath: also write it to this image file
            update: also make it the label's mask

        Raises:
            ValueError: if the targets are not of the mask's kind
            OverflowError: if a target does not fit into 16 bits
        """
        label: Any = self
        mask = label.get_mask()
        if mask is None:
            return None
        out = transformed(mask, targets_map)
        if outpath is not None:
            write_pixels(out, outpath)
        if update:
            label._put(out if outpath is None else None, outpath)
        return out
