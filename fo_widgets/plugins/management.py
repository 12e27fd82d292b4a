"""`fiftyone.plugins`: the plugins on this machine, listed, made, switched on and off, deleted."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import yaml

from fo_widgets.plugins import settings
from fo_widgets.plugins.compat.absent import FeatureUnavailable
from fo_widgets.plugins.compat.imports import ensure_requirements, load_requirements
from fo_widgets.plugins.compatibility import COMPATIBLE_VERSION, is_compatible
from fo_widgets.plugins.discovery import find_manifests, find_plugins_on_disk
from fo_widgets.plugins.loading import loader
from fo_widgets.plugins.manifest import (
    MANIFEST_NAMES,
    ManifestError,
    PluginDefinition,
    manifest_in,
    read_manifest,
)
from fo_widgets.plugins.settings import plugins_dir


def list_plugins(
    enabled: bool | Literal["all"] = True, builtin: bool = False, shadowed: bool = False
) -> list[PluginDefinition]:
    """The plugins in `plugins_dir()` and the loaded ones, except where the manifest is bad.

    Args:
        enabled: only enabled ones (True), only disabled ones (False), or `"all"`.
        builtin: accepted as FiftyOne does; there are no builtin plugins on disk.
        shadowed: likewise.
    """
    plugins = list(_installed().values())
    if enabled == "all":
        return plugins
    return [plugin for plugin in plugins if settings.is_enabled(plugin.name) is enabled]


def list_downloaded_plugins() -> list[str]:
    """The names of all plugins, enabled or not."""
    return list(_installed())


def list_enabled_plugins() -> list[str]:
    """The names of the plugins that `load_plugins` loads."""
    return [plugin.name for plugin in list_plugins(enabled=True)]


def list_disabled_plugins() -> list[str]:
    """The names of the plugins that `load_plugins` leaves out."""
    return [plugin.name for plugin in list_plugins(enabled=False)]


def get_plugin(name: str | None = None, plugin_dir: str | None = None) -> PluginDefinition:
    """A plugin's definition, by its name or its folder.

    Raises:
        ValueError: no such plugin.
        FileNotFoundError: no manifest in the folder.
    """
    if plugin_dir is not None:
        return read_manifest(plugin_dir, check_version=False)
    known = _installed()
    if name not in known:
        raise ValueError(
            f"Plugin {name!r} not found; there are: {', '.join(known) or f'none in {plugins_dir()}'}"
        )
    return known[name]


def find_plugin(name: str) -> str:
    """The folder of a plugin.

    Raises:
        ValueError: no such plugin.
    """
    return get_plugin(name).directory


def enable_plugin(plugin_name: str, _allow_missing: bool = False) -> bool:
    """Has a plugin loaded from now on; gives whether that is a change."""
    return _switch(plugin_name, True, _allow_missing)


def disable_plugin(plugin_name: str, _allow_missing: bool = False) -> bool:
    """Has a plugin left out from now on, and takes it out if it is loaded; gives whether that is a change."""
    changed = _switch(plugin_name, False, _allow_missing)
    if plugin_name in loader.plugins:
        loader.unload(plugin_name)
    return changed


def delete_plugin(plugin_name: str) -> None:
    """Deletes a plugin's folder.

    Raises:
        ValueError: no such plugin, or it does not lie in `plugins_dir()`: that folder is the user's own.
    """
    folder = Path(find_plugin(plugin_name))
    if not folder.resolve().is_relative_to(plugins_dir().resolve()):
        raise ValueError(
            f"{plugin_name} lies in {folder}, outside {plugins_dir()}; delete the folder yourself"
        )
    if plugin_name in loader.plugins:
        loader.unload(plugin_name)
    shutil.rmtree(folder)
    settings.forget(plugin_name)


def create_plugin(
    plugin_name: str,
    from_files: str | Sequence[str] | None = None,
    outdir: str | None = None,
    description: str | None = None,
    tags: Sequence[str] | None = None,
    version: str | None = None,
    overwrite: bool = False,
    **kwargs: Any,
) -> str:
    """Makes a plugin's folder with a manifest, and gives its path.

    Args:
        plugin_name: for example `"@you/your-plugin"`.
        from_files: a folder, or files and folders, that are copied into it.
        outdir: where the folder is made; `plugins_dir()/<name>` by default.
        description: for the manifest.
        tags: for the manifest.
        version: the FiftyOne version that the plugin needs, for the manifest.
        overwrite: replace what is there.
        kwargs: further fields of the manifest.

    Raises:
        ValueError: there is such a plugin already, and `overwrite` is false.
    """
    folder = Path(outdir) if outdir else plugins_dir().joinpath(*plugin_name.split("/"))
    if not overwrite and (plugin_name in _installed() or (folder.exists() and any(folder.iterdir()))):
        raise ValueError(f"Plugin {plugin_name!r} already exists; pass overwrite=True to replace it")
    if overwrite and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _copy_into(folder, from_files)
    fields = {"name": plugin_name, "description": description, "tags": list(tags) if tags else None, **kwargs}
    if version is not None:
        fields["fiftyone"] = {"version": str(version)}
    path = manifest_in(folder) or folder / MANIFEST_NAMES[0]
    there = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    merged = {**there, **{key: value for key, value in fields.items() if value is not None}}
    path.write_text(yaml.safe_dump(merged, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return str(folder)


def download_plugin(
    url_or_gh_repo: str, plugin_names: str | Iterable[str] | None = None, overwrite: bool = False
) -> dict[str, str]:
    """Installs the plugins of a local folder or ZIP file into `plugins_dir()`: name → folder.

    Raises:
        FeatureUnavailable: a URL or GitHub repository; fo_widgets does not download.
        ValueError: neither folder nor ZIP; a plugin exists already (and `overwrite` is false); or a
            wanted one is not in there.
    """
    source = Path(url_or_gh_repo).expanduser()
    if not source.exists():
        raise FeatureUnavailable(
            f"fo_widgets does not download plugins from the network ({url_or_gh_repo}); "
            "download or clone it, and pass the path of the folder or ZIP file"
        )
    wanted = [plugin_names] if isinstance(plugin_names, str) else plugin_names
    if source.is_dir():
        return _install_from(source, wanted, overwrite)
    if not zipfile.is_zipfile(source):
        raise ValueError(f"{source} is neither a folder nor a ZIP file")
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(source) as archive:
        archive.extractall(scratch)
        return _install_from(Path(scratch), wanted, overwrite)


def load_plugin_requirements(plugin_name: str) -> list[str] | None:
    """What the plugin's `requirements.txt` lists, None without one."""
    path = Path(find_plugin(plugin_name), "requirements.txt")
    return load_requirements(str(path)) if path.is_file() else None


def ensure_plugin_requirements(
    plugin_name: str, error_level: int | None = None, log_success: bool = False
) -> None:
    """Checks that the plugin's requirements are installed.

    Raises:
        ImportError: one is not, at `error_level` 0 or None.
    """
    path = Path(find_plugin(plugin_name), "requirements.txt")
    if path.is_file():
        ensure_requirements(str(path), error_level, log_success)


def ensure_plugin_compatibility(
    plugin_name: str, error_level: int | None = None, log_success: bool = False
) -> None:
    """Checks that the plugin works with the FiftyOne version that fo_widgets behaves as.

    Raises:
        ImportError: it does not, at `error_level` 0 or None.
    """
    spec = get_plugin(plugin_name).fiftyone_compatibility
    if not error_level and not is_compatible(spec or "*"):
        raise ImportError(f"{plugin_name} needs FiftyOne {spec}; fo_widgets behaves as {COMPATIBLE_VERSION}")


def install_plugin_requirements(plugin_name: str, error_level: int | None = None) -> None:
    """Refuses: installing packages is for the user to do.

    Raises:
        FeatureUnavailable: always; says the command.
    """
    path = Path(find_plugin(plugin_name), "requirements.txt")
    raise FeatureUnavailable(f"fo_widgets installs no packages; run: pip install -r {path}")


def _installed() -> dict[str, PluginDefinition]:
    found: dict[str, PluginDefinition] = {}
    for manifest in find_plugins_on_disk():
        try:
            plugin = read_manifest(manifest, check_version=False)
        except (ManifestError, OSError):
            continue
        found.setdefault(plugin.name, plugin)
    for name, loaded in loader.plugins.items():
        found.setdefault(name, loaded.definition)
    return found


def _switch(name: str, enabled: bool, allow_missing: bool) -> bool:
    if not allow_missing:
        get_plugin(name)
    changed = settings.is_enabled(name) is not enabled
    if changed:
        settings.set_enabled(name, enabled)
    return changed


def _copy_into(folder: Path, from_files: str | Sequence[str] | None) -> None:
    if from_files is None:
        return
    given = [from_files] if isinstance(from_files, str) else list(from_files)
    if len(given) == 1 and Path(given[0]).is_dir():
        shutil.copytree(given[0], folder, dirs_exist_ok=True)
        return
    for path in map(Path, given):
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        else:
            shutil.copy(path, folder)


def _install_from(source: Path, wanted: Iterable[str] | None, overwrite: bool) -> dict[str, str]:
    plugins = {p.name: p for p in (read_manifest(m, check_version=False) for m in find_manifests(source))}
    names = list(plugins) if wanted is None else list(wanted)
    missing = [name for name in names if name not in plugins]
    if missing or not names:
        raise ValueError(
            f"no plugin {', '.join(missing)} in {source}; there are: {', '.join(plugins) or 'none'}"
        )
    known = _installed()
    clashes = [name for name in names if name in known]
    if clashes and not overwrite:
        raise ValueError(f"installed already: {', '.join(clashes)}; pass overwrite=True to replace")
    installed = {}
    for name in names:
        target = plugins_dir().joinpath(*name.split("/"))
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(plugins[name].directory, target, ignore=shutil.ignore_patterns(".git", "__pycache__"))
        installed[name] = str(target)
    return installed
