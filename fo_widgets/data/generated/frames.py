"""Frames of videos, each shown as an image."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from fo_widgets.data import media
from fo_widgets.data.engine.store import Document, Update
from fo_widgets.data.fields import EmbeddedDocumentField, now
from fo_widgets.data.label_editing import Shown
from fo_widgets.data.metadata import ImageMetadata
from fo_widgets.data.sample_merging import written_back
from fo_widgets.data.schema import DEFAULT_SAMPLE_FIELDS, Schema, make_field
from fo_widgets.data.stages.base import Pipeline

from .base import GeneratedView, PartView, stable_random

_NO_CUTTING = "no images are cut out of videos; use sample_frames='dynamic', or give frames a `filepath`"


class FrameView(PartView):
    """A frame of a video, as an image."""


class FramesView(GeneratedView):
    """One sample for each frame of videos."""

    _SAMPLE = FrameView
    _OPTIONS = frozenset({"sample_frames", "sparse", "skip_failures", "verbose"})
    _ABSENT: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("fps", "max_fps"), "choose frames with match_frames() or select_frames()"),
        **dict.fromkeys(("output_dir", "rel_dir", "frames_patt", "force_sample"), _NO_CUTTING),
    }

    @property
    def _is_frames(self) -> bool:
        return True

    def _prepare(self) -> None:
        parent = self._parent
        if not parent._contains_videos():
            raise ValueError(f"{type(parent).__name__} of media type '{parent.media_type}' has no frames")
        wanted = self._config.get("sample_frames", False)
        if wanted not in (False, "dynamic"):
            raise NotImplementedError(
                f"ToFrames(sample_frames={wanted!r}) is not part of fo_widgets; {_NO_CUTTING}"
            )
        self._dynamic = wanted == "dynamic"
        schema = self._begin_schema()
        self._carry(schema, ["filepath"])
        own = parent._all_fields(frames=True)
        schema["frame_number"] = own["frame_number"]
        self._carry(schema, ["tags"])
        metadata = make_field(EmbeddedDocumentField, embedded_doc_type=ImageMetadata)
        schema["metadata"] = metadata.named("metadata")
        self._carry(schema, list(DEFAULT_SAMPLE_FIELDS))
        schema.update({n: f for n, f in own.items() if n not in schema and not n.startswith("_")})
        self._own_schema = schema

    def _source_fields(self, frames: bool) -> Schema:
        return {} if frames else self._own_schema

    def _source_pipeline(self, attach_frames: bool) -> Pipeline:
        parent = self._parent
        steps: Pipeline = parent._pipeline(attach_frames=True)
        if self._dynamic and not self._config.get("sparse"):
            steps.append({"$set": {"frames": _all_frames()}})
        shown: dict[str, Any] = {
            "_sample_id": "$_id",
            "tags": "$tags",
            "_media_type": media.IMAGE,
            "_dataset_id": "$_dataset_id",
            "_rand": stable_random("$frames.frame_number"),
        }
        path = "$filepath" if self._dynamic else "$frames.filepath"
        steps += [
            {"$unwind": "$frames"},
            {"$replaceRoot": {"newRoot": {"$mergeObjects": ["$frames", {**shown, "filepath": path}]}}},
        ]
        if not self._dynamic:
            steps.append({"$match": {"filepath": {"$ne": None}}})
        return steps

    # -- writing -------------------------------------------------------------

    @property
    def _store_of_source(self) -> Any:
        return self._root_dataset._frame_store

    def _update_of_source(self, stored: Document, changed: Document, gone: list[str]) -> Update:
        own = set(self._root_dataset._frame_schema)
        self._refuse_others(changed, gone, own - {"id"})
        whole = self._store_of_source.get(stored["_id"])
        if whole is None:
            document: dict[str, Any] = {
                k: stored[k] for k in ("_id", "frame_number", "_sample_id", "_dataset_id") if k in stored
            }
            moment = now()
            self._store_of_source.insert([{**document, "created_at": moment, "last_modified_at": moment}])
            whole = document
        filtered = {p.split(".")[0] for p in self._get_filtered_fields() or ()}
        back = {k: written_back(whole.get(k), stored.get(k), v, k in filtered) for k, v in changed.items()}
        return Update(stored["_id"], {**back, "last_modified_at": now()}, gone)

    def _place_of(self, field_name: str) -> tuple[str, bool, bool]:
        return "frames." + field_name, True, False

    def _create_part_field(self, name: str, value: Any, dynamic: bool) -> None:
        self._root_dataset._expand_for(True, {name: value}, dynamic=dynamic)
        self._own_schema[name] = self._root_dataset._frame_schema[name]

    def _label_places(self, fields: Any) -> Iterator[tuple[Any, dict[str, str], Shown]]:
        roots = {f: self._get_label_field_root(f) for f in fields}
        yield self._store_of_source, roots, self._shown_labels(roots, frames=False)

    def save(self, fields: Any = None) -> None:
        """Writes the values that stages changed to the frames of the dataset."""
        touched = {*(self._get_filtered_fields() or ()), *(self._get_edited_fields() or ())}
        names = {p.split(".")[0] for p in ([fields] if isinstance(fields, str) else fields or touched)}
        moment = now()
        updates = []
        for doc in self._documents():
            new = {n: doc[n] for n in names if n in doc}
            updates.append(
                Update(doc["_id"], {**new, "last_modified_at": moment}, [n for n in names if n not in doc])
            )
        self._store_of_source.update(updates)

    def keep(self) -> None:
        """Deletes the frames that the view does not show from the dataset."""
        shown = set(self._sample_ids_in_order())
        self._store_of_source.delete([i for i in self._blank()._sample_ids_in_order() if i not in shown])

    def clear(self) -> None:
        """Deletes the frames that the view shows from the dataset."""
        self._store_of_source.delete(self._sample_ids_in_order())


def _all_frames() -> dict[str, Any]:
    """A Mongo expression: the frames of a video, those without a document included."""
    known = {"$ifNull": ["$frames", []]}
    found = {"$filter": {"input": known, "as": "one", "cond": {"$eq": ["$$one.frame_number", "$$number"]}}}
    # An id of its own for each, the same every time.
    digits = {"$substrBytes": [{"$toString": {"$add": [1_000_000, "$$number"]}}, 1, 6]}
    id = {"$toObjectId": {"$concat": [{"$substrBytes": [{"$toString": "$_id"}, 6, 18]}, digits]}}
    new = {"_id": id, "frame_number": "$$number", "_sample_id": "$_id", "_dataset_id": "$_dataset_id"}
    one = {"$ifNull": [{"$arrayElemAt": [found, 0]}, new]}
    last = {"$ifNull": ["$metadata.total_frame_count", 0]}
    every = {"$map": {"input": {"$range": [1, {"$add": [{"$toInt": last}, 1]}]}, "as": "number", "in": one}}
    return {"$cond": [{"$gt": ["$metadata.total_frame_count", 0]}, every, known]}
