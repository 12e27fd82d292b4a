"""Where plugins are installed, and which are enabled: kept where FiftyOne keeps it, so that both agree."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from fo_widgets.storage.config import config


def plugins_dir() -> Path:
    """The folder of installed plugins: `FIFTYONE_PLUGINS_DIR`, also when set late, else `config.plugins_dir`."""
    return Path(os.environ.get("FIFTYONE_PLUGINS_DIR") or config.plugins_dir).expanduser()


def _path() -> Path:
    configured = os.environ.get("FIFTYONE_APP_CONFIG_PATH")
    return Path(configured or Path.home() / ".fiftyone" / "app_config.json").expanduser()


def _read() -> dict[str, Any]:
    try:
        data = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def is_enabled(plugin_name: str) -> bool:
    """Whether a plugin is to be loaded; true unless it was disabled."""
    plugins = _read().get("plugins")
    entry = plugins.get(plugin_name) if isinstance(plugins, dict) else None
    return not isinstance(entry, dict) or entry.get("enabled", True) is not False


def set_enabled(plugin_name: str, enabled: bool) -> None:
    """Notes for good whether a plugin is to be loaded."""
    data = _read()
    plugins = data.setdefault("plugins", {})
    plugins.setdefault(plugin_name, {})["enabled"] = enabled
    _write(data)


def forget(plugin_name: str) -> None:
    """Drops what is noted about a plugin."""
    data = _read()
    if isinstance(data.get("plugins"), dict) and data["plugins"].pop(plugin_name, None) is not None:
        _write(data)


def _write(data: dict[str, Any]) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(path.name + ".new")
    scratch.write_text(json.dumps(data, indent=4), encoding="utf-8")
    scratch.replace(path)
