"""Installs, as a stranger would do them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaging.conftest import BrokenNode, Built
from tests.packaging.environments import NEWEST, OLDEST, ROOT, CleanVenv, interpreter, project

SMOKE = ROOT / "tests" / "packaging" / "smoke.py"
pytestmark = pytest.mark.timeout(600)


def environment(folder: Path) -> dict[str, str]:
    """Where the shipped pictures are written."""
    return {"FIFTYONE_DATASET_ZOO_DIR": str(folder / "zoo")}


def test_wheel_works_in_an_environment_of_its_own(installed: CleanVenv, tmp_path: Path) -> None:
    assert "No broken requirements" in installed.run("-m", "pip", "check")
    said = installed.run("-I", SMOKE, environment=environment(tmp_path))
    assert said.startswith("fo_widgets ")


def test_sdist_installs_without_node(
    built: Built, installed: CleanVenv, broken_node: BrokenNode, tmp_path: Path
) -> None:
    installed.install("--no-deps", "--force-reinstall", built.sdist, environment=broken_node.environment)
    assert broken_node.calls == []
    installed.run("-I", SMOKE, environment=environment(tmp_path))


def lowest_versions() -> list[str]:
    """Of each dependency, the oldest release that pyproject.toml allows."""
    return [requirement.replace(">=", "==") for requirement in project()["dependencies"]]


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_wheel_works_on_the_oldest_and_newest_python(built: Built, version: str, tmp_path: Path) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"this machine has no Python {version}")
    venv = CleanVenv.made(tmp_path / "venv", python)
    # the oldest Python with the oldest dependencies, so that the lower bounds stay true
    oldest = lowest_versions() if version == OLDEST else []
    venv.install("--prefer-binary", built.wheel, *oldest)
    said = venv.run("-I", SMOKE, environment=environment(tmp_path))
    assert re.search(rf"Python {re.escape(version)}\.", said)


def test_binder_steps_give_a_working_quickstart(
    copy_of_tree: Callable[[Path], Path], broken_node: BrokenNode, tmp_path: Path
) -> None:
    # A clone has no assets, and an image may have no Node.js: pip gets one for the build.
    checkout = copy_of_tree(tmp_path / "checkout")
    python = interpreter((checkout / "binder" / "runtime.txt").read_text().strip().removeprefix("python-"))
    venv = CleanVenv.made(tmp_path / "venv", *([python] if python else []))
    venv.install("-r", "binder/requirements.txt", cwd=checkout, environment=broken_node.environment)
    postbuild = ["-c", "import subprocess, sys; sys.exit(subprocess.call(['bash', 'binder/postBuild']))"]
    venv.run(*postbuild, cwd=checkout)
    notebook = checkout / "notebooks" / "01_quickstart.ipynb"
    execute: list[str | Path] = ["-m", "nbconvert", "--to", "markdown", "--execute", "--stdout", notebook]
    said = venv.run(*execute, cwd=checkout, environment=environment(tmp_path))
    assert "'unusual'" in said
    assert "Traceback" not in said
