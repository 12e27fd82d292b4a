"""Groups in views: their slices, and dynamic ones made by `group_by`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bson import ObjectId

from . import media
from .engine.bson_values import stored_moment
from .fields import ObjectIdField
from .stages.base import Pipeline, paths_below
from .stages.grouping import GroupBy, SelectGroupSlices
from .stages.ordering import sorted_by
from .view_stages import ViewStages


def stored_group_value(field: Any, value: Any) -> Any:
    """A value of a field that groups are made by, as it is stored; one that the field cannot have stays.

    Raises:
        InvalidId: if it should be an id, and is none
    """
    if isinstance(field, ObjectIdField):
        return ObjectId(value)
    return stored_moment(value) if isinstance(value, date) else value


class ViewGroups(ViewStages):
    """What is peculiar to views of groups."""

    # -- slices --------------------------------------------------------------

    @property
    def group_field(self) -> Any:
        """The field of groups; None if none are shown."""
        return self._of("group_field") if self.media_type == media.GROUP else None

    @property
    def default_group_slice(self) -> Any:
        """The slice that is active at first; None if no groups are shown."""
        return self._remaining("default_group_slice") if self.media_type == media.GROUP else None

    @property
    def group_slice(self) -> Any:
        """The active slice of groups; None if none are shown."""
        return self._starting_slice if self.media_type == media.GROUP else None

    @group_slice.setter
    def group_slice(self, slice_name: str | None) -> None:
        if self.media_type != media.GROUP:
            raise ValueError(f"{type(self).__name__} does not contain groups")
        if slice_name is not None and slice_name not in (self.group_media_types or {}):
            raise ValueError(f"{type(self).__name__} has no group slice '{slice_name}'")
        self._slice_name = slice_name

    @property
    def group_slices(self) -> list[str] | None:
        """The names of the slices; None without groups."""
        return list(self.group_media_types or ()) if self.group_field else None

    @property
    def group_media_types(self) -> dict[str, str] | None:
        """The media types by slice; None without groups."""
        return self._kinds_by_slice() if self.media_type == media.GROUP else None

    @property
    def _starting_slice(self) -> Any:
        """The slice that pipelines start with, also if stages make plain samples of the groups."""
        return self._remaining("group_slice") if self._slice_name is None else self._slice_name

    def _remaining(self, name: str) -> Any:
        """The dataset's slice of that name, or the first of those that stages leave."""
        slices, own = self._kinds_by_slice(), self._of(name)
        return own if not slices or own in slices else next(iter(slices))

    def _kinds_by_slice(self) -> dict[str, str] | None:
        """The media types of the slices that stages leave."""
        kinds: dict[str, str] | None = self._of("group_media_types")
        for i, stage in enumerate(self._steps):
            if isinstance(stage, SelectGroupSlices) and not stage.flat and kinds:
                chosen = stage.chosen(self._upto(i))
                kinds = {s: k for s, k in kinds.items() if s in chosen}
        return kinds

    def _slices_looked_at(self) -> set[str]:
        """The slices that stages look at by `groups.<slice>`."""
        if self._root_dataset.media_type != media.GROUP:
            return set()
        paths = (p for stage in self._steps for p in paths_below("groups", stage._params))
        return {p.split(".")[1] for p in paths if "." in p}

    def _groups_lookup(self) -> Pipeline:
        """A pipeline that attaches other members of a sample's group, by slice."""
        slices = sorted(self._slices_looked_at())
        if not slices:
            return []
        dataset = self._root_dataset
        group = f"{dataset.group_field}._id"
        found = {"from": dataset._store.name, "localField": group, "foreignField": group, "as": "_members"}
        members = {}
        for name in slices:
            test = {"$eq": [f"$$this.{dataset.group_field}.name", name]}
            members[name] = {"$arrayElemAt": [{"$filter": {"input": "$_members", "cond": test}}, 0]}
        return [{"$lookup": found}, {"$set": {"groups": members}}, {"$unset": "_members"}]

    # -- dynamic groups ------------------------------------------------------

    @property
    def _is_dynamic_groups(self) -> bool:
        out = False
        for stage in self._steps:
            change = stage.outputs_dynamic_groups
            out = out if change is None else change
        return out

    def _with_whole_groups(self) -> Any:
        """Of a view of groups, a view of all their members; otherwise the view itself."""
        if self.media_type != media.GROUP or self._is_dynamic_groups:
            return self
        return self.select_group_slices(_allow_mixed=True)

    def _grouping(self) -> tuple[int, Any]:
        for i in range(len(self._steps) - 1, -1, -1):
            stage = self._steps[i]
            if isinstance(stage, GroupBy) and self._is_dynamic_groups:
                return i, stage
        raise ValueError(f"{type(self).__name__} does not contain dynamic groups")

    def get_dynamic_group(self, group_value: Any) -> Any:
        """A view of the samples of the dynamic group with a value.

        Raises:
            ValueError: if there are no dynamic groups
        """
        place, stage = self._grouping()
        before = self._upto(place)
        by = stage.field_or_expr
        order = -1 if stage.reverse else 1
        if isinstance(by, str) and not by.startswith("$"):
            test = {before._db_path(by): stored_group_value(before._field_at(by), group_value)}
            criteria: list[tuple[Any, int]] = [(by, 1), (stage.order_by, order)]
        else:
            wanted = list(group_value) if isinstance(by, list) else group_value
            test = {"$expr": {"$eq": [stage.group_value(before), wanted]}}
            criteria = [(stage.order_by, order)]
        steps = sorted_by(before, criteria) if stage.order_by is not None else []
        return before.mongo([{"$match": test}, *steps])

    def iter_dynamic_groups(self, progress: Any = False) -> Iterator[Any]:
        """A view of the samples of each dynamic group, in order.

        Raises:
            ValueError: if there are no dynamic groups
        """
        place, stage = self._grouping()
        value = stage.group_value(self._upto(place))
        found = list(self._aggregate([{"$project": {"_id": False, "value": value}}]))
        for doc in found:
            key = doc.get("value")
            field = (
                self._upto(place)._field_at(stage.field_or_expr)
                if isinstance(stage.field_or_expr, str)
                else None
            )
            yield self.get_dynamic_group(field.decode(key) if field is not None and key is not None else key)
