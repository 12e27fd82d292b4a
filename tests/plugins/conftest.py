from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fo_widgets.operators import OperatorRegistry
from fo_widgets.plugins import PluginLoader, uninstall_fiftyone_namespace

Plant = Callable[..., Path]

OPERATOR = """
import fiftyone.operators as foo

class Tag(foo.Operator):
    @property
    def config(self):
        return foo.OperatorConfig(name="tag", label="Tag")

    def execute(self, ctx):
        return "first"

def register(p):
    p.register(Tag)
"""


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """`plant("@acme/demo", code, operators=["tag"])` writes a plugin and gives its folder."""

    def plant(
        name: str = "@acme/demo",
        code: str | None = OPERATOR,
        operators: list[str] | None = None,
        manifest: str | None = None,
        folder: str | None = None,
        files: dict[str, str] | None = None,
        **fields: object,
    ) -> Path:
        where = tmp_path / "plugins" / (folder or name.rpartition("/")[2])
        where.mkdir(parents=True, exist_ok=True)
        listed = ["tag"] if operators is None else operators
        lines = [
            f'name: "{name}"',
            f"operators: {listed}",
            *(f"{key}: {value}" for key, value in fields.items()),
        ]
        (where / "fiftyone.yml").write_text("\n".join(lines) if manifest is None else manifest)
        for path, text in {**({} if code is None else {"__init__.py": code}), **(files or {})}.items():
            (where / path).parent.mkdir(parents=True, exist_ok=True)
            (where / path).write_text(textwrap.dedent(text))
        return where

    return plant


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of the person who runs it."""
    monkeypatch.setenv("FIFTYONE_APP_CONFIG_PATH", str(tmp_path / "settings" / "app_config.json"))
    monkeypatch.setenv("FIFTYONE_PLUGINS_DIR", str(tmp_path / "plugins"))


@pytest.fixture
def loader() -> Iterator[PluginLoader]:
    """A loader with a registry of its own."""
    loader = PluginLoader(OperatorRegistry())
    yield loader
    for name in list(loader.plugins):
        loader.unload(name)
    uninstall_fiftyone_namespace()
