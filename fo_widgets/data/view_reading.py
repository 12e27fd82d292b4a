"""How a view, a dataset seen through stages, is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from . import media
from .collection import ending
from .sample_view import SampleView
from .schema import DEFAULT_FRAME_FIELDS, DEFAULT_SAMPLE_FIELDS, Schema
from .selection import excluded, selected
from .stages.base import Pipeline, ViewStage
from .stages.grouping import Flatten, GroupBy, SelectGroupSlices
from .view_groups import ViewGroups


class ViewReading(ViewGroups):
    """What reads a view; `DatasetView` adds what writes."""

    _NUMBERS_RAISE = KeyError
    _SAMPLE: ClassVar[type[SampleView]] = SampleView

    # -- pipelines -----------------------------------------------------------

    def _needs_frames(self) -> bool:
        return any(stage.needs_frames(self) for stage in self._steps)

    def _source_pipeline(self, attach_frames: bool) -> Pipeline:
        """The pipeline below the stages."""
        first = self._steps[0] if self._steps else None
        starts_from_all = isinstance(first, SelectGroupSlices) and first.flat
        out = [] if starts_from_all else self._slice_match()
        kinds = {} if starts_from_all else self._root_dataset.group_media_types or {}
        is_video = kinds.get(self._starting_slice, media.VIDEO) == media.VIDEO
        if attach_frames and is_video and self._has_frame_fields():
            out = out + self._frames_lookup()
        return out + self._groups_lookup()

    def _pipeline(
        self,
        pipeline: Any = None,
        attach_frames: bool = False,
        detach_frames: bool = False,
        frames_only: bool = False,
        group_slice: str | None = None,
        **_others: Any,
    ) -> Pipeline:
        steps = list(self._steps)
        attaches = (attach_frames or frames_only or self._needs_frames()) and self._has_frame_fields()
        out = self._source_pipeline(attaches)
        if out and steps and "$geoNear" in (near := steps[0].to_mongo(self._upto(0)) or [{}])[0]:
            # $geoNear must come first.
            out, steps = near + out, steps[1:]
        offset = len(self._steps) - len(steps)
        flattened = any(isinstance(s, Flatten) for s in steps)
        for i, stage in enumerate(steps):
            view = self._upto(i + offset)
            if flattened and isinstance(stage, GroupBy) and not stage.flat:
                out = out + stage.to_mongo(view, keep_docs=True)
            else:
                out = out + stage.to_mongo(view)
            if i + offset and isinstance(stage, SelectGroupSlices) and stage.flat and attaches:
                # These samples came with the stage.
                out = out + self._frames_lookup()
        if self._slices_looked_at():
            out = [*out, {"$unset": "groups"}]
        return out + ending(pipeline, detach_frames, frames_only)

    # -- schema --------------------------------------------------------------

    def _all_fields(self, frames: bool = False) -> Schema:
        schema = self._source_fields(frames)
        for i, stage in enumerate(self._steps):
            if type(stage).selected_paths is not ViewStage.selected_paths:
                paths = _of_kind(stage.selected_paths(self._upto(i)) or [], frames)
                defaults = {
                    *(DEFAULT_FRAME_FIELDS if frames else DEFAULT_SAMPLE_FIELDS),
                    *self._always_selected(),
                }
                schema = selected(schema, paths, defaults)
            if type(stage).excluded_paths is not ViewStage.excluded_paths:
                schema = excluded(schema, _of_kind(stage.excluded_paths(self._upto(i)), frames))
        return schema

    def _source_fields(self, frames: bool) -> Schema:
        """The top-level fields below the stages."""
        found: Schema = self._source._all_fields(frames)
        return found

    def _get_selected_excluded_fields(
        self, frames: bool = False, roots_only: bool = False
    ) -> tuple[set[str] | None, set[str] | None]:
        """The top-level fields that remain if some were selected, and the paths that were excluded."""
        is_selected, gone = False, set()
        for i, stage in enumerate(self._steps):
            if type(stage).selected_paths is not ViewStage.selected_paths:
                is_selected = True
            if type(stage).excluded_paths is not ViewStage.excluded_paths:
                gone.update(_of_kind(stage.excluded_paths(self._upto(i)), frames))
        if roots_only:
            gone = {p for p in gone if "." not in p}
        return (set(self._all_fields(frames)) if is_selected else None), (gone or None)

    def _get_filtered_fields(self, frames: bool = False) -> set[str] | None:
        """The list fields of which only some elements remain."""
        paths = [p for i, s in enumerate(self._steps) for p in s.filtered_paths(self._upto(i))]
        return set(_of_kind(paths, frames)) or None

    def _get_edited_fields(self, frames: bool = False) -> set[str] | None:
        """The fields whose values stages compute."""
        paths = [p for i, s in enumerate(self._steps) for p in s.edited_fields(self._upto(i))]
        return set(_of_kind(paths, frames)) or None

    # -- samples -------------------------------------------------------------

    def _make_sample(self, doc: dict[str, Any]) -> Any:
        return self._maker()(doc)

    def _maker(self) -> Any:
        """The function that makes samples of documents."""
        kind = self._SAMPLE
        chosen, gone = self._get_selected_excluded_fields()
        filtered = self._get_filtered_fields()
        return lambda doc: kind(
            doc, self, selected_fields=chosen, excluded_fields=gone, filtered_fields=filtered
        )

    def _samples(self, pipeline: Any = None) -> Iterator[Any]:
        make = self._maker()
        for doc in self._iter_docs(pipeline):
            yield make(doc)

    # -- text ----------------------------------------------------------------

    def summary(self) -> str:
        """What there is to know at a glance."""
        facts: dict[str, Any] = {"Dataset": self.dataset_name}
        if self._saved_name:
            facts["Saved view"] = self._saved_name
        facts["Media type"] = self.media_type
        if self.media_type == media.GROUP:
            facts["Group slice"] = self.group_slice
        facts[f"Num {self._elements_str}"] = self.count()
        return self._summary(facts, ["View stages:", self._stages_as_text()])

    def _stages_as_text(self) -> str:
        lines = [f"    {i}. {stage}" for i, stage in enumerate(self._all_stages, 1)]
        return "\n".join(lines) or "    ---"


def _of_kind(paths: Iterable[str], frames: bool) -> list[str]:
    """The paths of samples, or those of frames without `frames.`."""
    if frames:
        return [p[len("frames.") :] for p in paths if p.startswith("frames.")]
    return [p for p in paths if not p.startswith("frames.")]
