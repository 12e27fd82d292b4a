"""Real FiftyOne in an environment of its own, for tests that hold ours against it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

log = logging.getLogger(__name__)

PACKAGE = "fiftyone==1.22.1"
FOLDER = Path(__file__).resolve().parent.parent / ".build" / "fiftyone"


class NoFiftyOneError(RuntimeError):
    """There is no FiftyOne, and none could be installed."""


def ensure() -> Path:
    """The Python that imports FiftyOne: `$FIFTYONE_PYTHON`, or that of `.build/fiftyone`, which is made if needed.

    Raises:
        NoFiftyOneError: with what was tried, and what to do.
    """
    named = os.environ.get("FIFTYONE_PYTHON")
    python = named_python()
    if python.is_file() and _version(python):
        return python
    if named:
        raise NoFiftyOneError(f"FIFTYONE_PYTHON={named} does not have {PACKAGE}")
    started = time.monotonic()
    log.info("installing %s into %s", PACKAGE, FOLDER)
    _run([sys.executable, "-m", "venv", "--clear", str(FOLDER)])
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE])
    if not _version(python):
        raise NoFiftyOneError(
            f"{PACKAGE} is not in {FOLDER} after its install; remove the folder and try again"
        )
    log.info("installed in %.0f s", time.monotonic() - started)
    return python


def named_python() -> Path:
    """Where the Python with FiftyOne is, or would be."""
    named = os.environ.get("FIFTYONE_PYTHON")
    return Path(named) if named else FOLDER / "bin" / "python"


def _version(python: Path) -> bool:
    """Whether it is installed; asks pip's records, for an import takes seconds."""
    code = "from importlib.metadata import version; import sys; sys.exit(version('fiftyone') != sys.argv[1])"
    command = [str(python), "-c", code, PACKAGE.partition("==")[2]]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    if done.returncode:
        raise NoFiftyOneError(f"{' '.join(command[:4])} ... failed: {done.stderr.strip()[-400:]}")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        print(ensure())
    except NoFiftyOneError as error:
        sys.exit(str(error))
