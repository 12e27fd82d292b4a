"""`ctx.ops`: every builtin operation as a method. Each triggers one operation and returns its message."""

from __future__ import annotations

from fo_widgets.operators.operations.app import AppOperations
from fo_widgets.operators.operations.panels import PanelOperations, build_register_panel_params
from fo_widgets.operators.operations.samples import SampleOperations

__all__ = ["Operations", "build_register_panel_params"]


class Operations(PanelOperations, SampleOperations, AppOperations):
    """The builtin operations. A generator yields what they return to have them done at once."""
