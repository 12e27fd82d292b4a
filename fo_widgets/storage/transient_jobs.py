"""Jobs that several workers share through an execution store, each done by one of them at a time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fo_widgets.storage.execution_store import ExecutionStore

Job = dict[str, Any]

_OVER = frozenset({"completed", "failed", "canceled"})
# the chances of so many lost races in a row are those of a bug
_ATTEMPTS = 100


class TransientJobAlreadyExists(RuntimeError):
    """There is a job of that id."""

    def __init__(self, job_id: str) -> None:
        super().__init__(f"Transient job already exists: {job_id}")


class TransientJobConflict(RuntimeError):
    """A job changed again and again while it was being changed."""

    def __init__(self, job_id: str) -> None:
        super().__init__(f"Transient job update conflicted: {job_id}")


class TransientJobCoordinator:
    """Creates jobs and hands them out.

    A worker that claims a job gets a lease, which its heartbeats and progress reports renew, and a
    fencing token; once the lease is over another may claim the job, and the first one's token is
    worth nothing any more. What a worker that is not the holder does has no effect and returns None.

    Args:
        store: where the jobs live.
        ttl_seconds: how long a job is kept after its last change.
        lease_seconds: how long a claim lasts without a sign of life.

    Raises:
        ValueError: for a time that is not positive.
    """

    def __init__(self, store: ExecutionStore, ttl_seconds: float = 86400, lease_seconds: float = 900) -> None:
        for name, seconds in (("ttl_seconds", ttl_seconds), ("lease_seconds", lease_seconds)):
            if seconds <= 0:
                raise ValueError(f"{name} must be positive")
        self._store = store
        self._ttl = ttl_seconds
        self._lease = timedelta(seconds=lease_seconds)

    def create(self, *, owner: Any, scope: Any, payload: Any, job_id: str | None = None) -> Job:
        """A new job, state "requested".

        Raises:
            TransientJobAlreadyExists: there is one of that id.
        """
        now = _now()
        job: Job = {
            "id": job_id or uuid.uuid4().hex,
            "owner": owner,
            "scope": scope,
            "payload": payload,
            "state": "requested",
            "created_at": now,
            "updated_at": now,
            "expires_at": now + timedelta(seconds=self._ttl),
            "lease_expires_at": None,
            "fencing_token": 0,
            "cancel_requested": False,
            "progress": None,
            "result": None,
            "error": None,
        }
        if not self._store.set_if_absent(job["id"], job, ttl=self._ttl):
            raise TransientJobAlreadyExists(job["id"])
        return job

    def get(self, job_id: str) -> Job | None:
        """The job, None if there is none."""
        job: Job | None = self._store.get(job_id)
        return job

    def claim(self, job_id: str, *, allow_reclaim: bool = True) -> Job | None:
        """Takes a job that nobody holds; with `allow_reclaim` also one whose holder is overdue."""

        def take(job: Job) -> Job | None:
            is_free = job["state"] == "requested"
            is_abandoned = allow_reclaim and job["state"] == "running" and not _is_held(job)
            if not (is_free or is_abandoned) or job["cancel_requested"]:
                return None
            token = job["fencing_token"] + 1
            return {"state": "running", "fencing_token": token, "lease_expires_at": _now() + self._lease}

        return self._change(job_id, take)

    def heartbeat(self, job_id: str, fencing_token: int) -> Job | None:
        """Renews the lease."""
        return self._hold(job_id, fencing_token, lambda job: {"lease_expires_at": _now() + self._lease})

    def set_progress(self, job_id: str, fencing_token: int, progress: Any) -> Job | None:
        """Tells how far the job is, and renews the lease."""
        return self._hold(
            job_id,
            fencing_token,
            lambda job: {"progress": progress, "lease_expires_at": _now() + self._lease},
        )

    def complete(self, job_id: str, fencing_token: int, result: Any = None) -> Job | None:
        """Ends the job well."""
        return self._end(job_id, fencing_token, state="completed", result=result)

    def fail(self, job_id: str, fencing_token: int, error: Any) -> Job | None:
        """Ends the job badly."""
        return self._end(job_id, fencing_token, state="failed", error=error)

    def cancel(self, job_id: str, fencing_token: int) -> Job | None:
        """Ends the job as its holder was asked to."""
        return self._end(job_id, fencing_token, state="canceled")

    def request_cancel(self, job_id: str) -> Job | None:
        """Asks the holder to stop; a job that nobody has claimed is canceled at once."""

        def ask(job: Job) -> Job | None:
            if job["state"] in _OVER:
                return None
            is_waiting = job["state"] == "requested"
            return {"cancel_requested": True, **({"state": "canceled"} if is_waiting else {})}

        return self._change(job_id, ask)

    def fail_expired(self, job_id: str, error: Any) -> Job | None:
        """Ends a running job badly if its holder is overdue."""

        def expire(job: Job) -> Job | None:
            if job["state"] != "running" or _is_held(job):
                return None
            return {"state": "failed", "error": error, "lease_expires_at": None}

        return self._change(job_id, expire)

    def _end(self, job_id: str, fencing_token: int, **changes: Any) -> Job | None:
        return self._hold(job_id, fencing_token, lambda job: {**changes, "lease_expires_at": None})

    def _hold(self, job_id: str, token: int, change: Callable[[Job], Job | None]) -> Job | None:
        def checked(job: Job) -> Job | None:
            is_holder = job["state"] == "running" and job["fencing_token"] == token and _is_held(job)
            return change(job) if is_holder else None

        return self._change(job_id, checked)

    def _change(self, job_id: str, change: Callable[[Job], Job | None]) -> Job | None:
        for _ in range(_ATTEMPTS):
            job = self.get(job_id)
            changes = None if job is None else change(job)
            if job is None or changes is None:
                return None
            now = _now()
            times = {"updated_at": now, "expires_at": now + timedelta(seconds=self._ttl)}
            changed = {**job, **changes, **times}
            if self._store.compare_and_set(job_id, job, changed, ttl=self._ttl):
                return changed
        raise TransientJobConflict(job_id)


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _is_held(job: Job) -> bool:
    lease: datetime | None = job["lease_expires_at"]
    return lease is not None and lease.replace(tzinfo=timezone.utc) > _now()
