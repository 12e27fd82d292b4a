from __future__ import annotations

import pytest

from tests import vectors
from tests.vectors import differences

ENTRIES = vectors.load("differences")


@pytest.mark.parametrize("see", sorted({entry["see"] for entry in ENTRIES}))
def test_the_document_says_why(see):
    assert see in differences.headings()


def test_no_vector_is_listed_twice():
    names = [(entry["file"], entry["id"]) for entry in ENTRIES]
    assert len(names) == len(set(names))


def test_the_list_stays_short():
    assert len(ENTRIES) < 40
