"""Puts the media files of a shipped dataset on disk, once a user."""

from __future__ import annotations

import hashlib
import logging
import os
import uuid
import zipfile
from pathlib import Path

import platformdirs

logger = logging.getLogger(__name__)

FOLDER_VARIABLE = "FIFTYONE_DATASET_ZOO_DIR"
_MEDIA = ("data/", "fields/")
_UNFINISHED = ".part"


def root() -> Path:
    """The folder for media: below ``FIFTYONE_DATASET_ZOO_DIR`` if set, else the user's cache folder."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        # a folder of our own: FiftyOne keeps a "quickstart" of its own there
        return Path(chosen).expanduser().absolute() / "fo_widgets"
    return platformdirs.user_cache_path("fo_widgets", appauthor=False) / "zoo"


def extract(name: str, packed: zipfile.ZipFile, content: bytes) -> Path:
    """The folder that holds the media of dataset ``name``; writes what is missing in it.

    Every file is moved into place whole, and the folder's name follows from ``content``, so that processes
    may do this at the same time and versions of the package do not disturb each other.

    Args:
        name: the dataset's name.
        packed: its archive.
        content: the bytes of the archive.

    Raises:
        OSError: if the folder cannot be written; the message names the variable that chooses another.
    """
    folder = root() / f"{name}-{hashlib.sha256(content).hexdigest()[:12]}"
    entries = [
        entry for entry in packed.infolist() if entry.filename.startswith(_MEDIA) and not entry.is_dir()
    ]
    try:
        present = _sizes(folder)
        missing = [entry for entry in entries if present.get(entry.filename) != entry.file_size]
        for entry in missing:
            _put(folder / entry.filename, packed.read(entry))
    except OSError as error:
        raise OSError(
            f"cannot write the pictures of dataset '{name}' to {folder}: {error}; "
            f"set {FOLDER_VARIABLE} to a folder that can be written"
        ) from error
    if missing:
        logger.info("wrote %d pictures of dataset '%s' to %s", len(missing), name, folder)
    return folder


def _sizes(folder: Path) -> dict[str, int]:
    """The size in bytes of every whole file below ``folder``, by its path in it with forward slashes."""
    found = {}
    for place, _, files in os.walk(folder):
        prefix = Path(place).relative_to(folder).as_posix()
        for file in files:
            if file.endswith(_UNFINISHED):
                continue  # another process is writing it, and it may be gone by now
            found[f"{prefix}/{file}"] = os.path.getsize(os.path.join(place, file))
    return found


def _put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{uuid.uuid4().hex}{_UNFINISHED}")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
