"""Views that show parts of samples as samples: patches, evaluation patches, frames, clips, trajectories.

They have no documents of their own: a pipeline makes them of the dataset's, so they are always as the dataset is.
"""

from __future__ import annotations

from typing import Any

from . import media
from .fields import EmbeddedDocumentField, ObjectIdField
from .labels import Detection, Detections, Keypoint, Keypoints, Label, Polyline, Polylines
from .schema import (
    DEFAULT_SAMPLE_FIELDS,
    Schema,
    default_sample_fields,
    document_field,
    field_from_doc,
    field_to_doc,
    make_field,
)
from .stages.base import Pipeline
from .view import DatasetView

PATCH_TYPES = (Detection, Detections, Polyline, Polylines, Keypoint, Keypoints)


class GeneratedView(DatasetView):
    """A view whose samples are made of parts of another collection's samples."""

    def __init__(self, source_collection: Any, stage: Any, **options: Any) -> None:
        """Of a collection, by the stage that asks for it."""
        super().__init__(source_collection._root_dataset, **options)
        self._parent = source_collection
        self._making = stage
        self._prepare()

    def _prepare(self) -> None:
        """Refuses a collection without what is to be shown, and finds out what there is."""

    def _blank(self) -> Any:
        out = object.__new__(type(self))
        out.__dict__.update(self.__dict__)
        out._steps, out._saved_name = [], None
        return out

    @property
    def _source_collection(self) -> Any:
        return self._parent

    @property
    def _all_stages(self) -> list[Any]:
        return [*self._parent._all_stages, self._making, *self._steps]

    @property
    def _config(self) -> dict[str, Any]:
        found: dict[str, Any] = self._making.config
        return found

    def _slice_match(self) -> Pipeline:
        return []

    def _first_media_type(self) -> Any:
        return media.IMAGE

    group_field = property(lambda _self: None)
    group_media_types = property(lambda _self: None)

    def reload(self) -> None:
        """Reads the dataset anew."""
        self._parent.reload()

    def _carried(self, label_fields: tuple[str, ...]) -> list[str]:
        """The fields of samples that go along: default ones, and those asked for."""
        others = self._config.get("other_fields")
        names = [n for n in DEFAULT_SAMPLE_FIELDS if n != "id"]
        if others is True:
            names += [n for n in self._parent.get_field_schema() if n not in (*names, "id", *label_fields)]
        elif others:
            given = [others] if isinstance(others, str) else list(others)
            self._parent.validate_fields_exist(given)
            names += [n for n in given if n not in names]
        return names

    def _carried_schema(self, names: list[str]) -> Schema:
        """The schema of the id, the sample's id, and fields that go along."""
        parent, defaults = self._parent._all_fields(), default_sample_fields()
        out: Schema = {
            "id": defaults["id"],
            "sample_id": ObjectIdField(db_field="_sample_id").named("sample_id"),
        }
        for name in names:
            if name in parent or name in defaults:
                out[name] = parent.get(name) or defaults[name]
        return out

    def save(self, fields: Any = None) -> None:
        """Writes what stages changed in the labels that are shown to the dataset."""
        self._write_back(fields)

    def _write_back(self, fields: Any) -> None:
        raise NotImplementedError(f"{type(self).__name__} cannot be saved as a whole; save its samples")


def _rand(index: str) -> dict[str, Any]:
    """A number in [0, 1) that stays the same for the part of a sample at an index."""
    mixed = {"$multiply": ["$_rand", {"$add": [{"$toInt": {"$ifNull": [index, 0]}}, 1]}, 7919.0]}
    return {"$mod": [mixed, 1.0]}


class PatchesView(GeneratedView):
    """One sample for each label of a field."""

    @property
    def _is_patches(self) -> bool:
        return True

    @property
    def patches_field(self) -> str:
        """The field of the labels."""
        return str(self._making.field)

    def _prepare(self) -> None:
        field = self.patches_field
        kind = self._parent.view()._get_label_field_type(field)
        if not issubclass(kind, PATCH_TYPES):
            raise ValueError(
                f"Invalid label field type {kind}. Extracting patches is only supported for the following types: "
                f"{PATCH_TYPES}"
            )
        self._label_root = self._parent._get_label_field_root(field)
        self._kept = self._carried((field,))
        self._own_schema = self._patch_schema()

    def _patch_schema(self) -> Schema:
        schema = self._carried_schema(self._kept)
        element = document_field(self._parent._field_at(self._label_root))
        assert element is not None
        fields = [field_from_doc(field_to_doc(f)) for f in element.fields]
        new = make_field(EmbeddedDocumentField, embedded_doc_type=element.document_type, fields=fields)
        schema[self.patches_field] = new.named(self.patches_field)
        return schema

    def _source_fields(self, frames: bool) -> Schema:
        return {} if frames else self._own_schema

    def _source_pipeline(self, attach_frames: bool) -> Pipeline:
        field, root = self.patches_field, self._label_root
        parent = self._parent
        keep = {parent._db_path(n): True for n in (*self._kept, field)}
        unwind = {"path": f"${root}", "includeArrayIndex": "_index"}
        values = {"_sample_id": "$_id", "_id": f"${root}._id", field: f"${root}", "_rand": _rand("$_index")}
        return [
            *parent._pipeline(detach_frames=parent._needs_frames()),
            {"$project": keep},
            {"$unwind": unwind},
            {"$set": values},
            {"$unset": "_index"},
        ]

    # -- writing -------------------------------------------------------------

    def _shown_labels(self, roots: dict[str, str], frames: bool) -> Any:
        shown: dict[Any, Any] = {}
        root = {self.patches_field: self._label_root}
        for doc in self._aggregate([{"$project": {"_sample_id": True}}]):
            shown.setdefault(doc["_sample_id"], {f: set() for f in root})[self.patches_field].add(doc["_id"])
        roots.clear()
        roots.update(root)
        return shown


__all__ = ["PATCH_TYPES", "GeneratedView", "Label", "PatchesView"]
