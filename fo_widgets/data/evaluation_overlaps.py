"""How much predicted objects overlap true ones: boxes, masks, polygons, keypoints and events, as FiftyOne measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .labels import Detection, Keypoint, Polyline, TemporalDetection
from .optional import optional

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Measure:
    """What is compared.

    Attributes:
        use_masks: of detections the masks, not the boxes.
        use_boxes: of polylines the boxes, not the polygons.
        keypoint_sigmas: how far each point may lie off, relative to the size of the object.
    """

    use_masks: bool = False
    use_boxes: bool = False
    keypoint_sigmas: list[float] | None = None

    def overlaps(
        self, found: list[Any], true: list[Any], crowds: list[bool], classwise: bool = False
    ) -> Array:
        """The overlap, from 0 to 1, of each predicted object (rows) with each true one (columns).

        Args:
            found: predicted objects
            true: true objects
            crowds: which of the true ones stand for a crowd
            classwise: whether objects of different classes need not be compared

        Raises:
            ValueError: if masks are to be compared and a label has none
            PackageError: if polygons are to be compared and shapely is not installed
        """
        if not found or not true:
            return np.zeros((len(found), len(true)))
        kind = type(true[0])
        wanted = np.array([[not classwise or a.label == b.label for b in true] for a in found])
        if issubclass(kind, Keypoint):
            return _pairs(found, true, wanted, self._keypoint_similarity)
        if issubclass(kind, TemporalDetection):
            return _pairs(found, true, wanted, _segment_overlap)
        if issubclass(kind, Polyline) and not self.use_boxes:
            return _polygon_overlaps(found, true, crowds, wanted)
        if issubclass(kind, Detection) and self.use_masks:
            return _pairs([_masked(d) for d in found], [_masked(d) for d in true], wanted, _mask_overlap)
        return box_overlaps([_box(d) for d in found], [_box(d) for d in true], crowds)

    def _keypoint_similarity(self, found: Any, true: Any) -> float:
        """COCO's object keypoint similarity; a point that was not found lies as far off as the image is wide."""
        a, b = (np.array(k.points, dtype=float).reshape(-1, 2) for k in (found, true))
        length = min(len(a), len(b))
        there = ~np.isnan(b[:length]).any(axis=1)
        a, b = a[:length][there], b[:length][there]
        area = float(np.prod(np.ptp(b, axis=0))) if len(b) else 0.0
        if not area:
            return 0.0
        sigmas = np.ones(len(b)) if self.keypoint_sigmas is None else np.array(self.keypoint_sigmas)[:length]
        sigmas = sigmas if self.keypoint_sigmas is None else sigmas[there]
        distances = np.where(np.isnan(a).any(axis=1), 1.0, np.hypot(*(a - b).T))
        return float(np.mean(np.exp(-(distances**2) / (2 * area * sigmas**2))))


def box_overlaps(found: list[Any], true: list[Any], crowds: list[bool]) -> Array:
    """The intersection over union of each pair of boxes; of a crowd, over the predicted box."""
    a, b = np.array(found, dtype=float)[:, None], np.array(true, dtype=float)[None]
    wide = np.minimum(a[..., 0] + a[..., 2], b[..., 0] + b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    high = np.minimum(a[..., 1] + a[..., 3], b[..., 1] + b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    both = np.clip(wide, 0, None) * np.clip(high, 0, None)
    area_a, area_b = a[..., 2] * a[..., 3], b[..., 2] * b[..., 3]
    either = np.where(np.array(crowds, dtype=bool)[None], area_a, area_a + area_b - both)
    out: Array = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    return out


def _pairs(found: list[Any], true: list[Any], wanted: Array, overlap: Callable[[Any, Any], float]) -> Array:
    out = np.zeros(wanted.shape)
    for i, j in zip(*np.nonzero(wanted), strict=True):
        out[i, j] = overlap(found[i], true[j])
    return out


def _box(label: Any) -> list[float]:
    if isinstance(label, Detection):
        return list(label.bounding_box)
    points = np.array([p for shape in label.points for p in shape] or [(0, 0)], dtype=float)
    return [*points.min(axis=0), *np.ptp(points, axis=0)]


def _segment_overlap(found: Any, true: Any) -> float:
    (a, b), (c, d) = found.support, true.support
    both, either = min(b, d) - max(a, c), max(b, d) - min(a, c)
    if not either:
        return float((a, b) == (c, d))
    return float(max(0, both) / either)


def _polygon_overlaps(found: list[Any], true: list[Any], crowds: list[bool], wanted: Array) -> Array:
    shapely = optional("shapely", "shapely", "comparing polylines")
    a, b = ([_polygon(shapely, p) for p in side] for side in (found, true))
    out = np.zeros(wanted.shape)
    for i, j in zip(*np.nonzero(wanted), strict=True):
        both = a[i].intersection(b[j]).area
        either = a[i].area if crowds[j] else a[i].area + b[j].area - both
        out[i, j] = both / either if either else 0.0
    return out


def _polygon(shapely: Any, label: Any) -> Any:
    """What the shapes of a polyline cover, be they filled or not; where lines cross, as FiftyOne mends it."""
    shapes = [shapely.Polygon(shape).buffer(0) for shape in label.points if len(shape) > 2]
    return shapely.unary_union(shapes)


Masked = tuple[list[float], Array]


def _masked(label: Any) -> Masked:
    mask = label.get_mask()
    if mask is None:
        raise ValueError(f"detection {label.id} ('{label.label}') has no mask; evaluate without use_masks")
    return list(label.bounding_box), np.asarray(mask) != 0


def _mask_overlap(found: Masked, true: Masked) -> float:
    """The overlap on the pixels of whichever mask is finer."""
    # a tiny box makes the other mask huge, so not without need
    if not box_overlaps([found[0]], [true[0]], [False])[0, 0]:
        return 0.0
    scale = max(_scale(found), _scale(true))
    (left, top, one), (x, y, other) = _placed(found, scale), _placed(true, scale)
    x, y = x - left, y - top
    height, width = other.shape
    part = one[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)]
    shown = other[max(0, -y) :, max(0, -x) :][: part.shape[0], : part.shape[1]]
    both = int((part & shown).sum())
    either = int(one.sum()) + int(other.sum()) - both
    return both / either if either else 0.0


def _scale(masked: Masked) -> tuple[float, float]:
    """How many pixels wide and high an image with the mask would be."""
    (_, _, wide, high), mask = masked
    return mask.shape[1] / wide if wide else 0.0, mask.shape[0] / high if high else 0.0


def _placed(masked: Masked, scale: tuple[float, float]) -> tuple[int, int, Array]:
    """Left and top of a mask on an image of a size, and its pixels there."""
    from PIL import Image

    (x, y, wide, high), mask = masked
    size = max(1, round(wide * scale[0])), max(1, round(high * scale[1]))
    if size != (mask.shape[1], mask.shape[0]):
        mask = np.asarray(Image.fromarray(mask.astype(np.uint8)).resize(size, Image.Resampling.NEAREST)) > 0
    return round(x * scale[0]), round(y * scale[1]), mask
