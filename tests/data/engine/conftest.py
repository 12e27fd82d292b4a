"""Stores of both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bson import ObjectId
from pymongo import MongoClient

from fo_widgets.data.engine.memory import MemoryEngine
from fo_widgets.data.engine.mongo import MongoEngine
from fo_widgets.data.engine.store import Engine, SampleStore


@pytest.fixture(scope="session")
def mongo_engine(mongod_uri: str) -> Iterator[MongoEngine]:
    with MongoClient(mongod_uri) as client:
        yield MongoEngine(client["engine_tests"])


@pytest.fixture(params=["memory", "mongo"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return MemoryEngine() if request.param == "memory" else request.getfixturevalue("mongo_engine")


@pytest.fixture
def store(engine: Engine) -> Iterator[SampleStore]:
    """An empty store."""
    name = f"samples.{ObjectId()}"
    yield engine.store(name)
    engine.drop(name)
