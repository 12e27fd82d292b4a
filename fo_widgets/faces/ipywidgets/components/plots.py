"""Plots: plotly, loaded once a page, with every gesture that plugins listen to."""

from __future__ import annotations

from fo_widgets.faces.ipywidgets.element import Element
from fo_widgets.faces.ipywidgets.leaf import leaf
from fo_widgets.faces.ipywidgets.registry import Draw, builder
from fo_widgets.faces.node import Node


@builder("PlotlyView")
def plot(node: Node, draw: Draw) -> Element:
    """A plot. plotly's own widget would bring 5 MB of JavaScript each, and hears only clicks and selections."""
    return leaf(node, draw)
