"""Which predicted boxes match which true ones, as COCO has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
THRESHOLDS = [round(0.5 + 0.05 * i, 2) for i in range(10)]
_RECALLS = np.linspace(0, 1, 101)


@dataclass
class Match:
    """A pair of a true and a predicted label, or one without the other."""

    true: Any = None
    found: Any = None
    iou: float | None = None


@dataclass
class Matches:
    """The matches of one sample."""

    pairs: list[Match] = field(default_factory=list)


def box_overlaps(found: list[Any], true: list[Any], crowds: list[bool]) -> Array:
    """The intersection over union of each pair of boxes; of a crowd, over the predicted box."""
    a = np.array([d.bounding_box for d in found], dtype=float).reshape(-1, 4)[:, None]
    b = np.array([d.bounding_box for d in true], dtype=float).reshape(-1, 4)[None]
    wide = np.minimum(a[..., 0] + a[..., 2], b[..., 0] + b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    high = np.minimum(a[..., 1] + a[..., 3], b[..., 1] + b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    both = np.clip(wide, 0, None) * np.clip(high, 0, None)
    area_a, area_b = a[..., 2] * a[..., 3], b[..., 2] * b[..., 3]
    either = np.where(np.array(crowds, dtype=bool)[None], area_a, area_a + area_b - both)
    out: Array = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    return out


def is_crowd(label: Any, attribute: str) -> bool:
    """Whether a true label stands for a crowd."""
    return bool(label.has_field(attribute) and getattr(label, attribute))


def match_boxes(
    true: list[Any], found: list[Any], iou: float, classwise: bool, crowd_attribute: str
) -> list[Match]:
    """The matches of the boxes of one image: the most confident box takes the true one it overlaps most."""
    if classwise:
        labels = dict.fromkeys(d.label for d in (*true, *found))
        return [
            m
            for name in labels
            for m in match_boxes(
                [d for d in true if d.label == name],
                [d for d in found if d.label == name],
                iou,
                False,
                crowd_attribute,
            )
        ]
    crowds = [is_crowd(d, crowd_attribute) for d in true]
    overlaps = box_overlaps(found, true, crowds)
    order = sorted(
        range(len(found)), key=lambda i: -(found[i].confidence if found[i].confidence is not None else np.inf)
    )
    free = [True] * len(true)
    out: list[Match] = []
    matched: set[int] = set()
    for i in order:
        best, place = min(iou, 1 - 1e-10), -1
        for j in range(len(true)):
            better = overlaps[i, j] > best or (place < 0 and overlaps[i, j] >= best)
            # A crowd is taken only if nothing else is there.
            if place >= 0 and crowds[j] and not crowds[place]:
                better = False
            if (free[j] or crowds[j]) and better:
                best, place = float(overlaps[i, j]), j
        if place >= 0:
            free[place] = False
            matched.add(place)
            out.append(Match(true[place], found[i], best))
        else:
            out.append(Match(found=found[i]))
    return out + [Match(true=d) for j, d in enumerate(true) if j not in matched]


def average_precisions(
    images: Iterable[tuple[list[Any], list[Any]]], thresholds: list[float], crowd_attribute: str
) -> dict[str, float]:
    """The average precision of each class over thresholds, from the true and predicted boxes of images."""
    images = list(images)
    names = dict.fromkeys(d.label for pair in images for side in pair for d in side)
    out: dict[str, float] = {}
    for name in names:
        sides = [tuple([d for d in side if d.label == name] for side in pair) for pair in images]
        total = sum(not is_crowd(d, crowd_attribute) for true, _ in sides for d in true)
        if total:
            out[name] = float(
                np.mean([_average_precision(sides, t, total, crowd_attribute) for t in thresholds])
            )
    return out


def _average_precision(sides: list[Any], threshold: float, total: int, crowd_attribute: str) -> float:
    scored: list[tuple[float, bool]] = []
    for true, found in sides:
        matches = match_boxes(true, found, threshold, False, crowd_attribute)
        scored += [
            (m.found.confidence or 0.0, m.true is not None)
            for m in matches
            if m.found is not None and (m.true is None or not is_crowd(m.true, crowd_attribute))
        ]
    if not scored:
        return 0.0
    scored.sort(key=lambda pair: -pair[0])
    right = np.cumsum([ok for _, ok in scored])
    precision = right / np.arange(1, len(scored) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    places = np.searchsorted(right / total, _RECALLS, side="left")
    values = np.append(envelope, 0.0)[np.minimum(places, len(envelope))]
    return float(values.mean())
