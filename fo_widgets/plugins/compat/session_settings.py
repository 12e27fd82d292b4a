"""Settings of this process that `fiftyone` lets change by functions."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator

from .config import config

__all__ = [
    "disable_progress_bars",
    "get_default_dataset_dir",
    "get_logging_level",
    "set_logging_level",
]


def get_logging_level() -> int:
    """The level from which messages of the package are logged."""
    return logging.getLogger("fo_widgets").getEffectiveLevel()


def set_logging_level(level: int) -> None:
    """Sets the level from which messages of the package are logged."""
    logging.getLogger("fo_widgets").setLevel(level)


@contextlib.contextmanager
def disable_progress_bars() -> Iterator[None]:
    """A block in which nothing shows a progress bar that is not asked for."""
    before = config.show_progress_bars
    config.show_progress_bars = False
    try:
        yield
    finally:
        config.show_progress_bars = before


def get_default_dataset_dir(name: str) -> str:
    """The folder for the media of a dataset of that name."""
    return os.path.join(str(config.default_dataset_dir), name)
