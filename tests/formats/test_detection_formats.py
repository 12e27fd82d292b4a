"""COCO, YOLO and VOC: boxes and more, there and back, and what is wrong with a file."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from fo_widgets.data import Dataset
from fo_widgets.data.formats import rle
from fo_widgets.data.formats.errors import FormatError, MissingFileError

COCO, YOLO, VOC = "COCODetectionDataset", "YOLOv5Dataset", "VOCDetectionDataset"
BOXES = [[0.25, 0.25, 0.5, 0.5], [0, 0, 0.5, 0.5]]


@pytest.mark.parametrize("kind", [COCO, YOLO, VOC])
def test_boxes_come_back(kind: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", kind, label_field="boxes")
    options: dict[str, Any] = {"label_types": "detections"} if kind == COCO else {}
    loaded = Dataset.from_dir(tmp_path / "out", kind, label_field="found", **options)
    by_name = {Path(s.filepath).name: s for s in loaded}
    assert sorted(by_name) == ["one-2.png", "one.png", "zwei ü.jpg"]
    for name in ("one.png", "one-2.png"):
        found = by_name[name].found.detections
        assert [d.label for d in found] == ["cat", "dög"]
        assert np.allclose([d.bounding_box for d in found], BOXES)
    assert not by_name["zwei ü.jpg"].found or by_name["zwei ü.jpg"].found.detections == []
    if kind != VOC:
        assert loaded.default_classes == ["cat", "dög"]
    if kind != YOLO:
        assert by_name["one.png"].found.detections[0].mood == "x"
        assert (by_name["one.png"].metadata.width, by_name["one.png"].metadata.height) == (40, 20)


@pytest.mark.parametrize("kind", [COCO, YOLO, VOC])
def test_other_labels_become_boxes(kind: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "whole", kind, label_field="weather")
    options: dict[str, Any] = {"label_types": ["detections"]} if kind == COCO else {}
    loaded = Dataset.from_dir(tmp_path / "whole", kind, **options)
    assert loaded.values("ground_truth.detections.bounding_box")[0] == [[0.0, 0.0, 1.0, 1.0]]
    dataset.export(tmp_path / "roofs", kind, label_field="roofs")
    loaded = Dataset.from_dir(tmp_path / "roofs", kind, **options)
    assert np.allclose(loaded.first().ground_truth.detections[0].bounding_box, [0, 0, 0.5, 0.5])


@pytest.mark.parametrize("kind", [COCO, YOLO])
def test_classes_choose_and_number_labels(
    kind: str, dataset: Dataset, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        dataset.export(tmp_path / "out", kind, label_field="boxes", classes=["zebra", "cat"])
    assert "labels 'dög' are left out" in caplog.text
    loaded = Dataset.from_dir(tmp_path / "out", kind)
    field = "detections" if kind == COCO else "ground_truth"
    assert loaded.count_values(f"{field}.detections.label") == {"cat": 2}
    assert loaded.default_classes == ["zebra", "cat"]


# -- COCO -------------------------------------------------------------------


def test_coco_masks_polygons_and_keypoints_come_back(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "masks", COCO, label_field="masks")
    loaded = Dataset.from_dir(tmp_path / "masks", COCO)
    assert {"detections", "segmentations"} <= set(loaded.get_field_schema())
    mask = loaded.first().segmentations.detections[0].mask
    assert mask.shape == (10, 20)
    assert np.array_equal(mask, dataset.first().masks.detections[0].mask)
    dataset.export(tmp_path / "roofs", COCO, label_field="roofs")
    loaded = Dataset.from_dir(tmp_path / "roofs", COCO, label_types="segmentations", use_polylines=True)
    assert np.allclose(loaded.first().ground_truth.polylines[0].points, [[[0, 0], [0.5, 0], [0.5, 0.5]]])
    dataset.export(tmp_path / "joints", COCO, label_field="joints")
    joint = Dataset.from_dir(tmp_path / "joints", COCO).first().keypoints.keypoints[0]
    assert np.allclose(joint.points, [[0.25, 0.5], [np.nan, np.nan]], equal_nan=True)


def test_coco_fields_are_named_by_kind(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", COCO, label_field="boxes")

    def fields(**options: Any) -> set[str]:
        return set(Dataset.from_dir(tmp_path / "out", COCO, **options).get_field_schema()) - plain

    plain = {"id", "filepath", "tags", "metadata", "created_at", "last_modified_at"}
    assert fields() == {"detections"}
    assert fields(label_field="gt") == {"gt_detections"}
    assert fields(label_field={"detections": "a", "keypoints": "b"}) == {"a"}
    assert fields(label_types="detections") == {"ground_truth"}
    assert fields(label_types=["detections"], label_field="gt") == {"gt"}
    assert fields(include_id=True) == {"detections", "coco_id"}


def test_coco_images_and_labels_are_chosen(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", COCO, label_field="boxes")
    assert len(Dataset.from_dir(tmp_path / "out", COCO, classes="cat")) == 2
    only = Dataset.from_dir(tmp_path / "out", COCO, classes=["cat"], only_matching=True)
    assert only.count_values("detections.detections.label") == {"cat": 2}
    assert len(Dataset.from_dir(tmp_path / "out", COCO, image_ids=[3])) == 1
    plain = Dataset.from_dir(tmp_path / "out", COCO, extra_attrs=False, include_annotation_id=True)
    first = plain.first().detections.detections[0]
    assert (first.get_field("coco_id"), first.get_field("iscrowd")) == (1, 0)
    assert not first.has_field("mood")


def test_coco_facts_are_kept(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", COCO, label_field="boxes", info={"year": 2024}, num_decimals=1)
    data = json.loads((tmp_path / "out/labels.json").read_text())
    assert data["annotations"][0]["bbox"] == [10.0, 5.0, 20.0, 10.0]
    info = Dataset.from_dir(tmp_path / "out", COCO).info
    assert info["year"] == 2024
    assert [c["name"] for c in info["categories"]] == ["cat", "dög"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda d: d["annotations"][0].update(category_id=9),
            "annotation 1 has category 9; `categories` has ids 1, 2",
        ),
        (lambda d: d["annotations"][0].update(image_id=9), "annotation 1 is of image 9"),
        (lambda d: d["annotations"][0].update(bbox=[1, 2]), "annotation 1 is malformed"),
        (lambda d: d["annotations"][0].update(bbox="x"), "annotation 1 is malformed"),
        (lambda d: d["images"][0].pop("id"), "no integer `id`"),
        (lambda d: d["images"][0].pop("file_name"), "no `file_name`"),
        (lambda d: d.update(images=5), "images should be a list"),
    ],
)
def test_malformed_coco_is_named(change: Any, message: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", COCO, label_field="boxes")
    path = tmp_path / "out/labels.json"
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))
    with pytest.raises(FormatError, match=rf"labels\.json: .*{message}"):
        Dataset.from_dir(tmp_path / "out", COCO)


def test_a_missing_coco_image_is_named_or_left_out(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", COCO, label_field="boxes")
    (tmp_path / "out/data/zwei ü.jpg").unlink()
    with pytest.raises(
        MissingFileError, match=r"labels\.json names the media file 'zwei ü\.jpg'.*`data_path`"
    ):
        Dataset.from_dir(tmp_path / "out", COCO)
    assert len(Dataset.from_dir(tmp_path / "out", COCO, skip_missing_media=True)) == 2


def test_run_lengths_are_read_as_numbers_and_as_text() -> None:
    mask = np.zeros((3, 4), dtype=bool)
    mask[1:, 1:3] = True
    assert rle.encode(mask) == {"counts": [4, 2, 1, 2, 3], "size": [3, 4]}
    assert np.array_equal(rle.decode(rle.encode(mask)), mask)
    assert np.array_equal(rle.decode(rle.encode(~mask)), ~mask)
    # as pycocotools packs it: differences to the last but one from the fourth on, 5 bits a character
    assert np.array_equal(rle.decode({"counts": "42102", "size": [3, 4]}), mask)
    with pytest.raises(ValueError, match="cover 3 of 3 x 4 pixels"):
        rle.decode({"counts": [3], "size": [3, 4]})


# -- YOLO -------------------------------------------------------------------


def test_yolo_splits_share_a_folder_and_classes(dataset: Dataset, tmp_path: Path) -> None:
    out = tmp_path / "out"
    dataset[:1].export(out, YOLO, label_field="boxes", split="train", include_confidence=True)
    dataset[1:].export(out, YOLO, label_field="roofs", split="val")
    content = yaml.safe_load((out / "dataset.yaml").read_text(encoding="utf-8"))
    assert content["names"] == {0: "cat", 1: "dög", 2: "roof"}
    train = Dataset.from_dir(out, YOLO, split="train")
    assert [d.confidence for d in train.first().ground_truth.detections] == [0.5, None]
    shapes = Dataset.from_dir(out, YOLO, label_type="polylines")
    assert np.allclose(shapes.first().ground_truth.polylines[0].points, [[[0, 0], [0.5, 0], [0.5, 0.5]]])
    with pytest.raises(FormatError, match=r"no split 'test'; it has \['train', 'val'\]"):
        Dataset.from_dir(out, YOLO, split="test")
    with pytest.raises(FormatError, match="would change their numbers: pass classes"):
        dataset.export(out, YOLO, label_field="boxes", split="test", classes=["dög", "cat"])


def test_a_moved_yolo_folder_is_read(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", YOLO, label_field="boxes")
    (tmp_path / "out").rename(tmp_path / "moved")
    assert len(Dataset.from_dir(tmp_path / "moved", YOLO)) == 3


def test_yolo_images_without_a_text_file_are_left_out_unless_asked_for(
    dataset: Dataset, tmp_path: Path
) -> None:
    dataset.export(tmp_path / "out", YOLO, label_field="boxes")
    (tmp_path / "out/labels/val/one.txt").unlink()
    assert len(Dataset.from_dir(tmp_path / "out", YOLO)) == 2
    assert len(Dataset.from_dir(tmp_path / "out", YOLO, include_all_data=True)) == 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("7 0.5 0.5 0.5 0.5", r"one\.txt, line 2 has class 7; the YAML file names \[0, 1\]"),
        ("0 0.5 x 0.5 0.5", r"one\.txt, line 2 should be a class and box"),
        ("0 0.5 0.5", r"one\.txt, line 2 should be a class and box"),
    ],
)
def test_malformed_yolo_lines_are_named(line: str, message: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", YOLO, label_field="boxes")
    (tmp_path / "out/labels/val/one.txt").write_text(f"0 0.5 0.5 0.5 0.5\n{line}")
    with pytest.raises(FormatError, match=message):
        Dataset.from_dir(tmp_path / "out", YOLO)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("names: [a", "no valid YAML"),
        ("- a", "should be a JSON object"),
        ("val: x", "no `names`"),
        ("names: [a]", "no split 'val'"),
    ],
)
def test_malformed_yolo_yaml_is_named(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text(content)
    with pytest.raises(FormatError, match=rf"dataset\.yaml.*{message}"):
        Dataset.from_dir(tmp_path, YOLO)


# -- VOC --------------------------------------------------------------------


def test_voc_is_written_as_others_read_it(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", VOC, label_field="boxes", include_paths=False)
    text = (tmp_path / "out/labels/one.xml").read_text(encoding="utf-8")
    assert "<filename>one.png</filename>" in text
    assert "<xmin>10</xmin>" in text
    assert "<name>dög</name>" in text
    assert "<path>" not in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<annotation>", "<annotation", "no valid XML"),
        ("<xmin>10</xmin>", "<xmin>x</xmin>", "should be a number, not 'x'"),
        ("<xmin>10</xmin>", "", "lacks its <name>, or its <bndbox> one of xmin"),
    ],
)
def test_malformed_voc_is_named(old: str, new: str, message: str, dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", VOC, label_field="boxes")
    path = tmp_path / "out/labels/one.xml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FormatError, match=rf"one\.xml.*{message}"):
        Dataset.from_dir(tmp_path / "out", VOC)


def test_a_missing_voc_image_is_named(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", VOC, label_field="boxes")
    (tmp_path / "out/data/one-2.png").unlink()
    with pytest.raises(MissingFileError, match=r"one-2\.xml is about the image 'one-2\.png'.*`data_path`"):
        Dataset.from_dir(tmp_path / "out", VOC)


def test_voc_images_without_a_file_are_read_if_asked_for(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", VOC, label_field="boxes", extra_attrs=False)
    (tmp_path / "out/labels/one.xml").unlink()
    assert len(Dataset.from_dir(tmp_path / "out", VOC)) == 2
    everything = Dataset.from_dir(tmp_path / "out", VOC, include_all_data=True)
    assert len(everything) == 3
    assert (
        not everything.match({"ground_truth": {"$ne": None}})
        .first()
        .ground_truth.detections[0]
        .has_field("mood")
    )
