"""What ends a pipeline, over columns: counts, groups, buckets and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from bson import ObjectId

from .bson_values import MISSING, Missing, sort_key
from .columns_expressions import Constant, Expressions
from .columns_selection import Selection
from .columns_table import at
from .columns_values import NULLS, Cannot, Column, Index, constant
from .operators_numbers import deviation_of, mean_of, sum_of
from .store import Document

Documents = list[Document]
Result = Callable[[Selection, Any], Documents]
RESULTS: dict[str, Result] = {}


def result(name: str) -> Callable[[Result], Result]:
    """Registers what computes a stage's documents from columns."""

    def register(function: Result) -> Result:
        RESULTS[name] = function
        return function

    return register


@result("$count")
def _count(selection: Selection, name: Any) -> Documents:
    return [{name: len(selection)}] if len(selection) else []


def _selected(selection: Selection, tree: Any) -> Column:
    return Expressions(selection).column(tree).take(selection.index)


@result("$group")
def _group(selection: Selection, spec: Any) -> Documents:
    columns = {name: accumulator for name, accumulator in spec.items() if name != "_id"}
    if spec["_id"] is None:
        made = {name: _accumulated(selection, accumulator) for name, accumulator in columns.items()}
        return [{"_id": None, **made}] if len(selection) else []
    if not all(accumulator == {"$sum": 1} for accumulator in columns.values()):
        raise Cannot("more than counts of groups")
    keys = _selected(selection, spec["_id"])
    if not len(keys):
        return []
    groups = keys.values.to_frame("v").group_by("v", maintain_order=True).len()
    values = Column(keys.tag, groups["v"]).to_list()
    counts = groups["len"].to_list()
    return [{"_id": v, **dict.fromkeys(columns, n)} for v, n in zip(values, counts, strict=True)]


def _accumulated(selection: Selection, accumulator: Mapping[str, Any]) -> Any:
    ((how, tree),) = accumulator.items()
    if how == "$push":
        return [v for v in _selected(selection, tree).to_list() if v is not MISSING]
    column = _selected(selection, tree)
    if how in ("$min", "$max"):
        return _extreme(column, how)
    numbers = [v for v in column.values.to_list() if v is not None] if column.is_number else []
    if how == "$sum":
        return sum_of(numbers)
    if how == "$avg":
        return mean_of(numbers)
    if how in ("$stdDevPop", "$stdDevSamp"):
        return deviation_of(numbers, sample=how == "$stdDevSamp")
    raise Cannot(how)


def _extreme(column: Column, how: str) -> Any:
    if column.tag == NULLS:
        return None
    nan = column.nan()
    if nan is not None and (how == "$min" or bool((nan | column.absent()).all())):
        return float("nan")
    values = column.values
    if column.tag == "objectId":
        found = values.drop_nulls().sort()
        return ObjectId(found[0 if how == "$min" else -1]) if len(found) else None
    return values.min() if how == "$min" else values.max()


@result("$bucket")
def _bucket(selection: Selection, spec: Any) -> Documents:
    if spec.get("output", {"count": {"$sum": 1}}) != {"count": {"$sum": 1}}:
        raise Cannot("more than counts of buckets")
    edges = [constant(e) for e in spec["boundaries"]]
    place = edges[0][0]
    if place not in (2, 9) or any(p != place for p, _ in edges):
        raise Cannot("edges that are no numbers or times")
    column = _selected(selection, spec["groupBy"])
    limits = _as_numbers([v for _, v in edges])
    if (np.diff(limits) <= 0).any():
        raise Cannot("edges out of order")
    inside: Any = np.zeros(0, float)
    if column.rank == place and column.tag != NULLS:
        values = column.values.drop_nulls()
        inside = (
            values.to_numpy().astype("datetime64[ms]").astype(np.int64) if place == 9 else values.to_numpy()
        )
        inside = inside[~np.isnan(inside)] if inside.dtype.kind == "f" else inside
    bins = np.searchsorted(limits, inside, side="right") - 1
    bins = bins[(bins >= 0) & (bins < len(limits) - 1)]
    counts = np.bincount(bins, minlength=len(limits) - 1).tolist()
    out = [{"_id": e, "count": n} for e, n in zip(spec["boundaries"], counts, strict=False) if n]
    others = len(column) - len(bins)
    if others:
        if "default" not in spec:
            raise Cannot("values outside of all buckets")
        out.append({"_id": spec["default"], "count": others})
    return sorted(out, key=lambda group: sort_key(group["_id"]))


def _as_numbers(values: list[Any]) -> Any:
    if values and not isinstance(values[0], (int, float)):
        return np.array(values, "datetime64[ms]").astype(np.int64)
    return np.array(values)


@result("$project")
def _project(selection: Selection, fields: Any) -> Documents:
    """Documents of computed values only, or of ids only.

    Raises:
        Cannot: if there is anything else in them
    """
    if list(fields) == ["_id"] and fields["_id"] in (True, 1):
        return [{"_id": id} for id in _objects(Expressions(selection), "$_id", selection.index)]
    if "_id" not in fields or fields["_id"] not in (False, 0) or len(fields) < 2:
        raise Cannot("documents with an id")
    names = [name for name in fields if name != "_id"]
    if any("." in name or isinstance(fields[name], (bool, int, float)) for name in names):
        raise Cannot("stored fields")
    columns = [_objects(Expressions(selection), fields[name], selection.index) for name in names]
    if len(names) == 1:
        (name,), (values,) = names, columns
        return [{name: v} if v is not MISSING else {} for v in values]
    rows = zip(*columns, strict=True)
    return [{n: v for n, v in zip(names, row, strict=True) if v is not MISSING} for row in rows]


def _objects(expressions: Expressions, tree: Any, index: Index | None) -> list[Any]:
    """What an expression gives, as documents have it, for some rows."""
    if isinstance(tree, str) and tree.startswith("$"):
        found = _stored(expressions, tree, index)
        if found is not None:
            return found
    if isinstance(tree, Mapping) and len(tree) == 1:
        ((name, argument),) = tree.items()
        if name == "$ifNull" and isinstance(argument, list) and len(argument) == 2 and argument[1] is None:
            return or_null(_objects(expressions, argument[0], index))
        if name == "$map" and isinstance(argument, Mapping) and isinstance(argument["input"], str):
            return _mapped(expressions, argument, index)
    value = expressions.value(tree)
    if isinstance(value, Constant):
        return [value.value] * (len(expressions) if index is None else len(index))
    return value.take(index).to_list()


def _stored(expressions: Expressions, reference: str, index: Index | None) -> list[Any] | None:
    """What documents have at a path, whatever it is; None if a pipeline has changed it."""
    try:
        place = expressions.place(reference)
    except Cannot:
        return None
    selection: Selection = expressions.selection
    if place.level is not expressions.level or not selection.is_stored(place):
        return None
    if index is None:
        return selection.table.objects(place.level, place.path)
    elements = place.level.elements
    return at(place.path, [elements[i] for i in index.tolist()])


def _mapped(expressions: Expressions, spec: Mapping[str, Any], index: Index | None) -> list[Any]:
    """A list for each row, of what an expression gives for the elements of another list."""
    level, rest = expressions.lists(spec["input"])
    if rest:
        raise Cannot("a path on from a list")
    below: Index | None = None if index is None else level.below(index)
    kept = expressions.selection.kept(level)
    counts = level.counts(kept)
    if kept is not None:
        below = np.flatnonzero(kept) if below is None else below[kept[below]]
    inner = expressions.inside(level, spec.get("as", "this"))
    values = or_null(_objects(inner, spec["in"], below))
    present = level.present
    if index is not None:
        counts, present = counts[index], present[index]
    ends = np.cumsum(counts)
    parts = zip((ends - counts).tolist(), ends.tolist(), strict=True)
    if present.all():
        return [values[start:end] for start, end in parts]
    return [
        values[start:end] if is_list else None
        for (start, end), is_list in zip(parts, present.tolist(), strict=True)
    ]


def or_null(values: list[Any]) -> list[Any]:
    """Values with null in the place of nothing."""
    return [None if v is MISSING else v for v in values] if Missing in set(map(type, values)) else values
