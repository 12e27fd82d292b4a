"""Paths of local files by the names of `fiftyone.core.storage`. Remote paths are refused by name."""

from __future__ import annotations

import enum
import glob
import os
import re
from pathlib import Path

from fo_widgets.plugins.compat.absent import FeatureUnavailable

# what is missing, such as the clouds' prefixes, does not exist in open-source FiftyOne either
__all__ = [
    "FileSystem", "abspath", "commonpath", "ensure_basedir", "ensure_dir", "ensure_local",
    "exists", "get_bucket_name", "get_file_system", "get_glob_matches", "get_glob_root",
    "is_local", "isabs", "isdir", "isfile", "join", "list_available_file_systems",
    "normalize_path", "normpath", "realpath", "sep", "split_prefix",
]  # fmt: skip

abspath = os.path.abspath
commonpath = os.path.commonpath
isabs = os.path.isabs
join = os.path.join
normpath = os.path.normpath
realpath = os.path.realpath


class FileSystem(enum.Enum):
    """Kinds of storage; there is one."""

    LOCAL = "local"


def local(path: str | os.PathLike[str]) -> str:
    """The path without `file://`.

    Raises:
        FeatureUnavailable: a remote path.
    """
    text = os.fspath(path)
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", text) and not text.startswith("file://"):
        raise FeatureUnavailable(f"{text}: fo_widgets works on local files; download it first")
    return text.removeprefix("file://")


def get_file_system(path: str) -> FileSystem:
    """Always `FileSystem.LOCAL`, as in open-source FiftyOne."""
    return FileSystem.LOCAL


def list_available_file_systems() -> list[FileSystem]:
    """The kinds of storage that can be used."""
    return [FileSystem.LOCAL]


def is_local(path: str) -> bool:
    """True: every path is taken for a local one, as in open-source FiftyOne."""
    return True


def ensure_local(path: str) -> None:
    """Nothing to do."""


def split_prefix(path: str) -> tuple[str, str]:
    """`("", path)`: local paths have no prefix."""
    return "", path


def get_bucket_name(path: str) -> str:
    """`""`: local paths are in no bucket."""
    return ""


def sep(path: str) -> str:
    """The separator of paths of this kind."""
    return os.path.sep


def normalize_path(path: str) -> str:
    """The absolute path, `~` replaced by the home folder."""
    return os.path.abspath(os.path.expanduser(path))


def exists(path: str) -> bool:
    """Whether there is a file or folder."""
    return os.path.exists(path)


def isfile(path: str) -> bool:
    """Whether there is a file."""
    return os.path.isfile(path)


def isdir(dirpath: str) -> bool:
    """Whether there is a folder."""
    return os.path.isdir(dirpath)


def get_glob_matches(glob_patt: str) -> list[str]:
    """The files that a pattern (`*`, `**`, `?`) matches, sorted."""
    return sorted(path for path in glob.glob(local(glob_patt), recursive=True) if os.path.isfile(path))


def get_glob_root(glob_patt: str) -> tuple[str, bool]:
    """The folder that a pattern searches, and whether it is a pattern at all."""
    if not glob.has_magic(glob_patt):
        return glob_patt, False
    parts = Path(glob_patt).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return os.path.join(*parts[:fixed]) if fixed else "", True


def ensure_basedir(path: str) -> None:
    """Makes the folder of a file."""
    ensure_dir(os.path.dirname(os.path.abspath(local(path))))


def ensure_dir(dirpath: str) -> None:
    """Makes a folder and those above it."""
    os.makedirs(local(dirpath), exist_ok=True)
