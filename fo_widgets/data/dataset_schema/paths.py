"""Paths of fields in the schema of a dataset: which are free, and what lies there in all samples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bson import ObjectId

from fo_widgets.data.engine.store import Update
from fo_widgets.data.fields import Field, now
from fo_widgets.data.schema import (
    DEFAULT_FRAME_FIELDS,
    DEFAULT_SAMPLE_FIELDS,
    Schema,
    document_field,
    find_field,
)

_BATCH = 10_000


class FieldPaths:
    """The schema of samples and of frames, and what it lets be done at a path."""

    _doc: Any

    def _schema_of(self, frames: bool) -> Schema:
        schema: Schema | None = self._doc.frame_schema if frames else self._doc.schema
        if schema is None:
            dataset: Any = self
            raise ValueError(
                f"dataset '{dataset.name}' has no frames; its media type is {self._doc.media_type}"
            )
        return schema

    def _insert_field(self, frames: bool, path: str, field: Field) -> None:
        parent, _, name = path.rpartition(".")
        schema = self._schema_of(frames)
        if not parent:
            schema[name] = field.named(name)
            return
        owner = document_field(find_field(schema, parent))
        if owner is None:
            raise ValueError(f"Field '{parent}' has no fields of its own")
        owner.fields.append(field.named(name, parent))

    def _drop_from_schema(self, frames: bool, path: str) -> None:
        schema = self._schema_of(frames)
        parent, _, name = path.rpartition(".")
        if not parent:
            schema.pop(name, None)
            return
        owner = document_field(find_field(schema, parent))
        if owner is not None:
            owner.fields = [f for f in owner.fields if f.name != name]

    def _check_paths(
        self, frames: bool, paths: Iterable[str], verb: str, allow_default: bool = False
    ) -> None:
        dataset: Any = self
        kind = "frame" if frames else "sample"
        schema = self._schema_of(frames)
        defaults = {*(DEFAULT_FRAME_FIELDS if frames else DEFAULT_SAMPLE_FIELDS)}
        for path in paths:
            if not isinstance(path, str) or find_field(schema, path) is None:
                raise AttributeError(f"{kind.capitalize()} field '{path}' does not exist")
            is_default = path in defaults or path == self._doc.group_field
            if not allow_default and (
                is_default or dataset._is_default_field(("frames." if frames else "") + path)
            ):
                raise ValueError(f"Cannot {verb} default {kind} field '{path}'")
            field = find_field(schema, path)
            if verb != "clone" and field is not None and field.read_only and not is_default:
                raise ValueError(f"Cannot {verb} read-only {kind} field '{path}'")

    def _check_roots(self, frames: bool, paths: Iterable[str]) -> None:
        schema = self._schema_of(frames)
        for path in paths:
            if path.partition(".")[0] not in schema:
                raise AttributeError(f"{'Frame' if frames else 'Sample'} field '{path}' does not exist")

    def _check_new_paths(self, frames: bool, paths: Iterable[str]) -> None:
        kind = "Frame" if frames else "Sample"
        schema = self._schema_of(frames)
        for path in paths:
            name = path.rpartition(".")[2]
            if not name or name.startswith("_"):
                raise ValueError(f"Invalid field name: '{name}'. Field names cannot start with '_'")
            if find_field(schema, path) is not None:
                raise ValueError(f"{kind} field '{path}' already exists")

    def _rewrite(
        self, store: Any, root: str, change: Callable[[Any], Any], ids: Iterable[ObjectId] | None = None
    ) -> None:
        """Replaces the value of a top-level field of all documents (or some) where a function changes it."""
        moment = now()
        match: dict[str, Any] = {root: {"$ne": None}}
        if ids is not None:
            match["_id"] = {"$in": list(ids)}
        updates: list[Update] = []
        for document in list(store.aggregate([{"$match": match}, {"$project": {root: True}}])):
            new = change(document[root])
            if new is not document[root]:
                updates.append(Update(document["_id"], {root: new, "last_modified_at": moment}))
        for start in range(0, len(updates), _BATCH):
            store.update(updates[start : start + _BATCH])


def moved(value: Any, old: list[str], new: list[str] | None, keep: bool) -> Any:
    """A value with what lies at a path moved to another (None: removed); itself if nothing lies there."""
    if isinstance(value, list):
        out = [moved(v, old, new, keep) for v in value]
        return value if all(a is b for a, b in zip(out, value, strict=True)) else out
    if not isinstance(value, dict):
        return value
    if len(old) > 1:
        same_parent = new is not None and len(new) > 1 and new[0] == old[0]
        if old[0] not in value:
            return value
        inner = moved(value[old[0]], old[1:], new[1:] if same_parent and new else None, keep)
        return value if inner is value[old[0]] else {**value, old[0]: inner}
    if old[0] not in value:
        return value
    result = dict(value)
    found = result[old[0]] if keep else result.pop(old[0])
    if new is not None:
        result[new[-1]] = found
    return result
