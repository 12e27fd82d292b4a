"""The Python code of a plugin: imported as a package of its own, and imported again."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import linecache
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from fo_widgets.plugins.compat.imports import forget_local_modules
from fo_widgets.plugins.manifest import PluginDefinition

PREFIX = "fo_widgets_plugins"


def module_name(plugin: PluginDefinition) -> str:
    """The name that a plugin's package has in `sys.modules`; the same folder always gives the same."""
    readable = re.sub(r"\W+", "_", plugin.name).strip("_") or "plugin"
    return f"{PREFIX}_{readable}_{zlib.crc32(plugin.directory.encode()):08x}"


@contextlib.contextmanager
def imported(plugin: PluginDefinition) -> Iterator[ModuleType]:
    """The plugin's package, its files read anew; relative imports and submodules work as in any package.

    If the import or the block fails, the modules that were there before are there again.

    Raises:
        Exception: whatever the plugin's code raises.
    """
    before = dict(sys.modules)
    for gone in unload(plugin):
        _drop_bytecode(before[gone])
    importlib.invalidate_caches()
    linecache.checkcache()
    try:
        yield _execute(plugin)
    except BaseException:
        unload(plugin)
        sys.modules.update({name: module for name, module in before.items() if name not in sys.modules})
        raise


def unload(plugin: PluginDefinition) -> list[str]:
    """Forgets every module that lies in the plugin's folder; gives their names."""
    return forget_local_modules(plugin.directory)


def _execute(plugin: PluginDefinition) -> ModuleType:
    name = module_name(plugin)
    spec = importlib.util.spec_from_file_location(
        name, plugin.py_entry_path, submodule_search_locations=[plugin.directory]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{plugin.py_entry_path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _drop_bytecode(module: ModuleType) -> None:
    # an edit within the same second, of the same length, would be taken for the cached version
    with contextlib.suppress(OSError, TypeError, NotImplementedError):
        Path(importlib.util.cache_from_source(str(module.__file__))).unlink()
