"""The same tests on a database in memory and on a real server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from fo_widgets.storage import close_connections, config, connect, forget_memory_database


@pytest.fixture(params=["memory", "mongod"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The database that `connect()` gives in this test; empty."""
    name = f"storage-{secrets.token_hex(4)}"
    if request.param == "memory":
        monkeypatch.setattr(config, "database_uri", f"memory://{name}")
        yield connect()
        forget_memory_database(name)
    else:
        monkeypatch.setattr(config, "database_uri", request.getfixturevalue("mongod_uri"))
        monkeypatch.setattr(config, "database_name", name)
        found = connect()
        yield found
        found.client.drop_database(name)
        close_connections()
