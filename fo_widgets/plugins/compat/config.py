"""`fo.config`, `fo.app_config` and their kin: settings with defaults, set by environment variables."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_HOME = Path.home() / "fiftyone"

_CONFIG: dict[str, Any] = {
    "allow_legacy_orchestrators": False,
    "database_admin": True,
    "database_name": "fiftyone",
    "database_uri": None,
    "database_validation": True,
    "dataset_zoo_dir": str(_HOME),
    "default_app_address": "localhost",
    "default_app_port": 5151,
    "default_batch_size": None,
    "default_batcher": "latency",
    "default_dataset_dir": str(_HOME),
    "default_image_ext": ".jpg",
    "default_ml_backend": None,
    "default_process_pool_workers": None,
    "default_sequence_idx": "%06d",
    "default_thread_pool_workers": None,
    "default_video_ext": ".mp4",
    "do_not_track": True,
    "execution_cache_enabled": True,
    "logging_level": "INFO",
    "max_process_pool_workers": None,
    "max_thread_pool_workers": None,
    "model_zoo_dir": str(_HOME / "__models__"),
    "module_path": None,
    "operator_timeout": 600,
    "plugins_cache_enabled": False,
    "plugins_dir": str(_HOME / "__plugins__"),
    "requirement_error_level": 0,
    "show_progress_bars": True,
    "timezone": None,
}

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
    """Named settings as attributes; new ones may be set.

    Args:
        defaults: the settings and their default values.
        prefix: environment variables `<prefix><NAME>` override them, read once.
    """

    def __init__(self, defaults: Mapping[str, Any], prefix: str | None = None) -> None:
        for name, value in json.loads(json.dumps(dict(defaults))).items():
            text = os.environ.get(prefix + name.upper()) if prefix else None
            setattr(self, name, value if text is None else _parse(text, value))

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


def _parse(text: str, default: Any) -> Any:
    """An environment variable in the type of the setting's default; a bad one leaves the default."""
    if isinstance(default, str):
        return text
    if isinstance(default, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        return json.loads(text.lower())
    except ValueError:
        return text if default is None else default


config = Settings(_CONFIG, "FIFTYONE_")
app_config = Settings(_APP_CONFIG, "FIFTYONE_APP_")
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
