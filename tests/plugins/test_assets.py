from __future__ import annotations

from pathlib import Path

import pytest

from fo_widgets.plugins import assets
from fo_widgets.plugins.assets import AssetError, is_asset, read_asset
from fo_widgets.plugins.manifest import PluginDefinition


@pytest.fixture
def plugin(tmp_path: Path) -> PluginDefinition:
    folder = tmp_path / "plugin"
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "icon.svg").write_text("<svg/>")
    (folder / "assets" / "White icon.png").write_bytes(b"\x89PNG")
    (folder / "__init__.py").write_text("KEY = 'x'")
    (folder / ".env").write_text("TOKEN=1")
    (tmp_path / "secret.txt").write_text("outside")
    (folder / "leak.txt").symlink_to(tmp_path / "secret.txt")
    return PluginDefinition("@acme/demo", str(folder))


@pytest.mark.parametrize(
    "name", ["/assets/icon.svg", "assets/icon.svg", "assets//icon.svg", "assets\\icon.svg"]
)
def test_an_icon_is_found_with_or_without_slash(plugin: PluginDefinition, name: str) -> None:
    asset = read_asset(plugin, name)
    assert (asset.data, asset.mime) == (b"<svg/>", "image/svg+xml")


def test_a_name_with_a_blank_is_fine(plugin: PluginDefinition) -> None:
    assert read_asset(plugin, "/assets/White icon.png").mime == "image/png"


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "/assets/../../secret.txt", "//../secret.txt", "leak.txt", "/etc/../../../../../etc/passwd",
     "__init__.py", ".env", "assets", "", "/", "missing.svg", "assets/\0icon.svg", "..\\secret.txt"],
)  # fmt: skip
def test_what_is_not_for_the_page_is_refused(plugin: PluginDefinition, name: str) -> None:
    with pytest.raises(AssetError):
        read_asset(plugin, name)


def test_a_huge_file_is_refused(plugin: PluginDefinition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "MAX_ASSET_BYTES", 3)
    with pytest.raises(AssetError, match="larger than"):
        read_asset(plugin, "/assets/icon.svg")


@pytest.mark.parametrize(
    ("icon", "answer"),
    [("/assets/icon.svg", True), ("icon.svg", True), ("star", False), ("emoji_people", False), ("", False),
     (None, False), ("https://x/icon.svg", False), ("data:image/png;base64,AA", False), ("//cdn/icon.svg", False)],
)  # fmt: skip
def test_icons_that_are_files_are_told_apart(icon: str | None, answer: bool) -> None:
    assert is_asset(icon) is answer
