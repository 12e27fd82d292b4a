from __future__ import annotations

import datetime

import numpy as np
import pytest

from fo_widgets.data import (
    Classification,
    Dataset,
    Detection,
    Detections,
    FloatField,
    IntField,
    ListField,
    Sample,
)
from fo_widgets.data import ViewField as F


def labels(dataset: Dataset) -> list[list[str]]:
    return dataset.values("boxes.detections.label")


def test_values_are_set_in_order_by_key_and_through_views(dataset: Dataset) -> None:
    dataset.sort_by("number", reverse=True).set_values("rank", [0, 1, 2, 3, 4])
    assert dataset.values("rank") == [4, 3, 2, 1, 0]
    dataset.set_values("rank", {"/data/1.png": 7}, key_field="filepath")
    assert dataset.values("rank") == [4, 7, 2, 1, 0]
    dataset.limit(2).set_values("rank", [None, 9], skip_none=True)
    assert dataset.values("rank")[:2] == [4, 9]
    dataset.set_values("vector", [np.array([1.0, i]) for i in range(5)])
    assert dataset.values("vector")[4].tolist() == [1.0, 4.0]


def test_values_inside_lists_go_to_the_labels_that_are_shown(dataset: Dataset) -> None:
    dogs = dataset.filter_labels("boxes", F("label") == "dog")
    dogs.set_values("boxes.detections.label", [["wolf"]])
    assert labels(dataset) == [[], ["cat"], ["cat", "wolf"], [], ["cat"]]
    dataset.set_values("boxes.detections.age", [[1] * len(x) for x in labels(dataset)], dynamic=True)
    assert dataset.sum("boxes.detections.age") == 4
    ids = dataset.values("boxes.detections.id")
    dataset.set_label_values("boxes.detections.label", {ids[1][0]: "lynx"})
    assert labels(dataset)[1] == ["lynx"]


@pytest.mark.parametrize(
    ("path", "values", "kind"),
    [
        ("number", ["x"] * 5, ValueError),
        ("number", 5, TypeError),
        ("number", {"a": 1}, ValueError),
        ("created_at", [1] * 5, ValueError),
        ("nope.deep", [1] * 5, ValueError),
        ("_private", [1] * 5, ValueError),
        ("fresh", [object()] * 5, ValueError),
    ],
)
def test_values_that_do_not_fit_change_nothing(
    dataset: Dataset, path: str, values: object, kind: type
) -> None:
    before = dataset.to_dict()["samples"]
    with pytest.raises(kind):
        dataset.set_values(path, values)
    assert dataset.to_dict()["samples"] == before
    assert not dataset.has_field("fresh")


def test_tags_of_samples_and_labels(dataset: Dataset) -> None:
    dataset.limit(2).tag_samples(["x", "even"])
    assert dataset.count_sample_tags() == {"even": 4, "odd": 2, "x": 2}
    before = dataset.values("last_modified_at")[2]
    dataset.untag_samples("x")
    assert "x" not in dataset.count_sample_tags()
    assert dataset.values("last_modified_at")[2] == before
    dataset.filter_labels("boxes", F("label") == "cat").tag_labels("feline")
    assert dataset.count_label_tags("boxes") == {"feline": 3}
    dataset.untag_labels("feline", "boxes")
    assert dataset.count_label_tags("boxes") == {}
    with pytest.raises(ValueError, match="tags must be strings"):
        dataset.tag_samples([3])
    with pytest.raises(ValueError, match="not a Label type"):
        dataset.tag_labels("x", "number")


def test_labels_are_deleted_by_tag_id_and_view(dataset: Dataset) -> None:
    dataset.filter_labels("boxes", F("label") == "dog").tag_labels("bad", "boxes")
    dataset.delete_labels(tags="bad")
    assert labels(dataset) == [[], ["cat"], ["cat"], [], ["cat"]]
    dataset.delete_labels(ids=[dataset.values("boxes.detections.id")[1][0]])
    assert labels(dataset)[1] == []
    dataset.delete_labels(view=dataset.skip(4), fields="boxes")
    assert labels(dataset) == [[], [], ["cat"], [], []]
    dataset.delete_labels([{"label_id": dataset.first().weather.id, "field": "weather"}])
    assert dataset.count("weather") == 4


def test_views_save_keep_and_clear(dataset: Dataset) -> None:
    dataset.set_field("number", F("number") * 10).limit(2).save()
    assert dataset.values("number") == [0, 10, 2, 3, 4]
    dataset.map_labels("weather", {"sun": "bright"}).save("weather")
    assert dataset.count_values("weather.label") == {"bright": 3, "rain": 2}
    dataset.filter_labels("boxes", F("label") == "cat").save()
    assert labels(dataset) == [[], ["cat"], ["cat"], [], ["cat"]]
    dataset.skip(1).keep()
    assert len(dataset) == 4
    dataset.limit(1).clear()
    assert dataset.values("number") == [2, 3, 4]
    dataset.select_fields("number").keep_fields()
    assert "boxes" not in dataset.get_field_schema()


def test_what_a_saved_view_leaves_out_is_cleared(dataset: Dataset) -> None:
    dataset.limit(2).exclude_fields("word").save()
    assert dataset.values("word") == [None, None, "w2", "w3", "w4"]
    dataset.skip(4).select_fields("boxes.detections.label").save()
    assert dataset.values("boxes.detections.confidence")[4] == [0.4]
    assert dataset.values("number") == [0, 1, 2, 3, None]
    dataset.select_fields("number").save("word")
    assert dataset.values("word")[2] == "w2"
    with pytest.raises(ValueError, match="DatasetView has no field 'word'"):
        dataset.select_fields("number").set_values("word", ["x"] * 5)


def test_fields_are_added_renamed_cloned_cleared_and_deleted(dataset: Dataset) -> None:
    dataset.add_sample_field("score", FloatField, description="how good", info={"a": 1})
    assert dataset.get_field("score").description == "how good"  # type: ignore[union-attr]
    dataset.add_sample_field("score", FloatField)
    with pytest.raises(ValueError, match="already exists with type"):
        dataset.add_sample_field("score", IntField)
    dataset.add_sample_field("marks", ListField, subfield=IntField)
    dataset.add_sample_field("boxes.detections.age", IntField)
    dataset.rename_sample_field("number", "count")
    assert dataset.values("count") == [0, 1, 2, 3, 4]
    assert not dataset.has_field("number")
    dataset.clone_sample_field("boxes", "copy")
    dataset.set_values("copy.detections.age", [[i] * len(x) for i, x in enumerate(labels(dataset))])
    dataset.rename_sample_field("copy.detections.age", "copy.detections.years")
    assert dataset.values("copy.detections.years") == [[], [1], [2, 2], [], [4]]
    assert dataset.count("boxes.detections.age") == 0
    dataset.limit(1).clear_sample_field("count")
    assert dataset.values("count") == [None, 1, 2, 3, 4]
    dataset.delete_sample_fields(["copy", "boxes.detections.age"])
    assert not dataset.has_field("copy")
    field = dataset.get_field("word")
    assert field is not None
    field.description = "a word"
    field.save()
    dataset.reload()
    assert dataset.get_field("word").description == "a word"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("method", "arguments", "kind"),
    [
        ("rename_sample_field", ("nope", "x"), AttributeError),
        ("rename_sample_field", ("filepath", "x"), ValueError),
        ("rename_sample_field", ("number", "word"), ValueError),
        ("clone_sample_field", ("number", "_x"), ValueError),
        ("delete_sample_field", ("nope",), AttributeError),
        ("delete_sample_field", ("id",), ValueError),
        ("clear_sample_field", ("filepath",), ValueError),
        ("add_sample_field", ("_x", IntField), ValueError),
        ("add_sample_field", ("a.b", IntField), ValueError),
        ("add_sample_field", ("x", "int"), TypeError),
        ("add_sample_field", ("x", int), ValueError),
    ],
)
def test_a_change_of_schema_that_cannot_be_is_refused(
    dataset: Dataset, method: str, arguments: tuple[object, ...], kind: type
) -> None:
    schema = list(dataset.get_field_schema(flat=True))
    with pytest.raises(kind):
        getattr(dataset, method)(*arguments)
    assert list(dataset.get_field_schema(flat=True)) == schema


def test_read_only_fields_are_left_alone(dataset: Dataset) -> None:
    dataset.add_sample_field("locked", IntField, read_only=True)
    for change in (
        lambda: dataset.set_values("locked", [1] * 5),
        lambda: dataset.first().set_field("locked", 1),
        lambda: dataset.delete_sample_field("locked"),
        lambda: dataset.clear_sample_field("locked"),
    ):
        with pytest.raises(ValueError, match="read-only"):
            change()


def test_samples_are_merged_by_key(dataset: Dataset) -> None:
    label = Detection(label="new", bounding_box=[0, 0, 1, 1])
    dataset.merge_samples(
        [
            Sample(
                filepath="/data/1.png", number=11, tags=["t"], boxes=Detections(detections=[label]), extra="e"
            ),
            Sample(filepath="/data/new.png", number=50),
        ]
    )
    assert dataset.values("number") == [0, 11, 2, 3, 4, 50]
    assert dataset["/data/1.png"].tags == ["odd", "t"]
    assert labels(dataset)[1] == ["cat", "new"]
    dataset.merge_samples([Sample(filepath="/data/1.png", number=-1)], skip_existing=True)
    dataset.merge_samples([Sample(filepath="/data/2.png", number=-1)], overwrite=False)
    dataset.merge_samples([Sample(filepath="/data/3.png", number=33, word="W")], fields="word")
    dataset.merge_samples([Sample(filepath="/none.png")], insert_new=False)
    assert dataset.values("number") == [0, 11, 2, 3, 4, 50]
    assert dataset["/data/3.png"].word == "W"
    with pytest.raises(ValueError, match="nope"):
        dataset.merge_samples([Sample(filepath="/data/3.png")], key_field="nope")


def test_labels_move_between_fields(dataset: Dataset) -> None:
    dataset.split_labels("boxes", "dogs", filter=F("label") == "dog")
    assert dataset.count_values("dogs.detections.label") == {"dog": 1}
    assert dataset.count_values("boxes.detections.label") == {"cat": 3}
    dataset.merge_labels("dogs", "boxes")
    assert dataset.count_values("boxes.detections.label") == {"cat": 3, "dog": 1}
    assert not dataset.has_field("dogs")


def test_labels_that_a_view_shows_are_deleted(dataset: Dataset) -> None:
    view = dataset.filter_labels("boxes", F("label") == "dog")
    view._delete_labels(view._get_selected_labels(fields=[]))
    assert dataset.count_values("boxes.detections.label") == {"cat": 3, "dog": 1}
    view._delete_labels(view._get_selected_labels(fields="boxes"))
    assert dataset.count_values("boxes.detections.label") == {"cat": 3}


def test_summaries_follow_their_labels(dataset: Dataset) -> None:
    name = dataset.create_summary_field("boxes.detections.label")
    assert (name, dataset.values(name)[2]) == ("boxes_label", ["cat", "dog"])
    dataset.create_summary_field("boxes.detections.confidence", group_by="label")
    assert [(x.label, x.max) for x in dataset.last().boxes_confidence] == [("cat", 0.4)]
    dataset.create_summary_field("boxes.detections.confidence", "again", group_by="boxes.detections.label")
    assert dataset.last().again == dataset.last().boxes_confidence
    dataset.delete_summary_field("again")
    assert dataset.list_summary_fields() == ["boxes_confidence", "boxes_label"]
    dataset.set_values("boxes.detections.label", [[], ["x"], ["x", "y"], [], ["x"]])
    dataset.update_summary_field("boxes_label")
    assert dataset.values("boxes_label")[2] == ["x", "y"]
    dataset.delete_summary_field("boxes_label")
    assert not dataset.has_field("boxes_label")
    with pytest.raises(ValueError, match="not a summary field"):
        dataset.delete_summary_field("number")


def test_indexes_are_named_by_their_fields(dataset: Dataset) -> None:
    assert dataset.create_index("number") == "number"
    assert "number" in dataset.list_indexes()
    name = dataset.create_index([("number", 1), ("word", -1)])
    assert name in dataset.get_index_information()
    dataset.drop_index("number")
    assert "number" not in dataset.list_indexes()
    with pytest.raises(ValueError, match="default index"):
        dataset.drop_index("filepath")
    with pytest.raises(ValueError, match="no field 'nope'"):
        dataset.create_index("nope")


def test_indexes_follow_their_fields(dataset: Dataset) -> None:
    always = dataset.list_indexes()
    dataset.set_values("number", list(range(len(dataset))))
    dataset.create_index("number", unique=True)
    dataset.create_index([("number", 1), ("word", 1)])
    dataset.create_index("boxes.detections.label")
    dataset.rename_sample_fields({"number": "count", "boxes": "found"})
    found = "found.detections.label"
    assert dataset.list_indexes() == [*always, "count", "count_1_word_1", found]
    assert dataset.get_index_information()["count"]["unique"]
    dataset.delete_sample_field("word")
    assert dataset.list_indexes() == [*always, "count", found]
    dataset.delete_sample_fields(["count", "found"])
    assert dataset.list_indexes() == always


def test_a_rename_that_fails_leaves_the_indexes(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset.create_index("number")
    indexes = dataset.list_indexes()

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(dataset, "_copy_values", fail)
    with pytest.raises(OSError, match="disk is full"):
        dataset.rename_sample_field("number", "count")
    assert dataset.list_indexes() == indexes


def test_times_tell_what_changed(dataset: Dataset) -> None:
    made = dataset.values("last_modified_at")
    assert dataset.last_deletion_at is None
    dataset.limit(1).set_values("number", [9])
    after = dataset.values("last_modified_at")
    assert after[1:] == made[1:]
    assert after[0] >= made[0]
    dataset.delete_samples(dataset.limit(1))
    assert isinstance(dataset.last_deletion_at, datetime.datetime)
    assert dataset.last().weather == Classification.from_dict(dataset.last().weather.to_dict())
