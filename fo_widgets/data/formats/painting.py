"""Labels painted on one image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFont

from fo_widgets.data.labels import (
    Classification,
    Detection,
    Heatmap,
    Keypoint,
    Polyline,
    Regression,
    Segmentation,
)

from .boxes import extras, parts
from .draw_config import Look

# Distinct for colour-blind eyes, too.
PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442")
_PANEL = (0, 0, 0, 128)
_HEIGHT = 720
_SMALLEST_FONT = 8
_LIGHT = 150
# In sizes of the image.
_FAR = 100.0
Color = tuple[int, int, int]


class Painter:
    """One image that labels are painted on."""

    def __init__(self, image: Image.Image, look: Look, skeletons: Mapping[str, Any]) -> None:
        """`skeletons` are by field."""
        self._image = image.convert("RGBA")
        self._look = look
        self._skeletons = skeletons
        self._scale = image.height / _HEIGHT if look.scale_by_media_height else 1.0
        size = max(_SMALLEST_FONT, round(look.font_size * self._scale))
        self._font: Any = ImageFont.load_default(size)
        self._colors: dict[Any, Color] = {}
        self._captions: list[tuple[tuple[float, float], str, Color]] = []
        self._lines: list[str] = []

    def add(self, field: str, label: Any) -> None:
        """Paints a label, and remembers its captions for the end."""
        if isinstance(label, Segmentation):
            self._segmentation(label)
        elif isinstance(label, Heatmap):
            self._heatmap(label)
        elif isinstance(label, Regression):
            self._line(field, label.value, label.confidence)
        else:
            for one in parts(label):
                if self._look.shows(one.label):
                    self._one(field, one)

    def _one(self, field: str, label: Any) -> None:
        if isinstance(label, Classification):
            self._line(field, label.label, label.confidence)
        elif isinstance(label, Detection):
            self._box(field, label)
        elif isinstance(label, Polyline):
            self._polyline(field, label)
        elif isinstance(label, Keypoint):
            self._keypoint(field, label)

    def finished(self) -> Image.Image:
        """The image with all labels and captions."""
        for (x, y), text, color in self._captions:
            self._text((x, y), text, (*color, 220), above=True)
        if self._lines:
            gap = self._pixels(8)
            self._text((gap, gap), "\n".join(self._lines), _PANEL)
        return self._image.convert("RGB")

    # -- kinds of labels -----------------------------------------------------

    def _box(self, field: str, label: Detection) -> None:
        look, color = self._look, self._color(field, label)
        left, top, right, bottom = self._corners(label.bounding_box)
        if look.show_object_masks and label.has_mask:
            self._mask(label, color, (left, top, right, bottom))
        if look.show_object_boxes:
            overlay, draw = self._overlay()
            ink = (*color, round(look.bbox_alpha * 255))
            draw.rectangle((left, top, right, bottom), outline=ink, width=self._pixels(look.bbox_linewidth))
            self._lay(overlay)
        if look.show_object_labels:
            text = self._named(field, label.label) + look.confidence(
                look.show_object_confidences, label.confidence
            )
            if look.show_object_indices and label.index is not None:
                text += f" {label.index}"
            if look.show_object_attrs:
                text += "".join(f"\n{n}: {v}" for n, v in _shown(label))
            self._captions.append(((left, top), text, color))

    def _corners(self, box: Any) -> tuple[float, float, float, float]:
        x, y, w, h = box
        width, height = self._image.size
        left, right = sorted((_near(x) * width, _near(x + w) * width))
        top, bottom = sorted((_near(y) * height, _near(y + h) * height))
        return left, top, right, bottom

    def _mask(self, label: Any, color: Color, corners: tuple[float, float, float, float]) -> None:
        """Fills the pixels of the image that a mask inside a box covers; the box may lie far outside."""
        mask = np.asarray(label.get_mask()) != 0
        left, top, right, bottom = corners
        columns = np.arange(max(0, round(left)), min(self._image.width, round(right)))
        rows = np.arange(max(0, round(top)), min(self._image.height, round(bottom)))
        if not len(columns) or not len(rows) or not mask.size:
            return
        across = (
            ((columns + 0.5 - left) / (right - left) * mask.shape[1]).astype(int).clip(0, mask.shape[1] - 1)
        )
        down = ((rows + 0.5 - top) / (bottom - top) * mask.shape[0]).astype(int).clip(0, mask.shape[0] - 1)
        inside = Image.fromarray(mask[np.ix_(down, across)].astype(np.uint8) * 255)
        self._fill(inside, color, (int(columns[0]), int(rows[0])))

    def _fill(self, inside: Image.Image, color: Color, corner: tuple[int, int] = (0, 0)) -> None:
        """Lays a colour over the pixels that are set."""
        alpha = inside.point(lambda v: round(v * self._look.mask_fill_alpha))
        overlay = Image.new("RGBA", self._image.size)
        overlay.paste(Image.merge("RGBA", [*Image.new("RGB", inside.size, color).split(), alpha]), corner)
        self._lay(overlay)

    def _polyline(self, field: str, label: Polyline) -> None:
        look, color = self._look, self._color(field, label)
        overlay, draw = self._overlay()
        ink = (*color, round(look.polyline_alpha * 255))
        for shape in label.points:
            corners = [self._point(p) for p in shape]
            if label.filled and look.fill_polylines and len(corners) > 2:
                draw.polygon(corners, fill=ink)
            elif len(corners) > 1:
                ends = corners[:1] if label.closed or label.filled else []
                draw.line(corners + ends, fill=ink, width=self._pixels(look.polyline_linewidth))
        self._lay(overlay)
        if look.show_polyline_labels and any(len(s) for s in label.points):
            self._captions.append((self._point(label.points[0][0]), self._named(field, label.label), color))

    def _keypoint(self, field: str, label: Keypoint) -> None:
        look, color = self._look, self._color(field, label)
        overlay, draw = self._overlay()
        ink = (*color, round(look.keypoints_alpha * 255))
        points = [None if p[0] != p[0] or p[1] != p[1] else self._point(p) for p in label.points]
        skeleton = self._skeletons.get(field)
        if look.draw_keypoints_skeletons and skeleton is not None:
            for path in skeleton.edges or ():
                ends = [points[i] if 0 <= i < len(points) else None for i in path]
                for first, second in pairwise(ends):
                    if first is not None and second is not None:
                        draw.line([first, second], fill=ink, width=self._pixels(2))
        radius = self._pixels(look.keypoints_size) / 2 + 1
        for x, y in (p for p in points if p is not None):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)
        self._lay(overlay)
        first = next((p for p in points if p is not None), None)
        if look.show_keypoints_labels and first is not None and label.label:
            self._captions.append((first, self._named(field, label.label), color))

    def _segmentation(self, label: Segmentation) -> None:
        mask = label.get_mask()
        if mask is None:
            return
        if mask.ndim > 2:
            painted = Image.fromarray(mask[:, :, :3].astype(np.uint8)).resize(
                self._image.size, Image.Resampling.NEAREST
            )
            inside = Image.fromarray((mask[:, :, :3].max(axis=2) > 0).astype(np.uint8) * 255)
            alpha = inside.resize(self._image.size, Image.Resampling.NEAREST)
            alpha = alpha.point(lambda v: round(v * self._look.mask_fill_alpha))
            self._lay(Image.merge("RGBA", [*painted.split(), alpha]))
            return
        for value in np.unique(mask[mask != 0]).tolist():
            inside = Image.fromarray((mask == value).astype(np.uint8) * 255)
            self._fill(
                inside.resize(self._image.size, Image.Resampling.NEAREST),
                _hex(PALETTE[int(value) % len(PALETTE)]),
            )

    def _heatmap(self, label: Heatmap) -> None:
        values = label.get_map()
        if values is None or not np.isfinite(values).any():
            return
        low, high = label.range or (float(np.nanmin(values)), float(np.nanmax(values)))
        share = np.clip((np.nan_to_num(values) - low) / ((high - low) or 1), 0, 1)
        inside = Image.fromarray((share * 255).astype(np.uint8)).resize(
            self._image.size, Image.Resampling.BILINEAR
        )
        self._fill(inside, _hex("#d55e00"))

    # -- ink and paper -------------------------------------------------------

    def _overlay(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        overlay = Image.new("RGBA", self._image.size)
        return overlay, ImageDraw.Draw(overlay)

    def _lay(self, overlay: Image.Image) -> None:
        self._image = Image.alpha_composite(self._image, overlay)

    def _ink(self, paper: Sequence[int]) -> str:
        """The colour of text, black on a light one where white would be hard to read."""
        white = self._look.text_color.upper() == "#FFFFFF"
        return "#000000" if white and _is_light(paper) else self._look.text_color

    def _point(self, point: Any) -> tuple[float, float]:
        return _near(point[0]) * self._image.width, _near(point[1]) * self._image.height

    def _pixels(self, size: float) -> int:
        return max(1, round(size * self._scale))

    def _color(self, field: str, label: Any) -> Color:
        """The colour of a field; of a class, or of a track, if labels have them."""
        key: Any = (field, None)
        if self._look.per_object_label_colors:
            key = ("", label.label)
        elif label.has_field("index") and label.index is not None:
            key = (field, label.index)
        return self._colors.setdefault(key, _hex(PALETTE[len(self._colors) % len(PALETTE)]))

    def _named(self, field: str, label: Any) -> str:
        shows = self._look.show_object_names and not self._look.hide_all_names
        return f"{field}: {label}" if shows else str(label)

    def _line(self, field: str, value: Any, confidence: Any) -> None:
        look = self._look
        name = f"{field}: " if look.show_frame_attr_names and not look.hide_all_names else ""
        self._lines.append(f"{name}{value}{look.confidence(look.show_frame_attr_confidences, confidence)}")

    def _text(
        self, place: tuple[float, float], text: str, paper: tuple[int, int, int, int], above: bool = False
    ) -> None:
        overlay, draw = self._overlay()
        _, _, right, bottom = draw.multiline_textbbox((0, 0), text, font=self._font)
        pad = self._pixels(4)
        width, height = right + 2 * pad, bottom + 2 * pad
        x = min(max(0.0, place[0]), max(0.0, self._image.width - width))
        y = place[1] - height if above else place[1]
        y = min(max(0.0, y), max(0.0, self._image.height - height))
        draw.rectangle((x, y, x + width, y + height), fill=paper)
        draw.multiline_text((x + pad, y + pad), text, font=self._font, fill=self._ink(paper))
        self._lay(overlay)


def _near(place: float) -> float:
    """A place that can be drawn: lines to what lies very far away end before it.

    Raises:
        ValueError: if it is no number
    """
    if place != place:
        raise ValueError("a coordinate is no number")
    return min(max(place, -_FAR), _FAR)


def _is_light(color: Sequence[int]) -> bool:
    red, green, blue = color[:3]
    return 0.299 * red + 0.587 * green + 0.114 * blue > _LIGHT


def _hex(color: str) -> Color:
    red, green, blue = ImageColor.getrgb(color)[:3]
    return red, green, blue


def _shown(label: Any) -> list[tuple[str, Any]]:
    return [(n, v) for n, v in extras(label).items() if isinstance(v, (str, bool, int, float))]
