"""Groups of a dataset: their field, their slices, and which one is active."""

from __future__ import annotations

from typing import Any

from bson import ObjectId

from . import media
from .fields import EmbeddedDocumentField
from .groups import Group


class DatasetGroups:
    """The group field and its slices."""

    _doc: Any
    _active_slice: str | None = None

    @property
    def group_field(self) -> str | None:
        """The field that says which group a sample is in; None without groups."""
        found: str | None = self._doc.group_field
        return found

    @property
    def default_group_slice(self) -> str | None:
        """The slice that is active at first."""
        found: str | None = self._doc.default_group_slice
        return found

    @default_group_slice.setter
    def default_group_slice(self, slice_name: str | None) -> None:
        self._check_slice(slice_name)
        self._doc.default_group_slice = slice_name
        self._doc.save()

    @property
    def group_slice(self) -> str | None:
        """The active slice."""
        return self._active_slice or self._doc.default_group_slice

    @group_slice.setter
    def group_slice(self, slice_name: str | None) -> None:
        self._check_slice(slice_name)
        self._active_slice = slice_name

    @property
    def group_slices(self) -> list[str] | None:
        """The names of the slices; None without groups."""
        return list(self._doc.group_media_types) if self._doc.group_field else None

    @property
    def group_media_types(self) -> dict[str, str] | None:
        """The media types by slice; None without groups."""
        return dict(self._doc.group_media_types) if self._doc.group_field else None

    def _check_slice(self, slice_name: str | None) -> None:
        if self._doc.group_field is None:
            raise ValueError(f"Dataset '{self._doc.name}' has no groups")
        if slice_name is not None and slice_name not in self._doc.group_media_types:
            raise ValueError(
                f"Dataset '{self._doc.name}' has no group slice '{slice_name}'; "
                f"there are {list(self._doc.group_media_types)}"
            )

    def add_group_field(
        self,
        field_name: str,
        default: str | None = None,
        description: str | None = None,
        info: Any = None,
        read_only: bool = False,
    ) -> None:
        """Makes this a dataset of groups.

        Args:
            default: the slice that is active at first

        Raises:
            ValueError: if there are samples, or another group field
        """
        dataset: Any = self
        if self._doc.group_field == field_name:
            return
        if self._doc.group_field is not None:
            raise ValueError(
                f"Dataset '{self._doc.name}' already has a group field '{self._doc.group_field}'"
            )
        if len(dataset) > 0:
            raise ValueError("Cannot add a group field to a dataset with samples")
        dataset._add_field(
            False,
            field_name,
            EmbeddedDocumentField,
            embedded_doc_type=Group,
            description=description,
            info=info,
            read_only=read_only,
        )
        self._doc.media_type = media.GROUP
        self._doc.group_field = field_name
        self._doc.default_group_slice = default
        self._doc.save()
        self._index_groups()

    def _index_groups(self) -> None:
        dataset: Any = self
        for name in ("_id", "name"):
            dataset._store.create_index(f"{self._doc.group_field}.{name}")

    def add_group_slice(self, name: str, media_type: str) -> None:
        """Declares a slice.

        Raises:
            ValueError: without groups, or if it exists with another media type
        """
        dataset: Any = self
        if self._doc.group_field is None:
            raise ValueError(f"Dataset '{self._doc.name}' has no groups; use add_group_field() first")
        media.check_media_type(media_type)
        known = self._doc.group_media_types.get(name)
        if known is not None and known != media_type:
            raise ValueError(f"Group slice '{name}' has media type '{known}', not '{media_type}'")
        if known is None:
            self._doc.group_media_types[name] = media_type
            if self._doc.default_group_slice is None:
                self._doc.default_group_slice = name
            if len(set(self._doc.group_media_types.values())) == 1:
                dataset._set_metadata_class(media_type)
            else:
                dataset._widen_metadata_class(media_type)
            if media_type == media.VIDEO:
                dataset._begin_frames()
            self._doc.save()

    def rename_group_slice(self, name: str, new_name: str) -> None:
        """Renames a slice, in its samples too.

        Raises:
            ValueError: if there is none of that name, or one of the new one
        """
        dataset: Any = self
        self._check_slice(name)
        if new_name in self._doc.group_media_types:
            raise ValueError(f"Group slice '{new_name}' already exists")
        path = f"{self._doc.group_field}.name"
        ids = [
            d["_id"]
            for d in dataset._store.aggregate([{"$match": {path: name}}, {"$project": {"_id": True}}])
        ]
        dataset._store.update_with([{"$set": {path: new_name}}], ids)
        self._doc.group_media_types = {
            (new_name if k == name else k): v for k, v in self._doc.group_media_types.items()
        }
        if self._doc.default_group_slice == name:
            self._doc.default_group_slice = new_name
        if self._active_slice == name:
            self._active_slice = new_name
        self._doc.save()

    def delete_group_slice(self, name: str) -> None:
        """Removes a slice with its samples.

        Raises:
            ValueError: if there is none of that name
        """
        dataset: Any = self
        self._check_slice(name)
        match = {"$match": {f"{self._doc.group_field}.name": name}}
        dataset._delete_ids(
            [d["_id"] for d in dataset._store.aggregate([match, {"$project": {"_id": True}}])]
        )
        self._doc.group_media_types.pop(name)
        if self._doc.default_group_slice == name:
            self._doc.default_group_slice = next(iter(self._doc.group_media_types), None)
        if self._active_slice == name:
            self._active_slice = None
        self._doc.save()

    def delete_groups(self, groups_or_ids: Any) -> None:
        """Removes groups, given by ids, samples, or collections of samples."""
        from .stages.grouping import group_ids_of

        dataset: Any = self
        ids = [ObjectId(i) for i in group_ids_of(groups_or_ids)]
        match = {"$match": {f"{self._doc.group_field}._id": {"$in": ids}}}
        dataset._delete_ids(
            [d["_id"] for d in dataset._store.aggregate([match, {"$project": {"_id": True}}])]
        )
