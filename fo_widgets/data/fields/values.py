"""Values without a declared type: how Python ones are stored, and what comes back."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import Any

import numpy as np
from bson import Binary, ObjectId

from fo_widgets.data.errors import ValidationError


def naive_utc(moment: datetime) -> datetime:
    """A time as stored: naive UTC, whole milliseconds."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def now() -> datetime:
    """The present moment as stored."""
    return naive_utc(datetime.now(timezone.utc))


def array_to_bytes(array: Any) -> Binary:
    """An array as stored: zlib over the .npy format."""
    buffer = io.BytesIO()
    np.save(buffer, np.asarray(array), allow_pickle=False)
    return Binary(zlib.compress(buffer.getvalue()))


def bytes_to_array(data: bytes) -> np.ndarray[Any, Any]:
    """The array that `array_to_bytes` stored."""
    loaded: np.ndarray[Any, Any] = np.load(io.BytesIO(zlib.decompress(data)), allow_pickle=False)
    return loaded


_ATOMS = frozenset((str, int, float, bool, type(None), ObjectId, Binary, bytes))


def copied(value: Any) -> Any:
    """A copy of a stored value that shares no list or dict with it."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is dict:
        return {k: v if type(v) in _ATOMS else copied(v) for k, v in value.items()}
    if kind is list:
        return [v if type(v) in _ATOMS else copied(v) for v in value]
    return value


def encode_any(value: Any) -> Any:
    """The stored form of a value without a declared type.

    Raises:
        ValidationError: if it cannot be stored
    """
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is list or kind is tuple:
        return [encode_any(v) for v in value]
    if isinstance(value, datetime):
        return naive_utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if isinstance(value, np.ndarray):
        return array_to_bytes(value)
    if isinstance(value, np.generic):
        return value.item()
    if hasattr(value, "_to_mongo"):
        return value._to_mongo()
    if isinstance(value, Mapping):
        return {str(k): encode_any(v) for k, v in value.items()}
    if isinstance(value, (set, frozenset)):
        return [encode_any(v) for v in value]
    if isinstance(value, (str, int, float)):
        return value
    raise ValidationError(f"cannot store a value of type {type(value).__name__}: {value!r}")


def decode_any(value: Any) -> Any:
    """The Python value of a stored one without a declared type."""
    kind = type(value)
    if kind is list:
        return [decode_any(v) for v in value]
    if kind is dict:
        if "_cls" in value:
            from .documents import document_of

            return document_of(value, None)
        return {k: decode_any(v) for k, v in value.items()}
    if isinstance(value, bytes):
        try:
            return bytes_to_array(value)
        except (zlib.error, ValueError):
            return value
    return value
