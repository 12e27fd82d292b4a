"""Tests of lists over columns: how long, what is in them, which elements pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from .columns_expressions import Constant, Expressions, Value, handler, pair
from .columns_selection import Place
from .columns_table import Level
from .columns_values import Cannot, Column, Mask, member


def or_empty(tree: Any) -> Any:
    """What is `X` in `X`, or an empty list for null.

    Raises:
        Cannot: if it is no such expression
    """
    if isinstance(tree, Mapping) and set(tree) == {"$ifNull"}:
        inner, otherwise = pair(tree["$ifNull"])
        if isinstance(otherwise, list) and not otherwise:
            return inner
    raise Cannot("null where a list is wanted")


def _lists_or_empty(self: Expressions, tree: Any) -> tuple[Level, str]:
    """The lists on a path; where there is none, it must be one that may be null."""
    if isinstance(tree, str):
        level, rest = self.lists(tree)
        if not level.present.all():
            raise Cannot("null where a list is wanted")
        return level, rest
    return self.lists(or_empty(tree))


def _column(self: Expressions, level: Level, rest: str) -> Column:
    return self.selection.column(Place(level, rest))


def contains(self: Expressions, wanted: Any, among: Any) -> Mask:
    """Where a list has an element that equals a constant."""
    value = self.value(wanted)
    if not isinstance(value, Constant) or value.value is None:
        raise Cannot("no constant that lists may have")
    level, rest = _lists_or_empty(self, among)
    return self.any_element(level, member(_column(self, level, rest), [value.value]))


def shares(self: Expressions, tree: Any) -> Mask | None:
    """Where a list shares an element with constants, if a tree is the number of those it shares."""
    try:
        inner = or_empty(tree["$size"])["$setIntersection"]
    except (Cannot, KeyError, TypeError):
        return None
    reference, wanted = pair(inner)
    items = self.value(wanted)
    if not isinstance(items, Constant) or not isinstance(items.value, list) or None in items.value:
        return None
    level, rest = self.lists(reference)
    return self.any_element(level, member(_column(self, level, rest), items.value))


@handler("$setIsSubset")
def _is_subset(self: Expressions, tree: Any) -> Value:
    wanted, reference = pair(tree)
    items = self.value(wanted)
    if not isinstance(items, Constant) or not isinstance(items.value, list) or None in items.value:
        raise Cannot("no list of constants")
    level, rest = _lists_or_empty(self, reference)
    column = _column(self, level, rest)
    found = np.ones(len(self), bool)
    for item in items.value:
        found &= self.any_element(level, member(column, [item]))
    return Column("bool", pl.Series(found))


@handler("$size")
def _size(self: Expressions, tree: Any) -> Value:
    if isinstance(tree, list):
        (tree,) = tree
    if isinstance(tree, Mapping) and set(tree) == {"$ifNull"} and isinstance(or_empty(tree), Mapping):
        tree, may_be_null = or_empty(tree), True
    else:
        may_be_null = False
    if isinstance(tree, Mapping) and set(tree) == {"$filter"}:
        level, passing = filtered(self, tree["$filter"], may_be_null)
        kept = self.selection.kept(level)
        counts = level.counts(passing if kept is None else passing & kept)
    else:
        level, rest = _lists_or_empty(self, tree)
        if rest:
            raise Cannot("a path on from a list")
        counts = level.counts(self.selection.kept(level))
    return Column("int", pl.Series(counts.astype(np.int64)))


def filtered(self: Expressions, spec: Mapping[str, Any], may_be_null: bool) -> tuple[Level, Mask]:
    """The lists that a `$filter` is about, and which of their elements pass."""
    source = spec["input"]
    if may_be_null and isinstance(source, str):
        level, rest = self.lists(source)
    else:
        level, rest = _lists_or_empty(self, source)
    if rest:
        raise Cannot("a path on from a list")
    return level, self.inside(level, spec.get("as", "this")).mask(spec["cond"])


@handler("$arrayElemAt")
def _item(self: Expressions, tree: Any) -> Value:
    reference, number = pair(tree)
    if not isinstance(reference, str) or type(number) is not int:
        raise Cannot("no element of a stored list")
    place = self.place(reference)
    return self.selection.spread(self.selection.item(place, number), place.level, self.level)
