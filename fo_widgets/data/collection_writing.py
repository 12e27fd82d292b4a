"""What writes through a collection to its dataset, and what a view adds to that."""

from __future__ import annotations

from typing import Any

from .collection_evaluation import CollectionEvaluation
from .collection_indexes import CollectionIndexes
from .collection_media import CollectionMedia
from .collection_runs import CollectionRuns
from .collection_tagging import CollectionTagging
from .collection_values import CollectionValues
from .engine.store import Update
from .fields import now
from .label_editing import BATCH
from .save_context import SaveContext
from .schema import Schema, flatten


class CollectionWriting(
    CollectionValues,
    CollectionTagging,
    CollectionIndexes,
    CollectionRuns,
    CollectionMedia,
    CollectionEvaluation,
):
    """Setting values, tagging, indexes, runs, media, evaluation, and saving in batches."""

    def save_context(self, batch_size: Any = None, batching_strategy: Any = None) -> SaveContext:
        """A context whose `save(sample)` writes in batches."""
        return SaveContext(self, batch_size)

    def update_samples(self, update_fcn: Any, progress: Any = None, **_others: Any) -> None:
        """Calls a function with each sample, and saves what it changes."""
        coll: Any = self
        for sample in coll.iter_samples(autosave=True):
            update_fcn(sample)

    def map_samples(self, map_fcn: Any, save: bool = False, progress: Any = None, **_others: Any) -> Any:
        """Ids and results of a function called with each sample."""
        coll: Any = self
        for sample in coll.iter_samples(autosave=save):
            yield sample.id, map_fcn(sample)

    def split_labels(self, in_field: str, out_field: str, filter: Any = None) -> None:
        """Moves labels (for which an expression holds) from a field to another, new one."""
        from .label_moves import split_labels

        split_labels(self, in_field, out_field, filter)

    def merge_labels(self, in_field: str, out_field: str) -> None:
        """Moves the labels of a field into another; the field is deleted if it is empty then."""
        from .label_moves import merge_labels

        merge_labels(self, in_field, out_field)


class ViewWriting(CollectionWriting):
    """What views can write besides."""

    def save(self, fields: Any = None) -> None:
        """Writes what the view shows of its samples to the dataset: filtered, mapped and computed values.

        What the view leaves out of its samples is cleared, as FiftyOne does it.

        Args:
            fields: only these fields
        """
        view: Any = self
        dataset = view._root_dataset
        for frames in (False, True) if view._has_frame_fields() else (False,):
            touched = {*(view._get_filtered_fields(frames) or ()), *(view._get_edited_fields(frames) or ())}
            names = {p.split(".")[0] for p in touched} - ({"frames"} if not frames else set())
            names |= changed_fields(dataset._all_fields(frames), view._all_fields(frames))
            if fields is not None:
                given = [fields] if isinstance(fields, str) else list(fields)
                chosen = view._split_frame_fields(given)[1 if frames else 0]
                names = {p.split(".")[0] for p in chosen} & set(view._all_fields(frames))
            if not names:
                continue
            store, moment = (dataset._frame_store if frames else dataset._store), now()
            updates = []
            for document in view._aggregate(frames_only=frames):
                new = {n: document[n] for n in names if n in document}
                updates.append(
                    Update(
                        document["_id"],
                        {**new, "last_modified_at": moment},
                        [n for n in names if n not in document],
                    )
                )
            for start in range(0, len(updates), BATCH):
                store.update(updates[start : start + BATCH])

    def keep(self) -> None:
        """Deletes the samples of the dataset that the view does not show."""
        view: Any = self
        dataset = view._root_dataset
        kept = set(view._with_whole_groups()._sample_ids_in_order())
        dataset._delete_ids([i for i in dataset._store.ids() if i not in kept])

    def keep_fields(self) -> None:
        """Deletes the fields of the dataset that the view does not show."""
        view: Any = self
        dataset = view._root_dataset
        shown = set(view.get_field_schema())
        gone = [n for n in dataset.get_field_schema() if n not in shown]
        dataset._delete_fields(False, gone, error_level=0)
        if view._has_frame_fields():
            shown = set(view.get_frame_field_schema())
            dataset._delete_fields(True, [n for n in dataset.get_frame_field_schema() if n not in shown], 0)

    def keep_frames(self) -> None:
        """Deletes the frames of the view's videos that it does not show."""
        view: Any = self
        store = view._root_dataset._frame_store
        if store is not None:
            kept = {d["_id"] for d in view._aggregate([{"$project": {"_id": True}}], frames_only=True)}
            match = {"$match": {"_sample_id": {"$in": view._sample_ids_in_order()}}}
            store.delete(
                [
                    d["_id"]
                    for d in store.aggregate([match, {"$project": {"_id": True}}])
                    if d["_id"] not in kept
                ]
            )

    def clear(self) -> None:
        """Deletes the samples that the view shows from the dataset."""
        view: Any = self
        view._root_dataset._delete_ids(view._sample_ids_in_order())

    def clear_frames(self) -> None:
        """Deletes the frames that the view shows from the dataset."""
        view: Any = self
        store = view._root_dataset._frame_store
        if store is not None:
            store.delete([d["_id"] for d in view._aggregate([{"$project": {"_id": True}}], frames_only=True)])

    def clone(self, name: str | None = None, persistent: bool = False, include_indexes: bool = True) -> Any:
        """A dataset with copies of what the view shows.

        Raises:
            ValueError: if the name is taken
        """
        from .cloning import clone

        return clone(self, name, persistent)

    def clone_sample_field(self, field_name: str, new_field_name: str) -> None:
        """Copies a field of samples, with the values that the view shows."""
        self.clone_sample_fields({field_name: new_field_name})

    def clone_sample_fields(self, field_mapping: Any) -> None:
        """Copies fields of samples, with the values that the view shows."""
        view: Any = self
        view._root_dataset._clone(False, field_mapping, view)

    def clone_frame_field(self, field_name: str, new_field_name: str) -> None:
        """Copies a field of frames, with the values that the view shows."""
        self.clone_frame_fields({field_name: new_field_name})

    def clone_frame_fields(self, field_mapping: Any) -> None:
        """Copies fields of frames, with the values that the view shows."""
        view: Any = self
        view._root_dataset._clone(True, field_mapping, view)

    def clear_sample_field(self, field_name: str) -> None:
        """Puts a field of the samples in the view to None."""
        self.clear_sample_fields([field_name])

    def clear_sample_fields(self, field_names: Any) -> None:
        """Puts fields of the samples in the view to None."""
        view: Any = self
        names = [field_names] if isinstance(field_names, str) else list(field_names)
        view._root_dataset._clear_fields(False, names, view._sample_ids_in_order())

    def clear_frame_field(self, field_name: str) -> None:
        """Puts a field of the frames in the view to None."""
        self.clear_frame_fields([field_name])

    def clear_frame_fields(self, field_names: Any) -> None:
        """Puts fields of the frames in the view to None."""
        view: Any = self
        names = [field_names] if isinstance(field_names, str) else list(field_names)
        ids = [d["_id"] for d in view._aggregate([{"$project": {"_id": True}}], frames_only=True)]
        view._root_dataset._clear_fields(True, names, ids)


def changed_fields(whole: Schema, shown: Schema) -> set[str]:
    """The top-level fields that are not shown, or of which parts are not."""
    public = {n: f for n, f in whole.items() if not n.startswith("_")}
    return {
        n for n, f in public.items() if n not in shown or set(flatten({n: f})) != set(flatten({n: shown[n]}))
    }
