"""Arrays as bytes or text, and back, in the form that datasets store."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from fo_widgets.data.fields import array_to_bytes, bytes_to_array

__all__ = ["deserialize_numpy_array", "serialize_numpy_array"]

Array = np.ndarray[Any, Any]


def serialize_numpy_array(array: Array, ascii: bool = False) -> bytes | str:
    """An array as compressed bytes; as text if `ascii`."""
    data = bytes(array_to_bytes(array))
    return base64.b64encode(data).decode() if ascii else data


def deserialize_numpy_array(numpy_bytes: bytes | str, ascii: bool = False) -> Array:
    """The array of what `serialize_numpy_array` gives."""
    data = base64.b64decode(numpy_bytes) if ascii or isinstance(numpy_bytes, str) else numpy_bytes
    found: Array = bytes_to_array(data)
    return found
