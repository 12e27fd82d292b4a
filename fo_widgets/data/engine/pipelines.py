"""Mongo aggregation pipelines over lists of documents.

Documents that come in are never changed: a stage that changes one gives a new one that shares the rest.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from .bson_values import MISSING, hashable, is_number, sort_key
from .failure import failure, unsupported
from .geometry import distance, points_of, within
from .heaps import smallest
from .interpreter import NO_VARIABLES, compile_expression
from .limits import limit_after, limited
from .matching import compile_query
from .operators_numbers import ACCUMULATORS
from .paths import candidates, picked, placed, removed, split

Document = dict[str, Any]
Documents = list[Document]


class Catalog(Protocol):
    """Finds the documents of other collections, for `$lookup` and `$unionWith`."""

    def documents(self, collection: str) -> Iterable[Document]:
        """The documents of a collection in insertion order; none if it does not exist."""

    def has_geo_index(self, collection: str, path: str) -> bool:
        """Whether a path has a 2dsphere index."""


Stage = Callable[[Documents, Any, Catalog], Documents]
STAGES: dict[str, Stage] = {}


def stage(name: str) -> Callable[[Stage], Stage]:
    """Registers the function that runs a stage."""

    def register(function: Stage) -> Stage:
        STAGES[name] = function
        return function

    return register


def run(documents: Iterable[Document], pipeline: Sequence[Mapping[str, Any]], catalog: Catalog) -> Documents:
    """The documents that a pipeline gives.

    Raises:
        OperationFailure: where a server would raise it
    """
    out = list(documents)
    start = 0
    while start < len(pipeline):
        stop, wanted = limited(pipeline, start)
        if wanted is not None and len(out) > wanted:
            out = _first(out, pipeline[start:stop], wanted, catalog)
            start = stop
            continue
        ((name, argument),) = pipeline[start].items()
        function = STAGES.get(name)
        if function is None:
            raise unsupported(name)
        limit = limit_after(pipeline, start + 1) if name == "$sort" else None
        out = function(out, argument, catalog) if limit is None else sort_some(out, argument, limit)
        start += 1
    return out


def _first(
    documents: Documents, pipeline: Sequence[Mapping[str, Any]], wanted: int, catalog: Catalog
) -> Documents:
    """The first documents that a pipeline gives; as on a server, documents after those are not looked at."""
    out: Documents = []
    start, size = 0, max(wanted, 64)
    while start < len(documents) and len(out) < wanted:
        out += run(documents[start : start + size], pipeline, catalog)
        start, size = start + size, 2 * size
    return out


@stage("$match")
def _match(documents: Documents, query: Any, _catalog: Catalog) -> Documents:
    if not isinstance(query, Mapping):
        raise failure("the match filter must be an expression in an object", 15959)
    if not query:
        return documents
    return list(filter(compile_query(query), documents))


@stage("$addFields")
def _add_fields(documents: Documents, fields: Any, _catalog: Catalog) -> Documents:
    updates = [(split(path), compile_expression(tree)) for path, tree in _leaves(fields)]
    out = []
    for doc in documents:
        new = dict(doc)
        for parts, f in updates:
            value = f(doc, NO_VARIABLES)
            if len(parts) == 1:
                if value is MISSING:
                    new.pop(parts[0], None)
                else:
                    new[parts[0]] = value
            else:
                new = placed(new, parts, value)
        out.append(new)
    return out


STAGES["$set"] = _add_fields


def _leaves(fields: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Paths and their expressions: a document in a `$set` stands for the paths below it."""
    for key, tree in fields.items():
        if isinstance(tree, Mapping) and tree and not next(iter(tree)).startswith("$"):
            yield from _leaves(tree, f"{prefix}{key}.")
        else:
            yield prefix + key, tree


@stage("$unset")
def _unset(documents: Documents, paths: Any, _catalog: Catalog) -> Documents:
    for path in [paths] if isinstance(paths, str) else paths:
        parts = split(path)
        documents = [removed(doc, parts) for doc in documents]
    return documents


@stage("$project")
def _project(documents: Documents, fields: Any, catalog: Catalog) -> Documents:
    exclusions = [k for k, v in fields.items() if v is False or (v == 0 and not isinstance(v, (dict, str)))]
    if all(k in exclusions for k in fields):
        return _unset(documents, exclusions, catalog)
    tree: dict[str, Any] = {} if "_id" in exclusions else {"_id": {}}
    computed = {}
    for path, value in fields.items():
        if path in exclusions:
            continue
        if value is True or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            level = tree
            for part in split(path):
                level = level.setdefault(part, {})
        else:
            computed[path] = value
    updates = [(split(path), compile_expression(value)) for path, value in computed.items()]
    out = []
    for doc in documents:
        new = picked(doc, tree) if tree else {}
        for parts, f in updates:
            value = f(doc, NO_VARIABLES)
            if value is not MISSING:
                new = placed(new, parts, value)
        out.append(new)
    return out


@stage("$unwind")
def _unwind(documents: Documents, spec: Any, _catalog: Catalog) -> Documents:
    options = {"path": spec} if isinstance(spec, str) else spec
    parts = split(options["path"][1:])
    keep, index = options.get("preserveNullAndEmptyArrays", False), options.get("includeArrayIndex")
    out: Documents = []
    for doc in documents:
        value: Any = doc
        for part in parts:  # the path leads through documents only, not through the elements of lists
            value = value.get(part, MISSING) if isinstance(value, Mapping) else MISSING
        if not isinstance(value, list):
            if keep or (value is not None and value is not MISSING):
                out.append({**doc, index: None} if index else doc)
        elif value:
            for i, item in enumerate(value):
                new = placed(doc, parts, item)
                if index:
                    new[index] = i
                out.append(new)
        elif keep:
            out.append(removed(doc, parts))
    return out


@stage("$limit")
def _limit(documents: Documents, n: Any, _catalog: Catalog) -> Documents:
    n = _whole(n, "$limit")
    if n <= 0:
        raise failure("the limit must be positive", 15958)
    return documents[:n]


@stage("$skip")
def _skip(documents: Documents, n: Any, _catalog: Catalog) -> Documents:
    n = _whole(n, "$skip")
    if n < 0:
        raise failure("the skip must not be negative", 5107200)
    return documents[n:]


def _whole(n: Any, name: str) -> int:
    if not is_number(n) or n != int(n):
        raise failure(f"invalid argument to {name} stage: Expected an integer: {name}: {n}", 2107201)
    return int(n)


@stage("$count")
def _count(documents: Documents, name: Any, _catalog: Catalog) -> Documents:
    return [{name: len(documents)}] if documents else []


@stage("$sample")
def _sample(documents: Documents, spec: Any, _catalog: Catalog) -> Documents:
    return random.sample(documents, min(spec["size"], len(documents)))


def path_key(doc: Any, parts: tuple[str, ...], descending: bool) -> tuple[Any, ...]:
    """The key by which a document sorts: of a list, its smallest or largest element."""
    keys: list[tuple[Any, ...]] = []
    for value in candidates(doc, parts):
        if isinstance(value, list):
            # An empty list sorts below null.
            keys += [sort_key(x) for x in value] if value else [(0.5,)]
        else:
            keys.append((1,) if value is MISSING else sort_key(value))
    if not keys:
        return (1,)
    return max(keys) if descending else min(keys)


@stage("$sort")
def _sort(documents: Documents, spec: Any, _catalog: Catalog) -> Documents:
    out = list(documents)
    for path, sign in reversed(list(spec.items())):
        parts, descending = split(path), sign < 0
        out.sort(key=lambda doc: path_key(doc, parts, descending), reverse=descending)
    return out


def sort_some(documents: Documents, spec: Any, limit: int) -> Documents:
    """The first documents of a sorted list, equal ones in the order of a server that knows the limit."""
    paths = [(split(path), sign < 0) for path, sign in spec.items()]
    keys = [[path_key(doc, parts, descending) for doc in documents] for parts, descending in paths]
    order = list(range(len(documents)))
    for column, (_, descending) in reversed(list(zip(keys, paths, strict=True))):
        order.sort(key=column.__getitem__, reverse=descending)
    ranks = [0] * len(documents)
    rank, before = 0, -1
    for i in order:
        if before >= 0 and any(column[i] != column[before] for column in keys):
            rank += 1
        ranks[i], before = rank, i
    return [documents[i] for i in smallest(ranks, limit)]


@stage("$replaceRoot")
def _replace_root(documents: Documents, spec: Any, _catalog: Catalog) -> Documents:
    read = compile_expression(spec["newRoot"])
    out = []
    for doc in documents:
        new = read(doc, NO_VARIABLES)
        if not isinstance(new, dict):
            raise failure("'newRoot' expression must evaluate to an object", 40228)
        out.append(new)
    return out


@stage("$replaceWith")
def _replace_with(documents: Documents, tree: Any, catalog: Catalog) -> Documents:
    return _replace_root(documents, {"newRoot": tree}, catalog)


def _first_of(values: list[Any]) -> Any:
    return None if not values or values[0] is MISSING else values[0]


def _distinct(values: list[Any]) -> list[Any]:
    return list({hashable(v): v for v in values if v is not MISSING}.values())


def _merged(values: list[Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for value in values:
        out.update(value or {})
    return out


GROUP_ACCUMULATORS: dict[str, Callable[[list[Any]], Any]] = {
    **ACCUMULATORS,
    "$push": lambda values: [v for v in values if v is not MISSING],
    "$addToSet": _distinct,
    "$first": _first_of,
    "$last": lambda values: _first_of(values[-1:]),
    "$count": len,
    "$mergeObjects": _merged,
}


@stage("$group")
def group(documents: Documents, spec: Any, _catalog: Catalog) -> Documents:
    """A document for each key, with what the accumulators make of the documents that have it."""
    key = compile_expression(spec["_id"])
    columns = []
    for name, accumulator in spec.items():
        if name != "_id":
            ((how, tree),) = accumulator.items()
            if how not in GROUP_ACCUMULATORS:
                raise failure(f"unknown group operator '{how}'", 15952)
            columns.append((name, GROUP_ACCUMULATORS[how], compile_expression(tree)))
    groups: dict[Any, tuple[Any, Documents]] = {}
    for doc in documents:
        value = key(doc, NO_VARIABLES)
        value = None if value is MISSING else value
        groups.setdefault(hashable(value), (value, []))[1].append(doc)
    return [
        {"_id": value, **{n: compute([f(d, NO_VARIABLES) for d in members]) for n, compute, f in columns}}
        for value, members in groups.values()
    ]


@stage("$sortByCount")
def _sort_by_count(documents: Documents, tree: Any, catalog: Catalog) -> Documents:
    groups = group(documents, {"_id": tree, "count": {"$sum": 1}}, catalog)
    return sorted(groups, key=lambda g: -g["count"])


@stage("$geoNear")
def _geo_near(documents: Documents, spec: Any, _catalog: Catalog) -> Documents:
    centre, key = next(iter(points_of(spec["near"]))), split(spec["key"])
    query = compile_query(spec.get("query") or {})
    low, high = spec.get("minDistance"), spec.get("maxDistance")
    found = []
    for doc in documents:
        shapes = [v for v in candidates(doc, key) if isinstance(v, (dict, list))]
        if not shapes or not query(doc):
            continue
        away = min((distance(p, centre) for shape in shapes for p in points_of(shape)), default=float("inf"))
        inside = any(
            isinstance(s, dict) and "olygon" in s.get("type", "") and within(centre, s) for s in shapes
        )
        away = 0.0 if inside else away
        if (low is None or away >= low) and (high is None or away <= high):
            name = spec.get("distanceField")
            found.append((away, placed(doc, split(name), away) if name else doc))
    return [doc for _, doc in sorted(found, key=lambda pair: pair[0])]


from . import buckets, joins  # noqa: E402, F401  their stages register here
