"""Which samples an operator should work on: `ctx.target_view()`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fo_widgets.data import Dataset, DatasetView

    Collection = Dataset | DatasetView

Json = dict[str, Any]

_NOT_FOR_GROUPS = "Not available for grouped datasets"


class ViewTarget:
    """The names of targets."""

    BASE_VIEW = "BASE_VIEW"
    CURRENT_VIEW = "CURRENT_VIEW"
    DATASET = "DATASET"
    DATASET_VIEW = "DATASET_VIEW"
    SELECTED_LABELS = "SELECTED_LABELS"
    SELECTED_SAMPLES = "SELECTED_SAMPLES"
    CUSTOM_VIEW_TARGET = "CUSTOM_VIEW_TARGET"

    @classmethod
    def values(cls) -> list[str]:
        """All names."""
        return [value for name, value in vars(cls).items() if name.isupper()]


class Targets:
    """The part of an execution context that finds the samples to work on."""

    params: Json
    request_params: Json
    dataset: Any
    view: Any
    has_custom_view: bool
    selected: list[str]
    selected_labels: list[Json]
    group_slice: str | None

    # `resolve_input` that asked for the target gets a field to choose it
    _asked_for_target = False
    _asked_for_flat_target = False

    def target_view(self, param_name: str = "view_target", require_flat: bool = False) -> Any:
        """The collection that the person chose: the dataset, the view, or what is selected in it.

        Called in `resolve_input`, it adds the choice to the form.

        Args:
            param_name: the param that holds the choice.
            require_flat: of a grouped collection, only the slice that is shown.

        Returns:
            A dataset or view; None without a dataset.
        """
        if param_name == "view_target":
            self._asked_for_target = True
            self._asked_for_flat_target = self._asked_for_flat_target or require_flat
        if self.dataset is None:
            return None
        target = self.params.get(param_name)
        if target is None and param_name == "view_target":
            target = self.request_params.get("view_target")
        found = self._target(target)
        kept_grouped = (ViewTarget.DATASET, ViewTarget.BASE_VIEW, ViewTarget.CUSTOM_VIEW_TARGET)
        if require_flat and target not in kept_grouped:
            found = self.flatten_group_slices(found)
        return found

    view_target = target_view

    def get_unavailable_view_targets(self, require_flat: bool = False) -> dict[str, str]:
        """The targets that cannot be chosen, with the reasons."""
        if not require_flat or not self._is_grouped(self.dataset):
            return {}
        return {ViewTarget.DATASET: _NOT_FOR_GROUPS, ViewTarget.BASE_VIEW: _NOT_FOR_GROUPS}

    def get_group_slice_scopes(
        self, sample_collection: Collection | None = None, require_flat: bool = False
    ) -> tuple[str | None, str | None]:
        """What forms say about slices: of the targets in the current one, and of those in all."""
        collection = self.view if sample_collection is None else sample_collection
        if not require_flat or not self._is_grouped(collection):
            return None, None
        slice_ = self.group_slice or collection.group_slice
        return f"in the current slice ({slice_})", "in all slices"

    def flatten_group_slices(
        self,
        sample_collection: Collection | None = None,
        slices: str | Iterable[str] | None = None,
        media_type: str | None = None,
    ) -> Any:
        """The samples of some slices of a grouped collection, side by side; others stay as they are.

        Args:
            sample_collection: the target by default.
            slices: the slice that is shown by default.
            media_type: only slices of this type.
        """
        collection = self.target_view() if sample_collection is None else sample_collection
        if not self._is_grouped(collection):
            return collection
        if slices is None and media_type is None:
            slices = self.group_slice or collection.group_slice
        return collection.select_group_slices(slices, media_type=media_type)

    @staticmethod
    def _is_grouped(collection: Any) -> bool:
        return collection is not None and collection.media_type == "group"

    def _target(self, target: Any) -> Any:
        if target == ViewTarget.DATASET:
            return self.dataset
        if target == ViewTarget.DATASET_VIEW:
            return self.dataset.view()
        if target == ViewTarget.CURRENT_VIEW:
            return self.view
        if target == ViewTarget.BASE_VIEW:
            return self.view._base_view
        if target == ViewTarget.SELECTED_SAMPLES:
            return self.view.select(self.selected)
        if target == ViewTarget.SELECTED_LABELS:
            return self.view.select_labels(labels=self.selected_labels)
        stages = self.params.get("custom_view_target")
        if target == ViewTarget.CUSTOM_VIEW_TARGET and stages is not None:
            return type(self.view)._build(self.dataset, stages)
        return self.view if self.has_custom_view else self.dataset
