"""Evaluation patches: one sample for each true positive, false positive and false negative."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fo_widgets.data.fields import BooleanField, FloatField, StringField
from fo_widgets.data.label_editing import Shown
from fo_widgets.data.schema import Schema, field_from_doc, field_to_doc
from fo_widgets.data.stages.base import Pipeline, in_place_of

from .base import GeneratedView, stable_random
from .patches import PATCH_TYPES, PatchView


class EvaluationPatchView(PatchView):
    """A pair of matching labels, or a label without match."""


class EvaluationPatchesView(GeneratedView):
    """The labels of an evaluation: matched pairs, and those without match."""

    _SAMPLE = EvaluationPatchView

    @property
    def _is_patches(self) -> bool:
        return True

    @property
    def gt_field(self) -> str:
        """The field of the true labels."""
        return self._gt_field

    @property
    def pred_field(self) -> str:
        """The field of the predicted labels."""
        return self._pred_field

    @property
    def eval_key(self) -> str:
        """The key of the evaluation."""
        return str(self._making.eval_key)

    def _prepare(self) -> None:
        parent, key = self._parent, self.eval_key
        config: Any = parent.get_evaluation_info(key).config
        self._pred_field, self._gt_field = str(config.pred_field), str(config.gt_field)
        for field in (self._pred_field, self._gt_field):
            if not parent._is_label_field(field, PATCH_TYPES):
                raise ValueError(f"Evaluation '{key}' is not of labels that have a place in images")
        fields = (self._gt_field, self._pred_field)
        self._roots = {f: parent._root_of_labels(f) for f in fields}
        self._kept = self._carried(fields)
        schema = self._begin_schema()
        self._carry(schema, [n for n in self._kept if n not in fields])
        for field in fields:
            schema[field] = field_from_doc(field_to_doc(parent._field_at(field)))
        for name, kind in (("crowd", BooleanField), ("type", StringField), ("iou", FloatField)):
            schema[name] = kind().named(name)
        self._own_schema = schema

    def _source_fields(self, frames: bool) -> Schema:
        return {} if frames else self._own_schema

    def _source_pipeline(self, attach_frames: bool) -> Pipeline:
        parent = self._parent
        base = parent._pipeline(detach_frames=parent._needs_frames())
        keep = {parent._db_path(n): True for n in (*self._kept, self._gt_field, self._pred_field)}
        true = [*base, {"$project": keep}, *self._parts(self._gt_field, self._pred_field, matched=True)]
        wrong = [*base, {"$project": keep}, *self._parts(self._pred_field, self._gt_field, matched=False)]
        store = self._root_dataset._store.name
        return [*true, {"$unionWith": {"coll": store, "pipeline": wrong}}]

    def _parts(self, field: str, other: str, matched: bool) -> Pipeline:
        """The labels of one field, each with its match in the other; or those of it that are false positives."""
        key, root = self.eval_key, self._roots[field]
        label = f"${root}"
        steps: Pipeline = [{"$unwind": {"path": label, "includeArrayIndex": "_index"}}]
        own = self._wrapped(field, [label])
        pair: Any = None
        if matched:
            steps.append({"$match": {f"{root}.{key}": {"$in": ["tp", "fn"]}}})
            is_match = {"$eq": [f"$$this.{key}_id", {"$toString": f"{label}._id"}]}
            found = {"$filter": {"input": {"$ifNull": [f"${self._roots[other]}", []]}, "cond": is_match}}
            pair = {"$cond": [{"$gt": [{"$size": found}, 0]}, self._wrapped(other, found), None]}
        else:
            steps.append({"$match": {f"{root}.{key}": "fp"}})
        values = {
            "_sample_id": "$_id",
            "_id": f"{label}._id",
            "_rand": stable_random("$_index"),
            field: own,
            other: pair,
            "type": f"{label}.{key}",
            "iou": f"{label}.{key}_iou",
            "crowd": f"{label}.iscrowd" if matched else None,
        }
        return [*steps, {"$set": values}, {"$unset": "_index"}]

    def _wrapped(self, field: str, labels: Any) -> dict[str, Any]:
        """Labels as the list type that their field has."""
        kind = self._parent._get_label_field_type(field)
        return in_place_of({"_cls": kind.__name__, kind._LABEL_LIST_FIELD: labels})

    def _label_places(self, fields: Any) -> Iterator[tuple[Any, dict[str, str], Shown]]:
        for field in fields:
            root = self._roots[field]
            found: dict[Any, set[Any]] = {}
            for doc in self._aggregate([{"$project": {"_sample_id": True, root: True}}]):
                inner = doc.get(field) or {}
                ids = {d["_id"] for d in inner.get(root.rpartition(".")[2]) or ()}
                found.setdefault(doc["_sample_id"], set()).update(ids)
            yield self._root_dataset._store, {field: root}, {k: {field: v} for k, v in found.items()}
