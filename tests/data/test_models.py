"""Models that predict: classes, logits, and masks in files, named as FiftyOne 1.22.1 names them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data import Classification, Dataset, Detection, Detections, Heatmap, Sample, Segmentation


class Model:
    """Predicts what it is told to."""

    def __init__(self, label: Callable[[], Any], has_logits: bool = True) -> None:
        self.label, self.has_logits, self.store_logits = label, has_logits, False

    def predict(self, image: Any) -> Any:
        label = self.label()
        if self.store_logits:
            label.logits = np.array([1.0, 2.0])
        return label


@pytest.fixture
def images(database: str, tmp_path: Path) -> Dataset:
    dataset = Dataset("images")
    for name in ("x/a", "x/y/b", "x/y/a"):
        path = tmp_path / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (8, 6)).save(path)
        dataset.add_sample(Sample(filepath=str(path)))
    return dataset


def boxes() -> Detections:
    sure = [("a", 0.9), ("b", 0.2)]
    return Detections(
        detections=[Detection(label=n, bounding_box=[0, 0, 1, 1], confidence=c) for n, c in sure]
    )


def test_logits_are_stored_when_asked_for(images: Dataset) -> None:
    model = Model(lambda: Classification(label="a"))
    images.apply_model(model, label_field="c", store_logits=True)
    assert [v.tolist() for v in images.values("c.logits")] == [[1.0, 2.0]] * 3
    assert model.store_logits is False
    with pytest.raises(ValueError, match="no logits"):
        images.apply_model(Model(boxes, has_logits=False), store_logits=True)


def test_labels_of_other_classes_are_left_out(images: Dataset) -> None:
    images.apply_model(lambda _: boxes(), label_field="d", classes=["b"])
    assert images.values("d.detections.label") == [["b"]] * 3
    images.apply_model(lambda _: boxes(), label_field="sure", classes=["a", "b"], confidence_thresh=0.5)
    assert images.values("sure.detections.label") == [["a"]] * 3
    images.apply_model(lambda _: Classification(label="a"), label_field="c", classes=["a"])
    images.apply_model(lambda _: Classification(label="b"), label_field="c", classes=["a"])
    assert images.values("c.label") == ["a"] * 3


def test_masks_and_maps_go_to_files(images: Dataset, tmp_path: Path) -> None:
    def paths(field: str) -> Any:
        found = images.values(field)
        return [p and Path(p).relative_to(tmp_path).as_posix() for p in found]

    def segmentation(_: Any) -> Segmentation:
        return Segmentation(mask=np.ones((6, 8), np.uint8))

    images.apply_model(segmentation, label_field="s", output_dir=str(tmp_path / "out"))
    assert paths("s.mask_path") == ["out/a.png", "out/b.png", "out/a-2.png"]
    assert images.first().s.mask is None
    assert images.first().s.get_mask().sum() == 48
    images.apply_model(
        segmentation, label_field="s", output_dir=str(tmp_path / "deep"), rel_dir=str(tmp_path)
    )
    assert paths("s.mask_path") == ["deep/x/a.png", "deep/x/y/b.png", "deep/x/y/a.png"]
    images.apply_model(
        lambda _: Heatmap(map=np.ones((6, 8), np.float32), range=[0, 1]),
        label_field="h",
        output_dir=str(tmp_path / "maps"),
    )
    assert paths("h.map_path") == ["maps/a.png", "maps/b.png", "maps/a-2.png"]

    def masked(_: Any) -> Detections:
        masks = [np.ones((3, 3), bool), None, np.ones((3, 3), bool)]
        return Detections(
            detections=[
                Detection(label=str(i), bounding_box=[0, 0, 1, 1], mask=m) for i, m in enumerate(masks)
            ]
        )

    images.limit(2).apply_model(masked, label_field="i", output_dir=str(tmp_path / "boxes"))
    names = [[p and Path(p).name for p in one] for one in images.limit(2).values("i.detections.mask_path")]
    assert names == [["a.png", None, "a-2.png"], ["b.png", None, "b-2.png"]]
