"""The worker process, beside this one, on a database that both share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fo_widgets import operators as foo
from fo_widgets.delegation import DelegatedOperationService, worker
from fo_widgets.delegation import __main__ as process
from fo_widgets.storage import close_connections, config, connect
from tests.vectors import demo

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shared(mongod_uri, monkeypatch):
    """A database on the server, with the demo plugin loaded here; nothing runs here."""
    monkeypatch.setattr(config, "database_uri", mongod_uri)
    monkeypatch.setattr(config, "database_name", "delegation-process")
    demo.datasets()
    was_active = worker.is_active
    worker.stop()
    with demo.plugin():
        yield mongod_uri
    if was_active:
        worker.start()
    connect().client.drop_database("delegation-process")
    close_connections()


def schedule(**params):
    request = {"dataset_name": "wire_ds", "params": params, "request_delegation": True}
    return foo.execute_operator("@acme/demo/deleg", request).result["id"]


def test_it_runs_what_waits_and_ends_when_asked_to(shared):
    good, bad = schedule(n=4), schedule(n=-1)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FIFTYONE_DATABASE_URI": shared,
        "FIFTYONE_DATABASE_NAME": "delegation-process",
        "FIFTYONE_PLUGINS_DIR": str(demo.FOLDER),
    }
    done = subprocess.run(
        [sys.executable, "-m", "fo_widgets.delegation", "--once"],
        capture_output=True,
        text=True,
        timeout=100,
        env=environment,
        check=True,
    )
    service = DelegatedOperationService()
    assert service.get(good).result.result == {"n": 8}
    assert "ValueError: negative" in service.get(bad).result.error
    assert f"{good} done" in done.stderr
    assert f"{bad} failed: ValueError: negative" in done.stderr


def test_it_may_take_one_target_only(shared):
    schedule(n=1)
    service = DelegatedOperationService()
    assert not process.run_next(service, "gpu")
    assert process.run_next(service)
    assert not process.run_next(service)


def test_memory_is_refused(caplog, monkeypatch):
    monkeypatch.setattr(config, "database_uri", None)
    assert process.main(["--once", "--database", "memory://"]) == 2
    assert "a database in memory is nobody else's" in caplog.text
