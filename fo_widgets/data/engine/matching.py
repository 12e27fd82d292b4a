"""MongoDB's query language (`$match`), compiled to Python predicates.

Unlike expressions it compares within one type only: `{"x": {"$lt": 3}}` does not match null.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from .bson_values import (
    MISSING,
    TYPE_CODES,
    compare,
    equal,
    is_nan,
    is_number,
    rank,
    stored_moment,
    truthy,
    type_name,
)
from .failure import failure, unsupported
from .geometry import within
from .interpreter import NO_VARIABLES, Evaluator, compile_expression
from .operators_strings import compile_pattern
from .paths import candidates, split

Predicate = Callable[[Any], bool]
Test = Callable[[Any], bool]  # of one value at the path


def compile_query(query: Mapping[str, Any]) -> Predicate:
    """A predicate over documents.

    Raises:
        OperationFailure: for an operator that does not exist
    """
    parts: list[Predicate] = []
    for key, value in query.items():
        if key == "$expr":
            expression = compile_expression(value)
            parts.append(_holds(expression))
        elif key in ("$and", "$or", "$nor"):
            if not isinstance(value, list):
                raise failure(f"{key} must be an array", 2)
            parts.append(_combine(key, [compile_query(q) for q in value]))
        elif key == "$comment":
            continue
        elif key in ("$alwaysTrue", "$alwaysFalse"):
            parts.append(lambda _doc, holds=key == "$alwaysTrue": holds)  # type: ignore[misc]
        elif key.startswith("$"):
            raise failure(f"unknown top level operator: {key}", 2)
        else:
            parts.append(_field(split(key), value))
    if len(parts) == 1:
        return parts[0]
    return lambda doc: all(p(doc) for p in parts)


def _combine(name: str, parts: list[Predicate]) -> Predicate:
    if name == "$and":
        return lambda doc: all(p(doc) for p in parts)
    if name == "$or":
        return lambda doc: any(p(doc) for p in parts)
    return lambda doc: not any(p(doc) for p in parts)


def _holds(expression: Evaluator) -> Predicate:
    return lambda doc: truthy(expression(doc, NO_VARIABLES))


def _negated(inner: Predicate) -> Predicate:
    return lambda doc: not inner(doc)


def _plain(value: Any) -> Any:
    """A query's constant as stored: dates as naive UTC times."""
    return stored_moment(value) if isinstance(value, date) else value


def _field(parts: tuple[str, ...], condition: Any) -> Predicate:
    condition = _plain(condition)
    is_operators = isinstance(condition, Mapping) and condition and all(k.startswith("$") for k in condition)
    if not is_operators:
        return _any_value(parts, _equals(condition))
    found: list[Predicate] = []
    for name, argument in condition.items():
        if name == "$options":
            if "$regex" not in condition:
                raise failure("$options needs a $regex", 2)
            continue
        if name == "$regex":
            found.append(_any_value(parts, _regex(argument, condition.get("$options", ""))))
        elif name == "$not":
            if not isinstance(argument, (Mapping, re.Pattern)) or argument == {}:
                raise failure("$not needs a regex or a document", 2)
            found.append(_negated(_field(parts, argument)))
        elif name in ("$ne", "$nin"):
            test = _equals(_plain(argument)) if name == "$ne" else _in(argument)
            found.append(_negated(_any_value(parts, test)))
        elif name == "$all":
            tests = [_any_value(parts, _equals(_plain(x))) for x in argument]
            found.append(_combine("$and" if tests else "$or", tests))
        elif name in ("$size", "$elemMatch"):
            found.append(_any_array(parts, _array_test(name, argument)))
        else:
            found.append(_any_value(parts, _value_test(name, argument), not_elements=name == "$exists"))
    return lambda doc: all(p(doc) for p in found)


def _any_value(parts: tuple[str, ...], test: Test, not_elements: bool = False) -> Predicate:
    """Whether any value at the path, or any element of a list there, passes."""

    def matches(doc: Any) -> bool:
        for value in candidates(doc, parts):
            if test(value):
                return True
            if isinstance(value, list) and not not_elements and any(map(test, value)):
                return True
        return False

    def exists(doc: Any) -> bool:
        return test(next((v for v in candidates(doc, parts) if v is not MISSING), MISSING))

    return exists if not_elements else matches


def _any_array(parts: tuple[str, ...], test: Test) -> Predicate:
    return lambda doc: any(isinstance(v, list) and test(v) for v in candidates(doc, parts))


def _equals(wanted: Any) -> Test:
    if isinstance(wanted, re.Pattern):
        return lambda value: isinstance(value, str) and wanted.search(value) is not None
    if wanted is None:
        return lambda value: value is None or value is MISSING
    return lambda value: value is not MISSING and equal(value, wanted)


def _in(items: Any) -> Test:
    if not isinstance(items, (list, tuple)):
        raise failure("$in needs an array", 2)
    tests = [_equals(_plain(x)) for x in items]
    try:
        if (
            len(items) > 8
            and len({type(x) for x in items}) == 1
            and type(items[0]) not in (float, dict, list)
        ):
            known = frozenset(items)
            kind = type(items[0])
            return lambda value: type(value) is kind and value in known
    except TypeError:
        pass
    return lambda value: any(t(value) for t in tests)


def _regex(pattern: Any, options: str) -> Test:
    compiled = pattern if isinstance(pattern, re.Pattern) else compile_pattern(pattern, options)
    return lambda value: isinstance(value, str) and compiled.search(value) is not None


def _array_test(name: str, argument: Any) -> Test:
    if name == "$size":
        if not is_number(argument) or argument != int(argument) or argument < 0:
            raise failure(f"Failed to parse $size. Expected a non-negative number in: $size: {argument!r}", 2)
        return lambda value: len(value) == argument
    if all(k.startswith("$") for k in argument) and not {"$and", "$or", "$nor", "$expr"} & set(argument):
        element = _field(("v",), argument)
        return lambda value: any(element({"v": x}) for x in value)
    query = compile_query(argument)
    return lambda value: any(isinstance(x, dict) and query(x) for x in value)


_DECISIONS: dict[str, Callable[[int], bool]] = {
    "$gt": lambda c: c > 0,
    "$gte": lambda c: c >= 0,
    "$lt": lambda c: c < 0,
    "$lte": lambda c: c <= 0,
}


def _value_test(name: str, argument: Any) -> Test:
    argument = _plain(argument)
    if name == "$eq":
        return _equals(argument)
    if name in _DECISIONS:
        decide, inclusive, place = _DECISIONS[name], name.endswith("e"), rank(argument)

        def in_order(value: Any) -> bool:
            if value is MISSING or rank(value) != place:
                return argument is None and inclusive and value is MISSING
            if is_nan(value) or is_nan(argument):
                return inclusive and is_nan(value) and is_nan(argument)
            return decide(compare(value, argument))

        return in_order
    if name == "$in":
        return _in(argument)
    if name == "$exists":
        wanted = bool(argument)
        return lambda value: (value is not MISSING) is wanted
    if name == "$mod":
        divisor, rest = (int(x) for x in argument)
        if not divisor:
            raise failure("divisor cannot be 0", 2)
        return lambda value: (
            is_number(value)
            and value == value
            and abs(int(value)) % divisor * (-1 if value < 0 else 1) == rest
        )
    if name == "$type":
        names = {TYPE_CODES.get(t, t) for t in (argument if isinstance(argument, list) else [argument])}
        if "number" in names:
            names |= {"int", "long", "double"}
        return lambda value: value is not MISSING and type_name(value) in names
    if name in ("$geoWithin", "$geoIntersects"):
        boundary = argument["$geometry"]
        return lambda value: isinstance(value, (dict, list)) and within(value, boundary)
    if name in _BITS:
        return _bits_test(_BITS[name], argument)
    raise unsupported(name)


_BITS: dict[str, Callable[[int, int], bool]] = {
    "$bitsAllSet": lambda number, mask: number & mask == mask,
    "$bitsAllClear": lambda number, mask: number & mask == 0,
    "$bitsAnySet": lambda number, mask: number & mask != 0,
    "$bitsAnyClear": lambda number, mask: number & mask != mask,
}


def _bits_test(holds: Callable[[int, int], bool], argument: Any) -> Test:
    mask = sum(1 << position for position in argument) if isinstance(argument, list) else int(argument)
    return lambda value: (
        is_number(value) and value == value and value == int(value) and holds(int(value), mask)
    )
