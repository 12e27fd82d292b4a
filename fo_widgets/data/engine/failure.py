"""The error that a query engine raises for a pipeline it cannot run."""

from __future__ import annotations

from pymongo.errors import OperationFailure

PREFIX = "PlanExecutor error during aggregation :: caused by :: "


def failure(message: str, code: int | None = None) -> OperationFailure:
    """An `OperationFailure` worded as a MongoDB server words it."""
    return OperationFailure(PREFIX + message, code)


def unsupported(what: str) -> OperationFailure:
    """For an operator that the memory engine does not have."""
    return OperationFailure(
        f"Unrecognized expression or stage '{what}' (memory engine); "
        "connect to MongoDB with FIFTYONE_DATABASE_URI=mongodb://... to use it"
    )
