"""Operators over arrays."""

from __future__ import annotations

from typing import Any

from .bson_values import MISSING, equal, is_number, sort_key, truthy, type_name
from .failure import failure
from .interpreter import Env, Evaluator, arguments, compile_expression, operator


def is_absent(value: Any) -> bool:
    """Whether there is no value, or null."""
    return value is None or value is MISSING


def array_of(value: Any, name: str) -> list[Any]:
    """The argument of an operator that takes an array only.

    Raises:
        OperationFailure: if it is none
    """
    if not isinstance(value, list):
        raise failure(f"The argument to {name} must be an array, but was of type: {type_name(value)}", 17124)
    return value


@operator("$size")
def _size(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$size")
    return lambda doc, env: len(array_of(inner(doc, env), "$size"))


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
        if is_absent(items) or is_absent(i):
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
            if is_absent(items):
                return None
            return array_of(items, name)[index] if items else MISSING

        return evaluate


_end("$first", 0)
_end("$last", -1)


@operator("$slice")
def _slice(tree: Any) -> Evaluator:
    parts = arguments(tree, 2, 3, "$slice")

    def evaluate(doc: Any, env: Env) -> Any:
        items, *numbers = (f(doc, env) for f in parts)
        if is_absent(items) or any(map(is_absent, numbers)):
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
            if is_absent(value):
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
        return None if is_absent(value) else array_of(value, "$reverseArray")[::-1]

    return evaluate


@operator("$indexOfArray")
def _index_of(tree: Any) -> Evaluator:
    array, wanted = arguments(tree, 2, 2, "$indexOfArray")

    def evaluate(doc: Any, env: Env) -> Any:
        items, value = array(doc, env), wanted(doc, env)
        if is_absent(items):
            return None
        for i, item in enumerate(array_of(items, "$indexOfArray")):
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
        if is_absent(items):
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
        if is_absent(items):
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
        if is_absent(items):
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
            if is_absent(value):
                return None
            if not isinstance(value, list):
                raise failure(f"$zip found a non-array expression in input: {type_name(value)}", 34468)
            arrays.append(value)
        fill = defaults(doc, env) if defaults is not None else [None] * len(arrays)
        n = (max if longest else min)(map(len, arrays), default=0)
        return [[a[i] if i < len(a) else d for a, d in zip(arrays, fill, strict=False)] for i in range(n)]

    return evaluate


@operator("$sortArray")
def _sort_array(tree: Any) -> Evaluator:
    array, by = compile_expression(tree["input"]), tree["sortBy"]

    def evaluate(doc: Any, env: Env) -> Any:
        items = array(doc, env)
        if is_absent(items):
            return None
        if is_number(by):
            return sorted(items, key=sort_key, reverse=by < 0)
        out = list(items)
        for key, sign in reversed(list(by.items())):
            out.sort(key=lambda x: sort_key(x.get(key)), reverse=sign < 0)
        return out

    return evaluate
