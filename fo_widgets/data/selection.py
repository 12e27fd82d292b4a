"""Which fields of a schema remain after fields are selected and excluded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .fields import Field
from .schema import DEFAULT_FRAME_FIELDS, DEFAULT_SAMPLE_FIELDS, Schema, document_field

FRAMES = "frames."


def kept_paths(view: Any, chosen: Iterable[str]) -> list[str]:
    """The paths of a document that remain when some are chosen: default fields, the chosen ones, and with a
    field inside a document what its class declares.
    """
    has_frames = view._has_frame_fields()
    paths = [p for p in chosen if not (has_frames and p.startswith(FRAMES))]
    out = [*DEFAULT_SAMPLE_FIELDS, *(f.name for f in view._all_fields().values() if f.name.startswith("_"))]
    out += view._always_selected()
    for path in paths:
        _add(view, path, out)
    if has_frames:
        for path in (p for p in chosen if p.startswith(FRAMES)):
            _add(view, path, out)
        out += [FRAMES + n for n in DEFAULT_FRAME_FIELDS]
    return list(dict.fromkeys(out))


def _add(view: Any, path: str, out: list[str]) -> None:
    parts = path.split(".")
    start = 2 if path.startswith(FRAMES) and view._has_frame_fields() else 1
    for i in range(start, len(parts)):
        above = ".".join(parts[:i])
        document = document_field(view._field_at(above))
        if document is not None:
            out += [
                f"{above}._cls",
                *(f"{above}.{n}" for n in document.document_type._FIELDS if n != parts[i]),
            ]
    out.append(path)


def selected(schema: Schema, paths: Iterable[str], defaults: Iterable[str]) -> Schema:
    """A schema with the default fields and those at some paths."""
    tree: dict[str, Any] = {}
    for path in paths:
        level = tree
        parts = path.split(".")
        for i, part in enumerate(parts):
            if i + 1 == len(parts):
                level[part] = None
            elif part in level and level[part] is None:
                break
            else:
                level = level.setdefault(part, {})
    out: Schema = {}
    keep = set(defaults)
    for name, field in schema.items():
        if name in keep or name.startswith("_") or (name in tree and tree[name] is None):
            out[name] = field
        elif name in tree:
            out[name] = _pruned(field, tree[name])
    return out


def _pruned(field: Field, tree: dict[str, Any]) -> Field:
    """A copy of a field with what its class declares and a tree names."""
    new = field.copy()
    document = document_field(new)
    if document is None:
        return new
    declared = document.document_type._FIELDS
    document.fields = [
        _pruned(f, tree[f.name]) if isinstance(tree.get(f.name), dict) else f
        for f in document.fields
        if f.name in declared or f.name in tree
    ]
    for inner in document.fields:
        below = document_field(inner)
        if inner.name in declared and inner.name not in tree and below is not None:
            below.fields = [f for f in below.fields if f.name in below.document_type._FIELDS]
    return new.named(field.name, field.path.rpartition(".")[0])


def excluded(schema: Schema, paths: Iterable[str]) -> Schema:
    """A schema without the fields at some paths."""
    out = dict(schema)
    for path in paths:
        head, _, rest = path.partition(".")
        if not rest:
            out.pop(head, None)
        elif head in out:
            out[head] = _without(out[head], rest)
    return out


def _without(field: Field, path: str) -> Field:
    new = field.copy()
    document = document_field(new)
    head, _, rest = path.partition(".")
    if document is not None:
        if rest:
            document.fields = [_without(f, rest) if f.name == head else f for f in document.fields]
        else:
            document.fields = [f for f in document.fields if f.name != head]
    return new.named(field.name, field.path.rpartition(".")[0])
