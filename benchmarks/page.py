"""What panels cost in a real JupyterLab page, beside bare ipywidgets in the same page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.cells import BARE, CLICKS, KINDS, PANELS, SETUP
from benchmarks.measurement import Measurement, Table, number
from tools import chromium, lab_server
from tools.lab import Lab
from tools.lab_server import LabServer
from tools.lab_traffic import Traffic

STOPWATCH = Path(__file__).with_name("stopwatch.js")
OPENINGS = 5
CLICKS_EACH = 60
COLUMNS = ["", "panel", "panel, face ipywidgets", "bare ipywidgets"]


@dataclass
class Costs:
    """Time, messages and bytes of one thing, for each kind of widget."""

    time: dict[str, Measurement] = field(default_factory=lambda: {kind: Measurement() for kind in KINDS})
    messages: dict[str, Measurement] = field(default_factory=lambda: {kind: Measurement() for kind in KINDS})
    size: dict[str, Measurement] = field(default_factory=lambda: {kind: Measurement() for kind in KINDS})

    def note(self, kind: str, milliseconds: float, traffic: Traffic) -> None:
        """Keeps one run; of the traffic only what widgets say, not what every cell says."""
        comm = [message for message in traffic.messages if message.type.startswith("comm_")]
        self.time[kind].values.append(milliseconds)
        self.messages[kind].values.append(len(comm))
        self.size[kind].values.append(sum(message.size for message in comm))

    def rows(self, what: str, table: Table) -> None:
        """Adds a row each for time, messages and kilobytes."""
        table.add(f"{what}, ms", *(self.time[kind] for kind in KINDS))
        table.add("… messages", *(number(self.messages[kind].median) for kind in KINDS))
        table.add("… kB", *(number(self.size[kind].median / 1000) for kind in KINDS))


def measure() -> list[Table]:
    """All tables that need a page."""
    with lab_server.running() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=chromium.ARGUMENTS)
        tables = [_openings(server, browser), _clicks(server, browser)]
        browser.close()
    return tables


def _openings(server: LabServer, browser: Browser) -> Table:
    first, second = Costs(), Costs()
    with browser.new_context() as context:
        open_page(server, context).close()  # JupyterLab's own files, into the browser's cache
        for _ in range(OPENINGS):
            for kind in KINDS:
                lab = open_page(server, context)
                lab.run(CLICKS["bare"])  # ipywidgets' own code, which any widget would load
                for costs in (first, second):
                    show(lab, CLICKS[kind], "Clicked 0", kind, costs)
                lab.close()
                server.stop_session(lab.path)
    note = "From the start of a cell until its text is on the screen. The first panel of a page brings the runtime."
    table = Table("A panel with a button and a text", COLUMNS, notes=[note])
    first.rows("first on a page", table)
    second.rows("second on the page", table)
    return table


def _clicks(server: LabServer, browser: Browser) -> Table:
    costs = Costs()
    with browser.new_context() as context:
        lab = open_page(server, context)
        cells = {kind: show(lab, CLICKS[kind], "Clicked 0", kind, Costs()) for kind in KINDS}
        for i in range(1, CLICKS_EACH + 1):
            for kind in KINDS:
                press(lab, cells[kind], "Press", f"Clicked {i}", kind, costs)
    note = "All three stand in the same page and are clicked in turn."
    table = Table("A click: from the button's event to the frame with the new text", COLUMNS, notes=[note])
    costs.rows("click", table)
    return table


def open_page(server: LabServer, context: BrowserContext) -> Lab:
    """A page whose kernel knows the cells that are measured."""
    lab = Lab.open(server, context, [SETUP, PANELS, BARE])
    lab.page.evaluate(STOPWATCH.read_text())
    lab.run_all()
    return lab


def show(lab: Lab, source: str, text: str, kind: str, costs: Costs) -> int:
    """Shows a widget; gives its cell's index."""
    cell = lab.add(source)
    lab.wait_idle()
    lab.traffic.clear()
    arguments = [lab.path, cell.index, text]
    try:
        taken = lab.page.evaluate("(arguments) => window.stopwatch.show(...arguments)", arguments)
    finally:
        cell.finish()  # a cell that raised shows no text; its traceback says more than a time-out
    _settle(lab)
    costs.note(kind, taken, lab.traffic)
    return cell.index


def press(lab: Lab, cell: int, label: str, text: str, kind: str, costs: Costs) -> None:
    """Presses a button and notes what it took until the text was there."""
    lab.traffic.clear()
    arguments = [lab.path, cell, label, text]
    taken = lab.page.evaluate("(arguments) => window.stopwatch.press(...arguments)", arguments)
    _settle(lab)
    costs.note(kind, taken, lab.traffic)


def _settle(lab: Lab) -> None:
    """Waits for stragglers: acknowledgements, the kernel's idle."""
    lab.wait_idle()
    lab.page.wait_for_timeout(150)
