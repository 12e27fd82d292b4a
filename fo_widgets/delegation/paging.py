"""Which part of a list of delegated operations, and in which order."""

from __future__ import annotations

from dataclasses import dataclass


class SortByField:
    """The fields that operations can be sorted by."""

    COMPLETED_AT = "completed_at"
    FAILED_AT = "failed_at"
    OPERATOR = "operator"
    QUEUED_AT = "queued_at"
    SCHEDULED_AT = "scheduled_at"
    STARTED_AT = "started_at"
    UPDATED_AT = "updated_at"


class SortDirection:
    """Up or down, as MongoDB counts."""

    ASCENDING = 1
    DESCENDING = -1


@dataclass
class DelegatedOperationPagingParams:
    """A page of operations.

    Attributes:
        skip: how many to leave out.
        limit: how many at most.
    """

    sort_by: str = SortByField.QUEUED_AT
    sort_direction: int = SortDirection.DESCENDING
    skip: int = 0
    limit: int = 10
