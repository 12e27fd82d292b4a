from __future__ import annotations

import pytest

from fo_widgets.data import Classification, Dataset, Group, Sample
from fo_widgets.data import ViewField as F


@pytest.fixture
def groups(database: str) -> Dataset:
    """Four groups of a left and a right image; the first two with a video."""
    dataset = Dataset("groups")
    dataset.add_group_field("group", default="left")
    samples = []
    for i in range(4):
        group = Group()
        samples += [Sample(filepath=f"/{n}{i}.png", group=group.element(n), n=i) for n in ("left", "right")]
        if i < 2:
            samples.append(Sample(filepath=f"/v{i}.mp4", group=group.element("video"), n=10 * i))
    dataset.add_samples(samples)
    return dataset


def test_one_slice_is_shown_at_a_time(groups: Dataset) -> None:
    assert (groups.media_type, groups.group_field, groups.group_slice) == ("group", "group", "left")
    assert groups.group_media_types == {"left": "image", "right": "image", "video": "video"}
    assert groups.values("filepath") == ["/left0.png", "/left1.png", "/left2.png", "/left3.png"]
    groups.group_slice = "right"
    assert groups.first().filepath == "/right0.png"
    groups.group_slice = None
    assert groups.match(F("n") > 1).count() == 2
    with pytest.raises(ValueError, match="no group slice 'nope'"):
        groups.group_slice = "nope"


def test_labels_of_the_slice_that_is_shown_are_tagged(groups: Dataset) -> None:
    for name in ("left", "right"):
        groups.group_slice = name
        groups.set_values("label", [Classification(label="x", tags=["old"]) for _ in range(4)])
    groups.tag_labels("new")
    groups.limit(1).untag_labels("old")
    tags = {name: groups.select_group_slices(name).values("label.tags") for name in ("left", "right")}
    assert tags == {"left": [["old"]] * 4, "right": [["new"], *[["old", "new"]] * 3]}
    groups.delete_labels(tags="old")
    assert groups.select_group_slices(["left", "right"]).count("label") == 1


def test_a_dataset_has_one_group_field(groups: Dataset) -> None:
    with pytest.raises(ValueError, match="Cannot clone group field 'group'"):
        groups.clone_sample_field("group", "other")


def test_slices_are_selected(groups: Dataset) -> None:
    assert groups.match(F("n") > 1).select_group_slices("right").values("filepath") == [
        "/right2.png",
        "/right3.png",
    ]
    assert groups.select_group_slices(["left", "right"]).count() == 8
    assert groups.select_group_slices(media_type="video").media_type == "video"
    assert groups.select_group_slices(_allow_mixed=True).media_type == "mixed"
    with pytest.raises(ValueError, match="several media types"):
        groups.select_group_slices()
    with pytest.raises(ValueError, match="'nope'"):
        groups.select_group_slices("nope")


def test_groups_are_reached_and_deleted_whole(groups: Dataset) -> None:
    first = groups.first().group.id
    assert list(groups.get_group(first)) == ["left", "right", "video"]
    assert [len(g) for g in groups.iter_groups()] == [3, 3, 2, 2]
    assert groups.match(F("groups.right.n") > 2).values("filepath") == ["/left3.png"]
    groups.delete_groups([first])
    assert groups.count() == 3
    groups.limit(1).keep()
    assert groups.select_group_slices(_allow_mixed=True).count() == 3
    with pytest.raises(KeyError, match="No group found"):
        groups.get_group("0" * 24)


def test_slices_are_renamed_and_deleted(groups: Dataset) -> None:
    groups.rename_group_slice("right", "east")
    assert groups.select_group_slices("east").count() == 4
    groups.delete_group_slice("video")
    assert groups.group_slices == ["left", "east"]
    groups.add_group_slice("depth", "image")
    assert groups.group_media_types["depth"] == "image"  # type: ignore[index]
    assert groups.clone("copy").select_group_slices(["left", "east"]).count() == 8


def test_what_is_no_member_is_refused(groups: Dataset, dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="missing group field"):
        groups.add_sample(Sample(filepath="/x.png"))
    with pytest.raises(ValueError, match="does not match group slice"):
        groups.add_sample(Sample(filepath="/x.mp4", group=Group().element("left")))
    with pytest.raises(ValueError, match="already has a group field"):
        groups.add_group_field("other")
    with pytest.raises(ValueError, match="select_group_slices"):
        groups.to_patches("group")
    with pytest.raises(ValueError, match="has no groups"):
        dataset.group_slice = "left"
    with pytest.raises(ValueError, match="with samples"):
        dataset.add_group_field("group")


def test_a_group_value_makes_a_dataset_of_groups(database: str) -> None:
    dataset = Dataset("made")
    dataset.add_sample(Sample(filepath="/a.png", member=Group().element("only")))
    assert (dataset.media_type, dataset.group_field, dataset.default_group_slice) == (
        "group",
        "member",
        "only",
    )
