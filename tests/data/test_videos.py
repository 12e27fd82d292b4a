from __future__ import annotations

import pytest

from fo_widgets.data import (
    Dataset,
    Detection,
    Detections,
    Frame,
    FrameView,
    IntField,
    Sample,
    TemporalDetection,
    TemporalDetections,
    VideoMetadata,
)
from fo_widgets.data import ViewField as F
from fo_widgets.data.frame_numbers import FrameError
from fo_widgets.data.generated import FrameView as SampleOfFrame


@pytest.fixture
def videos(database: str) -> Dataset:
    """Three videos of six frames: cats and dogs come and go, events lie in the first and the last."""
    dataset = Dataset("videos")
    samples = []
    for v in range(3):
        sample = Sample(
            filepath=f"/v{v}.mp4", n=v, tags=[f"t{v}"], metadata=VideoMetadata(total_frame_count=8)
        )
        if v != 1:
            events = [
                TemporalDetection(label="a", support=[1, 3]),
                TemporalDetection(label="b", support=[4, 6]),
            ]
            sample["events"] = TemporalDetections(detections=events)
        for f in range(1, 7):
            boxes = [
                Detection(label=n, bounding_box=[0, 0, 1, 1], index=i) for i, n in ((1, "cat"), (2, "dog"))
            ]
            sample.frames[f] = Frame(
                q=f + 10.0 * v, filepath=f"/v{v}_{f}.png", boxes=Detections(detections=boxes[: (f + v) % 3])
            )
        samples.append(sample)
    dataset.add_samples(samples)
    return dataset


def test_frames_are_counted_and_read(videos: Dataset) -> None:
    assert videos.media_type == "video"
    assert videos.count("frames") == 18
    assert videos.bounds("frames.q") == (1.0, 26.0)
    assert videos.count_values("frames.boxes.detections.label") == {"cat": 12, "dog": 6}
    frames = videos.first().frames
    assert (len(frames), list(frames), 99 in frames) == (6, [1, 2, 3, 4, 5, 6], False)
    assert (frames.first().q, frames.last().frame_number) == (1.0, 6)
    assert videos.match(F("frames").length() > 5).count() == 3
    assert videos.match_frames(F("q") > 15).values("frames.q") == [
        [16.0],
        [21.0, 22.0, 23.0, 24.0, 25.0, 26.0],
    ]


def test_frames_are_unwound_by_brackets_in_a_path(videos: Dataset) -> None:
    view = videos.limit(1)
    sizes = F("frames[].boxes.detections").length()
    assert view.values(["frames[].frame_number", sizes]) == ([1, 2, 3, 4, 5, 6], [1, 2, 0, 1, 2, 0])
    assert view.values("frames[].boxes.detections[].label") == ["cat", "cat", "dog"] * 2
    assert view.values("frames.frame_number") == [[1, 2, 3, 4, 5, 6]]
    assert view.count_values("frames[].boxes.detections[].label") == {"cat": 4, "dog": 2}
    assert view.max(sizes) == 2


def test_frames_are_added_changed_and_removed(videos: Dataset) -> None:
    sample = videos.first()
    sample.frames[20] = Frame(q=99.0)
    sample.frames[1]["fresh"] = 3
    del sample.frames[6]
    sample.save()
    assert videos.values("frames.frame_number")[0] == [1, 2, 3, 4, 5, 20]
    assert videos.values("frames.fresh")[0] == [3, None, None, None, None, None]
    sample.frames[2].q = 5.5
    sample.frames[2].save()
    assert videos.values("frames.q")[0][1] == 5.5
    videos.set_values("frames.q", [[0.0] * 6] * 3)
    assert sample.frames[2].q == 0.0
    sample.frames.clear()
    sample.save()
    assert videos.count("frames") == 12
    with pytest.raises(FrameError, match="from 1 on"):
        sample.frames[0]
    with pytest.raises(ValueError, match="Expected a Frame"):
        sample.frames[1] = 5


def test_frame_fields_change_like_sample_fields(videos: Dataset) -> None:
    videos.add_frame_field("score", IntField)
    videos.rename_frame_field("q", "quality")
    videos.clone_frame_field("boxes", "copy")
    videos.delete_frame_field("score")
    assert set(videos.get_frame_field_schema() or ()) >= {"quality", "copy"}
    assert videos.values("frames.quality")[1][0] == 11.0
    videos.tag_labels("t", "frames.copy")
    assert videos.count_label_tags() == {"t": 18}
    videos.set_values("frames.new", [[1] * 6] * 3)
    assert videos.sum("frames.new") == 18


def test_videos_take_their_frames_along(videos: Dataset) -> None:
    assert videos.clone("copy").values("frames.q") == videos.values("frames.q")
    assert videos.first().copy().frames[1].q == 1.0
    assert videos.match_frames(F("frame_number") < 3).clone("few").count("frames") == 6
    videos.delete_samples(videos.limit(1))
    assert videos.count("frames") == 12


def test_frames_are_shown_as_images(videos: Dataset) -> None:
    frames = videos.to_frames()
    assert (frames.media_type, len(frames)) == ("image", 18)
    assert frames.values("filepath")[0] == "/v0_1.png"
    assert list(frames.get_field_schema())[:4] == ["id", "sample_id", "filepath", "frame_number"]
    assert frames.match(F("q") > 20).values("frame_number") == [1, 2, 3, 4, 5, 6]
    assert len(videos.to_frames(sample_frames="dynamic")) == 24
    frame = frames.first()
    frame["q"] = 7.5
    frame.save()
    assert videos.first().frames[1].q == 7.5
    frames.set_values("q", [float(i) for i in range(18)])
    assert videos.values("frames.q")[1][0] == 6.0
    assert frames.to_patches("boxes").count() == 18
    frames.match(F("frame_number") == 2).keep()
    assert videos.values("frames.frame_number") == [[2], [2], [2]]
    image = frames.first()
    image.tags = ["x"]
    with pytest.raises(ValueError, match="can be saved"):
        image.save()


def test_clips_are_made_of_events_labels_and_expressions(videos: Dataset) -> None:
    clips = videos.to_clips("events")
    assert clips.values("support") == [[1, 3], [4, 6], [1, 3], [4, 6]]
    assert clips.values("events.label") == ["a", "b", "a", "b"]
    assert clips.values("frames.frame_number")[1] == [4, 5, 6]
    assert videos.to_clips("frames.boxes").values("support") == [
        [1, 2],
        [4, 5],
        [1, 1],
        [3, 4],
        [6, 6],
        [2, 3],
        [5, 6],
    ]
    assert videos.to_clips("frames.boxes", tol=2).values("support") == [[1, 5], [1, 6], [2, 6]]
    assert videos.to_clips("frames.boxes", min_len=3).count() == 0
    assert videos.to_clips(F("boxes.detections").length() > 1).count() == 6
    assert videos.to_clips([[(1, 2)], [(2, 5), (6, 6)], []]).values("support") == [[1, 2], [2, 5], [6, 6]]
    clip = clips.first()
    clip.events.label = "renamed"
    clip.save()
    assert videos.values("events.detections.label")[0] == ["renamed", "b"]
    for bad in ("nope", "n"):
        with pytest.raises(ValueError, match=bad):
            videos.to_clips(bad)


def test_frames_of_views_and_frames_as_samples_have_a_class_each(videos: Dataset) -> None:
    assert type(videos.first().frames[1]) is Frame
    shown = videos.match_frames(F("q") < 3).first().frames[1]
    assert (type(shown), FrameView is SampleOfFrame) == (FrameView, False)
    assert type(videos.to_frames().first()) is SampleOfFrame
    shown.q = 2.5
    shown.save()
    assert videos.reload() is None
    assert videos.values("frames.q")[0][0] == 2.5


def test_trajectories_follow_one_object(videos: Dataset) -> None:
    paths = videos.to_trajectories("frames.boxes")
    assert paths.values("support") == [[1, 5], [2, 5], [1, 6], [1, 4], [2, 6], [3, 6]]
    assert paths.values("boxes.label") == ["cat", "dog"] * 3
    assert paths.values("frames.boxes.detections.label")[1] == [["dog"], [], [], ["dog"]]


def test_images_have_no_frames(dataset: Dataset) -> None:
    for use in (
        dataset.to_frames,
        lambda: dataset.to_clips("boxes"),
        lambda: dataset.match_frames(F("q") > 1),
    ):
        with pytest.raises(ValueError, match="image"):
            use()
    with pytest.raises(AttributeError, match="frames"):
        dataset.first().frames
    assert dataset.get_frame_field_schema() is None
