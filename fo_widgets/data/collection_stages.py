"""The methods of collections that add a stage."""

from __future__ import annotations

from typing import Any

from . import stages as fos

ORDER = [
    "concat",
    "exclude",
    "exclude_by",
    "exclude_fields",
    "exclude_frames",
    "exclude_groups",
    "exclude_group_slices",
    "exclude_labels",
    "exists",
    "filter_field",
    "filter_labels",
    "filter_keypoints",
    "flatten",
    "geo_near",
    "geo_within",
    "group_by",
    "limit",
    "limit_labels",
    "map_labels",
    "map_values",
    "set_field",
    "match",
    "match_frames",
    "match_labels",
    "match_tags",
    "mongo",
    "select",
    "select_by",
    "select_fields",
    "select_frames",
    "select_groups",
    "select_group_slices",
    "select_labels",
    "shuffle",
    "skip",
    "sort_by",
    "sort_by_similarity",
    "take",
    "to_patches",
    "to_evaluation_patches",
    "to_clips",
    "to_trajectories",
    "to_frames",
]


class CollectionStages:
    """One method a stage; each gives a view."""

    def _add_view_stage(self, stage: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} cannot add stages")

    @classmethod
    def list_view_stages(cls) -> list[str]:
        """The names of these methods."""
        return list(ORDER)

    def add_stage(self, stage: Any) -> Any:
        """The view with a stage added."""
        return self._add_view_stage(stage)

    def concat(self, samples: Any) -> Any:
        """These samples, followed by those of another collection of the same dataset."""
        return self._add_view_stage(fos.Concat(samples))

    def exclude(self, sample_ids: Any) -> Any:
        """All samples but those given by ids, samples or collections."""
        return self._add_view_stage(fos.Exclude(sample_ids))

    def exclude_by(self, field: str, values: Any) -> Any:
        """Samples with none of some values in a field."""
        return self._add_view_stage(fos.ExcludeBy(field, values))

    def exclude_fields(
        self, field_names: Any = None, meta_filter: Any = None, _allow_missing: bool = False
    ) -> Any:
        """Samples without some fields.

        Raises:
            ValueError: if a field does not exist, or is a default one
        """
        return self._add_view_stage(fos.ExcludeFields(field_names, meta_filter, _allow_missing))

    def exclude_frames(self, frame_ids: Any, omit_empty: bool = True) -> Any:
        """Videos without some frames."""
        return self._add_view_stage(fos.ExcludeFrames(frame_ids, omit_empty))

    def exclude_groups(self, group_ids: Any) -> Any:
        """All groups but some."""
        return self._add_view_stage(fos.ExcludeGroups(group_ids))

    def exclude_group_slices(self, slices: Any = None, media_type: Any = None) -> Any:
        """Groups without some slices."""
        return self._add_view_stage(fos.ExcludeGroupSlices(slices, media_type))

    def exclude_labels(
        self,
        labels: Any = None,
        ids: Any = None,
        instance_ids: Any = None,
        tags: Any = None,
        fields: Any = None,
        omit_empty: bool = True,
    ) -> Any:
        """Samples without some labels."""
        return self._add_view_stage(fos.ExcludeLabels(labels, ids, instance_ids, tags, fields, omit_empty))

    def exists(self, field: str, bool: bool | None = None) -> Any:
        """Samples with a value in a field; without one, if `bool` is False."""
        return self._add_view_stage(fos.Exists(field, bool))

    def filter_field(self, field: str, filter: Any, only_matches: bool = True) -> Any:
        """Samples with only those values of a field for which an expression holds."""
        return self._add_view_stage(fos.FilterField(field, filter, only_matches))

    def filter_labels(
        self, field: str, filter: Any, only_matches: bool = True, trajectories: bool = False
    ) -> Any:
        """Samples with only those labels of a field for which an expression holds.

        Args:
            only_matches: leave out samples without such labels
            trajectories: keep all labels of an object through a video if one passes

        Raises:
            ValueError: if the field has no labels
        """
        return self._add_view_stage(fos.FilterLabels(field, filter, only_matches, trajectories))

    def filter_keypoints(
        self, field: str, filter: Any = None, labels: Any = None, only_matches: bool = True
    ) -> Any:
        """Samples with only those points of keypoints that pass."""
        return self._add_view_stage(fos.FilterKeypoints(field, filter, labels, only_matches))

    def flatten(self, stages: Any = None) -> Any:
        """All samples of the groups."""
        return self._add_view_stage(fos.Flatten(stages))

    def geo_near(
        self,
        point: Any,
        location_field: str | None = None,
        min_distance: float | None = None,
        max_distance: float | None = None,
        query: Any = None,
        create_index: bool = False,
    ) -> Any:
        """Samples from near to far from a point; only as the first stage."""
        stage = fos.GeoNear(point, location_field, min_distance, max_distance, query, create_index)
        return self._add_view_stage(stage)

    def geo_within(
        self,
        boundary: Any,
        location_field: str | None = None,
        strict: bool = True,
        create_index: bool = False,
    ) -> Any:
        """Samples inside a polygon."""
        return self._add_view_stage(fos.GeoWithin(boundary, location_field, strict, create_index))

    def group_by(
        self,
        field_or_expr: Any,
        order_by: Any = None,
        reverse: bool = False,
        flat: bool = False,
        match_expr: Any = None,
        sort_expr: Any = None,
        create_index: bool = False,
        order_by_key: Any = None,
    ) -> Any:
        """Dynamic groups of samples with a common value."""
        stage = fos.GroupBy(
            field_or_expr, order_by, reverse, flat, match_expr, sort_expr, create_index, order_by_key
        )
        return self._add_view_stage(stage)

    def limit(self, limit: int) -> Any:
        """The first samples."""
        return self._add_view_stage(fos.Limit(limit))

    def limit_labels(self, field: str, limit: int) -> Any:
        """Samples with only the first labels of a field."""
        return self._add_view_stage(fos.LimitLabels(field, limit))

    def map_labels(self, field: str, map: Any) -> Any:
        """Samples with the classes of labels replaced."""
        return self._add_view_stage(fos.MapLabels(field, map))

    def map_values(self, field: str, map: Any) -> Any:
        """Samples with the values of a field replaced."""
        return self._add_view_stage(fos.MapValues(field, map))

    def set_field(self, field: str, expr: Any, _allow_missing: bool = False) -> Any:
        """Samples with the value of a field computed."""
        return self._add_view_stage(fos.SetField(field, expr, _allow_missing))

    def match(self, filter: Any) -> Any:
        """Samples for which an expression or a query of MongoDB holds."""
        return self._add_view_stage(fos.Match(filter))

    def match_frames(self, filter: Any, omit_empty: bool = True) -> Any:
        """Videos with only those frames for which an expression holds."""
        return self._add_view_stage(fos.MatchFrames(filter, omit_empty))

    def match_labels(
        self,
        labels: Any = None,
        ids: Any = None,
        instance_ids: Any = None,
        tags: Any = None,
        filter: Any = None,
        fields: Any = None,
        bool: bool | None = None,
    ) -> Any:
        """Samples with a label that passes; without one, if `bool` is False."""
        return self._add_view_stage(fos.MatchLabels(labels, ids, instance_ids, tags, filter, fields, bool))

    def match_tags(self, tags: Any, bool: bool | None = None, all: bool = False) -> Any:
        """Samples with any (or `all`) of some tags; without them, if `bool` is False."""
        return self._add_view_stage(fos.MatchTags(tags, bool, all))

    def mongo(self, pipeline: Any, _needs_frames: bool | None = None, _group_slices: Any = None) -> Any:
        """What a pipeline of MongoDB makes of the samples."""
        return self._add_view_stage(fos.Mongo(pipeline, _needs_frames, _group_slices))

    def select(self, sample_ids: Any, ordered: bool = False) -> Any:
        """The samples given by ids, samples or collections; in that order if `ordered`."""
        return self._add_view_stage(fos.Select(sample_ids, ordered))

    def select_by(self, field: str, values: Any, ordered: bool = False) -> Any:
        """Samples with one of some values in a field."""
        return self._add_view_stage(fos.SelectBy(field, values, ordered))

    def select_fields(
        self, field_names: Any = None, meta_filter: Any = None, _allow_missing: bool = False
    ) -> Any:
        """Samples with only the default fields and some others.

        Raises:
            ValueError: if a field does not exist
        """
        return self._add_view_stage(fos.SelectFields(field_names, meta_filter, _allow_missing))

    def select_frames(self, frame_ids: Any, omit_empty: bool = True) -> Any:
        """Videos with only some frames."""
        return self._add_view_stage(fos.SelectFrames(frame_ids, omit_empty))

    def select_groups(self, group_ids: Any, ordered: bool = False) -> Any:
        """Some groups."""
        return self._add_view_stage(fos.SelectGroups(group_ids, ordered))

    def select_group_slices(
        self,
        slices: Any = None,
        media_type: Any = None,
        flat: bool = True,
        _allow_mixed: bool = False,
        _force_mixed: bool = False,
    ) -> Any:
        """The samples of some slices of groups."""
        return self._add_view_stage(
            fos.SelectGroupSlices(slices, media_type, flat, _allow_mixed, _force_mixed)
        )

    def select_labels(
        self,
        labels: Any = None,
        ids: Any = None,
        instance_ids: Any = None,
        tags: Any = None,
        fields: Any = None,
        omit_empty: bool = True,
    ) -> Any:
        """Samples with only some labels."""
        return self._add_view_stage(fos.SelectLabels(labels, ids, instance_ids, tags, fields, omit_empty))

    def shuffle(self, seed: int | None = None) -> Any:
        """Samples in random order."""
        return self._add_view_stage(fos.Shuffle(seed))

    def skip(self, skip: int) -> Any:
        """All samples but the first ones."""
        return self._add_view_stage(fos.Skip(skip))

    def sort_by(self, field_or_expr: Any, reverse: bool = False, create_index: bool = False) -> Any:
        """Samples sorted by a field, an expression, or a list of `(field or expression, 1 or -1)`."""
        return self._add_view_stage(fos.SortBy(field_or_expr, reverse, create_index))

    def sort_by_similarity(
        self,
        query: Any,
        k: int | None = None,
        reverse: bool = False,
        dist_field: str | None = None,
        brain_key: str | None = None,
    ) -> Any:
        """Samples sorted by similarity to a query, by a similarity index."""
        return self._add_view_stage(fos.SortBySimilarity(query, k, reverse, dist_field, brain_key))

    def take(self, size: int, seed: int | None = None) -> Any:
        """Some samples at random."""
        return self._add_view_stage(fos.Take(size, seed))

    def to_patches(self, field: str, **kwargs: Any) -> Any:
        """One sample for each label of a list.

        Args:
            other_fields: fields of the sample to take along; True for all
        """
        return self._add_view_stage(fos.ToPatches(field, **kwargs))

    def to_evaluation_patches(self, eval_key: str, **kwargs: Any) -> Any:
        """One sample for each true positive, false positive and false negative of an evaluation."""
        return self._add_view_stage(fos.ToEvaluationPatches(eval_key, **kwargs))

    def to_clips(self, field_or_expr: Any, **kwargs: Any) -> Any:
        """One sample for each clip of videos."""
        return self._add_view_stage(fos.ToClips(field_or_expr, **kwargs))

    def to_trajectories(self, field: str, **kwargs: Any) -> Any:
        """One sample for each object that is followed through frames."""
        return self._add_view_stage(fos.ToTrajectories(field, **kwargs))

    def to_frames(self, **kwargs: Any) -> Any:
        """One sample for each frame of videos."""
        return self._add_view_stage(fos.ToFrames(**kwargs))
