"""`import fiftyone` inside plugins: a finder that serves our own modules by FiftyOne's names."""

from __future__ import annotations

import importlib
import importlib.machinery
import logging
import sys
import threading
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from fo_widgets.plugins.compat.absent import make_absent
from fo_widgets.plugins.table import MODULES, Row

logger = logging.getLogger(__name__)

ROOT = "fiftyone"
_lock = threading.RLock()


class NamespaceConflict(ImportError):
    """FiftyOne itself is installed, and nobody asked for it to be shadowed."""


class StandInModule(ModuleType):
    """A module of FiftyOne's name whose attributes are those of ours, the same objects."""

    def __getattr__(self, name: str) -> Any:
        full = self.__name__
        if f"{full}.{name}" in MODULES:
            return importlib.import_module(f"{full}.{name}")
        if name.startswith("__") and name not in ("__all__", "__version__"):
            raise AttributeError(f"module {full!r} has no attribute {name!r}")
        row = MODULES[full]
        if name == "__all__":
            return public_names(full)
        found, value = _resolve(full, row, name)
        if not found:
            raise AttributeError(
                f"module {full!r} has no attribute {name!r} in fo_widgets, which stands in for FiftyOne here"
            )
        # so that the next look-up, and `mock.patch`, find a plain attribute
        self.__dict__[name] = value
        return value

    def __dir__(self) -> list[str]:
        return sorted({*self.__dict__, *public_names(self.__name__)})


class _StandInLoader(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return StandInModule(spec.name, MODULES[spec.name].doc(spec.name))

    def exec_module(self, module: ModuleType) -> None:
        """The module fills itself when it is asked."""


class FiftyOneFinder(MetaPathFinder):
    """Finds `fiftyone` and what is below it in `table.MODULES`."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in MODULES:
            return None
        return ModuleSpec(fullname, _StandInLoader(), origin="fo_widgets", is_package=True)


_finder = FiftyOneFinder()
_set_aside: dict[str, ModuleType] = {}


def installed_fiftyone() -> str | None:
    """Where FiftyOne itself is installed, or was imported from; None if it is not.

    A mere folder of that name, such as FiftyOne's own data folder `~/fiftyone`, does not count.
    """
    loaded = sys.modules.get(ROOT)
    if loaded is not None and not isinstance(loaded, StandInModule):
        return str(getattr(loaded, "__file__", None) or "already imported")
    spec = importlib.machinery.PathFinder.find_spec(ROOT)
    return spec.origin if spec is not None else None


def is_namespace_installed() -> bool:
    """Whether `import fiftyone` gives our modules."""
    return _finder in sys.meta_path


def install_fiftyone_namespace(shadow: bool = False) -> None:
    """Makes `import fiftyone` and everything below it resolve to fo_widgets in this process.

    Args:
        shadow: also when FiftyOne itself is installed. What was imported of it stays as it is;
            later imports get ours, until `uninstall_fiftyone_namespace()`.

    Raises:
        NamespaceConflict: FiftyOne is installed and `shadow` is false.
    """
    with _lock:
        if is_namespace_installed():
            return
        real = installed_fiftyone()
        if real and not shadow:
            raise NamespaceConflict(
                f"FiftyOne is installed ({real}), so plugins would import it instead of fo_widgets; call "
                "install_fiftyone_namespace(shadow=True) to let fo_widgets stand in for it in this process"
            )
        _set_aside.update(_take_modules())
        if _set_aside:
            logger.warning("fiftyone was already imported; imports from now on give fo_widgets")
        sys.meta_path.insert(0, _finder)


def uninstall_fiftyone_namespace() -> None:
    """Undoes `install_fiftyone_namespace`."""
    with _lock:
        if not is_namespace_installed():
            return
        sys.meta_path.remove(_finder)
        _take_modules()
        sys.modules.update(_set_aside)
        _set_aside.clear()


def _take_modules() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name == ROOT or name.startswith(ROOT + ".")]
    return {name: sys.modules.pop(name) for name in names}


def public_names(module: str) -> list[str]:
    """The names that `from <module> import *` gives."""
    row = MODULES[module]
    names = {name for source in row.sources for name in _exported(importlib.import_module(source))}
    names.update(name for name in (*row.names, *row.absent) if not name.startswith("_"))
    names.update(child.rpartition(".")[2] for child in MODULES if child.rpartition(".")[0] == module)
    return sorted(names)


def _exported(source: ModuleType) -> list[str]:
    listed: list[str] | None = getattr(source, "__all__", None)
    if listed is not None:
        return list(listed)
    return [
        name for name, value in vars(source).items() if not name.startswith("_") and _belongs(value, source)
    ]


def _belongs(value: Any, source: ModuleType) -> bool:
    """Whether a module's global is its own, rather than something it imported from elsewhere."""
    if isinstance(value, ModuleType):
        return False
    home = getattr(value, "__module__", None)
    return home is None or str(home).partition(".")[0] == source.__name__.partition(".")[0]


def _resolve(full: str, row: Row, name: str) -> tuple[bool, Any]:
    if name in row.names:
        module, _, attribute = row.names[name].partition(":")
        source = importlib.import_module(module)
        return True, getattr(source, attribute) if attribute else source
    for path in row.sources:
        source = importlib.import_module(path)
        listed = name in getattr(source, "__all__", ())
        if listed or (name in vars(source) and _belongs(vars(source)[name], source)):
            return True, getattr(source, name)
    if name in row.absent:
        return True, make_absent(f"{full}.{name}", row.mend)
    return False, None
