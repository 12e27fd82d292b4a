"""The expression tree: what it holds, and how it becomes a Mongo expression."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeVar

import numpy as np

E = TypeVar("E", bound="ExpressionBase")


class ExpressionBase:
    """A Mongo expression whose leaves may be further expressions.

    `to_mongo(prefix)` resolves relative fields against `prefix`: `F("x")` is `$x` at the root and
    `$$this.x` inside a list.
    """

    _expr: Any
    __iter__ = None  # else `list(F("x"))` would never end, for `F("x")[i]` always exists

    def __init__(self, expr: Any) -> None:
        """Wraps a value, a Mongo expression or another expression."""
        self._expr = expr

    def to_mongo(self, prefix: str | None = None) -> Any:
        """The Mongo expression; relative fields lie below `prefix`."""
        return to_mongo(self._expr, prefix)

    def __hash__(self) -> int:
        """By identity: `==` builds an expression."""
        return id(self)

    def __repr__(self) -> str:
        """The Mongo expression."""
        return str(self)

    def __str__(self) -> str:
        """The Mongo expression."""
        return repr(self.to_mongo())

    def __len__(self) -> int:
        """Refuses, and with it any use as a condition: what a field holds is not known here.

        Raises:
            TypeError: always
        """
        raise TypeError(f"{self} has no length or truth of its own; use `.length()`, `&`, `|` and `~`")


class ObjectId(ExpressionBase):
    """The expression of an ObjectId, to compare `F("_id")` with."""

    def __init__(self, oid: Any) -> None:
        """Of 24 hex digits."""
        super().__init__({"$toObjectId": str(oid)})


def to_mongo(value: Any, prefix: str | None = None) -> Any:
    """A value, or a tree of values and expressions, as a Mongo expression."""
    if isinstance(value, ExpressionBase):
        return value.to_mongo(prefix)
    if isinstance(value, Mapping):
        return {to_mongo(k, prefix): to_mongo(v, prefix) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_mongo(v, prefix) for v in value]
    if isinstance(value, (datetime, date)):
        return {"$toDate": milliseconds(value)}
    if isinstance(value, timedelta):
        return value.total_seconds() * 1000
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value


def frozen(expr: Any, prefix: str) -> Any:
    """The Mongo expression of what is said about each value `prefix` of another expression.

    Raises:
        AttributeError: if it is no expression
    """
    if not isinstance(expr, ExpressionBase):
        raise AttributeError(
            f"'{type(expr).__name__}' object {expr!r} is no expression; wrap it in F.literal(...)"
        )
    return expr.to_mongo(prefix)


def milliseconds(moment: date) -> float:
    """Milliseconds since 1970 of a date or a time; naive times are UTC."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=timezone.utc)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    delta = moment - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return float((delta.days * 86400 + delta.seconds) * 1000 + delta.microseconds // 1000)


def substituted(value: Any, replace: Callable[[ExpressionBase], Any]) -> Any:
    """A tree whose expressions are replaced where `replace` gives something other than None."""
    if isinstance(value, ExpressionBase):
        new = replace(value)
        if new is not None:
            return new
        inner = substituted(value._expr, replace)
        return value if inner is value._expr else type(value)._of(inner)  # type: ignore[attr-defined]
    if isinstance(value, Mapping):
        items = {k: substituted(v, replace) for k, v in value.items()}
        return items if any(items[k] is not v for k, v in value.items()) else value
    if isinstance(value, (list, tuple)):
        new_list = [substituted(v, replace) for v in value]
        return new_list if any(a is not b for a, b in zip(new_list, value, strict=True)) else value
    return value


def expressions_in(value: Any) -> Iterator[ExpressionBase]:
    """Every expression in a tree, outermost first."""
    if isinstance(value, ExpressionBase):
        yield value
        yield from expressions_in(value._expr)
    elif isinstance(value, Mapping):
        for v in value.values():
            yield from expressions_in(v)
    elif isinstance(value, (list, tuple)):
        for v in value:
            yield from expressions_in(v)
