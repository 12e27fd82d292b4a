"""Messages: what generators yield, and what subscribers of stores are told."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

from fo_widgets.storage.messages import MessageData, MessageMetadata

__all__ = ["GeneratedMessage", "MessageData", "MessageMetadata", "MessageType"]


class MessageType(Enum):
    """Whether a message is good news."""

    SUCCESS = "success"
    ERROR = "error"


class GeneratedMessage:
    """A message of an operator that runs; every `ctx.trigger` and `ctx.ops` call returns one.

    Args:
        type: success or error.
        cls: the class of the body.
        body: an `InvocationRequest` or an `ExecutionResult`.
    """

    def __init__(
        self, type: MessageType = MessageType.SUCCESS, cls: type[Any] | None = None, body: Any = None
    ) -> None:
        self.type = type
        self.cls = cls
        self.body = body

    def to_json(self) -> dict[str, Any]:
        """The message as JSON."""
        return {
            "type": str(self.type),
            "cls": None if self.cls is None else self.cls.__name__,
            "body": None if self.body is None else self.body.to_json(),
        }

    def to_json_line(self) -> str:
        """The message as one line of JSON."""
        return json.dumps(self.to_json()) + "\n"
