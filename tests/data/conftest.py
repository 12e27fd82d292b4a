"""The databases that the tests of datasets run on: one in memory, and one on a real MongoDB server."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from fo_widgets.data import Dataset, Sample
from fo_widgets.storage import config, connect, forget_memory_database


@pytest.fixture(params=["memory", "mongodb"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database, which all datasets of the test are in."""
    name = f"data_{uuid.uuid4().hex[:12]}"
    if request.param == "memory":
        monkeypatch.setattr(config, "database_uri", f"memory://{name}")
        yield f"memory://{name}"
        forget_memory_database(name)
        return
    uri = request.getfixturevalue("mongod_uri")
    monkeypatch.setattr(config, "database_uri", uri)
    monkeypatch.setattr(config, "database_name", name)
    yield uri
    connect(uri).client.drop_database(name)


@pytest.fixture
def dataset(database: str) -> Dataset:
    """Five images with numbers, words, tags and boxes."""
    from fo_widgets.data import Classification, Detection, Detections

    dataset = Dataset("five")
    dataset.add_samples(
        Sample(
            filepath=f"/data/{i}.png",
            tags=["even" if i % 2 == 0 else "odd"],
            number=i,
            word=f"w{i}",
            weather=Classification(label=["sun", "rain"][i % 2], confidence=i / 10),
            boxes=Detections(
                detections=[
                    Detection(label=label, bounding_box=[0.1, 0.1, 0.5, 0.5], confidence=i / 10)
                    for label in ("cat", "dog")[: i % 3]
                ]
            ),
        )
        for i in range(5)
    )
    return dataset
