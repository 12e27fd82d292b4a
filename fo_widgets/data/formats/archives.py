"""Archives of folders (zip and tar): packed, and unpacked beside themselves."""

from __future__ import annotations

import lzma
import os
import shutil
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from fo_widgets.data.progress import ProgressBar

from . import files
from .errors import FormatError, MissingFileError

# How each is compressed, as `shutil` says it.
_ENDINGS = {
    ".tar.gz": "gztar", ".tar.bz2": "bztar", ".tar.xz": "xztar", ".tgz": "gztar", ".tbz2": "bztar", ".txz": "xztar",
    ".tar": "tar", ".zip": "zip",
}  # fmt: skip

# What reading a damaged archive ends in, by the way it is compressed.
_DAMAGED = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class _Member:
    name: PurePosixPath
    size: int
    open: Callable[[], IO[bytes] | None]


def is_archive(path: Any) -> bool:
    """Whether a path has the name of an archive, and is no folder."""
    return _ending(Path(path)) in _ENDINGS and not Path(path).expanduser().is_dir()


def _ending(path: Path) -> str:
    return next((e for e in _ENDINGS if path.name.lower().endswith(e)), path.suffix)


@contextmanager
def packed(path: Any) -> Iterator[Path]:
    """A new folder, whose content is in an archive in the end; a file that is there already is replaced.

    In the archive the folder has the archive's name. If what is done with the folder fails, nothing is left of it.
    """
    archive = Path(path).expanduser().absolute()
    archive.parent.mkdir(parents=True, exist_ok=True)
    ending = _ending(archive)
    with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".packing-") as scratch:
        folder = Path(scratch, archive.name[: len(archive.name) - len(ending)])
        folder.mkdir()
        yield folder
        made = shutil.make_archive(f"{scratch}/.packed", _ENDINGS[ending], scratch, folder.name)
        os.replace(made, archive)


@contextmanager
def unpacked(path: Any, cleanup: bool = True, progress: Any = None) -> Iterator[Path]:
    """The folder with the content of an archive; it is made beside the archive and has its name.

    A single folder that holds everything in the archive is left out of the paths. If there is no archive, the folder
    of its name will do. If what is done with the folder fails, a folder that is new is removed.

    Args:
        cleanup: delete the archive in the end

    Raises:
        MissingFileError: if there is neither archive nor folder
        FormatError: if it is no archive, or has a path that leads out of the folder
    """
    archive = Path(path).expanduser().absolute()
    ending = _ending(archive)
    folder = archive.with_name(archive.name[: len(archive.name) - len(ending)])
    if not archive.is_file() and folder.is_dir() and ending:
        yield folder
        return
    is_new = not folder.exists()
    if not is_new and not folder.is_dir():
        raise FormatError(f"{archive} cannot be unpacked to {folder}, which is a file; rename it")
    try:
        _unpack(files.file(archive, "an archive"), folder, progress)
        yield folder
    except BaseException:
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    if cleanup:
        archive.unlink()


def _unpack(archive: Path, folder: Path, progress: Any) -> None:
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as zipped:
                _write(_zip_members(zipped, archive), archive, folder, progress)
        elif tarfile.is_tarfile(archive):
            with tarfile.open(archive) as tar:
                _write(_tar_members(tar, archive), archive, folder, progress)
        else:
            raise FormatError(f"{archive} is neither a zip nor a tar file; pack the folder anew")
    except FormatError:
        raise
    except _DAMAGED as error:
        raise FormatError(f"{archive} cannot be unpacked: {error}") from None


def _zip_members(zipped: zipfile.ZipFile, archive: Path) -> list[_Member]:
    out = []
    for info in zipped.infolist():
        kind = stat.S_IFMT(info.external_attr >> 16)
        if info.is_dir():
            _safe(info.filename, archive)
            continue
        if kind not in (0, stat.S_IFREG):
            raise FormatError(f"{archive} has a link or device, '{info.filename}'; pack files only")
        out.append(_Member(_safe(info.filename, archive), info.file_size, lambda i=info: zipped.open(i)))  # type: ignore[misc]
    return out


def _tar_members(tar: tarfile.TarFile, archive: Path) -> list[_Member]:
    out = []
    for info in tar.getmembers():
        name = _safe(info.name, archive)
        if info.isdir():
            continue
        if not info.isreg():
            raise FormatError(f"{archive} has a link or device, '{info.name}'; pack files only")
        out.append(_Member(name, info.size, lambda i=info: tar.extractfile(i)))  # type: ignore[misc]
    return out


def _safe(name: str, archive: Path) -> PurePosixPath:
    """A path below the folder.

    Raises:
        FormatError: if it leads elsewhere
    """
    text = name.replace("\\", "/")
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0] or "\0" in text:
        raise FormatError(
            f"{archive} has the path '{name}', which leads out of the archive; pack the folder anew"
        )
    return path


def _write(members: list[_Member], archive: Path, folder: Path, progress: Any) -> None:
    members = [m for m in members if m.name.parts]
    if not members:
        raise MissingFileError(f"{archive} is empty")
    needed, parent = sum(m.size for m in members), folder.parent
    if needed > (free := shutil.disk_usage(parent).free):
        raise FormatError(f"{archive} needs {needed:,} bytes, but {parent} has {free:,} left")
    tops = {m.name.parts[0] for m in members}
    depth = 1 if len(tops) == 1 and all(len(m.name.parts) > 1 for m in members) else 0
    folder.mkdir(exist_ok=True)
    with ProgressBar(len(members), progress) as bar:
        for member in bar(members):
            target = folder.joinpath(*member.name.parts[depth:])
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.parent.resolve().is_relative_to(folder.resolve()) or target.is_symlink():
                raise FormatError(f"{target} is a link that is there already; remove {folder}")
            stream = member.open()
            assert stream is not None
            with stream, target.open("wb") as out:
                shutil.copyfileobj(stream, out)
