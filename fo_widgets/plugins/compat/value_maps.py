"""`fiftyone.utils.data.map_values`: values of a field replaced by others, for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def map_values(sample_collection: Any, path: str, map: Mapping[Any, Any], progress: Any = False) -> None:
    """Writes what `map` gives for the values of a field; values that it does not name stay.

    Args:
        sample_collection: a dataset or view; only what a view shows is changed.
        path: a field, also of labels in lists, or a list field.

    Raises:
        ValueError: if there is no such field.
    """
    if sample_collection.get_field(path) is None:
        raise ValueError(f"{type(sample_collection).__name__} has no field '{path}'")
    values = sample_collection.values(path)
    sample_collection.set_values(path, _mapped(values, map), progress=progress)


def _mapped(value: Any, map: Mapping[Any, Any]) -> Any:
    if isinstance(value, list | tuple):
        return [_mapped(item, map) for item in value]
    try:
        return map.get(value, value)
    except TypeError:  # nothing that could be a key
        return value
