"""The cells that are measured: the same thing to look at, once as our panel and once as bare ipywidgets."""

from __future__ import annotations

ROWS = 250
"""Of a label, a text field and a button in a stack: 1,000 components."""

SETUP = """
import ipywidgets, fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
"""

PANELS = f"""
class Clicks(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="clicks", label="Clicks")

    def click(self, ctx):
        ctx.panel.state.number = (ctx.panel.state.number or 0) + 1

    def render(self, ctx):
        panel = types.Object()
        panel.btn("button", label="Press", on_click=self.click)
        panel.message("count", f"Clicked {{ctx.panel.state.number or 0}}")
        return types.Property(panel)


class Thousand(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="thousand", label="Thousand")

    def press(self, ctx):
        ctx.panel.state.pressed = (ctx.panel.state.pressed or 0) + 1

    def render(self, ctx):
        panel = types.Object()
        for i in range({ROWS}):
            row = panel.h_stack(f"row_{{i}}")
            row.message("label", f"Row {{i}} pressed {{(ctx.panel.state.pressed or 0) if i == 0 else 0}}")
            row.str("text")
            row.btn("button", label=f"Press {{i}}", on_click=self.press)
        return types.Property(panel)
"""

BARE = f"""
def bare_clicks():
    button, count = ipywidgets.Button(description="Press"), ipywidgets.Label("Clicked 0")
    def click(_):
        count.value = f"Clicked {{int(count.value.split()[1]) + 1}}"
    button.on_click(click)
    return ipywidgets.VBox([button, count])


def bare_thousand():
    labels = [ipywidgets.Label(f"Row {{i}} pressed 0") for i in range({ROWS})]
    def press(_):
        labels[0].value = f"Row 0 pressed {{int(labels[0].value.split()[3]) + 1}}"
    rows = []
    for i, label in enumerate(labels):
        button = ipywidgets.Button(description=f"Press {{i}}")
        button.on_click(press)
        rows.append(ipywidgets.HBox([label, ipywidgets.Text(), button]))
    return ipywidgets.VBox(rows)
"""

CLICKS = {
    "anywidget": "fow.open_panel(Clicks)",
    "ipywidgets": "fow.open_panel(Clicks, face='ipywidgets')",
    "bare": "bare_clicks()",
}
THOUSAND = {
    "anywidget": "fow.open_panel(Thousand)",
    "ipywidgets": "fow.open_panel(Thousand, face='ipywidgets')",
    "bare": "bare_thousand()",
}
KINDS = tuple(CLICKS)
