"""Editing labels where they lie: in the documents of samples or frames, also when a view shows only some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bson import ObjectId

from .engine.store import Document, Update
from .fields import now

Edit = Callable[[Document], Document | None]
Shown = dict[ObjectId, dict[str, set[Any] | None]]

BATCH = 10_000


def labels_at(document: Document, root: str) -> Any:
    """What lies at the path of the labels of a field: one label, or a list of them."""
    value: Any = document
    for part in root.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def put_at(document: Document, root: str, value: Any) -> tuple[str, Any]:
    """The top-level field of a path, and its value with another value at the path."""
    head, _, rest = root.partition(".")
    return head, _put(document.get(head), rest.split(".") if rest else [], value)


def _put(holder: Any, parts: list[str], value: Any) -> Any:
    if not parts:
        return value
    inner = holder if isinstance(holder, dict) else {}
    return {**inner, parts[0]: _put(inner.get(parts[0]), parts[1:], value)}


def shown_labels(collection: Any, roots: dict[str, str], frames: bool) -> Shown:
    """The ids of the labels that a collection shows, by document and field; None for all of them.

    Args:
        roots: the paths of labels by field
    """
    filtered = (
        collection._get_filtered_fields(frames) if hasattr(collection, "_get_filtered_fields") else None
    )
    if filtered is None and collection._is_full_collection() and not frames:
        return {i: dict.fromkeys(roots) for i in collection._root_dataset._store.ids()}
    heads = {root.split(".")[0]: True for root in roots.values()}
    keep: dict[str, Any] = {"_id": True} if filtered is None else {"_id": True, **heads}
    out: Shown = {}
    for document in collection._aggregate([{"$project": keep}], frames_only=frames):
        if filtered is None:
            out[document["_id"]] = dict.fromkeys(roots)
        else:
            out[document["_id"]] = {field: _ids(labels_at(document, root)) for field, root in roots.items()}
    return out


def _ids(labels: Any) -> set[Any]:
    found = labels if isinstance(labels, list) else [labels]
    return {label.get("_id") for label in found if isinstance(label, dict)}


def edit_labels(collection: Any, fields: Iterable[str], edit: Edit) -> int:
    """Puts each label that a collection shows through a function; the number of documents that changed.

    Args:
        edit: gives the new label, the label itself if it stays, or None if it goes
    """
    changed = 0
    for store, roots, shown in collection._label_places(list(fields)):
        updates = list(_updates(store, shown, roots, edit))
        for start in range(0, len(updates), BATCH):
            store.update(updates[start : start + BATCH])
        changed += len(updates)
    return changed


def _updates(store: Any, shown: Shown, roots: dict[str, str], edit: Edit) -> Iterator[Update]:
    moment = now()
    for document in store.find(list(shown)):
        new: Document = {}
        gone: list[str] = []
        for field, ids in shown[document["_id"]].items():
            root = roots[field]
            labels = labels_at(document, root)
            if isinstance(labels, list):
                edited = _edited_list(labels, ids, edit)
                if edited is not labels:
                    head, value = put_at({**document, **new}, root, edited)
                    new[head] = value
            elif isinstance(labels, dict) and (ids is None or labels.get("_id") in ids):
                after = edit(labels)
                if after is None:
                    gone.append(root)
                elif after is not labels:
                    head, value = put_at({**document, **new}, root, after)
                    new[head] = value
        if new or gone:
            yield Update(document["_id"], {**new, "last_modified_at": moment}, gone)


def _edited_list(labels: list[Any], ids: set[Any] | None, edit: Edit) -> list[Any]:
    out, changed = [], False
    for label in labels:
        if not isinstance(label, dict) or (ids is not None and label.get("_id") not in ids):
            out.append(label)
            continue
        after = edit(label)
        changed = changed or after is not label
        if after is not None:
            out.append(after)
    return out if changed else labels
