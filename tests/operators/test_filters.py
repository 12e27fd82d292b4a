"""What the App's sidebar filters mean for `ctx.view`."""

from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.data import Detection, Detections
from fo_widgets.storage import config, forget_memory_database


@pytest.fixture(scope="module")
def dataset():
    patch = pytest.MonkeyPatch()
    patch.setattr(config, "database_uri", "memory://filters")
    dataset = fow.Dataset("filters", overwrite=True)
    dataset.add_samples(
        [
            fow.Sample(
                filepath=f"/data/{i}.png",
                tags=["even"] if i % 2 == 0 else ["odd"],
                n=i if i else None,
                is_big=i > 2,
                objects=Detections(
                    detections=[
                        Detection(
                            label="cat" if i % 2 else "dog",
                            confidence=i / 10,
                            bounding_box=[0, 0, 1, 1],
                            tags=["sure"] if i == 3 else [],
                        )
                    ]
                ),
            )
            for i in range(5)
        ]
    )
    yield dataset
    patch.undo()
    forget_memory_database("filters")


def shown(dataset, filters):
    view = foo.ExecutionContext({"dataset_name": dataset.name, "filters": filters}).view
    return [path[6] for path in view.values("filepath")]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "01234"),
        ({"tags": {"values": ["odd"]}}, "13"),
        ({"tags": {"values": ["odd"], "exclude": True}}, "024"),
        ({"n": {"range": [2, 3]}}, "23"),
        ({"n": {"range": [2, None]}}, "234"),
        ({"n": {"range": [None, 1]}}, "1"),
        ({"n": {"range": [2, 3], "none": True}}, "23"),
        ({"n": {"values": [1, 4]}}, "14"),
        ({"is_big": {"true": True, "false": False}}, "34"),
        ({"is_big": {"true": True, "false": True}}, "01234"),
        ({"objects.detections.label": {"values": ["cat"]}}, "13"),
        ({"objects.detections.label": {"values": ["cat"], "isMatching": True}}, "13"),
        ({"objects.detections.confidence": {"range": [0.2, 0.3]}}, "23"),
        ({"tags": {"values": ["odd"]}, "objects.detections.confidence": {"range": [0.2, 1]}}, "3"),
        ({"_label_tags": {"values": ["sure"]}}, "3"),
        ({"n": "no criterion"}, "01234"),
    ],
    ids=str,
)
def test_which_samples_pass(dataset, filters, expected):
    assert "".join(shown(dataset, filters)) == expected


def test_labels_that_do_not_pass_are_left_out(dataset):
    request = {
        "dataset_name": dataset.name,
        "filters": {"objects.detections.label": {"values": ["cat"], "exclude": True}},
    }
    view = foo.ExecutionContext(request).view
    assert view.values("objects.detections.label") == [["dog"], [], ["dog"], [], ["dog"]]


def test_stages_of_plots_come_on_top(dataset):
    ids = dataset.values("id")[:2]
    request = {
        "dataset_name": dataset.name,
        "filters": {"tags": {"values": ["even"]}},
        "extended": {"fiftyone.core.stages.Select": {"sample_ids": ids}},
    }
    assert foo.ExecutionContext(request).view.values("id") == ids[:1]
