"""One COCO annotation as a label."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fo_widgets.data.labels import Detection, Keypoint, Polyline

from .errors import FormatError
from .rle import decode, polygons

KINDS = ("detections", "segmentations", "keypoints")
_SHAPE = {"bbox", "segmentation", "keypoints", "area", "score", "id", "image_id", "category_id", "iscrowd"}


@dataclass(frozen=True)
class Shape:
    """How annotations of one image become labels of one kind.

    Attributes:
        path: the JSON file
        size: width and height of the image in pixels
    """

    path: Path
    kind: str
    size: tuple[int, int]
    use_polylines: bool
    include_id: bool
    extra_attrs: Any


def label_of(annotation: dict[str, Any], category: dict[str, Any], shape: Shape) -> Any:
    """The label of an annotation; None if it has no such shape.

    Raises:
        FormatError: if the shape is not as COCO has it
    """
    try:
        return _label_of(annotation, category, shape)
    except (TypeError, ValueError, KeyError, IndexError, OverflowError, AssertionError) as error:
        raise FormatError(f"{shape.path}: annotation {annotation.get('id')} is malformed: {error}") from None


def _label_of(annotation: dict[str, Any], category: dict[str, Any], shape: Shape) -> Any:
    common = {"label": str(category.get("name")), **_attributes(annotation, category, shape)}
    width, height = shape.size
    if shape.kind == "keypoints":
        flat = annotation.get("keypoints")
        if not flat:
            return None
        triples = [flat[i : i + 3] for i in range(0, len(flat), 3)]
        points = [[x / width, y / height] if v else [float("nan")] * 2 for x, y, v in triples]
        score = annotation.get("score")
        own = {
            "confidence": score if isinstance(score, list) else None,
            "visible": [v for _, _, v in triples],
        }
        return Keypoint(points=points, **own, **common)
    score = annotation.get("score")
    common["confidence"] = None if score is None else float(score)
    segmentation: Any = annotation.get("segmentation")
    if shape.kind == "segmentations" and not segmentation:
        return None
    if shape.kind == "segmentations" and shape.use_polylines:
        return _polyline(segmentation, shape, common)
    box = annotation.get("bbox")
    if not box:
        return None
    x, y, w, h = (float(v) for v in box)
    relative = [x / width, y / height, w / width, h / height]
    if shape.kind == "detections":
        return Detection(bounding_box=relative, **common)
    if isinstance(segmentation, dict) and segmentation["size"] != [height, width]:
        raise ValueError(f"the mask has size {segmentation['size']}, the image {[height, width]}")
    whole = decode(segmentation) if isinstance(segmentation, dict) else polygons(segmentation, width, height)
    left, top = round(x), round(y)
    mask = whole[top : max(round(y + h), top + 1), left : max(round(x + w), left + 1)]
    return Detection(bounding_box=relative, mask=np.array(mask, dtype=bool), **common)


def _polyline(segmentation: Any, shape: Shape, common: dict[str, Any]) -> Any:
    if isinstance(segmentation, dict):
        raise ValueError("run lengths cannot become polylines; read them with use_polylines=False")
    width, height = shape.size
    points = [[[s[i] / width, s[i + 1] / height] for i in range(0, len(s), 2)] for s in segmentation]
    return Polyline(points=points, closed=True, filled=True, **common)


def _attributes(annotation: dict[str, Any], category: dict[str, Any], shape: Shape) -> dict[str, Any]:
    found = {k: v for k, v in annotation.items() if k not in _SHAPE}
    if category.get("supercategory"):
        found["supercategory"] = category["supercategory"]
    wanted = shape.extra_attrs
    if wanted is not True:
        names = {wanted} if isinstance(wanted, str) else set(wanted or ())
        found = {k: v for k, v in found.items() if k in names}
    found = {
        k: v for k, v in found.items() if k not in ("label", "points", "confidence", "bounding_box", "mask")
    }
    if "iscrowd" in annotation:
        found["iscrowd"] = annotation["iscrowd"]
    if shape.include_id:
        found["coco_id"] = annotation.get("id")
    return found
