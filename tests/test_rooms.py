"""A room imports only the rooms above it in docs/architecture.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "fo_widgets"


def documented_rooms() -> list[str]:
    """The rooms in the order of the table in docs/architecture.md, top first."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `fo_widgets/(\w+)/` \|", text, flags=re.MULTILINE)


ROOMS = documented_rooms()


def imported_modules(source: str, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """(line, absolute module or attribute path) of every import, relative ones resolved."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")
            if node.level:
                base = base[: len(base) - node.level + 1]
                prefix = ".".join([*base, *([node.module] if node.module else [])])
            else:
                prefix = node.module or ""
            for alias in node.names:
                yield node.lineno, f"{prefix}.{alias.name}"


def room_of(module: str) -> str | None:
    """The room that a dotted path lies in; `""` for the public face, None outside the package."""
    parts = module.split(".")
    if parts[0] != "fo_widgets":
        return None
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else ""


def violations(source: str, module: str, is_package: bool = False) -> list[str]:
    """What `module` imports from rooms below it, or from the public face."""
    own = room_of(module)
    if not own:
        return []
    found = []
    for line, name in imported_modules(source, module, is_package):
        other = room_of(name)
        if other is None or other == own:
            continue
        if other == "":
            found.append(f"{module}:{line} imports the public face ({name})")
        elif ROOMS.index(other) > ROOMS.index(own):
            found.append(f"{module}:{line} imports {name}, a room below {own}")
    return found


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if "node_modules" not in p.parts)


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_the_document_lists_the_rooms() -> None:
    assert ROOMS[:3] == ["schema", "storage", "data"]
    assert ROOMS[-1] == "panels"
    assert len(ROOMS) == len(set(ROOMS)) == 9


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_module_imports_only_rooms_above_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert violations(source, dotted(path), path.name == "__init__.py") == []


def test_every_folder_is_a_documented_room() -> None:
    folders = {p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists()}
    assert folders <= {*ROOMS, "static"}


@pytest.mark.parametrize(
    ("source", "module", "is_package"),
    [
        ("import fo_widgets.session.queue", "fo_widgets.schema.types", False),
        ("from fo_widgets.faces import tree", "fo_widgets.data.views", False),
        ("from fo_widgets import session", "fo_widgets.plugins.loading", False),
        ("from ..session import queue", "fo_widgets.plugins.loading", False),
        ("from .. import session", "fo_widgets.plugins", True),
        ("from ...session.queue import Queue", "fo_widgets.plugins.compat.files", False),
        ("def f():\n    from fo_widgets import launch_app", "fo_widgets.operators.executor", False),
        ("from fo_widgets.panels import samples", "fo_widgets.faces.anywidget", False),
    ],
)
def test_an_import_downwards_is_found(source: str, module: str, is_package: bool) -> None:
    assert len(violations(source, module, is_package)) == 1


@pytest.mark.parametrize(
    ("source", "module", "is_package"),
    [
        ("from fo_widgets.schema import types", "fo_widgets.session.queue", False),
        ("from ..operators import registry", "fo_widgets.plugins.loading", False),
        ("from . import manifest", "fo_widgets.plugins", True),
        ("from .compat import files", "fo_widgets.plugins", True),
        ("from .. import manifest", "fo_widgets.plugins.compat.files", False),
        ("import json, numpy", "fo_widgets.schema.types", False),
        ("from fo_widgets.session import Session", "fo_widgets", True),
    ],
)
def test_an_import_upwards_is_fine(source: str, module: str, is_package: bool) -> None:
    assert violations(source, module, is_package) == []
