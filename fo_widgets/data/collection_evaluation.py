"""Evaluating predictions: classes, objects, pixels, and numbers."""

from __future__ import annotations

from typing import Any

from .collection_detections import CollectionDetections
from .collection_segmentations import CollectionSegmentations
from .evaluation import ClassificationResults, RegressionResults
from .evaluation_requests import check_fields, check_method, tell_unknown
from .evaluation_rows import EvaluationRows, mean
from .fields import BooleanField, FloatField
from .labels import Classification, Regression
from .runs import EvaluationConfig


class CollectionEvaluation(CollectionDetections, CollectionSegmentations):
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
        """Compares predicted classes with true ones; with a key, puts down in samples (or frames) which are right.

        Raises:
            ValueError: if a field has no classifications, or the method is not `simple`
        """
        tell_unknown("evaluate_classifications", kwargs)
        coll: Any = self
        check_method(method, "simple")
        check_fields(coll, pred_field, gt_field, (Classification,))
        config = EvaluationConfig(
            cls="fiftyone.utils.eval.classification.SimpleEvaluationConfig",
            type="classification",
            method="simple",
            pred_field=pred_field,
            gt_field=gt_field,
            custom_metrics=custom_metrics,
        )
        paths = [f"{gt_field}.label", f"{pred_field}.label", f"{pred_field}.confidence", f"{gt_field}.id"]
        rows = EvaluationRows(coll, gt_field)
        true, found, confs, true_ids, found_ids = rows.values([*paths, f"{pred_field}.id"])
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
        self._keep_evaluation(eval_key, config)
        if eval_key is not None:
            right = [a == b for a, b in zip(true, found, strict=True)]
            rows.put(eval_key, BooleanField, right, mean, FloatField)
        self._finish_evaluation(eval_key, config, results)
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
        """Compares predicted numbers with true ones; with a key, puts down the errors in samples or frames.

        Raises:
            ValueError: if a field has no regressions, or the method is not `simple`
        """
        tell_unknown("evaluate_regressions", kwargs)
        coll: Any = self
        check_method(method, "simple")
        check_fields(coll, pred_field, gt_field, (Regression,))
        config = EvaluationConfig(
            cls="fiftyone.utils.eval.regression.SimpleEvaluationConfig",
            type="regression",
            method="simple",
            pred_field=pred_field,
            gt_field=gt_field,
            custom_metrics=custom_metrics,
            metric=metric,
        )
        rows = EvaluationRows(coll, gt_field)
        paths = [f"{gt_field}.value", f"{pred_field}.value", f"{pred_field}.confidence"]
        true, found, confs = rows.values(paths)
        if missing is not None:
            true, found = ([missing if v is None else v for v in side] for side in (true, found))
        results = RegressionResults(
            coll, config, eval_key, ytrue=true, ypred=found, confs=confs, ids=rows.ids, missing=missing
        )
        self._keep_evaluation(eval_key, config)
        if eval_key is not None:
            power = 1 if metric == "absolute_error" else 2
            errors = [
                None if a is None or b is None else abs(a - b) ** power
                for a, b in zip(true, found, strict=True)
            ]
            rows.put(eval_key, FloatField, errors, mean)
        self._finish_evaluation(eval_key, config, results)
        return results

    def _keep_evaluation(self, key: str | None, config: EvaluationConfig) -> None:
        """Lists an evaluation under its key, if it has one; its results come later."""
        if key is not None:
            coll: Any = self
            coll._run_store("evaluations").register(key, config, self, overwrite=True)

    def _finish_evaluation(self, key: str | None, config: EvaluationConfig, results: Any) -> None:
        """Computes custom metrics of an evaluation, and keeps its results under its key, if it has one."""
        results.add_custom_metrics(vars(config).get("custom_metrics"))
        if key is not None:
            coll: Any = self
            coll._run_store("evaluations").save_results(key, results)
