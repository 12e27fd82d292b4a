"""Replays what thousands of random calls on both programs had shown to differ, and what was mended then."""

from __future__ import annotations

import pytest

from fo_widgets.plugins import install_fiftyone_namespace, uninstall_fiftyone_namespace
from fo_widgets.storage import config, forget_memory_database
from tests import vectors
from tests.vectors import differential


@pytest.fixture(scope="module")
def names():
    patch = pytest.MonkeyPatch()
    patch.setattr(config, "database_uri", "memory://differential-vectors")
    install_fiftyone_namespace()
    yield differential.names()
    uninstall_fiftyone_namespace()
    patch.undo()
    forget_memory_database("differential-vectors")


@pytest.mark.parametrize("vector", vectors.load("differential_vectors"), ids=lambda vector: vector["id"])
def test_an_answer(vector, names):
    found = differential.answer(vector["code"], names)
    assert vectors.same(found, {key: vector[key] for key in ("json", "raises") if key in vector})
