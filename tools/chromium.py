"""A Chromium for headless runs: where it is, and how to get one."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# No background traffic: a run must need nothing but the loopback interface.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoChromiumError(RuntimeError):
    """There is no Chromium and none could be installed."""


def find() -> Path | None:
    """The Chromium of `$CHROMIUM`, of the machine, or of Playwright; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise NoChromiumError(f"CHROMIUM={named} is no program")
        return Path(found)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _of_playwright()


def ensure() -> Path:
    """`find()`, after an install where nothing is found.

    Raises:
        NoChromiumError: no package manager and no download gave one.
    """
    found = find()
    if found:
        return found
    tried = []
    for name, install in (
        ("apt-get install chromium", _with_apt),
        ("playwright install chromium", _with_playwright),
    ):
        log.info("no Chromium found: trying %s", name)
        problem = install()
        found = find()
        if found:
            return found
        tried.append(f"{name}: {problem or 'left no Chromium'}")
    raise NoChromiumError(
        "no Chromium, and none could be installed:\n  "
        + "\n  ".join(tried)
        + "\nInstall Chromium or Chrome, or set CHROMIUM to its path."
    )


def _of_playwright() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def _with_apt() -> str | None:
    """None when it went well, else what went wrong; likewise below."""
    if not shutil.which("apt-get"):
        return "this machine has no apt-get"
    command = ["apt-get"] if os.geteuid() == 0 else ["sudo", "--non-interactive", "apt-get"]
    if command[0] == "sudo" and not shutil.which("sudo"):
        return "not root, and no sudo"
    for arguments in (
        ["update"],
        ["install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"],
    ):
        problem = _run([*command, *arguments])
        if problem:
            return problem
    return None


def _with_playwright() -> str | None:
    return _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> str | None:
    """None when it went well, else the end of what it said."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=900,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "gave up after 15 minutes"
    return None if done.returncode == 0 else done.stdout.strip()[-300:]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        print(ensure())
    except NoChromiumError as error:
        sys.exit(str(error))
