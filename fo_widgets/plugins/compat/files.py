"""Local files, what is in them, and runs over many, by the names of `fiftyone.core.storage`."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

import yaml

from fo_widgets.plugins.compat.paths import ensure_basedir, local
from fo_widgets.plugins.compat.workers import recommend_thread_pool_workers

__all__ = [
    "copy_file", "copy_files", "delete_file", "delete_files", "get_file_size", "load_json",
    "load_ndjson", "move_file", "move_files", "open_file", "open_files", "read_file", "read_files",
    "read_json", "read_ndjson", "read_yaml", "run", "write_file", "write_json", "write_ndjson",
    "write_yaml",
]  # fmt: skip


def get_file_size(path_or_file: str | IO[Any]) -> int:
    """The size of a file in bytes."""
    if isinstance(path_or_file, (str, os.PathLike)):
        return os.path.getsize(local(path_or_file))
    return os.fstat(path_or_file.fileno()).st_size


def open_file(path: str, mode: str = "r") -> IO[Any]:
    """The open file; folders are made for writing."""
    place = local(path)
    if any(c in mode for c in "wax"):
        ensure_basedir(place)
    return open(place, mode, encoding=None if "b" in mode else "utf-8")


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


def copy_file(inpath: str, outpath: str) -> None:
    """Copies a file, making the folder."""
    ensure_basedir(outpath)
    shutil.copy(local(inpath), local(outpath))


def move_file(inpath: str, outpath: str) -> None:
    """Moves a file, making the folder."""
    ensure_basedir(outpath)
    shutil.move(local(inpath), local(outpath))


def delete_file(path: str) -> None:
    """Deletes a file."""
    os.remove(local(path))


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
