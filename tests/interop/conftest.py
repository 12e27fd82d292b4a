"""FiftyOne 1.22.1 and fo_widgets side by side on one real mongod, each in a process and environment of its own.

These tests install FiftyOne (1 GB), so they run only when asked: `make test-interop`, which sets FO_WIDGETS_INTEROP=1.
Without that they are not collected, so `make test` neither runs nor skips them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools import fiftyone_venv

collect_ignore_glob = [] if os.environ.get("FO_WIDGETS_INTEROP") == "1" else ["test_*.py"]

ROOT = Path(__file__).parent.parent.parent
MARK = "\x1e"


class Side:
    """One program on the database: a process that does what it is told and answers in JSON."""

    def __init__(self, name: str, python: str, uri: str, folder: Path) -> None:
        self.name = name
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "FIFTYONE_DATABASE_URI": uri,
            "FIFTYONE_DATABASE_NAME": "interop",
            "FIFTYONE_DATABASE_VALIDATION": "false",
            "FIFTYONE_DO_NOT_TRACK": "true",
            "FIFTYONE_SHOW_PROGRESS_BARS": "false",
            "PYTHONPATH": str(ROOT) if name == "ours" else "",
        }
        self._log = (folder / f"{name}.log").open("w+b")
        self._process = subprocess.Popen(
            [python, str(Path(__file__).with_name("side.py")), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=environment,
            cwd=folder,
            text=True,
        )

    def __call__(self, do: str, **given: Any) -> Any:
        """What a function of `side.py` gives; its exception fails the test."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, "given": given}) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith(MARK):
                answer = json.loads(line[1:])
                if "error" in answer:
                    pytest.fail(f"{self.name}: {do}({given})\n{answer['error']}")
                return answer["result"]
        self._log.seek(0)
        pytest.fail(f"{self.name} ended in {do}: {self._log.read()[-3000:].decode()}")

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._log.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("interop")


@pytest.fixture(scope="session")
def theirs(mongod_uri: str, folder: Path) -> Iterator[Side]:
    """FiftyOne."""
    side = Side("theirs", str(fiftyone_venv.ensure()), mongod_uri, folder)
    yield side
    side.close()


@pytest.fixture(scope="session")
def ours(mongod_uri: str, folder: Path) -> Iterator[Side]:
    """fo_widgets under FiftyOne's names."""
    side = Side("ours", sys.executable, mongod_uri, folder)
    yield side
    side.close()


@pytest.fixture
def sides(request: pytest.FixtureRequest, theirs: Side, ours: Side) -> tuple[Side, Side]:
    """Who writes and who reads."""
    return (theirs, ours) if request.param == "theirs" else (ours, theirs)
