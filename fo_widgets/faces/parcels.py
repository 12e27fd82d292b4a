"""Parcels: messages that a page sends in parts, because a Jupyter server lets no large one through."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

logger = logging.getLogger(__name__)

Json = dict[str, Any]

# bytes; far above what a form lets people upload, and a bound for what a broken page can make the kernel keep
_LARGEST = 512 * 1024 * 1024
# a page that went away in the middle leaves what it sent; of those, so many are kept
_MOST_OPEN = 4


class Parcels:
    """Puts the parts of messages together."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], list[bytes]] = {}

    def unpack(self, message: Any, buffers: Sequence[Any], reply: Callable[[Json], None]) -> Any:
        """The message itself, or what its parts make once the last one is there; None before.

        Args:
            message: from a page, of any form.
            buffers: what came with it.
            reply: sends the answer that lets the page send the next part.
        """
        if not isinstance(message, dict) or message.get("type") != "part":
            return message
        key = (str(message.get("page")), str(message.get("parcel")))
        parts = self._open.pop(key, [])
        if not buffers or message.get("index") != len(parts):
            logger.warning("ignored a part of %s that does not follow what came before", key[1])
            return None
        parts.append(bytes(buffers[0]))
        if sum(map(len, parts)) > _LARGEST:
            logger.warning("ignored %s, which has more than %d bytes", key[1], _LARGEST)
            return None
        reply({"type": "part", "page": message["page"], "parcel": message["parcel"], "index": len(parts) - 1})
        if len(parts) == message.get("count"):
            return json.loads(b"".join(parts))
        self._open[key] = parts
        while len(self._open) > _MOST_OPEN:
            self._open.pop(next(iter(self._open)))
        return None
