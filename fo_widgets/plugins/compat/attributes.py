"""Attributes and log levels that hold for the length of a `with` block."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import Any

_MISSING = object()


@contextlib.contextmanager
def set_attributes(obj: Any, **kwargs: Any) -> Iterator[Any]:
    """Attributes of an object set now and put back at the end; new ones are removed again."""
    before = {name: getattr(obj, name, _MISSING) for name in kwargs}
    try:
        for name, value in kwargs.items():
            setattr(obj, name, value)
        yield obj
    finally:
        for name, value in before.items():
            if value is _MISSING:
                with contextlib.suppress(AttributeError):
                    delattr(obj, name)
            else:
                setattr(obj, name, value)


@contextlib.contextmanager
def logging_level(level: int, logger: logging.Logger | None = None) -> Iterator[None]:
    """The level of a logger, the root one unless told otherwise."""
    target = logger or logging.getLogger()
    before = target.level
    target.setLevel(level)
    try:
        yield
    finally:
        target.setLevel(before)


@contextlib.contextmanager
def suppress_logging(level: int = logging.CRITICAL) -> Iterator[None]:
    """No log records at or below a level."""
    before = logging.root.manager.disable
    logging.disable(level)
    try:
        yield
    finally:
        logging.disable(before)


SetAttributes = set_attributes
LoggingLevel = logging_level
SuppressLogging = suppress_logging
