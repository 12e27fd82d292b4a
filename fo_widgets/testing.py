"""For tests: datasets from recorded fixtures, with the ids, times and random numbers that were recorded."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from bson import ObjectId

from fo_widgets import data
from fo_widgets.data.dataset_samples import Batch

_EPOCH = datetime(2024, 1, 1)  # noqa: DTZ001  stored times are naive UTC


def load_fixture(path: str | PathLike[str], name: str = "fixture") -> data.Dataset:
    """The dataset that a fixture file describes; one of that name is replaced.

    Sample number i was added and last modified i seconds after the beginning of 2024.

    Args:
        path: a JSON file with `schema`, `dynamic_fields`, `samples` and facts about the dataset
        name: the name of the dataset
    """
    fixture = json.loads(Path(path).read_text(encoding="utf-8"))
    dataset = data.Dataset(name, overwrite=True)
    for field, spec in fixture["schema"].items():
        if field != "metadata":
            dataset.add_sample_field(field, **_field_options(spec))
    for field, spec in fixture["dynamic_fields"].items():
        dataset.add_sample_field(field, **_field_options(spec))
    batch = Batch(dataset, expand_schema=True, dynamic=False, validate=True)
    for number, values in enumerate(fixture["samples"]):
        given = {k: _value(v) for k, v in values.items() if k != "_id"}
        batch.add(data.Sample(**given))
        moment = _EPOCH + timedelta(seconds=number)
        batch.documents[-1].update(_id=ObjectId(values["_id"]), created_at=moment, last_modified_at=moment)
    batch.write()
    dataset.classes = fixture["classes"]
    dataset.default_classes = fixture["default_classes"]
    dataset.mask_targets = {f: {int(k): v for k, v in t.items()} for f, t in fixture["mask_targets"].items()}
    dataset.default_skeleton = data.KeypointSkeleton(**fixture["skeleton"])
    dataset.info = fixture["info"]
    dataset.tags = fixture["tags"]
    return dataset


def _field_options(spec: dict[str, str]) -> dict[str, Any]:
    return {
        key: getattr(data, spec[key]) for key in ("ftype", "subfield", "embedded_doc_type") if key in spec
    }


def _value(stored: Any) -> Any:
    """The Python value of a value in a fixture."""
    if isinstance(stored, list):
        return [_value(v) for v in stored]
    if not isinstance(stored, dict):
        return stored
    if "$nan" in stored:
        return float("nan")
    if "$inf" in stored:
        return float("inf") * stored["$inf"]
    if "$date" in stored:
        return date.fromisoformat(stored["$date"])
    if "$datetime" in stored:
        return datetime.fromisoformat(stored["$datetime"].removesuffix("Z"))
    if "$ndarray" in stored:
        return np.array(stored["$ndarray"], dtype=stored.get("dtype", "float64"))
    if "_cls" in stored:
        values = {k: _value(v) for k, v in stored.items() if k not in ("_cls", "_id")}
        if "_id" in stored:
            values["id"] = ObjectId(stored["_id"])
        return getattr(data, stored["_cls"])(**values)
    return {k: _value(v) for k, v in stored.items()}
