"""Pixels: images of targets, and shapes drawn into them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .fields import color_of, is_rgb_target

Array = np.ndarray[Any, Any]
_UINT8 = 255


def canvas(mask: Array | None, frame_size: Any, targets: Sequence[Any]) -> Array:
    """A copy of a mask, or an empty one of a frame's size, that can hold some targets.

    Args:
        frame_size: width and height
        targets: numbers, or colours as `"#rrggbb"`

    Raises:
        ValueError: there is neither mask nor size, or colours are to go into a mask of numbers
    """
    in_color = any(is_rgb_target(t) for t in targets)
    if mask is not None:
        if in_color and mask.ndim < 3:
            raise ValueError(f"targets {list(targets)} are colours, but the mask holds numbers")
        return np.array(mask)
    if frame_size is None:
        raise ValueError("Either `mask` or `frame_size` must be provided")
    width, height = frame_size
    if in_color:
        return np.zeros((height, width, 3), dtype=np.uint8)
    wide = any(t > _UINT8 for t in targets)
    return np.zeros((height, width), dtype=np.int64 if wide else np.uint8)


def paint(image: Array, pixels: Array, target: Any) -> None:
    """Sets some pixels of an image to a target: a number or a colour."""
    image[pixels] = color_of(target) if is_rgb_target(target) else target


def box_pixels(size: tuple[int, int], box: Sequence[float], mask: Array) -> Array:
    """Which pixels of an image of a size (width, height) the mask inside a relative box covers."""
    from PIL import Image

    width, height = size
    x, y, w, h = box
    left, right = (min(max(int(edge * width), 0), width) for edge in (x, x + w))
    top, bottom = (min(max(int(edge * height), 0), height) for edge in (y, y + h))
    out = np.zeros((height, width), dtype=bool)
    if right > left and bottom > top:
        inner = Image.fromarray((np.asarray(mask) != 0).astype(np.uint8) * _UINT8)
        scaled = inner.resize((right - left, bottom - top), Image.Resampling.BILINEAR)
        out[top:bottom, left:right] = np.asarray(scaled) > _UINT8 // 2
    return out


def shape_pixels(
    size: tuple[int, int], shapes: Any, filled: bool = True, closed: bool = True, thickness: int = 1
) -> Array:
    """Which pixels of an image of a size (width, height) some shapes with absolute points cover.

    What lies in two filled shapes lies in neither, so that one is the hole of the other; outlines are always drawn.
    Lines have round ends and, like FiftyOne's, an odd width of at least the thickness.
    """
    from PIL import Image, ImageDraw

    inside = np.zeros((size[1], size[0]), dtype=bool)
    outline = Image.new("1", size)
    draw = ImageDraw.Draw(outline)
    for shape in shapes:
        corners = [tuple(point) for point in np.rint(np.asarray(shape, dtype=float)).astype(int).tolist()]
        if filled and len(corners) > 2:
            image = Image.new("1", size)
            ImageDraw.Draw(image).polygon(corners, fill=1)
            inside ^= np.asarray(image)
        reach = 0 if filled or thickness < 2 else (thickness + 1) // 2
        for x, y in corners:
            draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=1)
        draw.line(corners + (corners[:1] if filled or closed else []), fill=1, width=2 * reach + 1)
    covered: Array = inside | np.asarray(outline)
    return covered
