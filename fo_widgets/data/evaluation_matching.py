"""Which predicted objects match which true ones, as COCO has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .evaluation_overlaps import Array, Measure


@dataclass
class Match:
    """A pair of a true and a predicted label, or one without the other."""

    true: Any = None
    found: Any = None
    iou: float | None = None
    of_crowd: bool = False

    @property
    def is_right(self) -> bool:
        """Whether both are there, and of one class."""
        return self.true is not None and self.found is not None and self.true.label == self.found.label


@dataclass(frozen=True)
class Sides:
    """The true and the predicted objects of one image or video, and how much each two overlap."""

    true: list[Any]
    found: list[Any]
    crowds: list[bool]
    overlaps: Array

    def labels(self) -> list[Any]:
        """The classes, in order of appearance."""
        return list(dict.fromkeys(d.label for d in (*self.true, *self.found)))

    def matches(self, iou: float, classwise: bool, max_preds: int | None = None) -> list[Match]:
        """The matches: the surest prediction takes the true object it overlaps most.

        Args:
            iou: how much two must overlap
            classwise: match only objects of one class
            max_preds: how many predictions to look at, the surest first
        """
        out: list[Match] = []
        for label in self.labels() if classwise else [None]:
            true, found = (
                [i for i, d in enumerate(side) if not classwise or d.label == label]
                for side in (self.true, self.found)
            )
            out += self._matches(true, sorted(found, key=self._rank)[:max_preds], iou)
        return out

    def _rank(self, place: int) -> float:
        sure = confidence_of(self.found[place])
        return -float("inf") if sure is None else -sure

    def _matches(self, true: list[int], found: list[int], iou: float) -> list[Match]:
        out: list[Match] = []
        taken: set[int] = set()
        for i in found:
            best, place = min(iou, 1 - 1e-10), -1
            for j in true:
                better = self.overlaps[i, j] > best or (place < 0 and self.overlaps[i, j] >= best)
                # A crowd is taken only if nothing else is there, and only by its own class.
                if self.crowds[j] and (
                    (place >= 0 and not self.crowds[place]) or self.true[j].label != self.found[i].label
                ):
                    better = False
                if (j not in taken or self.crowds[j]) and better:
                    best, place = float(self.overlaps[i, j]), j
            if place >= 0:
                taken.add(place)
                out.append(Match(self.true[place], self.found[i], best, self.crowds[place]))
            else:
                out.append(Match(found=self.found[i]))
        return out + [Match(self.true[j], of_crowd=self.crowds[j]) for j in true if j not in taken]


def sides_of(
    true: Any, found: Any, measure: Measure, crowd_attribute: str | None, classwise: bool = False
) -> Sides:
    """The objects of one image or video.

    Args:
        true: a label, a list of them, or None
        found: likewise
        measure: what is compared
        crowd_attribute: the attribute of true objects that stand for a crowd
        classwise: whether only objects of one class will be matched
    """
    true, found = _listed(true), _listed(found)
    crowds = [bool(crowd_attribute) and _has(d, str(crowd_attribute)) for d in true]
    return Sides(true, found, crowds, measure.overlaps(found, true, crowds, classwise))


def confidence_of(label: Any) -> float | None:
    """How sure a prediction is; of keypoints, on average."""
    found = label.confidence
    if isinstance(found, (list, np.ndarray)):
        return float(np.mean(found)) if len(found) else None
    return None if found is None else float(found)


def _has(label: Any, attribute: str) -> bool:
    return bool(label.has_field(attribute) and getattr(label, attribute))


def _listed(labels: Any) -> list[Any]:
    return labels if isinstance(labels, list) else [] if labels is None else [labels]
