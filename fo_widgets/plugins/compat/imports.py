"""Importing on demand: lazy modules, local modules of a plugin, checks of requirements."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.metadata
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

logger = logging.getLogger(__name__)

# which package to install for a module whose name says something else
PACKAGES = {
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "bson": "pymongo",
    "cv2": "opencv-python-headless",
    "dotenv": "python-dotenv",
    "eta": "voxel51-eta",
    "google.genai": "google-genai",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}

_lock = threading.RLock()
_local_modules: dict[str, dict[str, ModuleType]] = {}


class LazyModule(ModuleType):
    """A module that is imported when an attribute of it is first asked for.

    Args:
        module_name: dotted name of the module.
        callback: called before the import, for instance to check a requirement.
    """

    def __init__(self, module_name: str, callback: Callable[[], Any] | None = None) -> None:
        super().__init__(module_name)
        self._callback = callback
        self._module: ModuleType | None = None

    def _load(self) -> ModuleType:
        if self._module is None:
            if self._callback is not None:
                self._callback()
            self._module = importlib.import_module(self.__name__)
            self.__dict__.update(self._module.__dict__)
        return self._module

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        return getattr(self._load(), name)

    def __dir__(self) -> list[str]:
        return dir(self._load())


def lazy_import(module_name: str, callback: Callable[[], Any] | None = None) -> LazyModule:
    """A stand-in for the module that imports it on first use."""
    return LazyModule(module_name, callback)


@contextlib.contextmanager
def add_sys_path(path: str, index: int = 0) -> Iterator[None]:
    """Puts a folder on `sys.path` for the length of a `with` block.

    Two plugins may both have a `helpers.py`. A module that was imported from another such folder is
    put aside, so that each plugin gets its own and keeps getting the same one.
    """
    folder = os.path.realpath(path)
    with _lock:
        own = _local_modules.setdefault(folder, {})
        for name in _top_level_names(folder):
            _swap_in(name, folder, own)
        sys.path.insert(index, path)
        try:
            yield
        finally:
            with contextlib.suppress(ValueError):
                sys.path.remove(path)
            own.update((name, m) for name, m in list(sys.modules.items()) if _lies_in(m, folder))


def forget_local_modules(folder: str | Path) -> list[str]:
    """Drops the modules that `add_sys_path` brought in from a folder or below; gives their names."""
    root = os.path.realpath(folder)
    with _lock:
        for known in [k for k in _local_modules if k == root or k.startswith(root + os.sep)]:
            del _local_modules[known]
        gone = [name for name, module in list(sys.modules.items()) if _lies_in(module, root)]
        for name in gone:
            del sys.modules[name]
    return gone


def _swap_in(name: str, folder: str, own: dict[str, ModuleType]) -> None:
    current = sys.modules.get(name)
    foreign = current is not None and any(
        _lies_in(current, other) for other in _local_modules if other != folder
    )
    if current is None or not foreign or _lies_in(current, folder):
        return
    for loaded in [n for n in sys.modules if n == name or n.startswith(name + ".")]:
        del sys.modules[loaded]
    sys.modules.update((n, m) for n, m in own.items() if n == name or n.startswith(name + "."))


def _top_level_names(folder: str) -> set[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return set()
    return {e.name.partition(".")[0] for e in entries if e.name.endswith(".py") or e.is_dir()} - {"__init__"}


def _lies_in(module: Any, folder: str) -> bool:
    file = getattr(module, "__dict__", {}).get("__file__")
    return isinstance(file, str) and (_real_folder(os.path.dirname(file)) + os.sep).startswith(
        folder + os.sep
    )


@functools.lru_cache(maxsize=8192)
def _real_folder(path: str) -> str:
    return os.path.realpath(path)


def install_hint(module: str) -> str:
    """What to type to get a module, `pip install opencv-python-headless` for `cv2`."""
    head = module.partition(".")[0]
    return f"pip install {PACKAGES.get(module) or PACKAGES.get(head) or head}"


def load_requirements(requirements_path: str) -> list[str]:
    """The requirements that a `requirements.txt` lists, without comments and options."""
    lines = (
        line.partition("#")[0].strip() for line in Path(requirements_path).read_text("utf-8").splitlines()
    )
    return [line for line in lines if line and not line.startswith("-")]


def ensure_import(
    requirement_str: str,
    error_level: int | None = None,
    error_msg: str | None = None,
    log_success: bool = False,
) -> bool:
    """Whether a module, given as `name` or `name>=1.0`, can be imported.

    Args:
        requirement_str: the module's name, with a version specifier if that matters.
        error_level: 0 or None raises, 1 logs a warning, 2 is silent.
        error_msg: said instead of the usual hint.
        log_success: whether to log what was found.

    Raises:
        ImportError: it cannot, at level 0.
    """
    name = Requirement(requirement_str).name
    try:
        importlib.import_module(name.replace("-", "_"))
    except ImportError:
        return _missing(error_msg or f"{requirement_str!r} is needed; {install_hint(name)}", error_level)
    return _ensure_version(requirement_str, error_level, error_msg, log_success, missing_ok=True)


def ensure_package(
    requirement_str: str | list[str],
    error_level: int | None = None,
    error_msg: str | None = None,
    log_success: bool = False,
) -> bool:
    """Whether a distribution, or one of several, is installed in a version that will do.

    Raises:
        ImportError: it is not, at `error_level` 0 or None.
    """
    choices = [requirement_str] if isinstance(requirement_str, str) else list(requirement_str)
    for choice in choices:
        if _ensure_version(choice, 2, None, log_success):
            return True
    hint = " or ".join(f"pip install '{choice}'" for choice in choices)
    return _missing(error_msg or f"{' or '.join(choices)} is needed; {hint}", error_level)


def ensure_requirements(
    requirements_path: str, error_level: int | None = None, log_success: bool = False
) -> bool:
    """Whether everything in a `requirements.txt` is installed."""
    wanted = load_requirements(requirements_path)
    met = [ensure_package(line, error_level, log_success=log_success) for line in wanted]
    return all(met)


def ensure_torch(error_level: int | None = None, error_msg: str | None = None) -> bool:
    """Whether PyTorch can be imported."""
    return ensure_import("torch", error_level, error_msg)


def _ensure_version(
    requirement_str: str, level: int | None, message: str | None, log_success: bool, missing_ok: bool = False
) -> bool:
    try:
        requirement = Requirement(requirement_str)
        version = importlib.metadata.version(PACKAGES.get(requirement.name, requirement.name))
    except InvalidRequirement as error:
        return _missing(f"{requirement_str!r} is not a requirement: {error}", level)
    except importlib.metadata.PackageNotFoundError:
        return missing_ok or _missing(message or f"{requirement_str!r} is not installed", level)
    if not requirement.specifier.contains(version, prereleases=True):
        return _missing(message or f"{requirement_str!r} is needed, {version} is installed", level)
    if log_success:
        logger.info("%s is installed (%s)", requirement_str, version)
    return True


def _missing(message: str, error_level: int | None) -> bool:
    if not error_level:
        raise ImportError(message)
    if error_level == 1:
        logger.warning(message)
    return False
