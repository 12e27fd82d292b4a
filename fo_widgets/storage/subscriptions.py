"""Telling subscribers what changed in an execution store."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import bson
from bson import ObjectId

from fo_widgets.storage.config import config
from fo_widgets.storage.keys import METADATA_KEY, utcnow
from fo_widgets.storage.memory import is_in_memory
from fo_widgets.storage.messages import MessageData, MessageMetadata

if TYPE_CHECKING:
    from pymongo.collection import Collection
    from pymongo.database import Database

logger = logging.getLogger(__name__)

Callback = Callable[[MessageData], None]
Document = dict[str, Any]

_watchers: dict[tuple[Database[Any], str], Watcher] = {}
_watchers_lock = threading.Lock()


@dataclass(frozen=True)
class Subscription:
    """A callback that hears of one store: the keys of a dataset and the global ones, or only the latter."""

    store_name: str
    dataset_id: ObjectId | None
    callback: Callback
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def wants(self, message: MessageData) -> bool:
        """Whether a message of its store is for it. Deletions do not tell their dataset."""
        about = message.metadata.dataset_id
        return about is None or about == str(self.dataset_id)


@dataclass
class _Known:
    """What subscribers have been told about a key."""

    key: str
    dataset_id: ObjectId | None
    updated_at: datetime | None
    value: bytes


class Watcher:
    """Finds out what changed in a collection of stores, and tells the subscribers on a thread of its own.

    Writes of this process wake it at once; those of other processes, which only a server has, are found
    by looking every `config.execution_store_poll_interval_seconds`. Several writes to a key between
    two looks are told as one, with the last value.
    """

    def __init__(self, collection: Collection[Document], *, has_other_writers: bool) -> None:
        self._collection = collection
        self._has_other_writers = has_other_writers
        self._subscriptions: dict[str, Subscription] = {}
        self._known: dict[str, dict[Any, _Known]] = {}
        self._lock = threading.RLock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._subscriptions)

    def subscribe(self, store_name: str, dataset_id: ObjectId | None, callback: Callback) -> str:
        """Tells `callback` of the keys that a dataset has now (before it returns) and of every change.

        Returns:
            The id to unsubscribe with.

        Raises:
            Exception: what the callback raised for a key that is there already; nothing is subscribed.
        """
        subscription = Subscription(store_name, dataset_id, callback)
        with self._lock:
            self._look(store_name)
            self._subscriptions[subscription.id] = subscription
            if dataset_id is not None:
                try:
                    for known in list(self._known[store_name].values()):
                        if known.dataset_id == dataset_id:
                            callback(_message(known, "initial"))
                except BaseException:
                    # the caller sees it, and gets no id to unsubscribe with
                    del self._subscriptions[subscription.id]
                    raise
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="fo_widgets-stores", daemon=True)
                self._thread.start()
        return subscription.id

    def unsubscribe(self, subscription_id: str) -> bool:
        """Ends a subscription; says whether there was one."""
        with self._lock:
            gone = self._subscriptions.pop(subscription_id, None)
            self._forget_unwatched()
            self._wake.set()
        return gone is not None

    def drop_store(self, store_name: str) -> None:
        """Ends all subscriptions to a store."""
        with self._lock:
            for subscription in list(self._subscriptions.values()):
                if subscription.store_name == store_name:
                    del self._subscriptions[subscription.id]
            self._forget_unwatched()
            self._wake.set()

    def wake(self) -> None:
        """Says that this process wrote something."""
        if self._subscriptions:
            self._wake.set()

    def _work(self) -> None:
        from pymongo.errors import InvalidOperation

        while True:
            self._wake.wait(config.execution_store_poll_interval_seconds if self._has_other_writers else None)
            self._wake.clear()
            with self._lock:
                if not self._subscriptions:
                    self._thread = None
                    return
                try:
                    for store_name in list(self._known):
                        self._look(store_name)
                except InvalidOperation:
                    # the connection was closed, which ends what was watched over it
                    self._subscriptions.clear()
                    self._forget_unwatched()
                except Exception:
                    # a server that is away for a moment must not end the watch
                    logger.exception("could not look for changes in the execution stores")

    def _forget_unwatched(self) -> None:
        watched = {subscription.store_name for subscription in self._subscriptions.values()}
        for store_name in set(self._known) - watched:
            del self._known[store_name]

    def _look(self, store_name: str) -> None:
        known = self._known.setdefault(store_name, {})
        is_first = not known and not any(s.store_name == store_name for s in self._subscriptions.values())
        stamps = {
            found["_id"]: found.get("updated_at")
            for found in self._collection.find(
                {"store_name": store_name, "key": {"$ne": METADATA_KEY}}, {"updated_at": 1}
            )
        }
        messages = [_message(known.pop(id_), "delete") for id_ in set(known) - set(stamps)]
        # two writes in one millisecond have the same stamp
        newest = max((stamp for stamp in stamps.values() if stamp), default=None)
        suspects = [
            id_
            for id_, stamp in stamps.items()
            if id_ not in known or stamp != known[id_].updated_at or stamp == newest
        ]
        for document in self._collection.find({"_id": {"$in": suspects}}):
            id_, before = document["_id"], known.get(document["_id"])
            now = known[id_] = _Known(
                document["key"],
                document.get("dataset_id"),
                document.get("updated_at"),
                bson.encode({"value": document["value"]}),
            )
            if before is None:
                messages.append(_message(now, "insert"))
            elif (before.updated_at, before.value) != (now.updated_at, now.value):
                messages.append(_message(now, "update"))
        if not is_first:
            self._tell(store_name, messages)

    def _tell(self, store_name: str, messages: list[MessageData]) -> None:
        for message in messages:
            for subscription in list(self._subscriptions.values()):
                if subscription.store_name != store_name or not subscription.wants(message):
                    continue
                try:
                    subscription.callback(message)
                except Exception:
                    logger.exception("a subscriber of the store %r failed and is unsubscribed", store_name)
                    self._subscriptions.pop(subscription.id, None)


def watcher_of(database: Database[Any], collection_name: str) -> Watcher:
    """The watcher of a collection; one per process."""
    with _watchers_lock:
        key = (database, collection_name)
        if key not in _watchers:
            _watchers[key] = Watcher(database[collection_name], has_other_writers=not is_in_memory(database))
        return _watchers[key]


def _message(known: _Known, operation: str) -> MessageData:
    is_gone = operation == "delete"
    dataset_id = None if is_gone or known.dataset_id is None else str(known.dataset_id)
    stamp = utcnow() if is_gone or known.updated_at is None else known.updated_at
    value = None if is_gone else bson.decode(known.value)["value"]
    return MessageData(known.key, value, MessageMetadata(operation, dataset_id, stamp.isoformat()))
