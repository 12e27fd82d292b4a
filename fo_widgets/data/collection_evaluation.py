"""Evaluating predictions: classes, objects, pixels, and numbers."""

from __future__ import annotations

from typing import Any

from .collection_detections import CollectionDetections
from .collection_segmentations import CollectionSegmentations
from .evaluation import ClassificationResults, RegressionResults
from .evaluation_classes import NONE, likeliest, positive_scores, sides_of_task, verdicts
from .evaluation_requests import check_fields, check_method, tell_unknown
from .evaluation_rows import EvaluationRows, mean
from .fields import BooleanField, FloatField, StringField
from .labels import Classification, Regression
from .runs import EvaluationConfig

_CONFIGS = {"simple": "Simple", "top-k": "TopK", "binary": "Binary"}
_BINARY_RESULTS = "fiftyone.utils.eval.classification.BinaryClassificationResults"


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
        k: int = 5,
        **kwargs: Any,
    ) -> ClassificationResults:
        """Compares predicted classes with true ones; with a key, puts down in samples (or frames) which are right.

        Args:
            classes: the classes; of logits for `top-k`, the negative and the positive one for `binary`
            missing: what to call no label
            method: `simple`; `top-k`, where the true class only has to be among the likeliest `k`; or `binary`
            custom_metrics: URIs of metrics, or their arguments by URI
            k: how many of the likeliest

        Raises:
            ValueError: if a field has no classifications, the method is unknown, or its classes are not given
        """
        tell_unknown("evaluate_classifications", kwargs)
        coll: Any = self
        check_method(method, *_CONFIGS)
        check_fields(coll, pred_field, gt_field, (Classification,))
        method = method or "simple"
        config = EvaluationConfig(
            cls=f"fiftyone.utils.eval.classification.{_CONFIGS[method]}EvaluationConfig",
            type="classification",
            method=method,
            pred_field=pred_field,
            gt_field=gt_field,
            custom_metrics=custom_metrics,
            **({"k": k} if method == "top-k" else {}),
        )
        paths = [f"{gt_field}.label", f"{pred_field}.label", f"{pred_field}.confidence", f"{gt_field}.id"]
        rows = EvaluationRows(coll, gt_field)
        true, found, confs, true_ids, found_ids = rows.values([*paths, f"{pred_field}.id"])
        none, more = missing or NONE, {}
        if method == "top-k":
            (logits,) = rows.values([f"{pred_field}.logits"])
            found = likeliest(true, found, logits, classes, k)
        elif method == "binary":
            none, positive = sides_of_task(classes)
            true, found = ([none if v is None else v for v in side] for side in (true, found))
            more = {"scores": positive_scores(found, confs, positive), "cls": _BINARY_RESULTS}
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
            **more,
        )
        self._keep_evaluation(eval_key, config)
        if eval_key is not None:
            if method == "binary":
                rows.put_each(eval_key, StringField, verdicts(true, found, positive))
            else:
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
