"""Merging samples into a dataset, and deleting labels from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bson import ObjectId

from .label_editing import edit_labels
from .sample import Sample


class DatasetMerging:
    """Merging and label deletion."""

    _doc: Any

    def merge_samples(
        self,
        samples: Any,
        key_field: str = "filepath",
        key_fcn: Callable[[Any], Any] | None = None,
        skip_existing: bool = False,
        insert_new: bool = True,
        fields: Any = None,
        omit_fields: Any = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        dynamic: bool = False,
        include_info: bool = True,
        overwrite_info: bool = False,
        progress: Any = None,
        num_samples: int | None = None,
        **_others: Any,
    ) -> None:
        """Merges samples into those with the same key; the others are added.

        Args:
            key_field: the field whose value is the key
            skip_existing: leave samples that are there as they are
            insert_new: add samples that are not there
            merge_lists: append lists, and join the labels of lists by id
            overwrite: replace values that are there

        Raises:
            ValueError: if a value does not fit its field, or a field is new and must not be
        """
        dataset: Any = self
        key_of = key_fcn or (lambda sample: sample[key_field])
        options = (omit_fields, merge_lists, merge_embedded_docs, overwrite, expand_schema)
        with dataset._lock:
            if hasattr(samples, "_validate_root_field") and key_fcn is None:
                samples._validate_root_field(key_field)
            known: dict[Any, str] = {}
            if key_fcn is None:
                for key, id in zip(dataset.values(key_field), dataset.values("id"), strict=True):
                    known.setdefault(key, id)
            else:
                for sample in dataset.iter_samples():
                    known.setdefault(key_fcn(sample), sample.id)
            new: dict[Any, Sample] = {}
            incoming = list(samples)
            with dataset.save_context() as context:
                for sample in incoming:
                    key = key_of(sample)
                    if key in known:
                        if not skip_existing:
                            own = dataset[str(known[key])]
                            own.merge(sample, _present(fields, sample), *options, dynamic=dynamic)
                            context.save(own)
                    elif key in new:
                        new[key].merge(sample, _present(fields, sample), *options, dynamic=dynamic)
                    elif insert_new:
                        new[key] = sample._copied(_present(fields, sample), omit_fields)
            if new:
                dataset.add_samples(new.values(), expand_schema=expand_schema, dynamic=dynamic)
            if include_info and hasattr(samples, "_root_dataset"):
                dataset._merge_info(samples, overwrite_info)

    def merge_sample(
        self,
        sample: Any,
        key_field: str = "filepath",
        skip_existing: bool = False,
        insert_new: bool = True,
        **options: Any,
    ) -> None:
        """Merges a sample into the one with the same key, or adds it."""
        options.pop("validate", None)
        self.merge_samples([sample], key_field, None, skip_existing, insert_new, **options)

    def delete_labels(
        self,
        labels: Any = None,
        ids: Any = None,
        instance_ids: Any = None,
        tags: Any = None,
        view: Any = None,
        fields: Any = None,
    ) -> None:
        """Deletes labels: those given, or those with some ids or tags, or those that a view shows.

        Args:
            labels: dicts with `label_id` and `field`, as `ctx.selected_labels` has
            fields: look only in these fields
        """
        self._delete_found_labels(labels, ids, instance_ids, tags, view, fields)

    def _delete_found_labels(
        self,
        labels: Any = None,
        ids: Any = None,
        instance_ids: Any = None,
        tags: Any = None,
        view: Any = None,
        fields: Any = None,
    ) -> None:
        dataset: Any = self
        names = [fields] if isinstance(fields, str) else list(fields) if fields is not None else None
        if view is not None:
            chosen = view._get_label_fields() if names is None else names
            if view._root_dataset is not self:
                raise ValueError(f"the view is of dataset '{view._root_dataset.name}', not '{dataset.name}'")
            edit_labels(view, chosen, lambda label: None)
        if labels is not None:
            by_field: dict[str, set[ObjectId]] = {}
            for one in labels:
                by_field.setdefault(one["field"], set()).add(ObjectId(one["label_id"]))
            for field, going in by_field.items():
                if names is None or field in names:
                    edit_labels(dataset, [field], _without(lambda d, g=going: d.get("_id") in g))  # type: ignore[misc]
        chosen = dataset._get_label_fields() if names is None else names
        if ids is not None:
            wanted = {ObjectId(i) for i in ([ids] if isinstance(ids, (str, ObjectId)) else ids)}
            edit_labels(dataset, chosen, _without(lambda d: d.get("_id") in wanted))
        if instance_ids is not None:
            given = [instance_ids] if isinstance(instance_ids, (str, ObjectId)) else instance_ids
            objects = {ObjectId(i) for i in given}
            edit_labels(dataset, chosen, _without(lambda d: (d.get("instance") or {}).get("_id") in objects))
        if tags is not None:
            words = {tags} if isinstance(tags, str) else set(tags)
            edit_labels(dataset, chosen, _without(lambda d: not words.isdisjoint(d.get("tags") or ())))


def _without(goes: Callable[[dict[str, Any]], bool]) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    return lambda label: None if goes(label) else label


def _present(fields: Any, sample: Any) -> Any:
    """Those of some fields (or of new names by field) that a sample has; None stands for all."""
    if fields is None:
        return None
    if isinstance(fields, Mapping):
        return {k: v for k, v in fields.items() if sample.has_field(k)}
    return [f for f in ([fields] if isinstance(fields, str) else fields) if sample.has_field(f)]
