"""Paths into nested state: `a.b`, `a[0].b`, `a.0.b`, `a[-1]`. What is no text is one key as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_PART = re.compile(r"[^.\[\]]+")


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()
"""Stands for "nothing there", where None is a value."""


def split_path(path: str) -> list[str]:
    """The parts of a path: `a[0].b` and `a.0.b` give `["a", "0", "b"]`, "" gives none."""
    return _PART.findall(path) if isinstance(path, str) else [path]


def relative_path(path: str) -> str:
    """The last part of a path."""
    return path.rpartition(".")[2]


def get_path(data: Any, path: str, default: Any = None) -> Any:
    """The value at a path, or `default` if any level is missing. A None that is there is returned."""
    current = data
    for part in split_path(path):
        if isinstance(current, Mapping):
            if part not in current:
                return default
            current = current[part]
        elif isinstance(current, Sequence) and not isinstance(current, str) and _is_index(part):
            index = int(part)
            if not -len(current) <= index < len(current):
                return default
            current = current[index]
        else:
            return default
    return current


def set_path(data: dict[str, Any], path: str, value: Any) -> None:
    """Sets the value at a path in place; missing levels are created, lists padded with None.

    A level is a list where the next part is in brackets, and a dict otherwise. A value in the way of a
    level is replaced.
    """
    _write(data, path, value, copying=False)


def with_path(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A dict with the value set at a path; `data` is left alone, and what did not change is shared."""
    if not split_path(path):
        return dict(value)
    return _write(dict(data), path, value, copying=True)


def _write(data: dict[str, Any], path: str, value: Any, *, copying: bool) -> dict[str, Any]:
    parts = split_path(path)
    if not parts:
        raise ValueError(f"{path!r} names no place in the state")
    bracketed = _bracketed(path) if isinstance(path, str) else [False]
    current: Any = data
    for depth, part in enumerate(parts[:-1]):
        inner = _read(current, part)
        if isinstance(inner, (dict, list)):
            if copying:
                inner = inner.copy()
        else:
            inner = [] if bracketed[depth + 1] else {}
        _put(current, part, inner)
        current = inner
    _put(current, parts[-1], value)
    return data


def _bracketed(path: str) -> list[bool]:
    return [match.start() > 0 and path[match.start() - 1] == "[" for match in _PART.finditer(path)]


def _read(container: Any, part: str) -> Any:
    if isinstance(container, list):
        return get_path(container, part)
    return container.get(part)


def _put(container: Any, part: str, value: Any) -> None:
    if not isinstance(container, list):
        container[part] = value
        return
    if not _is_index(part):
        raise TypeError(f"{part!r} is no index of a list")
    index = int(part)
    container.extend([None] * (index + 1 - len(container)))
    container[index] = value


def _is_index(part: Any) -> bool:
    return str(part).removeprefix("-").isdigit()
