"""What evaluations are asked for: fields of the right type, a method that there is, options that do something."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

logger = logging.getLogger(__name__)


def check_fields(collection: Any, pred_field: str, gt_field: str, types: tuple[Any, ...]) -> None:
    """Refuses fields without labels of some types, or of which one is of frames and the other is not.

    Raises:
        ValueError: if so
    """
    for field in (pred_field, gt_field):
        check_type(collection, field, types)
    if collection._is_frame_field(pred_field) != collection._is_frame_field(gt_field):
        raise ValueError(f"'{pred_field}' and '{gt_field}' must both be fields of frames, or neither")


def check_type(collection: Any, field: str, types: tuple[Any, ...]) -> None:
    """Refuses a field without labels of some types.

    Raises:
        ValueError: if it has no such labels
    """
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
