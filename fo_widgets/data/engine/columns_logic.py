"""Comparisons, logic and conditions over columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl

from .columns_expressions import Constant, Expressions, Value, handler, is_null, pair, references
from .columns_lists import contains, shares
from .columns_values import (
    DECIDE,
    MIRRORED,
    NULLS,
    Cannot,
    Column,
    Mask,
    all_of,
    any_of,
    booleans,
    compared,
    compared_columns,
    member,
)


def _comparison(how: str) -> None:
    @handler(how)
    def compare(self: Expressions, tree: Any) -> Value:
        left, right = pair(tree)
        if how in ("$gt", "$lte") and is_null(right) and isinstance(left, str):
            present = self.present(left)
            return booleans(present if how == "$gt" else ~present)
        if how == "$gt" and type(right) is int and right == 0:
            found = shares(self, left)
            if found is not None:
                return booleans(found)
        a, b = self.value(left), self.value(right)
        if isinstance(a, Constant):
            if isinstance(b, Constant):
                raise Cannot("two constants")
            return booleans(compared(b, MIRRORED[how], a.value))
        return booleans(compared(a, how, b.value) if isinstance(b, Constant) else compared_columns(a, b, how))


for _how in DECIDE:
    _comparison(_how)


def _logic(name: str, combine: Callable[[Sequence[Mask]], Mask]) -> None:
    @handler(name)
    def logic(self: Expressions, tree: Any) -> Value:
        parts = [self.mask(x) for x in (tree if isinstance(tree, list) else [tree])]
        return booleans(combine(parts))


_logic("$and", all_of)
_logic("$or", any_of)


@handler("$not")
def _not(self: Expressions, tree: Any) -> Value:
    (inner,) = tree if isinstance(tree, list) else [tree]
    return booleans(~self.mask(inner))


@handler("$in")
def _in(self: Expressions, tree: Any) -> Value:
    wanted, among = pair(tree)
    if references(among):
        return booleans(contains(self, wanted, among))
    items = self.value(among)
    if not isinstance(items, Constant) or not isinstance(items.value, list):
        raise Cannot("no list of constants")
    column = self.value(wanted)
    if isinstance(column, Constant):
        raise Cannot("two constants")
    return booleans(member(column, items.value))


def _choice(mask: Any, then: Column, otherwise: Column) -> Column:
    """The rows of one column where a mask holds, of another where not."""
    tags = {then.tag, otherwise.tag} - {NULLS}
    if len(tags) > 1:
        raise Cannot("values of two types")
    frame = pl.DataFrame({"m": mask, "a": then.values, "b": otherwise.values})
    values = frame.select(pl.when(pl.col("m")).then(pl.col("a")).otherwise(pl.col("b"))).to_series()
    missing = None
    if then.missing is not None or otherwise.missing is not None:
        nowhere = np.zeros(len(mask), bool)
        a = nowhere if then.missing is None else then.missing
        b = nowhere if otherwise.missing is None else otherwise.missing
        missing = np.where(mask, a, b)
    return Column(tags.pop() if tags else NULLS, values, missing)


@handler("$cond")
def _cond(self: Expressions, tree: Any) -> Value:
    test, then, otherwise = (tree["if"], tree["then"], tree["else"]) if isinstance(tree, dict) else tree
    return _choice(self.mask(test), self.column(then), self.column(otherwise))


@handler("$ifNull")
def _if_null(self: Expressions, tree: Any) -> Value:
    first, second = pair(tree)
    column = self.column(first)
    absent = column.absent()
    if not absent.any():
        return column
    return _choice(~absent, Column(column.tag, column.values), self.column(second))


@handler("$let")
def _let(self: Expressions, tree: Any) -> Value:
    bound = {name: self.bind(value) for name, value in tree["vars"].items()}
    return Expressions(self.selection, self.level, {**self.variables, **bound}).value(tree["in"])


@handler("$literal")
def _literal(_self: Expressions, tree: Any) -> Value:
    return Constant(tree)
