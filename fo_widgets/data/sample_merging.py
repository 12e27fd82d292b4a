"""What becomes of a sample's values when those of another are merged into them, or a view's are written back."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from .embedded import EmbeddedDocument
from .labels import Label

_OWN = ("id", "created_at", "last_modified_at")


def merge_samples_into(
    target: Any,
    source: Any,
    fields: Any = None,
    omit_fields: Any = None,
    merge_lists: bool = True,
    merge_embedded_docs: bool = False,
    overwrite: bool = True,
    expand_schema: bool = True,
    dynamic: bool = False,
) -> None:
    """Puts the values of a sample or frame into another one.

    Args:
        fields: the fields to take, or new names by name
        merge_lists: append lists, and join the labels of lists by id
        overwrite: replace values that are there
    """
    if isinstance(fields, Mapping):
        chosen = dict(fields)
    else:
        names = source.field_names if fields is None else [fields] if isinstance(fields, str) else fields
        chosen = {n: n for n in names}
    gone = {omit_fields} if isinstance(omit_fields, str) else set(omit_fields or ())
    for name, new_name in chosen.items():
        if name in _OWN or name in gone or new_name in _OWN or name == "frame_number":
            continue
        value = source.get_field(name)
        if value is None:
            continue
        if not expand_schema and not target.has_field(new_name):
            continue
        current = target.get_field(new_name) if target.has_field(new_name) else None
        merged = merged_value(current, value, merge_lists, merge_embedded_docs, overwrite)
        if merged is not current:
            target.set_field(new_name, merged, dynamic=dynamic)


def merged_value(
    current: Any, value: Any, merge_lists: bool, merge_embedded_docs: bool = False, overwrite: bool = True
) -> Any:
    """A value with another merged into it; the current one itself if nothing changes."""
    if current is None:
        return _clone(value)
    if merge_lists and isinstance(current, list) and isinstance(value, list):
        return _joined(current, value, overwrite)
    inner = getattr(type(value), "_LABEL_LIST_FIELD", None) if isinstance(value, Label) else None
    if merge_lists and inner and type(current) is type(value):
        out = copy(current)
        out[inner] = _joined(current[inner] or [], value[inner] or [], overwrite)
        return out
    if merge_embedded_docs and isinstance(current, EmbeddedDocument) and type(current) is type(value):
        out = copy(current)
        out.merge(value, merge_lists=merge_lists, overwrite=overwrite)
        return out
    return _clone(value) if overwrite else current


def _joined(current: list[Any], more: list[Any], overwrite: bool) -> list[Any]:
    """A list with the elements of another it lacks; labels are told by id and replaced."""
    if not all(isinstance(x, Label) for x in (*current, *more)):
        return [*current, *(x for x in more if x not in current)]
    out = {x.id: x for x in current}
    for label in more:
        if label.id not in out or overwrite:
            out[label.id] = copy(label)
    return list(out.values())


def _clone(value: Any) -> Any:
    if isinstance(value, list):
        return [_clone(v) for v in value]
    return copy(value) if hasattr(value, "copy") else value


def written_back(whole: Any, before: Any, after: Any, filtered: bool) -> Any:
    """The whole stored value with what a view's value changed.

    Args:
        whole: what the dataset holds
        before: what the view showed
        after: what it shows now
        filtered: whether lists show only some of their elements
    """
    if isinstance(whole, dict) and isinstance(before, dict) and isinstance(after, dict):
        out = dict(whole)
        for key, value in after.items():
            out[key] = (
                written_back(whole.get(key), before.get(key), value, filtered) if key in before else value
            )
        for key in before.keys() - after.keys():
            out.pop(key, None)
        return out
    if _are_documents(whole) and _are_documents(before) and _are_documents(after):
        known, shown = {d["_id"]: d for d in whole}, {d["_id"]: d for d in before}
        new = {d["_id"]: written_back(known.get(d["_id"]), shown.get(d["_id"]), d, filtered) for d in after}
        if filtered:
            return [new.get(d["_id"], d) for d in whole] + [d for i, d in new.items() if i not in known]
        return list(new.values())
    return after


def _are_documents(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, dict) and "_id" in v for v in value)
