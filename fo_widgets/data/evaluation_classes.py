"""Ways to compare classes: as they are, the true one among the likeliest few, or one class against the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .evaluation_scores import Array

NONE = "(none)"


def likeliest(
    true: Sequence[Any], found: Sequence[Any], logits: Sequence[Any], classes: Any, k: int
) -> list[Any]:
    """What counts as predicted: the true class where it is among the `k` likeliest, else what was predicted.

    Args:
        true: true classes
        found: predicted classes
        logits: of each prediction, one number for each class, or None
        classes: the classes that logits are of
        k: how many

    Raises:
        ValueError: if the classes are not given, or there are more or fewer than logits
    """
    if not classes:
        raise ValueError("give `classes`, those that the logits are of, in order")
    names, out = list(classes), []
    for label, prediction, numbers in zip(true, found, logits, strict=True):
        if numbers is not None and len(numbers) != len(names):
            raise ValueError(f"there are {len(names)} classes, but {len(numbers)} logits")
        top = (
            [] if numbers is None else [names[i] for i in np.argsort(-np.asarray(numbers), kind="stable")[:k]]
        )
        out.append(label if label in top else prediction)
    return out


def sides_of_task(classes: Any) -> tuple[str, str]:
    """The negative and the positive class of a binary task.

    Raises:
        ValueError: if these two are not given
    """
    if not classes or len(classes) != 2:
        raise ValueError("give `classes=(negative, positive)` for a binary evaluation")
    negative, positive = classes
    return negative, positive


def verdicts(true: Sequence[str], found: Sequence[str], positive: str) -> list[str]:
    """`TP`, `FP`, `TN` or `FN` for each prediction."""
    return [
        ("T" if a == b else "F") + ("P" if b == positive else "N") for a, b in zip(true, found, strict=True)
    ]


def positive_scores(found: Sequence[str], confidences: Sequence[float | None], positive: str) -> list[float]:
    """How sure each prediction is of the positive class; as in FiftyOne, no confidence in the negative one is all."""
    out = []
    for label, confidence in zip(found, confidences, strict=True):
        sure = 0.0 if confidence is None else float(confidence)
        out.append(sure if label == positive else 1.0 - sure)
    return out


def average_precision(is_true: Array, scores: Array) -> float:
    """The precision at each threshold, weighted by how much recall it adds."""
    if not is_true.any():
        return 0.0
    order = np.argsort(-scores, kind="stable")
    right, ranked = np.cumsum(is_true[order]), scores[order]
    last = np.append(ranked[1:] != ranked[:-1], True)  # predictions that are equally sure go together
    precision = (right / np.arange(1, len(right) + 1))[last]
    recall = right[last] / is_true.sum()
    return float((np.diff(recall, prepend=0.0) * precision).sum())
