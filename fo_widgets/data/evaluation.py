"""What comes out of evaluations: true and predicted values, and the numbers that follow from them."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np

from .runs import RunResults

Array = np.ndarray[Any, Any]
Report = dict[str, Any]


class EvaluationResults(RunResults):
    """What came out of an evaluation."""

    _CLS: ClassVar[str] = "fiftyone.core.evaluation.EvaluationResults"
    custom_metrics: Any = None

    def metrics(self, *_: Any, **__: Any) -> dict[str, Any]:
        """The metrics by name."""
        raise NotImplementedError(f"{type(self).__name__} has no metrics")

    def print_metrics(
        self, classes: Any = None, average: str = "micro", beta: float = 1.0, digits: int = 2
    ) -> None:
        """Prints the metrics."""
        found = self.metrics()
        width = max(map(len, found))
        _show("\n".join(f"{k:<{width}}  {_text(v, digits)}" for k, v in found.items()))


class ClassificationResults(EvaluationResults):
    """True and predicted classes, and what follows from them."""

    _CLS = "fiftyone.utils.eval.classification.ClassificationResults"
    ytrue: Any
    ypred: Any
    confs: Any = None
    weights: Any = None
    ytrue_ids: Any = None
    ypred_ids: Any = None
    classes: Any = None
    missing: str = "(none)"

    def __init__(self, samples: Any = None, config: Any = None, key: Any = None, **kwargs: Any) -> None:
        """Of true and predicted classes, pair by pair; `missing` where there is none."""
        super().__init__(samples, config, key, **kwargs)
        self.ytrue = np.asarray(self.ytrue, dtype=object)
        self.ypred = np.asarray(self.ypred, dtype=object)
        if self.confs is not None:
            self.confs = np.asarray(self.confs, dtype=object)
        if self.classes is None:
            found = {*self.ytrue.tolist(), *self.ypred.tolist()}
            self.classes = sorted(c for c in found if c != self.missing)

    def serialize(self, **options: Any) -> dict[str, Any]:
        """The stored form."""
        out = super().serialize(**options)
        own = {k: _listed(getattr(self, k)) for k in ("ytrue", "ypred", "confs", "weights", "classes")}
        more = {k: getattr(self, k) for k in ("ytrue_ids", "ypred_ids", "missing", "custom_metrics")}
        return {**out, **own, **more}

    def _scores(self, classes: Any) -> tuple[list[str], dict[str, tuple[int, int, int]]]:
        names = list(self.classes if classes is None else classes)
        out = {}
        for name in names:
            true, found = self.ytrue == name, self.ypred == name
            out[name] = int((true & found).sum()), int(found.sum()), int(true.sum())
        return names, out

    def metrics(self, classes: Any = None, average: str = "micro", beta: float = 1.0) -> dict[str, Any]:
        """Accuracy, precision, recall, F-score and support.

        Args:
            classes: only these classes
            average: `micro`, `macro` or `weighted`
        """
        _, scores = self._scores(classes)
        averages = _averages(scores, beta)
        chosen = averages.get(f"{average} avg")
        if chosen is None:
            raise ValueError(f"unknown average '{average}'; use micro, macro or weighted")
        pairs = np.ones(len(self.ytrue), dtype=bool)
        if classes is not None:
            pairs = np.isin(self.ytrue, list(classes)) | np.isin(self.ypred, list(classes))
        same = (self.ytrue == self.ypred)[pairs]
        return {
            "accuracy": float(same.mean()) if len(same) else 0.0,
            "precision": chosen["precision"],
            "recall": chosen["recall"],
            "fscore": chosen["f1-score"],
            "support": sum(s[2] for s in scores.values()),
        }

    def report(self, classes: Any = None) -> Report:
        """Precision, recall, F1 and support of each class, and averages."""
        names, scores = self._scores(classes)
        out: Report = {n: _row(*scores[n], 1.0) for n in names}
        averages = _averages(scores, 1.0)
        if {*self.ytrue.tolist(), *self.ypred.tolist()} <= set(names):
            out["accuracy"] = averages["micro avg"]["precision"]
            averages.pop("micro avg")
        return {**out, **averages}

    def print_report(self, classes: Any = None, digits: int = 2) -> None:
        """Prints the report."""
        rows = self.report(classes)
        width = max(map(len, rows), default=0)
        head = (
            " " * width + "  " + "".join(f"{n:>11}" for n in ("precision", "recall", "f1-score", "support"))
        )
        lines = [head]
        for name, row in rows.items():
            if isinstance(row, dict):
                cells = [_text(row[k], digits) for k in ("precision", "recall", "f1-score")] + [
                    f"{row['support']:g}"
                ]
            else:
                cells = ["", "", _text(row, digits), f"{len(self.ytrue)}"]
            lines.append(f"{name:>{width}}  " + "".join(f"{c:>11}" for c in cells))
        _show("\n".join(lines))

    def confusion_matrix(
        self, classes: Any = None, include_other: bool = False, include_missing: bool = False
    ) -> Array:
        """How often each true class (rows) was predicted as each class (columns).

        Args:
            include_other: a last class for all that are not listed
            include_missing: a last class for no label
        """
        matrix, _ = self._confusion(
            list(self.classes if classes is None else classes), include_other, include_missing
        )
        return matrix

    def _confusion(self, names: list[str], other: bool, missing: bool) -> tuple[Array, list[str]]:
        labels = [*names, *(["(other)"] if other else []), *([self.missing] if missing else [])]
        place = {n: i for i, n in enumerate(labels)}
        matrix = np.zeros((len(labels), len(labels)), dtype=int)
        for true, found in zip(self.ytrue.tolist(), self.ypred.tolist(), strict=True):
            row, column = (
                place.get(x, place.get("(other)") if x != self.missing else None) for x in (true, found)
            )
            if row is not None and column is not None:
                matrix[row, column] += 1
        return matrix, labels

    def _confusion_matrix(
        self, classes: Any = None, include_other: bool = False, include_missing: bool = False, **_: Any
    ) -> Any:
        names = list(self.classes if classes is None else classes)
        matrix, labels = self._confusion(names, include_other, include_missing)
        return matrix, labels, None


class DetectionResults(ClassificationResults):
    """Classes of matched and unmatched objects, and the overlap of matches."""

    _CLS = "fiftyone.utils.eval.detection.DetectionResults"
    ious: Any = None
    precision: Any = None
    recall: Any = None
    class_aps: Any = None

    def __init__(self, samples: Any = None, config: Any = None, key: Any = None, **kwargs: Any) -> None:
        """Of matched and unmatched objects."""
        super().__init__(samples, config, key, **kwargs)
        if self.ious is not None:
            self.ious = np.asarray(self.ious, dtype=object)

    def serialize(self, **options: Any) -> dict[str, Any]:
        """The stored form."""
        return {**super().serialize(**options), "ious": _listed(self.ious)}

    def mAP(self, classes: Any = None) -> float:  # noqa: N802  as FiftyOne names it
        """The mean average precision.

        Raises:
            ValueError: if the evaluation was run without `compute_mAP`
        """
        if self.class_aps is None:
            raise ValueError("mAP was not computed; pass compute_mAP=True to evaluate_detections()")
        found = [v for k, v in self.class_aps.items() if classes is None or k in classes]
        return float(np.mean(found)) if found else -1.0


class RegressionResults(EvaluationResults):
    """True and predicted numbers, and how far they are apart."""

    _CLS = "fiftyone.utils.eval.regression.RegressionResults"
    ytrue: Any
    ypred: Any
    confs: Any = None
    ids: Any = None
    missing: Any = None

    def __init__(self, samples: Any = None, config: Any = None, key: Any = None, **kwargs: Any) -> None:
        """Of true and predicted numbers, pair by pair."""
        super().__init__(samples, config, key, **kwargs)
        self.ytrue = np.array([math.nan if v is None else v for v in self.ytrue], dtype=float)
        self.ypred = np.array([math.nan if v is None else v for v in self.ypred], dtype=float)

    def serialize(self, **options: Any) -> dict[str, Any]:
        """The stored form."""
        own = {k: _listed(getattr(self, k)) for k in ("ytrue", "ypred", "confs", "ids")}
        return {**super().serialize(**options), **own, "missing": self.missing}

    def metrics(self, weights: Any = None) -> dict[str, Any]:
        """Errors and explained variance."""
        known = ~(np.isnan(self.ytrue) | np.isnan(self.ypred))
        true, found = self.ytrue[known], self.ypred[known]
        if not len(true):
            return {"support": 0}
        error = found - true
        spread = float(((true - true.mean()) ** 2).sum())
        squares = float((error**2).sum())
        variance = float(np.var(true))
        return {
            "mean_squared_error": squares / len(true),
            "root_mean_squared_error": math.sqrt(squares / len(true)),
            "mean_absolute_error": float(np.abs(error).mean()),
            "median_absolute_error": float(np.median(np.abs(error))),
            "r2_score": 1 - squares / spread if spread else float(squares == 0),
            "explained_variance_score": 1 - float(np.var(error)) / variance
            if variance
            else float(np.var(error) == 0),
            "max_error": float(np.abs(error).max()),
            "support": len(true),
        }


RESULTS: dict[str, type[EvaluationResults]] = {
    "classification": ClassificationResults,
    "detection": DetectionResults,
    "regression": RegressionResults,
}


def _row(right: int, found: int, true: int, beta: float) -> dict[str, float]:
    precision = right / found if found else 0.0
    recall = right / true if true else 0.0
    return {
        "precision": precision,
        "recall": recall,
        "f1-score": _f(precision, recall, beta),
        "support": float(true),
    }


def _f(precision: float, recall: float, beta: float) -> float:
    below = beta**2 * precision + recall
    return (1 + beta**2) * precision * recall / below if below else 0.0


def _averages(scores: dict[str, tuple[int, int, int]], beta: float) -> dict[str, dict[str, float]]:
    rows = [_row(*s, beta) for s in scores.values()]
    right, found, true = (sum(s[i] for s in scores.values()) for i in range(3))
    names = ("precision", "recall", "f1-score")
    out = {"micro avg": _row(right, found, true, beta)}
    for name, weights in (("macro", [1.0] * len(rows)), ("weighted", [r["support"] for r in rows])):
        total = sum(weights)
        mean = {
            k: sum(r[k] * w for r, w in zip(rows, weights, strict=True)) / total if total else 0.0
            for k in names
        }
        out[f"{name} avg"] = {**mean, "support": float(true)}
    return out


def _listed(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else None if value is None else list(value)


def _text(value: Any, digits: int) -> str:
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)


def _show(text: str) -> None:
    import sys

    sys.stdout.write(text + "\n")
