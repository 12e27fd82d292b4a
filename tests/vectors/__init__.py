"""Recorded behaviour; see README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def load(name: str) -> Any:
    """The content of a vector file."""
    return json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))


def plain(value: Any) -> Any:
    """A value after a round trip through strict JSON.

    Raises:
        TypeError: for what JSON cannot carry.
    """
    return json.loads(json.dumps(value))


def same(a: Any, b: Any, key: str | None = None) -> bool:
    """Whether two JSON values are equal; the order counts for `properties`, which is the display order."""
    if isinstance(a, dict) and isinstance(b, dict):
        if set(a) != set(b) or (key == "properties" and list(a) != list(b)):
            return False
        return all(same(a[k], b[k], k) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    return a == b


def run(code: str, names: dict[str, Any]) -> Any:
    """The value of an expression, or what a snippet leaves in `out`."""
    names = dict(names)
    try:
        expression = compile(code, "<vector>", "eval")
    except SyntaxError:
        expression = None
    # outside the handler: CPython 3.11 reports duplicate keywords as KeyError while another exception is handled
    if expression is not None:
        return eval(expression, names)
    exec(compile(code, "<vector>", "exec"), names)
    return names["out"]
