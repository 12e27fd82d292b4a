"""Where things last: databases, execution stores, blobs, and the settings that say where they are."""

from __future__ import annotations

from fo_widgets.storage.blobs import open_blobs
from fo_widgets.storage.config import Config, config
from fo_widgets.storage.connection import DatabaseUnreachable, close_connections, connect
from fo_widgets.storage.execution_store import ExecutionStore
from fo_widgets.storage.keys import KeyDocument, KeyPolicy, StoreDocument
from fo_widgets.storage.memory import forget_memory_database, is_in_memory
from fo_widgets.storage.messages import MessageData, MessageMetadata
from fo_widgets.storage.store_service import ExecutionStoreService
from fo_widgets.storage.transient_jobs import (
    TransientJobAlreadyExists,
    TransientJobConflict,
    TransientJobCoordinator,
)

__all__ = [
    "Config",
    "DatabaseUnreachable",
    "ExecutionStore",
    "ExecutionStoreService",
    "KeyDocument",
    "KeyPolicy",
    "MessageData",
    "MessageMetadata",
    "StoreDocument",
    "TransientJobAlreadyExists",
    "TransientJobConflict",
    "TransientJobCoordinator",
    "close_connections",
    "config",
    "connect",
    "forget_memory_database",
    "is_in_memory",
    "open_blobs",
]
