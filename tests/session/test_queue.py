from __future__ import annotations

import asyncio
import contextvars
import threading
import time

import pytest

from fo_widgets.session.queue import EventQueue, TurnCancelled


def test_jobs_run_in_order_on_one_other_thread():
    queue, seen = EventQueue(), []
    futures = [queue.submit(lambda i=i: seen.append((i, threading.get_ident()))) for i in range(50)]
    for future in futures:
        future.result(5)
    assert [i for i, _ in seen] == list(range(50))
    assert len({thread for _, thread in seen}) == 1
    assert seen[0][1] != threading.get_ident()


def test_run_waits_for_its_turn_and_returns_the_result():
    queue, order = EventQueue(), []
    queue.submit(lambda: (time.sleep(0.05), order.append("first")))
    assert queue.run(lambda: order.append("second") or 42) == 42
    assert order == ["first", "second"]


def test_a_call_inside_a_turn_runs_at_once():
    queue = EventQueue()
    assert queue.run(lambda: queue.run(lambda: queue.run(lambda: "inner"))) == "inner"


def test_two_queues_may_call_each_other_without_deadlock():
    a, b = EventQueue(), EventQueue()
    assert a.submit(lambda: b.run(lambda: a.run(lambda: "back in a"))).result(5) == "back in a"


def test_a_thread_started_with_the_context_of_a_turn_is_inside_it():
    queue = EventQueue()

    def job():
        seen = []
        context = contextvars.copy_context()
        thread = threading.Thread(target=lambda: seen.append(context.run(queue.run, lambda: "ok")))
        thread.start()
        thread.join(5)
        return seen

    assert queue.submit(job).result(10) == ["ok"]


def test_a_context_that_outlives_its_turn_takes_a_new_turn():
    queue, contexts = EventQueue(), []
    queue.run(lambda: contexts.append(contextvars.copy_context()))
    release = threading.Event()
    queue.submit(lambda: release.wait(5))
    late = []
    thread = threading.Thread(
        target=lambda: late.append(contexts[0].run(queue.run, lambda: release.is_set()))
    )
    thread.start()
    release.set()
    thread.join(5)
    assert late == [True]


def test_an_exception_reaches_the_caller_and_the_queue_goes_on():
    queue = EventQueue()
    with pytest.raises(ZeroDivisionError):
        queue.run(lambda: 1 / 0)
    assert queue.run(lambda: "alive") == "alive"


def test_waiting_events_with_one_key_are_coalesced_to_the_latest():
    queue, seen, gate = EventQueue(), [], threading.Event()
    queue.submit(lambda: gate.wait(5))
    time.sleep(0.02)
    for value in range(10):
        last = queue.submit(lambda value=value: seen.append(value), key="slider")
    gate.set()
    last.result(5)
    assert seen == [9]


def test_events_are_not_coalesced_across_another_event():
    queue, seen, gate = EventQueue(), [], threading.Event()
    queue.submit(lambda: gate.wait(5))
    time.sleep(0.02)
    queue.submit(lambda: seen.append("a1"), key="a")
    queue.submit(lambda: seen.append("click"))
    queue.submit(lambda: seen.append("a2"), key="a")
    gate.set()
    queue.run(lambda: None)
    assert seen == ["a1", "click", "a2"]


def test_cancel_stops_plugin_code_but_not_the_queue():
    queue, started = EventQueue(), threading.Event()

    def forever():
        with queue.interruptible():
            started.set()
            while True:
                time.sleep(0.001)

    future = queue.submit(forever)
    started.wait(5)
    assert queue.cancel()
    with pytest.raises(TurnCancelled):
        future.result(5)
    assert queue.run(lambda: "alive") == "alive"


def test_cancel_stops_code_that_starts_threads_and_hits_none_of_them():
    queue = EventQueue()

    def job():
        with queue.interruptible():
            while True:
                for _ in range(40):
                    thread = threading.Thread(target=int)
                    thread.start()
                    thread.join()
                time.sleep(0.003)

    for _ in range(20):
        future, begun = queue.submit(job), time.monotonic()
        time.sleep(0.005)
        while not queue.cancel():  # not begun yet, on a busy machine
            assert time.monotonic() - begun < 5
            time.sleep(0.001)
        with pytest.raises(TurnCancelled):
            future.result(5)


def test_cancel_waits_for_our_own_code_to_finish():
    queue, in_ours, go_on = EventQueue(), threading.Event(), threading.Event()

    def job():
        in_ours.set()
        go_on.wait(5)
        time.sleep(0.01)
        with queue.interruptible():
            return "plugin code ran"

    future = queue.submit(job)
    in_ours.wait(5)
    assert queue.cancel()
    go_on.set()
    with pytest.raises(TurnCancelled):
        future.result(5)


def test_cancel_of_a_waiting_event_drops_it():
    queue, gate, seen = EventQueue(), threading.Event(), []
    queue.submit(lambda: gate.wait(5))
    time.sleep(0.02)
    waiting = queue.submit(lambda: seen.append("ran"))
    assert queue.cancel(waiting)
    gate.set()
    queue.run(lambda: None)
    assert seen == []


async def test_run_works_inside_a_running_event_loop():
    queue = EventQueue()

    async def coroutine():
        await asyncio.sleep(0)
        return "done"

    assert queue.run(lambda: asyncio.run(coroutine())) == "done"
