"""Values as documents of a database, and back."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_SAMPLE = "fiftyone.core.sample.Sample"

_READERS: dict[str, Any] = {
    "tuple": lambda doc: tuple(auto_deserialize(doc["values"])),
    "set": lambda doc: set(auto_deserialize(doc["values"])),
    "bytes": lambda doc: base64.b64decode(doc["value"]),
    "date": lambda doc: datetime.date.fromisoformat(doc["value"]),
    "datetime": lambda doc: datetime.datetime.fromisoformat(doc["value"]),
}


def auto_serialize(value: Any) -> Any:
    """A value as JSON. Tuples, sets, dates, bytes and samples come back as they were; numpy arrays as lists.

    Other objects become what their `to_dict` or `to_json` gives, as it is.

    Raises:
        TypeError: for a value that has no such form.
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, list):
        return [auto_serialize(item) for item in value]
    if isinstance(value, (tuple, set)):
        kind = "tuple" if isinstance(value, tuple) else "set"
        return {"_cls": kind, "values": [auto_serialize(item) for item in value]}
    if isinstance(value, Mapping):
        return {str(key): auto_serialize(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return {"_cls": "bytes", "value": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        return {"_cls": "datetime", "value": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"_cls": "date", "value": value.isoformat()}
    for method in ("to_dict", "to_json"):
        if callable(convert := getattr(value, method, None)):
            return {"_cls": _SAMPLE, **convert()} if _is_sample(value) else convert()
    raise TypeError(f"Cannot serialize value of type {type(value)}: {value!r}")


def auto_deserialize(value: Any) -> Any:
    """The value of what `auto_serialize` gave. Samples are in no dataset."""
    if isinstance(value, list):
        return [auto_deserialize(item) for item in value]
    if isinstance(value, dict):
        if value.get("_cls") == _SAMPLE:
            return _sample({key: item for key, item in value.items() if key != "_cls"})
        read = _READERS.get(value.get("_cls", "")) if len(value) == 2 else None
        return read(value) if read else {key: auto_deserialize(item) for key, item in value.items()}
    return value


def _is_sample(value: Any) -> bool:
    # whoever has a sample has imported what samples are made of
    data = sys.modules.get("fo_widgets.data")
    return data is not None and isinstance(value, data.Sample)


def _sample(document: dict[str, Any]) -> Any:
    from fo_widgets.data import Sample

    return Sample.from_dict(document)


def cache_key(parts: Sequence[Any]) -> str:
    """The key of some arguments: the SHA-256 of their JSON."""
    text = json.dumps([auto_serialize(part) for part in parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
