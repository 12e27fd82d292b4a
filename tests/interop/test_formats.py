"""Folders of other formats that one program writes are read alike by both; so do plugins' importers and exporters."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.interop.conftest import Side
from tests.interop.test_one_database import EACH, Sides, assert_alike

Json = dict[str, Any]
IMAGES: list[tuple[str, Json, Json]] = [
    ("MediaDirectory", {}, {}),
    ("ImageClassificationDirectoryTree", {"label_field": "boxes"}, {}),
    ("YOLOv4Dataset", {"label_field": "boxes", "include_confidence": True}, {"include_all_data": True}),
    ("YOLOv4Dataset", {"label_field": "roofs"}, {"label_type": "polylines"}),
    ("YOLOv4Dataset", {"label_field": "roofs", "classes": ["roof"]}, {"label_type": "instances"}),
    ("YOLOv4Dataset", {"label_field": "masks", "use_masks": True}, {"label_type": "instances"}),
    ("KITTIDetectionDataset", {"label_field": "cars"}, {"include_all_data": True}),
    (
        "CVATImageDataset",
        {"label_field": ["boxes", "lines", "joints", "weather"]},
        {"include_all_data": True},
    ),
    ("CVATImageDataset", {"label_field": "boxes"}, {"label_field": "gt"}),
    ("BDDDataset", {"label_field": ["boxes", "lines", "weather"]}, {"label_field": {"detections": "gt"}}),
    ("ImageSegmentationDirectory", {"label_field": "areas"}, {"load_masks": True, "include_all_data": True}),
    (
        "ImageSegmentationDirectory",
        {"label_field": "masks", "mask_targets": {"5": "m"}},
        {"load_masks": True},
    ),
    ("FiftyOneImageClassificationDataset", {"label_field": "weather", "classes": ["rain", "sun"]}, {}),
    (
        "FiftyOneImageClassificationDataset",
        {"label_field": "weather", "include_confidence": True, "include_attributes": True},
        {},
    ),
    ("FiftyOneImageClassificationDataset", {"label_field": "many"}, {}),
    ("FiftyOneImageDetectionDataset", {"label_field": "boxes"}, {"include_all_data": True}),
    (
        "FiftyOneImageLabelsDataset",
        {"label_field": ["boxes", "lines", "joints", "weather"]},
        {"prefix": "p_"},
    ),
    ("FiftyOneImageLabelsDataset", {"label_field": "many"}, {"multilabel": True}),
]
VIDEOS: list[tuple[str, Json, Json]] = [
    ("MediaDirectory", {}, {}),
    ("VideoClassificationDirectoryTree", {"label_field": "weather"}, {}),
    ("FiftyOneTemporalDetectionDataset", {"label_field": "events"}, {}),
    (
        "FiftyOneVideoLabelsDataset",
        {
            "label_field": "events",
            "frame_labels_field": {"boxes": "boxes", "lines": "lines", "joints": "joints", "light": "light"},
        },
        {"label_field": "gt"},
    ),
    (
        "CVATVideoDataset",
        {"frame_labels_field": {"boxes": "boxes", "lines": "lines", "joints": "joints"}},
        {"include_all_data": True},
    ),
]
CASES = [("shapes", *case) for case in IMAGES] + [("tracks", *case) for case in VIDEOS]


@pytest.fixture(scope="module")
def place(theirs: Side, ours: Side, folder: Path) -> Path:
    """A folder with media, and datasets `shapes of <side>` and `tracks of <side>`."""
    place = folder / "formats"
    ours("pictures", folder=str(place))
    for side in (theirs, ours):
        for kind in ("shapes", "tracks"):
            side(kind, name=f"{kind} of {side.name}", folder=str(place))
    return place


@EACH
@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{n}-{c[1]}" for n, c in enumerate(CASES)])
def test_a_folder_is_read_alike(sides: Sides, number: int, place: Path) -> None:
    writer, reader = sides
    of, kind, writing, reading = CASES[number]
    target = str(place / f"case {number} {writer.name}")
    writer("export_folder", name=f"{of} of {writer.name}", folder=target, kind=kind, options=writing)
    found = []
    for side in (writer, reader):
        name = f"case {number} of {writer.name} read by {side.name}"
        side("load", name=name, folder=target, kind=kind, options=reading)
        found.append(side("seen", name=name))
    assert_alike(*found)
    labels = [v for s in found[0]["samples"].values() for k, v in s.items() if k not in ("tags", "metadata")]
    assert any(labels) == bool(writing), labels


def test_the_types_that_are_not_here_are_the_documented_ones(theirs: Side, ours: Side) -> None:
    """FiftyOne counts DICOM and TFRecords only where their packages are installed."""
    mine, other = ours("types_there_are"), theirs("types_there_are")
    assert set(mine["read"]) <= set(other["read"])
    assert set(mine["written"]) <= set(other["written"])
    missing = {*other["read"], *other["written"]} - set(mine["read"])
    named = Path("docs/differences.md").read_text(encoding="utf-8")
    words = {re.sub(r"(Image|Video|Temporal)?(Dataset|DirectoryTree)$", "", n) for n in missing}
    assert [w for w in sorted(words) if w.removeprefix("Legacy") not in named] == []
    assert set(mine["read"]) - set(mine["written"]) == {"OpenImagesV6Dataset", "OpenImagesV7Dataset"}


def test_masks_of_label_files_are_read_by_fiftyone(theirs: Side, ours: Side, place: Path) -> None:
    """Those that it writes itself it does not read."""
    target, kind = str(place / "label files with masks"), "FiftyOneImageLabelsDataset"
    ours("export_folder", name="shapes of ours", folder=target, kind=kind, options={"label_field": "masks"})
    theirs("load", name="label files with masks", folder=target, kind=kind, options={})
    assert_alike(
        theirs("seen", name="label files with masks")["samples"]["data/one.png"]["labels"],
        ours("seen", name="shapes of ours")["samples"]["a/one.png"]["masks"],
    )


@EACH
def test_an_archive_is_read_alike(sides: Sides, place: Path) -> None:
    writer, reader = sides
    target, kind = str(place / f"packed {writer.name}"), "BDDDataset"
    writer(
        "export_folder",
        name=f"shapes of {writer.name}",
        folder=target,
        kind=kind,
        options={"label_field": "boxes"},
    )
    found = []
    for side, ending in ((writer, "zip"), (reader, "gztar")):
        path = side("pack", folder=target, archive=str(place / side.name / Path(target).name), kind=ending)
        name = f"packed by {writer.name}, read by {side.name}"
        side("load_archive", name=name, path=path, kind=kind)
        found.append(side("seen", name=name))
    assert_alike(*found)
    assert len(found[0]["samples"]) == 2


OPEN_IMAGES = {
    "metadata/classes.csv": "/m/01,Cat\n/m/02,Dog\n",
    "metadata/point_classes.csv": "LabelName,DisplayName\n/m/01,Cat\n",
    "metadata/attributes.csv": "/m/at,Wooden\n",
    "metadata/hierarchy.json": json.dumps({"LabelName": "/m/0bl9f", "Subcategory": [{"LabelName": "/m/01"}]}),
    "labels/detections.csv": "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,"
    "IsGroupOf,IsDepiction,IsInside\none,xclick,/m/01,1,0.1,0.4,0.2,0.6,1,0,0,0,1\n"
    "one,xclick,/m/02,1,0.5,0.75,0.5,0.75,0,0,1,0,0\n",
    "labels/classifications.csv": "ImageID,Source,LabelName,Confidence\none,v,/m/01,1\none,v,/m/02,0\n",
    "labels/relationships.csv": "ImageID,LabelName1,LabelName2,XMin1,XMax1,YMin1,YMax1,XMin2,XMax2,YMin2,YMax2,"
    "RelationshipLabel\none,/m/01,/m/02,0.1,0.4,0.2,0.6,0.5,0.75,0.5,0.75,on\n",
    "labels/points.csv": "ImageId,X,Y,Label,EstimatedYesNo,Source,YesVotes,NoVotes,UnsureVotes,TextLabel\n"
    "one,0.25,0.5,/m/01,yes,ih,3,1,0,\n",
}


@pytest.mark.parametrize(
    "options",
    [
        {"label_types": ["classifications", "detections", "relationships"]},
        {"label_types": "detections", "classes": "Cat", "only_matching": True},
        {"label_types": ["points"]},
    ],
)
def test_open_images_are_read_alike(options: Json, theirs: Side, ours: Side, place: Path) -> None:
    root = place / "open images"
    for name, text in OPEN_IMAGES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "data").mkdir(exist_ok=True)
    shutil.copy(place / "a/one.png", root / "data/one.png")
    found = []
    for side in (theirs, ours):
        name = f"open images {options} of {side.name}"
        side("load", name=name, folder=str(root), kind="OpenImagesV7Dataset", options=options)
        seen = side("seen", name=name)
        found.append(
            {k: seen[k] for k in ("fields", "classes", "samples")} | {"map": seen["info"]["classes_map"]}
        )
    assert_alike(*found)


def test_importers_exporters_and_parsers_of_plugins_work_alike(theirs: Side, ours: Side, place: Path) -> None:
    found = []
    for side in (theirs, ours):
        source, folder = f"shapes of {side.name}", place / f"own {side.name}"
        shutil.copytree(place / "a", folder / "a")
        shutil.copytree(place / "b", folder / "b")
        found.append(
            [
                side("use_type", name=f"typed {side.name}", source=source, folder=str(folder)),
                side("use_parsers", name=f"parsed {side.name}", folder=str(folder)),
                sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*")),
            ]
        )
    assert_alike(*found)


@pytest.mark.parametrize(
    "options", [{}, {"label_fields": "boxes", "rel_dir": True, "overwrite": True, "font_size": 20}]
)
def test_pictures_with_labels_have_the_same_names(
    options: Json, theirs: Side, ours: Side, place: Path
) -> None:
    given = {**options, **({"rel_dir": str(place)} if "rel_dir" in options else {})}
    # FiftyOne fails on segmentations with these values.
    fields = {"label_fields": ["boxes", "weather", "roofs", "joints", "masks"], **given}
    found = [
        side("drawn", name=f"shapes of {side.name}", folder=str(place / f"drawn {side.name}"), options=fields)
        for side in (theirs, ours)
    ]
    assert_alike(*found)
