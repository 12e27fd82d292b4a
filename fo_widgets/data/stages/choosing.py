"""Stages that keep, or leave out, labels by id or tag."""

from __future__ import annotations

from typing import Any

from .base import Pipeline, ViewStage, to_list
from .filtering import has_any, kept_labels
from .label_tests import LabelTests, label_ids_by_field, sample_ids_of_labels


class SelectLabels(ViewStage):
    """Samples with only some labels."""

    _KEEPS = True

    def __init__(
        self,
        labels: Any = None,
        ids: Any = None,
        instance_ids: Any = None,
        tags: Any = None,
        fields: Any = None,
        omit_empty: bool = True,
    ) -> None:
        """By labels, or by tests of labels in some fields."""
        super().__init__(
            labels=labels,
            ids=to_list(ids) if ids is not None else None,
            instance_ids=to_list(instance_ids) if instance_ids is not None else None,
            tags=to_list(tags) if tags is not None else None,
            fields=to_list(fields) if fields is not None else None,
            omit_empty=omit_empty,
        )
        self._tests = LabelTests.of(self._params)
        self._sample_ids = sample_ids_of_labels(labels) if labels is not None else None

    def _tests_by_field(self, view: Any) -> dict[str, LabelTests]:
        p = self._params
        if p["labels"] is not None:
            return {f: LabelTests(ids=ids) for f, ids in label_ids_by_field(p["labels"]).items()}
        fields = p["fields"] if p["fields"] is not None else view._get_label_fields()
        return dict.fromkeys(fields, self._tests)

    def needs_frames(self, view: Any) -> bool:
        """Whether labels of frames are chosen, or looked for."""
        every = self._params["fields"] is None and view._has_frame_fields()
        return super().needs_frames(view) or (every and self._params["labels"] is None)

    def filtered_paths(self, view: Any) -> list[str]:
        """The lists of labels that are filtered."""
        roots = [view._root_of_labels(f) for f in self._tests_by_field(view)]
        return [r for r in roots if view._is_list_path(r)]

    def edited_fields(self, view: Any) -> list[str]:
        """The fields of single labels that are filtered."""
        roots = [view._root_of_labels(f) for f in self._tests_by_field(view)]
        return [r for r in roots if not view._is_list_path(r)]

    def to_mongo(self, view: Any) -> Pipeline:
        """Other label fields put away, labels filtered, and a `$match` of samples with labels left."""
        by_field = self._tests_by_field(view)
        pipeline: Pipeline = []
        if self._sample_ids is not None and self._params["omit_empty"]:
            pipeline.append({"$match": {"_id": {"$in": self._sample_ids}}})
        others = [f for f in view._get_label_fields() if f not in by_field]
        if others:
            pipeline.append({"$project": dict.fromkeys((view._db_path(f) for f in others), False)})
        for field, tests in by_field.items():
            if tests:
                pipeline += kept_labels(view, view._root_of_labels(field), tests.of_label)
        if self._params["omit_empty"] and self._sample_ids is None:
            pipeline.append({"$match": {"$expr": _any_label(view, list(by_field))}})
        return pipeline


def _any_label(view: Any, fields: list[str]) -> Any:
    found = [has_any(view, view._root_of_labels(f)) for f in fields]
    return found[0] if len(found) == 1 else {"$or": found}


class ExcludeLabels(SelectLabels):
    """Samples without some labels."""

    def to_mongo(self, view: Any) -> Pipeline:
        """Labels filtered, and a `$match` of samples with labels left."""
        pipeline: Pipeline = []
        for field, tests in self._tests_by_field(view).items():
            if tests:
                root = view._root_of_labels(field)
                pipeline += kept_labels(view, root, lambda ref, t=tests: t.of_label(ref, excludes=True))
        if self._params["omit_empty"]:
            pipeline.append({"$match": {"$expr": _any_label(view, view._get_label_fields())}})
        return pipeline
