"""Masks as COCO writes them: run lengths down the columns, in numbers or packed into text."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

Mask = npt.NDArray[np.bool_]


def encode(mask: Mask) -> dict[str, Any]:
    """The run lengths of a mask, the first of them of zeros."""
    flat = np.asarray(mask, dtype=bool).ravel(order="F")
    edges = np.flatnonzero(np.diff(flat)) + 1
    counts = np.diff([0, *edges.tolist(), flat.size]).tolist()
    if flat.size and flat[0]:
        counts = [0, *counts]
    return {"counts": counts, "size": [int(n) for n in mask.shape]}


def decode(rle: dict[str, Any]) -> Mask:
    """The mask of run lengths.

    Raises:
        ValueError: if they do not fill it
    """
    height, width = (int(n) for n in rle["size"])
    counts = rle["counts"]
    if isinstance(counts, (str, bytes)):
        counts = _unpacked(counts.encode() if isinstance(counts, str) else counts)
    if any(not isinstance(n, int) or n < 0 for n in counts) or min(height, width) < 0:
        raise ValueError("run lengths should be whole numbers from 0")
    if sum(counts) != height * width:
        raise ValueError(f"run lengths cover {sum(counts)} of {height} x {width} pixels")
    flat = np.repeat(np.arange(len(counts)) % 2 == 1, counts)
    return flat.reshape((height, width), order="F")


def _unpacked(text: bytes) -> list[int]:
    """Run lengths of COCO's text: 5 bits a character, from the third on as difference to the last but one."""
    counts: list[int] = []
    position = 0
    while position < len(text):
        value, shift, more = 0, 0, True
        while more:
            bits = text[position] - 48
            value |= (bits & 0x1F) << shift
            more = bool(bits & 0x20)
            position, shift = position + 1, shift + 5
            if not more and bits & 0x10:
                value |= -1 << shift
        counts.append(value + counts[-2] if len(counts) > 2 else value)
    return counts


def polygons(shapes: list[list[float]], width: int, height: int) -> Mask:
    """The mask of polygons given as `[x, y, x, y, ...]` in pixels."""
    image = Image.new("1", (width, height))
    for shape in shapes:
        corners = list(zip(shape[::2], shape[1::2], strict=True))
        if len(corners) > 1:
            ImageDraw.Draw(image).polygon(corners, fill=1)
    return np.asarray(image)
