"""Evaluating predictions: classes, boxes, and numbers."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bson import ObjectId

from .evaluation import ClassificationResults, DetectionResults, RegressionResults
from .evaluation_matching import THRESHOLDS, Match, average_precisions, match_boxes
from .fields import BooleanField, FloatField, IntField, StringField
from .label_editing import edit_labels
from .labels import Classification, Detection, Detections, Regression
from .runs import EvaluationConfig

logger = logging.getLogger(__name__)

_NO_MASKS = "{} is not part of fo_widgets, which compares boxes only; open the dataset in FiftyOne for masks"


class CollectionEvaluation:
    """Comparing predicted labels with true ones."""

    def evaluate_classifications(
        self,
        pred_field: str,
        gt_field: str = "ground_truth",
        eval_key: str | None = None,
        classes: Any = None,
        missing: str | None = None,
        method: str | None = None,
        custom_metrics: Any = None,
        progress: Any = None,
        **kwargs: Any,
    ) -> ClassificationResults:
        """Compares predicted classes with true ones; with a key, puts down in samples which are right.

        Raises:
            NotImplementedError: if custom metrics are asked for
            ValueError: if a field has no classifications, or the method is not `simple`
        """
        _check_options("evaluate_classifications", custom_metrics, kwargs)
        coll: Any = self
        _check_method(method, "simple")
        for field in (pred_field, gt_field):
            _check_type(coll, field, (Classification,))
        config = EvaluationConfig(
            cls="fiftyone.utils.eval.classification.SimpleEvaluationConfig",
            type="classification",
            method="simple",
            pred_field=pred_field,
            gt_field=gt_field,
            custom_metrics=custom_metrics,
        )
        paths = [f"{gt_field}.label", f"{pred_field}.label", f"{pred_field}.confidence", f"{gt_field}.id"]
        true, found, confs, true_ids, found_ids = coll.values([*paths, f"{pred_field}.id"])
        none = missing or "(none)"
        results = ClassificationResults(
            coll,
            config,
            eval_key,
            ytrue=[none if v is None else v for v in true],
            ypred=[none if v is None else v for v in found],
            confs=confs,
            ytrue_ids=true_ids,
            ypred_ids=found_ids,
            classes=classes,
            missing=none,
        )
        if eval_key is not None:
            self._register_evaluation(eval_key, config, results)
            coll._root_dataset.add_sample_field(eval_key, BooleanField)
            coll.set_values(eval_key, [a == b for a, b in zip(true, found, strict=True)])
        return results

    def evaluate_regressions(
        self,
        pred_field: str,
        gt_field: str = "ground_truth",
        eval_key: str | None = None,
        missing: float | None = None,
        method: str | None = None,
        custom_metrics: Any = None,
        progress: Any = None,
        metric: str = "squared_error",
        **kwargs: Any,
    ) -> RegressionResults:
        """Compares predicted numbers with true ones; with a key, puts down the errors in samples.

        Raises:
            NotImplementedError: if custom metrics are asked for
            ValueError: if a field has no regressions, or the method is not `simple`
        """
        _check_options("evaluate_regressions", custom_metrics, kwargs)
        coll: Any = self
        _check_method(method, "simple")
        for field in (pred_field, gt_field):
            _check_type(coll, field, (Regression,))
        config = EvaluationConfig(
            cls="fiftyone.utils.eval.regression.SimpleEvaluationConfig",
            type="regression",
            method="simple",
            pred_field=pred_field,
            gt_field=gt_field,
            custom_metrics=custom_metrics,
            metric=metric,
        )
        true, found, confs, ids = coll.values(
            [f"{gt_field}.value", f"{pred_field}.value", f"{pred_field}.confidence", "id"]
        )
        if missing is not None:
            true, found = ([missing if v is None else v for v in side] for side in (true, found))
        results = RegressionResults(
            coll, config, eval_key, ytrue=true, ypred=found, confs=confs, ids=ids, missing=missing
        )
        if eval_key is not None:
            self._register_evaluation(eval_key, config, results)
            coll._root_dataset.add_sample_field(eval_key, FloatField)
            power = 1 if metric == "absolute_error" else 2
            errors = [
                None if a is None or b is None else abs(a - b) ** power
                for a, b in zip(true, found, strict=True)
            ]
            coll.set_values(eval_key, errors)
        return results

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
        custom_metrics: Any = None,
        progress: Any = None,
        compute_mAP: bool = False,  # noqa: N803  as FiftyOne names it
        iou_threshs: Any = None,
        iscrowd: str = "iscrowd",
        max_preds: int | None = None,
        **kwargs: Any,
    ) -> DetectionResults:
        """Matches predicted boxes with true ones; with a key, puts the matches down in labels and samples.

        Args:
            iou: how much a match must overlap
            classwise: match only boxes of the same class
            compute_mAP: compute the mean average precision, too

        Raises:
            NotImplementedError: if custom metrics are asked for
            ValueError: if a field has no boxes, or the method is not `coco`
        """
        _check_options("evaluate_detections", custom_metrics, kwargs)
        coll: Any = self
        _check_method(method, "coco")
        for field in (pred_field, gt_field):
            _check_type(coll, field, (Detection, Detections))
        if use_masks:
            raise NotImplementedError(_NO_MASKS.format("evaluate_detections(use_masks=True)"))
        config = EvaluationConfig(
            cls="fiftyone.utils.eval.coco.COCOEvaluationConfig",
            type="detection",
            method="coco",
            pred_field=pred_field,
            gt_field=gt_field,
            iou=iou,
            classwise=classwise,
            custom_metrics=custom_metrics,
            iscrowd=iscrowd,
            use_masks=use_masks,
            use_boxes=use_boxes,
            tolerance=None,
            keypoint_sigmas=None,
            compute_mAP=compute_mAP,
            iou_threshs=iou_threshs,
            max_preds=max_preds,
            error_level=1,
        )
        roots = [coll._root_of_labels(f) for f in (gt_field, pred_field)]
        ids, *sides = coll.values(["id", *roots])
        images = [(_listed(true), _listed(found)) for true, found in zip(*sides, strict=True)]
        if max_preds is not None:
            images = [(true, _surest(found, max_preds)) for true, found in images]
        matches = [match_boxes(true, found, iou, classwise, iscrowd) for true, found in images]
        results = _detection_results(
            coll, config, eval_key, [m for one in matches for m in one], classes, missing
        )
        if compute_mAP:
            results.class_aps = average_precisions(images, list(iou_threshs or THRESHOLDS), iscrowd)
        if eval_key is not None:
            self._register_evaluation(eval_key, config, results)
            self._put_down_matches(eval_key, (gt_field, pred_field), dict(zip(ids, matches, strict=True)))
        return results

    def evaluate_segmentations(self, *_: Any, **__: Any) -> Any:
        """Raises.

        Raises:
            NotImplementedError: always; masks are not evaluated here
        """
        raise NotImplementedError(_NO_MASKS.format("evaluate_segmentations()"))

    def _register_evaluation(self, key: str, config: EvaluationConfig, results: Any) -> None:
        coll: Any = self
        store = coll._run_store("evaluations")
        store.register(key, config, self, overwrite=True)
        store.save_results(key, results)

    def _put_down_matches(self, key: str, fields: tuple[str, str], matches: dict[str, list[Match]]) -> None:
        coll: Any = self
        dataset = coll._root_dataset
        by_label: dict[ObjectId, dict[str, Any]] = {}
        counts: dict[str, tuple[int, int, int]] = {}
        for sample_id, found in matches.items():
            right = sum(_is_right(m) for m in found)
            wrong = sum(m.found is not None and not _is_right(m) for m in found)
            missed = sum(m.true is not None and not _is_right(m) for m in found)
            counts[sample_id] = right, wrong, missed
            for m in found:
                for own, other, word in ((m.true, m.found, "fn"), (m.found, m.true, "fp")):
                    if own is not None:
                        values: dict[str, Any] = {key: "tp" if _is_right(m) else word}
                        if other is not None:
                            values.update({f"{key}_id": other.id, f"{key}_iou": m.iou})
                        by_label[own._id] = values
        for field in fields:
            root = coll._root_of_labels(field)
            for name, kind in ((key, StringField), (f"{key}_id", StringField), (f"{key}_iou", FloatField)):
                dataset.add_sample_field(f"{root}.{name}", kind)
        names = (key, f"{key}_id", f"{key}_iou")

        def put(label: dict[str, Any]) -> dict[str, Any]:
            values = by_label.get(label["_id"])
            if values is None:
                return label
            return {**{k: v for k, v in label.items() if k not in names}, **values}

        edit_labels(coll, fields, put)
        for place, name in enumerate(("tp", "fp", "fn")):
            dataset.add_sample_field(f"{key}_{name}", IntField)
            coll.set_values(f"{key}_{name}", {k: v[place] for k, v in counts.items()}, key_field="id")


def _is_right(match: Match) -> bool:
    return match.true is not None and match.found is not None and match.true.label == match.found.label


def _listed(labels: Any) -> list[Any]:
    return labels if isinstance(labels, list) else [] if labels is None else [labels]


def _surest(labels: list[Any], number: int) -> list[Any]:
    return sorted(labels, key=lambda d: -(d.confidence or 0.0))[:number]


def _check_type(collection: Any, field: str, types: tuple[Any, ...]) -> None:
    if not collection._is_label_field(field, types):
        names = " or ".join(t.__name__ for t in types)
        raise ValueError(f"Field '{field}' does not hold {names} labels; found {collection.get_field(field)}")


def _check_options(name: str, custom_metrics: Any, others: Mapping[str, Any]) -> None:
    if custom_metrics:
        raise NotImplementedError(
            f"{name}(custom_metrics=...) is not part of fo_widgets; compute them from the results, or in FiftyOne"
        )
    if others:
        logger.warning("%s() has no options %s; they change nothing", name, sorted(others))


def _check_method(method: str | None, only: str) -> None:
    if method not in (None, only):
        raise ValueError(f"unknown evaluation method '{method}'; there is '{only}'")


def _detection_results(
    collection: Any, config: Any, key: str | None, matches: list[Match], classes: Any, missing: str | None
) -> DetectionResults:
    none = missing or "(none)"
    return DetectionResults(
        collection,
        config,
        key,
        ytrue=[none if m.true is None else m.true.label for m in matches],
        ypred=[none if m.found is None else m.found.label for m in matches],
        confs=[None if m.found is None else m.found.confidence for m in matches],
        ious=[m.iou for m in matches],
        ytrue_ids=[None if m.true is None else m.true.id for m in matches],
        ypred_ids=[None if m.found is None else m.found.id for m in matches],
        classes=classes,
        missing=none,
    )
