"""Results of queries as the comparable JSON of the recorded vectors; see tests/vectors/README.md."""

from __future__ import annotations

import datetime
import io
import json
import math
import os
import re
import uuid
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from bson import ObjectId

from fo_widgets.data import Dataset, DatasetView, Field

_UUID = r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
_GENERATED_NAME = r"\b20\d\d\.\d\d\.\d\d\.\d\d\.\d\d\.\d\d(\.\d+)?\b"


class Plain:
    """Turns results into JSON; ids that are new are numbered in the order in which they appear."""

    def __init__(self, dataset_id: str) -> None:
        self._dataset_id = dataset_id
        self._known: dict[str, str] = {}

    def _id(self, text: str) -> str:
        if re.fullmatch(r"66000[0-9a-f]{19}", text):
            return text
        if text == self._dataset_id:
            return "<dataset_id>"
        return self._known.setdefault(text, f"<oid:{len(self._known) + 1}>")

    def text(self, text: str) -> str:
        text = re.sub(r"\b[0-9a-f]{24}\b", lambda m: self._id(m.group()), text)
        text = re.sub(_UUID, "<uuid>", text)
        text = re.sub(r"0x[0-9a-f]{6,}", "<addr>", text)
        return re.sub(_GENERATED_NAME, "<generated-name>", text)

    def view(self, view: Any, fields: Any = None) -> dict[str, Any]:
        out: dict[str, Any] = {"$view": [os.path.basename(p) for p in view.values("filepath")]}
        if fields:
            out["fields"] = {f: self(view.values(f)) for f in fields}
        return out

    def __call__(self, value: Any) -> Any:
        for kinds, convert in _CONVERSIONS:
            if isinstance(value, kinds):
                return convert(self, value)
        if hasattr(value, "filepath") and hasattr(value, "filename"):
            return {"$sample": self(value.filename)}
        if hasattr(value, "to_dict"):
            return {"$doc": self(value.to_dict())}
        return {"$repr": self.text(repr(value))[:300], "type": type(value).__name__}


def _number(_plain: Plain, value: Any) -> Any:
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, float) and math.isnan(value):
        return {"$nan": True}
    if isinstance(value, float) and math.isinf(value):
        return {"$inf": 1 if value > 0 else -1}
    return value


def _moment(_plain: Plain, value: datetime.datetime) -> str:
    age = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - value.replace(tzinfo=None)
    return "<now>" if abs(age.total_seconds()) < 7200 else value.isoformat()


def _bytes(plain: Plain, value: bytes) -> Any:
    try:
        return {"$npz": plain(np.load(io.BytesIO(zlib.decompress(bytes(value)))))}
    except zlib.error:
        return {"$bytes": len(value)}


def _mapping(plain: Plain, value: Mapping[Any, Any]) -> Any:
    if all(isinstance(k, str) for k in value):
        return {plain.text(k): plain(v) for k, v in value.items()}
    pairs = [[plain(k), plain(v)] for k, v in value.items()]
    return {"$pairs": sorted(pairs, key=lambda p: json.dumps(p, sort_keys=True, ensure_ascii=False))}


def _type(_plain: Plain, value: type) -> Any:
    return {"$type": value.__module__.replace("fo_widgets.", "fiftyone.") + "." + value.__qualname__}


_CONVERSIONS: list[tuple[Any, Any]] = [
    (type(None), lambda _, v: v),
    ((bool, np.bool_), lambda _, v: bool(v)),
    ((int, float, np.integer, np.floating), _number),
    (str, Plain.text),
    (datetime.datetime, _moment),
    (datetime.date, lambda _, v: v.isoformat()),
    (datetime.timedelta, lambda _, v: {"$timedelta_s": v.total_seconds()}),
    (ObjectId, lambda plain, v: plain._id(str(v))),
    (uuid.UUID, lambda _, v: "<uuid>"),
    (np.ndarray, lambda plain, v: {"$array": plain(v.tolist()), "dtype": str(v.dtype)}),
    (bytes, _bytes),
    (DatasetView, Plain.view),
    (type, _type),
    (Dataset, lambda plain, v: {"$dataset": plain(v.name)}),
    (Field, lambda _, v: {"$field": str(v)}),
    (Mapping, _mapping),
    ((set, frozenset), lambda plain, v: {"$set": sorted(map(plain, v))}),
    ((list, tuple), lambda plain, v: [plain(x) for x in v]),
]


def same(a: Any, b: Any, any_order: bool = False) -> bool:
    """Whether two results are equal; of an error only the type counts."""
    if isinstance(a, dict) and isinstance(b, dict):
        if "$error" in a or "$error" in b:
            return "$error" in a and "$error" in b and a["$error"]["type"] == b["$error"]["type"]
        return set(a) == set(b) and all(same(a[k], b[k], any_order) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            return False
        if any_order:
            a, b = (sorted(x, key=lambda v: json.dumps(v, sort_keys=True)) for x in (a, b))
        return all(same(x, y, any_order) for x, y in zip(a, b, strict=True))
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
    return type(a) is type(b) and bool(a == b)
