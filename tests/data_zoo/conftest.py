from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fo_widgets.data.zoo import catalog

Documents = dict[str, Any]


@pytest.fixture(scope="session")
def documents() -> Callable[[str], Documents]:
    """The documents in the archive of a dataset: `metadata`, `samples`."""

    def read(name: str) -> Documents:
        with zipfile.ZipFile(catalog.archive(name)) as packed:
            return {
                "metadata": json.loads(packed.read("metadata.json")),
                "samples": json.loads(packed.read("samples.json"))["samples"],
            }

    return read


@pytest.fixture
def zoo_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIFTYONE_DATASET_ZOO_DIR", str(tmp_path))
    return tmp_path
