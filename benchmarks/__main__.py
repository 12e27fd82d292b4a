"""Measures, prints the tables, and rewrites the generated part of docs/performance.md; `make bench`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from benchmarks import data, faces, imports, page, report
from benchmarks.measurement import Table


def _page() -> Sequence[Table]:
    return page.measure()


def _imports() -> Sequence[Table]:
    return [imports.measure()]


SUITES: dict[str, Callable[[], Sequence[Table]]] = {
    "imports": _imports,
    "page": _page,
    "faces": faces.measure,
    "data": lambda: data.measure(samples=20_000, runs=5),
}


def main() -> int:
    """Command line of this package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "suites", nargs="*", choices=[*SUITES, []], help="all, unless named; then nothing is written"
    )
    chosen = parser.parse_args().suites
    tables = []
    for name in chosen or SUITES:
        for table in SUITES[name]():
            print(table, flush=True)
            tables.append(table)
    if not chosen:
        report.write(tables)
        print(f"written to {report.DOCUMENT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
