"""Counts and distinct values."""

from __future__ import annotations

from typing import Any

from fo_widgets.data.engine.bson_values import sort_key
from fo_widgets.data.stages.base import Pipeline

from .base import Aggregation


class Count(Aggregation):
    """The number of samples, or of values other than null."""

    def __init__(
        self, field_or_expr: Any = None, expr: Any = None, safe: bool = False, _unwind: bool = True
    ) -> None:
        """Of samples, or of the values of a path or expression."""
        super().__init__(field_or_expr, expr, safe)
        self._unwind = _unwind

    def _kwargs(self) -> list[list[Any]]:
        return [*super()._kwargs(), ["_unwind", self._unwind]]

    def default_result(self) -> int:
        """0."""
        return 0

    def to_mongo(self, collection: Any) -> Pipeline:
        """A `$count`."""
        if self.field_name is None and self.expr is None:
            return [{"$count": "count"}]
        target = self.target(collection)
        unwind = target.unwind() if self._unwind else []
        return [
            *target.pipeline,
            *unwind,
            {"$match": {"$expr": {"$gt": [target.ref, None]}}},
            {"$count": "count"},
        ]

    def parse_result(self, documents: list[dict[str, Any]]) -> int:
        """The number."""
        return int(documents[0]["count"]) if documents else 0


class CountValues(Aggregation):
    """How often each value occurs."""

    def _kwargs(self) -> list[list[Any]]:
        # What the App gives to show the first of many values.
        shown: dict[str, Any] = {
            "_first": None,
            "_sort_by": "count",
            "_asc": True,
            "_include": None,
            "_search": "",
            "_selected": [],
        }
        return [*super()._kwargs(), *([k, v] for k, v in shown.items())]

    def default_result(self) -> dict[Any, int]:
        """Empty."""
        return {}

    def to_mongo(self, collection: Any) -> Pipeline:
        """A `$group`."""
        target = self.target(collection)
        return [*target.pipeline, *target.unwind(), {"$group": {"_id": target.ref, "count": {"$sum": 1}}}]

    def parse_result(self, documents: list[dict[str, Any]]) -> dict[Any, int]:
        """Numbers by value."""
        return {self._target.decode(d["_id"]): d["count"] for d in documents}


class Distinct(Aggregation):
    """The different values, sorted."""

    def default_result(self) -> list[Any]:
        """Empty."""
        return []

    def to_mongo(self, collection: Any) -> Pipeline:
        """A `$group`."""
        target = self.target(collection)
        return [*target.pipeline, *target.unwind(), {"$group": {"_id": target.ref}}]

    def parse_result(self, documents: list[dict[str, Any]]) -> list[Any]:
        """The values, without null."""
        values = sorted((d["_id"] for d in documents if d["_id"] is not None), key=sort_key)
        return [self._target.decode(v) for v in values]
