from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import yaml

from fo_widgets.plugins import loader as default_loader
from fo_widgets.plugins import management, settings
from fo_widgets.plugins.compat.absent import FeatureUnavailable
from tests.plugins.conftest import Plant


def test_plugins_are_listed_found_and_described(plant: Plant) -> None:
    folder = plant()
    plant("@acme/other")
    plant("@acme/bad", manifest="name: [")
    assert management.list_downloaded_plugins() == ["@acme/demo", "@acme/other"]
    assert [plugin.name for plugin in management.list_plugins()] == ["@acme/demo", "@acme/other"]
    assert management.get_plugin("@acme/demo").operators == ["tag"]
    assert management.get_plugin(plugin_dir=str(folder)).name == "@acme/demo"
    assert management.find_plugin("@acme/demo") == str(folder)
    with pytest.raises(ValueError, match="Plugin 'nope' not found; there are: @acme/demo, @acme/other"):
        management.get_plugin("nope")


def test_enabling_and_disabling_lasts(plant: Plant, tmp_path: Path) -> None:
    plant()
    plant("@acme/other")
    assert management.disable_plugin("@acme/demo")
    assert not management.disable_plugin("@acme/demo")
    assert management.list_enabled_plugins() == ["@acme/other"]
    assert management.list_disabled_plugins() == ["@acme/demo"]
    assert len(management.list_plugins(enabled="all")) == 2
    stored = json.loads((tmp_path / "settings" / "app_config.json").read_text())
    assert stored == {"plugins": {"@acme/demo": {"enabled": False}}}
    assert management.enable_plugin("@acme/demo")
    assert management.list_disabled_plugins() == []
    with pytest.raises(ValueError, match="not found"):
        management.enable_plugin("nope")
    assert management.disable_plugin("nope", _allow_missing=True)


def test_disabling_takes_a_loaded_plugin_out(plant: Plant) -> None:
    plant()
    assert default_loader.load().ok
    management.disable_plugin("@acme/demo")
    assert not default_loader.registry.operator_exists("@acme/demo/tag")


def test_other_settings_in_the_file_are_kept(plant: Plant, tmp_path: Path) -> None:
    plant()
    path = tmp_path / "settings" / "app_config.json"
    path.parent.mkdir()
    path.write_text('{"theme": "dark", "plugins": {"x": {"a": 1}}}')
    management.disable_plugin("@acme/demo")
    stored = json.loads(path.read_text())
    assert stored["theme"] == "dark"
    assert stored["plugins"]["x"] == {"a": 1}
    path.write_text("not json")
    assert settings.is_enabled("@acme/demo")


def test_a_plugin_is_made(plant: Plant, tmp_path: Path) -> None:
    folder = management.create_plugin(
        "@me/new", description="d", version=">=1.0", tags=["x"], operators=["a"]
    )
    assert folder == str(tmp_path / "plugins" / "@me" / "new")
    assert yaml.safe_load(Path(folder, "fiftyone.yml").read_text()) == {
        "name": "@me/new",
        "description": "d",
        "tags": ["x"],
        "operators": ["a"],
        "fiftyone": {"version": ">=1.0"},
    }
    with pytest.raises(ValueError, match="Plugin '@me/new' already exists"):
        management.create_plugin("@me/new")
    management.create_plugin("@me/new", overwrite=True)
    assert management.get_plugin("@me/new").operators == []


def test_a_plugin_is_made_from_files(plant: Plant, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "__init__.py").write_text("x = 1")
    (source / "fiftyone.yml").write_text("name: old\nauthor: me")
    folder = management.create_plugin("@me/copied", from_files=str(source))
    assert Path(folder, "__init__.py").read_text() == "x = 1"
    plugin = management.get_plugin("@me/copied")
    assert (plugin.name, plugin.author) == ("@me/copied", "me")
    single = management.create_plugin("@me/files", from_files=[str(source / "__init__.py"), str(source)])
    assert sorted(path.name for path in Path(single).iterdir()) == ["__init__.py", "fiftyone.yml", "source"]


def test_a_plugin_is_deleted_only_from_the_plugins_folder(plant: Plant, tmp_path: Path) -> None:
    folder = plant()
    management.delete_plugin("@acme/demo")
    assert not folder.exists()
    with pytest.raises(ValueError, match="not found"):
        management.delete_plugin("@acme/demo")
    elsewhere = Path(management.create_plugin("@me/own", outdir=str(tmp_path / "own"), operators=["tag"]))
    (elsewhere / "__init__.py").write_text("def register(p): pass")
    default_loader.load(elsewhere)
    with pytest.raises(ValueError, match="delete the folder yourself"):
        management.delete_plugin("@me/own")
    assert elsewhere.exists()
    default_loader.unload("@me/own")


def test_a_local_folder_or_zip_is_installed(plant: Plant, tmp_path: Path) -> None:
    repo = tmp_path / "repo"
    for name in ("one", "two"):
        (repo / "plugins" / name).mkdir(parents=True)
        (repo / "plugins" / name / "fiftyone.yml").write_text(f"name: '@you/{name}'")
    installed = management.download_plugin(str(repo), plugin_names="@you/one")
    assert installed == {"@you/one": str(tmp_path / "plugins" / "@you" / "one")}
    with pytest.raises(ValueError, match="installed already: @you/one; pass overwrite=True"):
        management.download_plugin(str(repo))
    with zipfile.ZipFile(tmp_path / "repo.zip", "w") as archive:
        for path in repo.rglob("*.yml"):
            archive.write(path, path.relative_to(tmp_path))
    assert set(management.download_plugin(str(tmp_path / "repo.zip"), overwrite=True)) == {
        "@you/one",
        "@you/two",
    }
    assert management.list_downloaded_plugins() == ["@you/one", "@you/two"]
    with pytest.raises(ValueError, match="no plugin @you/three in"):
        management.download_plugin(str(repo), ["@you/three"])


def test_downloads_are_refused_by_name(tmp_path: Path) -> None:
    for source in ("https://github.com/voxel51/fiftyone-plugins", "voxel51/fiftyone-plugins"):
        with pytest.raises(FeatureUnavailable, match="does not download plugins from the network") as caught:
            management.download_plugin(source)
        assert source in str(caught.value)
    (tmp_path / "x.bin").write_text("x")
    with pytest.raises(ValueError, match="neither a folder nor a ZIP file"):
        management.download_plugin(str(tmp_path / "x.bin"))


def test_requirements_are_read_and_checked(plant: Plant) -> None:
    plant(files={"requirements.txt": "numpy>=1\nfow-no-such-package\n"})
    plant("@acme/none")
    assert management.load_plugin_requirements("@acme/demo") == ["numpy>=1", "fow-no-such-package"]
    assert management.load_plugin_requirements("@acme/none") is None
    management.ensure_plugin_requirements("@acme/none")
    with pytest.raises(ImportError, match="fow-no-such-package"):
        management.ensure_plugin_requirements("@acme/demo")
    with pytest.raises(FeatureUnavailable, match=r"pip install -r .*requirements.txt"):
        management.install_plugin_requirements("@acme/demo")


def test_compatibility_is_checked(plant: Plant) -> None:
    plant(fiftyone="{version: '<1.0'}")
    plant("@acme/any")
    management.ensure_plugin_compatibility("@acme/any")
    management.ensure_plugin_compatibility("@acme/demo", error_level=2)
    with pytest.raises(ImportError, match=r"needs FiftyOne <1.0"):
        management.ensure_plugin_compatibility("@acme/demo")
