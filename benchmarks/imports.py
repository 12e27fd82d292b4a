"""What the first cell of a notebook costs: imports and first calls, each in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from benchmarks.measurement import Measurement, Table

RUNS = 7
PANEL = """
from fo_widgets import operators as foo
from fo_widgets.operators import types

class Hello(foo.Panel):
    @property
    def config(self):
        return foo.PanelConfig(name="hello", label="Hello")

    def render(self, ctx):
        panel = types.Object()
        panel.message("hello", "Hello")
        return types.Property(panel)

fow.open_panel(Hello, face=FACE)
"""
PROGRAMS = {
    "`import fo_widgets`": "import fo_widgets",
    "… and a first panel, headless": "import fo_widgets as fow\nFACE = 'headless'\n" + PANEL,
    "… and a first panel, as a widget": "import fo_widgets as fow\nFACE = 'anywidget'\n" + PANEL,
    '… and `load_dataset("quickstart")`': "import fo_widgets as fow\nfow.load_dataset('quickstart')",
    "for comparison: `import ipywidgets`": "import ipywidgets",
    "for comparison: `import plotly.graph_objects`": "import plotly.graph_objects",
    "for comparison: `import pandas`": "import pandas",
}


def measure() -> Table:
    """Milliseconds of each program beyond an empty one, runs interleaved so that a slow moment hits all alike."""
    found = {name: Measurement() for name in PROGRAMS}
    empty = Measurement()
    with tempfile.TemporaryDirectory() as folder:
        # The shipped pictures are on the disk after the first start, which is not measured.
        environment = {**os.environ, "FIFTYONE_DATASET_ZOO_DIR": folder}
        for turn in range(RUNS + 1):
            for name, program in {"": "", **PROGRAMS}.items():
                value = _milliseconds(program, environment)
                if turn:
                    (found[name] if name else empty).values.append(value)
    table = Table("Start", ["in a fresh process", "median, ms"])
    for name, measurement in found.items():
        table.add(name, Measurement(values=[value - empty.median for value in measurement.values]))
    return table


def _milliseconds(program: str, environment: dict[str, str]) -> float:
    timed = (
        f"import time\nbegun = time.perf_counter()\n{program}\nprint((time.perf_counter() - begun) * 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", timed], capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout)
