"""Where media go, and what an export refuses."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from PIL import Image

from fo_widgets.data import Dataset, list_datasets
from fo_widgets.data.formats.errors import FormatError, MissingFileError


def test_media_are_copied_linked_moved_or_listed(dataset: Dataset, pictures: Path, tmp_path: Path) -> None:
    dataset.export(tmp_path / "copied", "ImageDirectory")
    assert sorted(p.name for p in (tmp_path / "copied").iterdir()) == ["one-2.png", "one.png", "zwei ü.jpg"]
    dataset.export(tmp_path / "linked", "ImageDirectory", export_media="symlink")
    assert (tmp_path / "linked/one.png").readlink() == pictures / "a/one.png"
    dataset.export(tmp_path / "listed", "COCODetectionDataset", label_field="boxes", export_media="manifest")
    assert json.loads((tmp_path / "listed/data.json").read_text())["one-2.png"] == str(pictures / "b/one.png")
    assert not (tmp_path / "listed/data").exists()
    loaded = Dataset.from_dir(tmp_path / "listed", "COCODetectionDataset")
    assert loaded.values("filepath") == dataset.values("filepath")
    dataset.export(tmp_path / "moved", "ImageDirectory", export_media="move")
    assert not (pictures / "a/one.png").exists()
    assert (tmp_path / "moved/one.png").is_file()


def test_labels_alone_are_written_beside_no_media(dataset: Dataset, pictures: Path, tmp_path: Path) -> None:
    labels = tmp_path / "deep/labels.json"
    dataset.export(
        labels_path=labels, dataset_type="COCODetectionDataset", label_field="boxes", rel_dir=pictures
    )
    assert [p.name for p in labels.parent.iterdir()] == ["labels.json"]
    loaded = Dataset.from_dir(labels_path=labels, data_path=pictures, dataset_type="COCODetectionDataset")
    assert loaded.values("filepath") == dataset.values("filepath")


@pytest.mark.parametrize("kind", ["YOLOv4Dataset", "KITTIDetectionDataset", "BDDDataset", "CVATImageDataset"])
def test_labels_alone_are_read_with_media_elsewhere(
    kind: str, dataset: Dataset, pictures: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = tmp_path / "labels.json"
    lists = {"objects_path": tmp_path / "obj.names"} if kind == "YOLOv4Dataset" else {}
    written = {**lists, "images_path": tmp_path / "images.txt"} if lists else {}
    options = {"labels_path": place, "dataset_type": kind, "label_field": "boxes", **written}
    dataset.export(rel_dir=pictures, **options)
    assert caplog.text == ""
    loaded = Dataset.from_dir(data_path=pictures, labels_path=place, dataset_type=kind, **lists)
    assert loaded.values("filepath") == dataset.limit(2).values("filepath")
    with caplog.at_level(logging.WARNING):
        dataset.export(**options)
    assert caplog.text.count("several media are named 'one.png' in what is written; pass `rel_dir`") == 1


def test_media_and_labels_have_places_of_their_own(dataset: Dataset, tmp_path: Path) -> None:
    where = {"data_path": "pix", "labels_path": "about/boxes.json"}
    dataset.export(tmp_path / "out", "COCODetectionDataset", label_field="boxes", **where)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["about", "pix"]
    assert len(Dataset.from_dir(tmp_path / "out", "COCODetectionDataset", **where)) == 3


def test_a_folder_that_is_there_is_added_to_or_overwritten(
    dataset: Dataset, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "old.txt").write_text("old")
    with caplog.at_level(logging.WARNING):
        dataset.export(out, "ImageDirectory")
    assert "is there already" in caplog.text
    assert (out / "old.txt").is_file()
    dataset.export(out, "ImageDirectory", overwrite=True)
    assert not (out / "old.txt").exists()
    assert (out / "one.png").is_file()


def test_overwriting_never_deletes_what_is_exported(dataset: Dataset, pictures: Path) -> None:
    with pytest.raises(FormatError, match=r"would delete .*one\.png"):
        dataset.export(pictures, "ImageDirectory", overwrite=True)
    assert (pictures / "a/one.png").is_file()


def test_a_missing_media_file_is_named(dataset: Dataset, pictures: Path, tmp_path: Path) -> None:
    (pictures / "b/one.png").unlink()
    with pytest.raises(MissingFileError, match=r"b/one\.png is not there.*exclude its sample"):
        dataset.export(tmp_path / "out", "ImageDirectory")


def test_labels_that_do_not_fit_are_named(dataset: Dataset, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(FormatError, match=r"no label field 'nope'; there are \['boxes', 'weather'"):
        dataset.export(out, "COCODetectionDataset", label_field="nope")
    with pytest.raises(
        FormatError, match="field 'joints' holds Keypoints; this format writes Classification"
    ):
        dataset.export(out, "ImageClassificationDirectoryTree", label_field="joints")
    with pytest.raises(FormatError, match="no field of Classification"):
        dataset.select_fields("boxes").export(out, "ImageClassificationDirectoryTree")
    with pytest.raises(FormatError, match="writes one field"):
        dataset.export(out, "VOCDetectionDataset", label_field=["boxes", "masks"])


def test_how_media_are_exported_is_checked(dataset: Dataset, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"`export_media` should be one of .* not 'zip'"):
        dataset.export(tmp_path / "out", "ImageDirectory", export_media="zip")
    with pytest.raises(FormatError, match="give `export_dir`"):
        dataset.export(dataset_type="ImageDirectory")


def test_what_is_inside_boxes_is_written_as_images(dataset: Dataset, pictures: Path, tmp_path: Path) -> None:
    tree = "ImageClassificationDirectoryTree"
    dataset.export(tmp_path / "tree", tree, label_field="boxes")
    written = sorted(p.relative_to(tmp_path / "tree").as_posix() for p in (tmp_path / "tree").rglob("*.jpg"))
    assert written == [f"{name}/00000{n}.jpg" for name in ("cat", "dög") for n in (1, 2)]
    with Image.open(tmp_path / "tree/cat/000001.jpg") as image:
        assert image.size == (20, 10)
    patches = dataset.to_patches("boxes").limit(3)
    patches.export(tmp_path / "flat", "ImageDirectory")
    assert sorted(p.name for p in (tmp_path / "flat").iterdir()) == [f"00000{n}.jpg" for n in (1, 2, 3)]
    patches.export(tmp_path / "json", "FiftyOneImageClassificationDataset", image_format=".png")
    assert (tmp_path / "json/data/000001.png").is_file()
    loaded = Dataset.from_dir(tmp_path / "json", "FiftyOneImageClassificationDataset")
    assert loaded.values("ground_truth.label") == ["cat", "dög", "cat"]
    assert set(list_datasets()) == {"small", loaded.name}
    (pictures / "a/one.png").unlink()
    with pytest.raises(MissingFileError, match=r"a/one\.png is not there"):
        dataset.export(tmp_path / "gone", tree, label_field="boxes")
    with pytest.raises(FormatError, match="there are no boxes in field 'boxes'"):
        dataset.skip(2).export(tmp_path / "none", tree, label_field="boxes")
