from __future__ import annotations

import logging
import threading
import time

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.delegation import DelegatedOperationService, Worker, worker
from fo_widgets.operators import types
from fo_widgets.storage import config, connect, forget_memory_database


class Later(foo.Operator):
    """Waits for the test, then doubles a number."""

    go_on = threading.Event()

    @property
    def config(self):
        return foo.OperatorConfig("later", "Later", allow_delegated_execution=True)

    def resolve_input(self, ctx):
        inputs = types.Object()
        inputs.int("n", required=True)
        return types.Property(inputs)

    def resolve_run_name(self, ctx):
        return f"double {ctx.params['n']}"

    def execute(self, ctx):
        for step in range(500):
            ctx.set_progress(step / 500, "waiting")
            if self.go_on.is_set():
                break
            time.sleep(0.01)
        if ctx.params["n"] < 0:
            raise ValueError(f"negative {ctx.secrets['LATER_KEY']}")
        return {"n": 2 * ctx.params["n"]}


@pytest.fixture
def session(monkeypatch):
    monkeypatch.setattr(config, "database_uri", "memory://worker-tests")
    Later.go_on.clear()
    yield fow.Session()
    Later.go_on.set()
    for operation in DelegatedOperationService().list_operations():
        worker.wait(operation.id, timeout=10)
    forget_memory_database("worker-tests")


def scheduled(session, n=1, operator=Later):
    form = fow.operator(operator, session=session, params={"n": n}, face="headless")
    return form, form.schedule()


def test_what_a_form_schedules_runs_in_this_kernel_and_is_told(session):
    form, operation = scheduled(session)
    assert form.phase == "scheduled"
    assert operation["run_state"] == "queued"
    Later.go_on.set()
    ended = worker.wait(operation["id"], timeout=10)
    assert ended.result.result == {"n": 2}
    deadline = time.monotonic() + 5
    while not form.shown and time.monotonic() < deadline:
        time.sleep(0.01)
    assert form.shown == [{"type": "toast", "message": "double 1: done", "variant": "success"}]


def test_the_notebook_stays_usable_meanwhile(session):
    _, operation = scheduled(session)
    other = fow.operator(Later, session=session, params={"n": 3}, face="headless")
    assert other.is_valid
    Later.go_on.set()
    assert other.execute() == {"n": 6}
    worker.wait(operation["id"], timeout=10)


def test_operations_run_one_after_the_other_in_order(session):
    first, second = (scheduled(session, n)[1] for n in (1, 2))
    deadline = time.monotonic() + 5
    while worker.running != first["id"] and time.monotonic() < deadline:
        time.sleep(0.01)
    service = DelegatedOperationService()
    assert (service.get(first["id"]).run_state, service.get(second["id"]).run_state) == ("running", "queued")
    Later.go_on.set()
    ends = [worker.wait(operation["id"], timeout=10).completed_at for operation in (first, second)]
    assert ends == sorted(ends)


def test_a_failure_is_stored_and_told_without_secrets(session, monkeypatch, caplog):
    monkeypatch.setenv("LATER_KEY", "s3cr3t-later")
    caplog.set_level(logging.DEBUG)
    operator = Later()
    operator.add_secrets(["LATER_KEY"])
    form, operation = scheduled(session, -1, operator)
    Later.go_on.set()
    ended = worker.wait(operation["id"], timeout=10)
    assert ended.run_state == "failed"
    assert "ValueError: negative <secret LATER_KEY>" in ended.result.error
    deadline = time.monotonic() + 5
    while not form.shown and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "negative <secret LATER_KEY>" in form.shown[-1]["message"]
    everything = str(list(connect()["delegated_ops"].find())) + caplog.text + str(form.shown)
    assert "s3cr3t-later" not in everything


def test_cancelling_what_runs_interrupts_it_and_the_worker_lives(session):
    _, running = scheduled(session)
    deadline = time.monotonic() + 5
    while worker.running != running["id"] and time.monotonic() < deadline:
        time.sleep(0.01)
    assert worker.cancel(running["id"])
    ended = worker.wait(running["id"], timeout=10)
    assert ended.run_state == "failed"
    assert "cancelled by the user" in ended.result.error
    assert not worker.cancel(running["id"])
    Later.go_on.set()
    _, after = scheduled(session, 5)
    assert worker.wait(after["id"], timeout=10).result.result == {"n": 10}


def test_cancelling_what_waits_keeps_it_from_starting(session):
    _, running = scheduled(session)
    _, waiting = scheduled(session, 2)
    assert worker.cancel(waiting["id"])
    Later.go_on.set()
    worker.wait(running["id"], timeout=10)
    ended = worker.wait(waiting["id"], timeout=10)
    assert (ended.run_state, ended.started_at) == ("failed", None)


def test_waiting_has_an_end(session):
    _, operation = scheduled(session)
    with pytest.raises(TimeoutError, match=r"is still (queued|running) after 0\.05 seconds"):
        worker.wait(operation["id"], timeout=0.05)


def test_a_result_that_cannot_be_stored_is_a_failure_that_says_so(session):
    class Unstorable(Later):
        @property
        def config(self):
            return foo.OperatorConfig("unstorable", allow_delegated_execution=True)

        def execute(self, ctx):
            return {"f": object()}

    _, operation = scheduled(session, 1, Unstorable)
    ended = worker.wait(operation["id"], timeout=10)
    assert ended.run_state == "failed"
    assert "unstorable gave a result that cannot be stored" in ended.result.error


def test_an_operation_that_is_deleted_while_it_waits_is_passed_over(session, caplog):
    _, running = scheduled(session)
    _, waiting = scheduled(session, 2)
    DelegatedOperationService().delete_operation(waiting["id"])
    Later.go_on.set()
    _, after = scheduled(session, 3)
    assert worker.wait(after["id"], timeout=10).result.result == {"n": 6}
    assert "could not run the delegated operation" in caplog.text
    worker.wait(running["id"], timeout=10)


def test_what_another_kernel_left_is_taken_only_when_asked(session):
    worker.stop()
    try:
        _, operation = scheduled(session, 4)
        time.sleep(0.05)
        assert DelegatedOperationService().get(operation["id"]).run_state == "queued"
    finally:
        worker.start()
    Later.go_on.set()
    another = Worker()
    another.run_all()
    assert another.wait(operation["id"], timeout=10).result.result == {"n": 8}
