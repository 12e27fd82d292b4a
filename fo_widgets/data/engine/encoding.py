"""Documents as BSON: what every engine can store, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from bson import encode
from bson.errors import BSONError

MAX_BYTES = 16 * 1024 * 1024
_AT_ONCE = 500


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


def check_storable(documents: Iterable[Mapping[str, Any]]) -> None:
    """Refuses documents that cannot be stored, as `encoded` does; many at once, as a call costs more than a value.

    Raises:
        InvalidDocument: a value has no BSON form
        OverflowError: an integer does not fit 64 bits
        DocumentTooLarge: a document has more than 16 MB
    """
    rest = iter(documents)
    while batch := list(islice(rest, _AT_ONCE)):
        try:
            are_fine = len(encode({"": batch})) <= MAX_BYTES
        except (BSONError, ValueError, OverflowError, TypeError):
            are_fine = False
        if not are_fine:
            for document in batch:
                encoded(document)
