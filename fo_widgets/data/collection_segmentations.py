"""Evaluating segmentations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .evaluation_pixels import Counts, SegmentationResults, Targets, check_targets, pixel_counts
from .evaluation_requests import check_fields, check_method, tell_unknown
from .evaluation_rows import EvaluationRows
from .evaluation_scores import Array
from .fields import FloatField
from .labels import Segmentation
from .runs import EvaluationConfig

_AVERAGES = ("micro", "macro", "weighted", "samples")


class CollectionSegmentations:
    """Comparing predicted segmentations with true ones."""

    def evaluate_segmentations(
        self,
        pred_field: str,
        gt_field: str = "ground_truth",
        eval_key: str | None = None,
        mask_targets: Any = None,
        method: str | None = None,
        progress: Any = None,
        compute_dice: bool = False,
        bandwidth: int | None = None,
        average: str = "micro",
        custom_metrics: Any = None,
        **kwargs: Any,
    ) -> SegmentationResults:
        """Compares predicted segmentations with true ones, pixel by pixel.

        With a key, puts accuracy, precision and recall down in samples and frames. The target 0, or black, is the
        background, which is no class.

        Args:
            mask_targets: names by numbers or colours; other pixels are left out. By default, all there are
            compute_dice: put down the Dice coefficient of samples, too
            bandwidth: only look at lines of this width along the outlines of true masks
            average: of precision and recall over the classes of a sample: `micro`, `macro` or `weighted`
            custom_metrics: URIs of metrics, or their arguments by URI

        Raises:
            ValueError: if a field has no segmentations, or an option is unknown
        """
        coll: Any = self
        tell_unknown("evaluate_segmentations", kwargs)
        check_method(method, "simple")
        check_fields(coll, pred_field, gt_field, (Segmentation,))
        if average not in _AVERAGES[:3]:
            raise ValueError(f"unknown average '{average}'; use {', '.join(_AVERAGES[:3])}")
        config = EvaluationConfig(
            cls="fiftyone.utils.eval.segmentation.SimpleEvaluationConfig",
            type="segmentation",
            method="simple",
            pred_field=pred_field,
            gt_field=gt_field,
            custom_metrics=custom_metrics,
            compute_dice=compute_dice,
            bandwidth=bandwidth,
            average=average,
        )
        rows = EvaluationRows(coll, gt_field)
        counts, in_color = _counts(coll, gt_field, pred_field, bandwidth, rows.of_frames)
        check_targets(mask_targets, in_color)
        observed = {n for one in counts for pair in one.counts for n in pair}
        targets = Targets(mask_targets, observed, in_color)
        total = _matrix(targets, counts)
        results = SegmentationResults.of_matrix(total, targets, samples=coll, config=config, key=eval_key)
        coll._keep_evaluation(eval_key, config)
        if eval_key is not None:
            _put_down(coll, rows, eval_key, targets, counts, average, compute_dice)
        coll._finish_evaluation(eval_key, config, results)
        return results


@dataclass(frozen=True)
class _Counted:
    """The pixels of a sample or frame that has both masks."""

    row_id: str
    sample_id: str
    counts: Counts


def _matrix(targets: Targets, counted: Iterable[_Counted]) -> Array:
    return sum((targets.matrix(one.counts) for one in counted), start=targets.matrix({}))


def _counts(
    collection: Any, gt_field: str, pred_field: str, bandwidth: int | None, of_frames: bool
) -> tuple[list[_Counted], bool]:
    """The pixels of all rows, and whether masks are of colours."""
    names = [field.removeprefix("frames.") if of_frames else field for field in (gt_field, pred_field)]
    out, in_color = [], False
    for sample in collection.select_fields([gt_field, pred_field]).iter_samples():
        for row in sample.frames.values() if of_frames else [sample]:
            true, found = (row.get_field(name) for name in names)
            masks = None if true is None or found is None else (true.get_mask(), found.get_mask())
            if masks is not None and masks[0] is not None and masks[1] is not None:
                in_color = in_color or masks[0].ndim > 2
                out.append(_Counted(row.id, sample.id, pixel_counts(masks[0], masks[1], bandwidth)))
    return out, in_color


def _put_down(
    collection: Any,
    rows: EvaluationRows,
    key: str,
    targets: Targets,
    counted: list[_Counted],
    average: str,
    with_dice: bool,
) -> None:
    names = ("accuracy", "precision", "recall", *(["dice"] if with_dice else []))

    def scores(matrix: Array) -> dict[str, float]:
        results = SegmentationResults.of_matrix(matrix, targets)
        return {**results.metrics(average=average), "dice": results.dice_score()}

    by_row = {one.row_id: scores(_matrix(targets, [one])) for one in counted}
    by_sample = by_row
    if rows.of_frames:
        frames: dict[str, list[_Counted]] = {}
        for one in counted:
            frames.setdefault(one.sample_id, []).append(one)
        by_sample = {id: scores(_matrix(targets, ones)) for id, ones in frames.items()}
    for name in names:
        if rows.of_frames:
            rows.put_frames(f"{key}_{name}", FloatField, [by_row.get(i, {}).get(name) for i in rows.ids])
        ids = collection.values("id")
        rows.put_totals(f"{key}_{name}", FloatField, [by_sample.get(i, {}).get(name) for i in ids])
