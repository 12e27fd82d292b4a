"""What comes out of each type of evaluation."""

from __future__ import annotations

from .evaluation_objects import DetectionResults
from .evaluation_pixels import SegmentationResults
from .evaluation_scores import ClassificationResults, EvaluationResults, RegressionResults

RESULTS: dict[str, type[EvaluationResults]] = {
    "classification": ClassificationResults,
    "detection": DetectionResults,
    "regression": RegressionResults,
    "segmentation": SegmentationResults,
}

__all__ = [
    "RESULTS",
    "ClassificationResults",
    "DetectionResults",
    "EvaluationResults",
    "RegressionResults",
    "SegmentationResults",
]
