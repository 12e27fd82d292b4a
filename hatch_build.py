"""Build hook: every wheel, sdist and editable install carries the JavaScript assets.

An sdist carries the assets and the sources that they were made from, so that installing it needs no Node.js.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _load_assets(root: str) -> ModuleType:
    """`tools/assets.py` of this very tree: the tree is not on the import path while pip builds."""
    name = "_fo_widgets_assets"
    spec = importlib.util.spec_from_file_location(name, Path(root, "tools", "assets.py"))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(
            f"{root} has no tools/assets.py: this is not a complete source tree of fo_widgets"
        )
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class AssetsHook(BuildHookInterface[Any]):
    """Builds `fo_widgets/static` when it is not current."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """A Node.js for pip to install, when one is needed and the machine has none."""
        requires: list[str] = _load_assets(self.root).build_requires(Path(self.root))
        return requires

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before hatchling collects the files."""
        _load_assets(self.root).build(Path(self.root))
