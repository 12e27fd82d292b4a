"""Comparisons, boolean operators, conditions, variables and types."""

from __future__ import annotations

import math
import operator as op
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from bson import ObjectId
from bson.errors import InvalidId

from .bson_values import INT32, INT64, MISSING, compare, equal, is_number, truthy, type_name
from .failure import failure
from .interpreter import Env, Evaluator, arguments, compile_expression, constant, operator

_SCALARS = frozenset((int, str, ObjectId))
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  stored times are naive


def _comparison(name: str, direct: Callable[[Any, Any], bool], decide: Callable[[int], bool]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        left, right = arguments(tree, 2, 2, name)

        def evaluate(doc: Any, env: Env) -> bool:
            a, b = left(doc, env), right(doc, env)
            kind = type(a)
            if kind is type(b) and kind in _SCALARS:
                return direct(a, b)
            return decide(compare(a, b))

        return evaluate


_comparison("$gt", op.gt, lambda c: c > 0)
_comparison("$gte", op.ge, lambda c: c >= 0)
_comparison("$lt", op.lt, lambda c: c < 0)
_comparison("$lte", op.le, lambda c: c <= 0)
_comparison("$eq", op.eq, lambda c: c == 0)
_comparison("$ne", op.ne, lambda c: c != 0)


@operator("$cmp")
def _cmp(tree: Any) -> Evaluator:
    left, right = arguments(tree, 2, 2, "$cmp")
    return lambda doc, env: compare(left(doc, env), right(doc, env))


@operator("$and")
def _and(tree: Any) -> Evaluator:
    parts = arguments(tree, 0, None, "$and")

    def evaluate(doc: Any, env: Env) -> bool:
        return all(truthy(f(doc, env)) for f in parts)

    return evaluate


@operator("$or")
def _or(tree: Any) -> Evaluator:
    parts = arguments(tree, 0, None, "$or")

    def evaluate(doc: Any, env: Env) -> bool:
        return any(truthy(f(doc, env)) for f in parts)

    return evaluate


@operator("$not")
def _not(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$not")
    return lambda doc, env: not truthy(inner(doc, env))


@operator("$cond")
def _cond(tree: Any) -> Evaluator:
    if isinstance(tree, dict):
        if set(tree) != {"if", "then", "else"}:
            raise failure(f"$cond takes if, then and else; found {sorted(tree)}", 17083)
        parts = [compile_expression(tree[k]) for k in ("if", "then", "else")]
    else:
        parts = arguments(tree, 3, 3, "$cond")
    test, then, otherwise = parts
    return lambda doc, env: then(doc, env) if truthy(test(doc, env)) else otherwise(doc, env)


@operator("$ifNull")
def _if_null(tree: Any) -> Evaluator:
    parts = arguments(tree, 2, None, "$ifNull")
    last = parts[-1]

    def evaluate(doc: Any, env: Env) -> Any:
        for f in parts[:-1]:
            value = f(doc, env)
            if value is not None and value is not MISSING:
                return value
        return last(doc, env)

    return evaluate


@operator("$switch")
def _switch(tree: Any) -> Evaluator:
    branches = [(compile_expression(b["case"]), compile_expression(b["then"])) for b in tree["branches"]]
    default = compile_expression(tree["default"]) if "default" in tree else None
    if not branches:
        raise failure("$switch requires at least one branch.", 40068)

    def evaluate(doc: Any, env: Env) -> Any:
        for case, then in branches:
            if truthy(case(doc, env)):
                return then(doc, env)
        if default is None:
            raise failure(
                "$switch could not find a matching branch for an input, and no default was specified.", 40066
            )
        return default(doc, env)

    return evaluate


@operator("$let")
def _let(tree: Any) -> Evaluator:
    variables = [(k, compile_expression(v)) for k, v in tree["vars"].items()]
    body = compile_expression(tree["in"])

    def evaluate(doc: Any, env: Env) -> Any:
        return body(doc, {**env, **{k: f(doc, env) for k, f in variables}})

    return evaluate


@operator("$literal")
def _literal(tree: Any) -> Evaluator:
    return constant(tree)


@operator("$expr")
def _expr(tree: Any) -> Evaluator:
    return compile_expression(tree)


@operator("$type")
def _type(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$type")
    return lambda doc, env: type_name(inner(doc, env))


@operator("$isNumber")
def _is_number(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$isNumber")
    return lambda doc, env: is_number(inner(doc, env))


@operator("$isArray")
def _is_array(tree: Any) -> Evaluator:
    (inner,) = arguments(tree, 1, 1, "$isArray")
    return lambda doc, env: isinstance(inner(doc, env), list)


def _conversion(name: str, convert: Callable[[Any], Any]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        (inner,) = arguments(tree, 1, 1, name)

        def evaluate(doc: Any, env: Env) -> Any:
            value = inner(doc, env)
            return None if value is None or value is MISSING else convert(value)

        return evaluate


def _refuse(value: Any, target: str) -> Exception:
    return failure(
        f"Unsupported conversion from {type_name(value)} to {target} in $convert with no onError value", 241
    )


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 of a naive UTC time."""
    delta = moment - EPOCH
    return (delta.days * 86400 + delta.seconds) * 1000 + delta.microseconds // 1000


def moment_of(ms: float) -> datetime:
    """The naive UTC time of milliseconds since 1970."""
    try:
        return EPOCH + timedelta(milliseconds=int(ms))
    except (OverflowError, ValueError) as error:
        raise failure(f"date of {ms} ms is out of range", 241) from error


def _to_bool(value: Any) -> bool:
    return truthy(value)


def _to_int(value: Any) -> int:
    if isinstance(value, (bool, int, float)):
        if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
            raise failure("Attempt to convert NaN or infinity value to integer type in $convert", 241)
        number = int(value)
    elif isinstance(value, str):
        try:
            number = int(value)
        except ValueError as error:
            raise failure(
                f"Failed to parse number '{value}' in $convert with no onError value", 241
            ) from error
    else:
        raise _refuse(value, "int")
    if not -INT32 <= number < INT32:
        raise failure("Conversion would overflow target type in $convert with no onError value", 241)
    return number


def _to_long(value: Any) -> int:
    if isinstance(value, datetime):
        return milliseconds(value)
    if isinstance(value, (bool, int, float, str)):
        try:
            number = int(value)
        except (ValueError, OverflowError) as error:
            raise failure(f"Failed to parse number '{value}' in $convert", 241) from error
        if -INT64 <= number < INT64:
            return number
    raise _refuse(value, "long")


def _to_double(value: Any) -> float:
    if isinstance(value, datetime):
        return float(milliseconds(value))
    if isinstance(value, (bool, int, float, str)):
        try:
            return float(value)
        except ValueError as error:
            raise failure(f"Failed to parse number '{value}' in $convert", 241) from error
    raise _refuse(value, "double")


def _to_date(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, ObjectId):
        return value.generation_time.astimezone(timezone.utc).replace(tzinfo=None)
    if isinstance(value, str):
        try:
            parsed = datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError as error:
            raise failure(f"Error parsing date string '{value}'", 241) from error
        return parsed.astimezone(timezone.utc).replace(tzinfo=None) if parsed.tzinfo else parsed
    if isinstance(value, float) or (is_number(value) and type_name(value) == "long"):
        return moment_of(value)
    raise _refuse(value, "date")


def number_text(value: float) -> str:
    """A double as MongoDB's JavaScript prints it: shortest digits, no trailing `.0`."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value)) if value or str(value)[0] != "-" else "-0"
    return repr(value)


def _to_string(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return double_text(value)
    if isinstance(value, (int, ObjectId)):
        return str(value)
    if isinstance(value, datetime):
        return date_text(value)
    raise _refuse(value, "string")


def double_text(value: float) -> str:
    """A double as MongoDB's `$toString` prints it: six significant digits."""
    return f"{value:g}" if math.isfinite(value) else number_text(value)


def date_text(value: datetime) -> str:
    """A date as MongoDB prints it: ISO with milliseconds and Z."""
    return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"


def _to_object_id(value: Any) -> ObjectId:
    try:
        return ObjectId(value)
    except (InvalidId, TypeError) as error:
        raise failure(f"Failed to parse objectId '{value}' in $convert with no onError value", 241) from error


_conversion("$toBool", _to_bool)
_conversion("$toInt", _to_int)
_conversion("$toLong", _to_long)
_conversion("$toDouble", _to_double)
_conversion("$toDecimal", _to_double)
_conversion("$toDate", _to_date)
_conversion("$toString", _to_string)
_conversion("$toObjectId", _to_object_id)

__all__ = ["EPOCH", "date_text", "double_text", "equal", "milliseconds", "moment_of", "number_text"]
