"""Which label fields an export writes, and under which names."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from .errors import FormatError

Kinds = tuple[type, ...]


def one_field(samples: Any, given: Any, kinds: Kinds) -> str:
    """The field to write: the one given, or the first whose labels fit.

    Raises:
        FormatError: if it does not exist or fit, or none does
    """
    if isinstance(given, str) or given is None:
        found = [*several_fields(samples, given, kinds).values()]
    else:
        found = list(given)
        if len(found) == 1:
            found = [*several_fields(samples, found[0], kinds).values()]
    if len(found) != 1:
        raise FormatError(f"this format writes one field; `label_field` is {given}")
    return found[0]


def several_fields(
    samples: Any, given: Any, kinds: Kinds, key: str | None = None, frames: bool = False
) -> dict[str, str]:
    """The fields to write, by the names to write them under.

    Args:
        given: a name, a pattern such as `"gt_*"`, several of these, or names to write by field; None for the first
            field that fits (of frames, all that do)
        key: the name for a field that is given alone; by default its own

    Raises:
        FormatError: if a field does not exist or fit, or none does
    """
    schema = samples._get_frame_label_field_schema() if frames else samples._get_label_field_schema()
    prefix = samples._FRAMES_PREFIX if frames else ""
    kind_of = {n: samples._get_label_field_type(prefix + n) for n in schema}
    if given is None:
        fitting = [n for n, kind in kind_of.items() if issubclass(kind, kinds)]
        if not fitting and not frames:
            raise FormatError(
                f"there is no field of {_named(kinds)} to write; the label fields are {_listed(samples)}"
            )
        return {n: n for n in fitting} if frames else {key or fitting[0]: fitting[0]}
    if isinstance(given, Mapping):
        named = {str(k).removeprefix(prefix): str(v) for k, v in given.items()}
    else:
        asked = [given] if isinstance(given, str) else [str(n) for n in given]
        names = [n for one in asked for n in _matching(one.removeprefix(prefix), list(schema))]
        named = (
            {n: key or n for n in names}
            if isinstance(given, str) and len(names) == 1
            else {n: n for n in names}
        )
    for name in named:
        if name not in schema:
            what = "label field of frames" if frames else "label field"
            raise FormatError(f"there is no {what} '{name}'; there are {_listed(samples)}")
        if not issubclass(kind_of[name], kinds):
            raise FormatError(
                f"field '{name}' holds {kind_of[name].__name__}; this format writes {_named(kinds)}"
            )
    return {v: k for k, v in named.items()}


def _matching(name: str, known: list[str]) -> list[str]:
    if not any(c in name for c in "*?["):
        return [name]
    found = [n for n in known if fnmatchcase(n, name)]
    if not found:
        raise FormatError(f"no label field matches '{name}'; there are {known}")
    return found


def _listed(samples: Any) -> list[str]:
    fields: list[str] = samples._get_label_fields()
    return fields


def _named(kinds: Kinds) -> str:
    return ", ".join(kind.__name__ for kind in kinds)
