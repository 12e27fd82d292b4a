from __future__ import annotations

import secrets

import pytest

from fo_widgets.delegation import DelegatedOperationService, worker
from fo_widgets.storage import close_connections, config, connect, forget_memory_database
from tests.vectors import demo


@pytest.fixture(params=["memory", "mongod"])
def database(request, monkeypatch):
    """The database that `connect()` gives in this test, with the datasets of the transcripts."""
    name = f"delegation-{secrets.token_hex(4)}"
    uri = f"memory://{name}" if request.param == "memory" else request.getfixturevalue("mongod_uri")
    monkeypatch.setattr(config, "database_uri", uri)
    monkeypatch.setattr(config, "database_name", name)
    found = connect()
    demo.datasets()
    yield found
    if request.param == "memory":
        forget_memory_database(name)
    else:
        found.client.drop_database(name)
        close_connections()


@pytest.fixture
def plugin(database):
    """The demo plugin; the worker of the process does not take what is queued."""
    was_active = worker.is_active
    worker.stop()
    with demo.plugin() as module:
        module.LOG.clear()
        yield module
    if was_active:
        worker.start()


@pytest.fixture
def service(plugin):
    return DelegatedOperationService()
