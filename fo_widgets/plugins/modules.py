"""The Python code of a plugin: imported as a package of its own, and imported again."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import linecache
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from fo_widgets.plugins.compat.filenames import stable_suffix
from fo_widgets.plugins.compat.imports import forget_local_modules
from fo_widgets.plugins.manifest import PluginDefinition

PREFIX = "fo_widgets_plugins"


def module_name(plugin: PluginDefinition) -> str:
    """The name that a plugin's package has in `sys.modules`; the same folder always gives the same."""
    readable = re.sub(r"\W+", "_", plugin.name).strip("_") or "plugin"
    return f"{PREFIX}_{readable}_{stable_suffix(plugin.directory)}"


def import_plugin(plugin: PluginDefinition) -> ModuleType:
    """The plugin's package, freshly executed.

    Relative imports and submodules work as in any package. If it fails, `sys.modules` is as before.

    Raises:
        Exception: whatever the plugin's code raises.
    """
    name = module_name(plugin)
    before = _tree(name)
    for loaded in before:
        del sys.modules[loaded]
    importlib.invalidate_caches()
    spec = importlib.util.spec_from_file_location(
        name, plugin.py_entry_path, submodule_search_locations=[plugin.directory]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{plugin.py_entry_path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        for loaded in _tree(name):
            del sys.modules[loaded]
        sys.modules.update(before)
        raise
    return module


@contextlib.contextmanager
def fresh_source(plugin: PluginDefinition) -> Iterator[None]:
    """Makes imports inside the block read the plugin's files anew; puts things back if it fails."""
    before = dict(sys.modules)
    for name in forget_local_modules(plugin.directory):
        _drop_bytecode(before[name])
    linecache.checkcache()
    try:
        yield
    except BaseException:
        for name in set(sys.modules) - set(before):
            if name.startswith(PREFIX):
                del sys.modules[name]
        sys.modules.update(before)
        raise


def unload_plugin(plugin: PluginDefinition) -> None:
    """Forgets the plugin's modules."""
    for name in _tree(module_name(plugin)):
        del sys.modules[name]
    forget_local_modules(plugin.directory)


def _tree(name: str) -> dict[str, ModuleType]:
    return {n: m for n, m in list(sys.modules.items()) if n == name or n.startswith(name + ".")}


def _drop_bytecode(module: ModuleType) -> None:
    # an edit within the same second, of the same length, would be taken for the cached version
    with contextlib.suppress(OSError, TypeError, NotImplementedError):
        Path(importlib.util.cache_from_source(str(module.__file__))).unlink()
