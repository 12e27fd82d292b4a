"""Datasets in memory and on MongoDB, beside real FiftyOne where there is one: `python -m benchmarks.data`.

`make test-interop` makes an environment that has FiftyOne; `FIFTYONE_PYTHON` names the Python of another. All run
the same tasks, each in a process of its own, one after the other.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measurement import Measurement, Table, number
from tools import fiftyone_venv, mongod

TASKS = Path(__file__).with_name("data_tasks.py")
IMPORTS = 5
ALONE = ("build samples", "insert")  # done once


@dataclass
class Contender:
    """What is measured: a package, in a Python, on a database."""

    name: str
    python: str
    package: str
    environment: Mapping[str, str]

    def run(self, code: Sequence[str]) -> str:
        """What a program prints.

        Raises:
            RuntimeError: it fails
        """
        environment = {**os.environ, "PYTHONPATH": str(TASKS.parent.parent), **self.environment}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # who imports a package again has it compiled
        done = subprocess.run(
            [self.python, *code], capture_output=True, text=True, check=False, env=environment
        )
        if done.returncode:
            raise RuntimeError(f"{self.name}: {done.stderr.strip()[-2000:]}")
        return done.stdout.strip().splitlines()[-1]

    def import_times(self) -> list[float]:
        """Milliseconds of an import, each in a fresh process."""
        imported = f"import {self.package}" + (", fo_widgets.data" if self.package == "fo_widgets" else "")
        code = f"import time\nt = time.perf_counter()\n{imported}\nprint((time.perf_counter() - t) * 1000)"
        return [float(self.run(["-c", code])) for _ in range(IMPORTS)]

    def tasks(self, samples: int, runs: int) -> tuple[dict[str, list[float]], float]:
        """Milliseconds by task, the first one cold, and the peak memory in MB."""
        found = json.loads(self.run([str(TASKS), self.package, str(samples), str(runs)]))
        return found["times"], found["peak"]


@contextlib.contextmanager
def contenders(engines: Sequence[str]) -> Iterator[list[Contender]]:
    """Ours on the chosen engines, and FiftyOne if there is one."""
    with contextlib.ExitStack() as stack:
        out = []
        if "memory" in engines:
            out.append(
                Contender("memory", sys.executable, "fo_widgets", {"FIFTYONE_DATABASE_URI": "memory://"})
            )
        if "mongodb" in engines:
            uri = stack.enter_context(mongod.running(mongod.ensure()))
            out.append(Contender("MongoDB", sys.executable, "fo_widgets", {"FIFTYONE_DATABASE_URI": uri}))
        theirs = fiftyone_venv.named_python()
        if theirs.is_file():
            environment = {
                "FIFTYONE_DATABASE_URI": stack.enter_context(mongod.running(mongod.ensure())),
                "FIFTYONE_DO_NOT_TRACK": "1",
                "FIFTYONE_SHOW_PROGRESS_BARS": "false",
            }
            out.append(Contender("FiftyOne", str(theirs), "fiftyone", environment))
        yield out


def measure(
    samples: int = 20_000, runs: int = 5, engines: Sequence[str] = ("memory", "mongodb")
) -> list[Table]:
    """A table of all tasks."""
    with contenders(engines) as several:
        found = {}
        for contender in several:
            times, peak = contender.tasks(samples, runs)
            found[contender.name] = ({"import": contender.import_times(), **times}, peak)
    columns = ["task"]
    for name in found:
        columns += [f"{name}, cold", "median", "min"]
    table = Table(
        f"Datasets: {samples:,} samples of 5 detections, ms",
        columns,
        notes=["Cold: the first run, before there are columns. Median and minimum: of the runs after it."],
    )
    tasks = next(iter(found.values()))[0]
    for task in tasks:
        cells: list[str] = []
        for times, _ in found.values():
            cells += _cells(task, times[task])
        table.add(task, *cells)
    table.add("peak memory, MB", *(cell for _, peak in found.values() for cell in (number(peak), "", "")))
    return [table]


def _cells(task: str, values: list[float]) -> list[str]:
    if task in ALONE:
        return [number(values[0]), "", ""]
    first, rest = ("", values) if task == "import" else (number(values[0]), values[1:])
    return [first, number(Measurement(values=rest).median), number(min(rest))]


def main() -> int:
    """Command line: how many samples, how many runs, which engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, nargs="+", default=[20_000], help="one table for each number")
    parser.add_argument("--runs", type=int, default=5, help="warm runs of each task")
    parser.add_argument("--engines", nargs="+", choices=["memory", "mongodb"], default=["memory", "mongodb"])
    options = parser.parse_args()
    for samples in options.samples:
        for table in measure(samples, options.runs, options.engines):
            print(table, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
