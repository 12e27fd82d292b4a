"""Numbers of frames: from 1 on."""

from __future__ import annotations

from typing import Any

import numpy as np


class FrameError(ValueError):
    """A number that no frame can have."""


def is_frame_number(value: Any) -> bool:
    """Whether an integer.

    Raises:
        FrameError: if it is one below 1
    """
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool):
        return False
    if value < 1:
        raise FrameError(f"frames are numbered from 1 on, not {value}")
    return True


def validate_frame_number(value: Any) -> None:
    """Refuses what is no number of a frame.

    Raises:
        FrameError: if so
    """
    if not is_frame_number(value):
        raise FrameError(f"frames have integers from 1 on as numbers, not {value!r}")
