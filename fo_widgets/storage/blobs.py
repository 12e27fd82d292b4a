"""Blobs: bytes too large for a document, in GridFS."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from fo_widgets.storage.memory import is_in_memory

if TYPE_CHECKING:
    from gridfs import GridFS
    from pymongo.database import Database


def open_blobs(database: Database[Any], collection: str = "fs") -> GridFS:
    """The GridFS of a database, in memory or on a server."""
    from gridfs import GridFS

    if is_in_memory(database):
        _teach_gridfs_about_memory()
    return GridFS(database, collection)


@functools.cache
def _teach_gridfs_about_memory() -> None:
    from mongomock.gridfs import enable_gridfs_integration

    # replaces the classes that gridfs checks for; once is enough, twice would nest
    enable_gridfs_integration()  # type: ignore[no-untyped-call]
