"""Runs the notebooks as a person would: every cell, in order, in a kernel of its own."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent.parent / "notebooks"
WIDGET = "application/vnd.jupyter.widget-view+json"


class Executed:
    """A notebook after all its cells ran, with its kernel still there.

    Attributes:
        cells: its code cells, with outputs.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self._book = nbformat.read(FOLDER / name, as_version=4)  # type: ignore[no-untyped-call]
        self.cells: list[Any] = [cell for cell in self._book.cells if cell.cell_type == "code"]
        self._client = NotebookClient(
            self._book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
        )

    def __enter__(self) -> Executed:
        self._kernel = self._client.setup_kernel(cleanup_kc=True)
        self._kernel.__enter__()
        try:
            for index, cell in enumerate(self._book.cells):
                self._client.execute_cell(cell, index)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._kernel.__exit__(None, None, None)  # shuts the kernel down, too

    def value(self, expression: str) -> Any:
        """What a literal-valued expression gives in the notebook's kernel."""
        cell = nbformat.v4.new_code_cell(f"print(repr({expression}), end='')")  # type: ignore[no-untyped-call]
        self._book.cells.append(cell)
        self._client.execute_cell(cell, len(self._book.cells) - 1)
        return ast.literal_eval("".join(out["text"] for out in cell.outputs if out.get("name") == "stdout"))

    def shown(self, source: str) -> Any:
        """The last output of the first cell that contains `source`, read as a literal; its text if it is none."""
        cell = next(cell for cell in self.cells if source in cell.source)
        text = cell.outputs[-1]["data"]["text/plain"]
        try:
            return ast.literal_eval(text)
        except (SyntaxError, ValueError):
            return text

    def widgets(self) -> list[str]:
        """The last line of every cell that shows a widget."""
        return [
            cell.source.rstrip().splitlines()[-1]
            for cell in self.cells
            if any(WIDGET in output.get("data", {}) for output in cell.outputs)
        ]

    def failures(self) -> list[str]:
        """What went wrong inside open panels and forms, which show it instead of raising."""
        return list(
            self.value(
                "[str(failure) for session in __import__('fo_widgets.notebook').notebook._sessions.values()"
                " for host in session.hosts.values() for failure in host.errors]"
            )
        )


@pytest.fixture(scope="session")
def kernel_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture
def run_notebook(kernel_environment: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Executed]:
    """`with run_notebook("01_quickstart.ipynb") as done:` runs all cells; a raising cell fails the test."""
    monkeypatch.setenv("FIFTYONE_DATASET_ZOO_DIR", str(kernel_environment / "zoo"))
    monkeypatch.setenv("FIFTYONE_PLUGINS_DIR", str(kernel_environment / "plugins"))
    monkeypatch.delenv("FIFTYONE_DATABASE_URI", raising=False)
    return lambda name: Executed(name, kernel_environment)
