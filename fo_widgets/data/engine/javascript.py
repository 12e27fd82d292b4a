"""The one JavaScript function that the expression language writes: sorting an array. It is recognised, not run."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .bson_values import MISSING, is_number
from .failure import failure, unsupported
from .interpreter import Env, Evaluator, compile_expression, operator
from .operators_logic import number_text

Compare = Callable[[Any, Any], float]
Array = list[Any]


def sort_numbers(values: Array) -> Array:
    """Values in the order that SpiderMonkey gives for `(a, b) => a - b`, which NaN (and so any text) upsets.

    Runs of three are sorted by insertion, then merged; a comparison with NaN is false.
    """
    out, run = [(_js_to_number(v), v) for v in values], 3
    for low in range(0, len(out), run):
        for i in range(low + 1, min(low + run, len(out))):
            j = i
            while j > low and not out[j - 1][0] <= out[j][0]:
                out[j - 1], out[j] = out[j], out[j - 1]
                j -= 1
    while run < len(out):
        merged: Array = []
        for low in range(0, len(out), 2 * run):
            merged += _merged(out[low : low + run], out[low + run : low + 2 * run], lambda a, b: a[0] <= b[0])
        out, run = merged, run * 2
    return [value for _, value in out]


def sort_by(items: Array, compare: Compare) -> Array:
    """Values in the order that SpiderMonkey gives for a comparison, also one that contradicts itself.

    Fewer than 24 are sorted by insertion; more in runs of six, which are merged.
    """
    out, run = list(items), 6
    if len(out) < 24:
        return _inserted(out, compare)
    out = [x for low in range(0, len(out), run) for x in _inserted(out[low : low + run], compare)]
    while run < len(out):
        merged: Array = []
        for low in range(0, len(out), 2 * run):
            merged += _merged(
                out[low : low + run], out[low + run : low + 2 * run], lambda a, b: compare(a, b) <= 0
            )
        out, run = merged, run * 2
    return out


def _inserted(out: Array, compare: Compare) -> Array:
    for i in range(1, len(out)):
        item, j = out[i], i - 1
        while j >= 0 and not compare(out[j], item) <= 0:
            out[j + 1] = out[j]
            j -= 1
        out[j + 1] = item
    return out


def _merged(left: Array, right: Array, in_order: Callable[[Any, Any], bool]) -> Array:
    if not right or in_order(left[-1], right[0]):
        return left + right
    out: Array = []
    i = j = 0
    while i < len(left) and j < len(right):
        if in_order(left[i], right[j]):
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    return out + left[i:] + right[j:]


_SORT = re.compile(
    r"function\(array\) \{ array\.sort\("
    r"(?:\(a, b\) => (?:(?P<numeric>a(?:\.(?P<key>[\w.]+))? - b(?:\.[\w.]+)?)|(?P<by>.+?)))?"
    r"\)(?P<reverse>\.reverse\(\))?; return array; \}"
)
_BY = re.compile(r"\('' \+ a\.(?P<key>[\w.]+)\)\.localeCompare\(b\.(?P=key)\)")


def _js_number(value: Any) -> Any:
    return float(value) if is_number(value) else value


def _js_member(value: Any, key: str) -> Any:
    for part in key.split("."):
        value = value.get(part, MISSING) if isinstance(value, dict) else MISSING
    return value


def _js_text(value: Any) -> str:
    if is_number(value):
        return number_text(float(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if value is MISSING:
        return "undefined"
    if isinstance(value, list):
        return ",".join("" if x is None else _js_text(x) for x in value)
    return "[object Object]" if isinstance(value, dict) else str(value)


def _js_to_number(value: Any) -> float:
    if value is None:
        return 0.0
    return float(value) if isinstance(value, (bool, int, float)) else float("nan")


def _js_minus(a: Any, b: Any) -> float:
    difference = _js_to_number(a) - _js_to_number(b)
    # What a comparison gives that is no number counts as equal.
    return 0.0 if difference != difference else difference


@operator("$function")
def _function(tree: Any) -> Evaluator:
    match = _SORT.fullmatch(" ".join(str(tree.get("body")).split()))
    if match is None:
        raise unsupported("$function")
    (array,) = [compile_expression(x) for x in tree["args"]]
    numeric, key, reverse = match["numeric"], match["key"], bool(match["reverse"])
    if match["by"]:
        found = _BY.match(match["by"])
        if found is None:
            raise unsupported("$function")
        key = found["key"]

    def member(value: Any) -> Any:
        return _js_member(value, key) if key else value

    def by_text(a: Any, b: Any) -> float:
        x, y = member(a), member(b)
        if not key and (x is MISSING or y is MISSING):
            return float((x is MISSING) - (y is MISSING))
        s, t = _js_text(x), _js_text(y)
        return float((s > t) - (s < t))

    def by_number(a: Any, b: Any) -> float:
        return _js_minus(member(a), member(b))

    def evaluate(doc: Any, env: Env) -> Any:
        items = array(doc, env)
        if not isinstance(items, list):
            raise failure("TypeError: array is null : @:1:20", 139)
        values = [_js_number(x) for x in items]
        if numeric and not key:
            out = sort_numbers(values)
        else:
            out = sort_by(values, by_number if numeric else by_text)
        return out[::-1] if reverse else out

    return evaluate
