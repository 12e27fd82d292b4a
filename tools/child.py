"""Servers that never outlive the program that started them, not even when it is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

PATIENCE = 10.0
"""Seconds between asking a server to stop and killing it."""


@contextlib.contextmanager
def running(
    command: list[str],
    *,
    environment: Mapping[str, str] | None = None,
    output: IO[Any] | int = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` until the block ends; gives its guardian, whose `poll()` is not None once the server is gone.

    The guardian is this file as a program. It holds the other end of a pipe, which closes when we close it or die,
    and ends the server and all that is in the server's process group.
    """
    guardian = subprocess.Popen(
        [sys.executable, str(Path(__file__).resolve()), *command],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
    )
    try:
        yield guardian
    finally:
        assert guardian.stdin is not None
        guardian.stdin.close()
        guardian.wait(timeout=3 * PATIENCE)


def _guard(command: list[str]) -> int:
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)

    def stop_with_owner() -> None:
        sys.stdin.buffer.read()
        _signal(server, signal.SIGTERM)
        try:
            server.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            _signal(server, signal.SIGKILL)

    threading.Thread(target=stop_with_owner, daemon=True).start()
    return server.wait()


def _signal(server: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, number)


if __name__ == "__main__":
    sys.exit(_guard(sys.argv[1:]))
