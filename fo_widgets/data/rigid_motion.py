"""Rotations and translations in space: quaternions `[x, y, z, w]` and matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def rotation_of(quaternion: Sequence[float]) -> Array:
    """The rotation matrix (3 x 3) of a unit quaternion."""
    x, y, z, w = quaternion
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


def quaternion_of(rotation: Array) -> list[float]:
    """The unit quaternion of a rotation matrix.

    Raises:
        ValueError: if the matrix mirrors or flattens space
    """
    if np.linalg.det(rotation) <= 0:
        raise ValueError(f"{np.asarray(rotation).tolist()} is no rotation: its determinant is not positive")
    # The largest of the four says which signs the others have.
    xx, yy, zz = np.diag(rotation)
    squares = np.array([1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz, 1 + xx + yy + zz])
    r = rotation
    rows = [
        [squares[0], r[1, 0] + r[0, 1], r[0, 2] + r[2, 0], r[2, 1] - r[1, 2]],
        [r[1, 0] + r[0, 1], squares[1], r[2, 1] + r[1, 2], r[0, 2] - r[2, 0]],
        [r[0, 2] + r[2, 0], r[2, 1] + r[1, 2], squares[2], r[1, 0] - r[0, 1]],
        [r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1], squares[3]],
    ]
    best = np.array(rows[int(np.argmax(squares))], dtype=float)
    unit: list[float] = (best / np.linalg.norm(best)).tolist()
    return unit


def product(after: Sequence[float], before: Sequence[float]) -> list[float]:
    """The quaternion of one rotation after another."""
    ax, ay, az, aw = after
    bx, by, bz, bw = before
    return [
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
        aw * bw - ax * bx - ay * by - az * bz,
    ]
