"""Arithmetic, rounding, trigonometry, accumulators over arrays, and parts of dates."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from typing import Any

from bson import ObjectId

from .bson_values import INT32, INT64, MISSING, compare, is_number, type_name
from .failure import failure
from .interpreter import Env, Evaluator, arguments, operator
from .operators_logic import milliseconds, moment_of


def _absent(value: Any) -> bool:
    return value is None or value is MISSING


def _number(value: Any, name: str) -> Any:
    if not is_number(value):
        raise failure(f"{name} only supports numeric types, not {type_name(value)}", 28765)
    return value


def _fit(value: Any) -> Any:
    """An integer result that does not fit 64 bits becomes a double."""
    if type(value) is int and not -INT64 <= value < INT64:
        return float(value)
    return value


@operator("$add")
def _add(tree: Any) -> Evaluator:
    parts = arguments(tree, 0, None, "$add")

    def evaluate(doc: Any, env: Env) -> Any:
        total: Any = 0
        moment: datetime | None = None
        for f in parts:
            value = f(doc, env)
            if _absent(value):
                return None
            if is_number(value):
                total = total + value
            elif isinstance(value, datetime) and moment is None:
                moment = value
            else:
                raise failure(f"$add only supports numeric or date types, not {type_name(value)}", 14)
        if moment is not None:
            return moment + timedelta(milliseconds=round(total))
        return _fit(total)

    return evaluate


@operator("$subtract")
def _subtract(tree: Any) -> Evaluator:
    left, right = arguments(tree, 2, 2, "$subtract")

    def evaluate(doc: Any, env: Env) -> Any:
        a, b = left(doc, env), right(doc, env)
        if _absent(a) or _absent(b):
            return None
        if is_number(a) and is_number(b):
            return _fit(a - b)
        if isinstance(a, datetime):
            if isinstance(b, datetime):
                return milliseconds(a) - milliseconds(b)
            if is_number(b):
                return moment_of(milliseconds(a) - round(b))
        raise failure(f"can't $subtract {type_name(b)} from {type_name(a)}", 14)

    return evaluate


@operator("$multiply")
def _multiply(tree: Any) -> Evaluator:
    parts = arguments(tree, 0, None, "$multiply")

    def evaluate(doc: Any, env: Env) -> Any:
        total: Any = 1
        for f in parts:
            value = f(doc, env)
            if _absent(value):
                return None
            total = total * _number(value, "$multiply")
        return _fit(total)

    return evaluate


def _binary(name: str, compute: Callable[[Any, Any], Any]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        left, right = arguments(tree, 2, 2, name)

        def evaluate(doc: Any, env: Env) -> Any:
            a, b = left(doc, env), right(doc, env)
            if _absent(a) or _absent(b):
                return None
            return compute(_number(a, name), _number(b, name))

        return evaluate


def _divide(a: Any, b: Any) -> float:
    if b == 0:
        raise failure("can't $divide by zero", 2)
    return float(a) / float(b)


def _mod(a: Any, b: Any) -> Any:
    if b == 0:
        raise failure("can't $mod by zero", 16610)
    if isinstance(a, int) and (isinstance(b, int) or (b.is_integer() and -INT32 <= b < INT32)):
        rest = abs(a) % abs(int(b))
        return -rest if a < 0 else rest
    try:
        return math.fmod(a, b)
    except ValueError:
        return math.nan


def _pow(a: Any, b: Any) -> Any:
    if a == 0 and b < 0:
        raise failure("$pow cannot take a base of 0 and a negative exponent", 28764)
    if isinstance(a, int) and isinstance(b, int) and b >= 0:
        return _fit(a**b)
    try:
        result = float(a) ** float(b)
    except OverflowError:
        return math.inf
    return math.nan if isinstance(result, complex) else result


def _log(a: Any, b: Any) -> float:
    if a <= 0 or b <= 0 or b == 1:
        raise failure(
            f"$log's arguments must be positive numbers, the base not 1, but are {a} and {b}", 28758
        )
    return math.log(a) / math.log(b)


_binary("$divide", _divide)
_binary("$mod", _mod)
_binary("$pow", _pow)
_binary("$log", _log)
_binary("$atan2", math.atan2)


def _unary(name: str, compute: Callable[[Any], Any]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        (inner,) = arguments(tree, 1, 1, name)

        def evaluate(doc: Any, env: Env) -> Any:
            value = inner(doc, env)
            return None if _absent(value) else compute(_number(value, name))

        return evaluate


def _floating(
    name: str, compute: Callable[[float], float], allowed: Callable[[float], bool] | None = None
) -> None:
    def guarded(given: Any) -> float:
        value = float(given)
        if value != value:
            return value
        if allowed is not None and not allowed(value):
            raise failure(f"{name}'s argument is out of range: {value}", 28714)
        try:
            return compute(value)
        except OverflowError:
            return math.inf
        except ValueError:
            raise failure(f"cannot apply {name} to {value}", 50989) from None

    _unary(name, guarded)


def _whole(compute: Callable[[float], int]) -> Callable[[Any], Any]:
    def round_to(value: Any) -> Any:
        if isinstance(value, int) or not math.isfinite(value):
            return value
        return math.copysign(float(compute(value)), value)

    return round_to


def _ln(value: float) -> float:
    return math.log(value)


_unary("$abs", abs)
_unary("$floor", _whole(math.floor))
_unary("$ceil", _whole(math.ceil))
_floating("$exp", math.exp)
_floating("$ln", _ln, lambda v: v > 0)
_floating("$log10", math.log10, lambda v: v > 0)
_floating("$sqrt", math.sqrt, lambda v: v >= 0)
_floating("$sin", math.sin, math.isfinite)
_floating("$cos", math.cos, math.isfinite)
_floating("$tan", math.tan, math.isfinite)
_floating("$asin", math.asin, lambda v: -1 <= v <= 1)
_floating("$acos", math.acos, lambda v: -1 <= v <= 1)
_floating("$atan", math.atan)
_floating("$sinh", math.sinh)
_floating("$cosh", math.cosh)
_floating("$tanh", math.tanh)
_floating("$asinh", math.asinh)
_floating("$acosh", math.acosh, lambda v: v >= 1)
_floating("$atanh", math.atanh, lambda v: -1 <= v <= 1)
_floating("$degreesToRadians", math.radians)
_floating("$radiansToDegrees", math.degrees)


def _places(name: str, rounding: str) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        parts = arguments(tree, 1, 2, name)

        def evaluate(doc: Any, env: Env) -> Any:
            value = parts[0](doc, env)
            places = parts[1](doc, env) if len(parts) > 1 else 0
            if _absent(value) or _absent(places):
                return None
            _number(value, name)
            if not math.isfinite(value) or (isinstance(value, int) and places >= 0):
                return value
            # Of the double as it is: 0.35 lies a little below, so it is no tie.
            result = Decimal(value).quantize(Decimal(1).scaleb(-int(places)), rounding=rounding)
            return int(result) if isinstance(value, int) else float(result)

        return evaluate


_places("$round", ROUND_HALF_EVEN)
_places("$trunc", ROUND_DOWN)


@operator("$rand")
def _rand(_tree: Any) -> Evaluator:
    return lambda doc, env: random.random()


def sum_of(values: Iterable[Any]) -> Any:
    """The sum of the numbers among values; 0 without any."""
    return _fit(sum(v for v in values if is_number(v)))


def mean_of(values: Iterable[Any]) -> float | None:
    """The mean of the numbers among values; None without any."""
    numbers = [v for v in values if is_number(v)]
    return sum(numbers) / len(numbers) if numbers else None


def deviation_of(values: Iterable[Any], sample: bool) -> float | None:
    """The standard deviation of the numbers among values; None where it is not defined."""
    numbers = [float(v) for v in values if is_number(v)]
    n = len(numbers)
    if n < (2 if sample else 1):
        return None
    if not all(map(math.isfinite, numbers)):
        return math.nan
    # One value after the other, as a server does it: the last digits depend on it.
    mean = squares = 0.0
    for i, value in enumerate(numbers, 1):
        delta = value - mean
        mean += delta / i
        squares += delta * (value - mean)
    return math.sqrt(squares / (n - 1 if sample else n))


def extreme_of(values: Iterable[Any], sign: int) -> Any:
    """The largest (sign 1) or smallest (-1) of values, nulls left out; None without any."""
    best: Any = None
    for value in values:
        if not _absent(value) and (best is None or compare(value, best) * sign > 0):
            best = value
    return best


ACCUMULATORS: dict[str, Callable[[list[Any]], Any]] = {
    "$sum": sum_of,
    "$avg": mean_of,
    "$stdDevPop": lambda values: deviation_of(values, sample=False),
    "$stdDevSamp": lambda values: deviation_of(values, sample=True),
    "$max": lambda values: extreme_of(values, 1),
    "$min": lambda values: extreme_of(values, -1),
}


def _accumulator(name: str, compute: Callable[[list[Any]], Any]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        parts = arguments(tree, 0, None, name)
        if len(parts) == 1:
            (only,) = parts

            def over_one(doc: Any, env: Env) -> Any:
                value = only(doc, env)
                return compute(value if isinstance(value, list) else [value])

            return over_one
        return lambda doc, env: compute([f(doc, env) for f in parts])


for _name, _compute in ACCUMULATORS.items():
    _accumulator(_name, _compute)


def _date_part(name: str, part: Callable[[datetime], int]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        (inner,) = arguments(tree, 1, 1, name)

        def evaluate(doc: Any, env: Env) -> Any:
            value = inner(doc, env)
            if _absent(value):
                return None
            if isinstance(value, ObjectId):
                value = value.generation_time.replace(tzinfo=None)
            if not isinstance(value, datetime):
                raise failure(f"can't convert from BSON type {type_name(value)} to Date", 16006)
            return part(value)

        return evaluate


_date_part("$year", lambda d: d.year)
_date_part("$month", lambda d: d.month)
_date_part("$week", lambda d: int(d.strftime("%U")))
_date_part("$isoWeek", lambda d: d.isocalendar()[1])
_date_part("$isoWeekYear", lambda d: d.isocalendar()[0])
_date_part("$isoDayOfWeek", lambda d: d.isoweekday())
_date_part("$dayOfMonth", lambda d: d.day)
_date_part("$dayOfWeek", lambda d: d.isoweekday() % 7 + 1)
_date_part("$dayOfYear", lambda d: d.timetuple().tm_yday)
_date_part("$hour", lambda d: d.hour)
_date_part("$minute", lambda d: d.minute)
_date_part("$second", lambda d: d.second)
_date_part("$millisecond", lambda d: d.microsecond // 1000)
