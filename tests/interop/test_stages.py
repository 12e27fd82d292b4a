"""Every stage is written down alike by both programs, and shows the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interop.conftest import Side
from tests.interop.test_one_database import assert_alike


@pytest.fixture(scope="module")
def names(theirs: Side, folder: Path) -> dict[str, str]:
    """Datasets of three kinds, which FiftyOne has written."""
    place = str(folder / "stages")
    theirs("media", folder=place)
    made = {kind: f"stages of {kind}" for kind in ("images", "videos", "groups")}
    for kind, name in made.items():
        theirs(kind, name=name, folder=place)
    return made


def test_stages_are_written_down_alike(theirs: Side, ours: Side, names: dict[str, str]) -> None:
    found = theirs("serialized", **names)
    assert len(found) > 80
    assert_alike(found, ours("serialized", **names))


def test_views_show_the_same(theirs: Side, ours: Side, names: dict[str, str]) -> None:
    assert_alike(theirs("looked_at", **names), ours("looked_at", **names))
