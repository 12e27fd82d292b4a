"""What is in the wheel and in the sdist."""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from email.parser import Parser
from pathlib import PurePosixPath

import pytest

from tests.packaging.conftest import Built
from tests.packaging.environments import ROOT

MEGABYTE = 1_000_000
# Written in halves, so that this file does not name them.
TRACES = [first + second for first, second in (("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("/tm", "p/"))]
HOSTS = [first + second for first, second in (("pypi", ".org"), ("python", "hosted"), ("registry.", "npmjs"))]


@pytest.fixture(scope="module")
def wheel(built: Built) -> dict[str, bytes]:
    """Its files by name."""
    with zipfile.ZipFile(built.wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def sdist(built: Built) -> dict[str, bytes]:
    """Its files by name below the top folder."""
    found = {}
    with tarfile.open(built.sdist) as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member)
            if content is not None:
                found["/".join(PurePosixPath(member.name).parts[1:])] = content.read()
    return found


def test_wheel_carries_every_asset_that_the_manifest_names(wheel: dict[str, bytes]) -> None:
    manifest = json.loads(wheel["fo_widgets/static/manifest.json"])
    assert set(manifest) >= {"loader", "runtime", "icons", "editor"}
    for name, entry in manifest.items():
        assert len(wheel[f"fo_widgets/static/{entry['file']}"]) == entry["bytes"], name
    assert manifest["loader"]["bytes"] <= 4096


def test_wheel_is_typed_and_licensed(wheel: dict[str, bytes]) -> None:
    assert "fo_widgets/py.typed" in wheel
    [licence] = [name for name in wheel if name.endswith("/licenses/LICENSE")]
    assert wheel[licence] == (ROOT / "LICENSE").read_bytes()
    [metadata] = [name for name in wheel if name.endswith(".dist-info/METADATA")]
    headers = Parser().parsestr(wheel[metadata].decode())
    assert headers["Requires-Python"] == ">=3.10"
    assert headers["License-Expression"] == "Apache-2.0"


def test_shipped_data_is_small(wheel: dict[str, bytes]) -> None:
    data = {name: len(content) for name, content in wheel.items() if name.startswith("fo_widgets/data/zoo/")}
    assert "fo_widgets/data/zoo/quickstart.zip" in data
    assert sum(data.values()) < 8 * MEGABYTE


def test_wheel_holds_the_package_and_nothing_else(wheel: dict[str, bytes]) -> None:
    tops = {PurePosixPath(name).parts[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"fo_widgets"}
    assert [name for name in wheel if "__pycache__" in name or name.endswith(".pyc")] == []


def test_sdist_has_the_sources_of_its_assets(sdist: dict[str, bytes]) -> None:
    wanted = {
        "js/package.json",
        "js/package-lock.json",
        "js/build.mjs",
        "js/src/loader.ts",
        "tools/assets.py",
    }
    assert wanted | {"hatch_build.py", "LICENSE", "README.md", "fo_widgets/static/manifest.json"} <= set(
        sdist
    )
    assert [name for name in sdist if "node_modules" in name] == []


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_no_file_tells_where_it_was_made(kind: str, request: pytest.FixtureRequest) -> None:
    pattern = re.compile("|".join(re.escape(trace) for trace in TRACES[:2] + HOSTS).encode())
    files: dict[str, bytes] = request.getfixturevalue(kind)
    assert {name: found[0] for name, content in files.items() if (found := pattern.search(content))} == {}
