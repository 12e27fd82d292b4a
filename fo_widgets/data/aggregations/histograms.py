"""Histograms."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from bson.errors import InvalidDocument

from fo_widgets.data.fields import DateField, DateTimeField, EmbeddedDocumentField
from fo_widgets.data.stages.base import Pipeline

from .base import Aggregation
from .numbers import Bounds

OTHER = "other"
_NO_NUMBERS = (EmbeddedDocumentField, DateField, DateTimeField)


class HistogramValues(Aggregation):
    """How many values lie between each two edges."""

    def __init__(
        self, field_or_expr: Any, expr: Any = None, bins: Any = None, range: Any = None, auto: bool = False
    ) -> None:
        """With some number of equal bins.

        Args:
            range: the lowest and the highest edge; by default, those of the values
            auto: choose the edges so that all bins hold about as many
        """
        super().__init__(field_or_expr, expr)
        self._bins, self._range, self._auto = bins, range, auto
        self._edges: list[Any] = []

    def default_result(self) -> tuple[list[int], list[Any], int]:
        """Nothing."""
        return ([], [], 0)

    def _kwargs(self) -> list[list[Any]]:
        return [*super()._kwargs()[:2], ["bins", self._bins], ["range", self._range], ["auto", self._auto]]

    def to_mongo(self, collection: Any) -> Pipeline:
        """A `$bucket`, whose edges come from a first aggregation if they are not given; a `$bucketAuto`."""
        target = self.target(collection)
        bins = 10 if self._bins is None else int(self._bins)
        output = {"count": {"$sum": 1}}
        steps = [*target.pipeline, *target.unwind()]
        if self._auto:
            return [*steps, {"$bucketAuto": {"groupBy": target.ref, "buckets": bins, "output": output}}]
        self._edges = self._make_edges(collection, bins)
        edges = [_stored(e) for e in self._edges]
        bucket = {"groupBy": target.ref, "boundaries": edges, "default": OTHER, "output": output}
        return [*steps, {"$bucket": bucket}]

    def _make_edges(self, collection: Any, bins: int) -> list[Any]:
        if self._range is not None:
            low, high = self._range[0], self._range[1]
        else:
            over = self.field_name if self.field_name is not None else self.expr
            low, high = collection.aggregate(
                Bounds(over, expr=self.expr if self.field_name else None, safe=True)
            )
            if low is None or high is None:
                low = high = -1  # there is nothing between these, and everything is counted as other
            if isinstance(low, np.ndarray):
                raise InvalidDocument(f"arrays have no bounds, so field '{self.field_name}' has no histogram")
            # The last bin does not include its upper edge.
            high = high + timedelta(milliseconds=1) if isinstance(high, datetime) else _after(high)
        if bins < 1:
            return [low][: bins + 1]
        if isinstance(low, date):
            low, high = _moment(low), _moment(high)
            return [low + (high - low) * (i / bins) for i in range(bins + 1)]
        step = (high - low) / bins
        return [*(float(low + step * i) for i in range(bins)), float(high)]

    def parse_result(self, documents: list[dict[str, Any]]) -> tuple[list[int], list[Any], int]:
        """Counts, edges, and how many values lie elsewhere.

        Raises:
            AttributeError: if numbers are no values of the field
        """
        if not documents:
            return self.default_result()
        decode = self._target.decode
        if self._auto:
            edges = [d["_id"]["min"] for d in documents] + [documents[-1]["_id"]["max"]]
            return ([d["count"] for d in documents], [decode(e) for e in edges], 0)
        if isinstance(self._target.field, _NO_NUMBERS) and any(isinstance(e, float) for e in self._edges):
            raise AttributeError(
                f"numbers are no values of '{self.field_name}'; give a `range` of such values"
            )
        found = {d["_id"]: d["count"] for d in documents}
        other = found.pop(OTHER, 0)
        return ([found.get(_stored(e), 0) for e in self._edges[:-1]], self._edges, other)


def _after(high: Any) -> Any:
    return _moment(high) + timedelta(milliseconds=1) if isinstance(high, date) else high + 1e-6


def _moment(value: date) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001  as all stored times


def _stored(edge: Any) -> Any:
    return edge.replace(microsecond=edge.microsecond // 1000 * 1000) if isinstance(edge, datetime) else edge
