"""Making a dataset of one that ships with the package."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

from bson import ObjectId, json_util

from fo_widgets.data.database import get_db_conn
from fo_widgets.data.dataset import Dataset
from fo_widgets.data.dataset_document import DatasetDocument
from fo_widgets.data.engine.store import Document
from fo_widgets.data.fields import now
from fo_widgets.storage import open_blobs

from . import catalog, media

_PATHS = ("filepath", "map_path", "mask_path")


def load(name: str) -> Dataset:
    """The dataset of that name, new in the database; its media are on disk afterwards.

    Raises:
        OSError: if the media cannot be written
        ValueError: if no dataset of that name ships with the package
    """
    archive = catalog.archive(name)
    content = archive.read_bytes()
    with zipfile.ZipFile(archive) as packed:
        folder = media.extract(name, packed, content)
        facts = _read(packed, "metadata.json")
        samples = _read(packed, "samples.json")["samples"]
        results = {key: packed.read(f"brain/{key}.json") for key in facts.get("brain_methods") or {}}
    database = get_db_conn()
    runs = facts.pop("brain_methods", None) or {}
    id = ObjectId()
    facts.update(_id=id, name=name, sample_collection_name=f"samples.{id}", last_loaded_at=now())
    document = DatasetDocument(database, facts)
    document.insert()
    dataset = Dataset._open(document, database)
    for sample in samples:
        sample["_dataset_id"] = id
        _place(sample, folder)
    dataset._store.insert(samples)
    for path in ("filepath", "created_at", "last_modified_at"):
        dataset._store.create_index(path)
    for key, run in runs.items():
        new = {**run, "_id": ObjectId(), "_dataset_id": id}
        new["results"] = open_blobs(database).put(results[key], contentType="application/json")
        database["runs"].insert_one(new)
        dataset._doc.change("$set", f"brain_methods.{key}", new["_id"])
    return dataset


def _read(packed: zipfile.ZipFile, name: str) -> Any:
    options = json_util.JSONOptions(tz_aware=False)
    return json_util.loads(packed.read(name).decode(), json_options=options)


def _place(document: Document, folder: Path) -> None:
    """Makes the paths of media in a document absolute."""
    for key, value in document.items():
        if key in _PATHS and isinstance(value, str):
            document[key] = os.fspath(folder / value)
        elif isinstance(value, dict):
            _place(value, folder)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    _place(one, folder)
