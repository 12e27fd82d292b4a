"""Stages that keep some samples and drop others."""

from __future__ import annotations

from typing import Any, ClassVar

from bson import ObjectId

from fo_widgets.data.expressions import ViewField
from fo_widgets.data.expressions.core import ExpressionBase

from .base import Pipeline, ViewStage, check_filter, sample_ids_of, to_list
from .label_tests import FIELD, LabelTests, label_ids_by_field


class Match(ViewStage):
    """Samples for which an expression, or a query of MongoDB, holds."""

    def __init__(self, filter: Any) -> None:
        """By an expression or a query."""
        check_filter(filter)
        if isinstance(filter, ExpressionBase):
            filter = {"$expr": filter.to_mongo()}
        elif isinstance(filter, bool):
            filter = {"$expr": filter}
        super().__init__(filter=filter)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        return [{"$match": self._params["filter"]}]


class MatchTags(ViewStage):
    """Samples that have (or lack) any or all of some tags."""

    def __init__(self, tags: Any, bool: bool | None = None, all: bool = False) -> None:
        """By tags."""
        super().__init__(tags=to_list(tags), bool=bool is None or bool, all=all)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        tags = self._params["tags"]
        if self._params["bool"]:
            test: dict[str, Any] = {"$all": tags} if self._params["all"] else {"$in": tags}
        else:
            test = {"$not": {"$all": tags}} if self._params["all"] else {"$nin": tags}
        return [{"$match": {"tags": test}}]


class Exists(ViewStage):
    """Samples that have (or lack) a value other than null in a field."""

    def __init__(self, field: str, bool: bool | None = None) -> None:
        """By a path."""
        super().__init__(field=field, bool=bool is None or bool)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        path = self._params["field"]
        expr = ViewField(path)
        if path == "frames" and view._is_frame_field(path):
            found = expr.length() > 0
            return [{"$match": {"$expr": (found if self._params["bool"] else ~found).to_mongo()}}]
        return [{"$match": {"$expr": expr.exists(self._params["bool"]).to_mongo()}}]


def in_order(name: str, path: str, values: list[Any]) -> Pipeline:
    """A pipeline that sorts documents by the place of a value in a list."""
    return [
        {"$addFields": {name: {"$indexOfArray": [values, f"${path}"]}}},
        {"$sort": {name: 1}},
        {"$project": {name: False}},
    ]


class Select(ViewStage):
    """Samples by id."""

    def __init__(self, sample_ids: Any, ordered: bool = False) -> None:
        """By ids, samples or collections of samples."""
        super().__init__(sample_ids=sample_ids_of(sample_ids), ordered=ordered)

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$match`, and a sort if ordered."""
        ids = [ObjectId(i) for i in self._params["sample_ids"]]
        pipeline: Pipeline = [{"$match": {"_id": {"$in": ids}}}]
        return pipeline + (in_order("_select_order", "_id", ids) if self._params["ordered"] else [])


class Exclude(ViewStage):
    """All samples but those of some ids."""

    def __init__(self, sample_ids: Any) -> None:
        """By ids, samples or collections of samples."""
        super().__init__(sample_ids=sample_ids_of(sample_ids))

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        return [{"$match": {"_id": {"$nin": [ObjectId(i) for i in self._params["sample_ids"]]}}}]


class _ByValue(ViewStage):
    def _stored(self, view: Any) -> tuple[str, list[Any]]:
        field = view._field_at(self._params["field"])
        values = list(self._params["values"])
        if field is not None:
            values = [None if v is None else field.encode(v) for v in values]
        return view._db_path(self._params["field"]), values


class SelectBy(_ByValue):
    """Samples with one of some values in a field."""

    def __init__(self, field: str, values: Any, ordered: bool = False) -> None:
        """By a path and its values."""
        super().__init__(field=field, values=to_list(values), ordered=ordered)

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$match`, and a sort if ordered."""
        path, values = self._stored(view)
        pipeline: Pipeline = [{"$match": {path: {"$in": values}}}]
        return pipeline + (in_order("_select_order", path, values) if self._params["ordered"] else [])


class ExcludeBy(_ByValue):
    """Samples with none of some values in a field."""

    def __init__(self, field: str, values: Any) -> None:
        """By a path and its values."""
        super().__init__(field=field, values=to_list(values))

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        path, values = self._stored(view)
        return [{"$match": {path: {"$nin": values}}}]


class MatchLabels(ViewStage):
    """Samples that have (or lack) a label that passes all given tests."""

    _LABELS: ClassVar[bool] = True

    def __init__(
        self,
        labels: Any = None,
        ids: Any = None,
        instance_ids: Any = None,
        tags: Any = None,
        filter: Any = None,
        fields: Any = None,
        bool: bool | None = None,
    ) -> None:
        """By tests of labels in some fields (by default, all with labels)."""
        if filter is not None:
            check_filter(filter)
            filter = filter.to_mongo(FIELD) if isinstance(filter, ExpressionBase) else filter
        super().__init__(
            labels=labels,
            ids=to_list(ids) if ids is not None else None,
            instance_ids=to_list(instance_ids) if instance_ids is not None else None,
            tags=to_list(tags) if tags is not None else None,
            filter=filter,
            fields=to_list(fields) if fields is not None else None,
            bool=bool is None or bool,
        )
        self._tests = LabelTests.of(self._params)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        p = self._params
        any_of: list[Any] = []
        if p["labels"] is not None:
            for field, ids in label_ids_by_field(p["labels"]).items():
                any_of.append(LabelTests(ids=ids).any_passes(view, field))
        elif self._tests:
            fields = p["fields"] if p["fields"] is not None else view._get_label_fields()
            any_of = [self._tests.any_passes(view, field) for field in fields]
        found: dict[str, Any] = {"$or": any_of} if any_of else {"$literal": False}
        return [{"$match": {"$expr": found if p["bool"] else {"$not": found}}}]
