"""Operators over strings; lengths and positions count UTF-8 bytes where MongoDB's do."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .bson_values import MISSING, is_number, type_name
from .failure import failure, unsupported
from .interpreter import Env, Evaluator, arguments, compile_expression, operator
from .operators_logic import date_text

_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
WHITESPACE = "\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"


def _absent(value: Any) -> bool:
    return value is None or value is MISSING


def _text(value: Any, name: str) -> str:
    """What an operator that coerces to a string takes a value for; null is empty."""
    if _absent(value):
        return ""
    if isinstance(value, str):
        return value
    if is_number(value):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if hasattr(value, "isoformat"):
        return date_text(value)
    raise failure(f"can't convert from BSON type {type_name(value)} to String in {name}", 16007)


def _coerced(name: str, compute: Callable[[str], Any]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        (inner,) = arguments(tree, 1, 1, name)
        return lambda doc, env: compute(_text(inner(doc, env), name))


_coerced("$toUpper", lambda s: s.translate(_UPPER))
_coerced("$toLower", lambda s: s.translate(_LOWER))


def _length(name: str, compute: Callable[[str], int]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        (inner,) = arguments(tree, 1, 1, name)

        def evaluate(doc: Any, env: Env) -> int:
            value = inner(doc, env)
            if not isinstance(value, str):
                raise failure(f"{name} requires a string argument, found: {type_name(value)}", 34473)
            return compute(value)

        return evaluate


_length("$strLenBytes", lambda s: len(s.encode()))
_length("$strLenCP", len)


@operator("$concat")
def _concat(tree: Any) -> Evaluator:
    parts = arguments(tree, 0, None, "$concat")

    def evaluate(doc: Any, env: Env) -> Any:
        found = []
        for f in parts:
            value = f(doc, env)
            if _absent(value):
                return None
            if not isinstance(value, str):
                raise failure(f"$concat only supports strings, not {type_name(value)}", 16702)
            found.append(value)
        return "".join(found)

    return evaluate


@operator("$substrBytes")
def _substr_bytes(tree: Any) -> Evaluator:
    text, start, count = arguments(tree, 3, 3, "$substrBytes")

    def evaluate(doc: Any, env: Env) -> str:
        data = _text(text(doc, env), "$substrBytes").encode()
        low, length = start(doc, env), count(doc, env)
        if not is_number(low) or not is_number(length):
            raise failure("$substrBytes: starting index and length must be numbers", 16034)
        low, length = int(low), int(length)
        if low < 0:
            raise failure("$substrBytes: starting index must be non-negative", 50752)
        if low >= len(data):
            return ""
        high = len(data) if length < 0 else min(low + length, len(data))
        if data[low] & 0xC0 == 0x80:
            raise failure("$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.", 28656)
        if high < len(data) and data[high] & 0xC0 == 0x80:
            raise failure(
                "$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.", 28657
            )
        return data[low:high].decode()

    return evaluate


@operator("$substrCP")
def _substr_points(tree: Any) -> Evaluator:
    text, start, count = arguments(tree, 3, 3, "$substrCP")

    def evaluate(doc: Any, env: Env) -> str:
        value, low, length = _text(text(doc, env), "$substrCP"), int(start(doc, env)), int(count(doc, env))
        if low < 0 or length < 0:
            raise failure("$substrCP: index and length must be non-negative", 34454)
        return value[low : low + length]

    return evaluate


def _trim(name: str, compute: Callable[[str, str], str]) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        text = compile_expression(tree["input"])
        chars = compile_expression(tree["chars"]) if "chars" in tree else None

        def evaluate(doc: Any, env: Env) -> Any:
            value = text(doc, env)
            which = WHITESPACE if chars is None else chars(doc, env)
            if _absent(value) or _absent(which):
                return None
            if not isinstance(value, str) or not isinstance(which, str):
                raise failure(f"{name} requires its input to be a string, got {value!r}", 50699)
            return compute(value, which)

        return evaluate


_trim("$trim", str.strip)
_trim("$ltrim", str.lstrip)
_trim("$rtrim", str.rstrip)


def _replace(name: str, count: int) -> None:
    @operator(name)
    def build(tree: Any) -> Evaluator:
        parts = [compile_expression(tree[k]) for k in ("input", "find", "replacement")]

        def evaluate(doc: Any, env: Env) -> Any:
            values = [f(doc, env) for f in parts]
            if any(map(_absent, values)):
                return None
            for value in values:
                if not isinstance(value, str):
                    raise failure(f"{name} requires strings, found: {type_name(value)}", 51746)
            text, find, new = values
            if find or not new or count == 1 or text.isascii():
                return text.replace(find, new, count)
            raise failure(f"{name}: nothing is to be found in '{text}', which splits a UTF-8 character")

        return evaluate


_replace("$replaceAll", -1)
_replace("$replaceOne", 1)


@operator("$split")
def _split(tree: Any) -> Evaluator:
    text, separator = arguments(tree, 2, 2, "$split")

    def evaluate(doc: Any, env: Env) -> Any:
        value, sep = text(doc, env), separator(doc, env)
        if _absent(value) or _absent(sep):
            return None
        if not isinstance(value, str) or not isinstance(sep, str):
            raise failure(f"$split requires strings, found: {type_name(value)}", 40085)
        if not sep:
            raise failure("$split requires a non-empty separator", 40087)
        return value.split(sep)

    return evaluate


@operator("$indexOfBytes")
def _index_of_bytes(tree: Any) -> Evaluator:
    text, part = arguments(tree, 2, 2, "$indexOfBytes")

    def evaluate(doc: Any, env: Env) -> Any:
        value, find = text(doc, env), part(doc, env)
        return None if _absent(value) else value.encode().find(find.encode())

    return evaluate


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, options: str) -> re.Pattern[str]:
    """A PCRE pattern with Mongo's option letters, for Python.

    Raises:
        OperationFailure: if it is no valid pattern
    """
    flags = 0
    for letter in options:
        flag = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}.get(letter)
        if flag is None:
            raise failure(f"invalid regex option '{letter}'", 51108)
        flags |= flag
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise failure(f"Invalid Regex: {error}", 51111) from error


@operator("$regexMatch")
def _regex_match(tree: Any) -> Evaluator:
    text, pattern = compile_expression(tree["input"]), compile_expression(tree["regex"])
    options = compile_expression(tree.get("options"))

    def evaluate(doc: Any, env: Env) -> bool:
        value, regex, letters = text(doc, env), pattern(doc, env), options(doc, env)
        if _absent(value) or _absent(regex):
            return False
        if not isinstance(value, str):
            raise failure("$regexMatch needs 'input' to be of type string", 51104)
        return compile_pattern(regex, letters or "").search(value) is not None

    return evaluate


@operator("$dateToString")
def _date_to_string(tree: Any) -> Evaluator:
    value, form = compile_expression(tree["date"]), tree.get("format", "%Y-%m-%dT%H:%M:%S.%LZ")

    def evaluate(doc: Any, env: Env) -> Any:
        moment = value(doc, env)
        if _absent(moment):
            return None
        if "%L" in form:
            return moment.strftime(form.replace("%L", f"{moment.microsecond // 1000:03d}"))
        return moment.strftime(form)

    return evaluate


@operator("$meta")
def _meta(_tree: Any) -> Evaluator:
    raise unsupported("$meta")
