"""Packages that only some methods need, and that are not installed with fo_widgets."""

from __future__ import annotations

import importlib
from typing import Any


class PackageError(ImportError):
    """A package that is not installed is needed."""


def optional(module: str, package: str, purpose: str) -> Any:
    """A module of a package that may not be there.

    Args:
        module: what to import
        package: what to install
        purpose: who needs it, as the beginning of a sentence

    Raises:
        PackageError: it cannot be imported; says how to install it
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise PackageError(f"{purpose} needs {package}: pip install {package}") from error
