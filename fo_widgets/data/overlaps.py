"""Overlaps of labels, and what is found by them: the nearest other ones, duplicates, and the best of each place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .evaluation_overlaps import Measure
from .labels import Detection, Label

__all__ = [
    "compute_bbox_iou",
    "compute_ious",
    "compute_max_ious",
    "compute_segment_ious",
    "find_duplicates",
    "perform_nms",
]

Array = np.ndarray[Any, Any]
_METHODS = ("simple", "greedy")


def compute_ious(
    preds: Any,
    gts: Any,
    iscrowd: str | Callable[[Any], Any] | None = None,
    classwise: bool = False,
    use_masks: bool = False,
    use_boxes: bool = False,
    tolerance: float | None = None,
    keypoint_sigmas: list[float] | None = None,
    sparse: bool = False,
    error_level: int = 1,
) -> Any:
    """The overlap, from 0 to 1, of each label (rows) with each other one (columns).

    Args:
        preds: labels, as a list or as one label of several: detections, polylines, keypoints or temporal detections
        gts: labels of the same kind
        iscrowd: an attribute of `gts`, or a function of them, that is true for crowds: what lies in one overlaps
            it wholly
        classwise: labels of different classes do not overlap
        use_masks: of detections the masks, not the boxes
        use_boxes: of polylines the boxes, not the polygons
        tolerance: changes nothing; masks are compared pixel by pixel
        keypoint_sigmas: how far each point may lie off, relative to the size of the object
        sparse: give `{id: [(other id, overlap), ...]}` of those that overlap, instead of an array
        error_level: changes nothing; errors are raised

    Raises:
        ValueError: if detections have no boxes, or no masks to compare
        PackageError: if polygons are compared, and shapely is not installed
    """
    found, true = _parts(preds), _parts(gts)
    _check_boxes([*found, *true])
    crowds = [bool(_asked(label, iscrowd)) for label in true]
    overlaps = Measure(use_masks, use_boxes, keypoint_sigmas).overlaps(found, true, crowds)
    if classwise and found and true:
        same = np.array([[a.label == b.label for b in true] for a in found])
        overlaps = np.where(same, overlaps, 0.0)
    if not sparse:
        return overlaps
    return {
        a.id: [(b.id, float(value)) for b, value in zip(true, row, strict=True) if value > 0]
        for a, row in zip(found, overlaps, strict=True)
    }


def _asked(label: Any, question: str | Callable[[Any], Any] | None) -> Any:
    if question is None:
        return False
    return label.get_attribute_value(question, False) if isinstance(question, str) else question(label)


def _check_boxes(labels: list[Any]) -> None:
    for label in labels:
        if isinstance(label, Detection) and not label.bounding_box:
            raise ValueError(
                f"detection '{label.id}' has no bounding_box; overlaps of boxes in space are not part of fo_widgets"
            )


def compute_segment_ious(preds: Any, gts: Any, sparse: bool = False) -> Any:
    """The overlap, from 0 to 1, of each event (rows) with each other one (columns); see `compute_ious`."""
    return compute_ious(preds, gts, sparse=sparse)


def compute_bbox_iou(gt: Any, pred: Any, gt_crowd: bool = False) -> float:
    """The overlap, from 0 to 1, of the boxes of two detections.

    Args:
        gt_crowd: `gt` is a crowd: what lies in it overlaps it wholly
    """
    return float(compute_ious([pred], [gt], iscrowd=lambda _: gt_crowd)[0, 0])


def compute_max_ious(
    sample_collection: Any,
    label_field: str,
    other_field: str | None = None,
    iou_attr: str = "max_iou",
    id_attr: str | None = None,
    progress: Any = None,
    **kwargs: Any,
) -> None:
    """Writes to each label of a field how much another one of its sample or frame overlaps it at most.

    Args:
        other_field: compare with the labels of this field, which are written to, too
        iou_attr: the attribute to write
        id_attr: an attribute for the id of the label that overlaps most
        kwargs: of `compute_ious`
    """
    for document in _documents(sample_collection, label_field):
        own = _labels(document, sample_collection, label_field)
        if other_field is None:
            overlaps = np.array(compute_ious(own, own, **kwargs))
            np.fill_diagonal(overlaps, 0)
            _write(own, own, overlaps, iou_attr, id_attr)
            continue
        others = _labels(document, sample_collection, other_field)
        overlaps = compute_ious(own, others, **kwargs)
        _write(own, others, overlaps, iou_attr, id_attr)
        _write(others, own, overlaps.T, iou_attr, id_attr)


def _write(labels: list[Any], others: list[Any], overlaps: Array, iou_attr: str, id_attr: str | None) -> None:
    for label, row in zip(labels, overlaps, strict=True):
        best = int(np.argmax(row)) if len(row) else None
        label[iou_attr] = 0.0 if best is None else float(row[best])
        if id_attr is not None and best is not None:
            label[id_attr] = others[best].id


def find_duplicates(
    sample_collection: Any,
    label_field: str,
    iou_thresh: float = 0.999,
    method: str = "simple",
    progress: Any = None,
    **kwargs: Any,
) -> list[str]:
    """The ids of labels that overlap another one of their sample or frame.

    Args:
        iou_thresh: from which overlap two labels are the same
        method: `"simple"`, each that overlaps an earlier one, or `"greedy"`, as few as possible
        kwargs: of `compute_ious`

    Raises:
        ValueError: if the method is neither
    """
    if method not in _METHODS:
        raise ValueError(f"method is one of {_METHODS}, not {method!r}")
    found: list[str] = []
    for document in _documents(sample_collection, label_field, save=False):
        labels = _labels(document, sample_collection, label_field)
        same = np.array(compute_ious(labels, labels, **kwargs)) >= iou_thresh
        np.fill_diagonal(same, False)
        gone = _later(same) if method == "simple" else _fewest(same)
        found += [labels[i].id for i in gone]
    return found


def _later(same: Array) -> list[int]:
    return [i for i in range(len(same)) if same[i, :i].any()]


def _fewest(same: Array) -> list[int]:
    """Those with the most likenesses, one after the other, until there are none."""
    left, gone = same.copy(), []
    while left.any():
        worst = int(np.argmax(left.sum(axis=1)))
        gone.append(worst)
        left[worst, :] = left[:, worst] = False
    return gone


def perform_nms(
    sample_collection: Any,
    in_field: str,
    out_field: str | None = None,
    iou_thresh: float = 0.5,
    confidence_thresh: float | None = None,
    classwise: bool = True,
    progress: Any = None,
) -> None:
    """Keeps of detections that overlap the one with the highest confidence.

    Args:
        out_field: where to put those that are kept; by default in the same field
        iou_thresh: above which overlap two detections are of the same object
        confidence_thresh: leave out those with a lower confidence
        classwise: detections of different classes are of different objects
    """
    target = sample_collection._handle_frame_field(out_field or in_field)[0]
    path = sample_collection._handle_frame_field(in_field)[0]
    for document in _documents(sample_collection, in_field):
        value = document[path]
        if value is None:
            continue
        labels = [
            d for d in value.detections if confidence_thresh is None or _confidence(d) >= confidence_thresh
        ]
        kept: list[Any] = []
        for label in sorted(labels, key=_confidence, reverse=True):
            if not kept or compute_ious([label], kept, classwise=classwise).max() <= iou_thresh:
                kept.append(label)
        ids = {label.id for label in kept}
        out = value.copy()
        out.detections = [d for d in value.detections if d.id in ids]
        document[target] = out


def _confidence(label: Any) -> float:
    return 0.0 if label.confidence is None else float(label.confidence)


def _documents(collection: Any, field: str, save: bool = True) -> Iterator[Any]:
    """The samples or frames of a field."""
    collection.validate_fields_exist(field)
    is_frame = collection._handle_frame_field(field)[1]
    for sample in collection.iter_samples(autosave=save):
        yield from sample.frames.values() if is_frame else [sample]


def _labels(document: Any, collection: Any, field: str) -> list[Any]:
    value = document[collection._handle_frame_field(field)[0]]
    return [] if value is None else _parts(value)


def _parts(labels: Any) -> list[Any]:
    """The single labels of a list, or of a label."""
    if not isinstance(labels, Label):
        return list(labels)
    inner = getattr(labels, "_LABEL_LIST_FIELD", None)
    return [labels] if inner is None else list(labels[inner])
