"""The generated part of docs/performance.md."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from benchmarks.measurement import Table

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN = "<!-- measured: written by `make bench` -->"
END = "<!-- end of what was measured -->"
PACKAGES = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget")


def write(tables: Sequence[Table], document: Path = DOCUMENT) -> None:
    """Replaces what is between the two marks.

    Raises:
        ValueError: the document lacks a mark.
    """
    text = document.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{document} needs the lines {BEGIN!r} and {END!r}, in this order")
    body = "\n".join([where(), "", *map(str, tables)])
    document.write_text(f"{before}{BEGIN}\n\n{body}\n{END}{after}", encoding="utf-8")


def where() -> str:
    """The day, the machine and the versions, in a sentence."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    today = datetime.datetime.now(tz=datetime.timezone.utc).date()
    return f"{today}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}."
