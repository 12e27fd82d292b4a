"""One measured thing: its repeated values, and how they are written down."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Measurement:
    """Repeated values of one thing, in one unit."""

    unit: str = "ms"
    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    def __str__(self) -> str:
        """The median; with the 95th percentile if there are enough values for one."""
        if len(self.values) < 20:
            return number(self.median)
        return f"{number(self.median)} (p95 {number(statistics.quantiles(self.values, n=20)[-1])})"


def number(value: float) -> str:
    """Three digits that count, thousands set apart."""
    if value >= 100 or float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


@dataclass
class Table:
    """A table of measurements, as Markdown."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: Sequence[str] = ()

    def add(self, *cells: object) -> None:
        """One row more."""
        self.rows.append([str(cell) for cell in cells])

    def __str__(self) -> str:
        """Markdown with columns of even width, so that it also reads well in a terminal."""
        lines = [list(self.columns), *map(list, self.rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        text = [self._line(line, widths) for line in lines]
        text.insert(1, self._line(["-" * width for width in widths], widths))
        return "\n".join([f"### {self.title}", "", *text, *(f"\n{note}" for note in self.notes), ""])

    @staticmethod
    def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
        padded = [
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return f"| {' | '.join(padded)} |"
