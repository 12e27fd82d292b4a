"""What `import fo_widgets.data` may load: the first cell of a notebook waits for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("asyncio", "gridfs", "mongomock", "pandas", "PIL", "polars", "pymongo", "xml.etree", "yaml")


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    code = "import json, sys, fo_widgets, fo_widgets.data; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("module", HEAVY)
def test_import_does_not_wait_for(module: str, loaded: set[str]) -> None:
    assert "fo_widgets.data.dataset" in loaded
    assert module not in loaded
