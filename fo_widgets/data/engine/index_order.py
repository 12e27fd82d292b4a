"""The order in which a server finds documents: that of an index, where a query can use one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .store import Pipeline

_COMPARISONS = ("$eq", "$gt", "$gte", "$lt", "$lte")


def in_index_order(pipeline: Pipeline, indexed: Collection[str]) -> Pipeline:
    """A pipeline that sorts what its first stages match by the one index (of one path each) that they can use."""
    count = next((i for i, step in enumerate(pipeline) if "$match" not in step), len(pipeline))
    used = {path for step in pipeline[:count] for path in _compared(step["$match"]) if path in indexed}
    if len(used) != 1:
        return pipeline
    return [*pipeline[:count], {"$sort": dict.fromkeys(used, 1)}, *pipeline[count:]]


def _compared(query: Any) -> Iterator[str]:
    """The paths that a query compares with constants, whatever else must hold."""
    if not isinstance(query, Mapping):
        return
    for key, value in query.items():
        if key == "$and" and isinstance(value, list):
            for inner in value:
                yield from _compared(inner)
        elif key == "$expr":
            yield from _compared_in_expression(value)
        elif not key.startswith("$"):
            yield key


def _compared_in_expression(tree: Any) -> Iterator[str]:
    if not isinstance(tree, Mapping) or len(tree) != 1:
        return
    ((name, given),) = tree.items()
    if name == "$and" and isinstance(given, list):
        for inner in given:
            yield from _compared_in_expression(inner)
    elif name in _COMPARISONS and isinstance(given, list) and len(given) == 2:
        paths = [x for x in given if isinstance(x, str) and x.startswith("$")]
        constants = [x for x in given if not isinstance(x, (Mapping, list)) and x not in paths]
        if len(paths) == 1 and constants and not paths[0].startswith("$$"):
            yield paths[0][1:]
