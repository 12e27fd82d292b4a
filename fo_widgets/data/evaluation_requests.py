"""What evaluations are asked for: fields of the right type, a method that there is, options that do something."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

logger = logging.getLogger(__name__)


def check_type(collection: Any, field: str, types: tuple[Any, ...]) -> None:
    """Refuses a field without labels of some types.

    Raises:
        NotImplementedError: if it is a field of frames
        ValueError: if it has no such labels
    """
    if collection._is_frame_field(field):
        raise NotImplementedError(
            f"evaluating frames ('{field}') is not part of fo_widgets; evaluate collection.to_frames(...)"
        )
    if not collection._is_label_field(field, types):
        names = " or ".join(t.__name__ for t in types)
        raise ValueError(f"Field '{field}' does not hold {names} labels; found {collection.get_field(field)}")


def tell_unknown(name: str, options: Iterable[str]) -> None:
    """Says in the log which options change nothing."""
    unknown = sorted(options)
    if unknown:
        logger.warning("%s() has no options %s; they change nothing", name, unknown)


def check_method(method: str | None, *known: str) -> None:
    """Refuses a method that there is not.

    Raises:
        ValueError: if so
    """
    if method is not None and method not in known:
        raise ValueError(f"unknown evaluation method '{method}'; there is {', '.join(known)}")
