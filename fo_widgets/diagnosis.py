"""The doctor: names what keeps widgets from showing, before somebody has to guess."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib import metadata

from fo_widgets.faces import assets
from fo_widgets.storage import connect


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    told: str


class Diagnosis(list[Finding]):
    """What the doctor found; prints as a list."""

    @property
    def is_healthy(self) -> bool:
        """Whether everything is all right."""
        return all(finding.ok for finding in self)

    def __repr__(self) -> str:
        return "\n".join(f"{'ok  ' if f.ok else 'FAIL'} {f.name}: {f.told}" for f in self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(repr(self))}</pre>"


def doctor() -> Diagnosis:
    """Looks at packages, built assets, the kernel, the plugins' folder and the database."""
    return Diagnosis(_look(name, check) for name, check in _CHECKS.items())


def _look(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        return Finding(name, False, str(error) or type(error).__name__)


def _packages() -> str:
    names = ("fo_widgets", "anywidget", "ipywidgets", "plotly", "polars")
    return ", ".join(f"{name} {metadata.version(name)}" for name in names)


def _assets() -> str:
    size = len(assets.loader().encode())
    return f"loader {size:,} bytes; {', '.join(sorted(assets.hashes()))}"


def _kernel() -> str:
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    if shell is None or not hasattr(shell, "kernel"):
        return "no Jupyter kernel here; only face='headless' shows anything"
    return f"ipykernel {metadata.version('ipykernel')}"


def _plugins() -> str:
    folder = os.environ.get("FIFTYONE_PLUGINS_DIR")
    if not folder:
        return "FIFTYONE_PLUGINS_DIR is not set; load_plugins(path) loads a folder"
    if not os.path.isdir(folder):
        raise NotADirectoryError(f"FIFTYONE_PLUGINS_DIR is {folder!r}, which is not a folder")
    return folder


def _database() -> str:
    uri = os.environ.get("FIFTYONE_DATABASE_URI") or "memory://"
    connect(uri).list_collection_names()
    # an address may carry a password
    return uri.rpartition("@")[2] if "@" in uri else uri


_CHECKS = {
    "packages": _packages,
    "assets": _assets,
    "kernel": _kernel,
    "plugins": _plugins,
    "database": _database,
}
