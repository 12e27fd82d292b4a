"""Filters as the App's sidebar keeps them, as stages of a view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

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
    from fo_widgets.data import ViewField
    from fo_widgets.data.fields import ListField

    if path == "_label_tags":
        tags, is_excluded = criterion.get("values") or [], bool(criterion.get("exclude"))
        select = view.exclude_labels if is_excluded else view.select_labels
        return select(tags=tags)
    labels = _label_field(view, path)
    if labels is None:
        test = _test(ViewField(path), criterion, is_list=isinstance(view.get_field(path), ListField))
        return view if test is None else view.match(test)
    test = _test(ViewField(path[len(labels) + 1 :].split(".")[-1]), criterion, is_list=False)
    if test is None:
        return view
    if criterion.get("isMatching"):
        return view.match_labels(filter=test, fields=labels)
    return view.filter_labels(labels, test, only_matches=not criterion.get("exclude"))


def _label_field(view: Any, path: str) -> str | None:
    """The label field that a path leads into, None if it leads into none."""
    parts = path.split(".")
    fields = (".".join(parts[:length]) for length in range(1, len(parts)))
    return next((field for field in fields if view._is_label_field(field)), None)


def _test(value: Any, criterion: Mapping[str, Any], is_list: bool) -> Any:
    """The expression that a criterion stands for; None if everything passes."""
    tests = []
    if (values := criterion.get("values")) is not None:
        tests.append(value.contains(values) if is_list else value.is_in(values))
    if bounds := criterion.get("range"):
        least, most = bounds
        # to MongoDB nothing is less than anything
        above = value >= least if least is not None else value != None  # noqa: E711 - an expression
        tests.append(above if most is None else above & (value <= most))
    tests += [value == wanted for wanted in (True, False) if criterion.get(str(wanted).lower())]
    if criterion.get("none") and tests:
        tests.append(value == None)  # noqa: E711 - an expression, not a comparison
    if not tests:
        return None
    test = tests[0]
    for other in tests[1:]:
        test = test | other
    return ~test if criterion.get("exclude") else test
