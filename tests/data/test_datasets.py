from __future__ import annotations

import gc

import pytest

from fo_widgets import data
from fo_widgets.data import Dataset, DatasetNotFoundError, Sample, ValidationError, load_dataset


def test_a_dataset_is_found_by_name_and_id_and_is_one_object(database: str) -> None:
    dataset = Dataset("one")
    assert load_dataset("one") is dataset
    assert load_dataset(id=dataset._doc.id) is dataset
    assert data.dataset_exists("one")
    assert not data.dataset_exists("two")


def test_a_dataset_outlives_its_object(database: str) -> None:
    dataset = Dataset("kept")
    dataset.add_sample(Sample(filepath="/a.png", n=3))
    dataset.info["k"] = [1, {"a": None}]
    dataset.save()
    first = id(dataset)
    del dataset
    gc.collect()
    again = load_dataset("kept")
    assert again.values("n") == [3]
    assert again.info == {"k": [1, {"a": None}]}
    assert str(again.get_field("n")).endswith("IntField")
    assert isinstance(first, int)


@pytest.mark.parametrize("name", ["", "???", None, 5])
def test_a_name_must_be_text_with_a_letter_or_digit(database: str, name: object) -> None:
    if name is None:
        assert Dataset().name
        return
    with pytest.raises(ValueError, match="name"):
        Dataset(name)  # type: ignore[arg-type]


def test_a_name_and_its_slug_can_be_taken_once(database: str) -> None:
    Dataset("My data")
    with pytest.raises(ValueError, match="'My data' is not available"):
        Dataset("My data")
    with pytest.raises(ValueError, match="slug 'my-data' in use by dataset 'My data'"):
        Dataset("my_data")
    assert len(Dataset("My data", overwrite=True)) == 0


def test_listing_filters_by_pattern_and_tags(database: str) -> None:
    Dataset("a1").tags = ["x"]
    Dataset("a2")
    Dataset("b")
    assert data.list_datasets() == ["a1", "a2", "b"]
    assert data.list_datasets("a*") == ["a1", "a2"]
    assert data.list_datasets(tags=["x", "y"]) == ["a1"]
    assert data.list_datasets(info=True)[0]["name"] == "a1"
    data.delete_datasets("a*")
    assert data.list_datasets() == ["b"]


def test_renaming_keeps_the_samples(dataset: Dataset) -> None:
    dataset.name = "renamed"
    assert load_dataset("renamed") is dataset
    assert dataset.slug == "renamed"
    with pytest.raises(DatasetNotFoundError, match="five"):
        load_dataset("five")
    assert len(dataset) == 5


def test_a_deleted_dataset_refuses_everything(dataset: Dataset) -> None:
    sample, view = dataset.first(), dataset.limit(1)
    dataset.delete()
    assert dataset.deleted
    assert "deleted" in repr(dataset)
    assert not sample.in_dataset
    assert sample.number == 0
    for use in (len, Dataset.first, Dataset.get_field_schema, lambda d: d.info, lambda d: view.count()):
        with pytest.raises(ValueError, match="Dataset 'five' is deleted"):
            use(dataset)
    with pytest.raises(DatasetNotFoundError):
        load_dataset("five")
    with pytest.raises(DatasetNotFoundError):
        data.delete_dataset("five")


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("persistent", "yes"),
        ("tags", "x"),
        ("tags", ["x", 3]),
        ("info", 5),
        ("description", 5),
        ("classes", {"a": "b"}),
        ("default_classes", "ab"),
        ("mask_targets", {"m": {"x": "a"}}),
        ("default_mask_targets", {1.5: "a"}),
        ("skeletons", {"k": 3}),
        ("app_config", {}),
    ],
)
def test_an_attribute_of_the_wrong_type_is_refused_and_the_old_one_stays(
    database: str, attribute: str, value: object
) -> None:
    dataset = Dataset("typed")
    before = getattr(dataset, attribute)
    with pytest.raises(ValidationError, match=attribute):
        setattr(dataset, attribute, value)
    assert getattr(dataset, attribute) == before
    dataset.save()


def test_attributes_survive_a_reload(database: str) -> None:
    dataset = Dataset("facts")
    dataset.tags, dataset.description = ["x", "日本"], "what it is"
    dataset.classes, dataset.default_classes = {"f": ["a"]}, ["b"]
    dataset.mask_targets = {"m": {1: "cat"}, "rgb": {"#ff0000": "red"}}
    dataset.default_mask_targets = {0: "none"}
    dataset.skeletons = {"k": data.KeypointSkeleton(labels=["a", "b"], edges=[[0, 1]])}
    dataset.app_config.plugins["@a/b"] = {"deep": [1, None]}
    dataset.app_config.color_scheme = data.ColorScheme(color_pool=["#ff0000"])
    dataset.save()
    dataset.info["unsaved"] = 1
    dataset.reload()
    assert "unsaved" not in dataset.info
    assert dataset.mask_targets == {"m": {1: "cat"}, "rgb": {"#ff0000": "red"}}
    assert dataset.default_mask_targets == {0: "none"}
    assert dataset.skeletons["k"].edges == [[0, 1]]
    assert dataset.app_config.plugins == {"@a/b": {"deep": [1, None]}}
    assert dataset.app_config.color_scheme.color_pool == ["#ff0000"]
    assert (dataset.tags, dataset.classes) == (["x", "日本"], {"f": ["a"]})


def test_a_clone_has_copies_of_all_and_shares_nothing(dataset: Dataset) -> None:
    dataset.info = {"k": [1]}
    dataset.save_view("v", dataset.limit(2))
    dataset.register_run(
        "r", dataset.init_run(x=1), dataset.init_run_results("r") if dataset.has_run("r") else None
    )
    clone = dataset.clone("copy")
    assert clone.values("id") == dataset.values("id")
    assert clone.list_saved_views() == ["v"]
    assert clone.list_runs() == ["r"]
    clone.first()["number"] = 99
    clone.first().save()
    clone.set_values("number", [7] * 5)
    clone.info["k"].append(2)
    assert dataset.values("number") == [0, 1, 2, 3, 4]
    assert dataset.info == {"k": [1]}
    with pytest.raises(ValueError, match="not available"):
        dataset.clone("five")
    dataset.delete()
    assert len(clone.load_saved_view("v")) == 2


def test_a_media_type_is_set_while_empty(database: str) -> None:
    with pytest.raises(ValueError, match="Invalid media type 'nope'"):
        Dataset("bad", media_type="nope")
    assert not data.dataset_exists("bad")
    dataset = Dataset("films", media_type="video")
    assert list(dataset.get_frame_field_schema() or ()) == [
        "id",
        "frame_number",
        "created_at",
        "last_modified_at",
    ]
    dataset.add_sample(Sample(filepath="/a.mp4"))
    with pytest.raises(ValueError, match="non-empty"):
        dataset.media_type = "image"


def test_loading_needs_a_name_or_an_id(database: str) -> None:
    with pytest.raises(TypeError, match="either the name or the id"):
        load_dataset()
    assert load_dataset("new", create_if_necessary=True).name == "new"
