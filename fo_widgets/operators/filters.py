"""Filters as the App's sidebar keeps them, as stages of a view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bson import ObjectId

if TYPE_CHECKING:
    from fo_widgets.data import DatasetView

Json = dict[str, Any]


def filtered(view: DatasetView, filters: Mapping[str, Json], extended: Mapping[str, Any]) -> DatasetView:
    """A view with filters and extended stages added.

    Args:
        view: what is filtered.
        filters: by field path: `{values, exclude, isMatching}`, `{range: [least, most]}`, or
            `{true, false}`; with `none`, values that are missing pass too.
        extended: stages by class name, with their arguments: `{"fiftyone.core.stages.Select": {…}}`.
    """
    for path, criterion in filters.items():
        if isinstance(criterion, Mapping):
            view = _add(view, path, criterion)
    for name, arguments in extended.items():
        stage = {"_cls": name, "kwargs": list(map(list, arguments.items()))}
        view = type(view)._build(view._dataset, [*view._serialize(), stage])
    return view


def _add(view: Any, path: str, criterion: Mapping[str, Any]) -> Any:
    # numpy, polars and bson: only for those who have a dataset
    from fo_widgets.data.fields import ListField

    is_excluded, is_matching = bool(criterion.get("exclude")), bool(criterion.get("isMatching"))
    if path == "_label_tags":
        tags = criterion.get("values") or []
        if is_matching:
            return view.match_labels(tags=tags, bool=not is_excluded)
        return (
            view.exclude_labels(tags=tags, omit_empty=False) if is_excluded else view.select_labels(tags=tags)
        )
    is_list = isinstance(view.get_field(path), ListField)
    labels = _label_field(view, path)
    if labels is None:
        # leaving values out of a field that every sample has one of would leave out nothing to see
        changes_nothing = criterion.get("values") == [] if is_list else is_excluded and not is_matching
        return view if changes_nothing else _match(view, path, criterion, is_list)
    leaf = path[len(labels) + 1 :].split(".")[-1]
    if is_matching and "values" in criterion:
        # whether samples have such labels; those without any count as well
        if path == f"{labels}.{leaf}":
            return _match(view, path, criterion, is_list)
        test = _test(leaf, {**criterion, "exclude": False}, is_list)
        return view.match_labels(filter=test, fields=labels, bool=not is_excluded)
    test = _test(leaf, criterion, is_list)
    if test is None:
        return view
    if is_matching:
        return view.match_labels(filter=test, fields=labels)
    return view.filter_labels(labels, test, only_matches=not is_excluded)


def _match(view: Any, path: str, criterion: Mapping[str, Any], is_list: bool) -> Any:
    test = _test(path, criterion, is_list)
    return view if test is None else view.match(test)


def _label_field(view: Any, path: str) -> str | None:
    """The label field that a path leads into, None if it leads into none."""
    parts = path.split(".")
    fields = (".".join(parts[:length]) for length in range(1, len(parts)))
    return next((field for field in fields if view._is_label_field(field)), None)


def _test(path: str, criterion: Mapping[str, Any], is_list: bool) -> Any:
    """The expression that a criterion stands for; None if everything passes."""
    from fo_widgets.data import ViewField

    value, tests = ViewField(path), []
    if (values := criterion.get("values")) is not None:
        parent, _, name = path.rpartition(".")
        if name == "id":
            value = ViewField(f"{parent}._id" if parent else "_id")
            values = [ObjectId(one) for one in values]
        given = [one for one in values if one is not None]
        if given or None not in values:
            tests.append(value.contains(given) if is_list else value.is_in(given))
        if None in values:  # also where there is no such field
            tests.append(value == None)  # noqa: E711 - an expression, not a comparison
    if bounds := criterion.get("range"):
        least, most = bounds
        # to MongoDB nothing is less than anything
        above = value >= least if least is not None else value != None  # noqa: E711 - an expression
        tests.append(above if most is None else above & (value <= most))
    if "true" in criterion or "false" in criterion:
        wanted: list[bool | None] = [one for one in (True, False) if criterion.get(str(one).lower())]
        # neither is wanted: those that have neither are
        tests += [value == one for one in wanted or [None]]
    elif criterion.get("none") and tests:
        tests.append(value == None)  # noqa: E711 - an expression, not a comparison
    if not tests:
        return None
    test = tests[0]
    for other in tests[1:]:
        test = test | other
    return ~test if criterion.get("exclude") else test
