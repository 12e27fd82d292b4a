"""The ipywidgets face: panels and forms as real ipywidgets, to compose, observe and link."""

from __future__ import annotations

from fo_widgets.faces.ipywidgets.box import Controls, FormBox, PanelBox
from fo_widgets.faces.ipywidgets.element import Element, Gesture
from fo_widgets.faces.ipywidgets.registry import Draw, builder, builders

__all__ = ["Controls", "Draw", "Element", "FormBox", "Gesture", "PanelBox", "builder", "builders"]
