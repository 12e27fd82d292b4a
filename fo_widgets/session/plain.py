"""Plain JSON values: what panel state, data, params and results must be made of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from typing import Any

import numpy as np
from bson import json_util

_LEAVES = frozenset({str, int, float, bool, type(None)})


class NotPlainError(TypeError):
    """A value that has no JSON form; names where it sits and what it is."""

    def __init__(self, where: str, value: Any) -> None:
        self.where = where
        kind = type(value).__name__
        super().__init__(
            f"{where} is a {kind}, which has no JSON form; store plain values "
            "(str, int, float, bool, None, lists and dicts of them)"
        )


def plain(value: Any, where: str = "the value") -> Any:
    """A copy of `value` made of dicts with string keys, lists and JSON leaves only.

    Tuples and sets become lists, numpy scalars numbers, dates and ObjectIds MongoDB extended JSON
    (`{"$date": …}`, `{"$oid": …}`), keys that are numbers or None the texts that JSON has for them.
    Numpy arrays stay arrays: faces send them as binary.

    Raises:
        NotPlainError: if anything inside has no such form; it names the path.
    """
    kind = type(value)
    if kind in _LEAVES:
        return value
    if kind is list or kind is tuple:
        # most long lists are flat (plot data): one pass in C tells
        if set(map(type, value)) <= _LEAVES:
            return list(value)
        return [plain(item, f"{where}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, Mapping):
        return {_key(key, where): plain(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind in "biuf" else plain(value.tolist(), where)
    if isinstance(value, np.generic):
        return plain(value.item(), where)
    if isinstance(value, (list, tuple, Set)):
        return [plain(item, f"{where}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, (str, bool, int, float)):  # their subclasses: enums, numpy-like floats
        return value.value if hasattr(value, "value") else value
    try:
        return json_util.default(value, json_util.RELAXED_JSON_OPTIONS)
    except TypeError:
        raise NotPlainError(where, value) from None


def plain_property(prop: dict[str, Any]) -> dict[str, Any]:
    """A property's JSON made plain in place: plugins give numpy numbers as defaults, limits and choices.

    Raises:
        NotPlainError: if something in it has no JSON form.
    """
    for part in (prop, prop.get("view") or {}, prop.get("type") or {}):
        for key, value in part.items():
            if type(value) in _LEAVES or (part is prop and key in ("type", "view")):
                continue
            if part is not prop and key == "properties":
                for inner in value.values():
                    plain_property(inner)
            else:
                part[key] = plain(value, f"{key!r} of a schema")
    return prop


def _key(key: Any, where: str) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, np.generic):
        key = key.item()
    if key is None or isinstance(key, bool | int | float):
        return json.dumps(key)
    raise NotPlainError(f"the key {key!r} in {where}", key)
