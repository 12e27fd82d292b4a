"""How labels are drawn: the options of `draw_labels` that there are, by FiftyOne's names."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Look:
    """Sizes are in pixels of an image 720 high; `scale_by_media_height` makes them fit others."""

    show_object_boxes: bool = True
    show_object_labels: bool = True
    show_object_names: bool = True
    show_object_attrs: bool = True
    show_object_confidences: bool = False
    show_object_indices: bool = True
    show_object_masks: bool = True
    per_object_label_colors: bool = False
    bbox_alpha: float = 0.75
    bbox_linewidth: int = 3
    mask_fill_alpha: float = 0.7
    show_keypoints_labels: bool = False
    draw_keypoints_skeletons: bool = True
    keypoints_size: int = 6
    keypoints_alpha: float = 0.75
    show_polyline_labels: bool = True
    polyline_alpha: float = 0.75
    polyline_linewidth: int = 3
    fill_polylines: bool = True
    show_frame_attr_names: bool = True
    show_frame_attr_confidences: bool = False
    hide_all_names: bool = False
    show_all_confidences: bool = False
    hide_all_confidences: bool = False
    labels_whitelist: Collection[str] | None = None
    labels_blacklist: Collection[str] | None = None
    text_color: str = "#FFFFFF"
    font_size: int = 16
    scale_by_media_height: bool = True

    def shows(self, label: Any) -> bool:
        """Whether labels of a class are drawn."""
        if self.labels_whitelist is not None and label not in self.labels_whitelist:
            return False
        return self.labels_blacklist is None or label not in self.labels_blacklist

    def confidence(self, wanted: bool, value: Any) -> str:
        """The text of a confidence; empty if it is not shown."""
        shown = (wanted or self.show_all_confidences) and not self.hide_all_confidences
        return f" ({value:.2f})" if shown and isinstance(value, (int, float)) else ""


class DrawConfig:
    """Options for `draw_labels`, of a dict: `DrawConfig({"font_size": 24})`."""

    def __init__(self, d: Mapping[str, Any] | None = None) -> None:
        self.__dict__.update({f.name: f.default for f in fields(Look)})
        self.__dict__.update(d or {})


def look_of(config: Any, options: Mapping[str, Any]) -> Look:
    """The look of a config and options; those that there are not are named in a warning."""
    given = {**(vars(config) if isinstance(config, DrawConfig) else config or {}), **options}
    known = [f.name for f in fields(Look)]
    unknown = [n for n in given if n not in known]
    if unknown:
        logger.warning("options %s are ignored: draw_labels has %s", unknown, ", ".join(known))
    return Look(**{n: v for n, v in given.items() if n in known})
