"""Stages that go on from a selection: which documents remain, in which order, changed in which way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from bson import ObjectId

from .columns_expressions import Expressions
from .columns_lists import filtered
from .columns_queries import matches
from .columns_selection import Place, Selection, is_below
from .columns_values import Cannot, Index, column_of, ranked, sort_keys
from .heaps import smallest

Step = Callable[[Selection, Any], bool]
STEPS: dict[str, Step] = {}


def step(*names: str) -> Callable[[Step], Step]:
    """Registers what does a stage to a selection; it tells whether the stage also changes documents."""

    def register(function: Step) -> Step:
        STEPS.update(dict.fromkeys(names, function))
        return function

    return register


@step("$match")
def _match(selection: Selection, query: Any) -> bool:
    if query:
        mask = _of_ids(selection, query)
        selection.select(matches(selection, query) if mask is None else mask)
    return False


def _of_ids(selection: Selection, query: Mapping[str, Any]) -> Any:
    """A mask of documents by id, if a query is only that; ids are found without looking at all documents."""
    if set(query) != {"_id"} or selection.level is not selection.table.root:
        return None
    wanted = query["_id"]
    name = "$in"
    if isinstance(wanted, Mapping):
        if len(wanted) != 1 or next(iter(wanted)) not in ("$in", "$nin"):
            return None
        name, wanted = next(iter(wanted.items()))
    else:
        wanted = [wanted]
    if not all(type(i) is ObjectId for i in wanted):
        return None
    selection.check(Place(selection.table.root, "_id"))
    places = selection.table.places()
    mask = np.zeros(len(selection.level), bool)
    mask[[places[i] for i in wanted if i in places]] = True
    return ~mask if name == "$nin" else mask


@step("$limit")
def _limit(selection: Selection, n: Any) -> bool:
    if type(n) is not int or n <= 0:
        raise Cannot("a limit that is no positive number")
    selection.cut(0, n)
    return False


@step("$skip")
def _skip(selection: Selection, n: Any) -> bool:
    if type(n) is not int or n < 0:
        raise Cannot("a negative skip")
    selection.cut(n, None)
    return False


@step("$sort")
def _sort(selection: Selection, spec: Any) -> bool:
    places = {selection.place(path): sign < 0 for path, sign in spec.items()}
    for place in places:
        if selection.table.list_on_the_way(place.level, place.path) is not None:
            raise Cannot("an order by lists")
    ((first, descending), *others) = places.items()
    index = selection.index
    if not others and first.level is selection.level and selection.is_stored(first):
        ranks = selection.table.ranks(first.level, first.path, descending)
        ranks = ranks if index is None else ranks[index]
    else:
        keys = []
        for place, descending in places.items():
            column = selection.spread(selection.column(place), place.level, selection.level)
            keys += sort_keys(column.take(index), descending)
        ranks = ranked(keys, len(selection))
    order = _order(ranks, selection.limit)
    selection.index = order if index is None else index[order]
    return False


def _order(ranks: Index, limit: int | None) -> Index:
    """The places of ranks in ascending order; if only some are wanted, equal ones in the order of a server."""
    order = ranks.argsort(kind="stable")
    if limit is None:
        return order
    if (np.diff(ranks[order[: limit + 1]]) == 0).any():
        return np.array(smallest(ranks.tolist(), limit), np.int64)
    return order[:limit]


@step("$unwind")
def _unwind(selection: Selection, spec: Any) -> bool:
    options = {"path": spec} if isinstance(spec, str) else spec
    if not set(options) <= {"path", "includeArrayIndex"}:
        raise Cannot("an unwind that keeps documents without a list")
    selection.unwind(options["path"][1:])
    name = options.get("includeArrayIndex")
    if name is not None:
        level = selection.level
        numbers = np.arange(len(level)) - np.repeat(level.offsets[:-1], np.diff(level.offsets))
        selection.give(name, column_of(numbers.tolist()))
    return False


@step("$addFields", "$set")
def _add_fields(selection: Selection, fields: Any) -> bool:
    # Each field is computed from the document as it was.
    before = selection if len(fields) == 1 else selection.copy()
    for path, tree in fields.items():
        if selection.level is selection.table.root:
            _set(selection, Expressions(before), path, tree)
        else:
            _give(selection, Expressions(before), path, tree)
    return True


def _give(selection: Selection, expressions: Expressions, path: str, tree: Any) -> None:
    """Notes what a stage sets in unwound documents.

    Raises:
        Cannot: if columns do not know; then the stage may also fail for a document
    """
    if "." in path or (is_below(selection.level.path, path) and not isinstance(tree, str)):
        raise Cannot("a change of what is unwound")
    if isinstance(tree, str) and tree.startswith("$") and not tree.startswith("$$"):
        place = expressions.place(tree)
        selection.check(place)
        selection.give(path, place)
    else:
        selection.give(path, expressions.column(tree))


def _at_root(selection: Selection) -> None:
    if selection.level is not selection.table.root:
        raise Cannot("a change of unwound documents")


def _set(selection: Selection, expressions: Expressions, path: str, tree: Any) -> None:
    """Notes what a stage sets at a path.

    Raises:
        Cannot: if columns do not know; then the stage may also fail for a document
    """
    ref = f"${path}"
    if isinstance(tree, Mapping) and len(tree) == 1:
        ((name, argument),) = tree.items()
        if name == "$filter" and argument.get("input") == ref:
            level, passing = filtered(expressions, argument, may_be_null=True)
            selection.keep(level, passing)
            return
        if name == "$cond" and isinstance(argument, Mapping) and argument.get("then") == ref:
            if argument.get("else", 0) is not None:
                raise Cannot("a choice of documents")
            selection.put_to_null(path, ~expressions.mask(argument["if"]))
            return
        if name == "$map" and argument.get("input") == ref and argument.get("as") == "this":
            _set_below(selection, expressions, argument)
            return
    root = selection.table.root
    parent = path.rpartition(".")[0]
    if parent and selection.table.list_on_the_way(root, parent) is not None:
        raise Cannot("lists on the way")
    selection.compute(Place(root, path), expressions.column(tree))


def _set_below(selection: Selection, expressions: Expressions, spec: Mapping[str, Any]) -> None:
    """Notes what a stage sets in all documents of a list."""
    merged = spec["in"]
    if not (
        isinstance(merged, Mapping)
        and set(merged) == {"$let"}
        and merged["$let"]["vars"] == {"expr": "$$this"}
    ):
        raise Cannot("another change of elements")
    both = merged["$let"]["in"].get("$mergeObjects", ())
    if len(both) != 2 or both[0] != "$$expr" or len(both[1]) != 1:
        raise Cannot("another change of elements")
    ((name, tree),) = both[1].items()
    level, rest = expressions.lists(spec["input"])
    if rest or level.kinds() - {dict}:
        raise Cannot("other elements than documents")
    column = expressions.inside(level, "this").inside(level, "expr").column(tree)
    if column.missing is not None:
        raise Cannot("what is nothing leaves the member as it was")
    selection.compute(Place(level, name), column)


@step("$project")
def _project(selection: Selection, fields: Any) -> bool:
    _at_root(selection)
    if all(v is False or (type(v) is int and v == 0) for v in fields.values()):
        for path in fields:
            selection.hide(path)
        return True
    if not all(v is True or (k == "_id" and v is False) for k, v in fields.items()):
        raise Cannot("computed fields")
    selection.show_only({k for k, v in fields.items() if v} | {"_id"})
    if fields.get("_id") is False:
        selection.hide("_id")
    return True


@step("$unset")
def _unset(selection: Selection, paths: Any) -> bool:
    for path in [paths] if isinstance(paths, str) else paths:
        selection.hide(path)
    return True


def cancels(stage: Mapping[str, Any], earlier: Mapping[str, Any], selection: Selection) -> bool:
    """Whether a stage only removes again what an earlier one has set, so that documents need neither."""
    ((name, argument),) = stage.items()
    ((before, fields),) = earlier.items()
    if before not in ("$set", "$addFields"):
        return False
    if name == "$unset":
        removed = {argument} if isinstance(argument, str) else set(argument)
    elif name == "$project" and all(v is False for v in argument.values()):
        removed = set(argument)
    else:
        return False
    if removed != set(fields) or any("." in path for path in removed):
        return False
    return all(selection.table.lacks(path) for path in removed)
