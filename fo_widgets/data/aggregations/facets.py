"""Several aggregations below one field."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .base import Aggregation


class FacetAggregations(Aggregation):
    """Aggregations whose fields and expressions are relative to one field; a result for each, or by name."""

    def __init__(
        self,
        field_name: str,
        aggregations: Sequence[Aggregation] | Mapping[str, Aggregation],
        _compiled: bool = False,
    ) -> None:
        """Below a field, given by its path.

        Raises:
            ValueError: if there are no aggregations
        """
        super().__init__(field_name)
        if not aggregations:
            raise ValueError(f"FacetAggregations of '{field_name}' need at least one aggregation")
        self._aggregations, self._compiled = aggregations, _compiled

    def _named(self) -> dict[Any, Aggregation]:
        if isinstance(self._aggregations, Mapping):
            return dict(self._aggregations)
        return dict(enumerate(self._aggregations))

    def parts(self) -> list[Aggregation]:
        """The aggregations with whole paths; fields below the own one may be missing."""
        out = []
        for aggregation in self._named().values():
            part = copy.copy(aggregation)
            names = [self.field_name, aggregation.field_name]
            part.field_name = ".".join(name for name in names if name)
            part._allow_missing = aggregation.field_name is not None
            out.append(part)
        return out

    def put_together(self, results: Iterator[Any]) -> Any:
        """The results of the parts, taken from more: a list, or by name."""
        found = {name: next(results) for name in self._named()}
        return found if isinstance(self._aggregations, Mapping) else list(found.values())

    def default_result(self) -> Any:
        """The results over nothing."""
        return self.put_together(iter([a.default_result() for a in self._named().values()]))

    def _kwargs(self) -> list[list[Any]]:
        named = {name: a._serialize() for name, a in self._named().items()}
        parts = named if isinstance(self._aggregations, Mapping) else list(named.values())
        return [["field_name", self.field_name], ["aggregations", parts], ["_compiled", self._compiled]]

    @classmethod
    def _from_dict(cls, d: Mapping[str, Any]) -> FacetAggregations:
        values = dict(d["kwargs"])
        parts = values["aggregations"]
        make = Aggregation._from_dict
        inner = (
            {k: make(v) for k, v in parts.items()} if isinstance(parts, Mapping) else [make(v) for v in parts]
        )
        return cls(values["field_name"], inner, values.get("_compiled", False))


def aggregate_facets(collection: Any, aggregations: Sequence[Aggregation]) -> list[Any]:
    """The results of aggregations some of which have parts, all in one pass."""
    parts: list[Aggregation] = []
    for aggregation in aggregations:
        if isinstance(aggregation, FacetAggregations):
            collection._validate_root_field(aggregation.field_name)
            parts += aggregation.parts()
        else:
            parts.append(aggregation)
    results = iter(collection.aggregate(parts))
    return [
        a.put_together(results) if isinstance(a, FacetAggregations) else next(results) for a in aggregations
    ]
