"""Clean Python environments, and the interpreters that can make them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent.parent
OLDEST, NEWEST = "3.10", "3.13"
"""Python versions that we support; what lies between is what runs the tests, and Binder's."""


def project() -> dict[str, Any]:
    """The table `project` of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def output_of(
    command: Sequence[str | Path], *, cwd: Path, environment: Mapping[str, str] | None = None
) -> str:
    """What a program printed.

    Raises:
        AssertionError: it failed; with the end of what it said.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**plain_environment(), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=540,
        check=False,
    )
    said = " ".join(map(str, command))
    assert done.returncode == 0, f"`{said}` ended with {done.returncode}:\n{done.stdout[-4000:]}"
    return done.stdout


def plain_environment() -> dict[str, str]:
    """Our environment without what would let an environment see another, or this checkout."""
    hidden = ("PYTHON", "VIRTUAL_ENV", "FIFTYONE_", "JUPYTER_", "IPYTHON")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(hidden)},
        "PYTHONNOUSERSITE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


@dataclass(frozen=True)
class CleanVenv:
    """A virtual environment with nothing but pip in it."""

    folder: Path

    @classmethod
    def made(cls, folder: Path, interpreter: str | Path = sys.executable) -> CleanVenv:
        """A new one in `folder`."""
        output_of([interpreter, "-m", "venv", folder], cwd=folder.parent)
        return cls(folder)

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def environment(self) -> dict[str, str]:
        """As after `activate`."""
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        return {"PATH": path, "VIRTUAL_ENV": str(self.folder)}

    def run(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> str:
        """What its interpreter printed, run in a folder without our sources unless told otherwise."""
        return output_of(
            [self.python, *arguments],
            cwd=cwd or self.folder,
            environment={**self.environment, **(environment or {})},
        )

    def install(
        self, *what: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        """`pip install` of these; what nobody imports is not compiled."""
        self.run("-m", "pip", "install", "--quiet", "--no-compile", *what, cwd=cwd, environment=environment)


def interpreter(version: str) -> Path | None:
    """A Python of this minor version on this machine: on PATH, or made by pyenv; None if there is none."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))]
    for candidate in candidates:
        # a shim of pyenv is there for versions that are not switched on
        if candidate and _version(candidate) == version:
            return Path(candidate)
    return None


def _version(python: str | Path) -> str:
    program = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([str(python), "-c", program], capture_output=True, text=True, check=False)
    return done.stdout.strip()
