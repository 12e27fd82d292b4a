"""The JSON of a FiftyOne folder: what is in it, checked, as documents of the database's layout."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bson import ObjectId, json_util
from bson.errors import BSONError

from fo_widgets.data.errors import ValidationError
from fo_widgets.data.schema import Schema, document_field

from . import files
from .errors import FormatError, MissingFileError

Document = dict[str, Any]
METADATA, SAMPLES, FRAMES = "metadata.json", "samples", "frames"
OPTIONS = json_util.JSONOptions(tz_aware=False, json_mode=json_util.JSONMode.RELAXED)
# Where the results of each kind of run lie.
RUN_FOLDERS = {
    "runs": "runs",
    "brain_methods": "brain",
    "evaluations": "evaluations",
    "annotation_runs": "annotations",
}
_PRIVATE = {"_id", "_media_type", "_rand", "_dataset_id", "_sample_id"}


def load(path: Path, what: str) -> Any:
    """The content of a file of extended JSON.

    Raises:
        MissingFileError: if there is none
        FormatError: if it is no JSON
    """
    hook = _hook(path)
    return files.json_file(path, what, object_pairs_hook=hook)


def _hook(path: Path) -> Any:
    def read(pairs: Any) -> Any:
        try:
            return json_util.object_pairs_hook(pairs, OPTIONS)
        except (BSONError, TypeError, ValueError, ArithmeticError) as error:
            raise FormatError(f"{path}: {dict(pairs)} is no extended JSON: {error}") from None

    return read


def dump(value: Any) -> str:
    """A value as extended JSON."""
    return json_util.dumps(value, json_options=OPTIONS, ensure_ascii=False)


def metadata(folder: Path) -> Document:
    """What the folder says about the dataset.

    Raises:
        MissingFileError: if it says nothing
        FormatError: if it is of a layout that is too old
    """
    path = folder / METADATA
    if not path.is_file() and (folder / f"{SAMPLES}.json").is_file():
        raise MissingFileError(
            f"{folder} has {SAMPLES}.json but no {METADATA}, so it is no FiftyOneDataset; export it anew"
        )
    found = files.table(load(path, "the dataset's facts"), path, "the whole")
    fields = found.get("sample_fields")
    if not isinstance(fields, list) or not all(isinstance(f, dict) and "ftype" in f for f in fields):
        raise FormatError(
            f"{path} has no list `sample_fields`, so a version before 0.19 wrote it; "
            "open it with FiftyOne and export it anew"
        )
    return found


def documents(folder: Path, name: str) -> list[Document]:
    """The samples or frames of the folder, from one file or a folder with a file each.

    Raises:
        MissingFileError: if there are none
        FormatError: if they are not as FiftyOne writes them
    """
    place, whole = folder / name, folder / f"{name}.json"
    if place.is_dir() and not whole.is_file():
        return [_checked(load(p, name), p) for p in files.below(place) if p.suffix == ".json"]
    data = files.table(load(whole, name), whole, "the whole")
    if name not in data:
        raise FormatError(f"{whole} has no list `{name}`; it has: {', '.join(data)}")
    return [_checked(d, whole) for d in files.rows(data[name], whole, f"`{name}`")]


def _checked(document: Any, path: Path) -> Document:
    found = files.table(document, path, "a document")
    if not isinstance(found.get("_id"), ObjectId):
        raise FormatError(
            f'{path}: a document has no `_id` like {{"$oid": "..."}}: {json.dumps(found, default=str)[:120]}'
        )
    return found


def check_fields(documents: Iterable[Document], schema: Schema, path: Path) -> None:
    """Refuses values that no field is for, or that do not fit it.

    Raises:
        FormatError: if there is one
    """
    fields = {f.db_field or n: f for n, f in schema.items()}
    for document in documents:
        for name, value in document.items():
            field = fields.get(name)
            where = f"{path}: document {document['_id']}"
            if field is None and name not in _PRIVATE and value is not None:
                raise FormatError(
                    f"{where} has '{name}', which {METADATA} does not declare; declare it, or remove it"
                )
            if field is None or value is None or name in _PRIVATE:
                continue
            inner = document_field(field)
            if inner is not None and inner is field and not isinstance(value, dict):
                raise FormatError(f"{where}: '{name}' should be an object, not {type(value).__name__}")
            try:
                field.encode(field.decode(value))
            except (ValidationError, TypeError, ValueError, KeyError, AttributeError) as error:
                raise FormatError(f"{where}: '{name}' does not fit its field: {error}") from None


def media_values(document: Any, path: list[str]) -> Iterator[tuple[Document, str]]:
    """The places of the text at a path in a document: where it is, and under which key."""
    if isinstance(document, list):
        for one in document:
            yield from media_values(one, path)
    elif isinstance(document, dict) and path[0] in document:
        if len(path) > 1:
            yield from media_values(document[path[0]], path[1:])
        elif isinstance(document[path[0]], str):
            yield document, path[0]


def absolute(document: Document, paths: Iterable[str], root: Path) -> None:
    """Makes relative paths of media absolute."""
    for path in paths:
        for place, key in media_values(document, path.split(".")):
            if "://" not in place[key] and not os.path.isabs(place[key]):
                place[key] = os.path.normpath(root / place[key])
