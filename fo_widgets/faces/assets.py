"""Assets: the files that a page needs once, served over the comm by content hash."""

from __future__ import annotations

import functools
import gzip
import hashlib
import importlib.resources
import json
from pathlib import Path

_STATIC = Path(str(importlib.resources.files("fo_widgets"))) / "static"


class AssetsMissingError(RuntimeError):
    """The built JavaScript is not there."""


@functools.cache
def loader() -> str:
    """The ESM that every widget carries.

    Raises:
        AssetsMissingError: in a source checkout whose JavaScript was never built.
    """
    path = _STATIC / "loader.js"
    if not path.exists():
        raise AssetsMissingError(
            "the JavaScript of fo_widgets is not built; run `npm ci && npm run build` in js/, or install the package"
        )
    return path.read_text(encoding="utf-8")


@functools.cache
def hashes() -> dict[str, str]:
    """The content hash of every asset by name."""
    return {**{name: entry["hash"] for name, entry in _manifest().items()}, "plotly": _plotly_hash()}


@functools.cache
def read(name: str) -> bytes:
    """The bytes of an asset, gzipped.

    Raises:
        KeyError: for an unknown name.
    """
    if name == "plotly":
        return gzip.compress(_plotly_path().read_bytes(), 6)
    content = (_STATIC / _manifest()[name]["file"]).read_bytes()
    return content if content[:2] == b"\x1f\x8b" else gzip.compress(content, 6)


@functools.cache
def _manifest() -> dict[str, dict[str, str]]:
    loader()
    manifest: dict[str, dict[str, str]] = json.loads((_STATIC / "manifest.json").read_text())
    manifest.pop("loader", None)
    return manifest


def _plotly_path() -> Path:
    return Path(str(importlib.resources.files("plotly"))) / "package_data" / "plotly.min.js"


def _plotly_hash() -> str:
    return hashlib.sha256(_plotly_path().read_bytes()).hexdigest()[:16]
