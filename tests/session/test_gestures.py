"""Which gestures a component says that it has."""

from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types


class Plots(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="plots", label="Plots")

    def clicked(self, ctx):
        ctx.panel.state.clicked = (ctx.params.get("x"), ctx.params["path"])

    def render(self, ctx):
        panel = types.Object()
        panel.plot("plot", on_click=self.clicked, on_hover=self.clicked)
        panel.btn("go", label="Go", on_click=self.clicked)
        return types.Property(panel)


def test_every_gesture_that_is_listed_works(session):
    panel = fow.open_panel(Plots, session=session, face="headless")
    for path in ("plot", "go"):
        for event in set(panel[path]._node["events"]) - {"change"}:
            panel[path].event(event)
            assert panel.state["clicked"] == [None, path]
            panel._host.set_state({})
    assert panel["plot"]._node["events"] == ["change", "on_click"]
    with pytest.raises(ValueError, match="nothing listens to a click on PlotlyView"):
        panel["plot"].click()
