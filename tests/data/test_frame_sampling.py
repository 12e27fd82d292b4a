"""Frames cut out of real videos, held against what FiftyOne did with the same calls."""

from __future__ import annotations

import json
import os
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data import Dataset, Frame, Sample, VideoMetadata
from fo_widgets.data import ViewField as F
from fo_widgets.data.frame_sampling import taken_frames
from fo_widgets.data.optional import PackageError
from tests.data.videos import make_video

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "data" / "video_vectors.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("videos")
    made = {n: make_video(folder / n) for n in ("a.mp4", "k.mkv", "m.avi")}
    made["b.mp4"] = make_video(folder / "b.mp4", 30, Fraction(30000, 1001), (80, 40))
    return {name: path.read_bytes() for name, path in made.items()}


@pytest.fixture
def videos(database: str, files: dict[str, bytes], tmp_path: Path) -> Dataset:
    """Two videos, each with documents for its frames 2 and 5."""
    dataset = Dataset("sampled")
    (tmp_path / "v").mkdir()
    for i, name in enumerate("ab"):
        path = tmp_path / "v" / f"{name}.mp4"
        path.write_bytes(files[path.name])
        sample = Sample(filepath=str(path), tags=[f"t{i}"])
        sample.frames[2] = Frame(q=2.0)
        sample.frames[5] = Frame(q=5.0 + i)
        dataset.add_sample(sample)
    return dataset


def pictures(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".jpg", ".png")):
        with Image.open(path) as image:
            found[path.relative_to(folder).as_posix()] = image.size
    return found


def test_metadata_is_what_fiftyone_finds(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, expected in VECTORS["metadata"].items():
        (tmp_path / name).write_bytes(files[name])
        found = VideoMetadata.build_for(str(tmp_path / name)).to_dict()
        assert {k: found[k] for k in expected} == pytest.approx(expected), name


def test_what_is_no_video_has_no_metadata(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        VideoMetadata.build_for(str(tmp_path / "absent.mp4"))
    (tmp_path / "text.mp4").write_text("no video")
    with pytest.raises(ValueError, match=r"text\.mp4"):
        VideoMetadata.build_for(str(tmp_path / "text.mp4"))


def test_rates_take_the_frames_that_fiftyone_takes() -> None:
    assert len(VECTORS["rates"]) > 100
    for rate, fps, numbers in VECTORS["rates"]:
        assert taken_frames(100, rate, fps) == numbers, (rate, fps)


@pytest.mark.parametrize(
    "case", VECTORS["to_frames"], ids=lambda c: f"{c['of']} {json.dumps(c['options'])}".replace("/", "|")
)
def test_frames_are_cut_out_as_fiftyone_does(case: dict[str, Any], videos: Dataset, tmp_path: Path) -> None:
    def relative(path: str | None) -> str | None:
        return path and Path(path).relative_to(tmp_path).as_posix()

    options = {
        k: v.replace("{root}", str(tmp_path)) if isinstance(v, str) else v for k, v in case["options"].items()
    }
    source: Any = videos if case["of"] == "dataset" else videos.match_frames(F("q") > 3)
    frames = source.to_frames(**options)
    paths, *others = frames.values(["filepath", "frame_number", "q", "tags"])
    shown = [list(row) for row in zip(map(relative, paths), *others, strict=True)]
    assert shown == case["shown"]
    found = pictures(tmp_path)
    if options == {"sample_frames": True, "sparse": True}:
        # FiftyOne makes, and puts into the dataset, all the others as well; its documentation says what we do.
        assert set(found) == {path for path, *_ in shown}
        return
    assert sorted(found) == case["files"]
    assert sorted({*found.values()}) == [tuple(size) for size in case["sizes"]]
    has_paths = videos.has_frame_field("filepath")
    numbers = videos.values("frames.frame_number")
    stored = videos.values("frames.filepath") if has_paths else [[None] * len(n) for n in numbers]
    assert [
        [[n, relative(p)] for n, p in zip(*video, strict=True)] for video in zip(numbers, stored, strict=True)
    ] == case["stored"]
    ids = set(videos.values("frames.id", unwind=True))
    if options.get("sample_frames") is True:
        assert set(frames.values("id")) <= ids


def test_pictures_show_their_frames(videos: Dataset) -> None:
    frames = videos.limit(1).to_frames(sample_frames=True, fps=5)
    reds = [int(np.asarray(Image.open(p))[..., 0].mean()) for p in frames.values("filepath")]
    assert reds == pytest.approx([8 * (n - 1) for n in frames.values("frame_number")], abs=6)


def test_pictures_that_are_there_are_made_anew_only_when_forced(videos: Dataset, tmp_path: Path) -> None:
    video = videos.limit(1)
    video.to_frames(sample_frames=True, output_dir=str(tmp_path / "out"))
    folder = tmp_path / "out" / "a"
    for number in (3, 4):
        Image.new("RGB", (5, 5)).save(folder / f"{number:06d}.jpg")
    (folder / "000005.jpg").unlink()
    video.to_frames(sample_frames=True, output_dir=str(tmp_path / "out"))
    found = pictures(folder)
    assert [found[f"{n:06d}.jpg"] for n in (3, 4, 5)] == [(5, 5), (5, 5), (64, 48)]
    video.to_frames(sample_frames=True, output_dir=str(tmp_path / "out"), fps=3, force_sample=True)
    found = pictures(folder)
    assert [found[f"{n:06d}.jpg"] for n in (3, 4)] == [(5, 5), (64, 48)]


def test_videos_that_cannot_be_read_are_passed_over_or_told(
    videos: Dataset, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    videos.add_sample(Sample(filepath=str(tmp_path / "absent.mp4")))
    frames = videos.to_frames(sample_frames=True, fps=2)
    assert len(set(frames.values("sample_id"))) == 2
    assert "absent.mp4" in caplog.text
    with pytest.raises(FileNotFoundError):
        videos.to_frames(sample_frames=True, fps=2, skip_failures=False)


def test_two_videos_of_one_name_do_not_share_a_folder(videos: Dataset, tmp_path: Path) -> None:
    path = make_video(tmp_path / "v" / "sub" / "a.mp4", 4)
    videos.add_sample(Sample(filepath=str(path)))
    with pytest.raises(ValueError, match=r"v/a\.mp4.*sub/a\.mp4.*rel_dir"):
        videos.to_frames(sample_frames=True, fps=1, output_dir=str(tmp_path / "out"))
    frames = videos.to_frames(
        sample_frames=True, fps=1, output_dir=str(tmp_path / "out"), rel_dir=str(tmp_path / "v")
    )
    folders = {Path(os.path.relpath(p, tmp_path)).parent.as_posix() for p in frames.values("filepath")}
    assert folders == {"out/a", "out/b", "out/sub/a"}


def test_clips_show_and_cut_the_frames_of_their_range(videos: Dataset) -> None:
    clips = videos.limit(1).to_clips([[(2, 4), (6, 9)]])
    assert clips.to_frames(sample_frames="dynamic").values("frame_number") == [2, 3, 4, 6, 7, 8, 9]
    frames = clips.to_frames(sample_frames=True, fps=5)
    assert frames.values("frame_number") == [2, 4, 6, 8]
    assert frames.values("q") == [2.0, None, None, None]
    assert set(frames.values("sample_id")) == {videos.first().id}


def test_without_pyav_the_error_names_it(videos: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(PackageError, match=r"reading the metadata of a video needs av: pip install av"):
        videos.compute_metadata()
    videos.set_values("metadata", [VideoMetadata(frame_rate=10.0, total_frame_count=12)] * 2)
    with pytest.raises(PackageError, match=r"cutting images out of a video needs av"):
        videos.to_frames(sample_frames=True)


@pytest.mark.parametrize("option", ["fps", "max_fps"])
def test_a_rate_of_nothing_is_refused(videos: Dataset, option: str) -> None:
    with pytest.raises(ValueError, match="above 0"):
        videos.to_frames(sample_frames="dynamic", **{option: 0})
