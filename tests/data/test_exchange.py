"""Datasets, samples and frames as dicts and JSON and back; what datasets weigh; what fields are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from fo_widgets.data import (
    Bounds,
    Classification,
    Count,
    CountValues,
    Dataset,
    Detection,
    Detections,
    FacetAggregations,
    FloatField,
    Frame,
    Group,
    Instance,
    IntField,
    ListField,
    Mean,
    Sample,
    SaveContext,
    StringField,
    VideoMetadata,
    make_unique_dataset_name,
)
from fo_widgets.data import ViewField as F
from fo_widgets.data.field_checks import (
    filter_schema,
    flatten_schema,
    get_field_metadata,
    matches_constraints,
    validate_constraints,
    validate_field,
)


@pytest.fixture
def videos(database: str) -> Dataset:
    """Three videos of four frames, of which the second has a document."""
    dataset = Dataset("videos")
    for i in range(3):
        facts = VideoMetadata(total_frame_count=4, frame_rate=2, duration=2)
        sample = Sample(filepath=f"/data/{i}.mp4", n=i, metadata=facts)
        sample.frames[2] = Frame(k=i)
        dataset.add_sample(sample)
    return dataset


def test_a_dataset_comes_back_from_its_json_under_a_new_name(dataset: Dataset, tmp_path: Path) -> None:
    dataset.add_sample_field("empty", IntField)
    dataset.info, dataset.mask_targets = {"a": 1}, {"ground": {1: "road"}}
    dataset.write_json(str(tmp_path / "five.json"), pretty_print=True)
    again = Dataset.from_json(str(tmp_path / "five.json"))
    assert again.name.startswith("five_")
    assert (again.info, again.mask_targets) == ({"a": 1}, {"ground": {1: "road"}})
    assert list(again.get_field_schema()) == list(dataset.get_field_schema())
    for path in ("filepath", "tags", "number", "weather.label", "boxes.detections.id"):
        assert again.values(path) == dataset.values(path)
    assert not set(again.values("id")) & set(dataset.values("id"))


def test_a_view_comes_back_with_its_fields_and_paths_of_its_own(dataset: Dataset) -> None:
    stored = dataset.match(F("number") > 2).select_fields("number").to_dict(rel_dir="/data")
    again = Dataset.from_dict(stored, name="two", rel_dir="/elsewhere", persistent=True)
    assert again.values("filepath") == ["/elsewhere/3.png", "/elsewhere/4.png"]
    assert again.persistent
    assert not again.has_field("boxes")
    with pytest.raises(ValueError, match="'two' is not available"):
        Dataset.from_dict(stored, name="two")
    assert len(Dataset.from_dict(stored, name="two", overwrite=True)) == 2


def test_frames_and_groups_come_back(videos: Dataset) -> None:
    again = Dataset.from_dict(videos.to_dict(include_frames=True))
    assert again.values("frames.frame_number") == [[2], [2], [2]]
    assert again.values("frames.k") == [[0], [1], [2]]
    pairs = Dataset("pairs")
    pairs.add_group_field("group", default="right")
    group = Group()
    pairs.add_samples(
        [Sample(filepath=f"/{name}.png", group=group.element(name)) for name in ("left", "right")]
    )
    again = Dataset.from_dict(pairs.to_dict())
    assert (again.group_slices, again.default_group_slice) == (["left", "right"], "right")
    with pytest.raises(NotImplementedError, match="frame_labels_dir"):
        Dataset.from_dict(pairs.to_dict(), frame_labels_dir="/x")


def test_a_frame_comes_back_from_its_json(videos: Dataset) -> None:
    frame = Frame(frame_number=3, k=2, weather=Classification(label="sun"))
    again = Frame.from_json(frame.to_json())
    assert (again.frame_number, again.k, again.weather.label, again.in_dataset) == (3, 2, "sun", False)


def test_samples_and_frames_know_where_they_are(videos: Dataset) -> None:
    sample, shown = videos.first(), videos.select_fields("frames.k").first()
    assert sample.dataset_id == shown.dataset_id == str(videos._doc.id)
    assert (Sample(filepath="/a.png").dataset_id, Frame().dataset_id) == (None, None)
    assert (sample.get_media_key(), sample.media_reference) == ("/data/0.mp4", None)
    assert sample.frames.field_names == ("id", "frame_number", "created_at", "last_modified_at", "k")
    assert "k" in shown.frames.first().selected_field_names
    assert videos.exclude_fields("frames.k").first().frames.first().excluded_field_names == {"k"}


def test_reloading_may_spare_frames(videos: Dataset) -> None:
    sample = videos.first()
    sample.frames[2].k = 77
    sample.reload(include_frames=False)
    assert sample.frames[2].k == 77
    sample.reload()
    assert sample.frames[2].k == 0


def test_a_view_adds_missing_frames_to_its_own_videos(videos: Dataset, dataset: Dataset) -> None:
    videos.match(F("n") > 0).ensure_frames()
    assert videos.values("frames.frame_number") == [[2], [1, 2, 3, 4], [1, 2, 3, 4]]
    assert videos.values("frames.k") == [[0], [None, 1, None, None], [None, 2, None, None]]
    dataset.view().ensure_frames()
    before = videos.values("last_modified_at")
    videos.limit(1).first().frames
    frame = videos.first().frames[2]
    frame.k = 5
    frame.save()
    videos.limit(1).sync_last_modified_at()
    assert videos.values("last_modified_at")[0] > before[0]
    assert videos.values("last_modified_at")[1:] == before[1:]


def test_a_collection_says_what_its_documents_weigh(videos: Dataset, dataset: Dataset) -> None:
    whole, part = dataset.stats(), dataset.limit(2).select_fields("number").stats()
    assert (whole["samples_count"], part["samples_count"]) == (5, 2)
    assert 0 < part["samples_bytes"] < whole["samples_bytes"] == whole["total_bytes"]
    assert whole["samples_size"] == f"{whole['samples_bytes'] / 1024:.1f}KB"
    assert videos.limit(2).stats()["frames_count"] == 2
    more = dataset.stats(include_indexes=True, compressed=True)
    assert more["indexes_count"] == len(more["index_bytes"]) == len(dataset.list_indexes())
    assert more["total_bytes"] == more["samples_bytes"] + more["indexes_bytes"]
    with pytest.raises(ValueError, match="whole datasets only"):
        dataset.view().stats(compressed=True)


def test_facets_are_aggregations_below_one_field(dataset: Dataset) -> None:
    parts = [Count(), CountValues("label"), Bounds(F("confidence") * 10)]
    whole = FacetAggregations("boxes.detections", parts)
    assert dataset.aggregate(whole) == [4, {"cat": 3, "dog": 1}, (1.0, 4.0)]
    named, count = dataset.aggregate(
        [FacetAggregations("weather", {"mean": Mean("confidence"), "none": Mean("nope")}), Count("number")]
    )
    assert (named["mean"], named["none"], count) == (pytest.approx(0.2), None, 5)
    assert dataset.limit(0).aggregate(whole) == [0, {}, (None, None)]
    stored = FacetAggregations("boxes.detections", [Count(), Count("label")])._serialize()
    assert dataset.aggregate(FacetAggregations._from_dict(stored)) == [4, 4]
    with pytest.raises(ValueError, match="no field 'nope'"):
        dataset.aggregate(FacetAggregations("nope", parts))
    with pytest.raises(ValueError, match="at least one"):
        FacetAggregations("weather", [])


def test_samples_are_saved_in_batches(dataset: Dataset) -> None:
    with SaveContext(dataset, batch_size=2) as context:
        for sample in dataset:
            sample["number"] = 9
            context.save(sample)
            assert context.batch_size == 2
    assert dataset.values("number") == [9] * 5


def test_schemas_are_asked_for_fields(dataset: Dataset) -> None:
    schema = dataset.get_field_schema()
    assert list(flatten_schema(schema, ftype=ListField, subfield=StringField)) == [
        "tags",
        "weather.tags",
        "boxes.detections.tags",
    ]
    assert "boxes.detections.label" not in flatten_schema(schema, ftype=StringField, unwind=False)
    assert list(filter_schema(schema, ftype=IntField)) == ["number"]
    field = dataset.get_field("number")
    assert (matches_constraints(field, ftype=IntField), matches_constraints(field, ftype=FloatField)) == (
        True,
        False,
    )
    assert (validate_constraints(), validate_constraints(read_only=True)) == (False, True)
    validate_field(field, ftype=IntField)
    with pytest.raises(ValueError, match=r"'number' is .*IntField, which does not satisfy"):
        validate_field(field, ftype=FloatField)
    with pytest.raises(ValueError, match="is no type of fields"):
        validate_constraints(ftype=int)
    assert get_field_metadata(field) == {"read_only": False}
    boxes = dataset.get_field("boxes")
    assert (boxes.has_field("detections"), boxes.get_field("nope")) == (True, None)


def test_a_name_that_is_taken_gets_an_ending(dataset: Dataset) -> None:
    assert make_unique_dataset_name("new") == "new"
    assert make_unique_dataset_name("five").startswith("five_")
    dataset.clear_cache()
    assert dataset.media_sources == []


@pytest.mark.parametrize(
    "method", ["annotate", "load_annotations", "generate_label_schemas", "match_temporal_tags"]
)
def test_views_say_what_is_not_here(dataset: Dataset, method: str) -> None:
    with pytest.raises(NotImplementedError, match=method):
        getattr(dataset.limit(1), method)("x")


def test_labels_in_lists_are_weighed_too(database: str) -> None:
    dataset = Dataset("boxes")
    box = Detection(label="cat", bounding_box=[0, 0, 1, 1])
    dataset.add_sample(Sample(filepath="/a.png", boxes=Detections(detections=[box])))
    assert dataset.stats()["samples_bytes"] > dataset.exclude_fields("boxes").stats()["samples_bytes"]


def test_labels_are_found_by_the_objects_they_show(database: str) -> None:
    dataset, objects = Dataset("objects"), [Instance(), Instance()]
    for i in range(2):
        boxes = [
            Detection(label=label, bounding_box=[0, 0, 1, 1], tags=[label], instance=one)
            for label, one in zip("xy", objects, strict=True)
        ]
        dataset.add_sample(Sample(filepath=f"/{i}.png", boxes=Detections(detections=boxes)))
    firsts = [ids[0] for ids in dataset.values("boxes.detections.id")]
    found = dataset._get_selected_labels(instance_ids=objects[0].id)
    assert [label["label_id"] for label in found] == firsts
    assert dataset._get_selected_labels(instance_ids=objects[0].id, tags="y") == []
    assert len(dataset._get_selected_labels(instance_ids=[one.id for one in objects])) == 4
