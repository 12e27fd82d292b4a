"""Filters as the App's sidebar keeps them, as stages of a view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from bson import ObjectId

if TYPE_CHECKING:
    from fo_widgets.data import DatasetView

Json = dict[str, Any]


def filtered(view: DatasetView, filters: Mapping[str, Json], extended: Mapping[str, Any]) -> DatasetView:
    """A view with filters and extended stages added.

    Tags come first, then one query for whole samples, in which any label of a sample may fulfil each filter, then the
    labels that do not pass go (measured; FiftyOne 1.22.1).

    Args:
        view: what is filtered.
        filters: by field path: `{values, exclude, isMatching}`, `{range: [least, most]}`, or
            `{true, false}`; with `none`, labels that lack a value pass too.
        extended: stages by class name, with their arguments: `{"fiftyone.core.stages.Select": {…}}`.
    """
    # by path, not as they were chosen: what leaves samples without labels out sees only what is left by then
    criteria = {path: given for path, given in sorted(filters.items()) if isinstance(given, Mapping)}
    view = _with_tags(view, criteria.pop("tags", {}), criteria.pop("_label_tags", {}))
    if queries := [query for path, given in criteria.items() for query in _queries(view, path, given)]:
        view = view.match({"$and": queries})
    for path, given in criteria.items():
        view = _with_labels(view, path, given)
    for name, arguments in extended.items():
        stage = {"_cls": name, "kwargs": list(map(list, arguments.items()))}
        view = type(view)._build(view._dataset, [*view._serialize(), stage])
    return view


def _with_tags(view: Any, of_samples: Mapping[str, Any], of_labels: Mapping[str, Any]) -> Any:
    if tags := of_samples.get("values"):
        view = view.match_tags(tags, bool=not of_samples.get("exclude"))
    if not of_labels:
        return view
    tags, is_excluded = of_labels.get("values") or [], bool(of_labels.get("exclude"))
    if of_labels.get("isMatching"):
        return view.match_labels(tags=tags, bool=not is_excluded)
    return view.exclude_labels(tags=tags, omit_empty=False) if is_excluded else view.select_labels(tags=tags)


def _queries(view: Any, path: str, given: Mapping[str, Any]) -> Iterator[Json]:
    """What a criterion asks of whole samples, as queries of MongoDB; none if it leaves out labels alone."""
    is_excluded = bool(given.get("exclude"))
    if path.startswith(view._FRAMES_PREFIX) or (is_excluded and not given.get("isMatching")):
        return
    path = _stored(path)
    if (values := _values(path, given)) is not None:
        yield {path: {"$nin" if is_excluded else "$in": values}}
    if bounds := _bounds(view, path, given):
        signs = {"$gte": "$lt", "$lte": "$gt"} if is_excluded else {"$gte": "$gte", "$lte": "$lte"}
        yield {"$or" if is_excluded else "$and": [{path: {signs[k]: bound}} for k, bound in bounds.items()]}
    if "true" in given or "false" in given:
        wanted = _wanted(given)
        # neither is wanted: those that have neither are
        yield {path: {"$in" if bool(wanted) is not is_excluded else "$nin": wanted or [True, False]}}


def _with_labels(view: Any, path: str, given: Mapping[str, Any]) -> Any:
    labels = _label_field(view, path)
    of_frames = path.startswith(view._FRAMES_PREFIX)
    if labels is None or (given.get("isMatching") and not of_frames):
        return view
    test = _test(view, path, path[len(labels) + 1 :].split(".")[-1], given)
    if test is None:
        return view
    is_excluded = bool(given.get("exclude"))
    if given.get("isMatching"):
        return view.match_labels(filter=test, fields=labels, bool=not is_excluded)
    return view.filter_labels(labels, ~test if is_excluded else test, only_matches=not is_excluded)


def _label_field(view: Any, path: str) -> str | None:
    """The label field that a path leads into, None if it leads into none."""
    parts = path.split(".")
    fields = (".".join(parts[:length]) for length in range(1, len(parts)))
    return next((field for field in fields if view._is_label_field(field)), None)


def _test(view: Any, path: str, leaf: str, given: Mapping[str, Any]) -> Any:
    """Which labels a criterion is about, as an expression; None if it is about none in particular."""
    # numpy, polars and bson: only for those who have a dataset
    from fo_widgets.data import ViewField
    from fo_widgets.data.fields import ListField

    value: Any = ViewField(_stored(leaf))
    if values := _values(_stored(path), given):
        known = [one for one in values if one is not None]
        return value.contains(known) if isinstance(view.get_field(path), ListField) else value.is_in(known)
    test: Any = None
    if bounds := _bounds(view, path, given):
        tests = [value >= bound if sign == "$gte" else value <= bound for sign, bound in bounds.items()]
        test = tests[0] if len(tests) == 1 else tests[0] & tests[1]
    elif "true" in given or "false" in given:
        wanted = _wanted(given)
        test = value.is_in(wanted) if wanted else ~value.is_in([True, False])
    if test is None:
        return None
    # to MongoDB nothing is less than anything
    return test | ~(value > None) if given.get("none") else test & (value > None)


def _stored(path: str) -> str:
    parent, dot, name = path.rpartition(".")
    return f"{parent}{dot}_id" if name == "id" else path


def _values(path: str, given: Mapping[str, Any]) -> list[Any] | None:
    values = given.get("values")
    if values is None or path.rpartition(".")[2] != "_id":
        return values
    return [ObjectId(one) for one in values]


def _bounds(view: Any, path: str, given: Mapping[str, Any]) -> Json:
    """The least and the greatest value that pass, by sign; moments are told in milliseconds."""
    from fo_widgets.data.fields import DateField, DateTimeField

    bounds = given.get("range") or (None, None)
    found = {sign: bound for sign, bound in zip(("$gte", "$lte"), bounds, strict=True) if bound is not None}
    if not isinstance(view.get_field(path), (DateField, DateTimeField)):
        return found
    return {sign: datetime.fromtimestamp(bound / 1000, timezone.utc) for sign, bound in found.items()}


def _wanted(given: Mapping[str, Any]) -> list[bool]:
    return [one for one in (True, False) if given.get(str(one).lower())]
