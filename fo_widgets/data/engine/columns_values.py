"""Columns: values of one type with what is null and what is missing, compared as MongoDB compares them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl
from bson import ObjectId
from numpy.typing import NDArray

from .bson_values import MISSING, NUMBER_RANK, Missing, rank, stored_moment

Mask = NDArray[np.bool_]
Index = NDArray[np.int64]

EXACT = 2**53  # beyond it, doubles and integers differ
NULLS = "null"  # the tag of a column without any value


class Cannot(Exception):
    """Columns cannot answer; documents can, so this is no error."""


_TAGS: dict[type, str] = {
    int: "int",
    float: "double",
    str: "string",
    bool: "bool",
    datetime: "date",
    ObjectId: "objectId",
}
_RANKS = {"int": 2, "double": 2, "string": 3, "objectId": 7, "bool": 8, "date": 9, NULLS: 1}
_DTYPES: dict[str, Any] = {
    "int": pl.Int64,
    "double": pl.Float64,
    "string": pl.String,
    "bool": pl.Boolean,
    "date": pl.Datetime("ms"),
    "objectId": pl.Binary,
    NULLS: pl.Null,
}
DECIDE: dict[str, Callable[[Any], Any]] = {
    "$gt": lambda c: c > 0,
    "$gte": lambda c: c >= 0,
    "$lt": lambda c: c < 0,
    "$lte": lambda c: c <= 0,
    "$eq": lambda c: c == 0,
    "$ne": lambda c: c != 0,
}
MIRRORED = {"$gt": "$lt", "$gte": "$lte", "$lt": "$gt", "$lte": "$gte", "$eq": "$eq", "$ne": "$ne"}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "$gt": lambda a, b: a > b,
    "$gte": lambda a, b: a >= b,
    "$lt": lambda a, b: a < b,
    "$lte": lambda a, b: a <= b,
    "$eq": lambda a, b: a == b,
    "$ne": lambda a, b: a != b,
}


@dataclass(frozen=True)
class Column:
    """Values of one type; null in `values` stands for null, or for nothing where `missing` says so."""

    tag: str
    values: pl.Series
    missing: Mask | None = None

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.values)

    @property
    def rank(self) -> int:
        """The place of its type in MongoDB's order."""
        return _RANKS[self.tag]

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers; also if there are none."""
        return self.tag in ("int", "double", NULLS)

    def absent(self) -> Mask:
        """Where there is null or nothing."""
        return self.values.is_null().to_numpy()

    def nan(self) -> Mask | None:
        """Where there is NaN; None if nowhere."""
        if self.tag != "double":
            return None
        found = self.values.is_nan()
        return found.fill_null(False).to_numpy() if found.any() else None

    def take(self, index: Index | None) -> Column:
        """The rows of an index, or all."""
        if index is None:
            return self
        return Column(
            self.tag, self.values.gather(index), None if self.missing is None else self.missing[index]
        )

    def without(self, gone: Mask, missing: bool) -> Column:
        """The same with null, or nothing, in some rows."""
        values = self.values.to_frame("v").select(pl.when(pl.Series(~gone)).then(pl.col("v"))).to_series()
        where = np.zeros(len(self), bool) if self.missing is None else self.missing.copy()
        where[gone] = missing
        return Column(self.tag, values, where if where.any() else None)

    def truthy(self) -> Mask:
        """Where the value counts as true."""
        if self.tag == "bool":
            return self.values.fill_null(False).to_numpy()
        if self.tag in ("int", "double"):
            return (self.values != 0).fill_null(False).to_numpy()
        return ~self.absent()

    def to_list(self) -> list[Any]:
        """The values as documents have them, with None for null and `MISSING` for nothing."""
        values: list[Any] = self.values.to_list()
        if self.tag == "objectId":
            values = [None if v is None else ObjectId(v) for v in values]
        if self.missing is not None:
            for i in np.flatnonzero(self.missing).tolist():
                values[i] = MISSING
        return values


def column_of(values: list[Any]) -> Column:
    """The column of values of one type, None and `MISSING`.

    Raises:
        Cannot: if they are of several types, or of one that has no columns
    """
    found = set(map(type, values))
    kinds = found - {type(None), Missing}
    if not kinds:
        tag = NULLS
    elif len(kinds) == 1 and (kind := kinds.pop()) in _TAGS:
        tag = _TAGS[kind]
    else:
        raise Cannot(f"values of types {kinds}")
    missing = None
    if Missing in found:
        missing = np.fromiter((v is MISSING for v in values), bool, len(values))
        values = [None if v is MISSING else v for v in values]
    if tag == "objectId":
        values = [None if v is None else v.binary for v in values]
    elif tag == "date" and any(
        v is not None and (v.tzinfo is not None or v.microsecond % 1000) for v in values
    ):
        raise Cannot("times that are not stored as given")
    try:
        series = pl.Series(values, dtype=_DTYPES[tag], strict=True)
    except (OverflowError, TypeError, UnicodeError, pl.exceptions.PolarsError) as error:
        raise Cannot(str(error)) from error
    if tag == "int" and len(series) and (largest := series.abs().max()) is not None and largest > EXACT:  # type: ignore[operator]
        raise Cannot("integers that doubles do not have")
    return Column(tag, series, missing)


def all_of(masks: Sequence[Mask]) -> Mask:
    """Where all masks hold.

    Raises:
        Cannot: if there are none
    """
    if not masks:
        raise Cannot("nothing to combine")
    found: Mask = np.logical_and.reduce(masks)
    return found


def any_of(masks: Sequence[Mask]) -> Mask:
    """Where any mask holds.

    Raises:
        Cannot: if there are none
    """
    if not masks:
        raise Cannot("nothing to combine")
    found: Mask = np.logical_or.reduce(masks)
    return found


def booleans(mask: Mask) -> Column:
    """A column of a mask."""
    return Column("bool", pl.Series(mask))


def constant(value: Any) -> tuple[int, Any]:
    """The rank of a constant and its value as columns keep it.

    Raises:
        Cannot: for NaN, a list or a document
    """
    if value is None:
        return 1, None
    if value is MISSING:
        return 0, None
    kind = type(value)
    if kind not in _TAGS:
        raise Cannot(f"a constant of type {kind}")
    if kind is ObjectId:
        return 7, value.binary
    if kind is datetime:
        return 9, stored_moment(value)
    place = rank(value)
    if place == NUMBER_RANK and (value != value or (kind is int and abs(value) > EXACT)):
        raise Cannot(f"a comparison with {value}")
    return place, value


def compared(column: Column, how: str, other: Any) -> Mask:
    """Where an expression's comparison with a constant holds: values of all types have an order.

    Raises:
        Cannot: for a constant that columns do not have
    """
    place, value = constant(other)
    decide = DECIDE[how]
    if place == column.rank and column.tag != NULLS:
        out = in_order(column, how, value)
    else:
        out = np.full(len(column), bool(decide(column.rank - place)))
    absent = column.absent()
    out[absent] = decide(min(1 - place, 1))
    if column.missing is not None:
        out[column.missing] = decide(0 - place)
    return out


def in_order(column: Column, how: str, value: Any) -> Mask:
    """Where a comparison with a value of the same type holds; NaN lies below all numbers."""
    found = _COMPARE[how](_ordered(column.values), _operand(column, value)).fill_null(False)
    out: Mask = found.to_numpy(writable=True)
    nan = column.nan()
    if nan is not None:
        out[nan] = DECIDE[how](-1)
    return out


def _ordered(values: pl.Series) -> pl.Series:
    """Values that Polars has an order for; it has none for booleans."""
    return values.cast(pl.Int8) if values.dtype == pl.Boolean else values


def _operand(column: Column, value: Any) -> Any:
    """A constant as Polars takes it; it would take bytes for a list."""
    if column.tag == "objectId":
        return pl.Series([value], dtype=pl.Binary)
    return int(value) if column.tag == "bool" else value


def compared_columns(a: Column, b: Column, how: str) -> Mask:
    """Where an expression's comparison of two columns holds.

    Raises:
        Cannot: if there is NaN in both
    """
    if a.nan() is not None or b.nan() is not None:
        raise Cannot("a comparison with NaN")
    ranks_a, ranks_b = _row_ranks(a), _row_ranks(b)
    out: Mask = DECIDE[how](ranks_a - ranks_b)
    if a.rank == b.rank and a.tag != NULLS:
        both = ~(a.absent() | b.absent())
        found = _COMPARE[how](_ordered(a.values), _ordered(b.values)).fill_null(False).to_numpy()
        out = np.where(both, found, out)
    return out


def _row_ranks(column: Column) -> NDArray[np.int64]:
    ranks = np.full(len(column), column.rank)
    ranks[column.absent()] = 1
    if column.missing is not None:
        ranks[column.missing] = 0
    return ranks


def sort_keys(column: Column, descending: bool) -> list[NDArray[Any]]:
    """Arrays of numbers by which rows sort as MongoDB sorts them, the most important first."""
    if column.tag == NULLS:
        return []
    absent, nan, values = column.absent(), column.nan(), column.values
    if column.tag in ("string", "objectId"):
        values = values.rank("dense").cast(pl.Int64)
    elif column.tag != "double":
        values = values.cast(pl.Int64)
    numbers = (
        values.fill_null(0).fill_nan(0).to_numpy()
        if column.tag == "double"
        else values.fill_null(0).to_numpy()
    )
    keys: list[NDArray[Any]] = [numbers]
    if nan is not None or absent.any():
        # Null or nothing comes before NaN, and that before the numbers.
        classes = np.full(len(column), 2)
        if nan is not None:
            classes[nan] = 1
        classes[absent] = 0
        keys.insert(0, classes)
    return [-key for key in keys] if descending else keys


def ranked(keys: list[NDArray[Any]], length: int) -> Index:
    """The places that rows take when sorted by keys; equal ones share theirs."""
    ranks = np.zeros(length, np.int64)
    if keys and length:
        order = np.lexsort(keys[::-1])
        differs = any_of([key[order][1:] != key[order][:-1] for key in keys])
        ranks[order[1:]] = np.cumsum(differs)
    return ranks


def mapped(column: Column, function: Callable[[Any], Any]) -> list[Any]:
    """What a function gives for each row; it is called once for each different value."""
    values = column.to_list()
    # Keys are of one type, so that 1 and true do not meet.
    known: dict[Hashable, Any] = {v: function(v) for v in dict.fromkeys(values)}
    return [known[v] for v in values]


def member(column: Column, items: list[Any]) -> Mask:
    """Where a value is equal to one of some constants; nothing is equal to nothing.

    Raises:
        Cannot: for a constant that columns do not have
    """
    out = np.zeros(len(column), bool)
    same: list[Any] = []
    for item in items:
        if isinstance(item, float) and item != item:
            nan = column.nan()
            if nan is not None:
                out |= nan
            continue
        place, value = constant(item)
        if item is None:
            null = column.absent()
            out |= null if column.missing is None else null & ~column.missing
        elif place == column.rank and column.tag != NULLS:
            same.append(value)
    if len(same) > 4 and column.tag in ("string", "objectId"):
        out |= column.values.is_in(pl.Series(same, dtype=_DTYPES[column.tag])).fill_null(False).to_numpy()
    else:
        for value in same:
            out |= in_order(column, "$eq", value)
    return out
