"""A database of its own for each test, and a small dataset with pictures on disk."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data import (
    Classification,
    Dataset,
    Detection,
    Detections,
    GeoLocation,
    Keypoint,
    Keypoints,
    Polyline,
    Polylines,
    Sample,
)
from fo_widgets.storage import config, forget_memory_database

WIDTH, HEIGHT = 40, 20


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    name = f"formats_{uuid.uuid4().hex[:12]}"
    monkeypatch.setattr(config, "database_uri", f"memory://{name}")
    monkeypatch.setattr(config, "show_progress_bars", False)
    yield
    forget_memory_database(name)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Two pictures of one name in two folders, and one whose name is not ASCII."""
    root = tmp_path / "pictures"
    for index, name in enumerate(["a/one.png", "b/one.png", "b/zwei ü.jpg"]):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((HEIGHT, WIDTH, 3), index * 50, np.uint8)).save(root / name)
    return root


@pytest.fixture
def dataset(pictures: Path) -> Dataset:
    """Three samples; the last one has no labels."""
    dataset = Dataset("small")
    samples = [Sample(filepath=str(p), tags=[f"t{i}"]) for i, p in enumerate(sorted(pictures.glob("*/*")))]
    for index, sample in enumerate(samples[:2]):
        cat = Detection(label="cat", bounding_box=[0.25, 0.25, 0.5, 0.5], confidence=0.5, mood="x")
        sample["boxes"] = Detections(detections=[cat, Detection(label="dög", bounding_box=[0, 0, 0.5, 0.5])])
        sample["weather"] = Classification(label=["sun", "räin"][index], confidence=0.25)
        triangle = Polyline(label="roof", points=[[[0, 0], [0.5, 0], [0.5, 0.5]]], closed=True, filled=True)
        sample["roofs"] = Polylines(polylines=[triangle])
        mask = np.zeros((10, 20), dtype=bool)
        mask[2:5, 3:9] = True
        sample["masks"] = Detections(
            detections=[Detection(label="m", bounding_box=[0.25, 0.25, 0.5, 0.5], mask=mask)]
        )
        sample["joints"] = Keypoints(
            keypoints=[Keypoint(label="k", points=[[0.25, 0.5], [float("nan")] * 2])]
        )
        sample["place"] = GeoLocation(point=[10.0 + index, 20.0])
        sample["number"] = index + 1
        sample["embedding"] = np.arange(3.0)
    dataset.add_samples(samples)
    return dataset
