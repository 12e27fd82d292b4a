"""Clips of videos: by events, ranges, or what frames show; and trajectories of objects."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from typing import Any

from bson import ObjectId

from fo_widgets.data import media
from fo_widgets.data.embedded import DynamicEmbeddedDocument
from fo_widgets.data.engine.store import Document, Update
from fo_widgets.data.fields import (
    EmbeddedDocumentField,
    FrameSupportField,
    IntField,
    ListField,
    StringField,
    now,
)
from fo_widgets.data.label_editing import Shown, labels_at, put_at
from fo_widgets.data.labels import Classification, TemporalDetection, TemporalDetections
from fo_widgets.data.schema import Schema, make_field
from fo_widgets.data.stages.base import Pipeline, in_place_of

from .base import GeneratedView, PartView, stable_random

Range = tuple[int, int]


class ClipView(PartView):
    """A range of frames of a video."""


class ClipsView(GeneratedView):
    """One sample for each clip of videos; its frames are those of the clip."""

    _SAMPLE = ClipView
    _OPTIONS = frozenset({"other_fields", "tol", "min_len", "trajectories", "include_indexes"})

    @property
    def _is_clips(self) -> bool:
        return True

    @property
    def _element_name(self) -> str:
        return "clip"

    def _first_media_type(self) -> Any:
        return media.VIDEO

    def _prepare(self) -> None:
        parent, by = self._parent, self._making.field_or_expr
        if not parent._contains_videos():
            raise ValueError(f"{type(parent).__name__} of media type '{parent.media_type}' has no clips")
        self._label_root: str | None = None
        self._part_field: str | None = None
        self._store_name: str | None = None
        own: Schema = {}
        if isinstance(by, str):
            self._prepare_field(by, own)
        elif isinstance(by, dict):
            self._keep_clips(self._ranges_where(by))
        else:
            ids = parent._sample_ids_in_order()
            self._keep_clips((id, r, None) for id, ranges in zip(ids, by, strict=False) for r in ranges or ())
        self._kept = self._carried((self._part_field or "",))
        schema = self._begin_schema()
        self._carry(schema, ["filepath"])
        schema["support"] = FrameSupportField().named("support")
        self._carry(schema, [n for n in self._kept if n not in own])
        defaults = [n for n in schema if n.startswith("_")]
        self._own_schema = {**{n: f for n, f in schema.items() if n in _FIRST}, **own}
        self._own_schema.update({n: schema[n] for n in (*schema, *defaults) if n not in self._own_schema})

    def _prepare_field(self, path: str, own: Schema) -> None:
        parent = self._parent
        if not parent.has_field(path):
            raise ValueError(f"{type(parent).__name__} has no field '{path}'")
        name, frames = parent._handle_frame_field(path)
        field = parent._field_at(path)
        if frames:
            root = parent._root_of_labels(path)[len("frames.") :]
            if self._config.get("trajectories"):
                self._part_field = name
                own[name] = self._trajectory_field(name)
                self._keep_clips(self._trajectories(root, name))
            else:
                is_list = parent._is_list_path("frames." + root)
                there = (
                    {"$gt": [{"$size": {"$ifNull": [f"${root}", []]}}, 0]}
                    if is_list
                    else {"$gt": [f"${root}", None]}
                )
                self._keep_clips(self._ranges_where(there))
        elif parent._is_label_field(path, (TemporalDetection, TemporalDetections)):
            self._part_field, self._label_root = path, parent._root_of_labels(path)
            own[path] = make_field(EmbeddedDocumentField, embedded_doc_type=Classification).named(path)
        elif isinstance(field, FrameSupportField) or (
            type(field) is ListField and isinstance(field.field, FrameSupportField)
        ):
            single = isinstance(field, FrameSupportField)
            found = zip(parent._sample_ids_in_order(), parent.values(path), strict=True)
            self._keep_clips((i, r, None) for i, v in found for r in ([v] if single and v else v or ()))
        else:
            raise ValueError(f"clips cannot be made of field '{path}' of type {field}")

    def _trajectory_field(self, name: str) -> Any:
        fields = [StringField().named("label"), IntField().named("index")]
        made = make_field(EmbeddedDocumentField, embedded_doc_type=DynamicEmbeddedDocument, fields=fields)
        return made.named(name)

    # -- which clips there are -----------------------------------------------

    def _frame_documents(self, wanted: dict[str, Any]) -> dict[ObjectId, list[Document]]:
        out: dict[ObjectId, list[Document]] = {}
        project = {"$project": {"_sample_id": True, "frame_number": True, **wanted}}
        for doc in self._parent._aggregate([project], frames_only=True):
            out.setdefault(doc["_sample_id"], []).append(doc)
        return out

    def _ranges_where(self, condition: Any) -> Iterator[tuple[ObjectId, Range, None]]:
        found = self._frame_documents({"_holds": condition})
        tol, shortest = int(self._config.get("tol") or 0), int(self._config.get("min_len") or 0)
        for id in self._parent._sample_ids_in_order():
            numbers = [d["frame_number"] for d in found.get(id, ()) if d.get("_holds")]
            for first, last in ranges_of(sorted(numbers), tol):
                if last - first + 1 >= shortest:
                    yield id, (first, last), None

    def _trajectories(self, root: str, name: str) -> Iterator[tuple[ObjectId, Range, Document]]:
        found = self._frame_documents({root.split(".")[0]: True})
        for id in self._parent._sample_ids_in_order():
            spans: dict[tuple[Any, Any], list[int]] = {}
            for doc in found.get(id, ()):
                for label in labels_at(doc, root) or ():
                    if label.get("index") is not None:
                        spans.setdefault((label.get("label"), label["index"]), []).append(doc["frame_number"])
            for (label, index), numbers in spans.items():
                value = {"_cls": "DynamicEmbeddedDocument", "label": label, "index": index}
                yield id, (min(numbers), max(numbers)), {name: value}

    def _keep_clips(self, clips: Iterable[tuple[ObjectId, Range, Document | None]]) -> None:
        """Puts clips into a store of their own, which goes with the last view of them."""
        engine, name = self._root_dataset._engine, f"clips.{ObjectId()}"
        support = FrameSupportField()
        documents = [
            {"_id": ObjectId(), "_sample_id": id, "support": support.encode(r), **(more or {})}
            for id, r, more in clips
        ]
        engine.store(name).insert(documents)
        self._store_name = name
        self._keeper = _Keeper()
        weakref.finalize(self._keeper, engine.drop, name)

    # -- reading -------------------------------------------------------------

    def _source_fields(self, frames: bool) -> Schema:
        found: Schema = self._parent._all_fields(frames=True) if frames else self._own_schema
        return found

    def _source_pipeline(self, attach_frames: bool) -> Pipeline:
        parent, field = self._parent, self._part_field
        steps: Pipeline = parent._pipeline(detach_frames=parent._needs_frames())
        keep = {parent._db_path(n): True for n in self._kept}
        if self._store_name is None:
            root = self._label_root
            steps += [{"$project": {**keep, field: True}}, {"$unwind": f"${root}"}]
            label = {k: f"${root}.{k}" for k in ("_id", "tags", "label", "confidence")}
            values: dict[str, Any] = {"_id": f"${root}._id", "support": f"${root}.support"}
            values[field or ""] = in_place_of({**label, "_cls": "Classification"})
        else:
            lookup = {
                "from": self._store_name,
                "localField": "_id",
                "foreignField": "_sample_id",
                "as": "_clip",
            }
            steps += [{"$project": keep}, {"$lookup": lookup}, {"$unwind": "$_clip"}]
            values = {"_id": "$_clip._id", "support": "$_clip.support"}
            if field is not None:
                values[field] = f"$_clip.{field}"
        values.update(_sample_id="$_id", _rand=stable_random({"$arrayElemAt": ["$support", 0]}))
        rand = values.pop("_rand")
        steps += [{"$set": values}, {"$set": {"_rand": rand}}, {"$unset": "_clip"}]
        return steps + self._frames_lookup() if attach_frames else steps

    def _frames_lookup(self) -> Pipeline:
        (lookup,) = super()._frames_lookup()
        found = lookup["$lookup"]
        found["localField"] = "_sample_id"
        return [
            {"$lookup": found},
            {"$set": {"frames": {"$filter": {"input": "$frames", "cond": self._shows()}}}},
        ]

    def _shows(self) -> dict[str, Any]:
        """A Mongo expression: whether frame `$$this` is in the clip."""
        first, last = ({"$arrayElemAt": ["$support", i]} for i in (0, 1))
        return {"$and": [{"$gte": ["$$this.frame_number", first]}, {"$lte": ["$$this.frame_number", last]}]}

    def _frames_shown(self, stored: Document) -> Pipeline:
        first, last = stored["support"]
        return [{"$match": {"frame_number": {"$gte": first, "$lte": last}}}]

    # -- writing -------------------------------------------------------------

    def _update_of_source(self, stored: Document, changed: Document, gone: list[str]) -> Update:
        self._refuse_others(
            changed, gone, {self._part_field} if self._label_root and self._part_field else set()
        )
        whole = self._root_dataset._store.get(stored["_sample_id"]) or {}
        root = str(self._label_root)
        labels = labels_at(whole, root)
        new = {k: v for k, v in changed[self._part_field or ""].items() if k not in ("_id", "_cls")}
        edited: Any
        if isinstance(labels, list):
            edited = [{**d, **new} if d.get("_id") == stored["_id"] else d for d in labels]
        else:
            edited = {**(labels or {}), **new}
        head, value = put_at(whole, root, edited)
        return Update(stored["_sample_id"], {head: value, "last_modified_at": now()})

    def _label_places(self, fields: Any) -> Iterator[tuple[Any, dict[str, str], Shown]]:
        own = [f for f in fields if f == self._part_field]
        if own and self._label_root is not None:
            shown: Shown = {}
            for doc in self._aggregate([{"$project": {"_sample_id": True}}]):
                found = shown.setdefault(doc["_sample_id"], {own[0]: set()})[own[0]]
                if found is not None:
                    found.add(doc["_id"])
            yield self._root_dataset._store, {own[0]: self._label_root}, shown
        others = [f for f in fields if self._is_frame_field(f)]
        yield from super()._label_places(others)


class TrajectoriesView(ClipsView):
    """One sample for each object that is followed through frames; its frames show that object only."""

    def _prepare(self) -> None:
        parent, path = self._parent, self._making.field
        if not parent._is_frame_field(path) or not parent._is_list_path(parent._root_of_labels(path)):
            raise ValueError(f"trajectories need labels in lists of frames, not '{path}'")
        self._label_root = self._store_name = None
        name = parent._handle_frame_field(path)[0]
        self._part_field = name
        self._object_root = parent._root_of_labels(path)[len("frames.") :]
        self._keep_clips(self._trajectories(self._object_root, name))
        self._kept = self._carried((name,))
        schema = self._begin_schema()
        self._carry(schema, ["filepath"])
        schema["support"] = FrameSupportField().named("support")
        self._carry(schema, self._kept)
        schema[name] = self._trajectory_field(name)
        self._own_schema = schema

    def _frames_lookup(self) -> Pipeline:
        shown = self._with_object("$$this", {k: f"${self._part_field}.{k}" for k in ("label", "index")})
        return [*super()._frames_lookup(), {"$set": {"frames": {"$map": {"input": "$frames", "in": shown}}}}]

    def _frames_shown(self, stored: Document) -> Pipeline:
        object = {k: {"$literal": stored[self._part_field or ""][k]} for k in ("label", "index")}
        return [*super()._frames_shown(stored), {"$replaceWith": self._with_object("$$ROOT", object)}]

    def _with_object(self, frame: str, object: dict[str, Any]) -> dict[str, Any]:
        """A Mongo expression: a frame with no labels but those of an object."""
        head, _, rest = self._object_root.partition(".")
        same = {"$and": [{"$eq": [f"$$one.{k}", object[k]]} for k in ("label", "index")]}
        inner = {
            "$filter": {"input": {"$ifNull": [f"{frame}.{self._object_root}", []]}, "as": "one", "cond": same}
        }
        return {"$mergeObjects": [frame, {head: {"$mergeObjects": [f"{frame}.{head}", {rest: inner}]}}]}


_FIRST = ("id", "sample_id", "filepath", "support", "tags", "metadata", "created_at", "last_modified_at")


class _Keeper:
    """Lives as long as a view of some clips does."""


def ranges_of(numbers: list[int], tol: int) -> Iterator[Range]:
    """The ranges of ascending numbers with at most `tol` missing between two."""
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = last = number
        elif number - last - 1 <= tol:
            last = number
        else:
            yield first, last
            first = last = number
    if first is not None and last is not None:
        yield first, last
