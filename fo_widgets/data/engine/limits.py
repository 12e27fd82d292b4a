"""How many documents the stages of a pipeline need, where later ones let only some through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_ONE_TO_ONE = {"$addFields", "$project", "$replaceRoot", "$replaceWith", "$set", "$unset"}
_ONE_BY_ONE = _ONE_TO_ONE | {"$match", "$unwind"}


def limit_after(pipeline: Sequence[Mapping[str, Any]], start: int) -> int | None:
    """How many documents the stages from a place on take of those that come in, if that is known."""
    skipped, found = 0, None
    for step in pipeline[start:]:
        ((name, argument),) = step.items()
        if name == "$skip":
            skipped += argument
        elif name == "$limit":
            found = skipped + argument if found is None else min(found, skipped + argument)
        elif name not in _ONE_TO_ONE:
            break
    return found


def limited(pipeline: Sequence[Mapping[str, Any]], start: int) -> tuple[int, int | None]:
    """Where stages that take one document at a time end in a limit, and how many documents that lets through."""
    stop, skipped = start, 0
    while stop < len(pipeline) and next(iter(pipeline[stop])) in _ONE_BY_ONE:
        stop += 1
    for step in pipeline[stop:] if stop > start else ():
        ((name, argument),) = step.items()
        if name == "$limit" and type(argument) is int and argument > 0:
            return stop, skipped + argument
        if name != "$skip" or type(argument) is not int or argument < 0:
            break
        skipped += argument
    return stop, None
