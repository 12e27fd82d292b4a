"""Frames of videos, each shown as an image."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from bson import ObjectId

from fo_widgets.data import media
from fo_widgets.data.engine.store import Document, Update
from fo_widgets.data.fields import EmbeddedDocumentField, now
from fo_widgets.data.frame_sampling import pictures_of, taken_frames, wanted_rate
from fo_widgets.data.label_editing import Shown
from fo_widgets.data.metadata import ImageMetadata
from fo_widgets.data.sample_merging import written_back
from fo_widgets.data.schema import DEFAULT_SAMPLE_FIELDS, Schema, make_field
from fo_widgets.data.stages.base import Pipeline

from .base import GeneratedView, PartView, stable_random

logger = logging.getLogger(__name__)

_PICTURE_OPTIONS = ("size", "min_size", "max_size", "output_dir", "rel_dir", "frames_patt", "force_sample")


class FrameView(PartView):
    """A frame of a video, as an image."""


class FramesView(GeneratedView):
    """One sample for each frame of videos."""

    _SAMPLE = FrameView
    _OPTIONS = frozenset(
        {"sample_frames", "fps", "max_fps", "sparse", "skip_failures", "verbose", "include_indexes"}
        | set(_PICTURE_OPTIONS)
    )

    @property
    def _is_frames(self) -> bool:
        return True

    def _prepare(self) -> None:
        parent = self._parent
        if not parent._contains_videos():
            raise ValueError(f"{type(parent).__name__} of media type '{parent.media_type}' has no frames")
        config = self._config
        self._dynamic = config.get("sample_frames", False) == "dynamic"
        self._cut = bool(config.get("sample_frames", False)) and not self._dynamic
        self._sparse = bool(config.get("sparse"))
        self._fps = wanted_rate(config.get("fps"), config.get("max_fps"))
        if self._fps is not None or ((self._dynamic or self._cut) and not self._sparse):
            self._videos.compute_metadata(skip_failures=config.get("skip_failures", True), warn_failures=True)
        self._taken = self._taken_by_rate()
        if self._cut:
            self._cut_pictures()
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

    @property
    def _videos(self) -> Any:
        """The whole videos that the frames are of."""
        parent = self._parent
        return self._root_dataset.select(parent.distinct("sample_id")) if parent._is_clips else parent

    def _taken_by_rate(self) -> dict[float, list[int]]:
        """The numbers of the frames to take, by the rate of the video."""
        if self._fps is None:
            return {}
        longest: dict[float, int] = {}
        for facts in self._videos.values("metadata"):
            if facts is not None and facts.frame_rate and facts.total_frame_count:
                rate = facts.frame_rate
                longest[rate] = max(longest.get(rate, 0), facts.total_frame_count)
        return {rate: taken_frames(count, rate, self._fps) for rate, count in longest.items()}

    def _cut_pictures(self) -> None:
        """Makes the pictures that the view will show, and puts their paths into the frames of the dataset."""
        pictures, dataset = pictures_of(self._config), self._root_dataset
        wanted: dict[ObjectId, set[int]] = {}
        videos: dict[ObjectId, str] = {}
        for doc in self._frame_numbers():
            wanted.setdefault(doc["_sample_id"], set()).add(doc["frame_number"])
            videos[doc["_sample_id"]] = doc["filepath"]
        folders = pictures.folders_of(dict.fromkeys(videos.values()))
        for id, video in videos.items():
            try:
                pictures.make(video, folders[video], wanted[id])
            except (OSError, ValueError) as error:
                if not self._config.get("skip_failures", True):
                    raise
                logger.warning("no pictures of the frames of '%s': %s", video, error)
        match = {"$match": {"_sample_id": {"$in": list(videos)}, "filepath": {"$ne": None}}}
        known = {(d["_sample_id"], d["frame_number"]): d["filepath"] for d in _documents_of(dataset, match)}
        new: dict[str, dict[int, str]] = {}
        for id, video in videos.items():
            for number in sorted(wanted[id]):
                path = folders[video] / pictures.name_of(number)
                if known.get((id, number)) != str(path) and path.exists():
                    new.setdefault(str(id), {})[number] = str(path)
        if new:
            dataset.set_values("frames.filepath", new, key_field="id")

    def _frame_numbers(self) -> Iterator[Document]:
        """Video, its path and the number of each frame that is wanted, whether there is a document or not."""
        steps: Pipeline = self._parent._pipeline(attach_frames=self._sparse)
        if not self._sparse:
            steps.append({"$set": {"frames": _all_frames(self._parent._is_clips)}})
        shown = {
            "_sample_id": self._video_id,
            "filepath": "$filepath",
            "frame_number": "$frames.frame_number",
            "taken": self._takes(),
        }
        steps += [{"$unwind": "$frames"}, {"$project": shown}, {"$match": {"taken": True}}]
        found: Iterator[Document] = self._root_dataset._store.aggregate(steps)
        return found

    @property
    def _video_id(self) -> str:
        return "$_sample_id" if self._parent._is_clips else "$_id"

    def _takes(self) -> Any:
        """A Mongo expression: whether the unwound frame is among those of the wanted rate."""
        if self._fps is None:
            return {"$literal": True}
        number: Any = "$frames.frame_number"
        if self._parent._is_clips:
            number = {"$add": [1, {"$subtract": [number, {"$arrayElemAt": ["$support", 0]}]}]}
        branches = [
            {"case": {"$eq": ["$metadata.frame_rate", rate]}, "then": {"$in": [number, numbers]}}
            for rate, numbers in self._taken.items()
        ]
        return {"$switch": {"branches": branches, "default": False}} if branches else {"$literal": False}

    def _source_fields(self, frames: bool) -> Schema:
        return {} if frames else self._own_schema

    def _source_pipeline(self, attach_frames: bool) -> Pipeline:
        parent = self._parent
        steps: Pipeline = parent._pipeline(attach_frames=True)
        if self._dynamic and not self._sparse:
            steps.append({"$set": {"frames": _all_frames(parent._is_clips)}})
        elif self._cut and not self._sparse:
            # The view may pass over frames whose pictures it is to show all the same.
            steps += [_stored_frames(self._root_dataset, self._video_id[1:])]
            steps.append({"$set": {"frames": _all_frames(parent._is_clips, "$_stored")}})
        shown: dict[str, Any] = {
            "_sample_id": self._video_id,
            "tags": "$tags",
            "_media_type": media.IMAGE,
            "_dataset_id": "$_dataset_id",
            "_rand": stable_random("$frames.frame_number"),
            "_taken": self._takes(),
        }
        path = "$filepath" if self._dynamic else "$frames.filepath"
        steps += [
            {"$unwind": "$frames"},
            {"$replaceRoot": {"newRoot": {"$mergeObjects": ["$frames", {**shown, "filepath": path}]}}},
            {"$match": {"_taken": True} if self._dynamic else {"_taken": True, "filepath": {"$ne": None}}},
            {"$unset": "_taken"},
        ]
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
        roots = {f: self._root_of_labels(f) for f in fields}
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


def _stored_frames(dataset: Any, video_id: str) -> dict[str, Any]:
    """A step that attaches which frames of a video there are, and their paths, as `_stored`."""
    names = ("frame_number", "filepath", "_sample_id", "_dataset_id", "created_at", "last_modified_at")
    return {
        "$lookup": {
            "from": dataset._frame_store.name,
            "localField": video_id,
            "foreignField": "_sample_id",
            "as": "_stored",
            "pipeline": [{"$project": dict.fromkeys(names, True)}],
        }
    }


def _documents_of(dataset: Any, step: dict[str, Any]) -> Iterator[Document]:
    project = {"$project": {"_sample_id": True, "frame_number": True, "filepath": True}}
    found: Iterator[Document] = dataset._frame_store.aggregate([step, project])
    return found


def _all_frames(of_clips: bool, others: str | None = None) -> dict[str, Any]:
    """A Mongo expression: the frames of a video or clip, those without a document included.

    Args:
        of_clips: whether only those of the `support`
        others: where documents of frames are that are not shown; their ids are taken
    """

    def one_of(frames: Any) -> dict[str, Any]:
        same = {"$eq": ["$$one.frame_number", "$$number"]}
        return {"$arrayElemAt": [{"$filter": {"input": frames, "as": "one", "cond": same}}, 0]}

    known = {"$ifNull": ["$frames", []]}
    # An id of its own for each, the same every time.
    digits = {"$substrBytes": [{"$toString": {"$add": [1_000_000, "$$number"]}}, 1, 6]}
    id = {"$toObjectId": {"$concat": [{"$substrBytes": [{"$toString": "$_id"}, 6, 18]}, digits]}}
    new = {"_id": id, "frame_number": "$$number", "_sample_id": "$_id", "_dataset_id": "$_dataset_id"}
    one = {"$ifNull": [one_of(known), *([one_of(others)] if others else []), new]}
    if of_clips:
        first, last = ({"$arrayElemAt": ["$support", i]} for i in (0, 1))
        ends = [first, {"$add": [last, 1]}]
        return {"$map": {"input": {"$range": ends}, "as": "number", "in": one}}
    count = {"$ifNull": ["$metadata.total_frame_count", 0]}
    every = {"$map": {"input": {"$range": [1, {"$add": [{"$toInt": count}, 1]}]}, "as": "number", "in": one}}
    return {"$cond": [{"$gt": ["$metadata.total_frame_count", 0]}, every, known]}
