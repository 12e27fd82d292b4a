"""Local files by the names of `fiftyone.core.storage`. Remote paths are refused by name."""

from __future__ import annotations

import contextlib
import enum
import glob
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import yaml

from fo_widgets.plugins.compat.absent import FeatureUnavailable
from fo_widgets.plugins.compat.workers import recommend_thread_pool_workers

# what is missing, such as the clouds' prefixes, does not exist in open-source FiftyOne either
__all__ = [
    "FileSystem", "TempDir", "abspath", "commonpath", "copy_dir", "copy_file", "copy_files",
    "delete_dir", "delete_file", "delete_files", "ensure_basedir", "ensure_dir", "ensure_empty_dir",
    "ensure_local", "exists", "extract_archive", "get_bucket_name", "get_file_size", "get_file_system",
    "get_glob_matches", "get_glob_root", "is_local", "isabs", "isdir", "isfile", "join",
    "list_available_file_systems", "list_buckets", "list_files", "list_subdirs", "load_json",
    "load_ndjson", "make_archive", "make_temp_dir", "move_dir", "move_file", "move_files",
    "normalize_path", "normpath", "open_file", "open_files", "read_file", "read_files", "read_json",
    "read_ndjson", "read_yaml", "realpath", "run", "sep", "split_prefix", "write_file", "write_json",
    "write_ndjson", "write_yaml",
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


def _local(path: str | os.PathLike[str]) -> str:
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


def list_buckets(fs: FileSystem, abs_paths: bool = False) -> list[str]:
    """The folders of the file system's root."""
    return list_subdirs(os.path.abspath(os.sep), abs_paths=abs_paths)


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


def get_file_size(path_or_file: str | IO[Any]) -> int:
    """The size of a file in bytes."""
    if isinstance(path_or_file, (str, os.PathLike)):
        return os.path.getsize(_local(path_or_file))
    return os.fstat(path_or_file.fileno()).st_size


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
    folder = _local(dirpath)
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
    folder = _local(dirpath)
    found: list[str] = []
    pending = [folder]
    while pending:
        here = pending.pop()
        inside = [e.path for e in os.scandir(here) if e.is_dir() and not e.name.startswith(".")]
        found += inside
        pending += inside if recursive else []
    found.sort()
    return found if abs_paths else [os.path.relpath(path, folder) for path in found]


def get_glob_matches(glob_patt: str) -> list[str]:
    """The files that a pattern (`*`, `**`, `?`) matches, sorted."""
    return sorted(path for path in glob.glob(_local(glob_patt), recursive=True) if os.path.isfile(path))


def get_glob_root(glob_patt: str) -> tuple[str, bool]:
    """The folder that a pattern searches, and whether it is a pattern at all."""
    if not glob.has_magic(glob_patt):
        return glob_patt, False
    parts = Path(glob_patt).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return os.path.join(*parts[:fixed]) if fixed else "", True


def open_file(path: str, mode: str = "r") -> IO[Any]:
    """The open file; folders are made for writing."""
    local = _local(path)
    if any(c in mode for c in "wax"):
        ensure_basedir(local)
    return open(local, mode, encoding=None if "b" in mode else "utf-8")


@contextlib.contextmanager
def open_files(
    paths: Iterable[str], mode: str = "r", skip_failures: bool = False, progress: Any = None
) -> Iterator[list[IO[Any]]]:
    """Several open files for the length of a `with` block."""
    with contextlib.ExitStack() as stack:
        opened = []
        for path in paths:
            with contextlib.suppress(OSError) if skip_failures else contextlib.nullcontext():
                opened.append(stack.enter_context(open_file(path, mode)))
        yield opened


def read_file(path: str, binary: bool = False) -> Any:
    """The content of a file, text or bytes."""
    with open_file(path, "rb" if binary else "r") as file:
        return file.read()


def read_files(
    paths: list[str], binary: bool = False, skip_failures: bool = False, progress: Any = None
) -> list[Any]:
    """The contents of several files, in order."""
    return _each(lambda path: read_file(path, binary), paths, skip_failures)


def write_file(str_or_bytes: str | bytes, path: str) -> None:
    """Writes a file, its folder included."""
    with open_file(path, "wb" if isinstance(str_or_bytes, bytes) else "w") as file:
        file.write(str_or_bytes)


def load_json(path_or_str: str) -> Any:
    """What a JSON text, or the file at a path, holds."""
    try:
        return json.loads(path_or_str)
    except ValueError:
        return read_json(path_or_str)


def read_json(path: str) -> Any:
    """What a JSON file holds.

    Raises:
        ValueError: not JSON; names the file.
    """
    try:
        return json.loads(read_file(path))
    except ValueError as error:
        raise ValueError(f"{path} is not JSON: {error}") from error


def write_json(d: Any, path: str, pretty_print: bool = False) -> None:
    """Writes JSON; indented by four if pretty."""
    compact = None if pretty_print else (",", ": ")
    write_file(json.dumps(d, indent=4 if pretty_print else None, separators=compact), path)


def load_ndjson(path_or_str: str) -> list[Any]:
    """What the lines of an NDJSON text, or of the file at a path, hold."""
    return _parse_lines(path_or_str) if path_or_str.lstrip()[:1] in ("{", "[") else read_ndjson(path_or_str)


def read_ndjson(path: str) -> list[Any]:
    """What the lines of an NDJSON file hold."""
    return _parse_lines(read_file(path))


def write_ndjson(obj: list[Any], path: str) -> None:
    """Writes a JSON document a line."""
    write_file("".join(json.dumps(item) + "\n" for item in obj), path)


def _parse_lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def read_yaml(path: str) -> Any:
    """What a YAML file holds."""
    return yaml.safe_load(read_file(path))


def write_yaml(obj: Any, path: str, **kwargs: Any) -> None:
    """Writes YAML; `kwargs` go to `yaml.safe_dump`."""
    write_file(yaml.safe_dump(obj, **kwargs), path)


def ensure_basedir(path: str) -> None:
    """Makes the folder of a file."""
    ensure_dir(os.path.dirname(os.path.abspath(_local(path))))


def ensure_dir(dirpath: str) -> None:
    """Makes a folder and those above it."""
    os.makedirs(_local(dirpath), exist_ok=True)


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


def copy_file(inpath: str, outpath: str) -> None:
    """Copies a file, making the folder."""
    ensure_basedir(outpath)
    shutil.copy(_local(inpath), _local(outpath))


def move_file(inpath: str, outpath: str) -> None:
    """Moves a file, making the folder."""
    ensure_basedir(outpath)
    shutil.move(_local(inpath), _local(outpath))


def delete_file(path: str) -> None:
    """Deletes a file."""
    os.remove(_local(path))


def delete_dir(dirpath: str) -> None:
    """Deletes a folder with all in it; nothing happens if there is none."""
    shutil.rmtree(_local(dirpath), ignore_errors=True)


def copy_files(
    inpaths: list[str], outpaths: list[str], skip_failures: bool = False, progress: Any = None
) -> None:
    """Copies files pairwise."""
    _each(lambda pair: copy_file(*pair), list(zip(inpaths, outpaths, strict=True)), skip_failures)


def move_files(
    inpaths: list[str], outpaths: list[str], skip_failures: bool = False, progress: Any = None
) -> None:
    """Moves files pairwise."""
    _each(lambda pair: move_file(*pair), list(zip(inpaths, outpaths, strict=True)), skip_failures)


def delete_files(paths: list[str], skip_failures: bool = False, progress: Any = None) -> None:
    """Deletes files."""
    _each(delete_file, list(paths), skip_failures)


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
    made = shutil.make_archive(archive_path.removesuffix(ending), kinds[ending], _local(dirpath))
    if made != archive_path:
        shutil.move(made, archive_path)
    if cleanup:
        delete_dir(dirpath)


def extract_archive(archive_path: str, outdir: str | None = None, cleanup: bool = False) -> None:
    """Unpacks an archive, beside it unless told where."""
    target = outdir or os.path.dirname(os.path.abspath(archive_path))
    shutil.unpack_archive(_local(archive_path), _local(target))
    if cleanup:
        delete_file(archive_path)


def run(
    fcn: Callable[[Any], Any],
    tasks: Iterable[Any],
    return_results: bool = True,
    num_workers: int | None = None,
    progress: Any = None,
) -> list[Any] | None:
    """`fcn(task)` for each task in a pool of threads; results in the order of the tasks."""
    with ThreadPoolExecutor(max(1, recommend_thread_pool_workers(num_workers))) as pool:
        results = list(pool.map(fcn, tasks))
    return results if return_results else None


def _each(fcn: Callable[[Any], Any], tasks: list[Any], skip_failures: bool) -> list[Any]:
    results = []
    for task in tasks:
        with contextlib.suppress(OSError) if skip_failures else contextlib.nullcontext():
            results.append(fcn(task))
    return results
