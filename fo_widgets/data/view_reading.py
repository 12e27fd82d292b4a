"""How a view, a dataset seen through stages, is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from . import media
from .collection import SampleCollection, ending
from .sample_view import SampleView
from .schema import DEFAULT_FRAME_FIELDS, DEFAULT_SAMPLE_FIELDS, Schema
from .selection import excluded, selected
from .stages.base import Pipeline, ViewStage, paths_below
from .stages.grouping import Flatten, GroupBy, SelectGroupSlices


class ViewReading(SampleCollection):
    """What reads a view; `DatasetView` adds what writes."""

    _NUMBERS_RAISE = KeyError
    _SAMPLE: ClassVar[type[SampleView]] = SampleView

    def __init__(
        self,
        dataset: Any,
        _stages: Iterable[ViewStage] | None = None,
        _media_type: str | None = None,
        _group_slice: str | None = None,
        _name: str | None = None,
    ) -> None:
        """Of a dataset, without stages unless given."""
        self._source = dataset
        self._steps = list(_stages or ())
        self._kind_of_media = _media_type
        self._slice_name = _group_slice
        self._saved_name = _name

    # -- what it is of -------------------------------------------------------

    @property
    def _dataset(self) -> Any:
        return self._source

    @property
    def _stages(self) -> list[Any]:
        return self._steps

    @property
    def _base_view(self) -> Any:
        return self._with_stages([])

    @property
    def dataset_name(self) -> str:
        """The name of the dataset."""
        return str(self._root_dataset.name)

    @property
    def name(self) -> str | None:
        """The name under which it is saved; None if it is not."""
        return self._saved_name

    @property
    def is_saved(self) -> bool:
        """Whether it is a saved view."""
        return self._saved_name is not None

    def _set_name(self, name: str | None) -> None:
        self._saved_name = name

    def _of(self, name: str) -> Any:
        return getattr(self._root_dataset, name)

    tags = property(lambda self: self._of("tags"))
    info = property(lambda self: self._of("info"))
    description = property(lambda self: self._of("description"))
    app_config = property(lambda self: self._of("app_config"))
    classes = property(lambda self: self._of("classes"))
    default_classes = property(lambda self: self._of("default_classes"))
    mask_targets = property(lambda self: self._of("mask_targets"))
    default_mask_targets = property(lambda self: self._of("default_mask_targets"))
    skeletons = property(lambda self: self._of("skeletons"))
    default_skeleton = property(lambda self: self._of("default_skeleton"))
    camera_intrinsics = property(lambda self: self._of("camera_intrinsics"))
    static_transforms = property(lambda self: self._of("static_transforms"))
    group_field = property(lambda self: self._of("group_field"))
    persistent = property(lambda self: self._of("persistent"))

    @property
    def default_group_slice(self) -> Any:
        """The slice that is active at first."""
        slices = self.group_media_types
        default = self._of("default_group_slice")
        return default if not slices or default in slices else next(iter(slices))

    @property
    def group_slice(self) -> Any:
        """The active slice of groups."""
        if self._slice_name is not None:
            return self._slice_name
        current = self._of("group_slice")
        slices = self.group_media_types
        return current if not slices or current in slices else next(iter(slices))

    @group_slice.setter
    def group_slice(self, slice_name: str | None) -> None:
        if slice_name is not None and slice_name not in (self.group_media_types or {}):
            raise ValueError(f"{type(self).__name__} has no group slice '{slice_name}'")
        self._slice_name = slice_name

    @property
    def group_slices(self) -> list[str] | None:
        """The names of the slices; None without groups."""
        kinds = self.group_media_types
        return list(kinds) if kinds is not None and self.group_field else None

    @property
    def group_media_types(self) -> dict[str, str] | None:
        """The media types by slice; None without groups."""
        kinds: dict[str, str] | None = self._of("group_media_types")
        for i, stage in enumerate(self._steps):
            if isinstance(stage, SelectGroupSlices) and not stage.flat and kinds:
                chosen = stage.chosen(self._upto(i))
                kinds = {s: k for s, k in kinds.items() if s in chosen}
        return kinds

    @property
    def media_type(self) -> str | None:
        """The media type, after all stages."""
        kind: str | None = self._kind_of_media or self._first_media_type()
        for i, stage in enumerate(self._steps):
            if type(stage).get_media_type is not ViewStage.get_media_type:
                kind = stage.get_media_type(self._upto(i)) or kind
        return kind

    def _first_media_type(self) -> Any:
        return self._source.media_type

    @property
    def _parent_media_type(self) -> Any:
        return self._source.media_type

    @property
    def _is_dynamic_groups(self) -> bool:
        out = False
        for stage in self._steps:
            change = stage.outputs_dynamic_groups
            out = out if change is None else change
        return out

    def _with_whole_groups(self) -> Any:
        """Of a view of groups, a view of all their members; otherwise the view itself."""
        if self.media_type != media.GROUP or self._is_dynamic_groups:
            return self
        return self.select_group_slices(_allow_mixed=True)

    # -- stages --------------------------------------------------------------

    def _with_stages(self, stages: list[Any]) -> Any:
        out = self._blank()
        out._steps = stages
        return out

    def _blank(self) -> Any:
        """A view of the same source, without stages."""
        return type(self)(self._source, _media_type=self._kind_of_media, _group_slice=self._slice_name)

    def _upto(self, number: int) -> Any:
        """The view of the first stages."""
        return self._with_stages(self._steps[:number])

    def __copy__(self) -> Any:
        """A view with the same stages."""
        out = self._with_stages(list(self._steps))
        out._saved_name = self._saved_name
        return out

    def __deepcopy__(self, _memo: Any) -> Any:
        """A view with the same stages, of the same dataset."""
        return self.__copy__()

    def view(self) -> Any:
        """A copy."""
        return self.__copy__()

    def _add_view_stage(self, stage: ViewStage, validate: bool = True, **_others: Any) -> Any:
        if validate:
            stage.validate(self)
        if stage.has_view:
            return stage.load_view(self)
        return self._with_stages([*self._steps, stage])

    @staticmethod
    def _build(dataset: Any, stage_dicts: Any, name: str | None = None) -> Any:
        """The view of a dataset with stages in serialized form.

        Raises:
            ViewStageError: if there is no such stage
        """
        view = dataset.view()
        for stage in stage_dicts:
            view = view._add_view_stage(
                stage if isinstance(stage, ViewStage) else ViewStage._from_dict(stage)
            )
        view._set_name(name)
        return view

    def reload(self) -> None:
        """Reads the dataset anew."""
        self._root_dataset.reload()

    def __eq__(self, other: object) -> bool:
        """Whether of the same dataset with the same stages."""
        if not isinstance(other, ViewReading):
            return False
        return (
            type(self) is type(other)
            and self._root_dataset is other._root_dataset
            and bool(self._all_stages == other._all_stages)
        )

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, samples: Any) -> Any:
        """These samples followed by others."""
        return self.concat(samples)

    # -- pipelines -----------------------------------------------------------

    def _needs_frames(self) -> bool:
        return any(stage.needs_frames(self) for stage in self._steps)

    def _source_pipeline(self, attach_frames: bool) -> Pipeline:
        """The pipeline below the stages."""
        first = self._steps[0] if self._steps else None
        starts_from_all = isinstance(first, SelectGroupSlices) and first.flat
        out = [] if starts_from_all else self._slice_match()
        if attach_frames and self._has_frame_fields() and self._root_dataset._frame_store is not None:
            out = out + self._frames_lookup()
        return out + self._groups_lookup()

    def _slices_looked_at(self) -> set[str]:
        """The slices that stages look at by `groups.<slice>`."""
        if self._root_dataset.media_type != media.GROUP:
            return set()
        paths = (p for stage in self._steps for p in paths_below("groups", stage._params))
        return {p.split(".")[1] for p in paths if "." in p}

    def _groups_lookup(self) -> Pipeline:
        """A pipeline that attaches other members of a sample's group, by slice."""
        slices = sorted(self._slices_looked_at())
        if not slices:
            return []
        dataset = self._root_dataset
        group = f"{dataset.group_field}._id"
        found = {"from": dataset._store.name, "localField": group, "foreignField": group, "as": "_members"}
        members = {}
        for name in slices:
            test = {"$eq": [f"$$this.{dataset.group_field}.name", name]}
            members[name] = {"$arrayElemAt": [{"$filter": {"input": "$_members", "cond": test}}, 0]}
        return [{"$lookup": found}, {"$set": {"groups": members}}, {"$unset": "_members"}]

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
        out = self._source_pipeline(attach_frames or frames_only or self._needs_frames())
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

    # -- dynamic groups ------------------------------------------------------

    def _grouping(self) -> tuple[int, Any]:
        for i in range(len(self._steps) - 1, -1, -1):
            stage = self._steps[i]
            if isinstance(stage, GroupBy) and self._is_dynamic_groups:
                return i, stage
        raise ValueError(f"{type(self).__name__} does not contain dynamic groups")

    def get_dynamic_group(self, group_value: Any) -> Any:
        """A view of the samples of the dynamic group with a value.

        Raises:
            ValueError: if there are no dynamic groups
        """
        place, stage = self._grouping()
        before = self._upto(place)
        value = stage.group_value(before)
        field = before._field_at(stage.field_or_expr) if isinstance(stage.field_or_expr, str) else None
        if field is not None and group_value is not None:
            group_value = field.encode(group_value)
        wanted = list(group_value) if isinstance(group_value, tuple) else group_value
        test = (
            {"$eq": [value, {"$literal": wanted}]} if wanted is not None else {"$not": {"$gt": [value, None]}}
        )
        view = before.mongo([{"$match": {"$expr": test}}])
        return view.sort_by(stage.order_by, reverse=stage.reverse) if stage.order_by is not None else view

    def iter_dynamic_groups(self, progress: Any = False) -> Iterator[Any]:
        """A view of the samples of each dynamic group, in order.

        Raises:
            ValueError: if there are no dynamic groups
        """
        place, stage = self._grouping()
        value = stage.group_value(self._upto(place))
        found = list(self._aggregate([{"$project": {"_id": False, "value": value}}]))
        for doc in found:
            key = doc.get("value")
            field = (
                self._upto(place)._field_at(stage.field_or_expr)
                if isinstance(stage.field_or_expr, str)
                else None
            )
            yield self.get_dynamic_group(field.decode(key) if field is not None and key is not None else key)

    # -- text ----------------------------------------------------------------

    def summary(self) -> str:
        """What there is to know at a glance."""
        facts: dict[str, Any] = {"Dataset": self.dataset_name}
        if self._saved_name:
            facts["Saved view"] = self._saved_name
        facts["Media type"] = self.media_type
        if self.media_type == media.GROUP:
            facts["Group slice"] = None if self._is_dynamic_groups else self.group_slice
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
