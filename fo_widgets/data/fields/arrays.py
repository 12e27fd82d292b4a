"""Fields of many numbers: arrays, vectors, nested lists and ranges."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from fo_widgets.data.errors import ValidationError

from .base import Field
from .containers import ListField
from .values import array_to_bytes, bytes_to_array, copied


class PackedField(Field):
    """What is stored as compressed bytes: numpy arrays of any shape."""

    def encode(self, value: Any) -> Any:
        """Compressed bytes."""
        if isinstance(value, np.ndarray):
            return array_to_bytes(value)
        if isinstance(value, (list, tuple)):
            return array_to_bytes(np.asarray(value))
        if isinstance(value, bytes):
            return value
        raise ValidationError(f"Only numpy arrays may be used in an array field; found {type(value)}")

    def decode(self, value: Any) -> Any:
        """An array."""
        return bytes_to_array(value) if isinstance(value, bytes) else np.asarray(value)


class ArrayField(PackedField):
    """Numpy arrays, stored as compressed bytes."""


class VectorField(PackedField):
    """1D numpy arrays."""


class NestedNumbersField(ListField):
    """Lists of lists of numbers, `depth` levels deep."""

    depth: ClassVar[int] = 2

    def encode(self, value: Any) -> list[Any]:
        """Lists of floats."""
        try:
            return self._floats(value, self.depth)
        except (TypeError, ValueError):
            raise ValidationError(
                f"{type(self).__name__} needs {self.depth}-deep lists of numbers, not {value!r}"
            ) from None

    def _floats(self, value: Any, depth: int) -> list[Any]:
        if isinstance(value, np.ndarray):
            value = value.tolist()
        if isinstance(value, (str, bytes)):
            raise TypeError
        if depth == 1:
            return [float(v) for v in value]
        return [self._floats(v, depth - 1) for v in value]

    def decode(self, value: Any) -> Any:
        """New lists."""
        return copied(value)

    def __str__(self) -> str:
        """Without an element type."""
        return Field.__str__(self)


class KeypointsField(NestedNumbersField):
    """Lists of (x, y) points."""


class PolylinePointsField(NestedNumbersField):
    """Lists of lists of (x, y) points."""

    depth = 3


class HeatmapRangeField(NestedNumbersField):
    """A (min, max) range."""

    depth = 1


class FrameSupportField(ListField):
    """A [first, last] range of frames."""

    def encode(self, value: Any) -> list[int]:
        """Two ascending positive ints."""
        try:
            first, last = (int(v) for v in value)
        except (TypeError, ValueError):
            raise ValidationError(f"Frame support must be [first, last]; found {value!r}") from None
        if not 1 <= first <= last:
            raise ValidationError(
                f"Frame support must be [first, last] with 1 <= first <= last; found {value!r}"
            )
        return [first, last]

    def decode(self, value: Any) -> Any:
        """A new list."""
        return list(value)

    def __str__(self) -> str:
        """Without an element type."""
        return Field.__str__(self)
