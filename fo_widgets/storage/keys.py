"""The documents of execution stores: one per key."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any

from bson import ObjectId

METADATA_KEY = "__store__"


class KeyPolicy(str, Enum):
    """Whether a cache clean-up may take a key."""

    PERSIST = "persist"
    EVICT = "evict"

    @classmethod
    def of(cls, policy: KeyPolicy | str | None, ttl: float | None = None) -> KeyPolicy:
        """The policy of a new key: a time to live means evict, an unknown policy persist."""
        if ttl is not None or policy == cls.EVICT:
            return cls.EVICT
        return cls.PERSIST


def utcnow() -> datetime:
    """The time now in UTC, without a time zone, as BSON dates are read back."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


@dataclass
class KeyDocument:
    """A key of an execution store."""

    store_name: str
    key: str
    value: Any
    _id: Any | None = None
    dataset_id: ObjectId | None = None
    created_at: datetime = field(default_factory=utcnow)
    updated_at: datetime | None = None
    expires_at: datetime | None = None
    policy: KeyPolicy | str = KeyPolicy.PERSIST

    @staticmethod
    def get_expiration(ttl: float | None) -> datetime | None:
        """When a key that is set now expires; never without a time to live (in seconds)."""
        return None if ttl is None else utcnow() + timedelta(seconds=ttl)

    @classmethod
    def from_dict(cls, doc: dict[str, Any]) -> KeyDocument:
        """A key from its document in the database."""
        if doc.get("expires_at") and not doc.get("policy"):
            doc = {**doc, "policy": KeyPolicy.EVICT}
        return cls(**{**doc, "policy": KeyPolicy(doc.get("policy") or KeyPolicy.PERSIST)})

    def to_mongo_dict(self, exclude_id: bool = True) -> dict[str, Any]:
        """The document as the database keeps it."""
        document = {**asdict(self), "policy": KeyPolicy(self.policy).value}
        if exclude_id:
            del document["_id"]
        return document


@dataclass
class StoreDocument(KeyDocument):
    """The key that holds the metadata of a whole store."""

    key: str = METADATA_KEY
    value: dict[str, Any] | None = None

    @property
    def metadata(self) -> dict[str, Any]:
        """The metadata; empty if there is none."""
        return self.value or {}
