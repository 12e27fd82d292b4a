"""From pixels to polygons and parts; needs scikit-image."""

from __future__ import annotations

from typing import Any

import numpy as np

from .optional import optional

Array = np.ndarray[Any, Any]
Polygon = list[tuple[float, float]]
_FEWEST_CORNERS = 3


def polygons_of(mask: Array, tolerance: float = 2) -> list[Polygon]:
    """The outlines of the pixels that are set, with coordinates relative to the mask; holes are outlines too.

    Args:
        mask: two-dimensional
        tolerance: how far an outline may lie from the pixels' own, in pixels

    Raises:
        PackageError: scikit-image is not installed
    """
    measure = optional("skimage.measure", "scikit-image", "turning masks into polygons")
    height, width = mask.shape
    # a margin, so that pixels at the edge have an outline too
    contours = measure.find_contours(np.pad(np.asarray(mask, dtype=np.uint8), 1), 0.5)
    found = []
    for contour in contours:
        corners = measure.approximate_polygon(contour - 1, tolerance)[:-1]
        if len(corners) >= _FEWEST_CORNERS:
            relative = np.maximum(corners, 0) / [height, width]
            found.append([(float(x), float(y)) for y, x in relative])
    return found


def parts_of(mask: Array) -> list[Array]:
    """The connected parts of the pixels that are set, each as a mask of the same size; corners connect.

    Raises:
        PackageError: scikit-image is not installed
    """
    measure = optional("skimage.measure", "scikit-image", 'splitting masks into instances ("thing")')
    numbers, count = measure.label(mask, return_num=True)
    return [numbers == i + 1 for i in range(count)]


def bounds_of(mask: Array) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the pixels that are set; right and bottom are the first outside.

    Raises:
        ValueError: if none is set
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        raise ValueError("the mask is empty")
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
