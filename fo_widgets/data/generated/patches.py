"""Patches: one sample for each label of a field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bson import ObjectId

from fo_widgets.data.engine.store import Document, Update
from fo_widgets.data.fields import EmbeddedDocumentField, ListField, ObjectIdField, now
from fo_widgets.data.label_editing import Shown, edit_labels, labels_at, put_at
from fo_widgets.data.labels import Detection, Detections, Keypoint, Keypoints, Polyline, Polylines
from fo_widgets.data.sample_merging import written_back
from fo_widgets.data.schema import (
    DEFAULT_SAMPLE_FIELDS,
    Schema,
    document_field,
    field_from_doc,
    field_to_doc,
    make_field,
)
from fo_widgets.data.stages.base import Pipeline

from .base import GeneratedView, PartView, stable_random

PATCH_TYPES = (Detection, Detections, Polyline, Polylines, Keypoint, Keypoints)


class PatchView(PartView):
    """A patch."""

    @property
    def frame_id(self) -> str | None:
        """The id of the frame that it is in, if it is of a video."""
        found = self._stored.get("_frame_id")
        return str(found) if found is not None else None


class PatchesView(GeneratedView):
    """One sample for each label of a field."""

    _SAMPLE = PatchView
    _OPTIONS = frozenset({"other_fields", "keep_label_lists", "include_indexes"})

    @property
    def _is_patches(self) -> bool:
        return True

    @property
    def patches_field(self) -> str:
        """The field of the labels."""
        return str(self._making.field)

    def _prepare(self) -> None:
        field, parent = self.patches_field, self._parent
        kind = parent.view()._get_label_field_type(field)
        is_list = isinstance(parent._field_at(field), ListField)
        if (
            is_list
            or not issubclass(kind, PATCH_TYPES)
            or parent._is_frame_field(field)
            or parent._is_patches
        ):
            raise ValueError(
                f"Invalid label field type {kind}. Extracting patches is only supported for the following types: "
                f"{PATCH_TYPES}; of videos, use to_frames() first"
            )
        self._label_root = parent._root_of_labels(field)
        inner = self._label_root[len(field) + 1 :]
        # The key of the list that each label stays in; None where it stands alone.
        self._list_key = inner if inner and self._config.get("keep_label_lists") else None
        self._of_frames = parent._is_frames
        self._kept = self._carried((field,))
        schema = self._begin_schema()
        if self._of_frames:
            schema["frame_id"] = ObjectIdField(db_field="_frame_id").named("frame_id")
            self._carry(schema, ["filepath", "frame_number"])
            self._kept.append("frame_number")
        self._carry(schema, [n for n in self._kept if n in DEFAULT_SAMPLE_FIELDS])
        if self._list_key is None:
            schema[field] = single_label_field(parent, self._label_root, field)
        else:
            self._carry(schema, [field])
        self._carry(schema, self._kept)
        self._own_schema = schema

    def _source_fields(self, frames: bool) -> Schema:
        return {} if frames else self._own_schema

    def _source_pipeline(self, attach_frames: bool) -> Pipeline:
        field, root, parent = self.patches_field, self._label_root, self._parent
        keep = {parent._db_path(n): True for n in (*self._kept, field)}
        label: Any = f"${root}"
        if self._list_key is not None:
            label = {"$mergeObjects": [f"${field}", {self._list_key: [label]}]}
        values = {
            "_sample_id": "$_id",
            "_id": f"${root}._id",
            field: label,
            "_rand": stable_random("$_index"),
        }
        if self._of_frames:
            keep["_sample_id"] = True
            values.update(_sample_id="$_sample_id", _frame_id="$_id")
        return [
            *parent._pipeline(detach_frames=parent._needs_frames()),
            {"$project": keep},
            {"$unwind": {"path": f"${root}", "includeArrayIndex": "_index"}},
            {"$set": values},
            {"$unset": "_index"},
        ]

    # -- writing -------------------------------------------------------------

    @property
    def _store_of_source(self) -> Any:
        root = self._root_dataset
        return root._frame_store if self._of_frames else root._store

    @property
    def _owner_key(self) -> str:
        return "_frame_id" if self._of_frames else "_sample_id"

    def _update_of_source(self, stored: Document, changed: Document, gone: list[str]) -> Update:
        field = self.patches_field
        self._refuse_others(changed, gone, {field})
        whole = self._store_of_source.get(stored[self._owner_key])
        labels = labels_at(whole, self._label_root) if whole is not None else None
        before, after = self._one(stored.get(field)), self._one(changed.get(field))

        def new(label: Document) -> Document | None:
            if label.get("_id") != stored["_id"]:
                return label
            merged: Document | None = None if after is None else written_back(label, before, after, True)
            return merged

        if isinstance(labels, list):
            value: Any = [x for x in map(new, labels) if x is not None]
        elif labels is not None:
            value = new(labels)
        else:
            raise ValueError(f"the label '{stored['_id']}' has been deleted")
        head, document = put_at(whole or {}, self._label_root, value)
        return Update(stored[self._owner_key], {head: document, "last_modified_at": now()})

    def _one(self, value: Any) -> Any:
        """The label in a value of the field, encoded or not; None if there is none."""
        if self._list_key is None or value is None:
            return value
        labels = value.get(self._list_key) if isinstance(value, dict) else value[self._list_key]
        return labels[0] if labels else None

    def _label_places(self, fields: Any) -> Iterator[tuple[Any, dict[str, str], Shown]]:
        wrong = [f for f in fields if f != self.patches_field]
        if wrong:
            raise ValueError(f"the patches have labels in '{self.patches_field}' only, not in {wrong}")
        shown: Shown = {}
        for doc in self._aggregate([{"$project": {self._owner_key: True}}]):
            found = shown.setdefault(doc[self._owner_key], {self.patches_field: set()})[self.patches_field]
            if found is not None:
                found.add(doc["_id"])
        yield self._store_of_source, {self.patches_field: self._label_root}, shown

    def set_values(self, field_name: str, values: Any, *args: Any, **kwargs: Any) -> None:
        """Sets the labels in order, or an attribute of theirs.

        Raises:
            ValueError: if the path is not in the labels
        """
        field = self.patches_field
        ids = self.values("id")
        key = kwargs.pop("key_field", args[0] if args else None)
        if key is not None:
            ids, values = list(values), list(values.values())
            if key != "id":
                known = dict(zip(self.values(key), self.values("id"), strict=True))
                ids = [known[i] for i in ids if i in known]
        by_id = dict(zip(ids, values))  # noqa: B905  as FiftyOne does, the rest is ignored
        prefix = f"{field if self._list_key is None else self._label_root}."
        if field_name.startswith(prefix):
            path = f"{self._label_root}.{field_name[len(prefix) :]}"
            if self._list_key is not None:
                by_id = {k: v[0] if v else None for k, v in by_id.items()}
            skip, dynamic = bool(kwargs.get("skip_none")), bool(kwargs.get("dynamic"))
            target = self._parent if self._of_frames else self._root_dataset
            target.set_label_values(path, by_id, skip_none=skip, dynamic=dynamic)
        elif field_name == field:
            new = {ObjectId(k): self._one(self._own_schema[field].to_mongo(v)) for k, v in by_id.items()}
            edit_labels(self, [field], lambda label: new.get(label["_id"], label))
        else:
            raise ValueError(f"of patches only '{field}' and what is in it can be set, not '{field_name}'")

    def save(self, fields: Any = None) -> None:
        """Writes the labels as they are shown to the dataset."""
        new = {d["_id"]: self._one(d.get(self.patches_field)) for d in self._documents()}
        edit_labels(self, [self.patches_field], lambda label: new.get(label["_id"], label))

    def keep(self) -> None:
        """Deletes the labels that the view does not show from the dataset."""
        shown = {d["_id"] for d in self._aggregate([{"$project": {"_id": True}}])}
        edit_labels(
            self._blank(), [self.patches_field], lambda label: label if label["_id"] in shown else None
        )

    def clear(self) -> None:
        """Raises: FiftyOne empties a copy here, and there is none.

        Raises:
            ValueError: always
        """
        raise ValueError(
            "patches cannot be cleared; use dataset.delete_labels(view=...) to delete the labels"
        )


def single_label_field(collection: Any, root: str, name: str) -> Any:
    """The field of one label of a list, under a name."""
    element = document_field(collection._field_at(root))
    assert element is not None
    fields = [field_from_doc(field_to_doc(f)) for f in element.fields]
    new = make_field(EmbeddedDocumentField, embedded_doc_type=element.document_type, fields=fields)
    return new.named(name)
