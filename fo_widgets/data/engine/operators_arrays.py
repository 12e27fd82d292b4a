"""Operators over arrays, sets and objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .bson_values import MISSING, equal, hashable, is_number, sort_key, truthy, type_name
from .failure import failure
from .interpreter import Env, Evaluator, arguments, compile_expression, operator


def _absent(value: Any) -> bool:
    return value is None or value is MISSING


def _array(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise failure(f"The argument to {name} must be an array, but was of type: {type_name(value)}", 17124)
    return value


@operator("$size")
def _size(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$size")
    return lambda doc, env: len(_array(inner(doc, env), "$size"))


@operator("$in")
def _in(tree: Any) -> Evaluator:
    left, right = arguments(tree, 2, 2, "$in")
    constant = getattr(right, "constant", None)
    if isinstance(tree[1], (list, tuple)) and all(isinstance(x, str) and x[:1] != "$" for x in tree[1]):
        constant = list(tree[1])
    if isinstance(constant, list) and constant and all(type(x) is str for x in constant):
        known = frozenset(constant)
        return lambda doc, env: type(v := left(doc, env)) is str and v in known

    def evaluate(doc: Any, env: Env) -> bool:
        value, items = left(doc, env), right(doc, env)
        if not isinstance(items, list):
            raise failure(f"$in requires an array as a second argument, found: {type_name(items)}", 40081)
        return any(equal(value, x) for x in items)

    return evaluate


@operator("$arrayElemAt")
def _array_elem_at(tree: Any) -> Evaluator:
    array, index = arguments(tree, 2, 2, "$arrayElemAt")

    def evaluate(doc: Any, env: Env) -> Any:
        items, i = array(doc, env), index(doc, env)
        if _absent(items) or _absent(i):
            return None
        if not isinstance(items, list):
            raise failure(f"$arrayElemAt's first argument must be an array, but is {type_name(items)}", 28689)
        if not is_number(i) or i != int(i):
            raise failure("$arrayElemAt's second argument must be an integral number", 28690)
        i = int(i)
        return items[i] if -len(items) <= i < len(items) else MISSING

    return evaluate


def _end(name: str, index: int) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        (inner,) = arguments(tree, 1, 1, name)

        def evaluate(doc: Any, env: Env) -> Any:
            items = inner(doc, env)
            if _absent(items):
                return None
            return _array(items, name)[index] if items else MISSING

        return evaluate


_end("$first", 0)
_end("$last", -1)


@operator("$slice")
def _slice(tree: Any) -> Evaluator:
    parts = arguments(tree, 2, 3, "$slice")

    def evaluate(doc: Any, env: Env) -> Any:
        items, *numbers = (f(doc, env) for f in parts)
        if _absent(items) or any(map(_absent, numbers)):
            return None
        if not isinstance(items, list):
            raise failure(
                f"First argument to $slice must be an array, but is of type: {type_name(items)}", 28724
            )
        if not all(is_number(n) and n == int(n) for n in numbers):
            raise failure("$slice's numbers must be integral", 28725)
        if len(numbers) == 1:
            n = int(numbers[0])
            return items[:n] if n >= 0 else items[n:]
        start, count = int(numbers[0]), int(numbers[1])
        if count <= 0:
            raise failure(f"Third argument to $slice must be positive: {count}", 28729)
        start = max(start + len(items), 0) if start < 0 else start
        return items[start : start + count]

    return evaluate


@operator("$concatArrays")
def _concat_arrays(tree: Any) -> Evaluator:
    parts = arguments(tree, 0, None, "$concatArrays")

    def evaluate(doc: Any, env: Env) -> Any:
        out: list[Any] = []
        for f in parts:
            value = f(doc, env)
            if _absent(value):
                return None
            if not isinstance(value, list):
                raise failure(f"$concatArrays only supports arrays, not {type_name(value)}", 28664)
            out += value
        return out

    return evaluate


@operator("$reverseArray")
def _reverse(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$reverseArray")

    def evaluate(doc: Any, env: Env) -> Any:
        value = inner(doc, env)
        return None if _absent(value) else _array(value, "$reverseArray")[::-1]

    return evaluate


@operator("$indexOfArray")
def _index_of(tree: Any) -> Evaluator:
    array, wanted = arguments(tree, 2, 2, "$indexOfArray")

    def evaluate(doc: Any, env: Env) -> Any:
        items, value = array(doc, env), wanted(doc, env)
        if _absent(items):
            return None
        for i, item in enumerate(_array(items, "$indexOfArray")):
            if equal(item, value):
                return i
        return -1

    return evaluate


@operator("$filter")
def _filter(tree: Any) -> Evaluator:
    array, cond = compile_expression(tree["input"]), compile_expression(tree["cond"])
    name = tree.get("as", "this")

    def evaluate(doc: Any, env: Env) -> Any:
        items = array(doc, env)
        if _absent(items):
            return None
        if not isinstance(items, list):
            raise failure(f"input to $filter must be an array not {type_name(items)}", 28651)
        inner = dict(env)
        out = []
        for item in items:
            inner[name] = item
            if truthy(cond(doc, inner)):
                out.append(item)
        return out

    return evaluate


@operator("$map")
def _map(tree: Any) -> Evaluator:
    array, body = compile_expression(tree["input"]), compile_expression(tree["in"])
    name = tree.get("as", "this")

    def evaluate(doc: Any, env: Env) -> Any:
        items = array(doc, env)
        if _absent(items):
            return None
        if not isinstance(items, list):
            raise failure(f"input to $map must be an array not {type_name(items)}", 16883)
        inner = dict(env)
        out = []
        for item in items:
            inner[name] = item
            value = body(doc, inner)
            out.append(None if value is MISSING else value)
        return out

    return evaluate


@operator("$reduce")
def _reduce(tree: Any) -> Evaluator:
    array, start = compile_expression(tree["input"]), compile_expression(tree["initialValue"])
    body = compile_expression(tree["in"])

    def evaluate(doc: Any, env: Env) -> Any:
        items = array(doc, env)
        if _absent(items):
            return None
        if not isinstance(items, list):
            raise failure(f"$reduce requires that 'input' be an array, found: {type_name(items)}", 40080)
        inner = dict(env)
        value = start(doc, env)
        for item in items:
            inner["this"], inner["value"] = item, value
            value = body(doc, inner)
        return value

    return evaluate


@operator("$range")
def _range(tree: Any) -> Evaluator:
    parts = arguments(tree, 2, 3, "$range")

    def evaluate(doc: Any, env: Env) -> list[int]:
        numbers = [f(doc, env) for f in parts]
        if not all(is_number(n) and n == int(n) for n in numbers):
            raise failure("$range requires integral numbers", 34443)
        if len(numbers) == 3 and numbers[2] == 0:
            raise failure("$range requires a non-zero step value", 34449)
        return list(range(*map(int, numbers)))

    return evaluate


@operator("$zip")
def _zip(tree: Any) -> Evaluator:
    inputs = [compile_expression(x) for x in tree["inputs"]]
    longest = bool(tree.get("useLongestLength"))
    defaults = compile_expression(tree["defaults"]) if tree.get("defaults") is not None else None

    def evaluate(doc: Any, env: Env) -> Any:
        arrays = []
        for f in inputs:
            value = f(doc, env)
            if _absent(value):
                return None
            if not isinstance(value, list):
                raise failure(f"$zip found a non-array expression in input: {type_name(value)}", 34468)
            arrays.append(value)
        fill = defaults(doc, env) if defaults is not None else [None] * len(arrays)
        n = (max if longest else min)(map(len, arrays), default=0)
        return [[a[i] if i < len(a) else d for a, d in zip(arrays, fill, strict=False)] for i in range(n)]

    return evaluate


def _sets(name: str, compute: Callable[[list[list[Any]]], Any], strict: bool) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        parts = arguments(tree, 1, None, name)

        def evaluate(doc: Any, env: Env) -> Any:
            found = []
            values = [f(doc, env) for f in parts]
            if name == "$setDifference" and any(map(_absent, values)):
                return None
            for value in values:
                if _absent(value) and not strict:
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
        return lambda doc, env: decide(truthy(x) for x in _array(inner(doc, env), name))


_quantified("$anyElementTrue", any)
_quantified("$allElementsTrue", all)


@operator("$mergeObjects")
def _merge_objects(tree: Any) -> Evaluator:
    parts = arguments(tree, 0, None, "$mergeObjects")

    def evaluate(doc: Any, env: Env) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for f in parts:
            value = f(doc, env)
            if _absent(value):
                continue
            if not isinstance(value, dict):
                raise failure(
                    f"$mergeObjects requires object inputs, but input is of type {type_name(value)}", 40400
                )
            out.update(value)
        return out

    return evaluate


@operator("$objectToArray")
def _object_to_array(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$objectToArray")

    def evaluate(doc: Any, env: Env) -> Any:
        value = inner(doc, env)
        if _absent(value):
            return None
        if not isinstance(value, dict):
            raise failure(f"$objectToArray requires a document input, found: {type_name(value)}", 40390)
        return [{"k": k, "v": v} for k, v in value.items()]

    return evaluate


@operator("$arrayToObject")
def _array_to_object(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$arrayToObject")

    def evaluate(doc: Any, env: Env) -> Any:
        value = inner(doc, env)
        if _absent(value):
            return None
        pairs = _array(value, "$arrayToObject")
        return {p["k"]: p["v"] for p in pairs} if pairs and isinstance(pairs[0], dict) else dict(pairs)

    return evaluate


@operator("$getField")
def _get_field(tree: Any) -> Evaluator:
    spec = tree if isinstance(tree, dict) else {"field": tree, "input": "$$CURRENT"}
    name, source = spec["field"], compile_expression(spec["input"])

    def evaluate(doc: Any, env: Env) -> Any:
        value = source(doc, env)
        return value.get(name, MISSING) if isinstance(value, dict) else MISSING

    return evaluate


@operator("$sortArray")
def _sort_array(tree: Any) -> Evaluator:
    array, by = compile_expression(tree["input"]), tree["sortBy"]

    def evaluate(doc: Any, env: Env) -> Any:
        items = array(doc, env)
        if _absent(items):
            return None
        if is_number(by):
            return sorted(items, key=sort_key, reverse=by < 0)
        out = list(items)
        for key, sign in reversed(list(by.items())):
            out.sort(key=lambda x: sort_key(x.get(key)), reverse=sign < 0)
        return out

    return evaluate
