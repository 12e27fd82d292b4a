"""The errors that a query engine raises, as pymongo has them and a MongoDB server words them.

pymongo takes as long to import as all of this package: it is imported where something has failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymongo.errors import DuplicateKeyError, OperationFailure

PREFIX = "PlanExecutor error during aggregation :: caused by :: "


def refusal(message: str, code: int | None = None) -> OperationFailure:
    """For a command that a server would not run."""
    from pymongo.errors import OperationFailure

    return OperationFailure(message, code)


def failure(message: str, code: int | None = None) -> OperationFailure:
    """For a pipeline that fails while it runs."""
    return refusal(PREFIX + message, code)


def unsupported(what: str) -> OperationFailure:
    """For an operator that the memory engine does not have."""
    return refusal(
        f"Unrecognized expression or stage '{what}' (memory engine); "
        "connect to MongoDB with FIFTYONE_DATABASE_URI=mongodb://... to use it"
    )


def duplicate(collection: str, what: str) -> DuplicateKeyError:
    """For a value that is taken and must be unique."""
    from pymongo.errors import DuplicateKeyError

    return DuplicateKeyError(f"E11000 duplicate key error collection: {collection} {what}")
