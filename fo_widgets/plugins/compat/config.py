"""`fo.config`, `fo.app_config` and their kin, by the names that plugins read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fo_widgets.storage.config import Config, config

__all__ = [
    "Config",
    "Settings",
    "annotation_config",
    "app_config",
    "brain_config",
    "config",
    "evaluation_config",
]

_COLOR_POOL = [
    "#ee0000", "#ee6600", "#993300", "#996633", "#999900", "#009900", "#003300", "#009999", "#000099",
    "#0066ff", "#6600ff", "#cc33cc", "#777799",
]  # fmt: skip

_APP_CONFIG: dict[str, Any] = {
    "color_by": "field",
    "color_pool": _COLOR_POOL,
    "colorscale": "viridis",
    "default_query_performance": True,
    "disable_frame_filtering": False,
    "enable_query_performance": True,
    "grid_zoom": 7,
    "loop_videos": False,
    "max_query_time": 60,
    "media_fallback": False,
    "multicolor_keypoints": False,
    "notebook_height": 800,
    "plugins": {},
    "proxy_url": None,
    "show_confidence": True,
    "show_index": True,
    "show_label": True,
    "show_skeletons": True,
    "show_tooltip": True,
    "theme": "browser",
    "use_frame_number": False,
}


class Settings:
    """Named settings as attributes; new ones may be set."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        for name, value in json.loads(json.dumps(dict(values))).items():
            setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"no setting {name!r}; there are: {', '.join(self.attributes())}")

    def attributes(self) -> list[str]:
        """The names of the settings."""
        return sorted(vars(self))

    def serialize(self) -> dict[str, Any]:
        """The settings as JSON."""
        return dict(vars(self))

    to_dict = serialize

    def copy(self) -> Settings:
        """An independent copy."""
        return Settings(self.serialize())

    def __iter__(self) -> Iterator[str]:
        return iter(self.attributes())

    def __repr__(self) -> str:
        return json.dumps(self.serialize(), indent=4, default=str)


# there are no backends here, and the lists say so
app_config = Settings(_APP_CONFIG)
annotation_config = Settings({"default_backend": None, "backends": {}})
evaluation_config = Settings({"default_detection_backend": None, "detection_backends": {}})
brain_config = Settings(
    {
        "default_similarity_backend": None,
        "similarity_backends": {},
        "default_visualization_method": None,
        "visualization_methods": {},
    }
)
