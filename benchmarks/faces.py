"""Both faces beside bare ipywidgets as panels grow; and what a very large table and a very large JSON cost."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PageError

from benchmarks.cells import CLICKS, KINDS
from benchmarks.measurement import Measurement, Table, number
from benchmarks.page import COLUMNS, Costs, open_page, press, show
from tools import chromium, lab_server
from tools.lab import Lab
from tools.lab_server import LabServer

SIZES = (10, 100, 1000)
RUNS = 3
# A server drops what a kernel sends beyond 3,000 messages in 3 seconds, and a thousand ipywidgets send 2,755: a fast
# machine would lose some of them, and the cell would never end.
UNLIMITED = ["--ZMQChannelsWebsocketConnection.limit_rate=False"]

GROWING = """
import time

class Growing(foo.Panel):
    rows = 0

    def press(self, ctx):
        ctx.panel.state.pressed = (ctx.panel.state.pressed or 0) + 1

    def render(self, ctx):
        panel = types.Object()
        for i in range(self.rows):
            row = panel.h_stack(f"row_{i}")
            row.message("label", f"Row {i} pressed {(ctx.panel.state.pressed or 0) if i == 0 else 0}")
            row.str("text")
            row.btn("button", label=f"Press {i}", on_click=self.press)
        panel.message("end", f"end of {self.rows}")
        return types.Property(panel)

def growing(components, face="anywidget"):
    n = components // 4
    config = foo.PanelConfig(name=f"growing_{n}", label="Growing")
    begun = time.perf_counter()
    panel = fow.open_panel(type("Growing", (Growing,), {"rows": n, "config": config}), face=face)
    global kernel_ms
    kernel_ms = (time.perf_counter() - begun) * 1000
    return panel

def bare_growing(components):
    global kernel_ms
    begun = time.perf_counter()
    n = components // 4
    labels = [ipywidgets.Label(f"Row {i} pressed 0") for i in range(n)]
    def press(_):
        labels[0].value = f"Row 0 pressed {int(labels[0].value.split()[3]) + 1}"
    rows = []
    for i, label in enumerate(labels):
        button = ipywidgets.Button(description=f"Press {i}")
        button.on_click(press)
        rows.append(ipywidgets.HBox([label, ipywidgets.Text(), button]))
    box = ipywidgets.VBox([*rows, ipywidgets.Label(f"end of {n}")])
    kernel_ms = (time.perf_counter() - begun) * 1000
    return box
"""
OPENED = {
    "anywidget": "growing({})",
    "ipywidgets": "growing({}, face='ipywidgets')",
    "bare": "bare_growing({})",
}

LARGE = """
class LargeTable(foo.Panel):
    config = foo.PanelConfig(name="large_table", label="Large table")

    def on_load(self, ctx):
        ctx.panel.data.rows = [{"n": i, "name": f"row {i}", "share": i / 100_000} for i in range(100_000)]

    def render(self, ctx):
        panel = types.Object()
        columns = [types.Column("n"), types.Column("name"), types.Column("share")]
        panel.list("rows", types.Object(), view=types.TableView(columns=columns))
        return types.Property(panel)

class LargeJSON(foo.Panel):
    config = foo.PanelConfig(name="large_json", label="Large JSON")

    def on_load(self, ctx):
        ctx.panel.data.tree = {f"key {i}": {"text": "x" * 80, "numbers": [i, i + 1]} for i in range(75_000)}

    def render(self, ctx):
        panel = types.Object()
        panel.obj("tree", view=types.JSONView())
        return types.Property(panel)
"""
LARGE_PANELS = {
    "table of 100,000 rows": ("fow.open_panel(LargeTable)", "row 1"),
    "JSON of 10 MB": ("fow.open_panel(LargeJSON)", "entries"),
}


def measure() -> Sequence[Table]:
    """A table for growing panels, and one for large values."""
    with lab_server.running(options=UNLIMITED) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=chromium.ARGUMENTS)
        tables = [_growing(server, browser), _large(server, browser)]
        browser.close()
    return tables


def _growing(server: LabServer, browser: Browser) -> Table:
    notes = [
        "A quarter each: stacks, texts, fields, buttons. Kernel: until the widget object is there. "
        "Shown: from the start of the cell to the frame with the last text. "
        "Update: from a click to the frame with the changed text.",
    ]
    table = Table("Panels of 10, 100 and 1,000 components", COLUMNS, notes=notes)
    lost = 0
    with browser.new_context() as context:
        for size in SIZES:
            shown, updated = Costs(), Costs()
            kernel = {kind: Measurement() for kind in KINDS}
            for _ in range(RUNS):
                lab = open_page(server, context)
                lab.run(GROWING)
                _warm(lab)
                for kind in KINDS:
                    try:
                        cell = show(lab, OPENED[kind].format(size), f"end of {size // 4}", kind, shown)
                    except PageError:
                        lost += 1
                        continue
                    kernel[kind].values.append(lab.value("kernel_ms"))
                    press(lab, cell, "Press 1", "Row 0 pressed 1", kind, updated)
                lab.close()
                server.stop_session(lab.path)
            table.add(f"{size:,} components: kernel, ms", *(kernel[kind] for kind in KINDS))
            shown.rows("… shown", table)
            updated.rows("… one text updated", table)
    if lost:
        # thousands of messages at once do not always get through between kernel, server and page
        table.notes = [
            *notes,
            f"{lost} of {RUNS * len(SIZES) * len(KINDS)} were never shown; they are left out.",
        ]
    return table


def _large(server: LabServer, browser: Browser) -> Table:
    table = Table("Large values in one panel", ["", "shown, ms", "messages", "MB"])
    with browser.new_context() as context:
        for name, (source, text) in LARGE_PANELS.items():
            costs = Costs()
            for _ in range(RUNS):
                lab = open_page(server, context)
                lab.run(LARGE)
                _warm(lab)
                show(lab, source, text, "anywidget", costs)
                lab.close()
                server.stop_session(lab.path)
            size = costs.size["anywidget"].median / 1e6
            table.add(name, costs.time["anywidget"], number(costs.messages["anywidget"].median), number(size))
    return table


def _warm(lab: Lab) -> None:
    """Brings the runtimes to the page, which other tables measure."""
    for kind in KINDS:
        show(lab, CLICKS[kind], "Clicked 0", kind, Costs())
