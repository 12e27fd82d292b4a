from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest

from fo_widgets import operators as foo
from fo_widgets.operators import progress
from tests import vectors

VECTORS = vectors.load("progress_vectors")


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if "called_at_iterations" in v], ids=lambda v: str(v["args"])
)
def test_a_number_of_reports(vector):
    seen = []
    report = progress.report_progress(lambda bar: seen.append(bar.iteration), **vector["args"])

    def run():
        for i in range(vector["total"] or 10) or [0]:
            report(SimpleNamespace(iteration=i + 1, total=vector["total"], complete=False))

    if vector["error"]:
        with pytest.raises(IndexError):
            run()
    else:
        run()
    assert seen == vector["called_at_iterations"]


@pytest.mark.parametrize("vector", [v for v in VECTORS if "called_at" in v], ids=lambda v: str(v["args"]))
def test_a_report_every_so_many_seconds(vector, monkeypatch):
    now, seen = [0.0], []
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    report = progress.report_progress(lambda bar: seen.append(bar.iteration), **vector["args"])
    for i in range(vector["total"]):
        now[0] += vector["seconds_per_iteration"]
        report(SimpleNamespace(iteration=i + 1, complete=i + 1 == vector["total"]))
    assert seen == [iteration for iteration, _ in vector["called_at"]]


def test_without_limits_it_is_the_function_itself():
    assert progress.report_progress(print) is print


def test_the_handler_shows_records_as_progress():
    seen = []
    ctx = foo.ExecutionContext({}, set_progress=lambda progress, label: seen.append((progress, label)))
    logger = logging.getLogger("trainer")
    with foo.ProgressHandler(ctx, logger=logger, level=logging.INFO):
        logger.warning("epoch %d", 3)
    logger.warning("after")
    assert seen == [(None, "epoch 3")]


def test_progress_that_cannot_be_shown_does_not_end_the_work(caplog):
    def broken(progress, label):
        raise RuntimeError("no screen")

    foo.ExecutionContext({}, set_progress=broken).set_progress(0.5)
    assert "no screen" in caplog.text
