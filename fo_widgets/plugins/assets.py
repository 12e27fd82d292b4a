"""Files of a plugin that the page may ask for: icons and JS bundles."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from fo_widgets.plugins.manifest import PluginDefinition

MAX_ASSET_BYTES = 32 * 2**20


class AssetError(ValueError):
    """A file that a plugin names but that cannot be given out."""


@dataclass(frozen=True)
class Asset:
    """A file of a plugin.

    Attributes:
        data: its bytes.
        mime: its media type, as its name suggests.
    """

    path: Path
    data: bytes
    mime: str


def is_asset(icon: str | None) -> bool:
    """Whether an `icon=` names a file of the plugin, not a URL or a Material icon."""
    if not icon or re.match(r"(?i)[a-z][a-z0-9+.-]*:", icon) or icon.startswith("//"):
        return False
    return "/" in icon or "." in icon


def read_asset(plugin: PluginDefinition, name: str) -> Asset:
    """The bytes of `/assets/icon.svg` or the like in a plugin's folder.

    Args:
        plugin: whose file it is.
        name: path from the plugin's folder, with or without a leading slash.

    Raises:
        AssetError: no such file, it lies outside the folder, is a Python file or manifest, or is too big.
    """
    folder = Path(plugin.directory).resolve()
    relative = name.replace("\\", "/").lstrip("/")
    if not relative or "\0" in relative:
        raise AssetError(f"{plugin.name}: no file name in {name!r}")
    path = (folder / relative).resolve()
    if not path.is_relative_to(folder):
        raise AssetError(f"{plugin.name}: {name!r} lies outside the plugin's folder")
    parts = path.relative_to(folder).parts
    if any(part.startswith(".") for part in parts) or path.suffix in (".py", ".pyc", ".yml", ".yaml", ".env"):
        raise AssetError(f"{plugin.name}: {name!r} is not a file for the page")
    if not path.is_file():
        raise AssetError(f"{plugin.name}: no file {name!r} in {folder}")
    if path.stat().st_size > MAX_ASSET_BYTES:
        raise AssetError(f"{plugin.name}: {name!r} is larger than {MAX_ASSET_BYTES >> 20} MiB")
    return Asset(path, path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")
