"""Labels turned into other labels, files, dicts and back, as FiftyOne does it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fo_widgets import data as fo
from fo_widgets.data.optional import PackageError
from tests.vectors import labels_preamble

FILE = Path(__file__).parent.parent / "vectors" / "label_vectors.json"
VECTORS = json.loads(FILE.read_text())["vectors"]

# The edges of scaled masks and slanted lines are drawn by Pillow here and by OpenCV there.
FEW = 0.01


def differences(theirs: Any, ours: Any, where: str = "") -> list[str]:
    """Where two results differ."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        if theirs.get("array") and theirs.get("shape") == ours.get("shape"):
            kind = np.dtype("uint8" if theirs["array"] == "bool" else theirs["array"])
            a, b = (np.frombuffer(bytes.fromhex(side["hex"]), kind) for side in (theirs, ours))
            return [] if theirs["array"] == ours["array"] and np.mean(a != b) <= FEW else [f"{where}: pixels"]
        keys = [*theirs, *(k for k in ours if k not in theirs)]
        missing = object()
        return [
            x for k in keys for x in differences(theirs.get(k, missing), ours.get(k, missing), f"{where}.{k}")
        ]
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        return [
            x
            for i, pair in enumerate(zip(theirs, ours, strict=True))
            for x in differences(*pair, f"{where}[{i}]")
        ]
    return [] if theirs == ours else [f"{where}: {theirs!r} != {ours!r}"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["code"])
def test_a_label_becomes_what_it_becomes_in_fiftyone(vector: dict[str, Any]) -> None:
    ours = labels_preamble.result(fo, vector["code"])
    assert differences(vector["result"], ours) == []


@pytest.mark.parametrize(
    ("package", "call"),
    [
        ("scikit-image", lambda: fo.Polyline.from_mask(np.ones((3, 3)))),
        (
            "scikit-image",
            lambda: fo.Segmentation(mask=np.ones((3, 3), int)).to_detections(mask_types="thing"),
        ),
        ("shapely", lambda: fo.Detection(bounding_box=[0, 0, 1, 1]).to_shapely()),
    ],
)
def test_a_package_that_is_not_installed_is_named(
    package: str, call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("skimage.measure", "shapely.geometry"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(PackageError, match=f"needs {package}: pip install {package}"):
        call()


def test_a_mask_without_pixels_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="the mask is empty"):
        fo.Detection.from_mask(np.zeros((4, 4)))
    with pytest.raises(ValueError, match="neither a mask nor a mask_path"):
        fo.Segmentation().to_polylines()
    with pytest.raises(ValueError, match="Heatmap has no map or map_path to export"):
        fo.Heatmap().export_map("never.png")


def test_a_mask_in_a_file_is_read_and_copied(tmp_path: Path) -> None:
    mask = np.array([[0, 300], [2, 0]], dtype=np.uint16)
    label = fo.Segmentation(mask=mask)
    label.export_mask(str(tmp_path / "a.png"), update=True)
    label.export_mask(str(tmp_path / "b" / "c.png"), update=True)
    assert (label.mask, label.mask_path) == (None, str(tmp_path / "a.png"))
    copy = fo.Segmentation(mask_path=str(tmp_path / "b" / "c.png"))
    assert copy.get_mask().tolist() == mask.tolist()
    copy.import_mask(update=True)
    assert (copy.mask.tolist(), copy.mask_path) == (mask.tolist(), None)


def test_conversions_of_saved_labels_are_saved(database: str) -> None:
    dataset = fo.Dataset("converted")
    sample = fo.Sample(filepath="/a.png", segmentation=fo.Segmentation(mask=np.eye(4, dtype=np.uint8)))
    dataset.add_sample(sample)
    sample["boxes"] = sample.segmentation.to_detections()
    sample.segmentation.transform_mask({1: 3}, update=True)
    sample.save()
    again = dataset.view().first()
    assert again.boxes.detections[0].mask.tolist() == np.eye(4, dtype=bool).tolist()
    assert again.segmentation.mask.max() == 3
