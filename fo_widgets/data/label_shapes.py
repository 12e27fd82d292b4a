"""What boxes, polylines and their lists can be turned into."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .optional import optional
from .outlines import Array, bounds_of, polygons_of
from .rasters import box_pixels, canvas, paint, shape_pixels

_DEFAULT_TARGET = 255
_SHARED = ("label", "confidence", "index", "tags", "instance")


def _shared(label: Any) -> dict[str, Any]:
    """What a label and the one made of it have in common, the attributes of the old style made fields."""
    names = [n for n in label.field_names if n in _SHARED or n not in label._FIELDS]
    values = {n: getattr(label, n) for n in names if n != "id"}
    return {**values, **{name: old.value for name, old in label.attributes.items()}}


def _shapely() -> Any:
    return optional("shapely.geometry", "shapely", "to_shapely()")


def _targets_by_label(mask_targets: Mapping[Any, str] | None) -> dict[str, Any] | None:
    return None if mask_targets is None else {label: target for target, label in mask_targets.items()}


def _target_of(label: Any, targets: dict[str, Any] | None) -> Any:
    """The target of a label; None if it has none."""
    return _DEFAULT_TARGET if targets is None else targets.get(label.label)


def _size(image: Array) -> tuple[int, int]:
    return image.shape[1], image.shape[0]


class BoxShapes:
    """A box as a polygon or as pixels."""

    __slots__ = ()

    def to_polyline(self, tolerance: float = 2, filled: bool = True) -> Any:
        """The outlines of the mask, or of the box if there is none, closed.

        Args:
            tolerance: how far an outline may lie from that of the mask's pixels, in pixels

        Raises:
            PackageError: there is a mask, and scikit-image is not installed
        """
        from .labels import Polyline

        label: Any = self
        x, y, w, h = label.bounding_box
        mask = label.get_mask()
        if mask is None:
            points = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]]
        else:
            outlines = polygons_of(mask != 0, tolerance)
            points = [[(x + a * w, y + b * h) for a, b in outline] for outline in outlines]
        return Polyline(points=points, closed=True, filled=filled, **_shared(label))

    def to_segmentation(
        self, mask: Array | None = None, frame_size: Any = None, target: Any = _DEFAULT_TARGET
    ) -> Any:
        """The mask inside its image.

        Args:
            mask: draw into a copy of this one
            frame_size: width and height of the image, if no mask is given
            target: the number or colour to draw with

        Raises:
            ValueError: if the label has no mask, or neither mask nor size are given
        """
        from .labels import Segmentation

        label: Any = self
        inner = label.get_mask()
        if inner is None:
            raise ValueError("the detection has no mask, so there is nothing to make a segmentation of")
        image = canvas(mask, frame_size, [target])
        paint(image, box_pixels(_size(image), label.bounding_box, inner), target)
        return Segmentation(mask=image)

    def to_shapely(self, frame_size: Any = None) -> Any:
        """A shapely box, in pixels if a `frame_size` (width, height) is given.

        Raises:
            PackageError: shapely is not installed
        """
        label: Any = self
        width, height = frame_size or (1, 1)
        x, y, w, h = label.bounding_box
        return _shapely().box(x * width, y * height, (x + w) * width, (y + h) * height)


class FromMask:
    """A box made of pixels."""

    __slots__ = ()

    @classmethod
    def from_mask(cls, mask: Array, label: str | None = None, **attributes: Any) -> Any:
        """The box around the pixels of an image that are set, with its mask.

        Raises:
            ValueError: if none is set
        """
        there = np.asarray(mask) != 0
        left, top, right, bottom = bounds_of(there)
        height, width = there.shape[:2]
        box = [left / width, top / height, (right - left) / width, (bottom - top) / height]
        make: Any = cls
        return make(label=label, bounding_box=box, mask=there[top:bottom, left:right], **attributes)


class PolygonShapes:
    """A polyline as a box or as pixels."""

    __slots__ = ()

    @classmethod
    def from_mask(cls, mask: Array, label: str | None = None, tolerance: float = 2, **attributes: Any) -> Any:
        """The filled outlines of the pixels of an image that are set.

        Args:
            tolerance: how far an outline may lie from that of the pixels, in pixels

        Raises:
            PackageError: scikit-image is not installed
        """
        there = np.asarray(mask) != 0
        points = polygons_of(there.any(axis=2) if there.ndim > 2 else there, tolerance)
        make: Any = cls
        return make(label=label, points=points, closed=True, filled=True, **attributes)

    @classmethod
    def from_rotated_box(
        cls,
        xc: float,
        yc: float,
        w: float,
        h: float,
        theta: float,
        frame_size: Any = None,
        label: str | None = None,
        **attributes: Any,
    ) -> Any:
        """The outline of a box that is turned by some radians about its center.

        Args:
            frame_size: width and height of the image, if the box is in pixels
        """
        width, height = frame_size or (1, 1)
        cos, sin = math.cos(theta), math.sin(theta)
        corners = [(w / 2, h / 2), (-w / 2, h / 2), (-w / 2, -h / 2), (w / 2, -h / 2)]
        points = [((xc + a * cos - b * sin) / width, (yc + a * sin + b * cos) / height) for a, b in corners]
        make: Any = cls
        return make(label=label, points=[points], closed=True, filled=False, **attributes)

    @classmethod
    def from_cuboid(
        cls, vertices: Any, frame_size: Any = None, label: str | None = None, **attributes: Any
    ) -> Any:
        """The outline of a cuboid: front, back and two sides.

        Args:
            vertices: eight points, four of the front and then those behind them
            frame_size: width and height of the image, if the points are in pixels
        """
        corners = np.asarray(vertices, dtype=float).reshape(8, 2) / (frame_size or (1, 1))
        faces = [(0, 1, 2, 3), (4, 5, 6, 7), (3, 2, 6, 7), (0, 1, 5, 4)]
        points = [[(float(x), float(y)) for x, y in corners[list(face)]] for face in faces]
        make: Any = cls
        return make(label=label, points=points, closed=True, filled=False, **attributes)

    def to_detection(self, mask_size: Any = None, frame_size: Any = None) -> Any:
        """The bounding box, with a mask if one of the sizes is given.

        Args:
            mask_size: width and height of the mask
            frame_size: width and height of the image, which say how large the mask is
        """
        from .labels import Detection

        label: Any = self
        points = np.array([p for shape in label.points for p in shape] or [(0, 0)], dtype=float)
        corner, size = points.min(axis=0), np.ptp(points, axis=0)
        if mask_size is None and frame_size is not None:
            mask_size = np.rint(size * frame_size).astype(int).tolist()
        mask = None
        if mask_size is not None:
            scale = np.array(mask_size) / np.where(size > 0, size, 1)
            last = np.array(mask_size) - 1
            shapes = [np.minimum((np.array(shape) - corner) * scale, last) for shape in label.points]
            mask = shape_pixels(tuple(mask_size), shapes, label.filled, label.closed)
        return Detection(bounding_box=[*corner.tolist(), *size.tolist()], mask=mask, **_shared(label))

    def to_segmentation(
        self,
        mask: Array | None = None,
        frame_size: Any = None,
        target: Any = _DEFAULT_TARGET,
        thickness: int = 1,
    ) -> Any:
        """The shapes drawn into an image.

        Args:
            mask: draw into a copy of this one
            frame_size: width and height of the image, if no mask is given
            target: the number or colour to draw with
            thickness: of the lines of shapes that are not filled

        Raises:
            ValueError: if neither mask nor size are given
        """
        from .labels import Segmentation

        image = canvas(mask, frame_size, [target])
        self._draw(image, target, thickness)
        return Segmentation(mask=image)

    def _draw(self, image: Array, target: Any, thickness: int) -> None:
        label: Any = self
        shapes = [np.array(shape) * _size(image) for shape in label.points]
        paint(image, shape_pixels(_size(image), shapes, label.filled, label.closed, thickness), target)

    def to_shapely(self, frame_size: Any = None, filled: bool | None = None) -> Any:
        """Shapely polygons if filled, else lines, in pixels if a `frame_size` (width, height) is given.

        Raises:
            PackageError: shapely is not installed
        """
        geometry, label = _shapely(), self
        own: Any = label
        filled = own.filled if filled is None else filled
        shapes = [(np.array(shape) * (frame_size or (1, 1))).tolist() for shape in own.points]
        if not filled and own.closed:
            shapes = [[*shape, shape[0]] for shape in shapes]
        if len(shapes) == 1:
            return (geometry.Polygon if filled else geometry.LineString)(shapes[0])
        if filled:
            return geometry.MultiPolygon([geometry.Polygon(shape) for shape in shapes])
        return geometry.MultiLineString(shapes)


class PointShapes:
    """Keypoints as points of shapely, and without the unsure ones."""

    __slots__ = ()

    def apply_confidence_threshold(self, confidence_thresh: float) -> None:
        """Makes the points whose confidence is lower `[NaN, NaN]`: points that are not there."""
        label: Any = self
        if label.confidence is not None:
            label.points = [
                [math.nan, math.nan] if sure is not None and sure < confidence_thresh else point
                for point, sure in zip(label.points, label.confidence, strict=True)
            ]

    def to_shapely(self, frame_size: Any = None) -> Any:
        """Shapely points, in pixels if a `frame_size` (width, height) is given.

        Raises:
            PackageError: shapely is not installed
        """
        label: Any = self
        points = (np.array(label.points, dtype=float).reshape(-1, 2) * (frame_size or (1, 1))).tolist()
        return _shapely().MultiPoint(points)


class BoxesShapes:
    """Boxes as polygons or as pixels."""

    __slots__ = ()

    def to_polylines(self, tolerance: float = 2, filled: bool = True) -> Any:
        """The outlines of the masks, or of the boxes of those that have none; see `Detection.to_polyline`."""
        from .labels import Polylines

        label: Any = self
        return Polylines(polylines=[d.to_polyline(tolerance, filled) for d in label.detections])

    def to_segmentation(
        self,
        mask: Array | None = None,
        frame_size: Any = None,
        mask_targets: Mapping[Any, str] | None = None,
    ) -> Any:
        """The masks inside their image, the last ones on top; those without a mask are left out.

        Args:
            mask: draw into a copy of this one
            frame_size: width and height of the image, if no mask is given
            mask_targets: names by numbers or colours; other labels are left out. By default all are 255

        Raises:
            ValueError: if neither mask nor size are given
        """
        from .labels import Segmentation

        label: Any = self
        targets = _targets_by_label(mask_targets)
        image = canvas(mask, frame_size, _all(targets))
        for detection in label.detections:
            inner, target = detection.get_mask(), _target_of(detection, targets)
            if inner is not None and target is not None:
                paint(image, box_pixels(_size(image), detection.bounding_box, inner), target)
        return Segmentation(mask=image)


class PolygonsShapes:
    """Polylines as boxes or as pixels."""

    __slots__ = ()

    def to_detections(self, mask_size: Any = None, frame_size: Any = None) -> Any:
        """The bounding boxes; see `Polyline.to_detection`."""
        from .labels import Detections

        label: Any = self
        return Detections(detections=[p.to_detection(mask_size, frame_size) for p in label.polylines])

    def to_segmentation(
        self,
        mask: Array | None = None,
        frame_size: Any = None,
        mask_targets: Mapping[Any, str] | None = None,
        thickness: int = 1,
    ) -> Any:
        """The shapes drawn into one image, the last ones on top.

        Args:
            mask: draw into a copy of this one
            frame_size: width and height of the image, if no mask is given
            mask_targets: names by numbers or colours; other labels are left out. By default all are 255
            thickness: of the lines of shapes that are not filled

        Raises:
            ValueError: if neither mask nor size are given
        """
        from .labels import Segmentation

        label: Any = self
        targets = _targets_by_label(mask_targets)
        image = canvas(mask, frame_size, _all(targets))
        for polyline in label.polylines:
            target = _target_of(polyline, targets)
            if target is not None:
                polyline._draw(image, target, thickness)
        return Segmentation(mask=image)


def _all(targets: dict[str, Any] | None) -> Sequence[Any]:
    return [_DEFAULT_TARGET] if targets is None else list(targets.values())
