"""Pictures with labels painted on them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data import (
    Classification,
    Dataset,
    Detection,
    Detections,
    Heatmap,
    Keypoint,
    Keypoints,
    KeypointSkeleton,
    Polyline,
    Regression,
    Sample,
    Segmentation,
)
from fo_widgets.data.formats.draw_config import DrawConfig
from fo_widgets.data.formats.errors import FormatError, MissingFileError
from fo_widgets.storage import config

GRAY = (90, 90, 90)


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """One gray picture with a label of each kind, each in a part of its own."""
    monkeypatch.setattr(config, "default_image_ext", ".png")
    (tmp_path / "in").mkdir()
    Image.new("RGB", (400, 300), GRAY).save(tmp_path / "in/one.png")
    sample = Sample(filepath=str(tmp_path / "in/one.png"))
    mask = np.zeros((300, 400), np.uint8)
    mask[250:, 350:] = 7
    sample["boxes"] = Detections(
        detections=[
            Detection(label="cat", bounding_box=[0.5, 0.5, 0.25, 0.25], confidence=0.5),
            Detection(
                label="dog", bounding_box=[0.05, 0.8, 0.1, 0.1], mask=np.ones((4, 4), dtype=bool), index=3
            ),
        ]
    )
    sample["roof"] = Polyline(
        label="roof", points=[[[0.5, 0.2], [0.7, 0.2], [0.7, 0.4]]], closed=True, filled=True
    )
    nowhere = [float("nan")] * 2
    sample["joints"] = Keypoints(keypoints=[Keypoint(points=[[0.8, 0.2], nowhere, [0.9, 0.2], [0.9, 0.4]])])
    sample["areas"] = Segmentation(mask=mask)
    sample["heat"] = Heatmap(map=np.array([[0.0, 0.0], [1.0, 0.0]]), range=[0, 1])
    sample["weather"] = Classification(label="sun", confidence=0.25)
    sample["value"] = Regression(value=3.5)
    dataset = Dataset("scene")
    dataset.add_sample(sample)
    return dataset


def painted(dataset: Dataset, folder: Path, **options: Any) -> Any:
    """The pixels that are no longer gray, as a mask."""
    (path,) = dataset.draw_labels(folder, overwrite=True, **options)
    pixels = np.asarray(Image.open(path)).astype(int)
    return np.abs(pixels - GRAY).max(axis=2) > 0


@pytest.mark.parametrize(
    ("field", "inside", "outside"),
    [
        ("boxes", [(150, 250), (250, 30), (225, 250)], [(188, 250), (20, 20)]),
        ("roof", [(70, 270)], [(110, 205), (200, 100)]),
        ("joints", [(60, 320), (60, 360), (120, 360)], [(90, 340)]),
        ("areas", [(280, 380)], [(240, 380), (280, 340)]),
        ("heat", [(290, 10)], [(10, 390)]),
        ("weather", [(5, 5)], [(200, 200)]),
        ("value", [(5, 5)], [(200, 200)]),
    ],
)
def test_each_kind_of_label_is_painted_where_it_is(
    field: str, inside: Any, outside: Any, scene: Dataset, tmp_path: Path
) -> None:
    found = painted(scene, tmp_path / "out", label_fields=field)
    assert [bool(found[p]) for p in inside] == [True] * len(inside)
    assert [bool(found[p]) for p in outside] == [False] * len(outside)


def test_skeletons_join_the_points_that_are_there(scene: Dataset, tmp_path: Path) -> None:
    assert not painted(scene, tmp_path / "out", label_fields="joints")[90, 360]
    scene.skeletons = {"joints": KeypointSkeleton(edges=[[0, 1, 2, 3]])}
    found = painted(scene, tmp_path / "out", label_fields="joints")
    assert (bool(found[90, 360]), bool(found[60, 340])) == (True, False)


def test_options_say_what_is_painted(
    scene: Dataset, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    out = tmp_path / "out"
    bare = {"show_object_labels": False, "label_fields": "boxes"}
    assert not painted(scene, out, show_object_boxes=False, show_object_masks=False, **bare).any()
    assert painted(scene, out, **bare).sum() < painted(scene, out, label_fields="boxes").sum()
    only = painted(scene, out, label_fields="boxes", labels_whitelist=["dog"])
    assert (bool(only[150, 250]), bool(only[250, 30])) == (False, True)
    large = painted(scene, out, label_fields="weather", config=DrawConfig({"font_size": 60}))
    assert large.sum() > 2 * painted(scene, out, label_fields="weather").sum()
    with caplog.at_level(logging.WARNING):
        painted(scene, out, config={"add_logo": True})
    assert "options ['add_logo'] are ignored: draw_labels has show_object_boxes" in caplog.text


def test_pictures_get_names_that_are_free(dataset: Dataset, pictures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    seen: list[int] = []
    first = dataset.draw_labels(out, progress=lambda bar: seen.append(bar.iteration))
    assert [Path(p).name for p in first] == ["one.jpg", "one-2.jpg", "zwei ü.jpg"]
    assert seen[-1] == 3
    assert [Path(p).name for p in dataset.limit(1).draw_labels(out)] == ["one-3.jpg"]
    placed = dataset.draw_labels(out, rel_dir=pictures, overwrite=True)
    assert placed == [str(out / n) for n in ("a/one.jpg", "b/one.jpg", "b/zwei ü.jpg")]
    assert not (out / "one-3.jpg").exists()
    assert len(dataset.to_patches("boxes").draw_labels(tmp_path / "patches")) == 4


def test_what_cannot_be_drawn_is_named(dataset: Dataset, pictures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(FormatError, match=r"no label field 'nope'; there are \['boxes'"):
        dataset.draw_labels(out, label_fields="nope")
    with pytest.raises(FormatError, match="field 'place' holds GeoLocation"):
        dataset.draw_labels(out, label_fields=["boxes", "place"])
    with pytest.raises(FormatError, match=r"would delete .*one\.png"):
        dataset.draw_labels(pictures, overwrite=True)
    (pictures / "a/one.png").unlink()
    with pytest.raises(MissingFileError, match=r"a/one\.png is not there"):
        dataset.draw_labels(out)
    video = Dataset("video")
    video.add_sample(Sample(filepath="/v.mp4"))
    with pytest.raises(FormatError, match="draws on images, not on video"):
        video.draw_labels(out)


def test_labels_that_lie_elsewhere_take_no_memory(scene: Dataset, tmp_path: Path) -> None:
    sample = scene.first()
    whole = np.ones((3, 3), dtype=bool)
    far = [
        Detection(bounding_box=[0.5, 0.5, 1e7, 1e7], mask=whole),
        Detection(bounding_box=[9, 9, 1, 1], mask=whole),
    ]
    sample["boxes"] = Detections(detections=[*far, Detection(bounding_box=[0.5, 0.5, 0, 0])])
    sample["heat"] = Heatmap(map=np.full((2, 2), np.nan))
    sample.save()
    found = painted(scene, tmp_path / "out", label_fields=["boxes", "heat"], show_object_labels=False)
    assert (bool(found[200, 300]), bool(found[100, 100])) == (True, False)
    sample["boxes"] = Detections(detections=[Detection(bounding_box=[float("nan"), 0, 1, 1])])
    sample.save()
    with pytest.raises(
        FormatError, match=r"label in 'boxes' of .*one\.png cannot be drawn: a coordinate is no number"
    ):
        painted(scene, tmp_path / "out", label_fields="boxes")
