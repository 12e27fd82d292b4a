"""The README's Python runs, top to bottom, as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

README = Path(__file__).resolve().parent.parent / "README.md"
LARGEST_PICTURE = 300_000


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIFTYONE_DATASET_ZOO_DIR", str(tmp_path))
    names: dict[str, Any] = {"__name__": "readme"}
    for source in re.findall(r"^```python\n(.*?)^```", README.read_text(), re.DOTALL | re.MULTILINE):
        exec(compile(source, str(README), "exec"), names)
    assert names["result"] == {"tagged": 221}
    assert names["view"].count() == 45


def test_it_opens_with_the_two_commands_and_the_picture() -> None:
    opening = README.read_text().partition("\n## ")[0]
    assert opening.index("make demo") < opening.index("make test") < opening.index("![")
    [picture] = re.findall(r"!\[.+?\]\((.+?)\)", opening)
    assert (README.parent / picture).stat().st_size < LARGEST_PICTURE
