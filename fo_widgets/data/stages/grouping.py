"""Stages over groups: of a group dataset, or made by a common value."""

from __future__ import annotations

from typing import Any

from bson import ObjectId

from fo_widgets.data import media
from fo_widgets.data.expressions.core import ExpressionBase

from .base import Pipeline, ViewStage, to_list
from .matching import in_order
from .ordering import sort_criterion, sorted_by

DOCS = "_group_docs"


class GroupBy(ViewStage):
    """One sample for each value of a field or expression; the others are in its dynamic group."""

    def __init__(
        self,
        field_or_expr: Any,
        order_by: Any = None,
        reverse: bool = False,
        flat: bool = False,
        match_expr: Any = None,
        sort_expr: Any = None,
        create_index: bool = False,
        order_by_key: Any = None,
    ) -> None:
        """By a path or an expression; ordered within groups by a path.

        Args:
            flat: give all samples, group after group
            match_expr: of a group's list of samples, whether to keep it (only if flat)
            sort_expr: of a group's list of samples, by what to sort the groups (only if flat)
            order_by_key: the value of `order_by` of the samples to show

        Raises:
            ValueError: if there is no `order_by` for an `order_by_key`
        """
        if order_by_key is not None and order_by is None:
            raise ValueError("an `order_by_key` needs an `order_by`: it is a value of that field")
        super().__init__(
            field_or_expr=_criteria(field_or_expr),
            order_by=sort_criterion(order_by),
            reverse=reverse,
            flat=flat,
            match_expr=_of_docs(match_expr),
            sort_expr=_of_docs(sort_expr),
            create_index=create_index,
            order_by_key=order_by_key,
        )

    def group_value(self, view: Any) -> Any:
        """The Mongo expression of what groups are made by."""
        by = self._params["field_or_expr"]
        if isinstance(by, (list, tuple)):
            return [_value_of(view, x) for x in by]
        return _value_of(view, by)

    def validate(self, view: Any) -> None:
        """Refuses views that are grouped already.

        Raises:
            ValueError: if so
        """
        if view._is_dynamic_groups:
            raise ValueError(
                "the collection has dynamic groups already; flatten() it before you group it anew"
            )

    def order(self, view: Any) -> Pipeline:
        """The sort by group, and within groups."""
        if self._params["order_by"] is None:
            return []
        by = self._params["field_or_expr"]
        criteria = [(x, 1) for x in (by if isinstance(by, list) else [by])]
        return sorted_by(view, [*criteria, (self._params["order_by"], -1 if self._params["reverse"] else 1)])

    def to_mongo(self, view: Any, keep_docs: bool = False) -> Pipeline:
        """A `$group`, and the samples to show, with all samples of the group if a later stage wants them."""
        p = self._params
        pipeline = self.order(view)
        if p["flat"]:
            return pipeline + self._flat(view)
        if p["order_by_key"] is not None:
            return [{"$match": {view._db_path(p["order_by"]): p["order_by_key"]}}]
        group: dict[str, Any] = {"_id": self.group_value(view), "doc": {"$first": "$$ROOT"}}
        root: Any = "$doc"
        if keep_docs:
            group[DOCS] = {"$push": "$$ROOT"}
            root = {"$mergeObjects": ["$doc", {DOCS: f"${DOCS}"}]}
        return [*pipeline, {"$group": group}, {"$replaceRoot": {"newRoot": root}}, {"$sort": {"_id": 1}}]

    def _flat(self, view: Any) -> Pipeline:
        p = self._params
        pipeline: Pipeline = [{"$group": {"_id": self.group_value(view), "docs": {"$push": "$$ROOT"}}}]
        if p["match_expr"] is not None:
            pipeline.append({"$match": {"$expr": p["match_expr"]}})
        if p["sort_expr"] is not None:
            order = -1 if p["reverse"] else 1
            pipeline += [{"$addFields": {"_sort_field": p["sort_expr"]}}, {"$sort": {"_sort_field": order}}]
            pipeline.append({"$project": {"_sort_field": False}})
        return [*pipeline, {"$unwind": "$docs"}, {"$replaceRoot": {"newRoot": "$docs"}}]

    @property
    def outputs_dynamic_groups(self) -> bool | None:
        """True, unless flat."""
        return not self._params["flat"]

    def get_media_type(self, view: Any) -> str | None:
        """Group, unless flat."""
        return None if self._params["flat"] else media.GROUP


def _criteria(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [sort_criterion(v) for v in value]
    return sort_criterion(value)


def _of_docs(expr: Any) -> Any:
    return expr.to_mongo("$docs") if isinstance(expr, ExpressionBase) else expr


def _value_of(view: Any, by: Any) -> Any:
    if isinstance(by, str) and not by.startswith("$"):
        return f"${view._db_path(by)}"
    return by


class Flatten(ViewStage):
    """All samples of the groups shown, group after group."""

    def __init__(self, stages: Any = None) -> None:
        """With stages to apply to each group."""
        made = [s if isinstance(s, ViewStage) else ViewStage._from_dict(s) for s in to_list(stages)]
        super().__init__(
            stages=[s._serialize(include_uuid=False) for s in made] if stages is not None else None
        )
        self._inner = made

    def to_mongo(self, view: Any) -> Pipeline:
        """The members of each group in place of its representative."""
        inner = [step for stage in self._inner for step in stage.to_mongo(view)]
        if view._is_dynamic_groups and inner:
            return [*members_of_dynamic_groups(view, inner)]
        if view._is_dynamic_groups:
            return [
                {"$unwind": f"${DOCS}"},
                {"$replaceRoot": {"newRoot": f"${DOCS}"}},
            ]
        return [*members_of_groups(view, inner)]

    @property
    def outputs_dynamic_groups(self) -> bool | None:
        """False."""
        return False

    def get_media_type(self, view: Any) -> str | None:
        """That of the samples."""
        return view._dataset.media_type if view._is_dynamic_groups else _common(view.group_media_types)


def members_of_groups(view: Any, pipeline: Pipeline) -> Pipeline:
    """A pipeline that puts the members of each sample's group, after a pipeline over them, in its place."""
    group = view._db_path(f"{view.group_field}.id")
    return [
        {
            "$lookup": {
                "from": view._root_dataset._store.name,
                "localField": group,
                "foreignField": group,
                "as": "groups",
                "pipeline": pipeline,
            }
        },
        {"$unwind": "$groups"},
        {"$replaceRoot": {"newRoot": "$groups"}},
    ]


def members_of_dynamic_groups(view: Any, pipeline: Pipeline) -> Pipeline:
    """The same for dynamic groups."""
    place, stage = view._grouping()
    before = view._upto(place)
    value = stage.group_value(before)
    members = [
        *before._pipeline(),
        {"$match": {"$expr": {"$eq": ["$$group_expr", value]}}},
        *stage.order(before),
        *pipeline,
    ]
    found = {
        "from": view._root_dataset._store.name,
        "let": {"group_expr": "$_group_expr"},
        "pipeline": members,
        "as": "groups",
    }
    return [
        {"$project": {"_group_expr": value}},
        {"$lookup": found},
        {"$unwind": "$groups"},
        {"$replaceRoot": {"newRoot": "$groups"}},
    ]


def _common(media_types: Any) -> str:
    kinds = set((media_types or {}).values())
    return next(iter(kinds)) if len(kinds) == 1 else media.MIXED


class SelectGroupSlices(ViewStage):
    """The samples of some slices."""

    _EXCLUDES = False

    def __init__(
        self,
        slices: Any = None,
        media_type: Any = None,
        flat: bool = True,
        _allow_mixed: bool = False,
        _force_mixed: bool = False,
    ) -> None:
        """By names of slices, or by media types (by default, all slices).

        Args:
            flat: give plain samples; otherwise groups with only these slices
        """
        super().__init__(
            slices=slices if slices is None or isinstance(slices, str) else to_list(slices),
            media_type=media_type,
            flat=flat,
            _allow_mixed=_allow_mixed,
            _force_mixed=_force_mixed,
        )

    def validate(self, view: Any) -> None:
        """Refuses a collection without groups, and slices that do not exist.

        Raises:
            ValueError: if so
        """
        refuse_without_groups(view)
        known = view.group_media_types or {}
        missing = [s for s in to_list(self._params["slices"] or ()) if s not in known]
        if missing:
            name = type(view).__name__
            raise ValueError(f"{name} has no group slice {missing[0]!r}; there are {list(known)}")
        kinds = {known[s] for s in self.chosen(view)}
        mixed = self._params.get("_allow_mixed") or self._params.get("_force_mixed")
        if self._params["flat"] and len(kinds) > 1 and not mixed:
            raise ValueError(f"the slices are of several media types, {sorted(kinds)}; select those of one")

    def chosen(self, view: Any) -> list[str]:
        """The slices that remain."""
        known = dict(view.group_media_types or {})
        names, kinds = self._params["slices"], self._params["media_type"]
        if names is None and kinds is None:
            return list(known)
        if names is not None:
            return [s for s in known if s in to_list(names)]
        return [s for s, kind in known.items() if kind in to_list(kinds)]

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$match` by slice, or a `$lookup` of the others of a group."""
        if not self._params["flat"]:
            return []
        match: Pipeline = []
        if len(self.chosen(view)) < len(view._root_dataset.group_media_types or {}):
            # An expression, because the index of slices would put the samples in another order.
            name = view._db_path(f"{view.group_field}.name")
            match = [{"$match": {"$expr": {"$in": [f"${name}", self.chosen(view)]}}}]
        return match if not view._stages else members_of_groups(view, match)

    def get_media_type(self, view: Any) -> str | None:
        """The one of the slices, or mixed."""
        if not self._params["flat"]:
            return None
        known = view.group_media_types or {}
        return _common({s: known[s] for s in self.chosen(view)})


class ExcludeGroupSlices(SelectGroupSlices):
    """Groups without some slices."""

    def __init__(self, slices: Any = None, media_type: Any = None) -> None:
        """By names of slices, or by media types."""
        super().__init__(slices=slices, media_type=media_type, flat=False)
        self._params = {"slices": self._params["slices"], "media_type": media_type, "flat": False}

    def _kwargs(self) -> list[list[Any]]:
        return [["slices", self._params["slices"]], ["media_type", self._params["media_type"]]]

    def chosen(self, view: Any) -> list[str]:
        """The slices that remain."""
        known = view.group_media_types or {}
        names, kinds = to_list(self._params["slices"] or []), to_list(self._params["media_type"])
        return [s for s, kind in known.items() if s not in names and kind not in kinds]


class SelectGroups(ViewStage):
    """Some groups."""

    def __init__(self, group_ids: Any, ordered: bool = False) -> None:
        """By ids of groups, or samples of them."""
        super().__init__(group_ids=group_ids_of(group_ids), ordered=ordered)

    def validate(self, view: Any) -> None:
        """Refuses a collection without groups.

        Raises:
            ValueError: if so
        """
        refuse_without_groups(view)

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$match`, and a sort if ordered."""
        ids = [ObjectId(i) for i in self._params["group_ids"]]
        path = view._db_path(f"{view.group_field}.id")
        pipeline: Pipeline = [{"$match": {path: {"$in": ids}}}]
        return pipeline + (in_order("_group_order", path, ids) if self._params["ordered"] else [])


class ExcludeGroups(ViewStage):
    """All groups but some."""

    def __init__(self, group_ids: Any, ordered: bool = False) -> None:
        """By ids of groups, or samples of them."""
        super().__init__(group_ids=group_ids_of(group_ids))

    def validate(self, view: Any) -> None:
        """Refuses a collection without groups.

        Raises:
            ValueError: if so
        """
        refuse_without_groups(view)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        ids = [ObjectId(i) for i in self._params["group_ids"]]
        return [{"$match": {view._db_path(f"{view.group_field}.id"): {"$nin": ids}}}]


def refuse_without_groups(view: Any) -> None:
    """Refuses a collection without groups.

    Raises:
        ValueError: if so
    """
    if view.media_type != media.GROUP:
        raise ValueError(f"{type(view).__name__} does not contain groups")


def group_ids_of(value: Any) -> list[str]:
    """Ids of groups, given as ids, samples or collections of samples.

    Raises:
        InvalidId: if an id is malformed
    """
    if isinstance(value, (str, ObjectId)):
        return [str(ObjectId(value))]
    if hasattr(value, "_pipeline"):
        ids: list[str] = value.values(f"{value.group_field}.id")
        return ids
    if hasattr(value, "filepath"):
        return [value[value._dataset.group_field].id]
    if not isinstance(value, (list, tuple, set)) and not hasattr(value, "__next__"):
        return [str(ObjectId(str(value)))]
    return [i for v in value for i in group_ids_of(v)]
