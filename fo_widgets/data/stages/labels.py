"""Which labels are meant: by id, by tag, by filter, in which fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bson import ObjectId

from fo_widgets.data.expressions.core import to_mongo


class LabelChoice:
    """A choice of labels; labels that meet one criterion of every kind given are chosen.

    Args:
        labels: `{sample_id, field, label_id}` each.
        ids: label ids.
        instance_ids: ids of instances.
        tags: tags of labels.
        filter: a Mongo expression over `$$this`.
        fields: label fields; all by default.
    """

    def __init__(
        self,
        labels: list[Mapping[str, Any]] | None = None,
        ids: list[str] | None = None,
        instance_ids: list[str] | None = None,
        tags: list[str] | None = None,
        filter: Any = None,
        fields: list[str] | None = None,
        **_: Any,
    ) -> None:
        self.labels, self.ids, self.instance_ids = labels, ids, instance_ids
        self.tags, self.filter, self.fields = tags, filter, fields

    @property
    def is_given(self) -> bool:
        """Whether there is any criterion."""
        criteria = (self.labels, self.ids, self.instance_ids, self.tags, self.filter)
        return any(criterion is not None for criterion in criteria)

    def fields_of(self, view: Any) -> list[str]:
        """The label fields that are looked at.

        Raises:
            ValueError: for a field that holds no labels
        """
        if self.fields is not None:
            for field in self.fields:
                view._label_path(field)
            return list(self.fields)
        if self.labels is not None:
            return list(dict.fromkeys(label["field"] for label in self.labels))
        found: list[str] = view._label_fields()
        return found

    def test(self, field: str) -> Any:
        """An expression over the label `$$this` of a field: whether it is chosen."""
        tests: list[Any] = []
        if self.labels is not None:
            ids = [ObjectId(label["label_id"]) for label in self.labels if label["field"] == field]
            tests.append({"$in": ["$$this._id", ids]})
        if self.ids is not None:
            tests.append({"$in": ["$$this._id", [ObjectId(i) for i in self.ids]]})
        if self.instance_ids is not None:
            tests.append({"$in": ["$$this.instance._id", [ObjectId(i) for i in self.instance_ids]]})
        if self.tags is not None:
            tests.append(_has_tags(self.tags))
        if self.filter is not None:
            tests.append(to_mongo(self.filter, "$$this"))
        return tests[0] if len(tests) == 1 else {"$and": tests}

    def has_any(self, view: Any, field: str) -> Any:
        """An expression over samples: whether a field has a chosen label."""
        path, is_list = view._label_path(field)
        if not is_list:
            return {"$and": [{"$gt": [f"${path}", None]}, at(self.test(field), f"${path}")]}
        chosen = {"$filter": {"input": f"${path}", "cond": self.test(field)}}
        return {"$gt": [{"$size": {"$ifNull": [chosen, []]}}, 0]}


def _has_tags(tags: list[str]) -> Any:
    have: Any = {"$ifNull": ["$$this.tags", []]}
    if len(tags) == 1:
        inside: Any = {"$in": [tags[0], have]}
    else:
        inside = {"$gt": [{"$size": {"$setIntersection": [have, tags]}}, 0]}
    return {"$cond": {"if": {"$gt": ["$$this.tags", None]}, "then": inside, "else": False}}


def at(tree: Any, path: str) -> Any:
    """An expression over `$$this` as one over the value at a path."""
    return {"$let": {"vars": {"this": path}, "in": tree}}
