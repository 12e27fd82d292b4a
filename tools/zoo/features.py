"""Vectors that say which pictures look alike, and the layouts and scores made from them."""

from __future__ import annotations

import numpy as np
from PIL import Image
from skimage.feature import hog
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.neighbors import NearestNeighbors

from .digits import SEED


def visual_words(pictures: list[Image.Image], words: int = 64) -> np.ndarray:
    """How often each kind of local edge pattern occurs in each picture: unit vectors (n, words)."""
    patterns = [_edges(picture) for picture in pictures]
    rng = np.random.default_rng(SEED)
    sample = np.concatenate([one[rng.permutation(len(one))[:120]] for one in patterns])
    book = KMeans(words, n_init=2, random_state=SEED).fit(sample)
    counts = np.stack([np.bincount(book.predict(one), minlength=words) for one in patterns])
    return np.asarray(np.sqrt(counts / counts.sum(axis=1, keepdims=True)), dtype=np.float32)


def _edges(picture: Image.Image) -> np.ndarray:
    small = picture.convert("L")
    small.thumbnail((320, 320))
    blocks = hog(
        np.asarray(small),
        orientations=8,
        pixels_per_cell=(8, 8),
        cells_per_block=(2, 2),
        feature_vector=False,
    )
    flat = blocks.reshape(-1, 32)
    inked = flat[np.abs(flat).sum(axis=1) > 0]  # an empty stretch of paper says nothing
    return np.asarray(inked, dtype=np.float64)


def tsne(vectors: np.ndarray) -> tuple[np.ndarray, dict[str, object]]:
    """A 2-D layout (n, 2) that keeps neighbours together, with the settings as FiftyOne names them."""
    layout = TSNE(2, perplexity=30, init="pca", learning_rate=200.0, random_state=SEED).fit_transform(vectors)
    return layout, {
        "cls": "fiftyone.brain.visualization.TSNEVisualizationConfig",
        "method": "tsne",
        "embeddings_field": "embedding",
        "metric": "euclidean",
        "perplexity": 30.0,
        "learning_rate": 200.0,
        "seed": SEED,
    }


def pca(vectors: np.ndarray) -> tuple[np.ndarray, dict[str, object]]:
    """The two strongest principal components (n, 2), with the settings as FiftyOne names them."""
    layout = PCA(2, random_state=SEED, svd_solver="full").fit_transform(vectors)
    return layout, {
        "cls": "fiftyone.brain.visualization.PCAVisualizationConfig",
        "method": "pca",
        "embeddings_field": "embedding",
        "svd_solver": "full",
        "seed": SEED,
    }


def uniqueness(vectors: np.ndarray) -> np.ndarray:
    """Mean distance to the three nearest other vectors, divided by the greatest: in (0, 1]."""
    distances, _ = NearestNeighbors(n_neighbors=4).fit(vectors).kneighbors(vectors)
    mean = distances[:, 1:].mean(axis=1)
    return np.asarray(mean / mean.max())
