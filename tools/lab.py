"""A notebook in a real JupyterLab page: run cells, click, look, reload, restart, save."""

from __future__ import annotations

import ast
import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from playwright.sync_api import BrowserContext, Locator, Page, WebSocket

from tools.lab_server import THEMES, LabServer, Settings
from tools.lab_traffic import Traffic

DRIVER = Path(__file__).with_name("lab_page.js")
SECONDS = 30.0
"""Default patience for anything in the page or the kernel."""

T = TypeVar("T")
Output = dict[str, Any]
"""One output of a cell, as in nbformat."""


class CellError(AssertionError):
    """A cell raised; the message is its traceback."""


@dataclass(frozen=True)
class Cell:
    """A cell of an open notebook."""

    lab: Lab
    index: int

    @property
    def locator(self) -> Locator:
        """The whole cell in the page."""
        return self.lab.page.locator(".jp-Notebook .jp-Cell").nth(self.index)

    @property
    def output(self) -> Locator:
        """What the cell shows, in the page: the place to look for widgets."""
        return self.locator.locator(".jp-Cell-outputArea")

    @property
    def source(self) -> str:
        """Its text."""
        return str(self._read()["source"])

    @property
    def outputs(self) -> list[Output]:
        """Its outputs, as nbformat has them."""
        outputs: list[Output] = self._read()["outputs"]
        return outputs

    @property
    def text(self) -> str:
        """Streams and plain-text results of it, joined."""
        parts = []
        for output in self.outputs:
            text = (
                output.get("text")
                if output["output_type"] == "stream"
                else output.get("data", {}).get("text/plain")
            )
            parts.append("".join(text or ""))
        return "".join(parts)

    def start(self) -> Cell:
        """Run it, without waiting for its end."""
        self.lab.call("start", self.index)
        return self

    def finish(self, *, check: bool = True, timeout: float = SECONDS) -> Cell:
        """Wait for the end of a started cell.

        Raises:
            CellError: the cell raised, and `check` is true.
        """
        self.lab.call("finish", self.index, timeout * 1000)
        return self._checked() if check else self

    def run(self, *, check: bool = True, timeout: float = SECONDS) -> Cell:
        """`start()` and `finish()`."""
        return self.start().finish(check=check, timeout=timeout)

    def _checked(self) -> Cell:
        for output in self.outputs:
            if output["output_type"] == "error":
                trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output["traceback"]))
                raise CellError(f"cell {self.index} raised {output['ename']}: {output['evalue']}\n{trace}")
        return self

    def _read(self) -> dict[str, Any]:
        read: dict[str, Any] = self.lab.call("cell", self.index)
        return read


@dataclass
class Lab:
    """One notebook in one browser page. `Lab.open` makes it; it has a kernel of its own."""

    server: LabServer
    page: Page
    path: str
    """Of the notebook, relative to the server's root."""
    mode: Literal["doc", "lab"]
    traffic: Traffic = field(default_factory=Traffic)
    page_errors: list[str] = field(default_factory=list)
    """Exceptions that nothing in the page caught."""
    console: list[str] = field(default_factory=list)
    """Console lines, as `"error: text"`."""

    @classmethod
    def open(
        cls,
        server: LabServer,
        context: BrowserContext,
        notebook: Sequence[str] | Path,
        *,
        theme: Literal["light", "dark"] = "light",
        settings: Settings = {},  # noqa: B006 (never changed)
        mode: Literal["doc", "lab"] = "doc",
    ) -> Lab:
        """A new page that shows a new notebook with a new kernel, idle.

        Args:
            server: where to open it.
            context: of the browser.
            notebook: sources of code cells, or a notebook file, of which a copy is opened.
            theme: of JupyterLab.
            settings: of JupyterLab plugins, e.g.
                `{"@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"}}`.
            mode: `"doc"`: the notebook fills the page; `"lab"`: with JupyterLab's side bars.
        """
        themes = "@jupyterlab/apputils-extension:themes"
        server.configure({**settings, themes: {"theme": THEMES[theme], **settings.get(themes, {})}})
        path = (
            f"{'notebook' if not isinstance(notebook, Path) else notebook.stem}-{time.monotonic_ns()}.ipynb"
        )
        if isinstance(notebook, Path):
            shutil.copyfile(notebook, server.root / path)
        else:
            (server.root / path).write_text(json.dumps(_notebook(notebook)))
        # The kernel starts while the page loads; the page finds the session by the notebook's path.
        starting = threading.Thread(target=server.start_session, args=(path,))
        starting.start()
        lab = cls(server, context.new_page(), path, mode)
        lab._load(starting.join)
        return lab

    def another_page(self) -> Lab:
        """The same notebook and kernel in a second page."""
        lab = Lab(self.server, self.page.context.new_page(), self.path, self.mode)
        lab._load(lambda: None)
        return lab

    @property
    def cells(self) -> list[Cell]:
        """All cells, in order."""
        return [Cell(self, index) for index in range(self.call("cellCount"))]

    def run(self, source: str, *, check: bool = True, timeout: float = SECONDS) -> Cell:
        """Append a code cell, run it, and wait for its end.

        Raises:
            CellError: it raised, and `check` is true.
        """
        return self.add(source).run(check=check, timeout=timeout)

    def add(self, source: str) -> Cell:
        """Append a code cell without running it."""
        return Cell(self, self.call("append", source))

    def run_all(self, *, check: bool = True, timeout: float = 4 * SECONDS) -> list[Cell]:
        """Run all cells, as the menu does.

        Raises:
            CellError: the first that raised, if `check` is true.
        """
        self.call("runAll", timeout * 1000)
        cells = self.cells
        return [cell._checked() for cell in cells] if check else cells

    def value(self, expression: str, *, timeout: float = SECONDS) -> Any:
        """What a Python expression is in the kernel now; it must have a JSON form. Runs between cells."""
        return json.loads(ast.literal_eval(self.call("value", expression, timeout * 1000)))

    def wait_for_value(self, expression: str, wanted: Any, *, timeout: float = SECONDS) -> None:
        """Wait until `value(expression)` equals `wanted`.

        Raises:
            AssertionError: it never did; names the last value.
        """
        self.wait_until(
            lambda: self.value(expression),
            lambda value: bool(value == wanted),
            f"{expression} == {wanted!r}",
            timeout,
        )

    def wait_until(
        self, read: Callable[[], T], good: Callable[[T], bool], what: str, timeout: float = SECONDS
    ) -> T:
        """Read again and again until the value is good; gives it."""
        deadline = time.monotonic() + timeout
        while not good(value := read()):
            if time.monotonic() > deadline:
                raise AssertionError(f"{what}: not so after {timeout:g} s, it is {value!r}")
            # Lets the page's own events through, which a plain sleep would not.
            self.page.wait_for_timeout(30)
        return value

    def wait_idle(self, *, timeout: float = SECONDS) -> None:
        """Wait until the kernel has nothing to do."""
        self.call("idle", timeout * 1000)

    @property
    def kernel_status(self) -> str:
        """`"idle"`, `"busy"`, `"dead"`, `"none"`, …, as the page knows it."""
        return str(self.call("status"))

    def restart_kernel(self, *, timeout: float = SECONDS) -> None:
        """Restart the kernel, as the menu does after its question, and wait until it is idle."""
        self.call("restart", timeout * 1000)

    def shut_down_kernel(self, *, timeout: float = SECONDS) -> None:
        """End the kernel for good."""
        self.call("shutdown", timeout * 1000)

    def interrupt_kernel(self) -> None:
        """The stop button."""
        self.call("interrupt")

    def reload(self, *, save: bool = True) -> None:
        """Reload the page, as F5 does; the kernel goes on. Unsaved outputs are gone, so it saves first."""
        if save:
            self.save()
        self.page.reload(wait_until="domcontentloaded")
        self.call("open", 2 * SECONDS * 1000)

    def save(self) -> dict[str, Any]:
        """Save the notebook; gives the file's content."""
        self.call("save", SECONDS * 1000)
        saved: dict[str, Any] = json.loads((self.server.root / self.path).read_text())
        return saved

    def screenshot(self, file: Path, locator: Locator | None = None) -> Path:
        """A PNG of the page, or of one part of it; gives the file."""
        file.parent.mkdir(parents=True, exist_ok=True)
        if locator is None:
            self.page.screenshot(path=file, animations="disabled")
        else:
            locator.screenshot(path=file, animations="disabled")
        return file

    def close(self) -> None:
        """Close the page; its kernel goes on."""
        self.page.close()

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function of `lab_page.js` for this notebook."""
        return self.page.evaluate(
            "([name, path, ...rest]) => window.labDriver[name](path, ...rest)", [name, self.path, *arguments]
        )

    def _load(self, kernel_started: Callable[[], None]) -> None:
        page = self.page
        page.set_default_timeout(SECONDS * 1000)
        page.add_init_script(path=DRIVER)
        page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        page.on("console", lambda line: self.console.append(f"{line.type}: {line.text}"))
        page.on("websocket", self._listen)
        # A workspace of its own: a second page of the same workspace would be sent elsewhere, by a reload.
        where = f"{self.mode}/workspaces/page-{time.monotonic_ns()}"
        page.goto(f"{self.server.url}/{where}?token={self.server.token}", wait_until="domcontentloaded")
        kernel_started()
        self.call("open", 2 * SECONDS * 1000)

    def _listen(self, socket: WebSocket) -> None:
        if "/channels" in socket.url:
            socket.on("framereceived", lambda payload: self.traffic.record(payload, sent=False))
            socket.on("framesent", lambda payload: self.traffic.record(payload, sent=True))


def _notebook(sources: Sequence[str]) -> dict[str, Any]:
    cells: list[dict[str, Any]] = [
        {
            "id": f"cell-{i}",
            "cell_type": "code",
            "source": s,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for i, s in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
