"""Builtin panels, written with the public Panel API only."""

from __future__ import annotations

from fo_widgets.operators import OperatorRegistry
from fo_widgets.panels.workspace import WorkspacePanel

PLUGIN = "@fo_widgets/panels"
WORKSPACE = f"{PLUGIN}/workspace"


def register(registry: OperatorRegistry) -> None:
    """Registers the builtin panels."""
    registry.register_operator(WorkspacePanel, plugin_name=PLUGIN, builtin=True)
