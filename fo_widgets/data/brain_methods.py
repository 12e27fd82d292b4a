"""Methods of FiftyOne's brain that need no model of their own: duplicates, hardness, similarity, layouts."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .optional import optional
from .runs import BrainConfig

__all__ = ["compute_exact_duplicates", "compute_hardness", "compute_similarity", "compute_visualization"]

Array = np.ndarray[Any, Any]
logger = logging.getLogger(__name__)

_BRAIN = "fiftyone.brain."
_LAYOUTS = {"pca": "PCA", "tsne": "TSNE", "umap": "UMAP", "manual": "Manual"}


def compute_exact_duplicates(
    samples: Any, num_workers: int | None = None, skip_failures: bool = True, progress: Any = None
) -> dict[str, list[str]]:
    """The ids of samples whose media files have the same bytes: those of later ones, by that of the first.

    Raises:
        OSError: if a file cannot be read and failures are not skipped
    """
    firsts: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for id, path in zip(*samples.values(["id", "filepath"]), strict=True):
        try:
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
        except OSError as error:
            if not skip_failures:
                raise
            logger.warning("skipping '%s': %s", path, error)
            continue
        first = firsts.setdefault(digest, id)
        if first != id:
            found.setdefault(first, []).append(id)
    return found


def compute_hardness(
    samples: Any, label_field: str, hardness_field: str = "hardness", progress: Any = None
) -> None:
    """Writes how unsure a model was of each sample: the entropy of what its logits say, as a brain run.

    Args:
        label_field: a Classification with `logits`

    Raises:
        ValueError: if a label has none
    """
    logits = samples.values(f"{label_field}.logits")
    without = sum(v is None for v in logits)
    if without:
        raise ValueError(f"{without} of {len(logits)} samples have no logits in '{label_field}'")
    samples.set_values(hardness_field, [_entropy(np.asarray(v, dtype=float)) for v in logits])
    config = BrainConfig(
        cls=f"{_BRAIN}internal.core.hardness.HardnessConfig",
        type="hardness",
        method="entropy",
        label_field=label_field,
        hardness_field=hardness_field,
    )
    samples._run_store("brain_methods").register(hardness_field, config, samples, overwrite=True)


def _entropy(logits: Array) -> float:
    exponents = np.exp(logits - logits.max())
    shares = exponents / exponents.sum()
    known = shares[shares > 0]
    return float(-(known * np.log(known)).sum())


def compute_similarity(
    samples: Any,
    patches_field: str | None = None,
    roi_field: str | None = None,
    embeddings: Any = None,
    brain_key: str | None = None,
    model: Any = None,
    backend: str | None = None,
    metric: str = "cosine",
    **kwargs: Any,
) -> Any:
    """An index that finds similar samples, kept under `brain_key` if one is given; see `sort_by_similarity`.

    Args:
        embeddings: a row for each sample, rows by sample id, or a field that holds them
        model: has `embed(image)`, and makes the embeddings if none are given
        metric: `"cosine"` or `"euclidean"`

    Raises:
        NotImplementedError: if patches, or another backend, are asked for
        ValueError: if there is nothing to make embeddings of
    """
    _refuse("compute_similarity", patches_field=patches_field, roi_field=roi_field)
    if backend not in (None, "sklearn"):
        raise NotImplementedError(
            f"compute_similarity(backend={backend!r}): indexes here lie in memory; leave backend out"
        )
    if metric not in ("cosine", "euclidean"):
        raise ValueError(f"metric is 'cosine' or 'euclidean', not {metric!r}")
    field = embeddings if isinstance(embeddings, str) else None
    vectors, ids = _embeddings(samples, embeddings, model)
    config = BrainConfig(
        cls=f"{_BRAIN}internal.core.sklearn.SklearnSimilarityConfig",
        type="similarity",
        method="sklearn",
        embeddings_field=field,
        model=None if model is None else type(model).__name__,
        model_kwargs=None,
        patches_field=None,
        roi_field=None,
        supports_prompts=False,
        metric=metric,
    )
    kept = {} if field is not None else {"embeddings": vectors, "sample_ids": ids, "label_ids": None}
    cls = f"{_BRAIN}internal.core.sklearn.SklearnSimilarityIndex"
    return _saved(samples, brain_key, config, cls=cls, **kept)


def compute_visualization(
    samples: Any,
    patches_field: str | None = None,
    embeddings: Any = None,
    points: Any = None,
    create_index: bool = False,
    points_field: str | None = None,
    brain_key: str | None = None,
    num_dims: int = 2,
    method: str | None = None,
    model: Any = None,
    seed: int | None = None,
    **kwargs: Any,
) -> Any:
    """A point for each sample that lies near similar ones, kept under `brain_key` if one is given.

    Args:
        embeddings: a row for each sample, rows by sample id, or a field that holds them
        points: the points themselves, in place of embeddings
        points_field: also write the points to this field
        method: `"pca"`, the default, or `"tsne"` with scikit-learn, or `"umap"` with umap-learn
        model: has `embed(image)`, and makes the embeddings if none are given
        kwargs: of the method

    Raises:
        NotImplementedError: if patches are asked for
        PackageError: if the method's package is not installed
        ValueError: if the method is unknown, or there is nothing to make points of
    """
    _refuse("compute_visualization", patches_field=patches_field)
    if points is not None:
        method, placed, ids = "manual", *_rows(samples, points, "points")
    else:
        method = method or "pca"
        if method not in _LAYOUTS:
            raise ValueError(f"method is one of {sorted(_LAYOUTS)}, not {method!r}")
        vectors, ids = _embeddings(samples, embeddings, model)
        placed = _layouts()[method](vectors, num_dims, seed, kwargs)
    if points_field is not None:
        by_id = dict(zip(ids.tolist(), placed.tolist(), strict=True))
        samples._root_dataset.set_values(points_field, by_id, key_field="id")
        if create_index:
            samples._root_dataset.create_index([(points_field, "2d")])
    config = BrainConfig(
        cls=f"{_BRAIN}visualization.{_LAYOUTS[method]}VisualizationConfig",
        type="visualization",
        method=method,
        embeddings_field=embeddings if isinstance(embeddings, str) else None,
        points_field=points_field,
        similarity_index=None,
        model=None if model is None else type(model).__name__,
        model_kwargs=None,
        patches_field=None,
        num_dims=placed.shape[1],
        **({} if method == "manual" else {"seed": seed}),
    )
    return _saved(samples, brain_key, config, points=placed, sample_ids=ids, label_ids=None)


def _layouts() -> dict[str, Callable[[Array, int, Any, Mapping[str, Any]], Array]]:
    return {"pca": _pca, "tsne": _tsne, "umap": _umap}


def _pca(vectors: Array, num_dims: int, _seed: Any, _options: Mapping[str, Any]) -> Array:
    """The directions in which the vectors differ most, each with its largest part positive."""
    centered = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centered, full_matrices=False)
    chosen = directions[:num_dims]
    strongest = np.take_along_axis(chosen, np.abs(chosen).argmax(axis=1)[:, None], axis=1)
    flat: Array = centered @ (chosen * np.sign(strongest)).T
    return flat


def _tsne(vectors: Array, num_dims: int, seed: Any, options: Mapping[str, Any]) -> Array:
    manifold = optional("sklearn.manifold", "scikit-learn", 'compute_visualization(method="tsne")')
    settings = {"perplexity": min(30, max(1, (len(vectors) - 1) / 3)), **options}
    flat: Array = manifold.TSNE(n_components=num_dims, random_state=seed, **settings).fit_transform(vectors)
    return flat


def _umap(vectors: Array, num_dims: int, seed: Any, options: Mapping[str, Any]) -> Array:
    umap = optional("umap", "umap-learn", 'compute_visualization(method="umap")')
    flat: Array = umap.UMAP(n_components=num_dims, random_state=seed, **options).fit_transform(vectors)
    return flat


def _refuse(function: str, **given: Any) -> None:
    for name, value in given.items():
        if value is not None:
            raise NotImplementedError(
                f"{function}({name}=...) is not part of fo_widgets; make the run with FiftyOne on the same database, "
                "it can then be read here"
            )


def _embeddings(samples: Any, embeddings: Any, model: Any) -> tuple[Array, Array]:
    """Embeddings as rows, and the ids of their samples."""
    if embeddings is None:
        if model is None or isinstance(model, str):
            raise ValueError(
                "give `embeddings`, or a `model` with embed(image): fo_widgets has no zoo to take one from"
            )
        embeddings = samples.compute_embeddings(model)
    return _rows(samples, embeddings, "embeddings")


def _rows(samples: Any, given: Any, what: str) -> tuple[Array, Array]:
    ids = samples.values("id")
    if isinstance(given, str):
        given = samples.values(given)
    if isinstance(given, Mapping):
        given = [given.get(id) for id in ids]
    if len(given) != len(ids):
        raise ValueError(f"there are {len(ids)} samples and {len(given)} {what}")
    known = [(id, row) for id, row in zip(ids, given, strict=True) if row is not None]
    if not known:
        raise ValueError(f"no sample has {what}")
    return np.array([np.asarray(row, dtype=float) for _, row in known]), np.array([id for id, _ in known])


def _saved(samples: Any, key: str | None, config: BrainConfig, **values: Any) -> Any:
    """The results of a run, kept under a key if one is given."""
    from .runs import results_class

    results = results_class(config)(samples, config, key, **values)
    if key is not None:
        store = samples._run_store("brain_methods")
        store.register(key, config, samples)
        store.save_results(key, results)
    return results
