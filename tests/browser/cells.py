"""Cells that browser tests run: the documented panels and operators, without a dataset."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

SETUP = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from tests.faces.examples import *
"""

HISTOGRAM = """
class Histogram(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="interactive_plot", label="Interactive plot")

    def on_load(self, ctx):
        ctx.panel.state.title = "Nothing clicked"

    def on_histogram_click(self, ctx):
        ctx.panel.state.title = f"Clicked bin {ctx.params['range']}"

    def render(self, ctx):
        panel = types.Object()
        panel.str("title", view=types.LabelValueView(label="Last click"))
        panel.plot(
            "histogram",
            data=[{"x": [1, 1, 1, 1, 5, 5, 9], "type": "histogram", "marker": {"color": "#FF6D05"}, "nbinsx": 3}],
            layout={"title": "Values", "bargap": 0.05},
            on_click=self.on_histogram_click,
        )
        return types.Property(panel, view=types.GridView(gap=2))

panel = fow.open_panel(Histogram)
panel
"""


def opened(name: str, variable: str = "panel") -> str:
    """A cell that opens a panel class and shows it."""
    return f"{variable} = fow.open_panel({name})\n{variable}"


def form(name: str, params: str = "None") -> str:
    """A cell that shows an operator's form."""
    return f"form = fow.operator({name}, params={params})\nform"
