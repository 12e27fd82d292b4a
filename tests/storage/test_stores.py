"""Stores under several hands."""

from __future__ import annotations

import threading

from bson import ObjectId

from fo_widgets.storage import ExecutionStore, TransientJobCoordinator


def test_compare_and_set_lets_one_of_many_win(database):
    store = ExecutionStore.create("race")
    store.set("turn", 0)
    wins = []

    def work(me):
        if store.compare_and_set("turn", 0, me):
            wins.append(me)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(wins) == 1
    assert store.get("turn") == wins[0]


def test_a_job_is_claimed_once_and_a_stale_worker_is_turned_away(database):
    jobs = TransientJobCoordinator(ExecutionStore.create("jobs"), lease_seconds=60)
    jobs.create(owner="me", scope=None, payload=[1], job_id="j")
    claims = []
    threads = [threading.Thread(target=lambda: claims.append(jobs.claim("j"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    (claimed,) = [claim for claim in claims if claim is not None]
    assert claimed["fencing_token"] == 1
    assert jobs.set_progress("j", 99, 0.5) is None
    assert jobs.complete("j", 1, "done")["state"] == "completed"


def test_stores_of_datasets_and_global_ones_keep_apart(database):
    first, second = ObjectId(), ObjectId()
    for dataset_id, value in ((None, 0), (first, 1), (second, 2)):
        ExecutionStore.create("s", dataset_id=dataset_id).set("k", value)
    assert [ExecutionStore.create("s", dataset_id=d).get("k") for d in (None, first, second)] == [0, 1, 2]
    ExecutionStore.create("s", dataset_id=first).clear()
    assert [ExecutionStore.create("s", dataset_id=d).get("k") for d in (None, first, second)] == [0, None, 2]


def test_the_policy_of_a_store_is_that_of_its_keys(database):
    store = ExecutionStore.create("s", default_policy="evict")
    store.set("k", 1)
    store.set("kept", 1, policy="persist")
    store.clear_cache()
    assert store.list_keys() == ["kept"]
