"""All execution stores of one scope: a dataset's, or the global ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bson import ObjectId

from fo_widgets.storage.connection import connect
from fo_widgets.storage.keys import METADATA_KEY, KeyDocument, KeyPolicy, StoreDocument, utcnow
from fo_widgets.storage.memory import is_in_memory
from fo_widgets.storage.subscriptions import Callback, Watcher, watcher_of

if TYPE_CHECKING:
    from pymongo.database import Database

COLLECTION = "execution_store"

_ANY = object()

_indexed: set[tuple[Database[Any], str]] = set()


class ExecutionStoreService:
    """Reads and writes the keys of execution stores. A key whose time is over is never seen.

    Args:
        dataset_id: the dataset whose stores these are; None means the global stores.
        collection_name: the collection that they are in.
        database: the database; `connect()` by default.

    Raises:
        ValueError: for a `dataset_id` of another type.
    """

    def __init__(
        self,
        *,
        dataset_id: ObjectId | None = None,
        collection_name: str | None = None,
        database: Database[dict[str, Any]] | None = None,
    ) -> None:
        if dataset_id is not None and not isinstance(dataset_id, ObjectId):
            raise ValueError(f"dataset_id must be an ObjectId, got {type(dataset_id).__name__}")
        self.dataset_id = dataset_id
        # not `or`: databases have no truth value
        self._database = connect() if database is None else database
        self._name = collection_name or COLLECTION
        self._collection = self._database[self._name]
        self._ensure_indexes()

    @property
    def watcher(self) -> Watcher:
        """Who tells the subscribers."""
        return watcher_of(self._database, self._name)

    def create_store(
        self, store_name: str, metadata: dict[str, Any] | None = None, policy: KeyPolicy | str = "persist"
    ) -> StoreDocument:
        """A new store with metadata.

        Raises:
            pymongo.errors.DuplicateKeyError: it has metadata already.
        """
        document = StoreDocument(
            store_name=store_name, value=metadata, dataset_id=self.dataset_id, policy=KeyPolicy.of(policy)
        )
        self._collection.insert_one(document.to_mongo_dict())
        return document

    def get_store(self, store_name: str) -> StoreDocument | None:
        """The metadata of a store, None if it has no keys."""
        found = self._collection.find_one(self._live(store_name, METADATA_KEY))
        if found is not None:
            return StoreDocument(**{**found, "policy": KeyPolicy.of(found["policy"])})
        if not self.has_store(store_name):
            return None
        return StoreDocument(store_name=store_name, dataset_id=self.dataset_id)

    def has_store(self, store_name: str) -> bool:
        """Whether a store has a key."""
        return self._collection.find_one(self._live(store_name), {"_id": 1}) is not None

    def has_store_global(self, store_name: str) -> bool:
        """Whether a store of that name has a key in any scope."""
        return self._collection.find_one(_unexpired(store_name=store_name), {"_id": 1}) is not None

    def list_stores(self) -> list[str]:
        """The names of the stores of this scope."""
        return self._collection.distinct("store_name", _unexpired(dataset_id=self.dataset_id))

    def list_stores_global(self) -> list[StoreDocument]:
        """The stores of all scopes."""
        group = {"_id": {"store_name": "$store_name", "dataset_id": "$dataset_id"}}
        found = self._collection.aggregate([{"$match": _unexpired()}, {"$group": group}])
        return [StoreDocument(**{"dataset_id": None, **store["_id"]}) for store in found]

    def count_stores(self) -> int:
        """How many stores this scope has."""
        return len(self.list_stores())

    def count_stores_global(self) -> int:
        """How many stores there are in all scopes."""
        return len(self.list_stores_global())

    def delete_store(self, store_name: str) -> int:
        """Deletes a store and ends all subscriptions to that name; returns the number of keys."""
        self.watcher.drop_store(store_name)
        return self._delete(self._of(store_name))

    def delete_store_global(self, store_name: str) -> int:
        """Deletes the stores of a name in all scopes; returns the number of keys."""
        self.watcher.drop_store(store_name)
        return self._delete({"store_name": store_name})

    def cleanup(self) -> None:
        """Deletes all stores of this scope."""
        self._delete({"dataset_id": self.dataset_id})

    def clear_cache(self, store_name: str | None = None) -> None:
        """Deletes the keys with policy "evict" or an expiry, of one store or of all."""
        scope = {"dataset_id": self.dataset_id} if store_name is None else self._of(store_name)
        evictable = [{"policy": KeyPolicy.EVICT.value}, {"expires_at": {"$ne": None}}]
        self._delete({**scope, "$or": evictable})

    def get_key(self, store_name: str, key: str) -> KeyDocument | None:
        """A key with all that is known of it."""
        found = self._collection.find_one(self._live(store_name, key))
        return None if found is None else KeyDocument.from_dict(found)

    def has_key(self, store_name: str, key: str) -> bool:
        """Whether there is such a key."""
        return self._collection.find_one(self._live(store_name, key), {"_id": 1}) is not None

    def list_keys(self, store_name: str) -> list[str]:
        """The keys of a store, without its metadata."""
        found = self._collection.find(self._live(store_name, {"$ne": METADATA_KEY}), {"key": 1})
        return [document["key"] for document in found]

    def count_keys(self, store_name: str) -> int:
        """How many keys a store has."""
        return self._collection.count_documents(self._live(store_name, {"$ne": METADATA_KEY}))

    def set_key(
        self,
        store_name: str,
        key: str,
        value: Any,
        ttl: float | None = None,
        policy: KeyPolicy | str | None = None,
    ) -> KeyDocument:
        """Sets a key and returns what was set. Without `ttl` and `policy` an existing key keeps its own.

        Args:
            store_name: the store; it exists by having keys.
            key: any text.
            value: what BSON can hold; tuples come back as lists.
            ttl: seconds until it expires; 0 means never. Implies policy "evict".
            policy: "persist" (for new keys, if nothing is said) or "evict".

        Raises:
            bson.errors.InvalidDocument: for a value that BSON cannot hold.
        """
        now = utcnow()
        lasting = _lasting(ttl, policy)
        if ttl is not None and not ttl:
            lasting["expires_at"] = None
        new = {"created_at": now, **_lasting(None, "persist"), "expires_at": None}
        for name in lasting:
            del new[name]
        self._sweep(store_name, key)
        self._collection.update_one(
            self._of(store_name, key),
            {"$set": {"value": value, "updated_at": now, **lasting}, "$setOnInsert": new},
            upsert=True,
        )
        self.watcher.wake()
        return KeyDocument(
            store_name,
            key,
            value,
            dataset_id=self.dataset_id,
            created_at=now,
            updated_at=now,
            expires_at=lasting.get("expires_at"),
            policy=KeyPolicy.of(policy, ttl),
        )

    def set_cache_key(self, store_name: str, key: str, value: Any, ttl: float | None = None) -> KeyDocument:
        """Sets a key that a cache clean-up may take, and returns what was set."""
        return self.set_key(store_name, key, value, ttl, KeyPolicy.EVICT)

    def set_key_if_absent(
        self,
        store_name: str,
        key: str,
        value: Any,
        ttl: float | None = None,
        policy: KeyPolicy | str | None = None,
    ) -> bool:
        """Sets a key that is not there; says whether it did."""
        from pymongo.errors import DuplicateKeyError

        now = utcnow()
        self._sweep(store_name, key)
        document = KeyDocument(
            store_name,
            key,
            value,
            dataset_id=self.dataset_id,
            created_at=now,
            updated_at=now,
            expires_at=KeyDocument.get_expiration(ttl),
            policy=KeyPolicy.of(policy, ttl),
        )
        try:
            self._collection.insert_one(document.to_mongo_dict())
        except DuplicateKeyError:
            return False
        self.watcher.wake()
        return True

    def compare_and_set_key(
        self,
        store_name: str,
        key: str,
        expected: Any,
        value: Any,
        ttl: float | None = None,
        policy: KeyPolicy | str | None = None,
    ) -> bool:
        """Sets a key whose value is `expected` now; says whether it did. No other write comes in between."""
        current = self._collection.find_one(self._live(store_name, key))
        # as Python compares: 1 is True, a tuple is no list
        if current is None or current["value"] != expected:
            return False
        changed = self._collection.update_one(
            {"_id": current["_id"], "value": {"$eq": current["value"]}},
            {"$set": {"value": value, "updated_at": utcnow(), **_lasting(ttl, policy)}},
        )
        self.watcher.wake()
        return changed.matched_count > 0

    def update_ttl(self, store_name: str, key: str, new_ttl: float | None) -> bool:
        """Sets when a key expires, in seconds from now, None for never; says whether there is such a key."""
        return self._amend(store_name, key, expires_at=KeyDocument.get_expiration(new_ttl))

    def update_policy(self, store_name: str, key: str, policy: KeyPolicy | str) -> bool:
        """Sets the policy of a key; says whether there is such a key."""
        return self._amend(store_name, key, policy=KeyPolicy.of(policy).value)

    def delete_key(self, store_name: str, key: str) -> bool:
        """Deletes a key; says whether there was one."""
        return self._delete(self._of(store_name, key)) > 0

    def subscribe(self, store_name: str, callback: Callback) -> str:
        """Tells `callback` of every change of a store; see `Watcher.subscribe`."""
        return self.watcher.subscribe(store_name, self.dataset_id, callback)

    def unsubscribe(self, subscription_id: str) -> bool:
        """Ends a subscription; says whether there was one."""
        return self.watcher.unsubscribe(subscription_id)

    def _amend(self, store_name: str, key: str, **fields: Any) -> bool:
        changed = self._collection.update_one(
            self._live(store_name, key), {"$set": {**fields, "updated_at": utcnow()}}
        )
        self.watcher.wake()
        return changed.matched_count > 0

    def _delete(self, query: dict[str, Any]) -> int:
        deleted = self._collection.delete_many(query).deleted_count
        self.watcher.wake()
        return deleted

    def _of(self, store_name: str, key: Any = _ANY) -> dict[str, Any]:
        query = {"store_name": store_name, "dataset_id": self.dataset_id}
        # None is a key like any other: it must never stand for all of them
        return query if key is _ANY else {**query, "key": key}

    def _live(self, store_name: str, key: Any = _ANY) -> dict[str, Any]:
        return _unexpired(**self._of(store_name, key))

    def _sweep(self, store_name: str, key: str) -> None:
        # a server removes expired keys once a minute; until then they would be taken for the old value
        if not is_in_memory(self._database):
            self._collection.delete_one({**self._of(store_name, key), "expires_at": {"$lte": utcnow()}})

    def _ensure_indexes(self) -> None:
        if (self._database, self._name) in _indexed:
            return
        self._collection.create_index("expires_at", name="expires_at", expireAfterSeconds=0)
        unique = [("store_name", 1), ("key", 1), ("dataset_id", 1)]
        self._collection.create_index(unique, name="unique_store_index", unique=True)
        for name in ("store_name", "key", "dataset_id", "updated_at", "policy"):
            self._collection.create_index(name, name=name)
        _indexed.add((self._database, self._name))


def _lasting(ttl: float | None, policy: KeyPolicy | str | None) -> dict[str, Any]:
    """The fields that say how long a key lasts; none if nothing was said about it."""
    if ttl is None and policy is None:
        return {}
    fields: dict[str, Any] = {"policy": KeyPolicy.of(policy, ttl).value}
    if ttl is not None:
        fields["expires_at"] = KeyDocument.get_expiration(ttl)
    return fields


def _unexpired(**query: Any) -> dict[str, Any]:
    return {**query, "$or": [{"expires_at": None}, {"expires_at": {"$gt": utcnow()}}]}
