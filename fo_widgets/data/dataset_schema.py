"""Changing which fields a dataset has, and the values of its samples with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bson import ObjectId

from .engine.store import Update
from .fields import DictField, EmbeddedDocumentField, Field, ListField, now
from .schema import (
    DEFAULT_FRAME_FIELDS,
    DEFAULT_SAMPLE_FIELDS,
    Schema,
    document_field,
    field_from_doc,
    field_to_doc,
    find_field,
    make_field,
)

_BATCH = 10_000


class DatasetSchema:
    """Adding, renaming, cloning, clearing and deleting fields of samples and frames."""

    _doc: Any

    def _schema_of(self, frames: bool) -> Schema:
        schema: Schema | None = self._doc.frame_schema if frames else self._doc.schema
        if schema is None:
            dataset: Any = self
            raise ValueError(
                f"dataset '{dataset.name}' has no frames; its media type is {self._doc.media_type}"
            )
        return schema

    # -- adding --------------------------------------------------------------

    def add_sample_field(
        self,
        field_name: str,
        ftype: Any,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        fields: Any = None,
        description: str | None = None,
        info: Any = None,
        read_only: bool = False,
        **kwargs: Any,
    ) -> None:
        """Declares a field of samples, also one inside labels (`"ground_truth.detections.age"`).

        Raises:
            ValueError: if the name is private, no document lies above it, or it exists with another type
        """
        options = {"embedded_doc_type": embedded_doc_type, "subfield": subfield, "fields": fields}
        self._add_field(
            False, field_name, ftype, description=description, info=info, read_only=read_only, **options
        )

    def add_frame_field(
        self,
        field_name: str,
        ftype: Any,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        fields: Any = None,
        description: str | None = None,
        info: Any = None,
        read_only: bool = False,
        **kwargs: Any,
    ) -> None:
        """Declares a field of frames.

        Raises:
            ValueError: if there are no frames, the name is private, or it exists with another type
        """
        options = {"embedded_doc_type": embedded_doc_type, "subfield": subfield, "fields": fields}
        self._add_field(
            True, field_name, ftype, description=description, info=info, read_only=read_only, **options
        )

    def _add_field(self, frames: bool, path: str, ftype: Any, **options: Any) -> None:
        dataset: Any = self
        with dataset._lock:
            schema = self._schema_of(frames)
            parent, _, name = path.rpartition(".")
            if not name or name.startswith("_"):
                raise ValueError(f"Invalid field name: '{name}'. Field names cannot start with '_'")
            given = options.pop("fields", None)
            if given is not None:
                options["fields"] = [f if isinstance(f, Field) else field_from_doc(f) for f in given]
            field = make_field(ftype, **options)
            field.created_at = now()
            existing = find_field(schema, path)
            if existing is not None:
                self._check_same_type(path, existing, field)
                if _complete(existing, field):
                    self._doc.save()
                return
            if not parent:
                schema[name] = field.named(name)
            else:
                owner = document_field(find_field(schema, parent))
                if owner is None:
                    root = path.split(".")[0]
                    kind = "frame" if frames else "sample"
                    raise ValueError(
                        f"Cannot infer an appropriate type for non-existent {kind} field '{root}' while defining "
                        f"embedded field '{path}'"
                        if root not in schema
                        else f"Field '{parent}' is {find_field(schema, parent)}, which has no fields of its own"
                    )
                owner.fields.append(field.named(name, parent))
            self._doc.save()

    def _check_same_type(self, path: str, existing: Field, field: Field) -> None:
        a, b = str(existing), str(field)
        if a == b:
            return
        if (
            isinstance(existing, (ListField, DictField))
            and type(existing) is type(field)
            and field.field is None
        ):
            return
        raise ValueError(f"Field '{path}' already exists with type {existing}; found {field}")

    def add_dynamic_sample_fields(
        self, fields: Any = None, recursive: bool = True, add_mixed: bool = False
    ) -> None:
        """Declares the fields that documents in samples have beyond the schema.

        Args:
            add_mixed: also those whose values are of several types
        """
        self._add_dynamic(False, fields, recursive, add_mixed)

    def add_dynamic_frame_fields(
        self, fields: Any = None, recursive: bool = True, add_mixed: bool = False
    ) -> None:
        """Declares the fields that documents in frames have beyond the schema."""
        self._add_dynamic(True, fields, recursive, add_mixed)

    def _add_dynamic(self, frames: bool, fields: Any, recursive: bool, add_mixed: bool) -> None:
        dataset: Any = self
        with dataset._lock:
            for _ in range(8):  # what is found may have dynamic fields of its own
                found = dataset._dynamic_schema(fields, recursive, frames)
                added = False
                schema = self._schema_of(frames)
                for path, field in found.items():
                    if isinstance(field, list):
                        if not add_mixed:
                            continue
                        field = Field()
                    existing = find_field(schema, path)
                    if existing is not None:
                        if (
                            isinstance(existing, ListField)
                            and existing.field is None
                            and isinstance(field, ListField)
                        ):
                            existing.field, added = field.field, True
                        continue
                    parent, _, name = path.rpartition(".")
                    owner = document_field(find_field(schema, parent))
                    if owner is not None:
                        owner.fields.append(field.named(name, parent))
                        added = True
                if not added:
                    break
            self._doc.save()

    # -- renaming and cloning ------------------------------------------------

    def rename_sample_field(self, field_name: str, new_field_name: str) -> None:
        """Renames a field of samples.

        Raises:
            AttributeError: if it does not exist
            ValueError: if it is a default field, or the new name is taken
        """
        self._rename(False, {field_name: new_field_name})

    def rename_sample_fields(self, field_mapping: Mapping[str, str]) -> None:
        """Renames fields of samples, by their old names."""
        self._rename(False, field_mapping)

    def rename_frame_field(self, field_name: str, new_field_name: str) -> None:
        """Renames a field of frames."""
        self._rename(True, {field_name: new_field_name})

    def rename_frame_fields(self, field_mapping: Mapping[str, str]) -> None:
        """Renames fields of frames, by their old names."""
        self._rename(True, field_mapping)

    def _rename(self, frames: bool, names: Mapping[str, str]) -> None:
        dataset: Any = self
        with dataset._lock:
            self._check_paths(frames, names, "rename")
            self._check_new_paths(frames, names.values())
            for old, new in names.items():
                field = self._copy_field(frames, old, new)
                self._copy_values(frames, old, new, keep=False)
                self._drop_from_schema(frames, old)
                self._insert_field(frames, new, field)
            self._doc.save()

    def clone_sample_field(self, field_name: str, new_field_name: str) -> None:
        """Copies a field of samples with its values.

        Raises:
            AttributeError: if it does not exist
            ValueError: if it is a default field, or the new name is taken
        """
        self._clone(False, {field_name: new_field_name})

    def clone_sample_fields(self, field_mapping: Mapping[str, str]) -> None:
        """Copies fields of samples, by their names."""
        self._clone(False, field_mapping)

    def clone_frame_field(self, field_name: str, new_field_name: str) -> None:
        """Copies a field of frames with its values."""
        self._clone(True, {field_name: new_field_name})

    def clone_frame_fields(self, field_mapping: Mapping[str, str]) -> None:
        """Copies fields of frames, by their names."""
        self._clone(True, field_mapping)

    def _clone(self, frames: bool, names: Mapping[str, str], view: Any = None) -> None:
        dataset: Any = self
        with dataset._lock:
            self._check_paths(frames, names, "clone", allow_default=True)
            self._check_new_paths(frames, names.values())
            for old, new in names.items():
                field = self._copy_field(frames, old, new)
                if view is None:
                    self._copy_values(frames, old, new, keep=True)
                else:
                    self._copy_view_values(frames, old, new, view)
                self._insert_field(frames, new, field)
            self._doc.save()

    def _copy_field(self, frames: bool, old: str, new: str) -> Field:
        found = find_field(self._schema_of(frames), old)
        if found is None:
            raise AttributeError(f"{'Frame' if frames else 'Sample'} field '{old}' does not exist")
        document = field_to_doc(found)
        name = new.rpartition(".")[2]
        document.update(name=name, db_field=name, read_only=False)
        field = field_from_doc(document, new.rpartition(".")[0])
        field.created_at = now()
        return field

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

    def _copy_values(self, frames: bool, old: str, new: str, keep: bool) -> None:
        dataset: Any = self
        store = dataset._frame_store if frames else dataset._store
        moment = now()
        if "." not in old and "." not in new:
            pipeline: list[dict[str, Any]] = [{"$set": {new: f"${old}", "last_modified_at": moment}}]
            store.update_with(pipeline if keep else [*pipeline, {"$unset": old}])
            return
        if old.split(".")[0] != new.split(".")[0]:
            raise ValueError(
                f"Cannot move field '{old}' to '{new}'; both must lie in the same top-level field"
            )

        def change(value: Any) -> Any:
            return moved(value, old.split(".")[1:], new.split(".")[1:], keep)

        self._rewrite(store, old.split(".")[0], change)

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

    def _copy_view_values(self, frames: bool, old: str, new: str, view: Any) -> None:
        dataset: Any = self
        store = dataset._frame_store if frames else dataset._store
        moment = now()
        found = view._aggregate(frames_only=frames)
        if "." in old or "." in new:
            ids = [d["_id"] for d in found]
            change = lambda value: moved(value, old.split(".")[1:], new.split(".")[1:], True)  # noqa: E731
            self._rewrite(store, old.split(".")[0], change, ids)
            return
        updates = [
            Update(d["_id"], {new: d[old], "last_modified_at": moment})
            for d in found
            if d.get(old) is not None
        ]
        store.update(updates)

    # -- clearing and deleting -----------------------------------------------

    def clear_sample_field(self, field_name: str) -> None:
        """Puts a field of all samples to None.

        Raises:
            AttributeError: if it does not exist
            ValueError: if it is a default field
        """
        self._clear_fields(False, [field_name])

    def clear_sample_fields(self, field_names: Any) -> None:
        """Puts fields of all samples to None."""
        self._clear_fields(False, [field_names] if isinstance(field_names, str) else list(field_names))

    def clear_frame_field(self, field_name: str) -> None:
        """Puts a field of all frames to None."""
        self._clear_fields(True, [field_name])

    def clear_frame_fields(self, field_names: Any) -> None:
        """Puts fields of all frames to None."""
        self._clear_fields(True, [field_names] if isinstance(field_names, str) else list(field_names))

    def _clear_fields(self, frames: bool, paths: list[str], ids: Any = None) -> None:
        dataset: Any = self
        self._check_paths(frames, paths, "clear", allow_default=True)
        for path in paths:
            if (
                path in ("id", "filepath", "frame_number", "created_at", "last_modified_at")
                or path == self._doc.group_field
            ):
                raise ValueError(f"Cannot clear default field '{path}'")
        store = dataset._frame_store if frames else dataset._store
        for path in paths:
            self._unset_values(store, path, ids)

    def _unset_values(self, store: Any, path: str, ids: Any = None) -> None:
        root, _, rest = path.partition(".")
        if not rest:
            store.update_with([{"$set": {"last_modified_at": now()}}, {"$unset": path}], ids)
        else:
            self._rewrite(store, root, lambda value: moved(value, rest.split("."), None, False), ids)

    def delete_sample_field(self, field_name: str, error_level: int = 0) -> None:
        """Removes a field of samples.

        Args:
            error_level: 0 raises if it cannot be; 1 and 2 leave it

        Raises:
            AttributeError: if it does not exist
            ValueError: if it is a default field
        """
        self._delete_sample_fields([field_name], error_level)

    def delete_sample_fields(self, field_names: Any, error_level: int = 0) -> None:
        """Removes fields of samples."""
        self._delete_sample_fields(field_names, error_level)

    def _delete_sample_fields(self, field_names: Any, error_level: int = 0) -> None:
        names = [field_names] if isinstance(field_names, str) else list(field_names)
        self._delete_fields(False, names, error_level)

    def delete_frame_field(self, field_name: str, error_level: int = 0) -> None:
        """Removes a field of frames."""
        self._delete_fields(True, [field_name], error_level)

    def delete_frame_fields(self, field_names: Any, error_level: int = 0) -> None:
        """Removes fields of frames."""
        self._delete_fields(
            True, [field_names] if isinstance(field_names, str) else list(field_names), error_level
        )

    def remove_dynamic_sample_field(self, field_name: str, error_level: int = 0) -> None:
        """Takes a dynamic field out of the schema; its values stay."""
        self._remove_dynamic(False, [field_name], error_level)

    def remove_dynamic_sample_fields(self, field_names: Any, error_level: int = 0) -> None:
        """Takes dynamic fields out of the schema; their values stay."""
        self._remove_dynamic(
            False, [field_names] if isinstance(field_names, str) else list(field_names), error_level
        )

    def remove_dynamic_frame_field(self, field_name: str, error_level: int = 0) -> None:
        """Takes a dynamic field of frames out of the schema; its values stay."""
        self._remove_dynamic(True, [field_name], error_level)

    def remove_dynamic_frame_fields(self, field_names: Any, error_level: int = 0) -> None:
        """Takes dynamic fields of frames out of the schema; their values stay."""
        names = [field_names] if isinstance(field_names, str) else list(field_names)
        self._remove_dynamic(True, names, error_level)

    def _remove_dynamic(self, frames: bool, paths: list[str], error_level: int) -> None:
        for path in self._removable(frames, paths, error_level, "remove"):
            if "." not in path:
                raise ValueError(f"'{path}' is no dynamic field of a document; use delete_sample_field()")
            self._drop_from_schema(frames, path)
        self._doc.save()

    def _removable(self, frames: bool, paths: list[str], error_level: int, verb: str) -> list[str]:
        out = []
        for path in paths:
            try:
                self._check_paths(frames, [path], verb)
            except (AttributeError, ValueError):
                if error_level == 0:
                    raise
                continue
            out.append(path)
        return out

    def _delete_fields(self, frames: bool, paths: list[str], error_level: int) -> None:
        dataset: Any = self
        with dataset._lock:
            store = dataset._frame_store if frames else dataset._store
            for path in self._removable(frames, paths, error_level, "delete"):
                self._unset_values(store, path)
                self._drop_from_schema(frames, path)
            self._doc.save()

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

    def _check_new_paths(self, frames: bool, paths: Iterable[str]) -> None:
        kind = "Frame" if frames else "Sample"
        schema = self._schema_of(frames)
        for path in paths:
            name = path.rpartition(".")[2]
            if not name or name.startswith("_"):
                raise ValueError(f"Invalid field name: '{name}'. Field names cannot start with '_'")
            if find_field(schema, path) is not None:
                raise ValueError(f"{kind} field '{path}' already exists")


def _complete(existing: Field, given: Field) -> bool:
    """Takes over what a field says beyond one that exists; whether there was anything."""
    before = field_to_doc(existing)
    existing.description = given.description if given.description is not None else existing.description
    existing.info = given.info if given.info is not None else existing.info
    own, other = document_field(existing), document_field(given)
    if isinstance(existing, EmbeddedDocumentField) and own is not None and other is not None:
        known = {f.name for f in own.fields}
        own.fields += [f for f in other.fields if f.name not in known]
    return field_to_doc(existing) != before


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
