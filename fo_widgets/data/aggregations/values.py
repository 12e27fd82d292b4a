"""The values themselves."""

from __future__ import annotations

from typing import Any

from fo_widgets.data.fields import ObjectIdField
from fo_widgets.data.stages.base import Pipeline

from .base import Aggregation, Target


class Values(Aggregation):
    """All values, in the order of the samples; of a path through lists, nested lists."""

    _UNWINDS = False
    _is_big_batchable = True

    def __init__(
        self,
        field_or_expr: Any,
        expr: Any = None,
        missing_value: Any = None,
        unwind: Any = False,
        _allow_missing: bool = False,
        _big_result: bool = True,
        _raw: bool = False,
        _field: Any = None,
        **_others: Any,
    ) -> None:
        """Of a path or expression.

        Args:
            missing_value: stands for null
            unwind: put all values in one list; -1: one list a sample
        """
        super().__init__(field_or_expr, expr)
        self._missing, self._unwind, self._raw, self._given = missing_value, unwind, _raw, _field
        self._allow_missing = _allow_missing

    def default_result(self) -> list[Any]:
        """Empty."""
        return []

    def _kwargs(self) -> list[list[Any]]:
        options = {
            "missing_value": self._missing,
            "unwind": self._unwind,
            "_allow_missing": self._allow_missing,
            "_big_result": True,
            "_raw": self._raw,
            "_lazy": False,
        }
        return [*super()._kwargs()[:2], *([k, v] for k, v in options.items())]

    def to_mongo(self, collection: Any) -> Pipeline:
        """A `$project` to the value, null where there is none."""
        target = self.target(collection)
        if self._given is not None:
            target.field = self._given
        every = [*target.lists, target.path] if target.is_list else list(target.lists)
        unwound = every if self._unwind > 0 else [] if self._unwind < 0 else list(target.unwound)
        # Lists in lists that stay are made flat in each sample.
        self._is_flat = self._unwind < 0 or bool(unwound and unwound[0] != every[0])
        if self._is_flat:
            unwound = []
        lists = [p for p in target.lists if p not in unwound]
        self._depth = len(lists)
        if target.is_list and target.path in unwound and target.field is not None:
            target.field = getattr(target.field, "field", None)
        # An unwound list of nothing gives nothing, as in the other aggregations.
        steps: Pipeline = [{"$unwind": f"${p}"} for p in unwound]
        return [*target.pipeline, *steps, {"$project": {"_id": False, "value": _extracted(target, lists)}}]

    def parse_result(self, documents: list[dict[str, Any]]) -> list[Any]:
        """The values."""
        target, missing = self._target, self._missing
        decode = None if self._raw or target.field is None else target.field.decode
        # Most values come back as they are stored, which their types tell at once.
        is_as_stored = {type(None), getattr(target.field, "native", None)}.issuperset

        def read(value: Any, depth: int) -> Any:
            if value is None and not depth:
                if isinstance(target.field, ObjectIdField):
                    return missing
                value = missing
            if value is None:
                return None
            if depth and isinstance(value, list):
                if missing is None and is_as_stored(map(type, value)):
                    return value
                return [read(v, depth - 1) for v in value]
            return decode(value) if decode is not None else value

        depth = self._depth
        values = [d.get("value") for d in documents]
        if depth or missing is not None or not is_as_stored(map(type, values)):
            values = [read(v, depth) for v in values]
        if self._is_flat:
            levels = depth - 1 + (1 if target.is_list else 0)
            values = [_flat(v, levels) for v in values]
        return values


def _flat(value: Any, levels: int) -> Any:
    """A nested list as one list; None stays None."""
    if value is None:
        return None
    for _ in range(levels):
        value = [x for v in value if v is not None for x in (v if isinstance(v, list) else [v])]
    return value


def _extracted(target: Target, lists: list[str]) -> Any:
    """The value at a path, with null (and not nothing) for what is missing inside lists."""

    def inside(base: str, ref: str, rest: list[str]) -> Any:
        if not rest:
            tail = target.path[len(base) :].lstrip(".")
            if not tail:
                return ref
            return {"$ifNull": [f"${tail}" if not base else f"{ref}.{tail}", None]}
        here = rest[0][len(base) :].lstrip(".")
        source = f"${here}" if not base else f"{ref}.{here}"
        return {"$map": {"input": source, "as": "this", "in": inside(rest[0], "$$this", rest[1:])}}

    return inside("", "$", lists)
