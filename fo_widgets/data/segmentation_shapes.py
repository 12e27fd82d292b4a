"""What segmentations can be turned into: a label for each class, or for each part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from .fields import by_number, is_rgb_mask_targets, rgb_array_to_int
from .outlines import Array, bounds_of, parts_of, polygons_of

_STUFF, _THING = "stuff", "thing"


class SegmentationShapes:
    """A segmentation as boxes or as polygons."""

    __slots__ = ()

    def to_detections(
        self, mask_targets: Mapping[Any, str] | None = None, mask_types: str | Mapping[Any, str] = _STUFF
    ) -> Any:
        """Boxes with masks.

        Args:
            mask_targets: names by numbers or colours; other targets are left out. By default, numbers are names
            mask_types: `"stuff"`, one label for a class, or `"thing"`, one for each connected part, or
                either by target

        Raises:
            ValueError: if there is no mask, or the types are unknown
            TypeError: if the mask is not of integers, or the targets are not of its kind
            PackageError: parts are asked for, and scikit-image is not installed
        """
        from .labels import Detection, Detections

        found = []
        for pixels, name, kind in _classes(self, mask_targets, mask_types):
            masks = parts_of(pixels) if kind == _THING else [pixels]
            found += [Detection.from_mask(mask, label=name) for mask in masks]
        return Detections(detections=found)

    def to_polylines(
        self,
        mask_targets: Mapping[Any, str] | None = None,
        mask_types: str | Mapping[Any, str] = _STUFF,
        tolerance: float = 2,
    ) -> Any:
        """Filled outlines.

        Args:
            mask_targets: names by numbers or colours; other targets are left out. By default, numbers are names
            mask_types: `"stuff"`, one label for a class, or `"thing"`, one for each outline, or either by target
            tolerance: how far an outline may lie from that of the pixels, in pixels

        Raises:
            ValueError: if there is no mask, or the types are unknown
            TypeError: if the mask is not of integers, or the targets are not of its kind
            PackageError: scikit-image is not installed
        """
        from .labels import Polyline, Polylines

        found = []
        for pixels, name, kind in _classes(self, mask_targets, mask_types):
            outlines = _within_bounds(pixels, tolerance)
            shapes = [[outline] for outline in outlines] if kind == _THING else [outlines]
            found += [Polyline(label=name, points=points, closed=True, filled=True) for points in shapes]
        return Polylines(polylines=found)


def _within_bounds(pixels: Array, tolerance: float) -> list[list[tuple[float, float]]]:
    """The outlines of pixels, cut off at the left and upper ends of what is set."""
    left, top, right, bottom = bounds_of(pixels)
    height, width = pixels.shape
    inner = polygons_of(pixels[top:bottom, left:right], tolerance)
    return [
        [((left + x * (right - left)) / width, (top + y * (bottom - top)) / height) for x, y in outline]
        for outline in inner
    ]


def _classes(
    label: Any, mask_targets: Mapping[Any, str] | None, mask_types: str | Mapping[Any, str]
) -> Iterator[tuple[Array, str, str]]:
    """Pixels, name and type of each class that is in a segmentation and asked for."""
    mask = label.get_mask()
    if mask is None:
        raise ValueError("the segmentation has neither a mask nor a mask_path")
    numbers = rgb_array_to_int(mask) if mask.ndim > 2 else np.asarray(mask)
    if not np.issubdtype(numbers.dtype, np.integer):
        raise TypeError(f"the mask must be of integers, not {numbers.dtype}; see numpy.ndarray.astype()")
    if mask_targets and mask.ndim > 2 and not is_rgb_mask_targets(mask_targets):
        raise TypeError(f"the mask is of colours, but the targets {list(mask_targets)} are not")
    names = None if mask_targets is None else by_number(mask_targets)
    types = mask_types if isinstance(mask_types, str) else by_number(mask_types)
    unknown = {types} if isinstance(types, str) else set(types.values())
    if unknown - {_STUFF, _THING}:
        raise ValueError(
            f"mask types are '{_STUFF}' and '{_THING}', not {sorted(unknown - {_STUFF, _THING})}"
        )
    for number in np.unique(numbers).tolist():
        name = str(number) if names is None else names.get(number)
        kind = types if isinstance(types, str) else types.get(number)
        if number and name is not None and kind is not None:
            yield numbers == number, name, kind
