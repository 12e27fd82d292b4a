"""Formats of boxes, polygons, masks and classes: what is written is read again, and what is wrong is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data import (
    Classification,
    Classifications,
    Dataset,
    Detection,
    Detections,
    Frame,
    Keypoint,
    Keypoints,
    Label,
    Polyline,
    Polylines,
    Sample,
    Segmentation,
    TemporalDetection,
    TemporalDetections,
    VideoMetadata,
    list_datasets,
)
from fo_widgets.data.formats.errors import FormatError, MissingFileError

Json = dict[str, Any]


def plain(label: Any) -> Any:
    """What a label says, without ids and what is None or empty."""
    if isinstance(label, Label):
        found = {n: plain(label[n]) for n in label.field_names if n not in ("id", "attributes")}
        return {n: v for n, v in found.items() if v is not None and v != []}
    if isinstance(label, np.ndarray):
        return label.tolist()
    if isinstance(label, (list, tuple)):
        return [plain(v) for v in label]
    return round(label, 6) if isinstance(label, float) else label


@pytest.fixture
def labelled(dataset: Dataset) -> Dataset:
    """The small dataset, with more labels."""
    for number, sample in enumerate(dataset.limit(2)):
        sample["many"] = Classifications(
            classifications=[Classification(label="a"), Classification(label="b")]
        )
        lane = Polyline(label="lane", points=[[[0, 0], [0.5, 0.5]]], closed=False, filled=False)
        sample["lines"] = Polylines(polylines=[*sample["roofs"].copy().polylines, lane])
        sample["spots"] = Keypoints(keypoints=[Keypoint(label="k", points=[[0.25, 0.5], [0.75, 0.5]])])
        sample["areas"] = Segmentation(mask=np.arange(800, dtype=np.uint8).reshape(20, 40) + number)
        sample.save()
    return dataset


@pytest.fixture
def film(tmp_path: Path) -> Dataset:
    """Two videos; the first has events, and labels in three of its five frames."""
    dataset = Dataset("film")
    facts = VideoMetadata(frame_width=40, frame_height=20, frame_rate=10.0, total_frame_count=5, duration=0.5)
    samples = []
    for number in range(2):
        (tmp_path / f"v{number}.mp4").write_bytes(b"x")
        samples.append(Sample(filepath=str(tmp_path / f"v{number}.mp4"), metadata=facts.copy()))
        samples[-1]["weather"] = Classification(label=["sun", "rain"][number])
    run = TemporalDetection(label="run", support=[1, 3], confidence=0.5, who="me")
    samples[0]["events"] = TemporalDetections(
        detections=[run, TemporalDetection(label="sit", support=[4, 5])]
    )
    for number in (1, 2, 4):
        car = Detection(label="car", bounding_box=[0.1 * number, 0, 0.5, 0.5], index=7, color="red")
        lane = Polyline(label="lane", points=[[[0, 0], [0.5, 0]]], closed=False, filled=False, index=2)
        samples[0].frames[number] = Frame(
            cars=Detections(detections=[car]),
            lanes=Polylines(polylines=[lane]),
            light=Classification(label="day"),
        )
    dataset.add_samples(samples, dynamic=True)
    return dataset


IMAGES: list[tuple[str, Json, Json, str, str, Callable[[Any], Any]]] = [
    (
        "YOLOv4Dataset",
        {"include_confidence": True},
        {},
        "boxes",
        "ground_truth",
        lambda b: {**b, "mood": None},
    ),
    ("YOLOv4Dataset", {}, {"label_type": "polylines"}, "roofs", "ground_truth", lambda b: b),
    ("BDDDataset", {}, {}, "boxes", "detections", lambda b: b),
    ("BDDDataset", {}, {}, "lines", "polylines", lambda b: b),
    ("CVATImageDataset", {}, {}, "boxes", "detections", lambda b: {**b, "confidence": None}),
    ("CVATImageDataset", {}, {"label_field": "gt"}, "lines", "gt_polylines", lambda b: b),
    ("CVATImageDataset", {}, {}, "spots", "keypoints", lambda b: b),
    ("FiftyOneImageDetectionDataset", {}, {}, "boxes", "ground_truth", lambda b: b),
    ("FiftyOneImageDetectionDataset", {"classes": ["cat", "dög"]}, {}, "boxes", "ground_truth", lambda b: b),
    ("FiftyOneImageClassificationDataset", {}, {}, "many", "ground_truth", lambda b: b),
    (
        "FiftyOneImageClassificationDataset",
        {"include_confidence": True},
        {},
        "weather",
        "ground_truth",
        lambda b: b,
    ),
    ("FiftyOneImageLabelsDataset", {}, {}, "boxes", "labels", lambda b: b),
    ("FiftyOneImageLabelsDataset", {}, {}, "masks", "labels", lambda b: b),
    ("FiftyOneImageLabelsDataset", {}, {}, "joints", "labels", lambda b: b),
    ("ImageSegmentationDirectory", {}, {"load_masks": True}, "areas", "ground_truth", lambda b: b),
]


@pytest.mark.parametrize(
    ("kind", "writing", "reading", "field", "read", "kept"), IMAGES, ids=[f"{c[0]}-{c[3]}" for c in IMAGES]
)
def test_labels_of_images_come_back(
    kind: str,
    writing: Json,
    reading: Json,
    field: str,
    read: str,
    kept: Callable[[Any], Any],
    labelled: Dataset,
    tmp_path: Path,
) -> None:
    labelled.export(tmp_path / "out", kind, label_field=field, **writing)
    loaded = Dataset.from_dir(tmp_path / "out", kind, **reading)
    by_name = {Path(s.filepath).name: s for s in loaded}
    for name, sample in zip(("one.png", "one-2.png"), labelled, strict=False):
        wanted, found = plain(sample[field]), plain(by_name[name][read])
        for key, value in wanted.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                wanted[key] = [{k: v for k, v in kept(one).items() if v is not None} for one in value]
        assert repr(found) == repr({k: found[k] and wanted[k] for k in found}), name
        assert found.keys() == wanted.keys()


def test_kitti_keeps_what_it_has_fields_for(labelled: Dataset, tmp_path: Path) -> None:
    known = {"truncated": 0.25, "occluded": 2, "alpha": 0.5, "rotation_y": 1.5}
    known |= {"dimensions": [1.0, 2.0, 3.0], "location": [4.0, 5.0, 6.0]}
    car = Detection(label="car", bounding_box=[0.25, 0.25, 0.5, 0.5], confidence=0.5, **known)
    first = labelled.first()
    first["cars"] = Detections(detections=[car])
    first.save()
    labelled.export(tmp_path / "out", "KITTIDetectionDataset", label_field="cars")
    line = "car 0.25 2 0.5 10 5 30 15 1 2 3 4 5 6 1.5 0.5"
    assert (tmp_path / "out/labels/one.txt").read_text() == line
    loaded = Dataset.from_dir(tmp_path / "out", "KITTIDetectionDataset", include_all_data=True)
    assert len(loaded) == 3
    assert plain(loaded.match_tags([], bool=False).first().ground_truth) == plain(first.cars)
    few = Dataset.from_dir(tmp_path / "out", "KITTIDetectionDataset", extra_attrs="alpha")
    assert [n for n, _ in few.first().ground_truth.detections[0].iter_attributes()] == ["alpha"]


def test_several_fields_go_into_one_file(labelled: Dataset, tmp_path: Path) -> None:
    fields = {"boxes": "gt", "weather": "sky"}
    labelled.export(tmp_path / "bdd", "BDDDataset", label_field=fields)
    row = json.loads((tmp_path / "bdd/labels.json").read_text(encoding="utf-8"))[0]
    assert (row["attributes"], len(row["labels"])) == ({"sky": "sun"}, 2)
    labelled.export(tmp_path / "cvat", "CVATImageDataset", label_field=["[bw]*", "lines"])
    loaded = Dataset.from_dir(tmp_path / "cvat", "CVATImageDataset", label_field={"detections": "dd"})
    assert {"classifications", "dd", "polylines"} < set(loaded.get_field_schema())
    assert loaded.info["task_labels"][0] == {
        "name": "cat",
        "attributes": [{"name": "mood", "categories": ["x"]}],
    }


def test_masks_of_cvat_are_read(labelled: Dataset, tmp_path: Path) -> None:
    labelled.export(tmp_path / "out", "CVATImageDataset", label_field="boxes")
    text = (tmp_path / "out/labels.xml").read_text(encoding="utf-8")
    mask = (
        '<mask label="m" rle="1,2,1" left="2" top="3" width="2" height="2" occluded="1"/><cuboid label="c"/>'
    )
    (tmp_path / "out/labels.xml").write_text(text.replace("</image>", f"{mask}</image>", 1), encoding="utf-8")
    found = Dataset.from_dir(tmp_path / "out", "CVATImageDataset").first().detections.detections[-1]
    assert (found.label, found.occluded, found.mask.tolist()) == ("m", True, [[False, True], [True, False]])
    assert found.bounding_box == [0.05, 0.15, 0.05, 0.1]


def test_masks_are_drawn_of_polylines_and_of_boxes_with_masks(labelled: Dataset, tmp_path: Path) -> None:
    kind = "ImageSegmentationDirectory"
    labelled.export(tmp_path / "roofs", kind, label_field="lines", mask_targets={3: "roof", 4: "lane"})
    mask = np.asarray(Image.open(tmp_path / "roofs/labels/one.png"))
    assert (mask.shape, sorted(np.unique(mask).tolist())) == ((20, 40), [0, 3, 4])
    labelled.export(tmp_path / "masks", kind, label_field="masks")
    loaded = Dataset.from_dir(tmp_path / "masks", kind)
    assert loaded.first().ground_truth.mask_path == str(tmp_path / "masks/labels/one-2.png")
    assert np.count_nonzero(loaded.first().ground_truth.get_mask()) == 18
    with pytest.raises(FormatError, match="load_masks=True"):
        Dataset.from_dir(tmp_path / "masks", kind, force_grayscale=True)


def test_polygons_become_masks_of_their_own(labelled: Dataset, tmp_path: Path) -> None:
    labelled.export(tmp_path / "out", "YOLOv4Dataset", label_field="roofs")
    loaded = Dataset.from_dir(tmp_path / "out", "YOLOv4Dataset", label_type="instances")
    found = loaded.first().ground_truth.detections[0]
    assert (found.bounding_box, found.mask.shape) == ([0, 0, 0.5, 0.5], (10, 20))
    sized = Dataset.from_dir(tmp_path / "out", "YOLOv4Dataset", label_type="instances", mask_size=(4, 6))
    assert sized.first().ground_truth.detections[0].mask.shape == (6, 4)


@pytest.mark.parametrize("kind", ["YOLOv4Dataset", "YOLOv5Dataset"])
def test_masks_are_written_as_outlines(kind: str, labelled: Dataset, tmp_path: Path) -> None:
    labelled.export(tmp_path / "out", kind, label_field="masks", use_masks=True, tolerance=0)
    loaded = Dataset.from_dir(tmp_path / "out", kind, label_type="instances")
    found, wanted = (d.first()[f].detections[0] for d, f in ((loaded, "ground_truth"), (labelled, "masks")))
    sizes = [np.count_nonzero(x.to_segmentation(frame_size=(400, 200)).mask) for x in (found, wanted)]
    assert abs(sizes[0] - sizes[1]) < 0.5 * sizes[1]
    assert found.bounding_box[2] < wanted.bounding_box[2]


def test_exports_of_yolo4_add_to_the_lists_that_are_there(labelled: Dataset, tmp_path: Path) -> None:
    out = tmp_path / "out"
    labelled.limit(1).export(out, "YOLOv4Dataset", label_field="boxes")
    labelled.skip(1).export(out, "YOLOv4Dataset", label_field="weather", data_path="more")
    assert (out / "images.txt").read_text(encoding="utf-8").split("\n") == [
        "data/one.png",
        "more/one.png",
        "more/zwei ü.jpg",
    ]
    assert (out / "obj.names").read_text(encoding="utf-8").split() == ["cat", "dög", "räin"]
    assert len(Dataset.from_dir(out, "YOLOv4Dataset", include_all_data=True)) == 3
    with pytest.raises(FormatError, match=r"would change their numbers: pass classes=\['cat'"):
        labelled.export(out, "YOLOv4Dataset", label_field="boxes", classes=["dög"])


def test_videos_come_back(film: Dataset, tmp_path: Path) -> None:
    film.export(tmp_path / "events", "FiftyOneTemporalDetectionDataset", label_field="events")
    loaded = Dataset.from_dir(tmp_path / "events", "FiftyOneTemporalDetectionDataset")
    assert plain(loaded.first().ground_truth) == plain(film.first().events)
    film.export(
        tmp_path / "all",
        "FiftyOneVideoLabelsDataset",
        label_field="events",
        frame_labels_field=["cars", "l*"],
    )
    loaded = Dataset.from_dir(tmp_path / "all", "FiftyOneVideoLabelsDataset")
    assert plain(loaded.first().labels) == plain(film.first().events)
    for number in (1, 2, 4):
        for field in ("cars", "lanes", "light"):
            assert plain(loaded.first().frames[number][field]) == plain(film.first().frames[number][field])
    film.export(tmp_path / "tree", "VideoClassificationDirectoryTree", label_field="weather")
    assert Dataset.from_dir(tmp_path / "tree", "VideoClassificationDirectoryTree").default_classes == [
        "rain",
        "sun",
    ]
    assert len(Dataset.from_dir(tmp_path / "tree", "MediaDirectory")) == 2


def test_tracks_come_back(film: Dataset, tmp_path: Path) -> None:
    film.export(tmp_path / "out", "CVATVideoDataset", frame_labels_field=["cars", "lanes"])
    loaded = Dataset.from_dir(tmp_path / "out", "CVATVideoDataset", include_all_data=True)
    frames = loaded.first().frames
    assert (len(loaded), sorted(frames.keys())) == (2, [1, 2, 4])
    for number in (1, 2, 4):
        assert plain(frames[number].detections) == plain(film.first().frames[number].cars)
        assert plain(frames[number].polylines) == plain(film.first().frames[number].lanes)
    with pytest.raises(FormatError, match="give `frame_labels_field`"):
        film.export(tmp_path / "out", "CVATVideoDataset", label_field="weather")


def test_labels_without_a_track_get_free_numbers(film: Dataset, tmp_path: Path) -> None:
    first = film.first()
    for number in (1, 2):
        lone = Detection(label="dog", bounding_box=[0, 0, 0.1, 0.1])
        first.frames[number].cars.detections += [lone, lone.copy()]
    first.save()
    film.export(tmp_path / "out", "CVATVideoDataset", frame_labels_field="cars")
    loaded = Dataset.from_dir(tmp_path / "out", "CVATVideoDataset")
    tracks = [
        d.index for f in loaded.first().frames.values() for d in f.detections.detections if d.label == "dog"
    ]
    assert (len(tracks), len(set(tracks)), 7 in tracks) == (4, 4, False)


def test_events_by_the_second_need_the_rate(film: Dataset, tmp_path: Path) -> None:
    kind = "FiftyOneTemporalDetectionDataset"
    film.export(tmp_path / "out", kind, label_field="events", use_timestamps=True)
    labels = json.loads((tmp_path / "out/labels.json").read_text())["labels"]
    assert labels["v0"][0]["timestamps"] == [0.0, 0.25]
    with pytest.raises(FormatError, match=r"labels\.json: the labels of 'v0'.*frame rate"):
        Dataset.from_dir(tmp_path / "out", kind)


def test_media_of_several_types_are_refused(pictures: Path) -> None:
    (pictures / "notes.txt").write_text("x")
    assert len(Dataset.from_dir(pictures, "MediaDirectory")) == 3
    (pictures / "v.mp4").write_bytes(b"x")
    with pytest.raises(FormatError, match=r"several types: .*v\.mp4 \(video\), .*one\.png \(image\)"):
        Dataset.from_dir(pictures, "MediaDirectory")


def test_open_images_are_read_and_not_written(dataset: Dataset, pictures: Path, tmp_path: Path) -> None:
    root = tmp_path / "open"
    (root / "data").mkdir(parents=True)
    Image.new("RGB", (40, 20)).save(root / "data/a1.png")
    for name, text in {
        "metadata/classes.csv": "/m/01,Cat\n/m/02,Dog\n",
        "labels/detections.csv": "ImageID,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsInside\n"
        "a1,/m/01,1,0.25,0.75,0.5,1,1,-1\nelsewhere,/m/09,1,0,1,0,1,0,0\n",
        "labels/classifications.csv": "ImageID,Source,LabelName,Confidence\na1,x,/m/02,0\n",
        "labels/segmentations.csv": "MaskPath,ImageID,LabelName,BoxXMin,BoxXMax,BoxYMin,BoxYMax\n"
        "a1_m.png,a1,/m/02,0.25,0.5,0.5,1\n",
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    kind = "OpenImagesV7Dataset"
    with pytest.raises(MissingFileError, match=r"segmentations\.csv, line 2 names the mask 'a1_m\.png'"):
        Dataset.from_dir(root, kind)
    (root / "labels/masks/A").mkdir(parents=True)
    Image.fromarray(np.full((20, 40), 255, np.uint8)).save(root / "labels/masks/A/a1_m.png")
    sample = Dataset.from_dir(root, kind).first()
    box = {"label": "Cat", "bounding_box": [0.25, 0.5, 0.5, 0.5], "IsOccluded": True}
    assert plain(sample.detections)["detections"] == [box]
    assert not sample.detections.detections[0].has_field("IsInside")
    assert sample.negative_labels.classifications[0].label == "Dog"
    assert sample.segmentations.detections[0].mask.shape == (10, 10)
    assert len(Dataset.from_dir(root, kind, label_types="detections", classes="Dog")) == 0
    (root / "labels/detections.csv").write_text("ImageID,LabelName,XMin,XMax,YMin,YMax\na1,/m/07,0,1,0,1\n")
    with pytest.raises(FormatError, match=r"detections\.csv, line 2 has the class '/m/07', which no table"):
        Dataset.from_dir(root, kind)
    with pytest.raises(FormatError, match="OpenImagesV7Dataset is only read, not written"):
        dataset.export(tmp_path / "out", kind)


WRONG: list[tuple[str, str, str, str, str]] = [
    (
        "YOLOv4Dataset",
        "boxes",
        "data/one.txt",
        "7 0.5 0.5 0.1 0.1",
        r"one\.txt, line 1 has class 7; .*obj\.names",
    ),
    (
        "YOLOv4Dataset",
        "boxes",
        "data/one.txt",
        "0 0.5",
        r"one\.txt, line 1 should be a class and box or polygon",
    ),
    (
        "YOLOv4Dataset",
        "boxes",
        "images.txt",
        "data/gone.png",
        r"images\.txt, line 1 lists the image 'data/gone",
    ),
    (
        "KITTIDetectionDataset",
        "boxes",
        "labels/one.txt",
        "car 0 0",
        r"one\.txt, line 1 should be a class and 7",
    ),
    ("CVATImageDataset", "boxes", "labels.xml", "<annotations", r"labels\.xml is no valid XML"),
    (
        "CVATImageDataset",
        "boxes",
        "labels.xml",
        "<a><image name='gone' width='1' height='1'/></a>",
        r"labels\.xml.*'gone'",
    ),
    (
        "CVATImageDataset",
        "boxes",
        "labels.xml",
        "<a><image name='one' width='x' height='1'/></a>",
        "`width` of <image>",
    ),
    (
        "CVATImageDataset",
        "boxes",
        "labels.xml",
        "<a><image name='one' width='4' height='4'><polygon label='x' points='1;2'/></image></a>",
        r"`points` of <polygon> should be like '1,2;3,4'",
    ),
    (
        "CVATImageDataset",
        "boxes",
        "labels.xml",
        "<a><image name='one' width='4' height='4'>"
        "<mask label='x' rle='1' left='0' top='0' width='2' height='2'/></image></a>",
        "`rle` of a <mask> should cover its 2 x 2 pixels",
    ),
    (
        "CVATImageDataset",
        "boxes",
        "labels.xml",
        "<a><image name='one' width='4' height='4'>"
        "<mask label='x' rle='1000000000000' left='0' top='0' width='1000000' height='1000000'/></image></a>",
        r"a <mask> has 1e\+06 x 1e\+06 pixels, the image 4 x 4",
    ),
    ("BDDDataset", "boxes", "labels.json", "{}", r"labels\.json: the whole should be a list"),
    (
        "BDDDataset",
        "boxes",
        "labels.json",
        '[{"name": "one.png", "labels": [{}]}]',
        "a label of image 'one.png'",
    ),
    (
        "FiftyOneImageDetectionDataset",
        "boxes",
        "labels.json",
        '{"labels": {"one": [{}]}}',
        "the labels of 'one' are",
    ),
    (
        "FiftyOneImageDetectionDataset",
        "boxes",
        "labels.json",
        '{"labels": {"gone": []}}',
        r"media file 'gone'",
    ),
    (
        "FiftyOneImageClassificationDataset",
        "weather",
        "labels.json",
        '{"labels": {"one": 3}}',
        "class 3 is not one of",
    ),
    (
        "FiftyOneImageLabelsDataset",
        "boxes",
        "labels/one.json",
        '{"objects": {"objects": [{}]}}',
        r"one\.json: a label is",
    ),
    (
        "FiftyOneImageLabelsDataset",
        "boxes",
        "manifest.json",
        '{"index": [{"data": 1}]}',
        "should have `data` and `labels`",
    ),
    (
        "ImageSegmentationDirectory",
        "masks",
        "labels/one.png",
        "no picture",
        r"the mask .*one\.png cannot be read",
    ),
]


@pytest.mark.parametrize(
    ("kind", "field", "name", "text", "told"), WRONG, ids=[f"{w[0]}-{w[4][:20]}" for w in WRONG]
)
def test_what_is_wrong_is_named_and_nothing_is_left(
    kind: str, field: str, name: str, text: str, told: str, labelled: Dataset, tmp_path: Path
) -> None:
    labelled.export(tmp_path / "out", kind, label_field=field)
    (tmp_path / "out" / name).write_text(text)
    options = {"load_masks": True} if kind == "ImageSegmentationDirectory" else {}
    with pytest.raises(FormatError, match=told):
        Dataset.from_dir(tmp_path / "out", kind, **options)
    assert list_datasets() == ["small"]


def test_document_types_of_xml_are_refused(labelled: Dataset, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x"}">' for n in range(12))
    bomb = f"<!DOCTYPE a [{entities}]><annotations>&e11;</annotations>"
    for kind, name in (("CVATImageDataset", "labels.xml"), ("VOCDetectionDataset", "labels/one.xml")):
        out = tmp_path / kind
        labelled.export(out, kind, label_field="boxes")
        (out / name).write_text(bomb)
        with pytest.raises(FormatError, match=r"\.xml.*declares a document type"):
            Dataset.from_dir(out, kind)
        (out / name).write_text(f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{tmp_path}/pictures">]><a>&e;</a>')
        with pytest.raises(FormatError, match="declares a document type"):
            Dataset.from_dir(out, kind)
