"""Documents as BSON: what every engine can store, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bson import encode

MAX_BYTES = 16 * 1024 * 1024


def encoded(document: Mapping[str, Any]) -> bytes:
    """A document as BSON, so that a value that cannot be stored is found before anything is written.

    Raises:
        InvalidDocument: a value has no BSON form
        OverflowError: an integer does not fit 64 bits
        DocumentTooLarge: the document has more than 16 MB
    """
    data = encode(document)
    if len(data) > MAX_BYTES:
        from pymongo.errors import DocumentTooLarge

        name = document.get("_id", "")
        raise DocumentTooLarge(f"document {name} has {len(data)} bytes; MongoDB takes {MAX_BYTES} at most")
    return data
