"""Arithmetic over columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from .columns_expressions import Constant, Expressions, Value, handler, pair
from .columns_values import EXACT, NULLS, Cannot, Column


def _operand(value: Value) -> Column | int | float:
    """A column of numbers, or a number."""
    if isinstance(value, Column):
        if not value.is_number:
            raise Cannot("arithmetic with other things than numbers")
        return value
    if type(value.value) not in (int, float):
        raise Cannot("arithmetic with other things than numbers")
    number: int | float = value.value
    return number


def _series(operand: Column | int | float) -> Any:
    return operand.values if isinstance(operand, Column) else operand


def _is_whole(operand: Column | int | float) -> bool:
    return operand.tag == "int" if isinstance(operand, Column) else isinstance(operand, int)


def _combined(a: Any, b: Any, compute: Callable[[Any, Any], Any]) -> Column:
    """What a computation gives for each two numbers; null where one is null."""
    if any(isinstance(x, Column) and x.tag == NULLS for x in (a, b)):
        length = len(a) if isinstance(a, Column) else len(b)
        return Column(NULLS, pl.Series([None] * length, dtype=pl.Null))
    if _is_whole(a) and _is_whole(b):
        result = compute(_series(a), _series(b))
        largest = compute(_largest(a), _largest(b)), _largest(a) + _largest(b), _largest(a) * _largest(b)
        if max(map(abs, largest)) > EXACT:
            raise Cannot("large integers")
        return Column("int", result)
    return Column("double", compute(_as_double(a), _as_double(b)))


def _as_double(operand: Column | int | float) -> Any:
    return operand.values.cast(pl.Float64) if isinstance(operand, Column) else float(operand)


def _largest(operand: Column | int | float) -> int:
    if isinstance(operand, Column):
        largest: Any = operand.values.abs().max()
        return int(largest or 0)
    return abs(int(operand))


def _folded(name: str, compute: Callable[[Any, Any], Any]) -> None:
    @handler(name)
    def fold(self: Expressions, tree: Any) -> Value:
        first, *others = [_operand(self.value(x)) for x in (tree if isinstance(tree, list) else [tree])]
        if not others:
            raise Cannot("one number")
        out = first
        for other in others:
            if not isinstance(out, Column) and not isinstance(other, Column):
                out = compute(out, other)
            else:
                out = _combined(out, other, compute)
        return out if isinstance(out, Column) else Constant(out)


_folded("$add", lambda a, b: a + b)
_folded("$multiply", lambda a, b: a * b)


@handler("$subtract")
def _subtract(self: Expressions, tree: Any) -> Value:
    a, b = (_operand(self.value(x)) for x in pair(tree))
    return _combined(a, b, lambda x, y: x - y)


def _refuse_zero(divisor: Column | int | float) -> None:
    values = divisor.values if isinstance(divisor, Column) else pl.Series([divisor])
    if divisor is not None and len(values) and values.dtype != pl.Null and (values == 0).any():
        raise Cannot("a division by zero")


@handler("$divide")
def _divide(self: Expressions, tree: Any) -> Value:
    a, b = (_operand(self.value(x)) for x in pair(tree))
    _refuse_zero(b)
    if _is_whole(a) and _is_whole(b):
        a = Column("double", a.values.cast(pl.Float64)) if isinstance(a, Column) else float(a)
    return _combined(a, b, lambda x, y: x / y)


@handler("$mod")
def _mod(self: Expressions, tree: Any) -> Value:
    a, b = (_operand(self.value(x)) for x in pair(tree))
    _refuse_zero(b)
    if NULLS in (getattr(a, "tag", ""), getattr(b, "tag", "")):
        raise Cannot("a remainder of nothing")
    if _is_whole(a) and (
        not isinstance(b, Column) or b.tag != "double" or (b.values == b.values.round()).any()
    ):
        # Integers have their own remainder, and doubles that are whole count as such.
        raise Cannot("integers")
    return _combined(a, b, _remainder)


def _remainder(a: Any, b: Any) -> pl.Series:
    left, right = (x.to_numpy() if isinstance(x, pl.Series) else x for x in (a, b))
    with np.errstate(all="ignore"):
        rest = pl.Series(np.fmod(left, right))
    absent = pl.Series(np.zeros(len(rest), bool))
    for operand in (a, b):
        absent = absent | operand.is_null() if isinstance(operand, pl.Series) else absent
    return rest.to_frame("v").select(pl.when(~absent).then(pl.col("v"))).to_series()
