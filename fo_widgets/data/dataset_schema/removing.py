"""Clearing and deleting fields of samples and frames, with their values."""

from __future__ import annotations

from typing import Any

from fo_widgets.data.engine.paths import placed
from fo_widgets.data.fields import now
from fo_widgets.data.schema import document_field, find_field

from .indexes import indexes_following
from .paths import FieldPaths, moved


class FieldRemoving(FieldPaths):
    """Fields that go, or whose values do."""

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
            parent, _, name = path.rpartition(".")
            owner = document_field(find_field(self._schema_of(frames), parent)) if parent else None
            if owner is None or name in owner.document_type._FIELDS:
                self._remove_values(store, path, ids)
            else:
                self._nullify_values(store, path, ids)

    def _nullify_values(self, store: Any, path: str, ids: Any = None) -> None:
        root, _, rest = path.partition(".")
        steps = ("v", *rest.split("."))
        self._rewrite(store, root, lambda value: placed({"v": value}, steps, None)["v"], ids)

    def _remove_values(self, store: Any, path: str, ids: Any = None) -> None:
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
                with indexes_following(store, {path: None}):
                    self._remove_values(store, path)
                self._drop_from_schema(frames, path)
            self._doc.save()
