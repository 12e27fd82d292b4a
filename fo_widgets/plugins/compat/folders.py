"""Local folders and archives of them by the names of `fiftyone.core.storage`."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from types import TracebackType
from typing import Any

from fo_widgets.plugins.compat.files import copy_files, delete_file
from fo_widgets.plugins.compat.paths import FileSystem, ensure_basedir, ensure_dir, join, local

__all__ = [
    "TempDir", "copy_dir", "delete_dir", "ensure_empty_dir", "extract_archive", "list_buckets",
    "list_files", "list_subdirs", "make_archive", "make_temp_dir", "move_dir",
]  # fmt: skip


class TempDir:
    """A folder that exists for the length of a `with` block, whose value is its path."""

    def __init__(self, basedir: str | None = None) -> None:
        self._basedir = basedir
        self._name: str | None = None

    def __enter__(self) -> str:
        self._name = make_temp_dir(self._basedir)
        return self._name

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._name:
            delete_dir(self._name)


def list_buckets(fs: FileSystem, abs_paths: bool = False) -> list[str]:
    """The folders of the file system's root."""
    return list_subdirs(os.path.abspath(os.sep), abs_paths=abs_paths)


def list_files(
    dirpath: str,
    abs_paths: bool = False,
    recursive: bool = False,
    include_hidden_files: bool = False,
    return_metadata: bool = False,
    sort: bool = True,
) -> list[Any]:
    """The files in a folder, `[]` if there is none.

    Args:
        dirpath: the folder.
        abs_paths: full paths instead of ones relative to `dirpath`.
        recursive: also files in subfolders.
        include_hidden_files: also files whose name starts with a dot.
        sort: by path.
        return_metadata: dicts of name, size (bytes), last_modified and filepath instead of paths.
    """
    folder = local(dirpath)
    found = []
    for root, subdirs, names in os.walk(folder, followlinks=True):
        subdirs[:] = (
            [d for d in subdirs if include_hidden_files or not d.startswith(".")] if recursive else []
        )
        kept = (name for name in names if include_hidden_files or not name.startswith("."))
        found += [os.path.relpath(os.path.join(root, name), folder) for name in kept]
    if sort:
        found.sort()
    shown = [os.path.join(folder, path) for path in found] if abs_paths else found
    if not return_metadata:
        return shown
    return [_metadata(os.path.join(folder, path), said) for path, said in zip(found, shown, strict=True)]


def _metadata(path: str, shown: str) -> dict[str, Any]:
    stat = os.stat(path)
    modified = datetime.fromtimestamp(stat.st_mtime)  # noqa: DTZ006  FiftyOne gives local time
    return {
        "name": os.path.basename(path),
        "size": stat.st_size,
        "last_modified": modified,
        "filepath": shown,
    }


def list_subdirs(dirpath: str, abs_paths: bool = False, recursive: bool = False) -> list[str]:
    """The folders in a folder, sorted, without hidden ones.

    Raises:
        FileNotFoundError: no such folder.
    """
    folder = local(dirpath)
    found: list[str] = []
    pending = [folder]
    while pending:
        here = pending.pop()
        inside = [e.path for e in os.scandir(here) if e.is_dir() and not e.name.startswith(".")]
        found += inside
        pending += inside if recursive else []
    found.sort()
    return found if abs_paths else [os.path.relpath(path, folder) for path in found]


def ensure_empty_dir(dirpath: str, cleanup: bool = False) -> None:
    """Makes sure that a folder exists and is empty.

    Raises:
        ValueError: it is not, and `cleanup` is false.
    """
    if os.path.isdir(dirpath) and os.listdir(dirpath):
        if not cleanup:
            raise ValueError(f"{dirpath} not empty")
        delete_dir(dirpath)
    ensure_dir(dirpath)


def make_temp_dir(basedir: str | None = None) -> str:
    """A new folder for scratch files, below the system's one unless told otherwise."""
    if basedir is not None:
        ensure_dir(basedir)
    return tempfile.mkdtemp(dir=basedir, prefix="fo-")


def delete_dir(dirpath: str) -> None:
    """Deletes a folder with all in it; nothing happens if there is none."""
    shutil.rmtree(local(dirpath), ignore_errors=True)


def copy_dir(
    indir: str, outdir: str, overwrite: bool = True, skip_failures: bool = False, progress: Any = None
) -> None:
    """Copies all files of a folder, those in subfolders included; `overwrite` empties the target first."""
    ensure_empty_dir(outdir, cleanup=True) if overwrite else ensure_dir(outdir)
    names = list_files(indir, recursive=True, include_hidden_files=True)
    copy_files([join(indir, n) for n in names], [join(outdir, n) for n in names], skip_failures)


def move_dir(
    indir: str, outdir: str, overwrite: bool = True, skip_failures: bool = False, progress: Any = None
) -> None:
    """Moves a folder."""
    copy_dir(indir, outdir, overwrite, skip_failures)
    delete_dir(indir)


def make_archive(dirpath: str, archive_path: str, cleanup: bool = False) -> None:
    """Packs a folder; the archive's name (`.zip`, `.tar`, `.tar.gz`, …) says how.

    Raises:
        ValueError: a name that says nothing known.
    """
    kinds = {".tar.gz": "gztar", ".tgz": "gztar", ".tar.bz2": "bztar", ".tar": "tar", ".zip": "zip"}
    ending = next((e for e in kinds if archive_path.endswith(e)), None)
    if ending is None:
        raise ValueError(f"{archive_path}: an archive ends in {', '.join(kinds)}")
    ensure_basedir(archive_path)
    made = shutil.make_archive(archive_path.removesuffix(ending), kinds[ending], local(dirpath))
    if made != archive_path:
        shutil.move(made, archive_path)
    if cleanup:
        delete_dir(dirpath)


def extract_archive(archive_path: str, outdir: str | None = None, cleanup: bool = False) -> None:
    """Unpacks an archive, beside it unless told where.

    Raises:
        tarfile.FilterError: a file or link of a tar file would lie outside; a zip file's is left out.
        shutil.ReadError: the name is not an archive's, or it is damaged.
    """
    target = outdir or os.path.dirname(os.path.abspath(archive_path))
    is_zip = archive_path.lower().endswith(".zip")
    shutil.unpack_archive(local(archive_path), local(target), filter=None if is_zip else "data")
    if cleanup:
        delete_file(archive_path)
