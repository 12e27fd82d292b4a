"""The wire: plain values with large arrays moved into binary buffers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

# below this a JSON list is smaller than the bookkeeping of a buffer
_SHORTEST_BUFFER = 256
_DTYPES = frozenset({"float64", "float32", "int32", "uint32", "int16", "uint16", "int8", "uint8"})


def pack(message: Any) -> tuple[Any, list[memoryview]]:
    """Splits a message into JSON and buffers.

    Numpy arrays and long lists of numbers become `{"$buffer": i, "dtype", "shape"}`. Not-a-number and
    infinities inside JSON become null, which JSON can carry and plots show as gaps.

    Returns:
        The JSON part and the buffers that it refers to.
    """
    buffers: list[memoryview] = []
    return _pack(message, buffers), buffers


def _pack(value: Any, buffers: list[memoryview]) -> Any:
    kind = type(value)
    if kind is dict:
        return {key: _pack(item, buffers) for key, item in value.items()}
    if kind is list:
        if len(value) >= _SHORTEST_BUFFER and set(map(type, value)) <= {int, float}:
            try:
                array = np.asarray(value, dtype=np.float64)
            except OverflowError:  # an integer beyond any float
                return value
            return _buffer(array, buffers)
        return [_pack(item, buffers) for item in value]
    if kind is float:
        return value if math.isfinite(value) else None
    if isinstance(value, np.ndarray):
        return _buffer(value, buffers)
    return value


def _buffer(array: np.ndarray[Any, Any], buffers: list[memoryview]) -> Any:
    if array.size < _SHORTEST_BUFFER:
        return _pack(array.tolist(), buffers)
    if array.dtype.name not in _DTYPES:
        array = array.astype(np.float64)
    array = np.ascontiguousarray(array)
    buffers.append(memoryview(array.data).cast("B"))
    return {"$buffer": len(buffers) - 1, "dtype": array.dtype.name, "shape": list(array.shape)}
