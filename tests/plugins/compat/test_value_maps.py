from __future__ import annotations

from collections.abc import Iterator

import pytest

import fo_widgets as fow
from fo_widgets import ViewField as F
from fo_widgets import data
from fo_widgets.plugins.compat.value_maps import map_values


@pytest.fixture
def dataset() -> Iterator[fow.Dataset]:
    dataset = fow.Dataset()
    for word in ("cat", None, "dog"):
        boxes = [data.Detection(label=name, bounding_box=[0, 0, 1, 1]) for name in "ab"]
        dataset.add_sample(
            data.Sample("a.jpg", word=word, tags=["x", "y"], boxes=data.Detections(detections=boxes))
        )
    yield dataset
    dataset.delete()


def test_values_that_are_named_are_replaced(dataset: fow.Dataset) -> None:
    map_values(dataset, "word", {"cat": "lion", "dog": None})
    map_values(dataset, "tags", {"x": "z"})
    assert dataset.values("word") == ["lion", None, None]
    assert dataset.first().tags == ["z", "y"]


def test_only_labels_that_a_view_shows_are_changed(dataset: fow.Dataset) -> None:
    view = dataset.limit(1).filter_labels("boxes", F("label") == "b")
    map_values(view, "boxes.detections.label", {"b": "B", "a": "A"})
    assert dataset.values("boxes.detections.label") == [["a", "B"], ["a", "b"], ["a", "b"]]


def test_an_unknown_field_is_refused(dataset: fow.Dataset) -> None:
    with pytest.raises(ValueError, match="has no field 'nope'"):
        map_values(dataset, "nope", {})
