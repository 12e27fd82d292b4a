"""A key-value store that outlives panels and sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bson import ObjectId

from fo_widgets.storage.keys import KeyPolicy
from fo_widgets.storage.store_service import ExecutionStoreService
from fo_widgets.storage.subscriptions import Callback

if TYPE_CHECKING:
    from pymongo.database import Database


class ExecutionStore:
    """One store: keys with values that BSON can hold. `ctx.store(name)` gives one.

    Args:
        store_name: its name.
        store_service: reads and writes it.
        default_policy: the policy of keys that are set without one.
    """

    def __init__(
        self,
        store_name: str,
        store_service: ExecutionStoreService,
        default_policy: KeyPolicy | str = KeyPolicy.PERSIST,
    ) -> None:
        self.store_name = store_name
        self._service = store_service
        self._default_policy = KeyPolicy.of(default_policy)

    @staticmethod
    def create(
        store_name: str,
        dataset_id: ObjectId | None = None,
        default_policy: KeyPolicy | str = KeyPolicy.PERSIST,
        collection_name: str | None = None,
        database: Database[dict[str, Any]] | None = None,
    ) -> ExecutionStore:
        """The store of a name.

        Args:
            store_name: the name.
            default_policy: the policy of keys that are set without one.
            dataset_id: the dataset that it belongs to and is deleted with; None is a global store.
            collection_name: a collection of its own.
            database: the database it is in; `connect()` by default.

        Raises:
            ValueError: for a `dataset_id` that is no ObjectId.
        """
        service = ExecutionStoreService(
            dataset_id=dataset_id, collection_name=collection_name, database=database
        )
        return ExecutionStore(store_name, service, default_policy)

    def get(self, key: str) -> Any:
        """The value of a key, None if there is none."""
        found = self._service.get_key(self.store_name, key)
        return None if found is None else found.value

    def set(self, key: str, value: Any, ttl: float | None = None, policy: str | None = None) -> None:
        """Sets a key. Without `ttl` and `policy` an existing key keeps its own.

        Args:
            key: any text.
            value: what BSON can hold; tuples come back as lists.
            ttl: seconds until it expires; 0 means never. Implies policy "evict".
            policy: "persist", or "evict" for keys that `clear_cache` may take.

        Raises:
            bson.errors.InvalidDocument: for a value that BSON cannot hold.
        """
        if policy is None and self._default_policy is not KeyPolicy.PERSIST and not self.has(key):
            policy = self._default_policy
        self._service.set_key(self.store_name, key, value, ttl, policy)

    def set_cache(self, key: str, value: Any, ttl: float | None = None) -> None:
        """Sets a key that `clear_cache` may take."""
        self._service.set_cache_key(self.store_name, key, value, ttl)

    def set_if_absent(
        self, key: str, value: Any, ttl: float | None = None, policy: str | None = None
    ) -> bool:
        """Sets a key that is not there; says whether it did."""
        return self._service.set_key_if_absent(
            self.store_name, key, value, ttl, policy or self._default_policy
        )

    def compare_and_set(
        self, key: str, expected: Any, value: Any, ttl: float | None = None, policy: str | None = None
    ) -> bool:
        """Sets a key whose value is `expected` now; says whether it did. No other write comes in between."""
        return self._service.compare_and_set_key(self.store_name, key, expected, value, ttl, policy)

    def has(self, key: str) -> bool:
        """Whether there is such a key."""
        return self._service.has_key(self.store_name, key)

    def delete(self, key: str) -> bool:
        """Deletes a key; says whether there was one."""
        return self._service.delete_key(self.store_name, key)

    def list_keys(self) -> list[str]:
        """The keys."""
        return self._service.list_keys(self.store_name)

    def list_stores(self) -> list[str]:
        """The names of all stores of the same dataset, or of all global ones."""
        return self._service.list_stores()

    def get_metadata(self, key: str) -> dict[str, Any] | None:
        """When a key was created, was updated and expires; None if there is no such key."""
        found = self._service.get_key(self.store_name, key)
        if found is None:
            return None
        return {name: getattr(found, name) for name in ("created_at", "updated_at", "expires_at")}

    def update_ttl(self, key: str, new_ttl: float) -> None:
        """Sets when a key expires, in seconds from now; 0 means never. A missing key is ignored."""
        self._service.update_ttl(self.store_name, key, new_ttl)

    def update_policy(self, key: str, policy: str) -> None:
        """Sets the policy of a key, "persist" or "evict". A missing key is ignored."""
        self._service.update_policy(self.store_name, key, policy)

    def clear(self) -> None:
        """Deletes all keys and ends all subscriptions to stores of this name."""
        self._service.delete_store(self.store_name)

    def clear_cache(self) -> None:
        """Deletes the keys with policy "evict" or an expiry."""
        self._service.clear_cache(self.store_name)

    def subscribe(self, callback: Callback) -> str:
        """Tells `callback` of every change, on another thread; of a dataset's keys that are there, at once.

        A callback that raises is unsubscribed.

        Returns:
            The id to unsubscribe with.
        """
        return self._service.subscribe(self.store_name, callback)

    def unsubscribe(self, subscription_id: str) -> bool:
        """Ends a subscription; says whether there was one."""
        return self._service.unsubscribe(subscription_id)
