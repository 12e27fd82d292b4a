"""Reaching samples: by place, id, path or condition, one after the other, or all as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import Any

import numpy as np
from bson import ObjectId

from . import media
from .expressions.core import ExpressionBase

NO_INDEX = (
    "Accessing {}samples by numeric index is not supported. Use sample IDs, filepaths, slices, boolean arrays, "
    "or a boolean ViewExpression instead"
)


class CollectionAccess:
    """Samples of a collection."""

    _NUMBERS_RAISE: type[Exception] = ValueError

    def _make_sample(self, doc: dict[str, Any]) -> Any:
        raise NotImplementedError(f"{type(self).__name__} makes no samples")

    def _samples(self, pipeline: Any = None) -> Iterator[Any]:
        coll: Any = self
        for doc in coll._iter_docs(pipeline):
            yield self._make_sample(doc)

    def __bool__(self) -> bool:
        """Whether there is any sample."""
        return len(self) > 0

    def __len__(self) -> int:
        """The number of samples."""
        coll: Any = self
        return int(coll.count())

    def __iter__(self) -> Iterator[Any]:
        """The samples in order."""
        return self.iter_samples()

    def iter_samples(
        self,
        progress: Any = False,
        autosave: bool = False,
        batch_size: Any = None,
        batching_strategy: Any = None,
    ) -> Iterator[Any]:
        """The samples in order.

        Args:
            autosave: save what is changed in them
        """
        coll: Any = self
        saving = (
            coll.save_context(batch_size=batch_size, batching_strategy=batching_strategy)
            if autosave
            else None
        )
        with saving or nullcontext() as context:
            for sample in self._samples():
                yield sample
                if context is not None:
                    context.save(sample)

    def first(self) -> Any:
        """The first sample.

        Raises:
            ValueError: if there is none
        """
        for sample in self._samples([{"$limit": 1}]):
            return sample
        raise ValueError(f"{self._name_of_kind} is empty")

    def last(self) -> Any:
        """The last sample.

        Raises:
            ValueError: if there is none
        """
        found = self.tail(1)
        if not found:
            raise ValueError(f"{self._name_of_kind} is empty")
        return found[0]

    def head(self, num_samples: int = 3) -> list[Any]:
        """The first samples."""
        return list(self._samples([{"$limit": num_samples}])) if num_samples > 0 else []

    def tail(self, num_samples: int = 3) -> list[Any]:
        """The last samples."""
        skip = max(len(self) - num_samples, 0)
        return list(self._samples([{"$skip": skip}] if skip else []))

    def one(self, expr: Any, exact: bool = False) -> Any:
        """A sample for which an expression holds; the only one, if `exact`.

        Raises:
            ValueError: if there is none, or with `exact` several
        """
        coll: Any = self
        view = coll.match(expr)
        if exact and (number := len(view)) > 1:
            raise ValueError(f"Expected one matching sample, but found {number} matches")
        step = view._stages[-1].to_mongo(coll)
        for sample in self._samples([*step, {"$limit": 1}]):
            return sample
        raise ValueError("No samples match the given expression")

    @property
    def _name_of_kind(self) -> str:
        return type(self).__name__

    def _find(self, id_or_filepath: str) -> Any:
        """The sample of an id or a path.

        Raises:
            KeyError: if there is none
        """
        is_id = ObjectId.is_valid(id_or_filepath)
        match = {"_id": ObjectId(id_or_filepath)} if is_id else {"filepath": id_or_filepath}
        for sample in self._samples([{"$match": match}, {"$limit": 1}]):
            return sample
        raise KeyError(f"No sample found with {'ID' if is_id else 'filepath'} '{id_or_filepath}'")

    def __contains__(self, sample_id: Any) -> bool:
        """Whether there is a sample of an id or a path."""
        try:
            self._find(str(sample_id))
        except KeyError:
            return False
        return True

    def __getitem__(self, key: Any) -> Any:
        """The sample of an id or path; or a view: of a slice, an expression, booleans, or ids.

        Raises:
            KeyError: if there is no such sample
            ValueError: for a number, or a slice with a step
        """
        coll: Any = self
        if isinstance(key, (int, np.integer)):
            raise self._NUMBERS_RAISE(
                NO_INDEX.format("dataset " if self._NUMBERS_RAISE is ValueError else "")
            )
        if isinstance(key, slice):
            return self._slice(key)
        if isinstance(key, ExpressionBase):
            return coll.match(key)
        if isinstance(key, (str, ObjectId)):
            return self._find(str(key))
        if not isinstance(key, Iterable):
            raise KeyError(key)
        items = list(key)
        if items and isinstance(items[0], (bool, np.bool_)):
            ids = coll.values("id")
            return coll.select([i for i, keep in zip(ids, items, strict=False) if keep])
        return coll.select(items)

    def _slice(self, part: slice) -> Any:
        if part.step is not None and part.step != 1:
            raise ValueError(f"Unsupported slice '{part}'; step is not supported")
        coll: Any = self
        start, stop = part.start or 0, part.stop
        if start < 0 or (stop is not None and stop < 0):
            start, stop, _ = slice(start, stop).indices(len(self))
        view = coll.skip(start) if start > 0 else coll.view()
        return view if stop is None else view.limit(max(stop - start, 0))

    # -- groups --------------------------------------------------------------

    def iter_groups(
        self,
        group_slices: Any = None,
        progress: Any = False,
        autosave: bool = False,
        batch_size: Any = None,
        batching_strategy: Any = None,
    ) -> Iterator[dict[str, Any]]:
        """The groups in order, each as samples by slice.

        Raises:
            ValueError: if there are no groups
        """
        coll: Any = self
        saving = (
            coll.save_context(batch_size=batch_size, batching_strategy=batching_strategy)
            if autosave
            else None
        )
        with saving or nullcontext() as context:
            for group in self._groups(None, group_slices):
                yield group
                if context is not None:
                    for sample in group.values():
                        context.save(sample)

    def get_group(self, group_id: Any, group_slices: Any = None) -> dict[str, Any]:
        """The samples of a group by slice.

        Raises:
            KeyError: if there is no such group
        """
        known = self._groups(ObjectId(group_id), group_slices)
        if group := next(known, None):
            return group
        raise KeyError(f"No group found with ID '{group_id}' in field '{self._group_field_name()}'")

    def _group_field_name(self) -> str:
        coll: Any = self
        if coll.media_type != media.GROUP:
            raise ValueError(f"{self._name_of_kind} does not contain groups")
        if coll._is_dynamic_groups:
            raise ValueError("these groups are dynamic; call get_dynamic_group() or iter_dynamic_groups()")
        return str(coll.group_field)

    def _groups(self, group_id: Any, group_slices: Any) -> Iterator[dict[str, Any]]:
        coll: Any = self
        path = self._group_field_name()
        chosen = [group_slices] if isinstance(group_slices, str) else group_slices
        names = list(coll.group_media_types or {}) if chosen is None else list(chosen)
        wanted = [] if group_id is None else [{"$match": {f"{path}._id": group_id}}]
        ids = [d["id"] for d in coll._aggregate([*wanted, {"$project": {"id": f"${path}._id"}}])]
        match = {f"{path}._id": {"$in": ids}, f"{path}.name": {"$in": names}}
        groups: dict[Any, dict[str, Any]] = {}
        for doc in coll._root_dataset._store.aggregate([{"$match": match}]):
            groups.setdefault(doc[path]["_id"], {})[doc[path]["name"]] = doc
        for found in ids:
            if found in groups:
                yield {n: self._make_sample(groups[found][n]) for n in names if n in groups[found]}

    # -- as text -------------------------------------------------------------

    def __repr__(self) -> str:
        """The summary."""
        coll: Any = self
        return str(coll.summary())

    def __str__(self) -> str:
        """The summary."""
        return repr(self)

    def _summary(self, facts: Mapping[str, Any], ending: Iterable[str] = ()) -> str:
        """Facts in columns, then fields, then an ending."""
        coll: Any = self
        width = max(len(k) for k in facts) + 1
        lines = [f"{k + ':':<{width}} {v}" for k, v in facts.items()]
        lines += [f"{coll._element_str_of_fields} fields:", coll._to_fields_str(coll.get_field_schema())]
        if coll._has_frame_fields():
            lines += ["Frame fields:", coll._to_fields_str(coll.get_frame_field_schema())]
        return "\n".join([*lines, *ending])

    def to_dict(
        self,
        rel_dir: str | None = None,
        include_private: bool = False,
        include_frames: bool = False,
        frame_labels_dir: str | None = None,
        pretty_print: bool = False,
        progress: Any = None,
    ) -> dict[str, Any]:
        """The whole collection as JSON."""
        coll: Any = self
        out: dict[str, Any] = {
            "name": coll._root_dataset.name,
            "version": getattr(coll._root_dataset, "version", None),
            "media_type": coll.media_type,
        }
        if coll.media_type == media.GROUP:
            out["group_field"], out["group_media_types"] = coll.group_field, coll.group_media_types
            out["default_group_slice"] = coll.default_group_slice
        out["sample_fields"] = {n: str(f) for n, f in coll.get_field_schema().items()}
        if coll._has_frame_fields():
            out["frame_fields"] = {n: str(f) for n, f in (coll.get_frame_field_schema() or {}).items()}
        out["info"] = coll.info
        for name in ("classes", "default_classes", "mask_targets", "default_mask_targets", "skeletons"):
            value = getattr(coll, name)
            if value:
                out[name] = _plain(value)
        if coll.default_skeleton is not None:
            out["default_skeleton"] = _plain(coll.default_skeleton)
        stages = coll._serialize() if coll._all_stages else []
        if stages:
            out["stages"] = stages
        every = coll.view()._with_whole_groups()
        out["samples"] = [_relative(s, rel_dir, include_private, include_frames) for s in every._samples()]
        return out

    def to_json(
        self,
        rel_dir: str | None = None,
        include_private: bool = False,
        include_frames: bool = False,
        frame_labels_dir: str | None = None,
        pretty_print: bool = False,
    ) -> str:
        """The whole collection as a JSON string."""
        data = self.to_dict(rel_dir, include_private, include_frames)
        return json.dumps(data, indent=4 if pretty_print else None, default=str)

    def write_json(
        self,
        json_path: str,
        rel_dir: str | None = None,
        include_private: bool = False,
        include_frames: bool = False,
        frame_labels_dir: str | None = None,
        pretty_print: bool = False,
    ) -> None:
        """Writes the whole collection to a JSON file."""
        with open(json_path, "w", encoding="utf-8") as file:
            file.write(self.to_json(rel_dir, include_private, include_frames, pretty_print=pretty_print))


def _plain(value: Any) -> Any:
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def _relative(
    sample: Any, rel_dir: str | None, include_private: bool, include_frames: bool
) -> dict[str, Any]:
    options = {"include_frames": True} if include_frames else {}
    out: dict[str, Any] = sample.to_dict(include_private=include_private, **options)
    if rel_dir and str(out.get("filepath", "")).startswith(rel_dir):
        out["filepath"] = out["filepath"][len(rel_dir) :].lstrip("/\\")
    return out
