"""Comparing segmentations pixel by pixel, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .evaluation_scores import Array, ClassificationResults, listed
from .fields import int_to_hex, is_rgb_mask_targets, number_of, rgb_array_to_int

Counts = dict[tuple[int, int], int]
"""How many pixels there are of each true and predicted target."""


def pixel_counts(true: Array, found: Array, bandwidth: int | None = None) -> Counts:
    """How many pixels are of each true and predicted target.

    Args:
        true: a mask of numbers, or of colours, which are counted as numbers
        found: likewise; brought to the size of the true one
        bandwidth: only look at lines of this width along the outlines of the true mask
    """
    from PIL import Image

    if found.shape[:2] != true.shape[:2]:
        size = (true.shape[1], true.shape[0])
        found = np.asarray(Image.fromarray(found).resize(size, Image.Resampling.NEAREST))
    true, found = numbers_of(true), numbers_of(found)
    shown = np.ones(true.shape, dtype=bool) if bandwidth is None else outline_band(true, bandwidth)
    pairs, counts = np.unique(np.stack([true[shown], found[shown]]), axis=1, return_counts=True)
    return {(int(a), int(b)): int(n) for (a, b), n in zip(pairs.T, counts, strict=True)}


def numbers_of(mask: Array) -> Array:
    """A mask as numbers; colours become numbers."""
    return rgb_array_to_int(mask) if mask.ndim > 2 else np.asarray(mask).astype(np.int64)


def outline_band(mask: Array, width: int) -> Array:
    """Which pixels lie on lines along the outlines of what a mask shows; its edges are outlines, too."""
    padded = np.pad(mask, 1, constant_values=-1)
    edge: Array = np.zeros(mask.shape, dtype=bool)
    for rows, columns in ((slice(0, -2), slice(1, -1)), (slice(2, None), slice(1, -1))):
        for other in (padded[rows, columns], padded.T[rows, columns].T):
            np.logical_or(edge, np.not_equal(mask, other), out=edge)
    # As wide as OpenCV, with which FiftyOne draws them, makes lines.
    reach = 0 if width < 2 else (width + 1) // 2
    band: Array = np.zeros_like(edge)
    height = len(edge)
    for down in range(-reach, reach + 1):
        across = int((reach**2 - down**2) ** 0.5)
        near = np.pad(edge, ((0, 0), (across, across)))
        windows = np.lib.stride_tricks.sliding_window_view(near, 2 * across + 1, axis=1)
        wide: Array = np.asarray(windows.any(axis=2))
        band[max(0, down) : height + min(0, down)] |= wide[max(0, -down) : height - max(0, down)]
    return band


class Targets:
    """The classes of masks: their numbers, and how they are called.

    Attributes:
        names: names by number, in order of the numbers.
        missing: the name of the background, which is no class.
    """

    def __init__(self, mask_targets: Mapping[Any, str] | None, found: set[int], in_color: bool) -> None:
        """Those that are named, or all that were found."""
        if mask_targets is None:
            self.names = {n: int_to_hex(n) if in_color else str(n) for n in sorted(found)}
        else:
            self.names = dict(sorted((number_of(t), name) for t, name in mask_targets.items()))
        self.missing = self.names.get(0, "(none)")

    def matrix(self, counts: Counts) -> Array:
        """Pixels by true class (rows) and predicted one; targets without a name are left out."""
        place = {n: i for i, n in enumerate(self.names)}
        out = np.zeros((len(place), len(place)), dtype=int)
        for (true, found), count in counts.items():
            if true in place and found in place:
                out[place[true], place[found]] += count
        return out


def check_targets(mask_targets: Mapping[Any, str] | None, in_color: bool) -> None:
    """Refuses names for targets of another kind than those of the masks.

    Raises:
        ValueError: if so
    """
    if mask_targets and is_rgb_mask_targets(mask_targets) != in_color:
        kind, other = ("colours", "numbers") if in_color else ("numbers", "colours")
        raise ValueError(f"the masks are of {kind}, but the mask targets {list(mask_targets)} are {other}")


class SegmentationResults(ClassificationResults):
    """How many pixels of each class were predicted as each class, and what follows from it."""

    _CLS = "fiftyone.utils.eval.segmentation.SegmentationResults"
    pixel_confusion_matrix: Any = None

    def __init__(self, samples: Any = None, config: Any = None, key: Any = None, **kwargs: Any) -> None:
        """Of true and predicted classes, pair by pair, and how many pixels (`weights`) each pair has."""
        super().__init__(samples, config, key, **kwargs)
        self.pixel_confusion_matrix = np.asarray(self.pixel_confusion_matrix)

    @classmethod
    def of_matrix(cls, matrix: Array, targets: Targets, **kwargs: Any) -> SegmentationResults:
        """The results for a matrix of pixels by true and predicted class."""
        names = list(targets.names.values())
        rows, columns = np.nonzero(matrix)
        return cls(
            pixel_confusion_matrix=matrix,
            ytrue=[names[i] for i in rows],
            ypred=[names[i] for i in columns],
            weights=matrix[rows, columns],
            classes=names,
            missing=targets.missing,
            **kwargs,
        )

    def serialize(self, reflective: bool = False, **others: Any) -> dict[str, Any]:
        """The stored form."""
        return {
            **super().serialize(reflective, **others),
            "pixel_confusion_matrix": listed(self.pixel_confusion_matrix),
        }

    def dice_score(self) -> float:
        """The share of pixels that are of the right class; for whole masks the same as the Dice coefficient."""
        total = self.pixel_confusion_matrix.sum()
        return float(np.trace(self.pixel_confusion_matrix) / total) if total else 0.0
