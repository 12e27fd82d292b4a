"""Tagging samples and labels, and taking tags away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .engine.store import Document, Update
from .fields import now
from .label_editing import BATCH, Shown, edit_labels, shown_labels


def _list(tags: Any) -> list[str]:
    out = [tags] if isinstance(tags, str) else list(tags)
    wrong = next((t for t in out if not isinstance(t, str)), None)
    if wrong is not None:
        raise ValueError(f"tags must be strings, not {wrong!r}")
    return out


def _added(tags: list[str]) -> Callable[[list[str]], list[str]]:
    return lambda old: old + [t for t in dict.fromkeys(tags) if t not in old]


def _removed(tags: list[str]) -> Callable[[list[str]], list[str]]:
    return lambda old: [t for t in old if t not in tags]


class CollectionTagging:
    """Tags of samples and labels."""

    def tag_samples(self, tags: Any) -> None:
        """Gives all samples tags; those that have them already stay as they are.

        Raises:
            ValueError: if a tag is no string
        """
        self._edit_sample_tags(_added(_list(tags)))

    def untag_samples(self, tags: Any) -> None:
        """Takes tags from all samples.

        Raises:
            ValueError: if a tag is no string
        """
        self._edit_sample_tags(_removed(_list(tags)))

    def _edit_sample_tags(self, edit: Callable[[list[str]], list[str]]) -> None:
        coll: Any = self
        store, moment = coll._root_dataset._store, now()
        updates = []
        for document in store.find(coll._sample_ids_in_order()):
            old = document.get("tags") or []
            new = edit(old)
            if new != old:
                updates.append(Update(document["_id"], {"tags": new, "last_modified_at": moment}))
        for start in range(0, len(updates), BATCH):
            store.update(updates[start : start + BATCH])

    def _sample_ids_in_order(self) -> list[Any]:
        coll: Any = self
        return [d["_id"] for d in coll._aggregate([{"$project": {"_id": True}}])]

    def tag_labels(self, tags: Any, label_fields: Any = None) -> None:
        """Gives all labels that are shown tags.

        Args:
            label_fields: the fields; by default all with labels

        Raises:
            ValueError: if a field has no labels, or a tag is no string
        """
        self._edit_label_tags(_added(_list(tags)), label_fields)

    def untag_labels(self, tags: Any, label_fields: Any = None) -> None:
        """Takes tags from all labels that are shown.

        Raises:
            ValueError: if a field has no labels, or a tag is no string
        """
        self._edit_label_tags(_removed(_list(tags)), label_fields)

    def _edit_label_tags(self, edit: Callable[[list[str]], list[str]], label_fields: Any) -> None:
        coll: Any = self
        fields = [label_fields] if isinstance(label_fields, str) else label_fields
        fields = coll._get_label_fields() if fields is None else list(fields)

        def change(label: Document) -> Document:
            old = label.get("tags") or []
            new = edit(old)
            return label if new == old else {**label, "tags": new}

        if coll.media_type == "group" and coll._is_full_collection():
            # only the slice that is shown, as in FiftyOne (measured)
            coll = coll.select_group_slices(coll.group_slice, _allow_mixed=True)
        edit_labels(coll, fields, change)

    def _label_places(self, fields: list[str]) -> Iterator[tuple[Any, dict[str, str], Shown]]:
        """Where the labels of fields lie: stores, paths by field, and which ones are shown."""
        coll: Any = self
        sample_fields, frame_fields = coll._split_frame_fields(fields)
        dataset = coll._root_dataset
        for frames, names in ((False, sample_fields), (True, frame_fields)):
            if names:
                prefix = coll._FRAMES_PREFIX if frames else ""
                roots = {n: coll._root_of_labels(prefix + n)[len(prefix) :] for n in names}
                store = dataset._frame_store if frames else dataset._store
                yield store, roots, self._shown_labels(roots, frames)

    def _shown_labels(self, roots: dict[str, str], frames: bool) -> Shown:
        return shown_labels(self, roots, frames)

    def _get_selected_labels(
        self, ids: Any = None, instance_ids: Any = None, tags: Any = None, fields: Any = None
    ) -> list[dict[str, Any]]:
        """The labels that are shown, as dicts of sample id, frame number, field and label id."""
        coll: Any = self
        asked = {"ids": ids, "instance_ids": instance_ids, "tags": tags}
        is_all = all(wanted is None for wanted in asked.values())
        view = coll if is_all else coll.select_labels(**asked, fields=fields)
        out = []
        if fields is None:
            fields = view._get_label_fields()
        for field in [fields] if isinstance(fields, str) else fields:
            root = view._root_of_labels(field)
            frames = view._is_frame_field(field)
            paths = ["id", f"{root}.id", *(["frames.frame_number"] if frames else [])]
            for sample_id, label_ids, *numbers in zip(*view.values(paths), strict=True):
                for label_id, number in _flat(label_ids, numbers[0] if numbers else None):
                    facts = {"label_id": label_id, "sample_id": sample_id, "field": field}
                    out.append({**facts, "frame_number": number} if frames else facts)
        return out

    def _delete_labels(self, labels: Any, fields: Any = None) -> None:
        """Deletes labels, given as `_get_selected_labels` does, from the dataset."""
        coll: Any = self
        coll._root_dataset.delete_labels(labels=labels, fields=fields)


def _flat(ids: Any, numbers: Any) -> list[tuple[str, Any]]:
    if numbers is not None:
        return [(i, n) for inner, n in zip(ids or (), numbers, strict=True) for i, _ in _flat(inner, None)]
    if isinstance(ids, list):
        return [(i, None) for i in ids if i is not None]
    return [(ids, None)] if ids is not None else []
