"""What comes out of comparing objects: matches, and precision by recall."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from .evaluation_scores import Array, ClassificationResults, listed


class DetectionResults(ClassificationResults):
    """Classes of matched and unmatched objects, the overlap of matches, and precision by recall if asked for."""

    _CLS = "fiftyone.utils.eval.detection.DetectionResults"
    _CURVES: ClassVar[tuple[str, ...]] = (
        "precision",
        "recall",
        "thresholds",
        "recall_sweep",
        "classwise_AP",
        "iou_threshs",
    )
    ious: Any = None
    precision: Any = None
    recall: Any = None
    thresholds: Any = None
    recall_sweep: Any = None
    classwise_AP: Any = None  # noqa: N815  as FiftyOne names it
    iou_threshs: Any = None

    def __init__(self, samples: Any = None, config: Any = None, key: Any = None, **kwargs: Any) -> None:
        """Of matched and unmatched objects."""
        super().__init__(samples, config, key, **kwargs)
        if self.ious is not None:
            self.ious = np.asarray(self.ious, dtype=object)
        for name in self._CURVES:
            if getattr(self, name) is not None:
                setattr(self, name, np.asarray(getattr(self, name), dtype=float))

    def serialize(self, reflective: bool = False, **others: Any) -> dict[str, Any]:
        """The stored form."""
        known = {n: listed(getattr(self, n)) for n in self._CURVES if getattr(self, n) is not None}
        return {**super().serialize(reflective, **others), "ious": listed(self.ious), **known}

    def mAP(self, classes: Any = None) -> float:  # noqa: N802  as FiftyOne names it
        """The mean average precision; -1 if no class has true objects.

        Raises:
            ValueError: if the evaluation was run without `compute_mAP`
        """
        found = self._of_classes("precision" if self.classwise_AP is None else "classwise_AP", classes)
        return _mean(found)

    def mAR(self, classes: Any = None) -> float:  # noqa: N802  as FiftyOne names it
        """The mean of the highest recalls; -1 if no class has true objects.

        Raises:
            ValueError: if the evaluation was run without `compute_mAP`
        """
        return _mean(self._of_classes("recall_sweep", classes))

    def plot_pr_curves(
        self, classes: Any = None, iou_thresh: float | None = None, backend: str = "plotly", **kwargs: Any
    ) -> Any:
        """A plotly figure: precision by recall of each class, averaged over thresholds unless one is given.

        Raises:
            ValueError: if the evaluation was run without `compute_mAP`, or not at that threshold
        """
        from .evaluation_plots import precision_figure

        curves = self._of_classes("precision", classes)
        if iou_thresh is not None:
            places = np.flatnonzero(np.isclose(self.iou_threshs, iou_thresh))
            if not len(places):
                raise ValueError(f"no curves at {iou_thresh}; there are {list(self.iou_threshs)}")
            curves = curves[places[:1]]
        names = list(self.classes) if classes is None else list(classes)
        return precision_figure(self.recall, dict(zip(names, curves.mean(axis=0), strict=True)), **kwargs)

    def _of_classes(self, name: str, classes: Any) -> Array:
        values = getattr(self, name)
        if values is None:
            raise ValueError(f"{name} was not computed; pass compute_mAP=True to evaluate_detections()")
        found: Array = values
        if classes is not None:
            found = found[:, [list(self.classes).index(c) for c in classes]]
        return found


def _mean(values: Array) -> float:
    known = values[values >= 0]
    return float(known.mean()) if known.size else -1.0
