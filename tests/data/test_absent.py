"""What FiftyOne's datasets can do and ours cannot: each says so by its name, and nothing is ignored in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fo_widgets.data import Dataset, Frame, Sample, VideoMetadata

METHODS = [
    "annotate",
    "load_annotations",
    "generate_label_schemas",
]
OPTIONS: list[tuple[str, Callable[[Any], Any]]] = [
    ("device", lambda d: d.compute_embeddings(len, device="cuda")),
]


@pytest.fixture
def video(database: str) -> Dataset:
    """A video of four frames, two of which have documents."""
    dataset = Dataset("video")
    sample = Sample(filepath="/v.mp4", metadata=VideoMetadata(total_frame_count=4))
    sample.frames[1] = Frame(n=1)
    sample.frames[3] = Frame(n=3)
    dataset.add_sample(sample)
    return dataset


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_is_not_here_names_itself(dataset: Dataset, method: str) -> None:
    with pytest.raises(NotImplementedError, match=method):
        getattr(dataset, method)("x", "y")


@pytest.mark.parametrize(("option", "use"), OPTIONS, ids=[name for name, _ in OPTIONS])
def test_an_option_that_is_not_here_is_named(
    dataset: Dataset, option: str, use: Callable[[Any], Any]
) -> None:
    with pytest.raises(NotImplementedError, match=rf"\b{option}="):
        use(dataset)


def test_sparse_frames_are_those_with_a_document(video: Dataset) -> None:
    assert video.to_frames(sample_frames="dynamic").values("frame_number") == [1, 2, 3, 4]
    assert video.to_frames(sample_frames="dynamic", sparse=True).values("frame_number") == [1, 3]


def test_temporal_tags_are_known_not_to_be_here(dataset: Dataset) -> None:
    assert not hasattr(dataset.view(), "temporal_tags")
    with pytest.raises(AttributeError, match="temporal_tags are not part of fo_widgets"):
        dataset.temporal_tags


def test_what_an_evaluation_does_not_look_at_is_said(
    dataset: Dataset, caplog: pytest.LogCaptureFixture
) -> None:
    dataset.evaluate_classifications("weather", gt_field="weather", n=5)
    assert "evaluate_classifications() has no options ['n']" in caplog.text


@pytest.mark.parametrize("stage", ["to_patches", "to_clips"])
def test_an_option_that_nobody_knows_is_refused(dataset: Dataset, video: Dataset, stage: str) -> None:
    collection, field = (dataset, "boxes") if stage == "to_patches" else (video, "events")
    with pytest.raises(TypeError, match=r"no option 'nope'; there are .*'other_fields'"):
        getattr(collection, stage)(field, nope=True)
