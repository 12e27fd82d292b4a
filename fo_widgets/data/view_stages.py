"""A dataset and the stages through which a view sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .collection import SampleCollection
from .stages.base import ViewStage


class ViewStages(SampleCollection):
    """What a view is of: its dataset, and its stages."""

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
    has_annotation_runs = property(lambda self: self._of("has_annotation_runs"))
    has_brain_runs = property(lambda self: self._of("has_brain_runs"))
    has_evaluations = property(lambda self: self._of("has_evaluations"))
    has_runs = property(lambda self: self._of("has_runs"))
    persistent = property(lambda self: self._of("persistent"))

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
        if not isinstance(other, ViewStages):
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
