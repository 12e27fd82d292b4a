"""What the benchmarks write down; that they run at all is seen by `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.measurement import Measurement, Table


def test_only_the_part_between_the_marks_is_rewritten(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{report.BEGIN}\nold numbers\n{report.END}\nafter\n")
    table = Table("Clicks", ["", "ms"])
    table.add("click", Measurement(values=[1.0, 3.0, 2.0]))
    report.write([table], document)
    text = document.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old numbers" not in text
    assert "| click |  2 |" in text


def test_a_document_without_marks_is_refused(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("nothing to replace\n")
    with pytest.raises(ValueError, match="needs the lines"):
        report.write([], document)
    assert document.read_text() == "nothing to replace\n"


def test_the_documents_own_marks_are_there() -> None:
    text = report.DOCUMENT.read_text(encoding="utf-8")
    assert 0 <= text.find(report.BEGIN) < text.find(report.END)


def test_few_values_give_a_median_and_many_a_percentile_too() -> None:
    assert str(Measurement(values=[4.0, 1.0, 100.0])) == "4"
    assert str(Measurement(values=[1234.5])) == "1,234"
    assert str(Measurement(values=[float(i) for i in range(1, 101)])) == "50.5 (p95 96.0)"
