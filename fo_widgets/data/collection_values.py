"""Setting the values of a field of all samples of a collection, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bson import ObjectId

from .embedded import EmbeddedDocument
from .engine.garbage import many_objects
from .engine.store import Document, Update
from .errors import ValidationError
from .fields import Field, ListField, encode_any, now
from .label_editing import BATCH, edit_labels, labels_at, put_at
from .schema import document_field
from .schema_inference import infer_field, merge_types


class CollectionValues:
    """`set_values` and its relatives."""

    @many_objects()
    def set_values(
        self,
        field_name: str,
        values: Any,
        key_field: str | None = None,
        skip_none: bool = False,
        expand_schema: bool = True,
        dynamic: bool = False,
        validate: bool = True,
        progress: Any = False,
        _allow_missing: bool = False,
        _sample_ids: Any = None,
        _frame_ids: Any = None,
    ) -> None:
        """Sets a field of the samples in order; of labels in lists, by a list a sample.

        Args:
            values: one value a sample, or with `key_field` values by key
            key_field: a field whose values say which sample is meant: `id`, `filepath`, ...
            skip_none: leave what is there where a value is None
            expand_schema: declare the field if it is new
            dynamic: also declare new attributes of labels

        Raises:
            ValueError: if a value does not fit the field, or it is new and must not be
        """
        coll: Any = self
        dataset = coll._root_dataset
        field_name, frames, nested = self._place_of(field_name)
        path = field_name[len("frames.") :] if frames else field_name
        root = path.split(".")[0]
        if not frames and root in dataset._schema and root not in coll._all_fields():
            raise ValueError(f"DatasetView has no field '{root}'")
        pairs = self._pairs(values, key_field, _sample_ids)
        new_frames: list[Document] = []
        if nested:
            pairs, new_frames = self._frame_pairs(pairs)
        field = self._field_for(field_name, path, frames, pairs, expand_schema, dynamic)
        lists = [p for p in dataset._list_prefixes(field_name) if p != "frames"]
        if len(lists) > 1:
            raise ValueError(f"Cannot set values at '{field_name}', which lies inside several lists")
        encode = _encoder(field, field_name, validate)
        db_path = dataset._db_path(field_name)
        if frames:
            db_path, lists = db_path[len("frames.") :], [p[len("frames.") :] for p in lists]
        store = dataset._frame_store if frames else dataset._store
        if lists:
            updates = list(self._list_updates(store, pairs, lists[0], db_path, encode, skip_none, nested))
        else:
            moment = now()
            updates = [
                Update(id, {db_path: None if v is None else encode(v), "last_modified_at": moment})
                for id, v in pairs
                if v is not None or not skip_none
            ]
        self._declare_for_values(field_name, path, frames, field)
        if new_frames:
            store.insert(new_frames)
        for start in range(0, len(updates), BATCH):
            store.update(updates[start : start + BATCH])

    def _place_of(self, field_name: str) -> tuple[str, bool, bool]:
        """The path in the root dataset, whether of frames, and whether values come by frame inside samples."""
        coll: Any = self
        _, frames = coll._handle_frame_field(field_name)
        return field_name, frames, frames

    def _pairs(self, values: Any, key_field: str | None, sample_ids: Any) -> list[tuple[ObjectId, Any]]:
        coll: Any = self
        if key_field is not None:
            if not isinstance(values, Mapping):
                raise ValueError("with `key_field`, values must be a dict by the field's values")
            ids = [d["_id"] for d in coll._aggregate([{"$project": {"_id": True}}])]
            keys = coll.values(key_field)
            return [(i, values[k]) for i, k in zip(ids, keys, strict=True) if k in values]
        if isinstance(values, Mapping):
            raise ValueError("values by key need `key_field`")
        if not isinstance(values, Iterable):
            raise TypeError(f"values must be one value a sample, not {values!r}")
        ids = [ObjectId(i) for i in sample_ids] if sample_ids is not None else self._ids_in_order()
        return list(zip(ids, values))  # noqa: B905  as FiftyOne does, the rest is ignored

    def _ids_in_order(self) -> list[ObjectId]:
        coll: Any = self
        return [d["_id"] for d in coll._aggregate([{"$project": {"_id": True}}])]

    def _frame_pairs(
        self, pairs: list[tuple[ObjectId, Any]]
    ) -> tuple[list[tuple[ObjectId, Any]], list[Document]]:
        """Values by id of frames, in order or by number; and the frames that are to be added for them."""
        coll: Any = self
        dataset = coll._root_dataset
        out: list[tuple[ObjectId, Any]] = []
        known: dict[ObjectId, list[tuple[int, ObjectId]]] = {}
        for doc in coll._aggregate(
            [{"$project": {"_sample_id": True, "frame_number": True}}], frames_only=True
        ):
            known.setdefault(doc["_sample_id"], []).append((doc["frame_number"], doc["_id"]))
        new: list[Document] = []
        for id, values in pairs:
            if values is None:
                continue
            there = known.get(id, [])
            if isinstance(values, Mapping):
                by_number = dict(there)
                for number, value in values.items():
                    if number not in by_number:
                        by_number[number] = ObjectId()
                        new.append(_new_frame(dataset, id, number, by_number[number]))
                    out.append((by_number[number], value))
            else:
                out += [(frame_id, v) for (_, frame_id), v in zip(there, values, strict=False)]
        return out, new

    def _field_for(
        self, field_name: str, path: str, frames: bool, pairs: list[Any], expand: bool, dynamic: bool
    ) -> Field | None:
        """The field of a path; a new one without a name if it is to be declared; None if it stays undeclared."""
        coll: Any = self
        dataset = coll._root_dataset
        prefix = "frames." if frames else ""
        found: Field | None = dataset._field_at(prefix + path)
        if found is not None:
            if found.read_only:
                raise ValueError(f"Cannot edit read-only field '{field_name}'")
            return found
        root, _, rest = path.partition(".")
        schema = dataset._frame_schema if frames else dataset._schema
        if rest and schema is not None and root in schema:
            return _inferred_of(pairs, path) if dynamic else None
        if not expand or rest:
            kind = "Dataset" if coll._dataset is coll else "DatasetView"
            raise ValueError(f"{kind} has no field '{root if rest else field_name}'")
        if root.startswith("_"):
            raise ValueError(f"Invalid field name: '{root}'. Field names cannot start with '_'")
        return _inferred_of(pairs, path)

    def _declare_for_values(self, field_name: str, path: str, frames: bool, field: Field | None) -> None:
        coll: Any = self
        dataset = coll._root_dataset
        if field is None or dataset._field_at(field_name) is not None:
            return
        with dataset._lock:
            field.created_at = now()
            dataset._insert_field(frames, path, field)
            dataset._doc.save()

    def _list_updates(
        self,
        store: Any,
        pairs: list[Any],
        list_path: str,
        db_path: str,
        encode: Any,
        skip_none: bool,
        frames: bool,
    ) -> Iterator[Update]:
        """Updates of documents in lists: of those that are shown, in their order."""
        coll: Any = self
        rest = db_path[len(list_path) + 1 :]
        filtered = coll._get_filtered_fields(frames) if hasattr(coll, "_get_filtered_fields") else None
        shown: dict[ObjectId, list[Any]] = {}
        if filtered:
            for doc in coll._aggregate([{"$project": {list_path: True}}], frames_only=frames):
                shown[doc["_id"]] = labels_at(doc, list_path) or []
        moment = now()
        whole = {d["_id"]: d for d in store.find([id for id, _ in pairs])}
        for id, values in pairs:
            document = whole.get(id)
            elements = labels_at(document, list_path) if document is not None else None
            if values is None or not isinstance(elements, list) or document is None:
                continue
            places = _places(elements, shown.get(id, elements) if filtered else elements)
            new = list(elements)
            for place, value in zip(places, values):  # noqa: B905
                if value is None and skip_none:
                    continue
                new[place] = _with(new[place], rest, None if value is None else encode(value))
            head, changed = put_at(document, list_path, new)
            yield Update(id, {head: changed, "last_modified_at": moment})

    def set_label_values(
        self,
        field_name: str,
        values: Any,
        dynamic: bool = False,
        skip_none: bool = False,
        validate: bool = True,
        progress: Any = False,
    ) -> None:
        """Sets an attribute of labels.

        Args:
            field_name: its path, such as `ground_truth.detections.age`
            values: values by id of labels, or dicts with `label_id` and `value`

        Raises:
            ValueError: if it does not lie inside labels, or a value does not fit
        """
        coll: Any = self
        by_id = values if isinstance(values, Mapping) else {v["label_id"]: v["value"] for v in values}
        wanted = {ObjectId(k): v for k, v in by_id.items() if v is not None or not skip_none}
        path, frames = coll._handle_frame_field(field_name)
        label_field = coll._get_root_field(field_name)
        root = coll._root_of_labels(label_field)
        if not field_name.startswith(root + "."):
            raise ValueError(f"'{field_name}' is no path inside the labels at '{root}'")
        rest = coll._db_path(field_name)[len(coll._db_path(root)) + 1 :]
        field = self._field_for(field_name, path, frames, list(wanted.items()), True, dynamic)
        encode = _encoder(field, field_name, validate)
        new = {k: None if v is None else encode(v) for k, v in wanted.items()}
        self._declare_for_values(field_name, path, frames, field)
        edit_labels(
            coll, [label_field], lambda d: _with(d, rest, new[d["_id"]]) if d.get("_id") in new else d
        )


def _new_frame(dataset: Any, sample_id: ObjectId, number: int, id: ObjectId) -> Document:
    moment = now()
    return {
        "_id": id,
        "frame_number": number,
        "_sample_id": sample_id,
        "_dataset_id": dataset._id,
        "created_at": moment,
        "last_modified_at": moment,
    }


def _places(elements: list[Any], shown: list[Any]) -> list[int]:
    """Where the elements that are shown lie among all: by id, or else by place."""
    if shown is elements:
        return list(range(len(elements)))
    where = {e.get("_id"): i for i, e in enumerate(elements) if isinstance(e, dict)}
    return [where[e["_id"]] for e in shown if isinstance(e, dict) and e.get("_id") in where]


def _with(document: Document, path: str, value: Any) -> Document:
    head, _, rest = path.partition(".")
    if rest:
        inner = document.get(head)
        return {**document, head: _with(inner if isinstance(inner, dict) else {}, rest, value)}
    return {**document, head: value}


def _encoder(field: Field | None, path: str, validate: bool) -> Any:
    if field is None:
        return encode_any

    def encode(value: Any) -> Any:
        try:
            return field.encode(value)
        except ValidationError as error:
            if not validate:
                return encode_any(value)
            raise ValueError(f"Invalid value for field '{path}'. Reason: {error}") from None

    return encode


def _inferred_of(pairs: list[tuple[Any, Any]], path: str) -> Field | None:
    """A field that all values fit: the first that is known, widened by others."""
    found: Field | None = None
    for _, value in pairs:
        for one in value if isinstance(value, list) and "." in path else (value,):
            if one is None:
                continue
            try:
                other = infer_field(one)
            except TypeError as error:
                raise ValueError(f"Invalid value for field '{path}'. Reason: {error}") from None
            if other is None or (found is not None and str(found) == str(other)):
                continue
            if found is None or (isinstance(found, ListField) and found.field is None):
                found = other
            else:
                found = merge_types(found, other) or found
            if isinstance(one, EmbeddedDocument) or document_field(found) is not None:
                break
    return found.named(path.rpartition(".")[2]) if found is not None else None
