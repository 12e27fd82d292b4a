from __future__ import annotations

import comm
import pytest

import fo_widgets as fow
from tests.faces.recorder import RecorderComm


@pytest.fixture
def kernel(monkeypatch):
    """As in a kernel: widgets talk over comms, which are kept in `kernel`."""
    made: list[RecorderComm] = []
    monkeypatch.setattr(RecorderComm, "made", made)
    monkeypatch.setattr(comm, "create_comm", RecorderComm)
    return made


@pytest.fixture
def session():
    return fow.Session()
