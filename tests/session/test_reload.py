"""Plugin code that is edited while its panels are open."""

from __future__ import annotations

import textwrap

import pytest

import fo_widgets as fow
from fo_widgets.plugins import loader, uninstall_fiftyone_namespace

CODE = """
import fiftyone.operators as foo
import fiftyone.operators.types as types
from .words import GREETING

class Greeter(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="greeter", label="Greeter")

    def on_load(self, ctx):
        ctx.panel.state.count = 0

    def more(self, ctx):
        ctx.panel.state.count = ctx.panel.state.count + STEP

    def render(self, ctx):
        panel = types.Object()
        panel.str("count", label=GREETING)
        panel.btn("more", label="More", on_click=self.more)
        return types.Property(panel)

def register(p):
    p.register(Greeter)
"""


@pytest.fixture
def write(tmp_path):
    folder = tmp_path / "greeter"
    folder.mkdir()
    (folder / "fiftyone.yml").write_text('name: "@acme/greeter"\npanels: [greeter]\n')

    def write(step=1, greeting="hello", code=CODE):
        (folder / "__init__.py").write_text(textwrap.dedent(code).replace("STEP", str(step)))
        (folder / "words.py").write_text(f"GREETING = {greeting!r}\n")
        return folder

    yield write
    if "@acme/greeter" in loader.plugins:
        loader.unload("@acme/greeter")
    uninstall_fiftyone_namespace()


@pytest.fixture
def panel(write, session):
    (report,) = fow.load_plugins(write())
    assert report.ok, report
    panel = fow.open_panel("@acme/greeter/greeter", session=session, face="headless")
    panel["more"].click()
    return panel


def test_edited_code_is_used_and_the_state_stays(panel, write):
    write(step=10, greeting="good morning")
    panel.reload()
    assert panel.state["count"] == 1
    assert panel["count"].label == "good morning"
    panel["more"].click()
    assert panel.state["count"] == 11
    assert panel.errors == []


def test_a_fresh_start_runs_on_load_again(panel, write):
    write(step=5)
    panel.reload(keep_state=False)
    assert panel.state == {"count": 0}
    panel["more"].click()
    assert panel.state["count"] == 5


def test_code_that_does_not_load_is_shown_and_the_older_code_goes_on(panel, write):
    write(code=CODE.replace("STEP", "1") + "\nraise OSError('half-written')\n")
    panel.reload()
    assert "half-written" in panel.errors[-1].message
    assert "half-written" in panel.to_html()
    panel["more"].click()
    assert panel.state["count"] == 2
    assert panel._host.failure is None
    write(step=7)
    panel.reload()
    panel["more"].click()
    assert panel.state["count"] == 9


def test_every_open_panel_of_the_plugin_uses_the_new_code(panel, write, session):
    other = fow.open_panel("@acme/greeter/greeter", session=session, face="headless")
    write(step=3)
    panel.reload()
    other["more"].click()
    assert other.state["count"] == 3


def test_a_panel_that_is_gone_from_the_plugin_says_so(panel, write, tmp_path):
    write(code="def register(p): pass\n")
    panel.reload()
    assert "@acme/greeter/greeter" in panel.errors[-1].message
    assert panel.state["count"] == 1


def test_a_panel_of_a_cell_takes_the_class_that_was_registered_last(session):
    from tests.faces.examples import CounterPanel

    panel = fow.open_panel(CounterPanel, session=session, face="headless")
    panel["v_stack.h_stack.increment"].click()
    panel.reload()
    assert panel.state["v_stack"]["h_stack"]["count"] == 4
    panel.reload(keep_state=False)
    assert panel.state["v_stack"]["h_stack"]["count"] == 3
