"""What a process leaves on a server when it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from tools import mongod

TWO_DATASETS = """
from fo_widgets.data import Dataset, Frame, Sample

for name, persistent in (("passing", False), ("lasting", True)):
    dataset = Dataset(name, persistent=persistent)
    video = Sample(filepath="/v.mp4")
    video.frames[1] = Frame(n=1)
    dataset.add_sample(video)
    dataset.save_view("all", dataset.view())
    dataset.create_index("filepath")
"""


@pytest.fixture
def name() -> str:
    return f"ends_{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="module")
def lonely_uri(mongod_program: Path) -> Iterator[str]:
    """URI of a server that no other test has a connection to."""
    with mongod.running(mongod_program) as uri:
        yield uri


@pytest.fixture
def server(lonely_uri: str, name: str) -> Iterator[MongoClient[dict[str, Any]]]:
    """A client that does not call itself "fiftyone", while nobody else does."""
    with MongoClient(lonely_uri, appname="onlooker") as client:
        yield client
        client.drop_database(name)


def run(code: str, uri: str, name: str) -> None:
    """Runs code in a process of its own, until that ends."""
    settings = {"FIFTYONE_DATABASE_URI": uri, "FIFTYONE_DATABASE_NAME": name}
    subprocess.run([sys.executable, "-W", "error", "-c", code], env={**os.environ, **settings}, check=True)


def left(server: Any, name: str) -> list[str]:
    return sorted(d["name"] for d in server[name]["datasets"].find())


def test_datasets_not_to_last_go_with_the_only_client_and_persistent_ones_stay(
    server: Any, lonely_uri: str, name: str
) -> None:
    run(TWO_DATASETS, lonely_uri, name)
    assert left(server, name) == ["lasting"]
    (lasting,) = server[name]["datasets"].find()
    collections = {c for c in server[name].list_collection_names() if c.startswith(("samples.", "frames."))}
    assert collections == {lasting["sample_collection_name"], lasting["frame_collection_name"]}
    assert server[name]["views"].count_documents({}) == 1


def test_they_stay_while_another_fiftyone_is_connected(server: Any, lonely_uri: str, name: str) -> None:
    with MongoClient(lonely_uri, appname="fiftyone") as other:
        other.admin.command("ping")
        run(TWO_DATASETS, lonely_uri, name)
    assert left(server, name) == ["lasting", "passing"]


def test_what_another_process_made_stays(server: Any, lonely_uri: str, name: str) -> None:
    with MongoClient(lonely_uri, appname="fiftyone") as other:
        other.admin.command("ping")
        run(TWO_DATASETS, lonely_uri, name)
    run("from fo_widgets.data import load_dataset; load_dataset('passing')", lonely_uri, name)
    assert left(server, name) == ["lasting", "passing"]


def test_one_made_persistent_later_stays(server: Any, lonely_uri: str, name: str) -> None:
    run(
        f"{TWO_DATASETS}\nfrom fo_widgets.data import load_dataset\nload_dataset('passing').persistent = True",
        lonely_uri,
        name,
    )
    assert left(server, name) == ["lasting", "passing"]


def test_nothing_goes_where_other_clients_cannot_be_seen(server: Any, lonely_uri: str, name: str) -> None:
    refused = """
from pymongo.errors import OperationFailure
from fo_widgets.data import process_end

def refuse(client):
    raise OperationFailure("not authorized on admin to execute command")

process_end.is_only_client = refuse
"""
    run(TWO_DATASETS + refused, lonely_uri, name)
    assert left(server, name) == ["lasting", "passing"]
