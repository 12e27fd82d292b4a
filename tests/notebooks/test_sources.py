"""How the notebooks are kept: clean, complete, and free of anybody's traces."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from fo_widgets.operators import types

FOLDER = Path(__file__).parent.parent.parent / "notebooks"
NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.ipynb"))

# Every Python example of FiftyOne's guide to developing plugins.
EXAMPLES = {
    "02_operators.ipynb": [
        "SimpleInputExample",
        "ExampleOperator",
        "DynamicExample",
        "FixedOptions",
        "Recommended",
        "Forced",
        "ForcedByDelegation",
        "AddPictures",
        "LogsItsSteps",
        "NearestMean",
        "CheckPictures",
        "UsesOps",
        "UsesTrigger",
        "GeneratorExample",
    ],
    "03_panels.ipynb": [
        "HelloWorldPanel",
        "CounterPanel",
        "LayoutPanel",
        "ExamplePanel",
        "CallbacksPanel",
        "DropdownMenuExample",
        "InteractivePlotExample",
        "WalkthroughExample",
        "MultimediaExample",
        "StorePanel",
    ],
}

EVENTS = [
    "load",
    "unload",
    "change_ctx",
    "change_dataset",
    "change_view",
    "change_spaces",
    "change_current_sample",
    "change_selected",
    "change_selected_labels",
    "change_extended_selection",
    "change_group_slice",
]


def notebook(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def code(name: str) -> str:
    cells = notebook(name)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def classes(name: str) -> dict[str, ast.ClassDef]:
    tree = compile(
        code(name), name, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True
    )
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def test_there_are_the_five_notebooks() -> None:
    assert NOTEBOOKS == [
        "01_quickstart.ipynb",
        "02_operators.ipynb",
        "03_panels.ipynb",
        "04_datasets.ipynb",
        "05_gallery.ipynb",
    ]


def test_the_gallery_has_every_view() -> None:
    source = code("05_gallery.ipynb")
    views = [
        name for name, kind in vars(types).items() if isinstance(kind, type) and issubclass(kind, types.View)
    ]
    assert len(views) == 77
    assert [name for name in views if not re.search(rf"\btypes\.{name}\b", source)] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_outputs_are_stripped_and_the_kernel_is_plain(name: str) -> None:
    book = notebook(name)
    assert book["metadata"]["kernelspec"]["name"] == "python3"
    assert "widgets" not in book["metadata"]
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_starts_with_a_title_and_explains_itself(name: str) -> None:
    cells = notebook(name)["cells"]
    assert cells[0]["cell_type"] == "markdown"
    assert cells[0]["source"][0].startswith("# ")
    assert sum(cell["cell_type"] == "markdown" for cell in cells) >= 5


def test_quickstart_has_five_code_cells() -> None:
    kinds = [cell["cell_type"] for cell in notebook("01_quickstart.ipynb")["cells"]]
    assert kinds.count("code") == 5


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_of_the_guide_is_there(name: str) -> None:
    found = classes(name)
    assert [example for example in EXAMPLES[name] if example not in found] == []


def test_example_panel_listens_to_every_event() -> None:
    panel = classes("03_panels.ipynb")["ExamplePanel"]
    methods = {node.name for node in panel.body if isinstance(node, ast.FunctionDef)}
    assert [event for event in EVENTS if f"on_{event}" not in methods] == []
