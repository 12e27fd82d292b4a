"""Cursors that survive long iterations."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.command_cursor import CommandCursor
from pymongo.errors import AutoReconnect, CursorNotFound, PyMongoError

from .mongo_session import reaching, unreachable
from .store import Document, Pipeline

# A server forgets a session, with its cursors, 30 minutes after it last heard of it.
REFRESH_SECONDS = 300.0


def stream(collection: Collection[Document], pipeline: Pipeline) -> Iterator[Document]:
    """What a pipeline gives. The first batch is fetched at once, so that a wrong pipeline raises here.

    Raises:
        OperationFailure: as the server says
    """
    session = collection.database.client.start_session()
    cursor = _open(collection, pipeline, session, 0)
    if not cursor.alive:
        first = cursor.to_list()
        session.end_session()
        return iter(first)
    return _rest(collection, pipeline, session, cursor)


def _open(
    collection: Collection[Document], pipeline: Pipeline, session: ClientSession, skip: int
) -> CommandCursor[Document]:
    steps = [*pipeline, {"$skip": skip}] if skip else list(pipeline)
    return collection.aggregate(steps, session=session, allowDiskUse=True)


def _rest(
    collection: Collection[Document],
    pipeline: Pipeline,
    session: ClientSession,
    cursor: CommandCursor[Document],
) -> Iterator[Document]:
    given, heard = 0, time.monotonic()
    try:
        while True:
            try:
                document = cursor.next()
            except StopIteration:
                return
            except (CursorNotFound, AutoReconnect):
                # Idle for too long, or the server was started again: go on from the same place.
                session.end_session()
                with reaching(collection, "go on reading samples"):
                    session = collection.database.client.start_session()
                    cursor = _open(collection, pipeline, session, given)
                continue
            yield document
            given += 1
            if time.monotonic() - heard > REFRESH_SECONDS:
                heard = time.monotonic()
                _refresh(collection, session)
    finally:
        cursor.close()
        session.end_session()


def _refresh(collection: Collection[Any], session: ClientSession) -> None:
    try:
        collection.database.client.admin.command({"refreshSessions": [session.session_id]})
    except PyMongoError as error:
        raise unreachable(collection, "go on reading samples", error) from error
