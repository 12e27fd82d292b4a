"""Aggregations: each says what it computes over a collection, as a Mongo pipeline and how its result is read."""

from .base import AGGREGATIONS, Aggregation, AggregationError
from .counts import Count, CountValues, Distinct
from .facets import FacetAggregations, aggregate_facets
from .histograms import HistogramValues
from .numbers import Bounds, Max, Mean, Min, Quantiles, Std, Sum
from .schemas import ListSchema, Schema
from .values import Values

__all__ = [
    "AGGREGATIONS",
    "Aggregation",
    "AggregationError",
    "Bounds",
    "Count",
    "CountValues",
    "Distinct",
    "FacetAggregations",
    "HistogramValues",
    "ListSchema",
    "Max",
    "Mean",
    "Min",
    "Quantiles",
    "Schema",
    "Std",
    "Sum",
    "Values",
    "aggregate_facets",
]
