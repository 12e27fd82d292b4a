"""What subscribers of an execution store are told."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class MessageMetadata:
    """What happened to a key.

    Attributes:
        operation_type: "initial", "insert", "update" or "delete".
        dataset_id: the id of the dataset that the key belongs to; None is a global key.
        timestamp: ISO format.
    """

    operation_type: str | None = None
    dataset_id: str | None = None
    timestamp: str | None = None


@dataclass
class MessageData:
    """A key of a store and its new value; None after a deletion."""

    key: str
    value: Any
    metadata: MessageMetadata

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> MessageData:
        """The message that `to_dict` gave.

        Raises:
            TypeError: for metadata of unknown names.
        """
        return cls(data.get("key", ""), data.get("value"), MessageMetadata(**data.get("metadata", {})))

    @classmethod
    def from_json(cls, json_str: str) -> MessageData:
        """The message that `to_json` gave."""
        return cls.from_dict(json.loads(json_str))

    def to_dict(self) -> dict[str, Any]:
        """The message as a dict."""
        return asdict(self)

    def to_json(self) -> str:
        """The message as JSON; values of BSON types become text."""
        return json.dumps(self.to_dict(), default=str)
