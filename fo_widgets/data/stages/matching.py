"""Stages that keep some samples and drop others."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from bson import ObjectId

from fo_widgets.data.expressions import ViewField
from fo_widgets.data.expressions.core import ExpressionBase
from fo_widgets.data.fields import DateField, DateTimeField, ObjectIdField

from .base import Pipeline, ViewStage, check_filter, sample_ids_of, to_list
from .label_tests import FIELD, THIS, LabelTests, any_in, sample_ids_of_labels


class Match(ViewStage):
    """Samples for which an expression, or a query of MongoDB, holds."""

    def __init__(self, filter: Any) -> None:
        """By an expression or a query."""
        check_filter(filter)
        if isinstance(filter, ExpressionBase):
            filter = {"$expr": filter.to_mongo()}
        super().__init__(filter=filter)

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        return [{"$match": self._params["filter"]}]


class MatchTags(ViewStage):
    """Samples that have (or lack) any or all of some tags."""

    def __init__(self, tags: Any, bool: bool | None = None, all: bool = False) -> None:
        """By tags.

        Raises:
            TypeError: if they are none
        """
        super().__init__(
            tags=[tags] if isinstance(tags, str) else list(tags), bool=bool is None or bool, all=all
        )

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
        if view._is_frame_field(path):
            # of a frame's field: samples with any frame that has it
            frames, name = ViewField("frames"), path.removeprefix("frames").lstrip(".")
            found = (frames.filter(ViewField(name).exists()) if name else frames).length() > 0
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
        ids = [ObjectId(i) for i in self._params["sample_ids"]]
        return [{"$match": {"_id": {"$not": {"$in": ids}}}}]


class _ByValue(ViewStage):
    def _stored(self, view: Any) -> tuple[str, list[Any]]:
        field = view._field_at(self._params["field"])
        values = list(self._params["values"])
        if isinstance(field, ObjectIdField):
            values = [ObjectId(v) for v in values]
        elif isinstance(field, (DateField, DateTimeField)):
            values = [field.encode(v) if isinstance(v, date) else v for v in values]
        return view._db_path(self._params["field"]), values


def _values(given: Any) -> list[Any]:
    return [None] if given is None else to_list(given)


class SelectBy(_ByValue):
    """Samples with one of some values in a field."""

    def __init__(self, field: str, values: Any, ordered: bool = False) -> None:
        """By a path and its values."""
        super().__init__(field=field, values=_values(values), ordered=ordered)

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$match`, and a sort if ordered."""
        path, values = self._stored(view)
        pipeline: Pipeline = [{"$match": {path: {"$in": values}}}]
        return pipeline + (in_order("_select_order", path, values) if self._params["ordered"] else [])


class ExcludeBy(_ByValue):
    """Samples with none of some values in a field."""

    def __init__(self, field: str, values: Any) -> None:
        """By a path and its values."""
        super().__init__(field=field, values=_values(values))

    def to_mongo(self, view: Any) -> Pipeline:
        """One `$match`."""
        path, values = self._stored(view)
        return [{"$match": {path: {"$not": {"$in": values}}}}]


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
        self._sample_ids = sample_ids_of_labels(labels) if labels is not None else None

    def validate(self, view: Any) -> None:
        """Refuses fields without labels.

        Raises:
            ValueError: if so
        """
        for field in self._params["fields"] or ():
            view._root_of_labels(field)

    def needs_frames(self, view: Any) -> bool:
        """Whether labels of frames are tested, if only because no fields are named."""
        every = self._params["fields"] is None and self._sample_ids is None
        return super().needs_frames(view) or (every and view._has_frame_fields())

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$match`; for labels in fields of samples, after what passes has been put aside."""
        p = self._params
        if self._sample_ids is not None:
            found: dict[str, Any] = {"$in": self._sample_ids}
            return [{"$match": {"_id": found if p["bool"] else {"$not": found}}}]
        fields = p["fields"] if p["fields"] is not None else view._get_label_fields()
        if not self._tests or not fields:
            return [{"$match": {"$expr": False}}] if p["bool"] else []
        paths = [view._db_path(view._root_of_labels(f)) for f in fields]
        if any(view._list_prefixes(path) for path in paths):
            return [self._match([any_in(view, path, self._tests.of_label) for path in paths])]
        pipeline: Pipeline = []
        tests = []
        for path in paths:
            aside = f"__{path}"
            if view._is_list_path(path):
                kept = {"$filter": {"input": f"${path}", "cond": self._tests.of_label(THIS)}}
                tests.append((ViewField(aside).length() > 0).to_mongo())
            else:
                kept = {"$cond": {"if": self._tests.of_label(f"${path}"), "then": f"${path}", "else": None}}
                tests.append(ViewField(aside).exists().to_mongo())
            pipeline.append({"$addFields": {aside: kept}})
        gone = dict.fromkeys((f"__{path.partition('.')[0]}" for path in paths), False)
        return [*pipeline, self._match(tests), {"$project": gone}]

    def _match(self, tests: list[Any]) -> dict[str, Any]:
        """Whether any test holds, or none."""
        found = tests[0] if len(tests) == 1 else {"$or": tests}
        return {"$match": {"$expr": found if self._params["bool"] else {"$not": found}}}
