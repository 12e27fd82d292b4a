"""What is committed stands on its own: no trace of a machine, no address of a registry, nothing huge."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 2_000_000
"""Bytes of one file; shipped datasets are under 1 MB each."""

# Written in halves, so that this file does not hold what it looks for.
TRACES = {
    "a folder beside the repository": r"\.\./" + "shared",
    "a machine's path": r"(?<![\w.])/(?:" + "work/|" + "root/)",
    "a registry's host": "(?i)"
    + r"pypi\."
    + r"org|python"
    + r"hosted\.org|registry\."
    + r"npmjs|registry\.yarn"
    r"pkg|deb\." + r"debian\.org|archive\." + r"ubuntu\.com|conda\." + r"anaconda\.org",
}


@cache
def committed() -> dict[str, bytes]:
    """The files that git has or would take, by name."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    names = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    return {name: (ROOT / name).read_bytes() for name in names}


@pytest.mark.parametrize("trace", TRACES)
def test_no_file_holds(trace: str) -> None:
    pattern = re.compile(TRACES[trace].encode())
    found = {}
    for name, content in committed().items():
        hit = pattern.search(content)
        if hit and b"\0" not in content[:8000]:
            line = content[: hit.start()].count(b"\n") + 1
            found[f"{name}:{line}"] = content[hit.start() - 40 : hit.end() + 40].decode(errors="replace")
    assert found == {}


def test_no_file_is_huge() -> None:
    assert {name: len(content) for name, content in committed().items() if len(content) > LARGEST} == {}


def test_what_make_makes_is_not_committed() -> None:
    made = re.compile(
        r"(^|/)(node_modules|__pycache__|dist|\.venv|\.build|demo-output|test-output)/|^fo_widgets/static/"
    )
    assert [name for name in committed() if made.search(name)] == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for name, content in committed().items():
        if name.endswith(".md") and "/vectors/" not in name:
            text = re.sub(r"```.*?```", "", content.decode(), flags=re.DOTALL)
            targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
            broken += [
                f"{name}: {target}"
                for target in targets
                if not (ROOT / name).parent.joinpath(target).exists()
            ]
    assert broken == []
