"""Labels of whole collections turned into other labels, and into files."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from fo_widgets.data import (
    Classification,
    Classifications,
    Dataset,
    Detection,
    Detections,
    Frame,
    ImageMetadata,
    Polyline,
    Polylines,
    Sample,
    Segmentation,
    VideoMetadata,
    collection_conversions,
)

MASK = np.zeros((6, 8), np.uint8)
MASK[1:3, 1:4], MASK[4:6, 5:8] = 1, 2
BOX = {"bounding_box": [0, 0, 0.5, 0.5], "mask": np.ones((2, 2), dtype=bool)}


@pytest.fixture
def labeled(database: str) -> Dataset:
    """Two images with labels, and one without."""
    dataset = Dataset("labeled")
    size = ImageMetadata(width=8, height=6)
    labels = {
        "areas": Segmentation(mask=MASK),
        "boxes": Detections(
            detections=[
                Detection(label="cat", **BOX),
                Detection(label="dog", bounding_box=[0.5, 0.5, 0.5, 0.5]),
            ]
        ),
        "lines": Polylines(
            polylines=[Polyline(label="cat", points=[[(0.1, 0.1), (0.6, 0.1), (0.6, 0.6)]], filled=True)]
        ),
        "scene": Classification(label="z", confidence=0.3),
        "scenes": Classifications(classifications=[Classification(label="y"), Classification(label="w")]),
    }
    dataset.add_samples(
        [
            Sample(filepath="/d/0.png", metadata=size, **{n: v.copy() for n, v in labels.items()}),
            Sample(filepath="/d/e/0.png", metadata=size, **{n: v.copy() for n, v in labels.items()}),
            Sample(filepath="/d/1.png", metadata=size),
        ]
    )
    return dataset


def test_objects_are_drawn_into_masks_of_the_media_s_size(labeled: Dataset) -> None:
    collection_conversions.objects_to_segmentations(
        labeled, "boxes", "drawn", mask_targets={3: "cat"}, save_mask_targets=True
    )
    first, _, none = labeled.values("drawn")
    assert none is None
    assert first.mask.shape == (6, 8)
    assert np.argwhere(first.mask == 3).tolist() == [[y, x] for y in range(3) for x in range(4)]
    assert labeled.mask_targets == {"drawn": {3: "cat"}}
    collection_conversions.objects_to_segmentations(labeled, "lines", "outlined", mask_size=(4, 3))
    assert labeled.first().outlined.mask.shape == (3, 4)


def test_masks_go_to_files_named_as_their_media(labeled: Dataset, tmp_path: Path) -> None:
    collection_conversions.objects_to_segmentations(
        labeled, "boxes", "drawn", output_dir=str(tmp_path / "flat")
    )
    assert sorted(os.listdir(tmp_path / "flat")) == ["0-2.png", "0.png"]
    collection_conversions.export_segmentations(labeled, "areas", str(tmp_path / "deep"), rel_dir="/d")
    paths = [label and label.mask_path for label in labeled.values("areas")]
    assert paths == [str(tmp_path / "deep" / "0.png"), str(tmp_path / "deep" / "e" / "0.png"), None]
    assert labeled.first().areas.mask is None
    collection_conversions.import_segmentations(labeled, "areas", delete_images=True)
    assert labeled.first().areas.mask.tolist() == MASK.tolist()
    assert not any(Path(path).exists() for path in paths if path)


def test_targets_are_replaced_in_masks_and_in_the_dataset(labeled: Dataset, tmp_path: Path) -> None:
    labeled.mask_targets = {"areas": {1: "cat", 2: "dog"}}
    collection_conversions.transform_segmentations(labeled, "areas", {1: 5}, update_mask_targets=True)
    assert set(np.unique(labeled.first().areas.mask)) == {0, 5}
    assert labeled.mask_targets == {"areas": {5: "cat"}}


def test_segmentations_become_objects(labeled: Dataset, tmp_path: Path) -> None:
    collection_conversions.segmentations_to_detections(
        labeled, "areas", "found", mask_targets={1: "cat"}, output_dir=str(tmp_path)
    )
    (box,) = labeled.first().found.detections
    assert (box.label, box.bounding_box) == ("cat", pytest.approx([0.125, 1 / 6, 0.375, 1 / 3]))
    assert box.get_mask().shape == (2, 3)
    assert (box.mask, Path(box.mask_path).parent) == (None, tmp_path)
    collection_conversions.segmentations_to_polylines(
        labeled, "areas", "shapes", mask_types="thing", tolerance=0
    )
    assert labeled.values("shapes.polylines.label")[0] == ["1", "2"]
    collection_conversions.instances_to_polylines(labeled, "boxes", "outlines", tolerance=0)
    assert len(labeled.first().outlines.polylines[1].points[0]) == 4


def test_classes_become_boxes_of_the_whole_image(labeled: Dataset) -> None:
    collection_conversions.classification_to_detections(labeled, "scene", "one")
    collection_conversions.classifications_to_detections(labeled, "scenes", "many")
    (box,) = labeled.first().one.detections
    assert (box.label, box.confidence, box.bounding_box) == ("z", 0.3, [0, 0, 1, 1])
    assert labeled.values("many.detections.label") == [["y", "w"], ["y", "w"], None]


def test_frames_are_converted_too(database: str) -> None:
    dataset = Dataset("video")
    sample = Sample(filepath="/a.mp4", metadata=VideoMetadata(frame_width=8, frame_height=6))
    sample.frames[1] = Frame(boxes=Detections(detections=[Detection(label="cat", **BOX)]))
    sample.frames[2] = Frame()
    dataset.add_sample(sample)
    collection_conversions.objects_to_segmentations(dataset, "frames.boxes", "frames.drawn")
    first, second = dataset.values("frames.drawn")[0]
    assert (first.mask.shape, second) == ((6, 8), None)


def test_labels_of_another_kind_are_refused_by_name(labeled: Dataset) -> None:
    with pytest.raises(ValueError, match="'boxes' holds Detections, not Segmentation"):
        collection_conversions.segmentations_to_detections(labeled, "boxes", "out")
    with pytest.raises(ValueError, match="Field 'nope' does not exist"):
        collection_conversions.classification_to_detections(labeled, "nope", "out")
