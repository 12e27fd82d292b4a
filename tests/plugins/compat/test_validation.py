"""Checks of collections, against any object that has what is looked at."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from fo_widgets.data.errors import MediaTypeError
from fo_widgets.plugins.compat import validation
from fo_widgets.plugins.compat.splits import random_split


class Label:
    pass


class Box(Label):
    pass


def collection(media_type: str = "image", **fields: type) -> Any:
    typed = {name: SimpleNamespace(document_type=kind) for name, kind in fields.items()}
    return SimpleNamespace(name="ds", media_type=media_type, iter_samples=list, get_field=typed.get)


def test_a_collection_of_the_right_kind_passes() -> None:
    validation.validate_collection(collection())
    validation.validate_collection(collection("video"), media_type=["image", "video"])
    validation.validate_image_collection(collection())
    validation.validate_video_collection(collection("video"))
    validation.validate_non_grouped_collection(collection())


def test_another_kind_is_named() -> None:
    with pytest.raises(ValueError, match="expected a dataset or view, not a int"):
        validation.validate_collection(3)
    with pytest.raises(MediaTypeError, match="expected a collection of type video, not image"):
        validation.validate_video_collection(collection())
    for check in (validation.validate_image_collection, validation.validate_non_grouped_collection):
        with pytest.raises(validation.SelectGroupSlicesError, match=r"select_group_slices\(\)"):
            check(collection("group"))


def test_samples_are_checked() -> None:
    validation.validate_image_sample(SimpleNamespace(media_type="image"))
    validation.validate_video_sample(SimpleNamespace(media_type="video"))
    with pytest.raises(MediaTypeError, match="a sample of type image, not video"):
        validation.validate_image_sample(SimpleNamespace(media_type="video"))
    with pytest.raises(ValueError, match="expected a sample"):
        validation.validate_image_sample({})


def test_label_fields_are_checked() -> None:
    boxes = collection(gt=Box, pred=Box, plain=str)
    validation.validate_collection_label_fields(boxes, "gt", Label)
    validation.validate_collection_label_fields(boxes, ["gt", "pred"], [Label], same_type=True)
    with pytest.raises(ValueError, match="'ds' has no field 'nope'"):
        validation.validate_collection_label_fields(boxes, "nope", Label)
    with pytest.raises(ValueError, match="field 'plain' holds str"):
        validation.validate_collection_label_fields(boxes, "plain", Label)
    with pytest.raises(ValueError, match="fields of one type are needed"):
        validation.validate_collection_label_fields(
            collection(a=Box, b=Label), ["a", "b"], Label, same_type=True
        )


class Sample(dict[str, Any]):
    id = "s1"


def test_field_values_are_checked() -> None:
    sample = Sample(a=1, b=None)
    assert validation.get_field(sample, "a", allowed_types=int) == 1
    assert validation.get_field(sample, "b") is None
    for name, options in (("b", {"allow_none": False}), ("a", {"allowed_types": [str]}), ("c", {})):
        with pytest.raises(ValueError, match=rf"field '{name}'"):
            validation.get_field(sample, name, **options)


class Samples:
    """As much of a view as a split needs."""

    def __init__(self, ids: list[str], tags: dict[str, set[str]] | None = None) -> None:
        self.ids = ids
        self.tags = {id_: set() for id_ in ids} if tags is None else tags

    def values(self, field: str) -> list[str]:
        assert field == "id"
        return self.ids

    def select(self, ids: list[str]) -> Samples:
        return Samples(ids, self.tags)

    def tag_samples(self, tag: str) -> None:
        for id_ in self.ids:
            self.tags[id_].add(tag)

    def untag_samples(self, tags: list[str]) -> None:
        for id_ in self.ids:
            self.tags[id_] -= set(tags)


def test_a_split_tags_every_sample_once() -> None:
    samples = Samples([str(n) for n in range(10)])
    random_split(samples, {"train": 0.6, "test": 0.3, "val": 0.1}, seed=51)
    random_split(samples, {"train": 6, "test": 3, "val": 1}, seed=51)
    counted = [tag for tags in samples.tags.values() for tag in tags]
    assert {tag: counted.count(tag) for tag in set(counted)} == {"train": 6, "test": 3, "val": 1}


def test_shares_alone_give_views() -> None:
    parts = random_split(Samples([str(n) for n in range(10)]), [0.5, 0.5], seed=1)
    assert parts is not None
    assert [len(part.ids) for part in parts] == [5, 5]
    assert not set(parts[0].ids) & set(parts[1].ids)
    with pytest.raises(ValueError, match="shares must be positive"):
        random_split(Samples(["a"]), [-1, 2])
