"""Renaming and cloning fields of samples and frames, with their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fo_widgets.data.engine.paths import placed
from fo_widgets.data.engine.store import Update
from fo_widgets.data.fields import Field, now
from fo_widgets.data.schema import field_from_doc, field_to_doc, find_field

from .indexes import indexes_following
from .paths import FieldPaths, moved


class FieldCopying(FieldPaths):
    """Fields under other names."""

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
            self._check_roots(frames, names)
            self._check_new_paths(frames, names.values())
            self._check_paths(frames, names, "rename")
            for old, new in names.items():
                field = self._copy_field(frames, old, new)
                with indexes_following(dataset._frame_store if frames else dataset._store, {old: new}):
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
            self._check_roots(frames, names)
            self._check_new_paths(frames, names.values())
            self._check_paths(frames, names, "clone", allow_default=True)
            if dataset.group_field in names and not frames:
                raise ValueError(f"Cannot clone group field '{dataset.group_field}': a dataset has one")
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

    def _copy_values(self, frames: bool, old: str, new: str, keep: bool) -> None:
        dataset: Any = self
        store = dataset._frame_store if frames else dataset._store
        moment = now()
        if "." not in old and "." not in new:
            pipeline: list[dict[str, Any]] = [{"$set": {new: f"${old}", "last_modified_at": moment}}]
            store.update_with(pipeline if keep else [*pipeline, {"$unset": old}])
            return
        if old.split(".")[0] != new.split(".")[0]:
            self._copy_elsewhere(store, old, new)
            if not keep:
                dataset._remove_values(store, old)
            return

        def change(value: Any) -> Any:
            return moved(value, old.split(".")[1:], new.split(".")[1:], keep)

        self._rewrite(store, old.split(".")[0], change)

    def _copy_elsewhere(self, store: Any, old: str, new: str) -> None:
        """Copies what lies at a path of each document to a path below another top-level field, if that is there."""
        root, _, rest = new.partition(".")
        moment, updates = now(), []
        for document in list(store.aggregate([{"$project": {root: True, "_value": f"${old}"}}])):
            if "_value" not in document or (rest and document.get(root) is None):
                continue
            value = document["_value"]
            changed = placed({"v": document[root]}, ("v", *rest.split(".")), value)["v"] if rest else value
            updates.append(Update(document["_id"], {root: changed, "last_modified_at": moment}))
        store.update(updates)

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
