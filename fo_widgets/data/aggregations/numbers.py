"""Aggregations that give numbers, or bounds of anything that can be compared."""

from __future__ import annotations

import math
from typing import Any

from fo_widgets.data.engine.javascript import sort_numbers
from fo_widgets.data.stages.base import Pipeline

from .base import Aggregation


class _Accumulated(Aggregation):
    """The result of accumulators over all values."""

    def _accumulators(self) -> dict[str, str]:
        raise NotImplementedError(f"{type(self).__name__} names no accumulators")

    def to_mongo(self, collection: Any) -> Pipeline:
        """A `$group` of everything."""
        target = self.target(collection)
        columns = {name: {how: target.ref} for name, how in self._accumulators().items()}
        return [*target.pipeline, *target.unwind(), {"$group": {"_id": None, **columns}}]


class Bounds(_Accumulated):
    """The smallest and the largest value."""

    def default_result(self) -> tuple[Any, Any]:
        """Two None."""
        return (None, None)

    def _accumulators(self) -> dict[str, str]:
        return {"min": "$min", "max": "$max"}

    def parse_result(self, documents: list[dict[str, Any]]) -> tuple[Any, Any]:
        """Both."""
        if not documents:
            return self.default_result()
        (found,) = documents
        return (self._target.decode(found["min"]), self._target.decode(found["max"]))


class _One(_Accumulated):
    _HOW: str
    _DECODES = False

    def _accumulators(self) -> dict[str, str]:
        return {"value": self._HOW}

    def parse_result(self, documents: list[dict[str, Any]]) -> Any:
        """The value."""
        if not documents:
            return self.default_result()
        value = documents[0]["value"]
        return self._target.decode(value) if self._DECODES else value


class Min(_One):
    """The smallest value."""

    _HOW, _DECODES = "$min", True


class Max(_One):
    """The largest value."""

    _HOW, _DECODES = "$max", True


class Mean(_One):
    """The mean of the numbers."""

    _HOW = "$avg"

    def default_result(self) -> Any:
        """0."""
        return 0


class Sum(_One):
    """The sum of the numbers."""

    _HOW = "$sum"

    def default_result(self) -> Any:
        """0."""
        return 0


class Std(_One):
    """The standard deviation of the numbers."""

    def __init__(
        self, field_or_expr: Any, expr: Any = None, safe: bool = False, sample: bool = False
    ) -> None:
        """Of the population, or of a `sample` of it."""
        super().__init__(field_or_expr, expr, safe)
        self._sample = sample
        self._HOW = "$stdDevSamp" if sample else "$stdDevPop"

    def default_result(self) -> Any:
        """0."""
        return 0

    def _kwargs(self) -> list[list[Any]]:
        return [*super()._kwargs(), ["sample", self._sample]]


class Quantiles(Aggregation):
    """The values below which given parts of all values lie."""

    def __init__(self, field_or_expr: Any, quantiles: Any, expr: Any = None, safe: bool = False) -> None:
        """At one or several numbers between 0 and 1."""
        super().__init__(field_or_expr, expr, safe)
        self._quantiles = quantiles
        self._is_scalar = not hasattr(quantiles, "__iter__")
        self._numbers = [quantiles] if self._is_scalar else list(quantiles)

    def default_result(self) -> Any:
        """None for each."""
        return None if self._is_scalar else [None] * len(self._numbers)

    def _kwargs(self) -> list[list[Any]]:
        path, *others = super()._kwargs()
        return [path, ["quantiles", self._quantiles], *others]

    def to_mongo(self, collection: Any) -> Pipeline:
        """All numbers, in one list.

        Raises:
            ValueError: if a quantile is not between 0 and 1
        """
        if any(
            isinstance(q, bool) or not isinstance(q, (int, float)) or not 0 <= q <= 1 for q in self._numbers
        ):
            raise ValueError(f"Quantiles must be numbers in [0, 1]; found {self._numbers}")
        target = self.target(collection)
        match = {"$match": {"$expr": {"$isNumber": target.ref}}}
        return [
            *target.pipeline,
            *target.unwind(),
            match,
            {"$group": {"_id": None, "values": {"$push": target.ref}}},
        ]

    def parse_result(self, documents: list[dict[str, Any]]) -> Any:
        """The quantiles, as many as given."""
        if not documents:
            return self.default_result()
        values = sort_numbers(documents[0]["values"])
        last = len(values) - 1
        found = [values[min(max(math.ceil(len(values) * q) - 1, 0), last)] for q in self._numbers]
        found = [float(v) if isinstance(v, int) and not isinstance(v, bool) else v for v in found]
        found = [self._target.decode(v) for v in found]
        return found[0] if self._is_scalar else found
