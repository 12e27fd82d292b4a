"""Plugins loaded into the registry: all that are found, each on its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fo_widgets.operators import Operator, OperatorRegistry
from fo_widgets.operators import registry as default_registry
from fo_widgets.operators.secrets import declare, redact
from fo_widgets.plugins import settings
from fo_widgets.plugins.compat.imports import install_hint
from fo_widgets.plugins.context import PluginContext
from fo_widgets.plugins.discovery import find_plugins_on_disk
from fo_widgets.plugins.manifest import ManifestError, PluginDefinition, read_manifest
from fo_widgets.plugins.modules import imported, unload
from fo_widgets.plugins.namespace import NamespaceConflict, install_fiftyone_namespace
from fo_widgets.plugins.report import PluginReport, PluginReports, traceback_of
from fo_widgets.plugins.settings import plugins_dir

logger = logging.getLogger(__name__)


@dataclass
class LoadedPlugin:
    """A plugin whose operators and panels can be used."""

    definition: PluginDefinition
    instances: list[Operator]


class PluginLoader:
    """Loads plugins into a registry, and loads them again.

    Args:
        registry: where operators and panels go.

    Attributes:
        plugins: the loaded plugins by name.
        reports: the newest report of every plugin that was ever tried, by name.
    """

    def __init__(self, registry: OperatorRegistry | None = None) -> None:
        self.registry = registry or default_registry
        self.plugins: dict[str, LoadedPlugin] = {}
        self.reports: dict[str, PluginReport] = {}
        self._lock = threading.RLock()

    def load(
        self, path: str | Path | Sequence[str | Path] | None = None, *, check_version: bool = True
    ) -> PluginReports:
        """Loads every plugin at or below a path; one that fails harms no other.

        A plugin that is loaded already is loaded again; if that fails, the older one stays.

        Args:
            path: a plugin's folder, a folder of plugins, or several; `FIFTYONE_PLUGINS_DIR` by default.
            check_version: whether a plugin that needs another FiftyOne version is refused.

        Raises:
            FileNotFoundError: a path does not exist.
        """
        manifests = find_plugins_on_disk(path)
        notes = _install_namespace()
        with self._lock:
            reports = [self._load_manifest(manifest, check_version, notes) for manifest in manifests]
        return PluginReports(reports, _searched(path))

    def reload(self, name: str) -> PluginReport:
        """Imports a plugin's code again; if that fails, the older one stays in use.

        Raises:
            KeyError: no such plugin was loaded.
        """
        with self._lock:
            known = self.plugins.get(name) or self.plugins.get(_plugin_of(name))
            if known is None:
                raise KeyError(
                    f"no plugin {name!r} is loaded; loaded: {', '.join(sorted(self.plugins)) or 'none'}"
                )
            return self._load_manifest(Path(known.definition.directory), False, _install_namespace())

    def unload(self, name: str) -> None:
        """Takes a plugin's operators and panels out of the registry and forgets its code.

        Raises:
            KeyError: no such plugin is loaded.
        """
        with self._lock:
            if name not in self.plugins:
                raise KeyError(
                    f"no plugin {name!r} is loaded; loaded: {', '.join(sorted(self.plugins)) or 'none'}"
                )
            known = self.plugins.pop(name)
            self._withdraw(known)
            unload(known.definition)

    def _load_manifest(self, manifest: Path, check_version: bool, notes: list[str]) -> PluginReport:
        folder = manifest if manifest.is_dir() else manifest.parent
        report = PluginReport(folder.name, str(folder.resolve()), warnings=list(notes))
        try:
            plugin = read_manifest(manifest, check_version)
        except (ManifestError, OSError) as error:
            report.fail(str(error))
        else:
            report.name = plugin.name
            report.path = plugin.directory
            report.warnings += plugin.warnings
            declare(plugin.secrets or ())
            self._load_plugin(plugin, report)
        self.registry.note_error(report.name, None if report.ok else str(report))
        if not report.ok:
            logger.warning("plugin %s failed to load: %s", report.name, report.error)
        # a second plugin of the same name must not hide what is known about the first
        known = self.plugins.get(report.name)
        if known is None or known.definition.directory == report.path:
            self.reports[report.name] = report
        return report

    def _load_plugin(self, plugin: PluginDefinition, report: PluginReport) -> None:
        known = self.plugins.get(plugin.name)
        if known is not None and known.definition.directory != plugin.directory:
            if Path(known.definition.directory).is_dir():
                report.fail(
                    f"another plugin named {plugin.name!r} is loaded from {known.definition.directory}; "
                    "rename one of them, or unload the other first"
                )
                return
            self.unload(plugin.name)
            known = None
        if not settings.is_enabled(plugin.name):
            report.warnings.append(f"disabled, not loaded; enable_plugin({plugin.name!r}) changes that")
            return
        if not plugin.has_py:
            _explain_no_python(plugin, report)
            return
        instances = self._run(plugin, report)
        if instances is None or (known is not None and not report.ok):
            if known is not None:
                report.warnings.append("the version that was loaded before stays in use")
                self._list(report, known.instances)
            return
        if known is not None:
            self._withdraw(known)
        self.plugins[plugin.name] = LoadedPlugin(plugin, self._publish(instances, report))

    def _run(self, plugin: PluginDefinition, report: PluginReport) -> list[Operator] | None:
        """The instances that the plugin's `register` gave, None if it could not be run."""
        context = PluginContext(plugin, report)
        try:
            with imported(plugin) as module:
                register = getattr(module, "register", None)
                if not callable(register):
                    report.fail(f"{plugin.py_entry} defines no function `register(p)`")
                    raise _Unusable
                register(context)
        except _Unusable:
            return None
        except (Exception, SystemExit) as error:  # noqa: BLE001  it is the plugin's code, and may raise anything
            report.fail(_explain(error), traceback_of(error))
            return None
        missing = context.missing()
        if missing and not report.error:
            where = " (the JS bundle may define it)" if plugin.has_js else ""
            report.warnings.append(
                f"listed in the manifest but never registered: {', '.join(missing)}{where}"
            )
        return context.instances

    def _publish(self, instances: list[Operator], report: PluginReport) -> list[Operator]:
        published = []
        for instance in instances:
            try:
                self.registry.register_operator(instance)
            except ValueError as error:
                report.fail(str(error))
            else:
                published.append(instance)
        self._list(report, published)
        return published

    def _withdraw(self, plugin: LoadedPlugin) -> None:
        for instance in plugin.instances:
            self.registry.unregister_operator(instance.uri)

    @staticmethod
    def _list(report: PluginReport, instances: list[Operator]) -> None:
        report.panels = [i.uri for i in instances if i.is_panel]
        report.operators = [i.uri for i in instances if not i.is_panel]


class _Unusable(Exception):
    """The plugin's code ran, but there is nothing to register."""


def _install_namespace() -> list[str]:
    try:
        install_fiftyone_namespace()
    except NamespaceConflict as conflict:
        return [str(conflict)]
    return []


def _searched(path: str | Path | Sequence[str | Path] | None) -> list[str]:
    if path is None:
        return [str(plugins_dir())]
    return [str(path)] if isinstance(path, (str, Path)) else [str(one) for one in path]


def _plugin_of(uri: str) -> str:
    return uri.partition("#")[0].rpartition("/")[0]


def _explain_no_python(plugin: PluginDefinition, report: PluginReport) -> None:
    if plugin.operators and not plugin.has_js:
        report.fail(f"{plugin.py_entry} is missing, which should register {', '.join(plugin.operators)}")
    elif not plugin.has_js:
        report.warnings.append(f"nothing to load: neither {plugin.py_entry} nor {plugin.js_bundle}")


def _explain(error: BaseException) -> str:
    """What an exception of a plugin's import means, with the mend where there is one."""
    said = redact(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
    if isinstance(error, ModuleNotFoundError) and error.name:
        if error.name.partition(".")[0] == "fiftyone":
            return f"{said}; fo_widgets, which stands in for fiftyone here, has no such module"
        return f"{said}; try: {install_hint(error.name)}"
    if isinstance(error, SyntaxError) and error.filename:
        return f"{said} in {error.filename}"
    return said


loader = PluginLoader()


def load_plugins(
    path: str | Path | Sequence[str | Path] | None = None, *, check_version: bool = True
) -> PluginReports:
    """Loads every plugin at or below a path and reports on each; see `PluginLoader.load`."""
    return loader.load(path, check_version=check_version)


def reload_plugin(name: str) -> PluginReport:
    """Imports a loaded plugin's code again, given its name or the URI of something in it."""
    return loader.reload(name)


def unload_plugin(name: str) -> None:
    """Takes a loaded plugin out again."""
    loader.unload(name)
