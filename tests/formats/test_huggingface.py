"""Hugging Face datasets. The library is large, so stand-ins with its names and attributes take its place here."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from fo_widgets.data import Dataset, list_datasets
from fo_widgets.data.formats.errors import FormatError

# Classes with the names and attributes that the library's have.


class Image:
    def __init__(self, decode: bool = True) -> None:
        self.decode = decode


class ClassLabel:
    def __init__(self, names: list[str]) -> None:
        self.names = names


class Value:
    pass


class Sequence:
    def __init__(self, feature: Any) -> None:
        self.feature = feature


class Rows:
    """A `datasets.Dataset` of a few rows."""

    def __init__(
        self, features: dict[str, Any], rows: list[dict[str, Any]], split: str | None = None
    ) -> None:
        self.features, self.rows, self.split = features, rows, split
        self.undecoded: str | None = None

    def cast_column(self, name: str, feature: Image) -> Rows:
        assert not feature.decode
        self.undecoded = name
        return self

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> dict[str, Any]:
        assert self.undecoded
        return self.rows[index]


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("datasets")
    module.Image = Image  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "datasets", module)


def png(value: int) -> bytes:
    stream = BytesIO()
    Pillow.fromarray(np.full((20, 40, 3), value, np.uint8)).save(stream, "PNG")
    return stream.getvalue()


def rows(split: str | None = None) -> Rows:
    features = {
        "image": Image(),
        "label": ClassLabel(["cat", "dög"]),
        "topics": Sequence(ClassLabel(["a", "b"])),
        "objects": Sequence(
            {"bbox": Sequence(Value()), "category": ClassLabel(["nut", "bolt"]), "area": Value()}
        ),
        "caption": Value(),
        "id": Value(),
    }
    objects = {"bbox": [[10.0, 5.0, 20.0, 10.0]], "category": [1], "area": [200]}
    made = [
        {"image": {"bytes": png(0), "path": None}, "label": 0, "topics": [0, 1], "caption": "x", "id": 7},
        {"image": {"bytes": png(9), "path": "nine.png"}, "label": -1, "topics": [], "caption": None, "id": 8},
    ]
    return Rows(features, [{**row, "objects": objects} for row in made], split)


def test_features_become_labels_and_fields(tmp_path: Path) -> None:
    dataset = Dataset.from_huggingface(rows("train"), name="hf", media_dir=tmp_path / "media")
    first, second = dataset
    assert Path(first.filepath).read_bytes() == png(0)
    assert [Path(p).name for p in dataset.values("filepath")] == ["train-000000.png", "train-000001.png"]
    assert (first.metadata.width, first.metadata.height) == (40, 20)
    assert (first.label.label, second.label) == ("cat", None)
    assert [c.label for c in first.topics.classifications] == ["a", "b"]
    box = first.objects.detections[0]
    assert (box.label, box.bounding_box, box.area) == ("bolt", [0.25, 0.25, 0.5, 0.5], 200)
    assert (first.caption, first.hf_id, first.tags) == ("x", 7, ["train"])


def test_splits_become_tags(tmp_path: Path) -> None:
    found = {"train": rows("train"), "test": rows("test")}
    dataset = Dataset.from_huggingface(found, media_dir=tmp_path, tags="all", max_samples=3)
    assert dataset.count_sample_tags() == {"train": 2, "test": 1, "all": 3}


def test_boxes_come_in_several_forms(tmp_path: Path) -> None:
    def box(form: str, values: list[float]) -> Any:
        found = rows()
        for row in found.rows:
            row["objects"] = {**row["objects"], "bbox": [values]}
        dataset = Dataset.from_huggingface(found, media_dir=tmp_path, box_format=form, columns=["objects"])
        assert not dataset.has_sample_field("caption")
        return dataset.first().objects.detections[0].bounding_box

    assert box("voc", [10, 5, 30, 15]) == [0.25, 0.25, 0.5, 0.5]
    assert box("relative", [0.25, 0.25, 0.5, 0.5]) == [0.25, 0.25, 0.5, 0.5]
    with pytest.raises(FormatError, match="`box_format` should be one of"):
        box("yolo", [0, 0, 1, 1])


def test_files_that_are_there_are_used(pictures: Path, tmp_path: Path) -> None:
    row = {"image": {"bytes": None, "path": str(pictures / "a/one.png")}}
    dataset = Dataset.from_huggingface(Rows({"image": Image()}, [row]), media_dir=tmp_path / "media")
    assert dataset.values("filepath") == [str(pictures / "a/one.png")]
    assert not (tmp_path / "media").exists()


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="should be a Dataset or DatasetDict of `datasets`, not list"):
        Dataset.from_huggingface([1])
    with pytest.raises(FormatError, match="no Image feature; it has: text"):
        Dataset.from_huggingface(Rows({"text": Value()}, []))
    with pytest.raises(FormatError, match=r"column 'label' is no Image feature; there are \['image'\]"):
        Dataset.from_huggingface(rows(), image_column="label")
    with pytest.raises(FormatError, match=r"no columns \['nope'\]"):
        Dataset.from_huggingface(rows(), columns=["nope"])
    broken = Rows({"image": Image()}, [{"image": {"bytes": None, "path": "gone.png"}}], "train")
    with pytest.raises(FormatError, match="row train-000000 has neither the bytes of an image nor a file"):
        Dataset.from_huggingface(broken, media_dir=tmp_path)
    assert list_datasets() == []


def test_the_library_is_asked_for_when_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "datasets")
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ImportError, match="pip install datasets"):
        Dataset.from_huggingface(object())
