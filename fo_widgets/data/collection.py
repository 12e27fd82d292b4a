"""Collections of samples: what datasets and views have in common for reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import media
from .annotation import CollectionAnnotation
from .collection_access import CollectionAccess
from .collection_aggregations import CollectionAggregations
from .collection_labels import CollectionLabels
from .collection_stages import CollectionStages
from .collection_upkeep import CollectionUpkeep
from .formats.writing import WritesFolders
from .stages.base import Pipeline

Document = dict[str, Any]


class SampleCollection(
    CollectionStages,
    CollectionAggregations,
    CollectionAccess,
    CollectionLabels,
    CollectionUpkeep,
    CollectionAnnotation,
    WritesFolders,
):
    """An ordered collection of samples of one dataset."""

    @property
    def _stages(self) -> list[Any]:
        """The stages on top of the dataset."""
        return []

    @property
    def _all_stages(self) -> list[Any]:
        """The stages on top of the root dataset, those that make patches, frames or clips included."""
        return self._stages

    @property
    def _base_view(self) -> Any:
        """The view without stages."""
        return self.view()

    @property
    def _is_generated(self) -> bool:
        """Whether of patches, frames or clips."""
        return self._is_patches or self._is_frames or self._is_clips

    @property
    def _is_patches(self) -> bool:
        return False

    @property
    def _is_frames(self) -> bool:
        return False

    @property
    def _is_clips(self) -> bool:
        return False

    @property
    def temporal_tags(self) -> Any:
        """Raises.

        Raises:
            AttributeError: always, so that `hasattr` tells
        """
        raise AttributeError(
            "temporal_tags are not part of fo_widgets; use TemporalDetections, or open the dataset in FiftyOne"
        )

    def match_temporal_tags(self, *_args: Any, **_kwargs: Any) -> Any:
        """Raises.

        Raises:
            NotImplementedError: always
        """
        raise NotImplementedError(
            "match_temporal_tags(): temporal tags are not part of fo_widgets; use TemporalDetections and to_clips()"
        )

    @property
    def _is_dynamic_groups(self) -> bool:
        return False

    @property
    def _starting_slice(self) -> Any:
        return getattr(self, "group_slice", None)

    @property
    def _element_str(self) -> str:
        if self.media_type == media.GROUP:
            return "group"
        kinds = {"_is_patches": "patch", "_is_clips": "clip"}
        return next((word for name, word in kinds.items() if getattr(self, name)), "sample")

    @property
    def _element_str_of_fields(self) -> str:
        if self.media_type == media.GROUP:
            return "Sample" if self._dataset is self else "Group"
        return {"patch": "Patch", "clip": "Clip"}.get(self._element_str, "Sample")

    @property
    def _elements_str(self) -> str:
        return {"patch": "patches"}.get(self._element_str, self._element_str + "s")

    def _is_full_collection(self) -> bool:
        return not self._all_stages

    def view(self) -> Any:
        """A view of all samples."""
        from .view import DatasetView

        return DatasetView(self._dataset)

    def _add_view_stage(self, stage: Any) -> Any:
        return self.view()._add_view_stage(stage)

    def _build(self, dataset: Any, stage_dicts: Any) -> Any:
        from .view import DatasetView

        return DatasetView._build(dataset, stage_dicts)

    def _serialize(self, include_uuids: bool = True) -> list[dict[str, Any]]:
        """The stages in serialized form."""
        return [s._serialize(include_uuid=include_uuids) for s in self._all_stages]

    def make_optimized_select_view(self, sample_ids: Any, ordered: bool = False) -> Any:
        """A view of some samples of this collection."""
        return make_optimized_select_view(self, sample_ids, ordered=ordered)

    # -- pipelines -----------------------------------------------------------

    def _always_selected(self) -> list[str]:
        """The fields besides the default ones that no selection removes."""
        return [self.group_field] if self.group_field else []

    def _needs_frames(self) -> bool:
        """Whether a stage reads the frames of videos."""
        return False

    def _frames_lookup(self) -> Pipeline:
        """A pipeline that attaches the frames of each video."""
        return [
            {
                "$lookup": {
                    "from": self._root_dataset._frame_store.name,
                    "localField": "_id",
                    "foreignField": "_sample_id",
                    "as": "frames",
                    "pipeline": [{"$sort": {"frame_number": 1}}],
                }
            }
        ]

    def _frames_shown(self, _stored: Document) -> Pipeline:
        """What a pipeline over all frames of a sample's video leaves of them."""
        return []

    def _slice_match(self) -> Pipeline:
        """A pipeline that keeps the active slice of groups."""
        dataset = self._root_dataset
        if dataset.media_type != media.GROUP:
            return []
        name = self._starting_slice
        return [{"$match": {f"{dataset.group_field}.name": name}}] if name else []

    def _pipeline(
        self,
        pipeline: Any = None,
        attach_frames: bool = False,
        detach_frames: bool = False,
        frames_only: bool = False,
        group_slice: str | None = None,
        **_others: Any,
    ) -> Pipeline:
        """The pipeline over the root dataset's documents that gives this collection's.

        Args:
            pipeline: further stages
            attach_frames: give the frames of videos, too
            frames_only: give the frames of videos instead
        """
        out = self._slice_match()
        if (
            (attach_frames or frames_only)
            and self._has_frame_fields()
            and self._root_dataset._frame_store is not None
        ):
            out = out + self._frames_lookup()
        return out + ending(pipeline, detach_frames, frames_only)

    def _aggregate(self, pipeline: Any = None, **options: Any) -> Iterator[Document]:
        """The documents that a pipeline over this collection gives."""
        steps = self._pipeline(pipeline=pipeline, **options)
        found: Iterator[Document] = self._root_dataset._store.aggregate(steps)
        return found

    def _iter_docs(self, pipeline: Any = None) -> Iterator[Document]:
        """The stored documents, in order."""
        return self._aggregate(pipeline)


def ending(pipeline: Any, detach_frames: bool, frames_only: bool) -> Pipeline:
    """What comes after a collection's own pipeline."""
    out: Pipeline = []
    if frames_only:
        out += [{"$unwind": "$frames"}, {"$replaceRoot": {"newRoot": "$frames"}}]
    elif detach_frames:
        out.append({"$project": {"frames": False}})
    return out + [dict(s) if isinstance(s, Mapping) else s for s in pipeline or ()]


def make_optimized_select_view(
    sample_collection: Any, sample_ids: Any, ordered: bool = False, **_options: Any
) -> Any:
    """A view of some samples of a collection, with what its stages make of them."""
    return sample_collection.select(sample_ids, ordered=ordered)
