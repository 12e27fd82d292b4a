"""A real JupyterLab server on a free loopback port, with nothing of the user's own configuration."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import child
from tools.ports import free_port

Settings = Mapping[str, Mapping[str, Any]]
"""JupyterLab plugin id → its settings, as in `overrides.json`."""

QUIET: Settings = {
    # No news, no update check, no autosave, no dialog: a page shows what its test did and nothing else.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    # Every cell stays in the page, so that a locator finds it wherever the page is scrolled to.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


class LabServerError(RuntimeError):
    """JupyterLab did not start; the message has the end of its log."""


@dataclass(frozen=True)
class LabServer:
    """A running JupyterLab."""

    port: int
    token: str
    root: Path
    """Folder of the notebooks."""
    settings_folder: Path
    log: Path

    @property
    def url(self) -> str:
        """Address without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    def configure(self, settings: Settings = {}) -> None:  # noqa: B006 (never changed)
        """Make these the user's settings, on top of QUIET, for every page that is opened from now on."""
        shutil.rmtree(self.settings_folder, ignore_errors=True)
        for plugin in {*QUIET, *settings}:
            package, _, name = plugin.partition(":")
            file = self.settings_folder / package / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({**QUIET.get(plugin, {}), **settings.get(plugin, {})}))

    def api(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Call the server's REST API, `path` like `"/api/kernels"`; gives the decoded answer, or None if empty."""
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def start_session(self, path: str) -> None:
        """Start a kernel for the notebook at `path`; a page that opens the notebook finds it."""
        kernel = {"name": "python3"}
        self.api("POST", "/api/sessions", {"path": path, "name": path, "type": "notebook", "kernel": kernel})

    def stop_session(self, path: str) -> None:
        """End the kernel of the notebook at `path`, if it still has one."""
        for session in self.api("GET", "/api/sessions"):
            if session["path"] == path:
                with contextlib.suppress(urllib.error.HTTPError):
                    self.api("DELETE", f"/api/sessions/{session['id']}")


@contextlib.contextmanager
def running(
    root: Path | None = None,
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
) -> Iterator[LabServer]:
    """One JupyterLab until the block ends; its kernels run this very Python.

    Args:
        root: folder of the notebooks; a temporary one unless given.
        environment: more environment variables for the server and its kernels.
        options: more command-line options of the server.

    Raises:
        LabServerError: it ended, or did not answer within 60 seconds.
    """
    with tempfile.TemporaryDirectory(prefix="fo_widgets-lab-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        folders = {
            part: home / part for part in ("config", "data", "runtime", "ipython", "settings", "workspaces")
        }
        for folder in folders.values():
            folder.mkdir()
        if root is None:
            root = home / "notebooks"
            root.mkdir()
        # A history database costs every kernel start a file lock and 0.1 s, and no test reads it.
        profile = folders["ipython"] / "profile_default"
        profile.mkdir()
        (profile / "ipython_kernel_config.py").write_text("c.HistoryManager.enabled = False\n")
        pages = folders["config"] / "labconfig"
        pages.mkdir()
        (pages / "page_config.json").write_text(json.dumps({"buildCheck": False}))
        server = LabServer(
            free_port(), secrets.token_hex(16), root, folders["settings"], home / "jupyterlab.log"
        )
        server.configure()
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += [
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={server.port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={server.token}",
            f"--ServerApp.root_dir={root}",
            f"--LabServerApp.user_settings_dir={folders['settings']}",
            f"--LabServerApp.workspaces_dir={folders['workspaces']}",
            f"--LabApp.user_settings_dir={folders['settings']}",
            f"--LabApp.workspaces_dir={folders['workspaces']}",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly",
            "--ServerApp.terminals_enabled=False",
            *options,
        ]
        variables = {
            **os.environ,
            **(environment or {}),
            "JUPYTER_CONFIG_DIR": str(folders["config"]),
            "JUPYTER_DATA_DIR": str(folders["data"]),
            "JUPYTER_RUNTIME_DIR": str(folders["runtime"]),
            "JUPYTERLAB_SETTINGS_DIR": str(folders["settings"]),
            "JUPYTERLAB_WORKSPACES_DIR": str(folders["workspaces"]),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "IPYTHONDIR": str(folders["ipython"]),
        }
        with (
            server.log.open("wb") as output,
            child.running(command, environment=variables, output=output) as process,
        ):
            deadline = time.monotonic() + 60
            while not _answers(server):
                if process.poll() is not None or time.monotonic() > deadline:
                    end = server.log.read_text(errors="replace")[-2000:]
                    raise LabServerError(f"JupyterLab does not answer on {server.url}:\n{end}")
                time.sleep(0.1)
            yield server


def _answers(server: LabServer) -> bool:
    try:
        server.api("GET", "/api/status")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True
