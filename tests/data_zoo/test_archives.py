"""What the card says of the shipped data is true of the shipped data."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data.zoo import catalog

Documents = dict[str, Any]
Read = Callable[[str], Documents]


def picture(packed: zipfile.ZipFile, sample: Documents) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(packed.read(sample["filepath"]))))


def pixel_box(sample: Documents, detection: Documents) -> tuple[int, int, int, int]:
    width, height = sample["metadata"]["width"], sample["metadata"]["height"]
    x, y, w, h = detection["bounding_box"]
    return round(x * width), round(y * height), round((x + w) * width), round((y + h) * height)


@pytest.mark.parametrize(
    ("name", "count"), [("quickstart", 221), ("digits", 1797), ("photos", 7), ("stereo", 2)]
)
def test_every_sample_has_its_picture_of_the_stated_size(documents: Read, name: str, count: int) -> None:
    samples = documents(name)["samples"]
    assert len(samples) == count
    with zipfile.ZipFile(catalog.archive(name)) as packed:
        for sample in samples:
            content = packed.read(sample["filepath"])
            image = Image.open(io.BytesIO(content))
            metadata = sample["metadata"]
            assert (image.width, image.height) == (metadata["width"], metadata["height"])
            assert len(image.getbands()) == metadata["num_channels"]
            assert len(content) == metadata["size_bytes"]
            assert Image.MIME[image.format or ""] == metadata["mime_type"]


@pytest.mark.parametrize("name", catalog.names())
def test_ids_are_unique_and_fields_declared(documents: Read, name: str) -> None:
    found = documents(name)
    declared = {field["name"] for field in found["metadata"]["sample_fields"]} | {"_id"}
    assert {key for sample in found["samples"] for key in sample} <= declared
    ids = [sample["_id"]["$oid"] for sample in found["samples"]]
    assert len(set(ids)) == len(ids) == len(found["samples"])
    assert ids == sorted(ids)


@pytest.mark.parametrize("name", ["quickstart", "photos", "stereo"])
def test_boxes_lie_inside_their_pictures(documents: Read, name: str) -> None:
    boxes = [
        detection["bounding_box"]
        for sample in documents(name)["samples"]
        for field in ("ground_truth", "predictions")
        for detection in sample.get(field, {"detections": []})["detections"]
    ]
    x, y, w, h = np.array(boxes).T
    assert min(x.min(), y.min()) >= 0
    assert min(w.min(), h.min()) > 0
    assert max((x + w).max(), (y + h).max()) <= 1 + 1e-4


def test_pages_show_every_scan_once_and_just_where_ground_truth_says(documents: Read) -> None:
    scans = documents("digits")["samples"]
    seen: Counter[int] = Counter()
    with (
        zipfile.ZipFile(catalog.archive("digits")) as digits,
        zipfile.ZipFile(catalog.archive("quickstart")) as packed,
    ):
        for sample in documents("quickstart")["samples"]:
            if "page" not in sample["tags"]:
                continue
            page = picture(packed, sample)
            covered = np.zeros(page.shape, dtype=bool)
            for detection in sample["ground_truth"]["detections"]:
                seen[detection["scan"]] += 1
                scan = scans[detection["scan"]]
                assert scan["ground_truth"]["label"] == detection["label"]
                assert scan["tags"] == [tag for tag in sample["tags"] if tag != "page"]
                left, top, right, bottom = pixel_box(sample, detection)
                small = picture(digits, scan)[::8, ::8]
                rows = np.flatnonzero((small < 255).any(axis=1))
                columns = np.flatnonzero((small < 255).any(axis=0))
                ink = small[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
                zoom = (bottom - top) // ink.shape[0]
                shown = page[top:bottom, left:right]
                assert np.array_equal(shown, np.kron(ink, np.ones((zoom, zoom), dtype=ink.dtype)))
                covered[top:bottom, left:right] = True
            assert (page[~covered] == 255).all()
    assert seen == Counter(range(1797))


def test_detector_is_as_good_as_stated(documents: Read) -> None:
    found = documents("quickstart")
    hits = answers = objects = 0
    for sample in found["samples"]:
        if "predictions" not in sample:
            continue
        left_over = list(sample["ground_truth"]["detections"])
        objects += len(left_over)
        predictions = sample["predictions"]["detections"]
        answers += len(predictions)
        for answer in sorted(predictions, key=lambda one: -one["confidence"]):
            for truth in left_over:
                if truth["label"] == answer["label"] and overlap(truth, answer) >= 0.5:
                    left_over.remove(truth)
                    hits += 1
                    break
    stated = found["metadata"]["info"]["detector"]
    assert hits / answers == pytest.approx(stated["precision"], abs=2e-3)
    assert hits / objects == pytest.approx(stated["recall"], abs=2e-3)
    card = catalog.card("quickstart")
    assert f"precision {stated['precision']:.3f}" in card
    assert f"recall {stated['recall']:.3f}" in card


def overlap(a: Documents, b: Documents) -> float:
    ax, ay, aw, ah = a["bounding_box"]
    bx, by, bw, bh = b["bounding_box"]
    width = min(ax + aw, bx + bw) - max(ax, bx)
    height = min(ay + ah, by + bh) - max(ay, by)
    shared = max(width, 0) * max(height, 0)
    return float(shared / (aw * ah + bw * bh - shared))


def test_classifier_of_digits_is_as_good_as_stated(documents: Read) -> None:
    found = documents("digits")
    right = [s["predictions"]["label"] == s["ground_truth"]["label"] for s in found["samples"]]
    assert np.mean(right) == pytest.approx(found["metadata"]["info"]["classifier"]["accuracy"], abs=1e-4)
    assert f"accuracy {np.mean(right):.3f}" in catalog.card("digits")
