from __future__ import annotations

import datetime
import gc

import numpy as np
import pytest

from fo_widgets.data import (
    Classification,
    Dataset,
    Detection,
    Detections,
    DynamicEmbeddedDocument,
    MediaTypeError,
    Sample,
    ValidationError,
)
from fo_widgets.data import ViewField as F
from fo_widgets.data.projections import OrthographicProjectionMetadata

MOMENT = datetime.datetime.fromisoformat("2020-01-02T03:04:05.678901")


def test_values_come_back_as_they_were_added(database: str) -> None:
    dataset = Dataset("kinds")
    values = {
        "i": np.int64(3),
        "f": np.float32(1.5),
        "b": np.bool_(True),
        "s": "日本",
        "day": datetime.date(2020, 1, 2),
        "time": MOMENT,
        "vector": np.array([1.0, 2.0]),
        "array": np.zeros((2, 3), dtype=np.uint8),
        "words": ("a", "b"),
        "nested": {"x": {"y": [1, None]}},
        "nan": float("nan"),
        "none": None,
        "document": DynamicEmbeddedDocument(a=1, b="x"),
    }
    dataset.add_sample(Sample(filepath="/a.png", **values))
    gc.collect()
    sample = dataset.view().first()
    assert (sample.i, sample.f, sample.b, sample.s) == (3, 1.5, True, "日本")
    assert sample.day == datetime.date(2020, 1, 2)
    assert sample.time == MOMENT.replace(microsecond=678000)
    assert sample.vector.tolist() == [1.0, 2.0]
    assert sample.array.shape == (2, 3)
    assert sample.words == ["a", "b"]
    assert sample.nested == {"x": {"y": [1, None]}}
    assert np.isnan(sample.nan)
    assert sample.document.b == "x"
    assert not dataset.has_field("none")


def test_there_is_one_object_for_each_sample_and_it_hears_of_changes(dataset: Dataset) -> None:
    sample = dataset.first()
    assert dataset.first() is sample
    assert dataset[sample.id] is sample
    assert dataset[sample.filepath] is sample
    dataset.set_values("number", [10, 11, 12, 13, 14])
    assert sample.number == 10
    sample.word = "mine"
    dataset.set_values("number", [20] * 5)
    assert (sample.number, sample.word) == (20, "mine")
    sample.save()
    assert dataset.values("word")[0] == "mine"


def test_what_is_changed_in_place_is_saved(dataset: Dataset) -> None:
    sample = dataset[2:3].first()
    sample = dataset[sample.id]
    label = sample.boxes.detections[0]
    label.label = "lion"
    label.tags.append("seen")
    sample.tags.append("new")
    sample.boxes.detections.append(Detection(label="bird", bounding_box=[0, 0, 1, 1]))
    sample.save()
    label.confidence = 0.5
    sample.save()
    assert dataset.values("boxes.detections.label")[2] == ["lion", "dog", "bird"]
    assert dataset.values("boxes.detections.confidence")[2][0] == 0.5
    assert dataset.count_label_tags() == {"seen": 1}
    assert dataset.count_sample_tags()["new"] == 1


def test_only_what_has_changed_is_written(dataset: Dataset) -> None:
    sample = dataset.first()
    before = sample.last_modified_at
    sample.save()
    assert dataset.values("last_modified_at")[0] == before
    sample.boxes
    sample.save()
    assert dataset.values("last_modified_at")[0] == before


def test_a_new_field_is_declared_by_its_first_value(dataset: Dataset) -> None:
    sample = dataset.first()
    sample["fresh"] = 1.5
    assert str(dataset.get_field("fresh")).endswith("FloatField")
    sample.save()
    assert dataset.values("fresh") == [1.5, None, None, None, None]
    with pytest.raises(TypeError, match="None"):
        sample["unknown"] = None
    with pytest.raises(ValueError, match="has no field 'other'"):
        sample.set_field("other", 1, create=False)
    with pytest.raises(ValueError, match=r"use \['other'\] = to add it"):
        sample.other = 1
    with pytest.raises(ValueError, match="cannot start with '_'"):
        sample["_private"] = 1


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("number", "x", ValidationError),
        ("word", 5, ValidationError),
        ("tags", "text", ValidationError),
        ("weather", Detection(label="x", bounding_box=[0, 0, 1, 1]), ValidationError),
        ("id", "x", ValidationError),
        ("created_at", MOMENT, ValueError),
        ("filepath", "/now.mp4", MediaTypeError),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    dataset: Dataset, field: str, value: object, kind: type
) -> None:
    sample = dataset.first()
    before = sample[field]
    with pytest.raises(kind):
        sample[field] = value
    assert sample[field] == before
    sample.save()


def test_a_missing_field_is_an_attribute_or_key_error(dataset: Dataset) -> None:
    sample = dataset.first()
    with pytest.raises(AttributeError, match="Sample has no field 'nope'"):
        sample.nope
    with pytest.raises(KeyError, match="nope"):
        sample["nope"]
    assert sample["weather.label"] == "sun"


def test_an_empty_value_is_unset(dataset: Dataset) -> None:
    sample = dataset.first()
    sample.tags = []
    sample.number = None
    sample.weather = None
    sample.save()
    assert dataset.values(["tags", "number", "weather.label"])[1:] == (
        [None, 1, 2, 3, 4],
        [None, "rain", "sun", "rain", "sun"],
    )
    assert dataset.exists("weather", False).values("filepath") == ["/data/0.png"]


def test_a_failed_batch_leaves_nothing(dataset: Dataset) -> None:
    good = Sample(filepath="/x.png", brand_new=1)
    for bad, kind in (
        (Sample(filepath="/y.png", number="x"), ValueError),
        (Sample(filepath="/y.mp4"), MediaTypeError),
        (Sample(filepath="/y.png", o=object()), TypeError),
        (5, ValueError),
    ):
        with pytest.raises(kind):
            dataset.add_samples([good, bad])
    assert len(dataset) == 5
    assert not dataset.has_field("brand_new")
    assert not good.in_dataset
    with pytest.raises(ValueError, match="do not exist on dataset"):
        dataset.add_sample(good, expand_schema=False)
    dataset.add_sample(good)
    assert len(dataset) == 6


def test_a_sample_of_a_dataset_is_copied_when_added_again(dataset: Dataset) -> None:
    sample = dataset.first()
    id = dataset.add_sample(sample)
    assert id != sample.id
    assert dataset[id].number == 0
    fresh = Sample(filepath="/twice.png")
    assert len(set(dataset.add_samples([fresh, fresh]))) == 2


def test_dynamic_attributes_are_declared_on_demand(database: str) -> None:
    dataset = Dataset("dynamic")
    label = Detection(label="x", bounding_box=[0, 0, 1, 1], mood="calm")
    dataset.add_sample(Sample(filepath="/a.png", boxes=Detections(detections=[label])))
    assert not dataset.has_field("boxes.detections.mood")
    assert dataset.get_dynamic_field_schema().keys() == {"boxes.detections.mood"}
    dataset.add_dynamic_sample_fields()
    assert dataset.count_values("boxes.detections.mood") == {"calm": 1}
    other = Detection(label="x", bounding_box=[0, 0, 1, 1], age=3)
    dataset.add_sample(Sample(filepath="/b.png", boxes=Detections(detections=[other])), dynamic=True)
    assert dataset.has_field("boxes.detections.age")


def test_a_deleted_sample_keeps_its_values(dataset: Dataset) -> None:
    sample = dataset.first()
    dataset.delete_samples(sample)
    assert (sample.in_dataset, sample.id, sample.number) == (False, None, 0)
    with pytest.raises(ValueError, match="has not been added"):
        sample.save()
    assert len(dataset) == 4
    with pytest.raises(KeyError, match="No sample found"):
        dataset["/data/0.png"]


def test_a_view_writes_what_it_shows_and_no_more(dataset: Dataset) -> None:
    cats = dataset.filter_labels("boxes", F("label") == "cat")
    sample = cats.last()
    sample.boxes.detections[0].label = "lion"
    sample.save()
    assert dataset.values("boxes.detections.label")[4] == ["lion"]
    two = dataset.filter_labels("boxes", F("label") == "dog").first()
    two.boxes.detections[0]["size"] = 3
    two.save()
    assert dataset.values("boxes.detections.label")[2] == ["cat", "dog"]
    two.boxes.detections.pop()
    with pytest.raises(ValueError, match="Modifying root of filtered list"):
        two.save()
    narrow = dataset.select_fields("boxes.detections.label").skip(1).first()
    narrow.boxes.detections[0].label = "tiger"
    narrow.save()
    assert dataset.values("boxes.detections.confidence")[1] == [0.1]


def test_autosave_and_save_contexts_write_in_batches(dataset: Dataset) -> None:
    for sample in dataset.iter_samples(autosave=True, batch_size=2):
        sample["double"] = sample.number * 2
    assert dataset.values("double") == [0, 2, 4, 6, 8]
    with dataset.view().save_context() as context:
        for sample in dataset.view():
            sample.number += 1
            context.save(sample)
    assert dataset.values("number") == [1, 2, 3, 4, 5]


def test_labels_are_added_by_name_and_confidence(dataset: Dataset) -> None:
    sample = dataset.first()
    found = [Detection(label=n, bounding_box=[0, 0, 1, 1], confidence=c) for n, c in (("a", 0.2), ("b", 0.8))]
    sample.add_labels(Detections(detections=found), label_field="found", confidence_thresh=0.5)
    sample.add_labels({"one": Classification(label="q")}, label_field="all")
    sample.save()
    assert dataset.values("found.detections.label")[0] == ["b"]
    assert dataset.values("all_one.label")[0] == "q"


def test_dicts_go_both_ways(dataset: Dataset) -> None:
    sample = dataset.first()
    again = Sample.from_dict(sample.to_dict())
    assert again.weather.label == "sun"
    assert again.to_dict().keys() >= {"filepath", "tags", "weather", "boxes"}
    assert "/data/0.png" in sample.to_json()


def test_samples_and_labels_come_back_from_their_json() -> None:
    label = Detection(label="cat", bounding_box=[0, 0, 0.5, 1], confidence=0.5)
    again = Detection.from_json(label.to_json())
    assert again == label
    assert again.id == label.id
    sample = Sample.from_json(
        Sample(filepath="/a.png", tags=["t"], found=Detections(detections=[label])).to_json()
    )
    assert sample.filepath == "/a.png"
    assert sample.found.detections == [label]


def test_random_expressions_give_a_number_for_every_sample(database: str) -> None:
    dataset = Dataset("random")
    dataset.add_samples([Sample(filepath=f"/{i}.png") for i in range(400)])
    uniform, normal = (np.array(dataset.values(each)) for each in (F.rand(), F.randn()))
    assert len(set(uniform)) > 390
    assert 0 <= uniform.min() < 0.1 < 0.9 < uniform.max() <= 1
    assert abs(normal.mean()) < 0.4
    assert 0.7 < normal.std() < 1.3


def test_a_view_knows_of_the_runs_of_its_dataset(database: str) -> None:
    dataset = Dataset("runs")
    view = dataset.limit(1)
    assert (view.has_runs, view.has_brain_runs, view.has_evaluations, view.has_annotation_runs) == (
        False,
    ) * 4
    dataset.register_run("custom", dataset.init_run())
    assert view.has_runs


def test_pictures_of_point_clouds_have_a_class(database: str) -> None:
    dataset = Dataset("clouds")
    flat = OrthographicProjectionMetadata(filepath="/a.png", min_bound=[0, 0], width=3, height=4)
    dataset.add_sample(Sample(filepath="/a.pcd", flat=flat))
    assert type(dataset.first().flat) is OrthographicProjectionMetadata
    assert dataset.first().flat.max_bound == []
    assert str(dataset.get_field("flat")).endswith("(fiftyone.utils.utils3d.OrthographicProjectionMetadata)")
    assert dataset.get_field("flat.normal").field is not None
