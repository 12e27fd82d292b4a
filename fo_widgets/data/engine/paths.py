"""Reading and rewriting dotted paths of documents, lists on the way included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .bson_values import MISSING

Parts = tuple[str, ...]
Path = tuple[str, ...]


def split(path: str) -> Parts:
    """The parts of a dotted path."""
    return tuple(path.split("."))


def candidates(value: Any, parts: Parts, start: int = 0) -> Iterator[Any]:
    """Every value that a query on a path looks at; `MISSING` where the path ends early."""
    if start == len(parts):
        yield value
    elif isinstance(value, dict):
        yield from candidates(value.get(parts[start], MISSING), parts, start + 1)
    elif isinstance(value, list):
        key = parts[start]
        if key.isdigit() and int(key) < len(value):
            yield from candidates(value[int(key)], parts, start + 1)
        for item in value:
            if isinstance(item, dict):
                yield from candidates(item, parts, start)
    else:
        yield MISSING


def replaced(value: Any, parts: Parts, update: Callable[[Any], Any], start: int = 0) -> Any:
    """`value` with what lies at a path replaced by `update(old)`; what is not on the way is shared.

    Missing levels are created; in a list every element is updated; an update to `MISSING` removes the key.
    """
    if isinstance(value, list):
        return [replaced(v, parts, update, start) for v in value]
    key = parts[start]
    out = dict(value) if isinstance(value, dict) else {}
    old = out.get(key, MISSING)
    if start + 1 == len(parts):
        new = update(old)
    elif isinstance(old, (dict, list)):
        new = replaced(old, parts, update, start + 1)
    else:
        new = replaced({}, parts, update, start + 1)
    if new is MISSING:
        out.pop(key, None)
    else:
        out[key] = new
    return out


def placed(value: Any, parts: Parts, new: Any) -> Any:
    """`value` with `new` at a path, as `replaced` puts it there."""
    return replaced(value, parts, lambda _old: new)


def removed(value: Any, parts: Parts, start: int = 0) -> Any:
    """`value` without what lies at a path; what is not on the way is shared."""
    if isinstance(value, list):
        return [removed(v, parts, start) for v in value]
    key = parts[start]
    if not isinstance(value, dict) or key not in value:
        return value
    out = dict(value)
    if start + 1 == len(parts):
        del out[key]
    else:
        out[key] = removed(out[key], parts, start + 1)
    return out


def picked(value: Any, tree: dict[str, Any]) -> Any:
    """`value` reduced to the keys of a nested tree of inclusions (`{}` keeps all below)."""
    if not tree:
        return value
    if isinstance(value, list):
        return [picked(v, tree) for v in value if isinstance(v, (dict, list))]
    if not isinstance(value, dict):
        return MISSING
    out = {}
    for key, inner in value.items():
        if key in tree:
            kept = picked(inner, tree[key])
            if kept is not MISSING:
                out[key] = kept
    return out
