"""A delegated operation as it is stored, and as code sees it."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field, fields
from datetime import datetime, timezone
from typing import Any

from bson import ObjectId

from fo_widgets.operators.executor import (
    ExecutionContext,
    ExecutionProgress,
    ExecutionResult,
    ExecutionRunState,
)

Json = dict[str, Any]


def now() -> datetime:
    """The time as MongoDB keeps it: UTC without zone, in milliseconds."""
    moment = datetime.now(timezone.utc).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@dataclass
class DelegatedOperationDocument:
    """One operation that was scheduled; a copy of what is stored, not a live view.

    Attributes:
        operator: URI of the operator.
        context: its `ExecutionContext`; `context.request_params` is what is stored.
        run_state: `"scheduled"`, `"queued"`, `"running"`, `"completed"` or `"failed"`.
        status: the newest progress, None before the first.
        result: what it gave or how it failed, None before it ended.
        metadata: `{"inputs_schema", "outputs_schema"}`.
        pipeline: for pipeline operators `{"stages": [...]}`.
        is_remote: (only given) whether a remote service will queue it: it starts as `"scheduled"`.
    """

    operator: str
    label: str | None = None
    delegation_target: str | None = None
    context: ExecutionContext | None = None
    run_state: str = ExecutionRunState.QUEUED
    run_link: str | None = None
    queued_at: datetime | None = field(default_factory=now)
    updated_at: datetime | None = field(default_factory=now)
    status: ExecutionProgress | None = None
    dataset_id: ObjectId | None = None
    started_at: datetime | None = None
    pinned: bool = False
    completed_at: datetime | None = None
    failed_at: datetime | None = None
    scheduled_at: datetime | None = None
    result: ExecutionResult | None = None
    id: ObjectId | None = None
    metadata: Json | None = None
    log_path: str | None = None
    log_size: int | None = None
    log_tail: str | None = None
    log_upload_error: str | None = None
    monitored: bool = False
    archived: bool = False
    rerunnable: bool = True
    parent_id: ObjectId | None = None
    pipeline: Json | None = None
    pipeline_run_info: Json | None = None
    is_remote: InitVar[bool] = False

    def __post_init__(self, is_remote: bool) -> None:
        if is_remote:
            self.run_state = ExecutionRunState.SCHEDULED
            self.scheduled_at, self.queued_at = self.queued_at, None

    @classmethod
    def from_pymongo(cls, stored: Json) -> DelegatedOperationDocument:
        """The document that a database holds."""
        values = {f.name: stored[f.name] for f in fields(cls) if f.name in stored}
        values["id"] = stored["_id"]
        if context := stored.get("context"):
            request_params = context.get("request_params") or {}
            values["context"] = ExecutionContext(
                request_params=request_params, operator_uri=stored["operator"]
            )
        values["status"] = _progress(stored.get("status"))
        values["result"] = _result(stored.get("result"))
        return cls(**values)

    def to_pymongo(self) -> Json:
        """What is stored of it."""
        stored = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "id"}
        if self.id is not None:
            stored["_id"] = self.id
        for name in ("context", "pipeline", "pipeline_run_info"):  # absent rather than null, as FiftyOne does
            if stored[name] is None:
                del stored[name]
        if self.context is not None:
            stored["context"] = {"request_params": self.context.request_params}
        stored["status"] = progress_to_pymongo(self.status) if self.status else None
        stored["result"] = result_to_pymongo(self.result) if self.result else None
        return stored

    def to_json(self) -> Json:
        """What the caller of a delegated operation gets as its result."""
        shown = {f.name: getattr(self, f.name) for f in fields(self)}
        shown["context"] = self.context.serialize() if self.context else None
        shown["status"] = progress_to_pymongo(self.status) if self.status else None
        shown["result"] = self.result.to_json() if self.result else None
        return {**shown, "_doc": None}


def progress_to_pymongo(progress: ExecutionProgress | Json) -> Json:
    """Progress as it is stored, stamped with the time.

    Raises:
        ValueError: it says nothing.
    """
    given = progress if isinstance(progress, dict) else vars(progress)
    share, label = given.get("progress"), given.get("label")
    if share is None and not label:
        raise ValueError("progress needs a number, a label or both")
    return {"progress": share, "label": label, "updated_at": now()}


def result_to_pymongo(result: ExecutionResult) -> Json:
    """A result as it is stored: without schema, which has its place in the metadata."""
    stored = result.to_json()
    stored.pop("outputs_schema", None)
    return stored


def _progress(stored: Json | None) -> ExecutionProgress | None:
    if not stored:
        return None
    progress = ExecutionProgress(progress=stored.get("progress"), label=stored.get("label"))
    progress.updated_at = stored.get("updated_at")
    return progress


def _result(stored: Json | None) -> ExecutionResult | None:
    # a run that ended without saying anything has no result, as in FiftyOne
    if not stored or not (stored.get("result") or stored.get("error")):
        return None
    return ExecutionResult(
        result=stored.get("result"), error=stored.get("error"), error_message=stored.get("error_message")
    )
