"""The methods of collections that compute something over all samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from . import aggregations as foa
from .fields import DictField, EmbeddedDocumentField, ListField
from .schema import document_field

ORDER = [
    "bounds",
    "count",
    "count_values",
    "distinct",
    "histogram_values",
    "min",
    "max",
    "mean",
    "quantiles",
    "schema",
    "list_schema",
    "std",
    "sum",
    "values",
]


class CollectionAggregations:
    """One method an aggregation, and `aggregate` for several in one pass."""

    @classmethod
    def list_aggregations(cls) -> list[str]:
        """The names of these methods."""
        return list(ORDER)

    def aggregate(self, aggregations: Any) -> Any:
        """The result of one aggregation, or of each of several, in one pass.

        Raises:
            ValueError: if a field does not exist
        """
        if isinstance(aggregations, foa.Aggregation):
            return self.aggregate([aggregations])[0]
        several = list(aggregations)
        if not several:
            return []
        if any(isinstance(a, foa.FacetAggregations) for a in several):
            return foa.aggregate_facets(self, several)
        # Each must be one; a mapping's keys are not.
        [a._is_big_batchable for a in several]
        coll: Any = self
        pipelines = [a.to_mongo(coll) for a in several]
        frames = any(a.needs_frames(coll) for a in several)
        if len(several) == 1:
            return [several[0].parse_result(list(coll._aggregate(pipelines[0], attach_frames=frames)))]
        facets = {str(i): p or [{"$match": {}}] for i, p in enumerate(pipelines)}
        (found,) = coll._aggregate([{"$facet": facets}], attach_frames=frames)
        return [a.parse_result(found[str(i)]) for i, a in enumerate(several)]

    def _make_and_aggregate(self, make: Any, field_or_expr: Any) -> Any:
        if isinstance(field_or_expr, (list, tuple)):
            return tuple(self.aggregate([make(f) for f in field_or_expr]))
        return self.aggregate(make(field_or_expr))

    def bounds(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The smallest and the largest value; `(None, None)` if there are none."""
        return self._make_and_aggregate(lambda f: foa.Bounds(f, expr=expr, safe=safe), field_or_expr)

    def count(self, field_or_expr: Any = None, expr: Any = None, safe: bool = False) -> Any:
        """The number of samples, or of values other than null."""
        return self._make_and_aggregate(lambda f: foa.Count(f, expr=expr, safe=safe), field_or_expr)

    def count_values(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """How often each value occurs."""
        return self._make_and_aggregate(lambda f: foa.CountValues(f, expr=expr, safe=safe), field_or_expr)

    def distinct(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The different values, sorted."""
        return self._make_and_aggregate(lambda f: foa.Distinct(f, expr=expr, safe=safe), field_or_expr)

    def histogram_values(
        self, field_or_expr: Any, expr: Any = None, bins: Any = None, range: Any = None, auto: bool = False
    ) -> Any:
        """Counts, edges, and the number of values that lie in no bin."""

        def make(f: Any) -> Any:
            return foa.HistogramValues(f, expr=expr, bins=bins, range=range, auto=auto)

        return self._make_and_aggregate(make, field_or_expr)

    def min(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The smallest value."""
        return self._make_and_aggregate(lambda f: foa.Min(f, expr=expr, safe=safe), field_or_expr)

    def max(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The largest value."""
        return self._make_and_aggregate(lambda f: foa.Max(f, expr=expr, safe=safe), field_or_expr)

    def mean(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The mean of the numbers; 0 if there are no samples."""
        return self._make_and_aggregate(lambda f: foa.Mean(f, expr=expr, safe=safe), field_or_expr)

    def quantiles(self, field_or_expr: Any, quantiles: Any, expr: Any = None, safe: bool = False) -> Any:
        """The values below which given parts of all values lie.

        Raises:
            ValueError: if a quantile is not between 0 and 1
        """
        return self._make_and_aggregate(
            lambda f: foa.Quantiles(f, quantiles, expr=expr, safe=safe), field_or_expr
        )

    def schema(
        self,
        field_or_expr: Any,
        expr: Any = None,
        dynamic_only: bool = False,
        _doc_type: Any = None,
        _include_private: bool = False,
    ) -> Any:
        """The fields that occur in documents, by name."""

        def make(f: Any) -> Any:
            return foa.Schema(f, expr=expr, dynamic_only=dynamic_only, _include_private=_include_private)

        return self._make_and_aggregate(make, field_or_expr)

    def list_schema(self, field_or_expr: Any, expr: Any = None) -> Any:
        """The field that the elements of lists fit."""
        return self._make_and_aggregate(lambda f: foa.ListSchema(f, expr=expr), field_or_expr)

    def std(self, field_or_expr: Any, expr: Any = None, safe: bool = False, sample: bool = False) -> Any:
        """The standard deviation of the numbers; 0 if there are no samples."""
        return self._make_and_aggregate(
            lambda f: foa.Std(f, expr=expr, safe=safe, sample=sample), field_or_expr
        )

    def sum(self, field_or_expr: Any, expr: Any = None, safe: bool = False) -> Any:
        """The sum of the numbers."""
        return self._make_and_aggregate(lambda f: foa.Sum(f, expr=expr, safe=safe), field_or_expr)

    def values(
        self,
        field_or_expr: Any,
        expr: Any = None,
        missing_value: Any = None,
        unwind: Any = False,
        _allow_missing: bool = False,
        _big_result: bool = True,
        _raw: bool = False,
        _field: Any = None,
        _enforce_natural_order: bool = True,
    ) -> Any:
        """All values in the order of the samples; of several fields, a list for each.

        Args:
            missing_value: stands for null
            unwind: put all values in one list; -1: one list a sample
        """

        def make(f: Any) -> Any:
            return foa.Values(f, expr, missing_value, unwind, _allow_missing, _raw=_raw, _field=_field)

        return self._make_and_aggregate(make, field_or_expr)

    def _iter_values(self, field_or_expr: Any, expr: Any = None, **kwargs: Any) -> Iterator[Any]:
        return iter(self.values(field_or_expr, expr, **kwargs))

    def count_sample_tags(self) -> dict[str, int]:
        """How many samples have each tag."""
        found: dict[str, int] = self.count_values("tags")
        return found

    def count_label_tags(self, label_fields: Any = None) -> dict[str, int]:
        """How many labels have each tag."""
        coll: Any = self
        fields = [label_fields] if isinstance(label_fields, str) else label_fields or coll._get_label_fields()
        makers = [foa.CountValues(coll._get_label_field_path(f, "tags")[1]) for f in fields]
        out: Counter[str] = Counter()
        for found in self.aggregate(makers):
            out.update({k: v for k, v in found.items() if k is not None})
        return dict(out)

    def get_dynamic_field_schema(self, fields: Any = None, recursive: bool = True) -> dict[str, Any]:
        """The fields by path that documents have and the schema lacks."""
        return self._dynamic_schema(fields, recursive, frames=False)

    def get_dynamic_frame_field_schema(
        self, fields: Any = None, recursive: bool = True
    ) -> dict[str, Any] | None:
        """The fields by path that documents in frames have and the schema lacks; None without videos."""
        coll: Any = self
        return self._dynamic_schema(fields, recursive, frames=True) if coll._has_frame_fields() else None

    def _get_dynamic_field_schema(
        self, frames: bool = False, fields: Any = None, recursive: bool = True
    ) -> Any:
        return self._dynamic_schema(fields, recursive, frames)

    def _dynamic_schema(self, fields: Any, recursive: bool, frames: bool) -> dict[str, Any]:
        coll: Any = self
        wanted = [fields] if isinstance(fields, str) else fields
        prefix = coll._FRAMES_PREFIX if frames else ""
        schema = coll._all_fields(frames)
        roots = [n for n in schema if not n.startswith("_")]
        if wanted is not None:
            roots = [n for n in roots if any(n == w.split(".")[0] for w in wanted)]
        out: dict[str, Any] = {}
        pending = list(roots)
        while pending:
            path = pending.pop(0)
            field = coll._field_at(prefix + path)
            document = document_field(field)
            if document is not None and not isinstance(field, DictField):
                found = self.schema(prefix + path, dynamic_only=True)
                for name, kind in found.items():
                    if isinstance(kind, ListField):
                        kind = ListField(_one(self.list_schema(f"{prefix}{path}.{name}")))
                    out[f"{path}.{name}"] = kind
                if recursive:
                    pending += [f"{path}.{f.name}" for f in document.fields if _is_composite(f)]
            elif isinstance(field, ListField) and type(field) is ListField and field.field is None:
                inner = _one(self.list_schema(prefix + path))
                if inner is not None:
                    out[path] = ListField(inner).named(path.rpartition(".")[2])
        if wanted is not None:
            out = {p: f for p, f in out.items() if any(p == w or p.startswith(w + ".") for w in wanted)}
        return out


def _one(field: Any) -> Any:
    """A field, if it is one and not several."""
    return None if isinstance(field, list) else field


def _is_composite(field: Any) -> bool:
    if isinstance(field, (EmbeddedDocumentField, DictField)):
        return True
    return isinstance(field, ListField) and (
        field.field is None or isinstance(field.field, EmbeddedDocumentField)
    )
