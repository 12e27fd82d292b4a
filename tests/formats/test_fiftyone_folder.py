"""Folders of FiftyOne's own format carry everything, and say what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data import (
    Dataset,
    Detection,
    Detections,
    Frame,
    Group,
    Panel,
    Sample,
    Segmentation,
    Space,
    list_datasets,
)
from fo_widgets.data import ViewField as F
from fo_widgets.data.formats.errors import FormatError, MissingFileError

KIND = "FiftyOneDataset"


@pytest.fixture
def folder(dataset: Dataset, tmp_path: Path) -> Path:
    dataset.info = {"a": {"b": 1}}
    dataset.default_classes = ["cat"]
    dataset.mask_targets = {"seg": {1: "x"}}
    dataset.save_view("cats", dataset.filter_labels("boxes", F("label") == "cat"))
    dataset.save_workspace("space", Space(children=[Panel(type="Samples")]))
    dataset.register_run("run", dataset.init_run(n=1))
    results = dataset.init_run_results("run")
    results.numbers = [1, 2]
    dataset.save_run_results("run", results)
    dataset.export(tmp_path / "out", KIND)
    return tmp_path / "out"


def test_everything_comes_back(dataset: Dataset, folder: Path) -> None:
    loaded = Dataset.from_dir(folder, KIND, name="loaded")
    assert loaded.values("id") == dataset.values("id")
    assert loaded.values("boxes.detections.id") == dataset.values("boxes.detections.id")
    assert loaded.values("tags") == dataset.values("tags")
    assert loaded.first().boxes.detections[0].mood == "x"
    assert np.array_equal(loaded.first().embedding, [0, 1, 2])
    assert loaded.first().masks.detections[0].mask.sum() == 18
    assert [str(f) for f in loaded.get_field_schema().values()] == [
        str(f) for f in dataset.get_field_schema().values()
    ]
    assert (loaded.info, loaded.default_classes) == ({"a": {"b": 1}}, ["cat"])
    assert loaded.mask_targets == {"seg": {1: "x"}}
    assert len(loaded.load_saved_view("cats")) == 2
    assert loaded.load_workspace("space").children[0].type == "Samples"
    assert loaded.get_run_info("run").config.n == 1
    assert loaded.load_run_results("run").numbers == [1, 2]


def test_media_get_names_of_their_own(folder: Path) -> None:
    loaded = Dataset.from_dir(folder, KIND)
    names = [Path(p).relative_to(folder).as_posix() for p in loaded.values("filepath")]
    assert names == ["data/one.png", "data/one-2.png", "data/zwei ü.jpg"]
    assert all(Path(p).is_file() for p in loaded.values("filepath"))


def test_paths_are_kept_below_a_folder(dataset: Dataset, pictures: Path, tmp_path: Path) -> None:
    dataset.export(tmp_path / "copied", KIND, rel_dir=pictures)
    loaded = Dataset.from_dir(tmp_path / "copied", KIND)
    assert loaded.first().filepath == str(tmp_path / "copied/data/a/one.png")
    dataset.export(tmp_path / "left", KIND, rel_dir=pictures, export_media=False)
    assert not (tmp_path / "left/data").exists()
    assert Dataset.from_dir(tmp_path / "left", KIND, rel_dir=pictures).values("filepath") == dataset.values(
        "filepath"
    )
    dataset.export(tmp_path / "absolute", KIND, export_media=False)
    assert Dataset.from_dir(tmp_path / "absolute", KIND).values("filepath") == dataset.values("filepath")


def test_masks_on_disk_are_media_too(pictures: Path, tmp_path: Path) -> None:
    Image.fromarray(np.ones((2, 2), np.uint8)).save(tmp_path / "mask.png")
    path = str(tmp_path / "mask.png")
    dataset = Dataset()
    boxes = [Detection(label="m", bounding_box=[0, 0, 1, 1], mask_path=path)]
    dataset.add_sample(
        Sample(
            filepath=str(pictures / "a/one.png"),
            seg=Segmentation(mask_path=path),
            boxes=Detections(detections=boxes),
        )
    )
    dataset.export(tmp_path / "out", KIND)
    sample = Dataset.from_dir(tmp_path / "out", KIND).first()
    assert sample.seg.mask_path == str(tmp_path / "out/fields/seg/mask.png")
    assert sample.boxes.detections[0].mask_path == str(tmp_path / "out/fields/boxes.detections/mask.png")
    assert dataset.first().seg.mask_path == path


def test_frames_come_back(tmp_path: Path) -> None:
    (tmp_path / "v.mp4").write_bytes(b"x")
    dataset = Dataset()
    sample = Sample(filepath=str(tmp_path / "v.mp4"))
    sample.frames[3] = Frame(
        word="x", boxes=Detections(detections=[Detection(label="a", bounding_box=[0, 0, 1, 1])])
    )
    dataset.add_sample(sample)
    dataset.export(tmp_path / "out", KIND)
    loaded = Dataset.from_dir(tmp_path / "out", KIND)
    assert loaded.first().frames[3].boxes.detections[0].label == "a"
    assert loaded.values("frames.id") == dataset.values("frames.id")
    assert str(loaded.get_frame_field_schema()["word"]).endswith("StringField")


def test_groups_come_back(pictures: Path, tmp_path: Path) -> None:
    dataset = Dataset()
    dataset.add_group_field("group", default="left")
    group = Group()
    paths = [str(p) for p in sorted(pictures.glob("*/*"))]
    names = ("left", "right")
    dataset.add_samples(
        Sample(filepath=p, group=group.element(n)) for p, n in zip(paths, names, strict=False)
    )
    dataset.export(tmp_path / "out", KIND)
    loaded = Dataset.from_dir(tmp_path / "out", KIND)
    assert (loaded.media_type, loaded.group_field, loaded.default_group_slice) == ("group", "group", "left")
    assert loaded.group_media_types == {"left": "image", "right": "image"}
    assert sorted(loaded.get_group(group.id)) == ["left", "right"]


def test_a_view_is_exported_as_it_shows_itself(dataset: Dataset, tmp_path: Path) -> None:
    dataset.save_view("all", dataset.view())
    dataset.register_run("run", dataset.init_run())
    dataset.filter_labels("boxes", F("label") == "cat").select_fields("boxes").export(tmp_path / "out", KIND)
    loaded = Dataset.from_dir(tmp_path / "out", KIND)
    assert loaded.count_values("boxes.detections.label") == {"cat": 2}
    assert not loaded.has_sample_field("weather")
    assert (loaded.list_saved_views(), loaded.list_runs()) == ([], [])


def test_a_file_for_each_sample(dataset: Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "out", KIND, use_dirs=True)
    assert len(list((tmp_path / "out/samples").iterdir())) == 3
    assert Dataset.from_dir(tmp_path / "out", KIND).values("id") == dataset.values("id")


def test_parts_can_be_left_out(dataset: Dataset, folder: Path, tmp_path: Path) -> None:
    options = {"import_saved_views": False, "import_runs": False, "import_workspaces": False}
    loaded = Dataset.from_dir(folder, KIND, max_samples=1, **options)
    assert (len(loaded), loaded.list_saved_views(), loaded.list_runs(), loaded.list_workspaces()) == (
        1,
        [],
        [],
        [],
    )
    options = {"export_saved_views": False, "export_runs": False, "export_workspaces": False}
    dataset.export(tmp_path / "less", KIND, **options)
    loaded = Dataset.from_dir(tmp_path / "less", KIND)
    assert (loaded.list_saved_views(), loaded.list_runs(), loaded.list_workspaces()) == ([], [], [])


def test_samples_are_not_added_twice(folder: Path) -> None:
    loaded = Dataset.from_dir(folder, KIND)
    with pytest.raises(FormatError, match=r"has samples of .* already.*use merge_dir"):
        loaded.add_dir(folder, KIND)
    assert len(loaded) == 3
    loaded.merge_dir(folder, KIND, tags="again")
    assert len(loaded) == 3
    assert loaded.count_sample_tags()["again"] == 3


def test_a_folder_is_added_to_other_samples(folder: Path, tmp_path: Path) -> None:
    other = Dataset("other")
    other.add_sample(Sample(filepath="/x.png", own=1))
    other.add_dir(folder, KIND)
    assert len(other) == 4
    assert other.count("boxes") == 2
    assert other.list_runs() == ["run"]
    clash = Dataset("clash")
    clash.add_sample(Sample(filepath="/x.png", number="text"))
    with pytest.raises(FormatError, match=r"field 'number' is .*IntField, but .*StringField"):
        clash.add_dir(folder, KIND)
    video = Dataset("video")
    video.add_sample(Sample(filepath="/x.mp4"))
    with pytest.raises(FormatError, match="media type 'image' does not fit 'video'"):
        video.add_dir(folder, KIND)


def _changed(folder: Path, name: str, change: Any) -> None:
    path = folder / name
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("samples.json", lambda d: d["samples"][0].pop("_id"), "no `_id`"),
        ("samples.json", lambda d: d["samples"][0].pop("filepath"), "has no `filepath`"),
        ("samples.json", lambda d: d["samples"][0].update(surprise=1), "'surprise'.*does not declare"),
        ("samples.json", lambda d: d["samples"][0].update(number="text"), "'number' does not fit"),
        ("samples.json", lambda d: d["samples"][0].update(boxes=[1]), "'boxes' should be an object"),
        ("samples.json", lambda d: d["samples"][0].update(_id={"$oid": "zz"}), "no extended JSON"),
        ("samples.json", lambda d: d.update(samples={}), "list of JSON objects"),
        ("samples.json", lambda d: d.pop("samples"), "no list `samples`"),
        ("metadata.json", lambda d: d.pop("sample_fields"), "before 0.19"),
        ("metadata.json", lambda d: d.update(sample_fields={"a": 1}), "before 0.19"),
    ],
)
def test_what_is_malformed_is_named(folder: Path, name: str, change: Any, message: str) -> None:
    _changed(folder, name, change)
    with pytest.raises(FormatError, match=rf"{name}.*{message}"):
        Dataset.from_dir(folder, KIND)
    assert list_datasets() == ["small"]


def test_broken_json_is_placed(folder: Path) -> None:
    (folder / "samples.json").write_text('{"samples": [\n{"a": }]}')
    with pytest.raises(FormatError, match=r"samples.json is no valid JSON: .* at line 2, column 7"):
        Dataset.from_dir(folder, KIND)
    (folder / "samples.json").write_bytes(b"\xff\xfe")
    with pytest.raises(FormatError, match="no UTF-8"):
        Dataset.from_dir(folder, KIND)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "samples.json").unlink()
    with pytest.raises(MissingFileError, match=r"samples\.json, does not exist.*has: data, metadata.json"):
        Dataset.from_dir(folder, KIND)
    (folder / "metadata.json").unlink()
    with pytest.raises(MissingFileError, match=r"metadata\.json, does not exist"):
        Dataset.from_dir(folder, KIND)
