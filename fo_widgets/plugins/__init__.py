"""Plugins: find them, load them, manage them; and the `fiftyone` namespace that their code imports."""

from __future__ import annotations

from fo_widgets.plugins.context import PluginContext
from fo_widgets.plugins.discovery import find_plugins_on_disk
from fo_widgets.plugins.loading import PluginLoader, load_plugins, loader, reload_plugin, unload_plugin
from fo_widgets.plugins.manifest import ManifestError, PluginDefinition
from fo_widgets.plugins.namespace import (
    NamespaceConflict,
    install_fiftyone_namespace,
    uninstall_fiftyone_namespace,
)
from fo_widgets.plugins.report import PluginReport, PluginReports

__all__ = [
    "ManifestError",
    "NamespaceConflict",
    "PluginContext",
    "PluginDefinition",
    "PluginLoader",
    "PluginReport",
    "PluginReports",
    "find_plugins_on_disk",
    "install_fiftyone_namespace",
    "load_plugins",
    "loader",
    "reload_plugin",
    "uninstall_fiftyone_namespace",
    "unload_plugin",
]
