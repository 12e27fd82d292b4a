"""What comes out of brain runs that can be read here: layouts of points, and similarity indexes."""

from __future__ import annotations

from typing import Any

import numpy as np

from .runs import BrainResults


class IndexResults(BrainResults):
    """Rows by sample or label: arrays here, and lists where they are stored, as FiftyOne has them."""

    _ROWS = ("points", "embeddings", "sample_ids", "label_ids")

    def __init__(
        self, samples: Any = None, config: Any = None, key: Any = None, backend: Any = None, **kwargs: Any
    ) -> None:
        """Of a run on a collection."""
        rows = {n: np.asarray(kwargs[n]) for n in self._ROWS if kwargs.get(n) is not None}
        super().__init__(samples, config, key, backend, **{**kwargs, **rows})

    def serialize(self, reflective: bool = False, **others: Any) -> dict[str, Any]:
        """The stored form, rows as lists."""
        rows = {n: v.tolist() for n in self._ROWS if isinstance(v := vars(self).get(n), np.ndarray)}
        return {**super().serialize(reflective, **others), **rows}


class VisualizationResults(IndexResults):
    """A point for each sample, or each patch."""

    _CLS = "fiftyone.brain.visualization.VisualizationResults"
    points: Any = None
    sample_ids: Any = None
    label_ids: Any = None

    @property
    def total_index_size(self) -> int:
        """The number of points."""
        return 0 if self.points is None else len(self.points)

    @property
    def index_size(self) -> int:
        """The number of points in the view in use."""
        return len(self.current_points)

    @property
    def view(self) -> Any:
        """The view in use."""
        return self.__dict__.get("_view", self._samples)

    def use_view(
        self, sample_collection: Any, allow_missing: bool = True, warn_missing: bool = False
    ) -> VisualizationResults:
        """Restricts the current points to a view."""
        self._view = sample_collection
        return self

    def clear_view(self) -> None:
        """Takes all points as current again."""
        self.__dict__.pop("_view", None)

    def _current(self) -> Any:
        view = self.__dict__.get("_view")
        ids = np.asarray(self.sample_ids)
        if view is None:
            return np.arange(len(ids))
        known = set(view.values("id"))
        return np.array([i for i, id in enumerate(ids.tolist()) if id in known], dtype=int)

    @property
    def current_points(self) -> Any:
        """The points in the view in use."""
        return np.asarray(self.points)[self._current()]

    @property
    def current_sample_ids(self) -> Any:
        """The ids of the samples of the current points."""
        return np.asarray(self.sample_ids)[self._current()]

    @property
    def current_label_ids(self) -> Any:
        """The ids of the labels of the current points; None for samples."""
        return None if self.label_ids is None else np.asarray(self.label_ids)[self._current()]


class SimilarityResults(IndexResults):
    """An embedding for each sample, or each patch, to find similar ones by."""

    _CLS = "fiftyone.brain.similarity.SimilarityIndex"
    embeddings: Any = None
    sample_ids: Any = None
    label_ids: Any = None

    def _vectors(self) -> tuple[Any, list[str]]:
        """The embeddings as rows, and the ids of their samples."""
        if self.embeddings is not None:
            return np.asarray(self.embeddings, dtype=float), [
                str(i) for i in np.asarray(self.sample_ids).tolist()
            ]
        field = getattr(self.config, "embeddings_field", None)
        if field is None:
            raise ValueError(
                f"similarity index '{self.key}' holds no embeddings, and names no field that does"
            )
        pairs = zip(*self.samples._root_dataset.values([field, "id"]), strict=True)
        known = [(v, i) for v, i in pairs if v is not None]
        return np.array([v for v, _ in known], dtype=float), [i for _, i in known]

    @property
    def total_index_size(self) -> int:
        """The number of embeddings."""
        return len(self._vectors()[1])

    def get_embeddings(self, sample_ids: Any = None, **_others: Any) -> Any:
        """The embeddings, the ids of their samples, and those of their labels.

        Args:
            sample_ids: only of these samples, in their order
        """
        vectors, ids = self._vectors()
        labels = None if self.label_ids is None else np.asarray(self.label_ids)
        if sample_ids is None:
            return vectors, np.array(ids), labels
        place = {id: i for i, id in enumerate(ids)}
        chosen = [place[str(i)] for i in sample_ids if str(i) in place]
        return vectors[chosen], np.array(ids)[chosen], None if labels is None else labels[chosen]

    def sort_by_similarity(
        self,
        query: Any,
        k: int | None = None,
        reverse: bool = False,
        aggregation: str = "mean",
        dist_field: str | None = None,
        _mongo: bool = False,
        **_others: Any,
    ) -> Any:
        """A view of the samples from similar to a query to unlike it.

        Args:
            query: a vector, or ids of samples of the index
            k: at most so many
            reverse: the least similar first

        Raises:
            ValueError: if the query is text, or an id is not in the index
        """
        vectors, ids = self._vectors()
        distances = self._distances(self._query_vector(query, vectors, ids), vectors)
        order = np.argsort(-distances if reverse else distances, kind="stable")[:k]
        chosen = [ids[i] for i in order.tolist()]
        if dist_field is not None:
            found = {ids[i]: float(distances[i]) for i in order.tolist()}
            self.samples._root_dataset.set_values(dist_field, found, key_field="id")
        return self.samples.select(list(dict.fromkeys(chosen)), ordered=True)

    def _query_vector(self, query: Any, vectors: Any, ids: list[str]) -> Any:
        given = [query] if isinstance(query, str) else list(query)
        if given and not isinstance(given[0], str):
            return np.asarray(given, dtype=float)
        place = {id: i for i, id in enumerate(ids)}
        missing = next((q for q in given if q not in place), None)
        if missing is not None:
            raise ValueError(
                f"'{missing}' is no id in similarity index '{self.key}'; text cannot be searched here"
            )
        return np.mean(vectors[[place[q] for q in given]], axis=0)

    def _distances(self, query: Any, vectors: Any) -> Any:
        if getattr(self.config, "metric", None) == "euclidean":
            return np.linalg.norm(vectors - query, axis=1)
        below = np.linalg.norm(vectors, axis=1) * np.linalg.norm(query)
        return 1 - np.divide(vectors @ query, below, out=np.zeros(len(vectors)), where=below > 0)
