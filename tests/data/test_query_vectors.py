"""Replays every recorded query on both engines."""

from __future__ import annotations

import contextlib
import datetime
import importlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fo_widgets import data
from fo_widgets.plugins.namespace import install_fiftyone_namespace, uninstall_fiftyone_namespace
from fo_widgets.storage import config, connect, forget_memory_database
from fo_widgets.testing import load_fixture
from tests.data.results import Plain, same

HERE = Path(__file__).parent.parent / "vectors" / "data"
VECTORS = [
    vector
    for name in ("query_vectors.json", "fuzz_vectors.json")
    for vector in json.loads((HERE / name).read_text(encoding="utf-8"))["vectors"]
]
NAME = "replay"


@pytest.fixture(scope="module", params=["memory", "mongodb"])
def fixtures(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """The dataset in use; None if the last query has changed it."""
    before = config.database_uri, config.database_name
    if request.param == "memory":
        config.database_uri = f"memory://{NAME}"
    else:
        config.database_uri, config.database_name = request.getfixturevalue("mongod_uri"), NAME
    install_fiftyone_namespace()
    yield {"dataset": None, "fo": importlib.import_module("fiftyone")}
    uninstall_fiftyone_namespace()
    if request.param == "memory":
        forget_memory_database(NAME)
    else:
        connect().client.drop_database(NAME)
    config.database_uri, config.database_name = before


@pytest.mark.parametrize("vector", VECTORS, ids=[v["id"] for v in VECTORS])
def test_a_query_gives_what_was_recorded(fixtures: dict[str, Any], vector: dict[str, Any]) -> None:
    dataset = fixtures["dataset"]
    if dataset is None or vector.get("mutates"):
        for name in data.list_datasets():
            data.delete_dataset(name)
        dataset = fixtures["dataset"] = load_fixture(HERE / "fixture.json", "fixture")
    if vector.get("mutates"):
        fixtures["dataset"] = None
    assert same(evaluate(vector, dataset, fixtures["fo"]), vector["result"], bool(vector.get("order")))


def evaluate(vector: dict[str, Any], dataset: data.Dataset, fo: Any) -> Any:
    plain = Plain(str(dataset._id))
    scope = {"dataset": dataset, "F": data.ViewField, "fo": fo, "datetime": datetime}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            found = eval(vector["code"], scope)
            return (
                plain.view(found, vector.get("fields"))
                if isinstance(found, data.DatasetView)
                else plain(found)
            )
    except Exception as error:  # noqa: BLE001  the type of any error is a result
        return {"$error": {"type": type(error).__name__, "message": plain.text(str(error))}}
