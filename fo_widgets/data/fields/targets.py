"""Targets of masks: numbers, or colours such as `"#ff0000"`, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
_UINT8, _UINT16 = 0xFF, 0xFFFF
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def is_integer_target(target: Any) -> bool:
    """Whether a number, or the digits of one."""
    return isinstance(target, (int, np.integer)) or (isinstance(target, str) and target.isdigit())


def is_rgb_target(target: Any) -> bool:
    """Whether a colour `"#rrggbb"`."""
    return isinstance(target, str) and _COLOR.fullmatch(target) is not None


def is_integer_mask_targets(mask_targets: Any) -> bool:
    """Whether mask targets are of numbers."""
    return all(is_integer_target(t) for t in mask_targets)


def is_rgb_mask_targets(mask_targets: Any) -> bool:
    """Whether mask targets are of colours."""
    return all(is_rgb_target(t) for t in mask_targets)


def hex_to_int(hex_str: str) -> int:
    """The number of a colour.

    Raises:
        ValueError: if it is none
    """
    return int(hex_str.lstrip("#"), 16)


def int_to_hex(value: int) -> str:
    """The colour of a number."""
    return f"#{value:06x}"


def color_of(target: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour `"#rrggbb"`."""
    value = hex_to_int(target)
    return value >> 16, value >> 8 & 255, value & 255


def rgb_array_to_int(mask: Array) -> Array:
    """The numbers of an image of colours."""
    channels = mask.astype(np.int64)
    return (channels[:, :, 0] << 16) + (channels[:, :, 1] << 8) + channels[:, :, 2]


def int_array_to_rgb(mask: Array) -> Array:
    """The image of colours of numbers."""
    return np.stack([mask >> 16 & 255, mask >> 8 & 255, mask & 255], axis=2).astype(np.uint8)


def by_number(mask_targets: Mapping[Any, Any]) -> dict[int, Any]:
    """Values by the numbers of targets, colours made numbers."""
    return {number_of(t): value for t, value in mask_targets.items()}


def number_of(target: Any) -> int:
    """The number of a target, colours included."""
    return hex_to_int(target) if is_rgb_target(target) else int(target)


def transformed(mask: Array, targets_map: Mapping[Any, Any]) -> Array:
    """A mask with other targets; what is not named in the map becomes 0.

    Args:
        targets_map: new targets by old ones, numbers or colours

    Raises:
        ValueError: the old targets are colours and the mask is of numbers, or the other way round
        OverflowError: a new number does not fit into 16 bits
    """
    is_gray = mask.ndim < 3
    if not (is_integer_mask_targets if is_gray else is_rgb_mask_targets)(targets_map):
        kind = "numbers" if is_gray else "colours"
        raise ValueError(f"the mask is of {kind}, but the targets {list(targets_map)} are not")
    numbers = mask if is_gray else rgb_array_to_int(mask)
    in_color = any(is_rgb_target(t) for t in targets_map.values())
    out = np.zeros(numbers.shape, dtype=np.int64)
    for old, new in by_number(targets_map).items():
        if old:
            out[numbers == old] = number_of(new)
    if in_color:
        return int_array_to_rgb(out)
    highest = max((number_of(t) for t in targets_map.values()), default=0)
    if highest > _UINT16 or any(number_of(t) < 0 for t in targets_map.values()):
        raise OverflowError(f"targets {list(targets_map.values())} do not all fit into 16 bits")
    return out.astype(np.uint16 if highest > _UINT8 else np.uint8)
