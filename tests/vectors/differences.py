"""The vectors that we differ from on purpose, each with the paragraph of docs/differences.md that says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.vectors import load

DOCUMENT = Path(__file__).parents[2] / "docs" / "differences.md"


def headings() -> list[str]:
    """The titles of the paragraphs of docs/differences.md."""
    return [
        line.lstrip("#").strip()
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith("##")
    ]


def of(file: str) -> dict[str, dict[str, Any]]:
    """The differences from one file of vectors by the id of the vector: `{"see", "ours"}`."""
    return {entry["id"]: entry for entry in load("differences") if entry["file"] == file}
