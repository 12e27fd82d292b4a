"""What a page and its kernel said to each other, message by message."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """One message of the kernel's WebSocket."""

    sent: bool
    """By the page; False when the page received it."""
    channel: str
    type: str
    """`comm_open`, `comm_msg`, `status`, …"""
    content: dict[str, Any]
    buffers: tuple[int, ...]
    """Size of each binary buffer, bytes."""
    size: int
    """All of it, bytes."""
    subshell: str | None = None
    """The kernel subshell that the page sends it to."""


@dataclass
class Traffic:
    """All messages since the page was opened, or since `clear()`."""

    messages: list[Message] = field(default_factory=list)

    def clear(self) -> None:
        """Forget what was recorded, so that the next count starts here."""
        self.messages.clear()

    def received(self, *types: str) -> list[Message]:
        """What the page got, of these types (all, if none is given)."""
        return [
            message for message in self.messages if not message.sent and (not types or message.type in types)
        ]

    def sent(self, *types: str) -> list[Message]:
        """What the page sent, of these types (all, if none is given)."""
        return [message for message in self.messages if message.sent and (not types or message.type in types)]

    def total_bytes(self) -> int:
        """Size of all messages, both ways."""
        return sum(message.size for message in self.messages)

    def record(self, payload: str | bytes, *, sent: bool) -> None:
        """Keep one WebSocket frame; the layout is that of `v1.kernel.websocket.jupyter.org`, or JSON without it."""
        self.messages.append(
            _of_text(payload, sent) if isinstance(payload, str) else _of_binary(payload, sent)
        )


def _of_text(payload: str, sent: bool) -> Message:
    parsed = json.loads(payload)
    header = parsed["header"]
    size = len(payload.encode())
    return Message(
        sent, parsed["channel"], header["msg_type"], parsed["content"], (), size, header.get("subshell_id")
    )


def _of_binary(payload: bytes, sent: bool) -> Message:
    count = int.from_bytes(payload[:8], "little")
    offsets = [int.from_bytes(payload[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(count)]
    parts = [payload[start:end] for start, end in itertools.pairwise(offsets)]
    channel, encoded, _parent, _metadata, content, *buffers = parts
    header = json.loads(encoded)
    return Message(
        sent,
        channel.decode(),
        header["msg_type"],
        json.loads(content),
        tuple(len(buffer) for buffer in buffers),
        len(payload),
        header.get("subshell_id"),
    )
