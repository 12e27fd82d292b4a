"""Frames, clips and slices of groups, as FiftyOne 1.22.1 gave them for the same small datasets."""

from __future__ import annotations

import pytest

from fo_widgets.data import (
    Classification,
    Dataset,
    Detection,
    Detections,
    Frame,
    Group,
    IntField,
    Sample,
    TemporalDetection,
    TemporalDetections,
)
from fo_widgets.data import ViewField as F


@pytest.fixture
def videos(database: str) -> Dataset:
    """Two videos of four frames, and one without."""
    dataset = Dataset("videos")
    for i, count in enumerate((4, 4, 0)):
        events = [TemporalDetection(label=name, support=[1 + j, 2 + j]) for j, name in enumerate("ab")]
        sample = Sample(filepath=f"/v{i}.mp4", n=3 - i, events=TemporalDetections(detections=events))
        for k in range(1, count + 1):
            boxes = [Detection(label="cat", bounding_box=[0, 0, 1, 1], index=1, tags=["t"])] if k > 2 else []
            frame = Frame(v=k + i, boxes=Detections(detections=boxes))
            if k == 2:
                frame["state"] = Classification(label="off" if i else "on")
            sample.frames[k] = frame
        dataset.add_sample(sample)
    return dataset


@pytest.fixture
def groups(database: str) -> Dataset:
    """Three groups of images and a video; the last lacks its video."""
    dataset = Dataset("groups")
    dataset.add_group_field("group", default="left")
    samples = []
    for i in range(3):
        group = Group()
        samples += [Sample(filepath=f"/{s}{i}.png", group=group.element(s), n=i) for s in ("left", "right")]
        if i < 2:
            video = Sample(filepath=f"/video{i}.mp4", group=group.element("video"), n=i)
            video.frames[1] = Frame(v=i)
            samples.append(video)
    dataset.add_samples(samples)
    return dataset


def test_fields_of_frames_are_judged_frame_by_frame(videos: Dataset) -> None:
    assert videos.exists("frames.state").values("n") == [3, 2]
    assert videos.exists("frames.v", bool=False).values("n") == [1]
    assert videos.exists("frames.id").count() == 0
    kept = videos.filter_field("frames.v", F() > 4)
    assert kept.values("frames.v") == [[None, None, None, 5]]
    kept = videos.filter_field("frames.v", F() > 3, only_matches=False)
    assert kept.values("frames.v") == [[None, None, None, 4], [None, None, 4, 5], []]
    for path in ("frames.id", "frames.frame_number"):
        with pytest.raises(ValueError, match=r"frame"):
            videos.filter_field(path, F() > 1).count()


def test_labels_of_frames_are_tested_without_naming_their_field(videos: Dataset) -> None:
    assert videos.match_labels(tags="t").values("n") == [3, 2]
    assert videos.match_labels(tags="t", bool=False).values("n") == [1]
    assert videos.match_labels(filter=F("label") == "cat").count() == 2
    assert videos.select_labels(tags="t").count() == 2
    on = videos.filter_labels("frames.state", F("label") == "on")
    assert on.values("frames.state.label") == [[None, "on", None, None]]
    with pytest.raises(ValueError, match=r"frame"):
        videos.filter_labels("events", F("label") == "a", trajectories=True).count()


def test_clips_have_their_own_frames(videos: Dataset) -> None:
    assert [list(c.frames) for c in videos.limit(1).to_clips("events")] == [[1, 2], [2, 3]]
    assert [len(c.frames) for c in videos.to_clips("frames.boxes")] == [2, 2]
    shown = videos.limit(1).to_trajectories("frames.boxes").first().frames
    assert [[d.index for d in f.boxes.detections] for f in shown.values()] == [[1], [1]]
    clips = videos.to_clips("events", other_fields=["nope", "n"], include_indexes=True)
    assert clips.values("n") == [3, 3, 2, 2, 1, 1]


def test_patches_carry_known_fields_in_the_order_of_the_dataset(videos: Dataset) -> None:
    images = Dataset("images")
    boxes = Detections(detections=[Detection(label="cat", bounding_box=[0, 0, 1, 1])])
    images.add_sample(Sample(filepath="/a.png", a=1, b=2, boxes=boxes))
    fields = list(images.to_patches("boxes", other_fields=["b", "nope", "a"]).get_field_schema())
    assert fields[-3:] == ["boxes", "a", "b"]
    with pytest.raises(ValueError, match="Invalid label field type"):
        images.to_patches("boxes.detections")


def test_types_of_no_field_are_refused(videos: Dataset) -> None:
    for criterion in ({"ftype": int}, {"embedded_doc_type": IntField}, {"ftype": [Classification]}):
        with pytest.raises(ValueError, match="is n"):
            videos.get_field_schema(**criterion)


def test_plain_samples_of_groups_know_no_slices(groups: Dataset) -> None:
    flat = groups.select_group_slices("right")
    assert (flat.group_field, flat.group_slice, flat.group_slices) == (None, None, None)
    assert (flat.group_media_types, flat.default_group_slice) == (None, None)
    assert "group" not in flat.select_fields("n").get_field_schema()
    assert flat.values("n") == [0, 1, 2]
    with pytest.raises(ValueError, match="group"):
        flat.group_slice = "left"
    with pytest.raises(ValueError, match="group"):
        flat.select_groups(groups.values("group.id")[:1])


def test_groups_go_whole_but_only_those_that_a_view_shows(groups: Dataset) -> None:
    ids = groups.values("group.id")
    assert list(groups.limit(1).get_group(ids[0])) == ["left", "right", "video"]
    with pytest.raises(KeyError, match="No group found"):
        groups.limit(1).get_group(ids[1])
    assert groups.match(F("n") > 1).stats()["samples_count"] == 2
    assert groups.stats()["samples_count"] == 8
    assert [s["filepath"] for s in groups.skip(2).to_dict()["samples"]] == ["/left2.png", "/right2.png"]
    two = groups.select_group_slices(["left", "right"], flat=False)
    assert two.select_group_slices(_allow_mixed=True).count() == 6
    with pytest.raises(ValueError, match="dynamic"):
        groups.group_by("n").get_group(ids[0])
    with pytest.raises(ValueError, match="dynamic"):
        list(groups.group_by("n").iter_groups())


def test_videos_that_come_from_a_slice_have_frames(groups: Dataset) -> None:
    assert groups.limit(1).select_group_slices("video").values("frames.v") == [[0]]
    assert groups.view().count("frames") == 0


def test_clones_have_what_their_views_show(groups: Dataset) -> None:
    clone = groups.select_group_slices(["right", "video"], flat=False).clone()
    assert (clone.group_slices, clone.group_slice) == (["right", "video"], "right")
    images = Dataset("images")
    images.add_samples([Sample(filepath=f"/{i}.png", n=i % 2) for i in range(6)])
    assert images.group_by("n").clone().values("filepath") == [f"/{i}.png" for i in (0, 2, 4, 1, 3, 5)]
    assert images.group_by("n").skip(1).clone().values("n") == [1, 1, 1]


def test_clones_of_clips_have_the_frames_of_each(videos: Dataset) -> None:
    clone = videos.limit(1).to_clips("events").clone()
    assert clone.values("frames.v") == [[1, 2], [2, 3]]
    assert [list(c.frames) for c in clone] == [[1, 2], [2, 3]]
