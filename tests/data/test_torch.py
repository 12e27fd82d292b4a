"""Collections as torch datasets. torch (1 GB) is not installed for tests: a stand-in has the one class that is used."""

from __future__ import annotations

import pickle
import sys
import types
from collections.abc import Iterator
from typing import Any

import pytest

from fo_widgets.data import Dataset, Detection, Detections, Frame, Sample, torch_dataset
from fo_widgets.data.optional import PackageError
from fo_widgets.data.torch_dataset import GetItem


class Values(GetItem):
    """The values themselves."""

    @property
    def required_keys(self) -> list[str]:
        return ["x", "label"]

    def __call__(self, d: dict[str, Any]) -> Any:
        if d["x"] == 2 and isinstance(d["label"], str):
            raise RuntimeError("two")
        return d["x"], d["label"]


@pytest.fixture
def torch(monkeypatch: pytest.MonkeyPatch) -> Iterator[type]:
    """`torch.utils.data.Dataset` of the stand-in."""
    data = types.ModuleType("torch.utils.data")
    data.Dataset = type("Dataset", (), {})
    for name, module in (
        ("torch", types.ModuleType("torch")),
        ("torch.utils", types.ModuleType("torch.utils")),
    ):
        module.__path__ = []
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setitem(sys.modules, "torch.utils.data", data)
    vars(torch_dataset).pop("FiftyOneTorchDataset", None)
    yield data.Dataset
    vars(torch_dataset).pop("FiftyOneTorchDataset", None)


@pytest.fixture
def images(database: str) -> Dataset:
    """Four images, the n-th with n % 3 boxes."""
    dataset = Dataset("rows")
    for n in range(4):
        boxes = [Detection(label=f"{n}{j}", bounding_box=[0, 0, 1, 1]) for j in range(n % 3)]
        dataset.add_sample(
            Sample(filepath=f"/{n}.png", n=n, boxes=Detections(detections=boxes) if n else None)
        )
    return dataset


@pytest.mark.parametrize("vectorize", [False, True])
def test_rows_are_samples_or_labels(torch: type, images: Dataset, vectorize: bool) -> None:
    names = {"x": "n", "label": "filepath"}
    rows = images.to_torch(Values(names), vectorize=vectorize, skip_failures=True)
    assert isinstance(rows, torch)
    assert (len(rows), rows[0], rows[-1]) == (4, (0, "/0.png"), (3, "/3.png"))
    assert rows.__getitems__([3, 0, 3]) == [(3, "/3.png"), (0, "/0.png"), (3, "/3.png")]
    assert str(rows[2]) == "two"
    with pytest.raises(IndexError):
        rows[4]
    labels = {"x": "n", "label": "boxes.detections"}
    boxes = images.to_torch(Values(labels), vectorize=vectorize, index_field="boxes.detections.id")
    assert [(x, d.label) for x, d in map(boxes.__getitem__, range(len(boxes)))] == [
        (1, "10"),
        (2, "20"),
        (2, "21"),
    ]
    with pytest.raises(RuntimeError, match="two"):
        images.to_torch(Values(names), vectorize=vectorize)[2]


def test_rows_are_frames_and_what_is_in_them(torch: type, database: str) -> None:
    dataset = Dataset("frame rows")
    sample = Sample(filepath="/v.mp4", n=1)
    for number in (1, 3):
        boxes = [Detection(label=f"{number}{j}", bounding_box=[0, 0, 1, 1]) for j in range(number)]
        sample.frames[number] = Frame(boxes=Detections(detections=boxes))
    dataset.add_sample(sample)
    frames = dataset.to_torch(Values({"x": "n", "label": "frames.frame_number"}), index_field="frames.id")
    assert [frames[i] for i in range(len(frames))] == [(1, 1), (1, 3)]
    field = "frames.boxes.detections"
    boxes = dataset.to_torch(
        Values({"x": "frames.frame_number", "label": f"{field}.label"}), index_field=f"{field}.id"
    )
    assert [boxes[i] for i in range(len(boxes))] == [(1, "10"), (3, "30"), (3, "31"), (3, "32")]


def test_rows_that_were_read_travel_to_other_processes(torch: type, images: Dataset) -> None:
    rows = images.to_torch(Values({"x": "n", "label": "filepath"}), vectorize=True)
    assert pickle.loads(pickle.dumps(rows))[3] == (3, "/3.png")


def test_what_does_not_fit_is_refused(torch: type, images: Dataset) -> None:
    with pytest.raises(ValueError, match=r"'nope'.*\['x', 'label'\]"):
        Values({"nope": "n"})
    with pytest.raises(ValueError, match="'x'"):
        images.to_torch(Values())
    with pytest.raises(TypeError, match="GetItem, not function"):
        images.to_torch(lambda d: d)


def test_without_torch_the_error_names_it(images: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(sys.modules, "torch.utils.data", None)
    vars(torch_dataset).pop("FiftyOneTorchDataset", None)
    with pytest.raises(PackageError, match=r"to_torch\(\) needs torch: pip install torch"):
        images.to_torch(Values({"x": "n", "label": "filepath"}))
