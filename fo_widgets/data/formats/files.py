"""Files and folders of a dataset on disk, or an error that names the one at fault."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fo_widgets.data import media
from fo_widgets.data.metadata import compute_metadata_of

from .errors import FormatError, MissingFileError


def folder(path: str | os.PathLike[str], what: str) -> Path:
    """A folder that exists.

    Args:
        what: what the folder holds, for the error

    Raises:
        MissingFileError: if it does not
    """
    found = Path(path).expanduser().absolute()
    if not found.is_dir():
        state = "is a file, not a folder" if found.exists() else "does not exist"
        raise MissingFileError(f"the folder of {what}, {found}, {state}; check the path{_near(found)}")
    return found


def file(path: str | os.PathLike[str], what: str) -> Path:
    """A file that exists.

    Raises:
        MissingFileError: if it does not
    """
    found = Path(path).expanduser().absolute()
    if not found.is_file():
        state = "is a folder, not a file" if found.exists() else "does not exist"
        raise MissingFileError(f"the file of {what}, {found}, {state}; check the path{_near(found)}")
    return found


def _near(path: Path) -> str:
    """What there is instead."""
    if not path.parent.is_dir():
        return ""
    names = sorted(p.name for p in path.parent.iterdir())[:8]
    return f"; {path.parent} has: {', '.join(names)}" if names else f"; {path.parent} is empty"


def text(path: Path) -> str:
    """The text of a UTF-8 file.

    Raises:
        FormatError: if it is no UTF-8
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path} is no UTF-8 text (byte {error.start}); save it as UTF-8") from None


def json_file(path: str | os.PathLike[str], what: str, **options: Any) -> Any:
    """The content of a JSON file.

    Raises:
        MissingFileError: if there is none
        FormatError: if it is no JSON
    """
    found = file(path, what)
    try:
        return json.loads(text(found), **options)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FormatError(
            f"{found} is no valid JSON: {error.msg} at {where}; mend or export it anew"
        ) from None


def table(value: Any, path: Any, what: str) -> dict[str, Any]:
    """A JSON object.

    Raises:
        FormatError: if it is something else
    """
    if not isinstance(value, dict):
        raise FormatError(f"{path}: {what} should be a JSON object, not {type(value).__name__}")
    return value


def rows(value: Any, path: Any, what: str) -> list[dict[str, Any]]:
    """A list of JSON objects; empty for None.

    Raises:
        FormatError: if it is something else
    """
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise FormatError(f"{path}: {what} should be a list of JSON objects")
    return value


def facts(path: str | os.PathLike[str], kind: str) -> Any:
    """The metadata of a media file of a type.

    Raises:
        FormatError: if it cannot be read
    """
    try:
        return compute_metadata_of(os.fspath(path), kind)
    except (OSError, RuntimeError, ValueError, SyntaxError) as error:
        raise FormatError(f"the {kind} {path} cannot be read: {error}") from None


def below(root: Path, recursive: bool = True) -> Iterator[Path]:
    """The files below a folder in the order of their names; hidden ones are left out."""
    for place, folders, names in os.walk(root, followlinks=True):
        folders[:] = sorted(f for f in folders if not f.startswith(".")) if recursive else []
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)


def media_below(root: Path, kind: str, recursive: bool = True) -> list[Path]:
    """The files of a media type below a folder, sorted by path."""
    return sorted(p for p in below(root, recursive) if media.get_media_type(p.name) == kind)
