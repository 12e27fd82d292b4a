"""The scanned digits of scikit-learn, and what a linear classifier says of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split

SEED = 51
CLASSES = [str(digit) for digit in range(10)]


@dataclass(frozen=True)
class Digits:
    """All digits in scikit-learn's order."""

    scans: np.ndarray  # (n, 8, 8), ink from 0 (none) to 16 (full)
    labels: np.ndarray  # (n,), 0 to 9
    is_train: np.ndarray  # (n,), bool


def load() -> Digits:
    """The digits with a stratified half marked for training."""
    source = load_digits()
    train, _ = train_test_split(
        np.arange(len(source.target)), train_size=0.5, stratify=source.target, random_state=SEED
    )
    is_train = np.zeros(len(source.target), dtype=bool)
    is_train[train] = True
    return Digits(source.images, source.target, is_train)


def classifier() -> LogisticRegression:
    """A fresh linear classifier, the same for single digits and for those found on pages."""
    return LogisticRegression(max_iter=2000, C=0.3)


def logits(digits: Digits) -> np.ndarray:
    """Scores (n, 10) of a classifier that never saw the digit it judges.

    Digits for testing are judged by a classifier trained on all digits for training; those for training by
    five-fold cross-validation.
    """
    pixels = digits.scans.reshape(len(digits.scans), -1) / 16
    scores = np.empty((len(pixels), 10))
    train, test = digits.is_train, ~digits.is_train
    folds = StratifiedKFold(5, shuffle=True, random_state=SEED)
    scores[train] = cross_val_predict(
        classifier(), pixels[train], digits.labels[train], cv=folds, method="decision_function"
    )
    scores[test] = classifier().fit(pixels[train], digits.labels[train]).decision_function(pixels[test])
    return scores


def embeddings(digits: Digits, dimensions: int = 16) -> np.ndarray:
    """The strongest principal components (n, dimensions) of the pixels."""
    pixels = digits.scans.reshape(len(digits.scans), -1) / 16
    projected = PCA(dimensions, random_state=SEED, svd_solver="full").fit_transform(pixels)
    return np.asarray(projected, dtype=np.float32)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
