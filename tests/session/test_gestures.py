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


class Tabs(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="tabs", label="Tabs")

    def show(self, ctx):
        ctx.panel.state.shown = ctx.panel.state.tab

    def render(self, ctx):
        panel = types.Object()
        tabs = types.TabsView()
        for value in ("table", "plot"):
            tabs.add_choice(value, label=value.title())
        panel.enum("tab", tabs.values(), view=tabs)
        panel.btn("show", label="Show", on_click=self.show)
        return types.Property(panel)


@pytest.mark.parametrize(("state", "tab"), [({}, "table"), ({"tab": "plot"}, "plot")])
@pytest.mark.parametrize("face", ["headless", "ipywidgets"])
def test_one_of_the_tabs_is_always_open(session, face, state, tab):
    panel = fow.open_panel(Tabs, session=session, face=face, state=state)
    assert panel.state["tab"] == tab
    panel["show"].click()
    assert panel.state["shown"] == tab
    panel["tab"].set("plot")
    assert panel.state["tab"] == "plot"


def test_a_form_sends_the_tab_that_is_open(session):
    class Asks(foo.Operator):
        @property
        def config(self):
            return foo.OperatorConfig("asks_tab", label="Asks")

        def resolve_input(self, ctx):
            inputs = types.Object()
            inputs.enum(
                "tab", ["a", "b"], view=types.TabsView(choices=[types.Choice("a"), types.Choice("b")])
            )
            return types.Property(inputs)

        def execute(self, ctx):
            return ctx.params["tab"]

    form = fow.operator(Asks, session=session, face="headless")
    assert form["tab"].value == "a"
    assert form.execute() == "a"
