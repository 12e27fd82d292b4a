"""What a plugin's `register(p)` gets: the object that takes its operators and panels."""

from __future__ import annotations

import logging
from typing import Any

from fo_widgets.operators import Operator, Panel
from fo_widgets.operators.secrets import PluginSecrets, redact
from fo_widgets.plugins.manifest import PluginDefinition
from fo_widgets.plugins.report import PluginReport, traceback_of

logger = logging.getLogger(__name__)


class PluginContext:
    """Collects the operators and panels of one plugin; nobody sees them before all is well.

    Args:
        plugin_definition: the plugin's manifest.
        report: where problems are noted.

    Attributes:
        instances: the operators and panels that were registered, in order.
    """

    def __init__(self, plugin_definition: PluginDefinition, report: PluginReport | None = None) -> None:
        self.plugin_definition = plugin_definition
        self.report = report or PluginReport(plugin_definition.name, plugin_definition.directory)
        self.instances: list[Operator] = []

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.plugin_definition.name

    @property
    def secrets(self) -> PluginSecrets:
        """The secrets that the plugin declares."""
        return PluginSecrets(self.plugin_definition.secrets or ())

    @property
    def errors(self) -> list[str]:
        """What went wrong so far."""
        return [self.report.error] if self.report.error else []

    def has_errors(self) -> bool:
        """Whether anything went wrong so far."""
        return bool(self.report.error)

    def can_register(self, instance: Operator) -> bool:
        """Whether the manifest lists the operator or panel."""
        return self.plugin_definition.can_register_operator(instance.name)

    def register(self, cls: type[Any]) -> None:
        """Takes an operator or panel class of the plugin.

        One that fails, or that the manifest does not list, is noted in the report; the rest of the
        plugin goes on.

        Args:
            cls: a subclass of `Operator` or `Panel` that can be made without arguments.
        """
        label = getattr(cls, "__qualname__", repr(cls))
        if not isinstance(cls, type) or not issubclass(cls, (Operator, Panel)):
            self.report.fail(f"register({label}): {_not_ours(cls)}")
            return
        try:
            instance = cls()
            instance.plugin_name = self.name
            instance.add_secrets(self.plugin_definition.secrets or ())
            name = instance.name
        except Exception as error:  # noqa: BLE001  whatever a plugin's constructor or config raises
            self.report.fail(f"{label}: {_said(error)}", traceback_of(error))
            return
        kind = "panels" if isinstance(instance, Panel) else "operators"
        if not self.can_register(instance):
            self.report.warnings.append(
                f"{label} is not available: add `- {name}` under `{kind}:` in the manifest"
            )
        elif any(other.name == name for other in self.instances):
            self.report.fail(f"{label}: the plugin has registered another {name!r} already")
        else:
            self.instances.append(instance)

    def missing(self) -> list[str]:
        """The names that the manifest lists and nobody registered."""
        registered = {instance.name for instance in self.instances}
        return [name for name in dict.fromkeys(self.plugin_definition.operators) if name not in registered]


def _not_ours(cls: Any) -> str:
    if not isinstance(cls, type):
        return f"expected a subclass of Operator or Panel, not a {type(cls).__name__}; pass the class itself"
    if any(base.__module__.partition(".")[0] == "fiftyone" for base in cls.__mro__):
        return (
            "it derives from the FiftyOne that is installed; call "
            "install_fiftyone_namespace(shadow=True) before loading plugins"
        )
    return "not a subclass of fiftyone.operators.Operator or Panel"


def _said(error: BaseException) -> str:
    return redact(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
