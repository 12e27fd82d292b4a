"""Mongo aggregation expressions, compiled to Python functions of a document.

`compile_expression(tree)` gives `f(doc, env)`: `doc` is the root document, `env` the variables that
`$let`, `$map`, `$filter` and `$reduce` bind. A path that leads nowhere gives `MISSING`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timezone
from typing import Any

from .bson_values import MISSING, stored_moment
from .failure import failure, unsupported

Env = dict[str, Any]
Evaluator = Callable[[Any, Env], Any]
Builder = Callable[[Any], Evaluator]

OPERATORS: dict[str, Builder] = {}
NO_VARIABLES: Env = {}


def operator(name: str) -> Callable[[Builder], Builder]:
    """Registers a builder: from an operator's argument to its evaluator."""

    def register(builder: Builder) -> Builder:
        OPERATORS[name] = builder
        return builder

    return register


def compile_expression(tree: Any) -> Evaluator:
    """The evaluator of an expression tree.

    Raises:
        OperationFailure: for an operator that does not exist, or an argument it does not take
    """
    if isinstance(tree, str):
        return _compile_path(tree) if tree.startswith("$") else constant(tree)
    if isinstance(tree, Mapping):
        if len(tree) == 1:
            name = next(iter(tree))
            if name.startswith("$"):
                builder = OPERATORS.get(name)
                if builder is None:
                    raise unsupported(name)
                return builder(tree[name])
        elif any(k.startswith("$") for k in tree):
            raise failure("an object representing an expression must have exactly one field")
        return _compile_object(tree)
    if isinstance(tree, (list, tuple)):
        items = [compile_expression(x) for x in tree]
        return lambda doc, env: [None if (v := f(doc, env)) is MISSING else v for f in items]
    if isinstance(tree, date):
        return constant(stored_moment(tree))
    return constant(tree)


def constant(value: Any) -> Evaluator:
    """An evaluator that always gives the same value."""

    def evaluate(_doc: Any, _env: Env) -> Any:
        return value

    evaluate.constant = value  # type: ignore[attr-defined]
    return evaluate


def _compile_object(tree: Mapping[str, Any]) -> Evaluator:
    items = [(k, compile_expression(v)) for k, v in tree.items()]

    def evaluate(doc: Any, env: Env) -> Any:
        out = {}
        for key, f in items:
            value = f(doc, env)
            if value is not MISSING:
                out[key] = value
        return out

    return evaluate


def follow(value: Any, parts: tuple[str, ...], start: int = 0) -> Any:
    """What a path gives inside a value; through an array, the list of what its elements give."""
    for i in range(start, len(parts)):
        if type(value) is dict:
            value = value.get(parts[i], MISSING)
        elif isinstance(value, list):
            found = []
            for item in value:
                if isinstance(item, dict):
                    inner = follow(item, parts, i)
                    if inner is not MISSING:
                        found.append(inner)
            return found
        elif isinstance(value, Mapping):
            value = value.get(parts[i], MISSING)
        else:
            return MISSING
    return value


def _compile_path(path: str) -> Evaluator:
    if path.startswith("$$"):
        name, _, rest = path[2:].partition(".")
        parts = tuple(rest.split(".")) if rest else ()
        if name in ("ROOT", "CURRENT"):
            return _from_root(parts)
        if name == "NOW":
            now = datetime.now(timezone.utc).replace(tzinfo=None)
            return constant(now)
        if name == "REMOVE":
            return constant(MISSING)
        if not parts:

            def variable(_doc: Any, env: Env) -> Any:
                try:
                    return env[name]
                except KeyError:
                    raise failure(f"Use of undefined variable: {name}", 17276) from None

            return variable
        if len(parts) == 1:
            (only,) = parts

            def member(_doc: Any, env: Env) -> Any:
                try:
                    value = env[name]
                except KeyError:
                    raise failure(f"Use of undefined variable: {name}", 17276) from None
                return value.get(only, MISSING) if type(value) is dict else follow(value, parts)

            return member

        def deep(_doc: Any, env: Env) -> Any:
            try:
                return follow(env[name], parts)
            except KeyError:
                raise failure(f"Use of undefined variable: {name}", 17276) from None

        return deep
    if path == "$":
        raise failure("'$' by itself is not a valid FieldPath", 16872)
    return _from_root(tuple(path[1:].split(".")))


def _from_root(parts: tuple[str, ...]) -> Evaluator:
    if not parts:
        return lambda doc, env: doc
    if len(parts) == 1:
        (name,) = parts
        return lambda doc, env: doc.get(name, MISSING) if type(doc) is dict else follow(doc, parts)
    return lambda doc, env: follow(doc, parts)


def arguments(tree: Any, low: int, high: int | None, name: str) -> list[Evaluator]:
    """The evaluators of an operator's arguments, whose number lies between `low` and `high`."""
    given = list(tree) if isinstance(tree, (list, tuple)) else [tree]
    if len(given) < low or (high is not None and len(given) > high):
        raise failure(
            f"Expression {name} takes {low} to {high} arguments. {len(given)} were passed in.", 16020
        )
    return [compile_expression(x) for x in given]


def evaluate(tree: Any, doc: Any) -> Any:
    """The value of an expression for one document."""
    return compile_expression(tree)(doc, NO_VARIABLES)


from . import (  # noqa: E402  they register their operators here
    javascript,
    operators_arrays,
    operators_logic,
    operators_numbers,
    operators_objects,
    operators_sets,
    operators_strings,
)

__all__ = [
    "OPERATORS",
    "arguments",
    "compile_expression",
    "constant",
    "evaluate",
    "follow",
    "javascript",
    "operator",
    "operators_arrays",
    "operators_logic",
    "operators_numbers",
    "operators_objects",
    "operators_sets",
    "operators_strings",
]
