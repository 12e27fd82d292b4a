"""Folders that one program writes are read by the other as by the writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.interop.conftest import Side
from tests.interop.test_one_database import EACH, Sides, assert_alike

# What an import makes anew.
TIMES = ("created_at", "last_modified_at")
ANEW = (*TIMES, "name", "slug", "_id", "_rand", "date_created")


@pytest.fixture(scope="module")
def datasets(theirs: Side, ours: Side, folder: Path) -> dict[tuple[str, str], str]:
    """A dataset of each kind, by program and kind."""
    place, made = str(folder / "folders"), {}
    ours("media", folder=place)
    for side in (theirs, ours):
        for kind in ("images", "videos", "groups"):
            made[side.name, kind] = f"{kind} for folders of {side.name}"
            side(kind, name=made[side.name, kind], folder=place)
    return made


def without(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {k: without(v, names) for k, v in value.items() if k not in names}
    return [without(v, names) for v in value] if isinstance(value, list) else value


@EACH
@pytest.mark.parametrize("kind", ["images", "videos", "groups"])
def test_a_fiftyone_folder_carries_everything(
    sides: Sides, kind: str, datasets: dict[tuple[str, str], str], folder: Path
) -> None:
    writer, reader = sides
    name, place = datasets[writer.name, kind], str(folder / f"folder {kind} {writer.name}")
    writer("export", name=name, folder=place, kind="FiftyOneDataset", options={"export_media": False})
    described = []
    for side in (writer, reader):
        loaded = f"{kind} of {writer.name} loaded by {side.name}"
        side("load", name=loaded, folder=place, kind="FiftyOneDataset", options={})
        described.append(side("describe", name=loaded))
        other = writer if side is reader else reader
        assert_alike(described[-1], other("describe", name=loaded))
    changed = (*TIMES, "name", "slug")
    assert_alike(*(without(d, changed) for d in described))
    assert [s["_id"] for s in described[1]["samples"]] == [
        s["_id"] for s in writer("describe", name=name)["samples"]
    ]
    if kind == "images":
        assert len(described[1]["saved_views"]) == 11
        assert described[1]["runs"]["run_one"][4] == [1, 2.5, None]


@EACH
def test_a_fiftyone_folder_carries_media(
    sides: Sides, datasets: dict[tuple[str, str], str], folder: Path
) -> None:
    writer, reader = sides
    place = folder / f"media of {writer.name}"
    writer(
        "export", name=datasets[writer.name, "images"], folder=str(place), kind="FiftyOneDataset", options={}
    )
    loaded = f"with media of {writer.name}"
    reader("load", name=loaded, folder=str(place), kind="FiftyOneDataset", options={})
    samples = reader("describe", name=loaded)["samples"]
    assert sorted(Path(s["filepath"]).relative_to(place).as_posix() for s in samples) == [
        "data/one-2.png",
        "data/one.png",
        "data/zwei ü.jpg",
    ]
    masks = [Path(s["mask_on_disk"]["mask_path"]) for s in samples]
    assert all(Path(s["filepath"]).is_file() for s in samples)
    assert all(m.is_file() and m.is_relative_to(place) for m in masks)


FORMATS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("ImageDirectory", {}, {}),
    ("ImageClassificationDirectoryTree", {"label_field": "classification"}, {}),
    ("COCODetectionDataset", {"label_field": "boxes"}, {"label_types": ["detections"]}),
    ("COCODetectionDataset", {"label_field": "joints"}, {"label_types": ["keypoints"]}),
    ("YOLOv5Dataset", {"label_field": "boxes", "split": "train"}, {"split": "train"}),
    ("VOCDetectionDataset", {"label_field": "boxes"}, {}),
    (
        "CSVDataset",
        {"fields": ["filepath", "tags", "text", "number", "real"]},
        {"fields": ["filepath", "text", "real"]},
    ),
    ("GeoJSONDataset", {"location_field": "place"}, {}),
]


@EACH
@pytest.mark.parametrize(
    ("kind", "writing", "reading"), FORMATS, ids=lambda v: v if isinstance(v, str) else None
)
def test_other_formats_are_read_alike(
    sides: Sides,
    kind: str,
    writing: dict[str, Any],
    reading: dict[str, Any],
    datasets: dict[tuple[str, str], str],
    folder: Path,
) -> None:
    writer, reader = sides
    name, place = (
        datasets[writer.name, "images"],
        str(folder / f"{kind} {writing.get('label_field')} {writer.name}"),
    )
    writer("export", name=name, folder=place, kind=kind, options=writing)
    described = []
    for side in (writer, reader):
        loaded = f"{kind} {writing.get('label_field')} of {writer.name} loaded by {side.name}"
        side("load", name=loaded, folder=place, kind=kind, options=reading)
        described.append(without(side("describe", name=loaded), ANEW))
        described[-1]["samples"].sort(key=lambda s: s["filepath"])
        described[-1].pop("patches", None)
    assert_alike(*described)
    assert len(described[0]["samples"]) == 3
