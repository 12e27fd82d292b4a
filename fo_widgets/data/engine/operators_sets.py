"""Operators over arrays as sets, and over all or any of their elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .bson_values import hashable, truthy, type_name
from .failure import failure
from .interpreter import Env, Evaluator, arguments, operator
from .operators_arrays import array_of, is_absent


def _sets(name: str, compute: Callable[[list[list[Any]]], Any], strict: bool) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        parts = arguments(tree, 1, None, name)

        def evaluate(doc: Any, env: Env) -> Any:
            found = []
            values = [f(doc, env) for f in parts]
            if name == "$setDifference" and any(map(is_absent, values)):
                return None
            for value in values:
                if is_absent(value) and not strict:
                    return None
                if not isinstance(value, list):
                    raise failure(
                        f"All operands of {name} must be arrays. One is of type: {type_name(value)}", 17043
                    )
                found.append(value)
            return compute(found)

        return evaluate


def _union(arrays: list[list[Any]]) -> list[Any]:
    known = {hashable(x): x for items in reversed(arrays) for x in reversed(items)}
    return [known[k] for k in sorted(known)]


def _intersection(arrays: list[list[Any]]) -> list[Any]:
    common = {hashable(x): x for x in reversed(arrays[0])}
    for items in arrays[1:]:
        keys = {hashable(x) for x in items}
        common = {k: v for k, v in common.items() if k in keys}
    return [common[k] for k in sorted(common)]


def _difference(arrays: list[list[Any]]) -> list[Any]:
    left, right = arrays
    seen = {hashable(x) for x in right}
    out = []
    for item in left:
        key = hashable(item)
        if key not in seen:
            seen.add(key)
            out.append(item)
    return out


def _keys(items: list[Any]) -> set[Any]:
    return {hashable(x) for x in items}


_sets("$setUnion", _union, strict=False)
_sets("$setIntersection", _intersection, strict=False)
_sets("$setDifference", _difference, strict=False)
_sets("$setIsSubset", lambda a: _keys(a[0]) <= _keys(a[1]), strict=True)
_sets("$setEquals", lambda a: all(_keys(a[0]) == _keys(b) for b in a[1:]), strict=True)


def _quantified(name: str, decide: Callable[[Any], bool]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        (inner,) = arguments(tree, 1, 1, name)
        return lambda doc, env: decide(truthy(x) for x in array_of(inner(doc, env), name))


_quantified("$anyElementTrue", any)
_quantified("$allElementsTrue", all)
