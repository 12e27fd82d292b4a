"""Histograms."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from bson.errors import InvalidDocument

from fo_widgets.data.stages.base import Pipeline

from .base import Aggregation
from .numbers import Bounds

OTHER = "other"


class HistogramValues(Aggregation):
    """How many values lie between each two edges."""

    def __init__(
        self, field_or_expr: Any, expr: Any = None, bins: Any = None, range: Any = None, auto: bool = False
    ) -> None:
        """With some number of equal bins.

        Args:
            range: the lowest and the highest edge; by default, those of the values
            auto: as many bins as suit the number of values
        """
        super().__init__(field_or_expr, expr)
        self._bins, self._range, self._auto = bins, range, auto
        self._edges: list[Any] = []

    def default_result(self) -> tuple[list[int], list[Any], int]:
        """Nothing."""
        return ([], [], 0)

    def _kwargs(self) -> list[list[Any]]:
        return [*super()._kwargs(), ["bins", self._bins], ["range", self._range], ["auto", self._auto]]

    def to_mongo(self, collection: Any) -> Pipeline:
        """A `$bucket`; edges come from a first aggregation if they are not given."""
        target = self.target(collection)
        self._edges = self._make_edges(collection)
        if not self._edges:
            return [{"$match": {"_id": None}}, {"$match": {"_id": {"$exists": False}}}]
        edges = [_stored(e) for e in self._edges]
        group = {
            "groupBy": target.ref,
            "boundaries": edges,
            "default": OTHER,
            "output": {"count": {"$sum": 1}},
        }
        return [*target.pipeline, *target.unwind(), {"$bucket": group}]

    def _make_edges(self, collection: Any) -> list[Any]:
        bins = 10 if self._bins is None else int(self._bins)
        if self._range is not None:
            low, high = self._range
        else:
            over = self.field_name if self.field_name is not None else self.expr
            low, high = collection.aggregate(
                Bounds(over, expr=self.expr if self.field_name else None, safe=True)
            )
            if low is None or high is None:
                # FiftyOne counts the samples without a value, if there are samples.
                if not collection.count():
                    return []
                low = high = -1
            if isinstance(low, np.ndarray):
                raise InvalidDocument(f"arrays have no bounds, so field '{self.field_name}' has no histogram")
            # The last bin does not include its upper edge.
            high = high + timedelta(milliseconds=1) if isinstance(high, datetime) else _after(high)
        if self._auto:
            bins = self._auto_bins(collection, bins)
        if isinstance(low, date):
            low = low if isinstance(low, datetime) else datetime(low.year, low.month, low.day)  # noqa: DTZ001
            return [low + (high - low) * (i / bins) for i in range(bins + 1)]
        step = (high - low) / bins
        return [*(float(low + step * i) for i in range(bins)), float(high)]

    def _auto_bins(self, collection: Any, bins: int) -> int:
        number = (
            collection.count(self.field_name, expr=self.expr)
            if self.field_name
            else collection.count(self.expr)
        )
        return max(math.ceil(math.log2(number)) + 1, 1) if number else bins

    def parse_result(self, documents: list[dict[str, Any]]) -> tuple[list[int], list[Any], int]:
        """Counts, edges, and how many values lie elsewhere."""
        if not self._edges:
            return self.default_result()
        found = {d["_id"]: d["count"] for d in documents}
        other = found.pop(OTHER, 0)
        counts = [found.get(_stored(e), 0) for e in self._edges[:-1]]
        return (counts, self._edges, other)


def _after(high: Any) -> Any:
    if isinstance(high, date):
        return datetime(high.year, high.month, high.day) + timedelta(milliseconds=1)  # noqa: DTZ001
    return high + 1e-6


def _stored(edge: Any) -> Any:
    return edge.replace(microsecond=edge.microsecond // 1000 * 1000) if isinstance(edge, datetime) else edge
