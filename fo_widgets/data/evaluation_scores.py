"""What comes out of evaluations: true and predicted values, and the numbers that follow from them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from .custom_metrics import compute_metrics
from .runs import RunResults

Array = np.ndarray[Any, Any]
Report = dict[str, Any]


class EvaluationResults(RunResults):
    """What came out of an evaluation."""

    _CLS: ClassVar[str] = "fiftyone.core.evaluation.EvaluationResults"
    custom_metrics: Any = None

    def metrics(self, *_: Any, **__: Any) -> dict[str, Any]:
        """The metrics by name: those that plugins have added."""
        return {m["key"]: m["value"] for m in (self.custom_metrics or {}).values()}

    def add_custom_metrics(self, custom_metrics: Any, overwrite: bool = True) -> None:
        """Computes metrics of plugins for these results; one that fails is told in the log.

        Args:
            custom_metrics: URIs of metrics, or their arguments by URI
            overwrite: also compute those anew that are there
        """
        known = self.custom_metrics or {}
        wanted = (
            custom_metrics if isinstance(custom_metrics, Mapping) else dict.fromkeys(custom_metrics or ())
        )
        new = {uri: given for uri, given in wanted.items() if overwrite or uri not in known}
        if new:
            found = {**known, **compute_metrics(self.samples, self, new)}
            self.custom_metrics = found or None

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
    scores: Any = None  # of a binary task: how sure predictions are of the positive class, the second
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
        if self.weights is not None:
            self.weights = np.asarray(self.weights, dtype=float)
        if self.classes is None:
            found = {*self.ytrue.tolist(), *self.ypred.tolist()}
            self.classes = sorted(c for c in found if c != self.missing)

    def serialize(self, reflective: bool = False, **others: Any) -> dict[str, Any]:
        """The stored form."""
        out = super().serialize(reflective, **others)
        own = {k: listed(getattr(self, k)) for k in ("ytrue", "ypred", "confs", "weights", "classes")}
        more = {k: getattr(self, k) for k in ("ytrue_ids", "ypred_ids", "missing", "custom_metrics")}
        binary = {} if self.scores is None else {"scores": listed(self.scores)}
        return {**out, **own, **more, **binary}

    def average_precision(self, average: str = "micro") -> float:
        """The average precision of the positive class of a binary task.

        Raises:
            ValueError: if it is no binary task
        """
        from .evaluation_classes import average_precision

        if self.scores is None:
            raise ValueError("average_precision() is for evaluations with method='binary'")
        return average_precision(self.ytrue == self.classes[1], np.asarray(self.scores, dtype=float))

    def _names(self, classes: Any) -> list[str]:
        """The classes that count: those asked for, or all but that of no label."""
        if classes is not None:
            return list(classes)
        return [c for c in self.classes if c != self.missing or self.scores is not None]

    def _sum(self, pairs: Array) -> float:
        """How many there are of some pairs, or how much they weigh."""
        return float(pairs.sum() if self.weights is None else self.weights[pairs].sum())

    def _scores(self, classes: Any) -> tuple[list[str], dict[str, tuple[float, float, float]]]:
        names = self._names(classes)
        out = {}
        for name in names:
            true, found = self.ytrue == name, self.ypred == name
            out[name] = self._sum(true & found), self._sum(found), self._sum(true)
        return names, out

    def metrics(self, classes: Any = None, average: str | None = None, beta: float = 1.0) -> dict[str, Any]:
        """Accuracy, precision, recall, F-score and support.

        Args:
            classes: only these classes
            average: `micro`, `macro`, `weighted`, or of a binary task `binary`, the positive class

        Raises:
            ValueError: if the average is none of these
        """
        average = average or ("micro" if self.scores is None else "binary")
        names, scores = self._scores(classes)
        averages = _averages(scores, beta)
        chosen = averages.get(f"{average} avg")
        if average == "binary" and self.scores is not None:
            chosen = _row(*scores[self.classes[1]], beta)
        if chosen is None:
            binary = "" if self.scores is None else ", or binary"
            raise ValueError(f"unknown average '{average}'; use micro, macro or weighted{binary}")
        pairs = np.isin(self.ytrue, names) | np.isin(self.ypred, names)
        total = self._sum(pairs)
        return {
            "accuracy": self._sum(pairs & (self.ytrue == self.ypred)) / total if total else 0.0,
            "precision": chosen["precision"],
            "recall": chosen["recall"],
            "fscore": chosen["f1-score"],
            "support": int(sum(s[2] for s in scores.values())),
            **super().metrics(),
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
                cells = ["", "", _text(row, digits), f"{self._sum(np.ones(len(self.ytrue), dtype=bool)):g}"]
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
        weights = [1] * len(self.ytrue) if self.weights is None else self.weights.tolist()
        for true, found, weight in zip(self.ytrue.tolist(), self.ypred.tolist(), weights, strict=True):
            row, column = (
                place.get(x, place.get("(other)") if x != self.missing else None) for x in (true, found)
            )
            if row is not None and column is not None:
                matrix[row, column] += int(weight)
        return matrix, labels

    def _confusion_matrix(
        self, classes: Any = None, include_other: bool = False, include_missing: bool = False, **_: Any
    ) -> Any:
        names = list(self.classes if classes is None else classes)
        matrix, labels = self._confusion(names, include_other, include_missing)
        return matrix, labels, None

    def plot_confusion_matrix(
        self,
        classes: Any = None,
        include_other: bool | None = None,
        include_missing: bool | None = None,
        other_label: str = "(other)",
        backend: str = "plotly",
        **kwargs: Any,
    ) -> Any:
        """A plotly figure of the confusion matrix.

        Args:
            classes: only these classes
            include_other: a last class for all that are not listed; by default if classes are given
            include_missing: a last class for no label; by default if there are such
            other_label: how to call the others
        """
        from .evaluation_plots import confusion_figure

        other = classes is not None if include_other is None else include_other
        labels = {*self.ytrue.tolist(), *self.ypred.tolist()}
        missing = self.missing in labels if include_missing is None else include_missing
        names = list(self.classes if classes is None else classes)
        matrix, shown = self._confusion(names, other, missing and self.missing not in names)
        return confusion_figure(matrix, [other_label if n == "(other)" else n for n in shown], **kwargs)


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

    def serialize(self, reflective: bool = False, **others: Any) -> dict[str, Any]:
        """The stored form."""
        own = {k: listed(getattr(self, k)) for k in ("ytrue", "ypred", "confs", "ids")}
        return {
            **super().serialize(reflective, **others),
            **own,
            "missing": self.missing,
            "custom_metrics": self.custom_metrics,
        }

    def metrics(self, weights: Any = None) -> dict[str, Any]:
        """Errors and explained variance."""
        known = ~(np.isnan(self.ytrue) | np.isnan(self.ypred))
        true, found = self.ytrue[known], self.ypred[known]
        if not len(true):
            return {"support": 0, **super().metrics()}
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
            **super().metrics(),
        }


def _row(right: float, found: float, true: float, beta: float) -> dict[str, float]:
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


def _averages(scores: dict[str, tuple[float, float, float]], beta: float) -> dict[str, dict[str, float]]:
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


def listed(value: Any) -> Any:
    """An array or other sequence as a list; None for None."""
    return value.tolist() if isinstance(value, np.ndarray) else None if value is None else list(value)


def _text(value: Any, digits: int) -> str:
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)


def _show(text: str) -> None:
    import sys

    sys.stdout.write(text + "\n")
