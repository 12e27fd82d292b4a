"""The cells that are measured: the same thing to look at, once as our panel and once as bare ipywidgets."""

from __future__ import annotations

SETUP = """
import ipywidgets, fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
"""

PANELS = """
class Clicks(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="clicks", label="Clicks")

    def click(self, ctx):
        ctx.panel.state.number = (ctx.panel.state.number or 0) + 1

    def render(self, ctx):
        panel = types.Object()
        panel.btn("button", label="Press", on_click=self.click)
        panel.message("count", f"Clicked {ctx.panel.state.number or 0}")
        return types.Property(panel)
"""

BARE = """
def bare_clicks():
    button, count = ipywidgets.Button(description="Press"), ipywidgets.Label("Clicked 0")
    def click(_):
        count.value = f"Clicked {int(count.value.split()[1]) + 1}"
    button.on_click(click)
    return ipywidgets.VBox([button, count])
"""

CLICKS = {
    "anywidget": "fow.open_panel(Clicks)",
    "ipywidgets": "fow.open_panel(Clicks, face='ipywidgets')",
    "bare": "bare_clicks()",
}
KINDS = tuple(CLICKS)
