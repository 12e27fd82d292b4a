"""What panels cost: bytes over the kernel's socket and in the saved notebook, counted in a real JupyterLab."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.cells import SETUP, opened
from tools.lab import Lab
from tools.lab_traffic import Traffic

OpenLab = Callable[..., Lab]
WIDGETS = "@jupyter-widgets/jupyterlab-manager:plugin"

TEN_PLOTS = """
class Plots(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="plots", label="Plots")

    def render(self, ctx):
        panel = types.Object()
        for i in range(5):
            panel.plot(f"plot_{i}", data=[{"type": "bar", "x": [1, 2, 3], "y": [3, i, 2]}], height=160)
        return types.Property(panel)

import ipywidgets
ipywidgets.VBox([fow.open_panel(Plots), fow.open_panel(Plots)])
"""


def big_buffers(traffic: Traffic) -> list[int]:
    """Sizes of the buffers that only an asset can need."""
    return [size for message in traffic.received() for size in message.buffers if size > 20_000]


def test_a_second_panel_on_the_page_transfers_no_runtime(open_lab: OpenLab) -> None:
    lab = open_lab([SETUP, opened("CounterPanel"), opened("CounterPanel", "second")])
    _, first, second = lab.cells
    lab.cells[0].run()
    first.run()
    expect(first.output.get_by_text("Count: 3")).to_be_visible()
    lab.wait_idle()
    assert len(big_buffers(lab.traffic)) >= 1  # the runtime came by this way
    lab.traffic.clear()
    second.run()
    expect(second.output.get_by_text("Count: 3")).to_be_visible()
    lab.wait_idle()
    assert big_buffers(lab.traffic) == []
    assert lab.traffic.total_bytes() < 60_000


def test_a_click_costs_a_few_hundred_bytes(open_lab: OpenLab) -> None:
    lab = open_lab([SETUP, opened("CounterPanel")])
    shown = lab.run_all()[-1].output
    expect(shown.get_by_text("Count: 3")).to_be_visible()
    lab.wait_idle()
    lab.traffic.clear()
    shown.get_by_role("button", name="Increment").click()
    expect(shown.get_by_text("Count: 4")).to_be_visible()
    lab.wait_idle()
    assert len(lab.traffic.sent("comm_msg")) == 1
    # what changed, the acknowledgement, and the `state` trait that Python observers follow
    assert len(lab.traffic.received("comm_msg")) <= 4
    assert sum(message.size for message in lab.traffic.received("comm_msg")) < 6_000


def test_ten_plots_transfer_plotly_once(open_lab: OpenLab) -> None:
    lab = open_lab([SETUP, TEN_PLOTS])
    shown = lab.run_all()[-1].output
    expect(shown.locator(".plotly .main-svg").first).to_be_visible(timeout=20_000)
    expect(shown.locator(".js-plotly-plot")).to_have_count(10)
    lab.wait_idle()
    megabytes = [size for size in big_buffers(lab.traffic) if size > 1_000_000]
    assert len(megabytes) == 1
    assert lab.traffic.total_bytes() < megabytes[0] + 800_000
    assert lab.page_errors == []


def test_a_saved_notebook_with_ten_panels_stays_small(open_lab: OpenLab) -> None:
    settings = {WIDGETS: {"saveState": True}}
    cells = [SETUP, *(opened("CounterPanel", f"panel_{i}") for i in range(10))]
    lab = open_lab(cells, settings=settings)
    before = (lab.server.root / lab.path).stat().st_size
    shown = lab.run_all()
    expect(shown[-1].output.get_by_text("Count: 3")).to_be_visible()
    saved = lab.save()
    assert "widgets" in saved["metadata"]
    assert (lab.server.root / lab.path).stat().st_size - before < 100_000
