"""Precision by recall over thresholds of overlap: what average precisions are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .evaluation_matching import Sides, confidence_of
from .evaluation_overlaps import Array

THRESHOLDS = [round(0.5 + 0.05 * i, 2) for i in range(10)]
RECALLS = np.linspace(0, 1, 101)
_UNKNOWN = -1.0  # of classes that no true object has


@dataclass(frozen=True)
class Curves:
    """Precision curves of classes.

    Attributes:
        precision: thresholds x classes x recalls; -1 where there is no true object.
        thresholds: the confidences that go with it.
        recall_sweep: thresholds x classes, the highest recall.
        average: thresholds x classes, ActivityNet's average precision.
    """

    precision: Array
    thresholds: Array
    recall_sweep: Array
    average: Array


def precision_curves(
    images: Iterable[Sides],
    classes: list[str],
    iou_threshs: list[float],
    classwise: bool,
    max_preds: int | None,
) -> Curves:
    """The curves of what was predicted for images or videos.

    Args:
        images: true and predicted objects
        classes: whose curves
        iou_threshs: how much two must overlap
        classwise: match only objects of one class
        max_preds: how many predictions of an image to look at, the surest first
    """
    images, shape = list(images), (len(iou_threshs), len(classes))
    curves = Curves(
        np.full((*shape, len(RECALLS)), _UNKNOWN),
        np.full((*shape, len(RECALLS)), _UNKNOWN),
        np.full(shape, _UNKNOWN),
        np.full(shape, _UNKNOWN),
    )
    totals = {c: sum(_counted(s, c) for s in images) for c in classes}
    for t, threshold in enumerate(iou_threshs):
        scored: dict[Any, list[tuple[float, bool]]] = {}
        for sides in images:
            for m in sides.matches(threshold, classwise, max_preds):
                if m.found is not None and not (m.is_right and m.of_crowd):
                    # As in FiftyOne, a match of two classes counts against that of the true object.
                    label = m.found.label if m.true is None else m.true.label
                    scored.setdefault(label, []).append((confidence_of(m.found) or 0.0, m.is_right))
        for c, name in enumerate(classes):
            if totals[name]:
                _fill(curves, (t, c), scored.get(name, []), totals[name])
    return curves


def _counted(sides: Sides, label: str) -> int:
    return sum(d.label == label and not crowd for d, crowd in zip(sides.true, sides.crowds, strict=True))


def _fill(curves: Curves, place: tuple[int, int], scored: list[tuple[float, bool]], total: int) -> None:
    for array in (curves.precision, curves.thresholds, curves.recall_sweep, curves.average):
        array[place] = 0.0
    if not scored:
        return
    scored = sorted(scored, key=lambda pair: -pair[0])
    right = np.cumsum([ok for _, ok in scored])
    recall, precision = right / total, right / np.arange(1, len(scored) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    steps = np.searchsorted(recall, RECALLS, side="left")
    reached = steps < len(recall)
    curves.precision[place][reached] = envelope[steps[reached]]
    curves.thresholds[place][reached] = np.array([s for s, _ in scored])[steps[reached]]
    curves.recall_sweep[place] = recall[-1]
    curves.average[place] = float((np.diff(recall, prepend=0.0) * envelope).sum())
