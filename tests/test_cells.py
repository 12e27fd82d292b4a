from __future__ import annotations

import pytest
from jupyter_client.manager import start_new_kernel

import fo_widgets as fow
from fo_widgets import cells
from tests.faces.examples import CounterPanel, SimpleInputExample


@pytest.fixture
def run(monkeypatch):
    """`run("cell", "message")` says which cell runs now, by which message."""
    monkeypatch.setattr(cells, "_opened", {})

    def run(cell, message, **metadata):
        request = {
            "header": {"msg_id": message, "msg_type": "execute_request"},
            "metadata": {"cellId": cell, **metadata},
        }
        monkeypatch.setattr(cells, "_request", lambda: request)

    return run


def opened():
    return fow.open_panel(CounterPanel, face="headless")


def test_running_a_cell_again_closes_what_it_had_opened(run):
    run("a", "1")
    first, second = opened(), fow.operator(SimpleInputExample, face="headless")
    assert (first.status, second.phase) == ("ready", "input")
    run("b", "2")
    other = opened()
    run("a", "3")
    again = opened()
    assert (first.status, second.phase) == ("closed", "closed")
    assert (other.status, again.status) == ("ready", "ready")


def test_a_deleted_cell_leaves_nothing_open(run):
    run("a", "1")
    panel = opened()
    run("b", "2", deletedCells=["a", "unknown"])
    opened()
    assert panel.status == "closed"


def test_a_front_end_that_names_no_cells_closes_nothing(run):
    run(None, "1")
    first = opened()
    run(None, "2")
    opened()
    assert first.status == "ready"


def test_outside_of_a_notebook_there_are_no_cells():
    assert cells._request() == {}


CODE = """
import fo_widgets as fow
from tests.faces.examples import CounterPanel
panel = fow.open_panel(CounterPanel)
print(len(panel.session.open_panels()))
"""


def test_a_real_kernel_tells_its_cells():
    manager, client = start_new_kernel()
    try:
        said = [_run_cell(client, cell) for cell in ("a", "b", "a", "a")]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert said == ["1", "2", "2", "2"]


def _run_cell(client, cell):
    content = {
        "code": CODE,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
    }
    message = client.session.msg("execute_request", content, metadata={"cellId": cell})
    client.shell_channel.send(message)
    text = ""
    while True:
        answer = client.get_iopub_msg(timeout=60)
        if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        if answer["msg_type"] == "stream":
            text += answer["content"]["text"]
        elif answer["msg_type"] == "error":
            text += answer["content"]["evalue"]
        elif answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
            return text.strip()
