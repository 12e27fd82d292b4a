"""The dependencies in pyproject.toml are those that the package imports, and docs/dependencies.md explains them."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata

from tests.packaging.environments import ROOT, project

# Asked for only by the one call that needs it, which says so when it is missing.
OPTIONAL = {"datasets", "shapely"}
# Comes with ipywidgets, which needs it itself.
WITH_ANOTHER = {"IPython"}

PROJECT = project()
DOCUMENT = ROOT / "docs" / "dependencies.md"


def normal(requirement: str) -> str:
    """The name in a requirement, in the one spelling that compares."""
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def imported() -> Iterator[tuple[str, str]]:
    """Each third-party package that the package imports, with one file that does."""
    for path in sorted((ROOT / "fo_widgets").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in names:
                top = name.split(".")[0]
                if top not in sys.stdlib_module_names and top != "fo_widgets":
                    yield top, path.relative_to(ROOT).as_posix()


PROVIDERS = {
    package: {normal(name) for name in names} for package, names in metadata.packages_distributions().items()
}
"""The distributions that provide each import package."""


def test_what_is_imported_is_declared() -> None:
    declared = {normal(requirement) for requirement in PROJECT["dependencies"]}
    missing = {
        package: path
        for package, path in imported()
        if package not in OPTIONAL | WITH_ANOTHER and not PROVIDERS.get(package, set()) & declared
    }
    assert missing == {}


def test_what_is_declared_is_imported() -> None:
    used = {name for package, _ in imported() for name in PROVIDERS.get(package, ())}
    assert {normal(requirement) for requirement in PROJECT["dependencies"]} - used == set()


def explained() -> set[str]:
    """The names in the first column of the tables of the document."""
    rows = re.findall(r"^\| (`.+?) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_python_dependency_has_its_reason() -> None:
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    names = {normal(requirement) for group in groups for requirement in group} - {"fo-widgets"}
    assert names - {normal(name) for name in explained() if not name.startswith("@")} == set()


def test_every_npm_dependency_has_its_reason() -> None:
    package = json.loads((ROOT / "js" / "package.json").read_text())
    assert {*package["dependencies"], *package["devDependencies"]} - explained() == set()


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "js" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
