"""Moving labels between fields."""

from __future__ import annotations

from typing import Any

from .engine.store import Update
from .fields import now
from .label_editing import labels_at, put_at


def split_labels(collection: Any, in_field: str, out_field: str, filter: Any = None) -> None:
    """Moves labels (for which an expression holds) from a field to another, new one.

    Raises:
        ValueError: if the field has no labels
    """
    source = collection if filter is None else collection.filter_labels(in_field, filter)
    _move(collection, source, in_field, out_field)


def merge_labels(collection: Any, in_field: str, out_field: str) -> None:
    """Moves the labels of a field into another; the field is deleted if nothing remains in it.

    Raises:
        AttributeError: if there is no field to take labels from
        ValueError: if a field has no labels
    """
    dataset = collection._root_dataset
    if not dataset.has_field(in_field):
        raise AttributeError(f"Sample field '{in_field}' does not exist")
    _move(collection, collection, in_field, out_field)
    if collection._is_full_collection():
        name, frames = dataset._handle_frame_field(in_field)
        dataset._delete_fields(frames, [name], error_level=0)


def _move(collection: Any, source: Any, in_field: str, out_field: str) -> None:
    dataset = collection._root_dataset
    root = dataset._root_of_labels(in_field)
    name, frames = dataset._handle_frame_field(in_field)
    new, new_frames = dataset._handle_frame_field(out_field)
    if frames != new_frames:
        raise ValueError("labels cannot be moved between fields of samples and of frames")
    prefix = len("frames.") if frames else 0
    if not dataset.has_field(out_field):
        dataset._insert_field(frames, new, dataset._copy_field(frames, name, new))
        dataset._doc.save()
    from_root, to_root = root[prefix:], dataset._root_of_labels(out_field)[prefix:]
    store = dataset._frame_store if frames else dataset._store
    shown = source._shown_labels({name: from_root}, frames)
    moment, updates = now(), []
    for document in store.find(list(shown)):
        ids = shown[document["_id"]][name]
        labels, there = labels_at(document, from_root), labels_at(document, to_root)
        if labels is None:
            continue
        if isinstance(labels, list):
            going = [x for x in labels if ids is None or x.get("_id") in ids]
            staying = [x for x in labels if not (ids is None or x.get("_id") in ids)]
            if not going:
                continue
            head, left = put_at(document, from_root, staying)
            target, joined = put_at({**document, head: left}, to_root, [*(there or []), *going])
            joined.setdefault("_cls", document[head].get("_cls")) if isinstance(joined, dict) else None
            updates.append(Update(document["_id"], {head: left, target: joined, "last_modified_at": moment}))
        elif ids is None or labels.get("_id") in ids:
            updates.append(
                Update(document["_id"], {to_root: labels, "last_modified_at": moment}, [from_root])
            )
    store.update(updates)
