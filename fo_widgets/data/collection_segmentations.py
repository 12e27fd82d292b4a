"""Evaluating segmentations."""

from __future__ import annotations

from typing import Any

from .evaluation_pixels import Counts, SegmentationResults, Targets, check_targets, pixel_counts
from .evaluation_requests import check_method, check_type, tell_unknown
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

        With a key, puts accuracy, precision and recall down in samples. The target 0, or black, is the background,
        which is no class.

        Args:
            mask_targets: names by numbers or colours; other pixels are left out. By default, all there are
            compute_dice: put down the Dice coefficient of samples, too
            bandwidth: only look at lines of this width along the outlines of true masks
            average: of precision and recall over the classes of a sample: `micro`, `macro` or `weighted`
            custom_metrics: URIs of metrics, or their arguments by URI

        Raises:
            NotImplementedError: if the fields are of frames
            ValueError: if a field has no segmentations, or an option is unknown
        """
        coll: Any = self
        tell_unknown("evaluate_segmentations", kwargs)
        check_method(method, "simple")
        for field in (pred_field, gt_field):
            check_type(coll, field, (Segmentation,))
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
        counts, in_color = _counts(coll, gt_field, pred_field, bandwidth)
        check_targets(mask_targets, in_color)
        targets = Targets(
            mask_targets, {n for found in counts.values() for pair in found for n in pair}, in_color
        )
        matrices = {id: targets.matrix(found) for id, found in counts.items()}
        total = sum(matrices.values(), start=targets.matrix({}))
        results = SegmentationResults.of_matrix(total, targets, samples=coll, config=config, key=eval_key)
        coll._keep_evaluation(eval_key, config)
        if eval_key is not None:
            found = {id: SegmentationResults.of_matrix(m, targets) for id, m in matrices.items()}
            self._put_down_scores(eval_key, found, average, compute_dice)
        coll._finish_evaluation(eval_key, config, results)
        return results

    def _put_down_scores(
        self, key: str, found: dict[str, SegmentationResults], average: str, with_dice: bool
    ) -> None:
        coll: Any = self
        scores = {id: results.metrics(average=average) for id, results in found.items()}
        for name in ("accuracy", "precision", "recall"):
            coll._root_dataset.add_sample_field(f"{key}_{name}", FloatField)
            coll.set_values(f"{key}_{name}", {i: m[name] for i, m in scores.items()}, key_field="id")
        if with_dice:
            coll._root_dataset.add_sample_field(f"{key}_dice", FloatField)
            coll.set_values(f"{key}_dice", {i: r.dice_score() for i, r in found.items()}, key_field="id")


def _counts(
    collection: Any, gt_field: str, pred_field: str, bandwidth: int | None
) -> tuple[dict[str, Counts], bool]:
    """The pixels of each sample that has both masks, and whether masks are of colours."""
    counts: dict[str, Counts] = {}
    in_color = False
    for sample in collection.select_fields([gt_field, pred_field]).iter_samples():
        true, found = (sample.get_field(f) for f in (gt_field, pred_field))
        if true is None or found is None:
            continue
        true_mask, found_mask = true.get_mask(), found.get_mask()
        if true_mask is not None and found_mask is not None:
            in_color = in_color or true_mask.ndim > 2
            counts[sample.id] = pixel_counts(true_mask, found_mask, bandwidth)
    return counts, in_color
