"""MongoDB's query language over columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .columns_expressions import Expressions, nested
from .columns_selection import Place, Selection
from .columns_values import NULLS, Cannot, Column, Mask, all_of, any_of, constant, in_order, mapped, member
from .matching import compile_query

Test = Callable[[Column], Mask]


def matches(selection: Selection, query: Mapping[str, Any]) -> Mask:
    """Where a query holds, a row for each element of the selection's level.

    Raises:
        Cannot: if columns cannot tell
    """
    parts = [_part(selection, key, value) for key, value in query.items() if key != "$comment"]
    if not parts:
        return np.ones(len(selection.level), bool)
    return all_of(parts)


def _part(selection: Selection, key: str, value: Any) -> Mask:
    if key == "$expr":
        return Expressions(selection).mask(value)
    if key in ("$and", "$or", "$nor"):
        parts = [matches(selection, q) for q in value]
        if not parts:
            raise Cannot("nothing to combine")
        if key == "$and":
            return all_of(parts)
        return any_of(parts) if key == "$or" else ~any_of(parts)
    if key.startswith("$"):
        raise Cannot(key)
    return _field(selection, key, value)


def _field(selection: Selection, path: str, condition: Any) -> Mask:
    is_operators = isinstance(condition, Mapping) and condition and all(k.startswith("$") for k in condition)
    if not is_operators:
        return _any_value(selection, path, condition, {"$eq": condition})
    if "$regex" in condition:
        return _any_value(selection, path, condition, condition)
    parts = []
    for name, argument in condition.items():
        if name in ("$ne", "$nin"):
            opposite = {"$eq": argument} if name == "$ne" else {"$in": argument}
            parts.append(~_field(selection, path, opposite))
        elif name == "$not":
            parts.append(~_field(selection, path, argument))
        elif name == "$all" and isinstance(argument, list) and argument:
            parts += [_field(selection, path, {"$eq": x}) for x in argument]
        else:
            parts.append(_any_value(selection, path, {name: argument}, {name: argument}))
    return all_of(parts)


def _any_value(selection: Selection, path: str, condition: Any, operators: Mapping[str, Any]) -> Mask:
    """Where the value at a path passes, or an element of a list that is on it."""
    place = selection.place(path)
    test = _test(operators, condition)
    if selection.table.list_on_the_way(place.level, place.path) is None:
        found = test(selection.column(place))
        return selection.spread_mask(found, place.level, selection.level)
    if _may_pass_null(operators):
        raise Cannot("null in lists")
    level, rest = selection.split_at_list(place)
    if any(part.isdigit() for part in rest.split(".")):
        raise Cannot("an element by its number")
    if level.parent is not selection.level:
        raise Cannot("lists of another level")
    return Expressions(selection).any_element(level, test(selection.column(Place(level, rest))))


def _may_pass_null(operators: Mapping[str, Any]) -> bool:
    """Whether a condition on a list may depend on more than its elements."""
    ((name, argument), *others) = operators.items()
    if others or name not in ("$eq", "$in", "$gt", "$gte", "$lt", "$lte"):
        return True
    items = argument if name == "$in" else [argument]
    return any(x is None or isinstance(x, (list, dict, tuple)) for x in items)


def _test(operators: Mapping[str, Any], condition: Any) -> Test:
    name, argument = next(iter(operators.items()))
    if len(operators) == 1:
        if name == "$eq" and not isinstance(argument, (list, tuple, Mapping, re.Pattern)):
            return lambda column: _equal(column, [argument])
        if name == "$in" and isinstance(argument, (list, tuple)):
            items = list(argument)
            if not any(isinstance(x, (list, tuple, Mapping, re.Pattern)) for x in items):
                return lambda column: _equal(column, items)
        if name in ("$gt", "$gte", "$lt", "$lte"):
            return lambda column: _in_range(column, name, argument)
        if name == "$exists":
            return lambda column: _exists(column) if argument else ~_exists(column)
    matches_one = compile_query({"v": condition})
    return lambda column: np.array(mapped(column, lambda v: matches_one(nested("v", v))), bool)


def _equal(column: Column, items: list[Any]) -> Mask:
    found = member(column, items)
    return found | column.absent() if None in items else found


def _in_range(column: Column, how: str, argument: Any) -> Mask:
    """Where a value of the same type is in order; a query does not compare across types, nor with NaN."""
    place, value = constant(argument)
    if value is None:
        raise Cannot("a range of null")
    if place != column.rank or column.tag == NULLS:
        return np.zeros(len(column), bool)
    found = in_order(column, how, value)
    nan = column.nan()
    if nan is not None:
        found[nan] = False
    return found


def _exists(column: Column) -> Mask:
    return np.ones(len(column), bool) if column.missing is None else ~column.missing
