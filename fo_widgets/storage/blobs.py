"""Blobs: bytes too large for a document, in GridFS."""

from __future__ import annotations

import functools
from typing import Any

from gridfs import GridFS
from mongomock.gridfs import enable_gridfs_integration
from pymongo.database import Database

from fo_widgets.storage.memory import is_in_memory


def open_blobs(database: Database[Any], collection: str = "fs") -> GridFS:
    """The GridFS of a database, in memory or on a server."""
    if is_in_memory(database):
        _teach_gridfs_about_memory()
    return GridFS(database, collection)


@functools.cache
def _teach_gridfs_about_memory() -> None:
    # replaces the classes that gridfs checks for; once is enough, twice would nest
    enable_gridfs_integration()  # type: ignore[no-untyped-call]
