from __future__ import annotations

from pathlib import Path

import pytest

from fo_widgets.plugins.discovery import find_manifests, find_plugins_on_disk
from fo_widgets.plugins.settings import plugins_dir


def plant(root: Path, *folders: str) -> None:
    for folder in folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / "fiftyone.yml").write_text(f"name: {Path(folder).name}")


def found(root: Path) -> list[str]:
    return [str(path.parent.relative_to(root)) for path in find_manifests(root)]


def test_three_levels_are_searched(tmp_path: Path) -> None:
    plant(tmp_path, "one", "a/two", "a/b/three", "a/b/c/four")
    assert found(tmp_path) == ["a/b/three", "a/two", "one"]


def test_folders_that_hold_no_plugins_are_skipped(tmp_path: Path) -> None:
    plant(tmp_path, ".git/x", "node_modules/p", "__pycache__/q", "good")
    assert found(tmp_path) == ["good"]


def test_the_inside_of_a_plugin_is_its_own(tmp_path: Path) -> None:
    plant(tmp_path, "outer", "outer/inner")
    assert found(tmp_path) == ["outer"]


def test_a_plugin_folder_or_manifest_is_found_itself(tmp_path: Path) -> None:
    plant(tmp_path, "one")
    assert find_manifests(tmp_path / "one") == find_manifests(tmp_path / "one" / "fiftyone.yml")


def test_a_link_to_a_plugin_is_followed_and_loops_end(tmp_path: Path) -> None:
    plant(tmp_path / "elsewhere", "dev")
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "dev").symlink_to(tmp_path / "elsewhere" / "dev")
    (plugins / "loop").symlink_to(plugins)
    assert found(plugins) == ["dev"]


def test_nothing_at_the_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no plugin folder at"):
        find_manifests(tmp_path / "missing")


def test_the_plugins_folder_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "one")
    monkeypatch.setenv("FIFTYONE_PLUGINS_DIR", str(tmp_path))
    assert plugins_dir() == tmp_path
    assert [path.parent.name for path in find_plugins_on_disk()] == ["one"]


def test_a_plugins_folder_that_does_not_exist_holds_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIFTYONE_PLUGINS_DIR", str(tmp_path / "missing"))
    assert find_plugins_on_disk() == []


def test_several_roots_give_each_plugin_once(tmp_path: Path) -> None:
    plant(tmp_path, "a/one", "b/two")
    paths = find_plugins_on_disk([tmp_path / "b", tmp_path / "a", tmp_path])
    assert [path.parent.name for path in paths] == ["two", "one"]
