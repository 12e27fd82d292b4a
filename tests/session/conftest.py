from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets.storage import config, forget_memory_database


@pytest.fixture
def dataset(monkeypatch):
    """Five samples with a number each, one saved view."""
    monkeypatch.setattr(config, "database_uri", "memory://session-tests")
    dataset = fow.Dataset("session-tests", overwrite=True)
    dataset.add_samples([fow.Sample(filepath=f"/data/{i}.png", n=i) for i in range(5)])
    dataset.save_view("first two", dataset.limit(2))
    yield dataset
    forget_memory_database("session-tests")


@pytest.fixture
def session(dataset):
    return fow.Session(dataset)
