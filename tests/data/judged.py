"""Datasets with true and predicted labels of all kinds; made of `fo`, which is fo_widgets.data or FiftyOne."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

NAMES = ("cat", "dog", "bird")
SIZE = (100, 80)
SIGMAS = [0.1, 0.2, 0.15]


def _near(chance: random.Random, numbers: list[float], reach: float) -> list[float]:
    return [min(1.0, max(0.0, n + chance.uniform(-reach, reach))) for n in numbers]


def _masked(fo: Any, chance: random.Random, box: list[float], **values: Any) -> Any:
    """A disk in a box, on the pixels of the image."""
    left, top, width, height = (round(n * s) for n, s in zip(box, (*SIZE, *SIZE), strict=True))
    y, x = np.mgrid[:height, :width]
    disk = ((y / height - 0.5) ** 2 + (x / width - 0.5) ** 2) < chance.uniform(0.15, 0.25)
    place = [left / SIZE[0], top / SIZE[1], width / SIZE[0], height / SIZE[1]]
    return fo.Detection(bounding_box=place, mask=disk, **values)


def _label(chance: random.Random, true: str | None = None) -> str:
    return true if true is not None and chance.random() < 0.75 else chance.choice(NAMES)


def objects(fo: Any, dataset: Any) -> Any:
    """Six images with boxes, masks, polylines and keypoints; predictions lie near the true ones, or are missing."""
    chance = random.Random(51)
    for i in range(8):
        sample = fo.Sample(
            filepath=f"/judged/{i}.png", metadata=fo.ImageMetadata(width=SIZE[0], height=SIZE[1])
        )
        sides: dict[str, dict[str, list[Any]]] = {
            k: {"gt": [], "pred": []} for k in ("boxes", "shapes", "points")
        }
        for n in range(chance.randint(2, 5)):
            box = [chance.uniform(0, 0.5), chance.uniform(0, 0.5), chance.uniform(0.2, 0.4), 0.3]
            true, crowd = chance.choice(NAMES), n == 3
            found, sure = _label(chance, true), chance.random()
            _pair(fo, chance, sides, (box, true, crowd, found, sure))
        if i == 4:
            sides = {k: {"gt": v["gt"], "pred": []} for k, v in sides.items()}
        kinds = {"boxes": fo.Detections, "shapes": fo.Polylines, "points": fo.Keypoints}
        lists = {"boxes": "detections", "shapes": "polylines", "points": "keypoints"}
        for name, kind in kinds.items():
            for side in ("gt", "pred"):
                sample[f"{name}_{side}"] = kind(**{lists[name]: sides[name][side]})
        dataset.add_sample(sample)
    return dataset


def _pair(
    fo: Any, chance: random.Random, sides: dict[str, Any], one: tuple[list[float], str, bool, str, float]
) -> None:
    box, true, crowd, found, sure = one
    moved = _near(chance, box, 0.06)
    sides["boxes"]["gt"].append(_masked(fo, chance, box, label=true, iscrowd=crowd))
    x, y, w, h = box
    line = [[(x, y), (x + w, y + h / 3), (x + w / 2, y + h)]]
    shape = {"closed": True, "filled": True}
    sides["shapes"]["gt"].append(fo.Polyline(label=true, points=line, **shape))
    points = [(x, y), (x + w, y), (x + w / 2, y + h)]
    sides["points"]["gt"].append(fo.Keypoint(label=true, points=points))
    if chance.random() < 0.85:
        sides["boxes"]["pred"].append(_masked(fo, chance, moved, label=found, confidence=sure))
        near = [[tuple(_near(chance, list(p), 0.05)) for p in line[0]]]
        sides["shapes"]["pred"].append(fo.Polyline(label=found, points=near, confidence=sure, **shape))
        near = [tuple(_near(chance, list(p), 0.06)) for p in points]
        if chance.random() < 0.3:
            near[1] = (float("nan"), float("nan"))
        sides["points"]["pred"].append(fo.Keypoint(label=found, points=near, confidence=[sure] * 3))


def classes(fo: Any, dataset: Any) -> Any:
    """Twenty images with classes, logits, and answers to a question; some are missing."""
    chance = random.Random(54)
    names = [*NAMES, "fish"]
    for i in range(20):
        logits = [round(chance.random(), 3) for _ in names]
        sample = fo.Sample(filepath=f"/judged/c{i}.png")
        if i != 7:
            sample["gt"] = fo.Classification(label=chance.choice(names))
        if i != 11:
            label = names[logits.index(max(logits))]
            sample["pred"] = fo.Classification(label=label, confidence=max(logits), logits=np.array(logits))
        answer, sure = chance.random() < 0.5, round(0.5 + chance.random() / 2, 3)
        if i != 5:
            sample["answer_gt"] = fo.Classification(label="yes" if answer else "no")
        if i != 6:
            found = answer if chance.random() < 0.6 else not answer
            sample["answer_pred"] = fo.Classification(label="yes" if found else "no", confidence=sure)
        dataset.add_sample(sample)
    return dataset


def events(fo: Any, dataset: Any) -> Any:
    """Five videos with true and predicted events."""
    chance = random.Random(52)
    for i in range(5):
        sample = fo.Sample(
            filepath=f"/judged/{i}.mp4", metadata=fo.VideoMetadata(total_frame_count=100, frame_rate=10.0)
        )
        true, found = [], []
        for _ in range(chance.randint(1, 4)):
            first = chance.randint(1, 60)
            last = first + chance.randint(5, 35)
            label = chance.choice(NAMES)
            true.append(fo.TemporalDetection(label=label, support=[first, last]))
            if chance.random() < 0.9:
                support = [max(1, first + chance.randint(-6, 6)), last + chance.randint(-4, 10)]
                found.append(
                    fo.TemporalDetection(
                        label=_label(chance, label), support=support, confidence=chance.random()
                    )
                )
        sample["gt"] = fo.TemporalDetections(detections=true)
        if i != 2:
            sample["pred"] = fo.TemporalDetections(detections=found)
        dataset.add_sample(sample)
    return dataset


def masks(fo: Any, dataset: Any) -> Any:
    """Five images with segmentations of numbers and of colours; one is missing, one of another size."""
    chance = random.Random(53)
    colors = np.array([[0, 0, 0], [255, 109, 4], [73, 153, 16]], dtype=np.uint8)
    for i in range(5):
        sample = fo.Sample(filepath=f"/judged/m{i}.png")
        true = np.zeros((24, 30), dtype=np.uint8)
        true[chance.randint(0, 8) : 18, chance.randint(0, 9) : 20] = chance.choice([1, 2])
        true[15:22, 12 : chance.randint(18, 28)] = 2
        if i == 4:
            true[:, 25:] = 3
        found = np.roll(true, (chance.randint(-2, 2), chance.randint(-3, 3)), axis=(0, 1))
        found[:3, :4] = chance.choice([1, 2, 3]) if i else 0
        sample["gt"] = fo.Segmentation(mask=true)
        sample["gt_rgb"] = fo.Segmentation(mask=colors[np.minimum(true, 2)])
        if i != 3:
            sample["pred"] = fo.Segmentation(mask=found if i != 1 else found[::2, ::2])
            sample["pred_rgb"] = fo.Segmentation(mask=colors[np.minimum(found, 2)])
        dataset.add_sample(sample)
    return dataset
