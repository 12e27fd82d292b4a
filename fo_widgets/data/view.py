"""Views: datasets seen through stages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .collection import make_optimized_select_view
from .collection_writing import ViewWriting
from .view_reading import ViewReading


class DatasetView(ViewWriting, ViewReading):
    """An ordered collection of samples of a dataset, as its stages make them."""


def make_view(dataset: Any, stages: Iterable[Any] = ()) -> Any:
    """The view of a dataset with stages, given as they are or serialized."""
    return DatasetView._build(dataset, stages)


__all__ = ["DatasetView", "make_optimized_select_view", "make_view"]
