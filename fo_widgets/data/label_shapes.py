"""What labels can be turned into: masks, polygons, boxes, maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from PIL import Image

Array = np.ndarray[Any, Any]


def read_mask(path: str) -> Array:
    """The pixel values of an image file."""
    from PIL import Image

    with Image.open(path) as image:
        return np.asarray(image)


def write_mask(mask: Array, path: str) -> None:
    """Writes pixel values as an image file."""
    import os

    from PIL import Image

    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    array = mask.astype(np.uint8) * 255 if mask.dtype == bool else mask
    Image.fromarray(array).save(path)


class HasMask:
    """A label with a `mask` in the database or in an image file at `mask_path`."""

    __slots__ = ()

    @property
    def has_mask(self) -> bool:
        """Whether there is a mask in either place."""
        label: Any = self
        return label.mask is not None or label.mask_path is not None

    def get_mask(self) -> Array | None:
        """The mask, read from its file if it lies there."""
        label: Any = self
        mask: Array | None = label.mask
        path = label.mask_path
        return read_mask(path) if mask is None and path else mask

    def import_mask(self, update: bool = False) -> None:
        """Reads the mask into the database; `update` forgets the file."""
        label: Any = self
        if label.mask_path is not None:
            label.mask = read_mask(label.mask_path)
            if update:
                label.mask_path = None

    def export_mask(self, outpath: str, update: bool = False) -> None:
        """Writes the mask to a file; `update` keeps it there only."""
        mask = self.get_mask()
        if mask is not None:
            write_mask(mask, outpath)
            if update:
                label: Any = self
                label.mask, label.mask_path = None, outpath


class HasMap:
    """A label with a `map` in the database or in an image file at `map_path`."""

    __slots__ = ()

    @property
    def has_map(self) -> bool:
        """Whether there is a map in either place."""
        return self.map is not None or self.map_path is not None  # type: ignore[attr-defined]

    def get_map(self) -> Array | None:
        """The map, read from its file if it lies there."""
        values: Array | None = self.map  # type: ignore[attr-defined]
        path = self.map_path  # type: ignore[attr-defined]
        return read_mask(path) if values is None and path else values


def _dynamic(label: Any) -> dict[str, Any]:
    return {n: getattr(label, n) for n in label.field_names if n not in label._FIELDS}


class BoxShapes:
    """A box as a polygon or as pixels."""

    __slots__ = ()

    def to_polyline(self, tolerance: float = 2, filled: bool = True) -> Any:
        """The box's outline, closed."""
        from .labels import Polyline

        label: Any = self
        x, y, w, h = label.bounding_box
        points = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]]
        return Polyline(
            label=label.label, points=points, confidence=label.confidence, index=label.index, tags=label.tags,
            closed=True, filled=filled, **_dynamic(label),
        )  # fmt: skip

    def to_segmentation(self, mask: Array | None = None, frame_size: Any = None, target: int = 255) -> Any:
        """The mask (or the whole box) in an image of `frame_size` (width, height)."""
        from PIL import Image

        from .labels import Segmentation

        label: Any = self
        out = _canvas(mask, frame_size)
        height, width = out.shape[:2]
        x, y, w, h = label.bounding_box
        left, top = round(x * width), round(y * height)
        right, bottom = max(left + 1, round((x + w) * width)), max(top + 1, round((y + h) * height))
        inner = label.get_mask()
        if inner is None:
            out[top:bottom, left:right] = target
        else:
            image = Image.fromarray((np.asarray(inner) != 0).astype(np.uint8) * 255)
            resized = np.asarray(image.resize((right - left, bottom - top), Image.Resampling.NEAREST)) > 0
            area = out[top:bottom, left:right]
            area[resized[: area.shape[0], : area.shape[1]]] = target
        return Segmentation(mask=out)

    def to_shapely(self, frame_size: Any = None) -> Any:
        """A shapely box; needs shapely."""
        import shapely.geometry  # type: ignore[import-untyped]

        label: Any = self
        x, y, w, h = label.bounding_box
        if frame_size is not None:
            width, height = frame_size
            x, y, w, h = x * width, y * height, w * width, h * height
        return shapely.geometry.box(x, y, x + w, y + h)


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
        rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
        if not len(rows):
            raise ValueError("the mask is empty")
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        height, width = there.shape[:2]
        box = [left / width, top / height, (right - left) / width, (bottom - top) / height]
        make: Any = cls
        return make(
            label=label,
            bounding_box=[float(x) for x in box],
            mask=there[top:bottom, left:right],
            **attributes,
        )


class PolygonShapes:
    """A polyline as a box or as pixels."""

    __slots__ = ()

    def to_detection(self, mask_size: Any = None, frame_size: Any = None) -> Any:
        """The bounding box, with a mask of `mask_size` (width, height) if given."""
        from PIL import Image

        from .labels import Detection

        label: Any = self
        points = np.array([p for shape in label.points for p in shape], dtype=float)
        (x, y), (right, bottom) = points.min(axis=0), points.max(axis=0)
        mask = None
        if mask_size is not None:
            width, height = mask_size
            image = Image.new("1", (width, height))
            scale = np.array([width / max(right - x, 1e-12), height / max(bottom - y, 1e-12)])
            for shape in label.points:
                _draw(image, (np.array(shape) - [x, y]) * scale, label, 1)
            mask = np.asarray(image)
        return Detection(
            label=label.label, bounding_box=[x, y, right - x, bottom - y], confidence=label.confidence,
            index=label.index, mask=mask, tags=label.tags, **_dynamic(label),
        )  # fmt: skip

    def to_segmentation(
        self, mask: Array | None = None, frame_size: Any = None, target: int = 255, thickness: int = 1
    ) -> Any:
        """The shapes drawn into an image of `frame_size` (width, height)."""
        from PIL import Image

        from .labels import Segmentation

        label: Any = self
        out = _canvas(mask, frame_size)
        image = Image.fromarray(out)
        for shape in label.points:
            _draw(image, np.array(shape) * [out.shape[1], out.shape[0]], label, target, thickness)
        return Segmentation(mask=np.array(image))


def _canvas(mask: Array | None, frame_size: Any) -> Array:
    if mask is not None:
        return np.array(mask)
    if frame_size is None:
        raise ValueError("Either `mask` or `frame_size` must be provided")
    return np.zeros((frame_size[1], frame_size[0]), dtype=np.uint8)


def _draw(image: Image.Image, points: Array, label: Any, target: int, thickness: int = 1) -> None:
    from PIL import ImageDraw

    draw, corners = ImageDraw.Draw(image), [tuple(p) for p in points.tolist()]
    if label.filled and len(corners) > 2:
        draw.polygon(corners, fill=target)
    else:
        draw.line(corners + corners[:1] if label.closed else corners, fill=target, width=thickness)
