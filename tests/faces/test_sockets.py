"""Nothing listens: panels need no port."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

CODE = """
import os, sys
from pathlib import Path

def listening():
    own = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            own.add(os.readlink(link))
        except OSError:
            pass
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path("/proc/self/net/" + table).read_text().splitlines()[1:]:
            words = line.split()
            if "socket:[" + words[9] + "]" in own and (table.startswith("udp") or words[3] == "0A"):
                found.add((table, words[1]))
    return found

import fo_widgets as fow
from tests.faces.examples import CounterPanel, SimpleInputExample

dataset = fow.Dataset("sockets")
dataset.add_samples([fow.Sample(filepath="/data/a.png")])
START
app = fow.launch_app(dataset)
panel = fow.open_panel(CounterPanel, dataset=dataset)
panel["v_stack.h_stack.increment"].click()
form = fow.operator(SimpleInputExample, dataset=dataset, params={"message": "hi"})
form.execute()
fow.open_panel(CounterPanel, dataset=dataset, face="ipywidgets")
print(sorted(listening()))
"""


def sockets_of(start: str) -> str:
    """What listens in a fresh process after panels and forms were opened."""
    code = textwrap.dedent(CODE).replace("START", start)
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "FIFTYONE_DATABASE_URI": "memory://"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=100, env=environment, check=True
    )
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="reads the sockets of Linux from /proc")
def test_nothing_listens_after_panels_and_forms_are_open():
    assert sockets_of("") == "[]"


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="reads the sockets of Linux from /proc")
def test_a_socket_that_listens_would_be_seen():
    found = sockets_of("import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()")
    assert "0100007F" in found
