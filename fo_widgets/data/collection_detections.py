"""Evaluating predicted objects: boxes, masks, polylines, keypoints and events."""

from __future__ import annotations

from typing import Any

from bson import ObjectId

from .evaluation_matching import Match, Sides, confidence_of, sides_of
from .evaluation_objects import DetectionResults
from .evaluation_overlaps import Measure
from .evaluation_precision import RECALLS, THRESHOLDS, precision_curves
from .evaluation_requests import check_fields, check_method, check_type, tell_unknown
from .evaluation_rows import EvaluationRows
from .fields import FloatField, IntField, StringField
from .label_editing import edit_labels
from .labels import (
    Detection,
    Detections,
    Keypoint,
    Keypoints,
    Polyline,
    Polylines,
    TemporalDetection,
    TemporalDetections,
)
from .runs import EvaluationConfig

_EVENTS = (TemporalDetection, TemporalDetections)
_OBJECTS = (Detection, Detections, Polyline, Polylines, Keypoint, Keypoints)
_MAX_PREDS = 100


class CollectionDetections:
    """Comparing predicted objects with true ones."""

    def evaluate_detections(
        self,
        pred_field: str,
        gt_field: str = "ground_truth",
        eval_key: str | None = None,
        classes: Any = None,
        missing: str | None = None,
        method: str | None = None,
        iou: float = 0.5,
        use_masks: bool = False,
        use_boxes: bool = False,
        classwise: bool = True,
        dynamic: bool = True,
        progress: Any = None,
        custom_metrics: Any = None,
        compute_mAP: bool = False,  # noqa: N803  as FiftyOne names it
        iou_threshs: Any = None,
        iscrowd: str = "iscrowd",
        keypoint_sigmas: Any = None,
        max_preds: int | None = None,
        **kwargs: Any,
    ) -> DetectionResults:
        """Matches predicted objects with true ones; with a key, puts the matches down in labels, frames and samples.

        Args:
            method: `coco`, or `activitynet` for events; by default what fits
            iou: how much a match must overlap
            use_masks: compare the masks of detections, not their boxes
            use_boxes: compare the boxes of polylines, not their polygons
            classwise: match only objects of the same class
            custom_metrics: URIs of metrics, or their arguments by URI
            compute_mAP: compute precision by recall, too
            iou_threshs: for which overlaps; 0.5, 0.55, ..., 0.95 by default
            iscrowd: the attribute of true objects that stand for a crowd
            keypoint_sigmas: how far each point of keypoints may lie off
            max_preds: how many predictions of a class in an image precision looks at; 100 by default

        Raises:
            ValueError: if a field has no such objects, a mask is missing, or the method is unknown
            PackageError: if polygons are to be compared and shapely is not installed
        """
        coll: Any = self
        tell_unknown("evaluate_detections", set(kwargs) - {"error_level"})
        check_fields(coll, pred_field, gt_field, (*_OBJECTS, *_EVENTS))
        of_events = coll._is_label_field(gt_field, _EVENTS)
        check_type(coll, pred_field, _EVENTS if of_events else _OBJECTS)
        check_method(method, "activitynet" if of_events else "coco")
        if compute_mAP:
            iou_threshs = THRESHOLDS if iou_threshs is None else list(iou_threshs)
            max_preds = _MAX_PREDS if max_preds is None and not of_events else max_preds
        settings = {
            "type": "detection",
            "method": "activitynet" if of_events else "coco",
            "pred_field": pred_field,
            "gt_field": gt_field,
            "iou": iou,
            "classwise": classwise,
            "custom_metrics": custom_metrics,
            "compute_mAP": compute_mAP,
            "iou_threshs": iou_threshs,
        }
        if of_events:
            name = "activitynet.ActivityNetEvaluationConfig"
        else:
            name = "coco.COCOEvaluationConfig"
            settings.update(iscrowd=iscrowd, use_masks=use_masks, use_boxes=use_boxes, tolerance=None)
            settings.update(keypoint_sigmas=keypoint_sigmas, max_preds=max_preds, error_level=1)
        config = EvaluationConfig(cls=f"fiftyone.utils.eval.{name}", **settings)
        measure = Measure(use_masks, use_boxes, keypoint_sigmas)
        rows = EvaluationRows(coll, gt_field)
        true, found = rows.values([coll._root_of_labels(f) for f in (gt_field, pred_field)])
        crowd = None if of_events else iscrowd
        images = [sides_of(a, b, measure, crowd, classwise) for a, b in zip(true, found, strict=True)]
        matches = [sides.matches(iou, classwise) for sides in images]
        results = _results(coll, config, eval_key, [m for one in matches for m in one], classes, missing)
        if compute_mAP:
            _put_curves(results, images, config)
        coll._keep_evaluation(eval_key, config)
        if eval_key is not None:
            self._put_down_matches(rows, eval_key, (gt_field, pred_field), matches, dynamic)
        coll._finish_evaluation(eval_key, config, results)
        return results

    def _put_down_matches(
        self,
        rows: EvaluationRows,
        key: str,
        fields: tuple[str, str],
        matches: list[list[Match]],
        dynamic: bool,
    ) -> None:
        coll: Any = self
        by_label: dict[ObjectId, dict[str, Any]] = {}
        for m in (m for one in matches for m in one):
            for own, other, word in ((m.true, m.found, "fn"), (m.found, m.true, "fp")):
                if own is not None:
                    values: dict[str, Any] = {key: "tp" if m.is_right else word, f"{key}_id": ""}
                    if other is not None:
                        values.update({f"{key}_id": other.id, f"{key}_iou": m.iou})
                    by_label[own._id] = values
        for field in fields if dynamic else ():
            root = coll._root_of_labels(field)
            for name, kind in ((key, StringField), (f"{key}_id", StringField), (f"{key}_iou", FloatField)):
                rows.declare(f"{root}.{name}", kind)
        names = (key, f"{key}_id", f"{key}_iou")

        def put(label: dict[str, Any]) -> dict[str, Any]:
            values = by_label.get(label["_id"])
            if values is None:
                return label
            return {**{k: v for k, v in label.items() if k not in names}, **values}

        edit_labels(coll, fields, put)
        wrong = [[m for m in one if not m.is_right] for one in matches]
        counts = {
            "tp": [sum(m.is_right for m in one) for one in matches],
            "fp": [sum(m.found is not None for m in one) for one in wrong],
            "fn": [sum(m.true is not None for m in one) for one in wrong],
        }
        for name, numbers in counts.items():
            rows.put(f"{key}_{name}", IntField, numbers, sum)


def _results(
    collection: Any, config: Any, key: str | None, matches: list[Match], classes: Any, missing: str | None
) -> DetectionResults:
    none = missing or "(none)"
    return DetectionResults(
        collection,
        config,
        key,
        ytrue=[none if m.true is None else m.true.label for m in matches],
        ypred=[none if m.found is None else m.found.label for m in matches],
        confs=[None if m.found is None else confidence_of(m.found) for m in matches],
        ious=[m.iou for m in matches],
        ytrue_ids=[None if m.true is None else m.true.id for m in matches],
        ypred_ids=[None if m.found is None else m.found.id for m in matches],
        classes=classes,
        missing=none,
    )


def _put_curves(results: DetectionResults, images: list[Sides], config: Any) -> None:
    of_events = config.method == "activitynet"
    preds = None if of_events else config.max_preds
    curves = precision_curves(images, list(results.classes), config.iou_threshs, config.classwise, preds)
    results.precision, results.recall = curves.precision, RECALLS
    results.thresholds, results.iou_threshs = curves.thresholds, config.iou_threshs
    if of_events:
        results.classwise_AP = curves.average
        results._cls = "fiftyone.utils.eval.activitynet.ActivityNetDetectionResults"
    else:
        results.recall_sweep = curves.recall_sweep
        results._cls = "fiftyone.utils.eval.coco.COCODetectionResults"
