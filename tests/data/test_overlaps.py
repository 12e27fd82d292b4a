"""Overlaps of labels; the numbers are those that FiftyOne 1.22.1 gave."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fo_widgets.data import (
    Dataset,
    Detection,
    Detections,
    Frame,
    Keypoint,
    Polyline,
    Sample,
    TemporalDetection,
)
from fo_widgets.data.overlaps import (
    compute_bbox_iou,
    compute_ious,
    compute_max_ious,
    compute_segment_ious,
    find_duplicates,
    perform_nms,
)


def box(label: str, where: list[float], **more: Any) -> Detection:
    return Detection(label=label, bounding_box=where, **more)


FOUND = [box("cat", [0, 0, 0.5, 0.5]), box("dog", [0.25, 0.25, 0.5, 0.5])]
TRUE = [box("cat", [0, 0, 0.5, 0.4]), box("dog", [0.2, 0.2, 0.5, 0.5]), box("cat", [0.25, 0.25, 0.5, 0.5])]
OVERLAPS = np.array([[0.8, 0.219512195, 0.142857143], [0.090909091, 0.680672269, 1.0]])


@pytest.fixture
def crowded(database: str) -> Dataset:
    """Three boxes in one place and one elsewhere, and another field; and an image without."""
    dataset = Dataset("crowded")
    boxes = [
        box("cat", [0, 0, 0.5, 0.5], confidence=0.9),
        box("cat", [0.01, 0.01, 0.5, 0.5], confidence=0.8),
        box("dog", [0.01, 0.01, 0.5, 0.5], confidence=0.7),
        box("cat", [0.6, 0.6, 0.2, 0.2], confidence=0.3),
    ]
    other = Detections(detections=[box("cat", [0, 0, 0.4, 0.5])])
    dataset.add_samples(
        [
            Sample(filepath="/a.png", boxes=Detections(detections=boxes), other=other),
            Sample(filepath="/b.png"),
        ]
    )
    return dataset


def test_boxes_overlap_by_rows_and_columns() -> None:
    assert compute_ious(FOUND, TRUE) == pytest.approx(OVERLAPS)
    same = OVERLAPS * [[1, 0, 1], [0, 1, 0]]
    assert compute_ious(FOUND, TRUE, classwise=True) == pytest.approx(same)
    assert compute_ious(FOUND, TRUE, sparse=True, classwise=True)[FOUND[1].id] == [
        (TRUE[1].id, pytest.approx(0.680672269))
    ]
    crowd = [box("cat", [0, 0, 0.5, 0.4], iscrowd=1)]
    for question in ("iscrowd", lambda label: label.iscrowd):
        assert compute_ious(FOUND, crowd, iscrowd=question) == pytest.approx(np.array([[0.8], [0.15]]))
    assert compute_bbox_iou(TRUE[0], FOUND[0]) == pytest.approx(0.8)
    assert compute_ious([], TRUE).shape == (0, 3)
    assert compute_ious(Detections(detections=FOUND), TRUE) == pytest.approx(OVERLAPS)


def test_other_labels_overlap_too() -> None:
    square = [(0, 0), (0.5, 0), (0.5, 0.5), (0, 0.5)]
    left, right = (
        Polyline(points=[[(x + dx, y) for x, y in square]], closed=True, filled=True) for dx in (0, 0.25)
    )
    assert compute_ious([left], [right])[0, 0] == pytest.approx(1 / 3)
    a, b, c = (TemporalDetection(support=s) for s in ([1, 10], [5, 8], [6, 15]))
    assert compute_segment_ious([a, b], [c]) == pytest.approx(np.array([[0.285714286], [0.2]]))
    near, far = (Keypoint(points=[(0.1, 0.1), (0.5, y)]) for y in (0.5, 0.55))
    assert compute_ious([near], [far])[0, 0] == pytest.approx(0.996539806)
    masks = [box("c", [0, 0, 0.5, 0.5], mask=m) for m in (np.eye(4, dtype=bool), np.ones((4, 4), bool))]
    assert compute_ious(masks[:1], masks[1:], use_masks=True)[0, 0] == pytest.approx(0.25)
    with pytest.raises(ValueError, match="has no bounding_box"):
        compute_ious([Detection(label="a")], TRUE)


def test_the_largest_overlap_is_written_to_each_label(crowded: Dataset) -> None:
    compute_max_ious(crowded, "boxes")
    assert crowded.values("boxes.detections.max_iou") == [pytest.approx([0.923816853, 1, 1, 0]), None]
    compute_max_ious(crowded, "boxes", other_field="other", iou_attr="o", id_attr="nearest")
    assert crowded.values("boxes.detections.o")[0] == pytest.approx([0.8, 0.738122827, 0.738122827, 0])
    assert crowded.values("other.detections.o")[0] == pytest.approx([0.8])
    sample = crowded.first()
    assert sample.other.detections[0].nearest == sample.boxes.detections[0].id


def test_duplicates_are_the_later_ones_or_as_few_as_possible(crowded: Dataset) -> None:
    ids = crowded.values("boxes.detections.id")[0]
    assert find_duplicates(crowded, "boxes", iou_thresh=0.9) == ids[1:3]
    assert find_duplicates(crowded, "boxes", iou_thresh=0.9, method="greedy") == ids[:2]
    assert find_duplicates(crowded, "boxes", iou_thresh=0.9, classwise=True) == ids[1:2]
    with pytest.raises(ValueError, match="method is one of"):
        find_duplicates(crowded, "boxes", method="x")


def test_the_surest_of_each_place_is_kept(crowded: Dataset) -> None:
    ids = crowded.values("boxes.detections.id")[0]
    perform_nms(crowded, "boxes", out_field="best", classwise=False)
    assert crowded.values("best.detections.id") == [[ids[0], ids[3]], None]
    assert len(crowded.values("boxes.detections.id")[0]) == 4
    perform_nms(crowded, "boxes", confidence_thresh=0.5)
    assert crowded.values("boxes.detections.id") == [[ids[0], ids[2]], None]


def test_frames_are_looked_at_one_by_one(database: str) -> None:
    dataset = Dataset("video")
    sample = Sample(filepath="/a.mp4")
    for number in (1, 2):
        sample.frames[number] = Frame(boxes=Detections(detections=[FOUND[0].copy(), FOUND[0].copy()]))
    dataset.add_sample(sample)
    assert len(find_duplicates(dataset, "frames.boxes")) == 2
    perform_nms(dataset, "frames.boxes")
    assert dataset.count("frames.boxes.detections") == 2
