"""Order, equality and type names of values as MongoDB defines them."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timezone
from typing import Any

from bson import Int64, ObjectId, Timestamp


class Missing:
    """What a path gives where no value is stored; `null` is something else."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Its name."""
        return "MISSING"

    def __bool__(self) -> bool:
        """Always false."""
        return False


MISSING = Missing()

_PATTERN = type(re.compile(""))
_RANKS: dict[type, int] = {
    Missing: 0,
    type(None): 1,
    int: 2,
    float: 2,
    Int64: 2,
    str: 3,
    dict: 4,
    list: 5,
    tuple: 5,
    bytes: 6,
    ObjectId: 7,
    bool: 8,
    datetime: 9,
    Timestamp: 10,
    _PATTERN: 11,
}
NUMBER_RANK = 2
INT32 = 2**31
INT64 = 2**63


def rank(value: Any) -> int:
    """The place of a value's type in MongoDB's order of types."""
    found = _RANKS.get(type(value))
    if found is not None:
        return found
    for kind in type(value).__mro__:
        found = _RANKS.get(kind)
        if found is not None:
            return found
    raise TypeError(f"cannot encode object: {value!r}, of type: {type(value)}")


def sort_key(value: Any) -> tuple[Any, ...]:
    """A tuple that sorts, and is equal, as MongoDB compares `value`."""
    place = rank(value)
    if place == NUMBER_RANK:
        return (2, 0, 0) if value != value else (2, 1, value)
    if place in (0, 1):
        return (place,)
    if place == 4:
        return (4, tuple((rank(v), k, sort_key(v)) for k, v in value.items()))
    if place == 5:
        return (5, tuple(sort_key(v) for v in value))
    if place == 6:
        return (6, len(value), bytes(value))
    if place == 9 and value.tzinfo is not None:
        return (9, value.astimezone(timezone.utc).replace(tzinfo=None))
    if place == 11:
        return (11, value.pattern)
    return (place, value)


def stored_moment(value: date) -> datetime:
    """A date or a time as it is stored: naive UTC, in milliseconds."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001  as all stored times
    if value.tzinfo is not None:
        value = value.astimezone(timezone.utc).replace(tzinfo=None)
    return value.replace(microsecond=value.microsecond // 1000 * 1000)


_SIMPLE = frozenset((int, str, bool, ObjectId))


def compare(a: Any, b: Any) -> int:
    """-1, 0 or 1, in MongoDB's order."""
    kind = type(a)
    if kind is type(b) and kind in _SIMPLE:
        return int(a > b) - int(a < b)
    ka, kb = sort_key(a), sort_key(b)
    return (ka > kb) - (ka < kb)


def equal(a: Any, b: Any) -> bool:
    """Whether MongoDB takes two values for equal: 1 = 1.0, NaN = NaN, but 1 != true."""
    kind = type(a)
    if kind is type(b) and kind in _SIMPLE:
        return bool(a == b)
    return sort_key(a) == sort_key(b)


def hashable(value: Any) -> tuple[Any, ...]:
    """A key that is equal where `equal` holds; for grouping."""
    return sort_key(value)


def is_number(value: Any) -> bool:
    """Whether a value is an int or a float (a bool is not)."""
    kind = type(value)
    return kind is int or kind is float or (kind is not bool and isinstance(value, (int, float)))


def truthy(value: Any) -> bool:
    """Whether an expression's value counts as true: all but false, null, missing and zero."""
    if value is True:
        return True
    if value is False or value is None or value is MISSING:
        return False
    if is_number(value):
        return bool(value != 0)
    return True


def type_name(value: Any) -> str:
    """What `$type` gives."""
    place = rank(value)
    if place == NUMBER_RANK:
        if isinstance(value, float):
            return "double"
        return "int" if -INT32 <= value < INT32 and not isinstance(value, Int64) else "long"
    return (
        "missing",
        "null",
        "",
        "string",
        "object",
        "array",
        "binData",
        "objectId",
        "bool",
        "date",
        "timestamp",
        "regex",
    )[place]


TYPE_CODES = {
    1: "double",
    2: "string",
    3: "object",
    4: "array",
    5: "binData",
    7: "objectId",
    8: "bool",
    9: "date",
    10: "null",
    11: "regex",
    16: "int",
    17: "timestamp",
    18: "long",
}


def is_nan(value: Any) -> bool:
    """Whether a value is a float NaN."""
    return isinstance(value, float) and math.isnan(value)
