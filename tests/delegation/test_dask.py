"""Operations on a Dask cluster: threads of this process on a database in memory, a process of its own on a server."""

from __future__ import annotations

import logging
import time

import pytest
from distributed import Client, LocalCluster

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.delegation import (
    DaskOrchestrator,
    DelegatedOperationService,
    register_orchestrator,
    unregister_orchestrator,
    worker,
)
from fo_widgets.operators import types
from fo_widgets.storage import close_connections, config, connect, forget_memory_database
from tests.vectors import demo

# A free port for Dask's own metrics, which cannot be switched off; without bokeh there is no dashboard.
LOOPBACK = "127.0.0.1:0"


class Halve(foo.Operator):
    """Halves a number, and tells about it."""

    @property
    def config(self):
        return foo.OperatorConfig("halve", "Halve", allow_delegated_execution=True)

    def resolve_input(self, ctx):
        inputs = types.Object()
        inputs.int("n", required=True)
        return types.Property(inputs)

    def execute(self, ctx):
        ctx.set_progress(0.5, "half way")
        logging.getLogger("acme.halve").warning(
            "halving %s with %s", ctx.params["n"], ctx.secrets["HALVE_KEY"]
        )
        if ctx.params["n"] % 2:
            raise ValueError(f"odd {ctx.params['n']}")
        return {"n": ctx.params["n"] // 2}


@pytest.fixture(scope="module")
def threads():
    """A cluster of one worker with two threads in this process; no dashboard, no port but loopback's."""
    options = {"n_workers": 1, "threads_per_worker": 2, "dashboard_address": LOOPBACK}
    with LocalCluster(processes=False, **options) as cluster, Client(cluster) as client:
        yield client


@pytest.fixture
def session(threads, monkeypatch):
    monkeypatch.setattr(config, "database_uri", "memory://dask-tests")
    monkeypatch.setenv("HALVE_KEY", "s3cret-halve")
    register_orchestrator(DaskOrchestrator(threads, "cluster", "Two threads"))
    yield fow.Session()
    unregister_orchestrator("cluster")
    forget_memory_database("dask-tests")


def halving(session, n):
    operator = Halve()
    operator.add_secrets(["HALVE_KEY"])
    form = fow.operator(operator, session=session, params={"n": n}, face="headless")
    return form, form.schedule(target="cluster")["id"]


def targets(form):
    """What the form's root says where it can be scheduled."""
    scene = form._scene()
    return scene["nodes"][scene["root"]]["view"]["targets"]


def told(form):
    deadline = time.monotonic() + 5
    while not form.shown and time.monotonic() < deadline:
        time.sleep(0.01)
    return form.shown


def test_forms_offer_the_cluster_and_it_runs_what_is_scheduled_there(session):
    form, operation = halving(session, 8)
    offered = targets(form)
    assert [each["id"] for each in offered] == [None, "cluster"]
    assert offered[1]["description"] == "Two threads"
    ended = worker.wait(operation, timeout=20)
    assert (ended.run_state, ended.result.result) == ("completed", {"n": 4})
    assert (ended.delegation_target, ended.status.progress) == ("cluster", 0.5)
    assert ended.status.label == "half way"
    deadline = time.monotonic() + 5  # the log is kept after the operation has ended
    while (
        log := DelegatedOperationService().get(operation).log_tail
    ) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "WARNING acme.halve: halving 8 with <secret HALVE_KEY>" in log
    assert told(form)[-1] == {"type": "toast", "message": "halve: done", "variant": "success"}


def test_a_failure_is_stored_and_told(session):
    form, operation = halving(session, 3)
    ended = worker.wait(operation, timeout=20)
    assert ended.run_state == "failed"
    assert "ValueError: odd 3" in ended.result.error
    assert told(form)[-1]["message"] == "halve: ValueError: odd 3"


def test_what_is_for_this_kernel_stays_here(session, threads):
    form = fow.operator(Halve, session=session, params={"n": 2}, face="headless")
    monkey = form.schedule()
    assert worker.wait(monkey["id"], timeout=20).result.result == {"n": 1}
    assert DelegatedOperationService().get(monkey["id"]).delegation_target is None


def test_only_operators_that_it_takes_are_offered_it(session, threads):
    register_orchestrator(DaskOrchestrator(threads, "picky", available_operators=["@acme/else/other"]))
    try:
        form = fow.operator(Halve, session=session, params={"n": 2}, face="headless")
        assert [each["id"] for each in targets(form)] == [None, "cluster"]
    finally:
        unregister_orchestrator("picky")


def test_a_task_that_is_lost_is_a_failure_that_says_so(session, threads, monkeypatch):
    monkeypatch.setattr("fo_widgets.delegation.dask.run_operation", lost)
    _, operation = halving(session, 6)
    ended = worker.wait(operation, timeout=20)
    assert ended.run_state == "failed"
    assert "the cluster did not run it: RuntimeError('no disk')" in ended.result.error


def lost(*_):
    raise RuntimeError("no disk")


@pytest.fixture
def far(mongod_uri, monkeypatch):
    """A cluster of one process; the database is on a server, and nothing runs in this process."""
    monkeypatch.setattr(config, "database_uri", mongod_uri)
    monkeypatch.setattr(config, "database_name", "delegation-dask")
    was_active = worker.is_active
    worker.stop()
    options = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": LOOPBACK, "host": "127.0.0.1"}
    with LocalCluster(**options) as cluster, Client(cluster) as client, demo.plugin():
        yield DaskOrchestrator(client, "far", plugins_dir=str(demo.FOLDER))
    if was_active:
        worker.start()
    monkeypatch.setattr(config, "database_uri", mongod_uri)
    connect().client.drop_database("delegation-dask")
    close_connections()


def test_a_worker_process_runs_what_waits_on_a_shared_database_and_refuses_one_in_memory(far, monkeypatch):
    demo.datasets()
    request = {
        "dataset_name": "wire_ds",
        "params": {"n": 5},
        "request_delegation": True,
        "delegation_target": "far",
    }
    waiting = foo.execute_operator("@acme/demo/deleg", request).result["id"]
    assert far.submit_waiting() == 1
    ended = worker.wait(waiting, timeout=60)
    assert (ended.run_state, ended.result and ended.result.result) == ("completed", {"n": 10})
    monkeypatch.setattr(config, "database_uri", "memory://dask-alone")
    demo.datasets()
    alone = foo.execute_operator("@acme/demo/deleg", request).result["id"]
    assert far.submit_waiting() == 1
    error = DelegatedOperationService().get(alone).result.error
    assert "the database in memory is not that of the workers of 'far'" in error
    forget_memory_database("dask-alone")
