"""Where plugins lie on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from fo_widgets.plugins.manifest import MANIFEST_NAMES, manifest_in
from fo_widgets.plugins.settings import plugins_dir

MAX_DEPTH = 3
IGNORED = frozenset({"node_modules", "__pycache__", "site-packages"})


def find_manifests(path: str | Path, max_depth: int = MAX_DEPTH) -> list[Path]:
    """The manifests at or below a path, in the order of their folders' names.

    Hidden folders, `node_modules` and `__pycache__` are not looked into, nor is the inside of a
    plugin. Links to folders are followed, each folder at most once.

    Args:
        path: a plugin's folder, its manifest, or a folder that holds plugins.
        max_depth: how many levels below `path` a plugin may lie.

    Raises:
        FileNotFoundError: nothing at `path`.
    """
    where = Path(path).expanduser()
    if where.is_file() and where.name in MANIFEST_NAMES:
        return [where]
    if not where.is_dir():
        raise FileNotFoundError(f"no plugin folder at {where}")
    return list(_walk(where, max_depth, set()))


def _walk(folder: Path, depth: int, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    manifest = manifest_in(folder)
    if manifest is not None:
        yield manifest
        return
    if depth == 0:
        return
    try:
        children = sorted(entry.path for entry in os.scandir(folder) if entry.is_dir())
    except OSError:  # a folder that we may not read holds nothing for us
        return
    for child in children:
        name = os.path.basename(child)
        if not name.startswith(".") and name not in IGNORED:
            yield from _walk(Path(child), depth - 1, seen)


def find_plugins_on_disk(paths: str | Path | Sequence[str | Path] | None = None) -> list[Path]:
    """The manifests below one path, several paths, or `plugins_dir()` (which need not exist).

    Raises:
        FileNotFoundError: one of the given paths does not exist.
    """
    if paths is None:
        default = plugins_dir()
        return find_manifests(default) if default.is_dir() else []
    roots = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found: dict[str, Path] = {}
    for root in roots:
        for manifest in find_manifests(root):
            found.setdefault(os.path.realpath(manifest), manifest)
    return list(found.values())
