"""Pages and kernels come and go: what a person sees of a panel in between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
from playwright.sync_api import expect

import fo_widgets as fow
from tests.browser.cells import SETUP, opened
from tests.faces.examples import CounterPanel
from tools.lab import Lab

OpenLab = Callable[..., Lab]
WIDGETS = "@jupyter-widgets/jupyterlab-manager:plugin"


def test_two_pages_of_one_kernel_show_the_same_panel(open_lab: OpenLab) -> None:
    lab = open_lab([SETUP, opened("CounterPanel")])
    here = lab.run_all()[-1].output
    expect(here.get_by_text("Count: 3")).to_be_visible()
    lab.save()
    there = lab.another_page().cells[-1].output
    expect(there.get_by_text("Count: 3")).to_be_visible()
    there.get_by_role("button", name="Increment").click()
    expect(there.get_by_text("Count: 4")).to_be_visible()
    expect(here.get_by_text("Count: 4")).to_be_visible()
    here.get_by_role("button", name="Increment").click()
    expect(there.get_by_text("Count: 5")).to_be_visible()


def test_a_reloaded_page_shows_the_panel_as_it_is_now(open_lab: OpenLab) -> None:
    lab = open_lab([SETUP, opened("CounterPanel")])
    shown = lab.run_all()[-1].output
    shown.get_by_role("button", name="Increment").click()
    expect(shown.get_by_text("Count: 4")).to_be_visible()
    lab.reload()
    shown = lab.cells[-1].output
    expect(shown.get_by_text("Count: 4")).to_be_visible()
    shown.get_by_role("button", name="Increment").click()
    expect(shown.get_by_text("Count: 5")).to_be_visible()
    assert lab.page_errors == []


def test_a_cell_that_is_run_again_shows_a_new_panel(open_lab: OpenLab) -> None:
    lab = open_lab([SETUP, opened("CounterPanel")])
    cell = lab.run_all()[-1]
    cell.output.get_by_role("button", name="Increment").click()
    expect(cell.output.get_by_text("Count: 4")).to_be_visible()
    cell.run()
    expect(cell.output.get_by_text("Count: 3")).to_be_visible()
    cell.output.get_by_role("button", name="Increment").click()
    expect(cell.output.get_by_text("Count: 4")).to_be_visible()
    assert lab.page_errors == []


def test_a_panel_whose_kernel_restarted_says_so_and_comes_back_with_its_cell(
    open_lab: OpenLab, screenshots: Path
) -> None:
    lab = open_lab([SETUP, opened("CounterPanel")])
    shown = lab.run_all()[-1].output
    expect(shown.get_by_text("Count: 3")).to_be_visible()
    lab.restart_kernel()
    expect(shown.get_by_text("kernel", exact=False).first).to_be_visible()
    expect(shown.get_by_role("progressbar")).to_have_count(0)
    lab.screenshot(screenshots / "panel-restarted.png", shown)
    shown = lab.run_all()[-1].output
    expect(shown.get_by_text("Count: 3")).to_be_visible()
    shown.get_by_role("button", name="Increment").click()
    expect(shown.get_by_text("Count: 4")).to_be_visible()


def test_a_dead_kernel_leaves_no_spinner(open_lab: OpenLab, screenshots: Path) -> None:
    lab = open_lab([SETUP, opened("CounterPanel")])
    shown = lab.run_all()[-1].output
    expect(shown.get_by_text("Count: 3")).to_be_visible()
    lab.shut_down_kernel()
    expect(shown.get_by_text("kernel", exact=False).first).to_be_visible()
    expect(shown.get_by_role("progressbar")).to_have_count(0)
    lab.screenshot(screenshots / "panel-dead-kernel.png", shown)


def test_a_notebook_opened_without_its_kernel_asks_to_run_the_cell(
    open_lab: OpenLab, screenshots: Path
) -> None:
    lab = open_lab([SETUP, opened("CounterPanel")], settings={WIDGETS: {"saveState": True}})
    shown = lab.run_all()[-1].output
    expect(shown.get_by_text("Count: 3")).to_be_visible()
    lab.save()
    lab.shut_down_kernel()
    lab.reload(save=False)
    shown = lab.cells[-1].output
    expect(shown.get_by_text("Run the cell again", exact=False)).to_be_visible()
    lab.screenshot(screenshots / "panel-without-kernel.png", shown)


def test_a_notebook_of_somebody_else_shows_the_snapshot(open_lab: OpenLab, tmp_path: Path) -> None:
    # JupyterLab takes the HTML of outputs that it does not trust; of trusted ones it takes the widget, there or not
    panel = fow.open_panel(CounterPanel, session=fow.Session())
    bundle, _ = panel._repr_mimebundle_()
    shown = nbformat.v4.new_output("display_data", bundle)
    panel.close()
    cell = nbformat.v4.new_code_cell("panel", outputs=[shown])
    path = tmp_path / "received.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    lab = open_lab(path)
    expect(lab.cells[0].output.get_by_text("Count: 3")).to_be_visible()
    assert lab.page_errors == []
