"""The wheel and the sdist, built once; and an environment that has only the wheel."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.environments import ROOT, CleanVenv, output_of
from tools import assets


@dataclass(frozen=True)
class BrokenNode:
    """Programs `node` and `npm` that fail, to be put first on PATH; and whether somebody ran them."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """With them in front of any other."""
        return {"PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}"}

    @property
    def calls(self) -> list[str]:
        """The command line of each run."""
        log = self.folder / "calls"
        return log.read_text().splitlines() if log.exists() else []


@dataclass(frozen=True)
class Built:
    """What a release is: an sdist, and the wheel that was made from it."""

    wheel: Path
    sdist: Path


@pytest.fixture
def broken_node(tmp_path: Path) -> BrokenNode:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/calls"\nexit 99\n')
        program.chmod(0o755)
    return BrokenNode(tmp_path)


@pytest.fixture(scope="session")
def copy_of_tree() -> Callable[[Path], Path]:
    """`copy_of_tree(folder)` puts the files there that a clone would have, and gives the folder."""

    def copy(folder: Path) -> Path:
        listed = output_of(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT)
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        return folder

    return copy


@pytest.fixture(scope="session")
def built(copy_of_tree: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Made with `python -m build`, of the assets that are in this checkout."""
    folder = tmp_path_factory.mktemp("build")
    source = copy_of_tree(folder / "source")
    assets.build()
    shutil.copytree(ROOT / "fo_widgets" / "static", source / "fo_widgets" / "static")
    dist = folder / "dist"
    output_of([sys.executable, "-m", "build", "--outdir", dist, source], cwd=folder)
    [wheel], [sdist] = dist.glob("*.whl"), dist.glob("*.tar.gz")
    return Built(wheel, sdist)


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> CleanVenv:
    """An environment with the wheel, what it depends on, and nothing else."""
    venv = CleanVenv.made(tmp_path_factory.mktemp("installed") / "venv")
    venv.install(built.wheel)
    return venv
