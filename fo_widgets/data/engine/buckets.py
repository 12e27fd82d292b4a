"""The stages that count values between edges: given ones, or such that all buckets hold about as many."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from .bson_values import MISSING, sort_key
from .failure import failure
from .interpreter import NO_VARIABLES, compile_expression
from .pipelines import Catalog, Documents, group, stage

COUNT = {"count": {"$sum": 1}}


@stage("$bucket")
def _bucket(documents: Documents, spec: Any, catalog: Catalog) -> Documents:
    read, edges = compile_expression(spec["groupBy"]), spec["boundaries"]
    if len(edges) < 2:
        raise failure(
            f"The $bucket 'boundaries' field must have at least 2 values, but found {len(edges)}.", 40192
        )
    keys = [sort_key(e) for e in edges]
    if any(a >= b for a, b in pairwise(keys)):
        raise failure("The 'boundaries' option to $bucket must be sorted", 40194)
    buckets: dict[int, Documents] = {}
    for doc in documents:
        key = sort_key(read(doc, NO_VARIABLES))
        place = next((i for i in range(len(keys) - 1) if keys[i] <= key < keys[i + 1]), -1)
        if place < 0 and "default" not in spec:
            raise failure(
                "$switch could not find a matching branch for an input, and no default was specified.", 40066
            )
        buckets.setdefault(place, []).append(doc)
    out = [
        _summary(members, spec, edges[place] if place >= 0 else spec["default"], catalog)
        for place, members in buckets.items()
    ]
    return sorted(out, key=lambda found: sort_key(found["_id"]))


@stage("$bucketAuto")
def _bucket_auto(documents: Documents, spec: Any, catalog: Catalog) -> Documents:
    number = spec["buckets"]
    if not isinstance(number, int) or number < 1:
        raise failure(f"The $bucketAuto 'buckets' field must be greater than 0, but found: {number}", 40243)
    read = compile_expression(spec["groupBy"])
    values = [(None if (v := read(d, NO_VARIABLES)) is MISSING else v, d) for d in documents]
    values.sort(key=lambda pair: sort_key(pair[0]))
    keys = [sort_key(v) for v, _ in values]
    # As many as go evenly, and all that are equal to the last of them; the last bucket takes the rest.
    size = max(int(len(values) / number + 0.5), 1)
    starts, start = [], 0
    while start < len(values):
        starts.append(start)
        start = len(values) if len(starts) == number else min(start + size, len(values))
        while start < len(values) and keys[start] == keys[start - 1]:
            start += 1
    out = []
    for begin, end in zip(starts, [*starts[1:], len(values)], strict=True):
        upper = values[end][0] if end < len(values) else values[-1][0]
        members = [doc for _, doc in values[begin:end]]
        out.append(_summary(members, spec, {"min": values[begin][0], "max": upper}, catalog))
    return out


def _summary(members: Documents, spec: Mapping[str, Any], name: Any, catalog: Catalog) -> dict[str, Any]:
    """What a stage says of one bucket."""
    (found,) = group(members, {"_id": None, **spec.get("output", COUNT)}, catalog)
    return {**found, "_id": name}
