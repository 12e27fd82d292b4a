"""Which samples an operator should work on: `ctx.target_view()`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fo_widgets.data import Dataset, DatasetView

    Collection = Dataset | DatasetView

Json = dict[str, Any]

_NOT_FOR_GROUPS = "Not available for grouped datasets"
_ALL_SLICES = "in all slices"


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
            A dataset or view.

        Raises:
            AttributeError: no dataset is open.
        """
        if param_name == "view_target":
            self._asked_for_target = True
            self._asked_for_flat_target = self._asked_for_flat_target or require_flat
        target = self.params.get(param_name)
        if target is None and param_name == "view_target":
            target = self.request_params.get("view_target")
        if self.dataset is None and target != ViewTarget.DATASET:
            raise AttributeError("ctx.target_view() needs a dataset; none is open")
        return self._target(target, require_flat)

    view_target = target_view

    def get_unavailable_view_targets(self, require_flat: bool = False) -> dict[str, str]:
        """The targets that cannot be chosen, with the reasons."""
        if not require_flat or not self._is_grouped(self.dataset):
            return {}
        targets = set(ViewTarget.values())
        if self.params.get("custom_view_target") is None:
            targets.remove(ViewTarget.CUSTOM_VIEW_TARGET)
        reasons = {target: self._reason_against(target) for target in sorted(targets)}
        return {target: reason for target, reason in reasons.items() if reason}

    def _reason_against(self, target: str) -> str | None:
        try:
            found = self._target(target, require_flat=True)
        except ValueError as error:
            return str(error)
        return _NOT_FOR_GROUPS if self._is_grouped(found) else None

    def get_group_slice_scopes(
        self, sample_collection: Collection | None = None, require_flat: bool = False
    ) -> tuple[str | None, str | None]:
        """What forms say of a grouped collection: which slices the view's targets have, which the dataset's."""
        collection = self.view if sample_collection is None else sample_collection
        if not self._has_whole_groups(collection):
            return None, None
        if not require_flat:
            return _ALL_SLICES, _ALL_SLICES
        slice_ = self.group_slice or collection.group_slice
        return f"in the current slice ({slice_})", _ALL_SLICES

    def flatten_group_slices(
        self,
        sample_collection: Collection | None = None,
        slices: str | Iterable[str] | None = None,
        media_type: str | None = None,
    ) -> Any:
        """The samples of some slices of a grouped collection, side by side; others stay as they are.

        Args:
            sample_collection: the dataset by default.
            slices: the slice that is shown by default.
            media_type: only slices of this type.
        """
        collection = self.dataset if sample_collection is None else sample_collection
        if not self._has_whole_groups(collection):
            return collection
        if slices is None and media_type is None:
            slices = self.group_slice or collection.group_slice
        return collection.select_group_slices(slices, media_type=media_type)

    @staticmethod
    def _is_grouped(collection: Any) -> bool:
        return collection is not None and collection.media_type == "group"

    def _has_whole_groups(self, collection: Any) -> bool:
        # a view that selects slices has chosen already, though it may still be grouped
        stages = getattr(collection, "_stages", ())
        chosen = any(type(stage).__name__ == "SelectGroupSlices" for stage in stages)
        return self._is_grouped(collection) and not chosen

    def _target(self, target: Any, require_flat: bool = False) -> Any:
        if target == ViewTarget.DATASET:
            return self.dataset
        if target == ViewTarget.BASE_VIEW:
            return self.view._base_view
        stages = self.params.get("custom_view_target")
        if target == ViewTarget.CUSTOM_VIEW_TARGET and stages is not None:
            return type(self.view)._build(self.dataset, stages)
        found = self._slice_target(target)
        if require_flat:
            found = self.flatten_group_slices(found)
        # selections are made in the slice, which says more than the selection of whole groups
        if target == ViewTarget.SELECTED_SAMPLES:
            return found.select(self.selected)
        if target == ViewTarget.SELECTED_LABELS:
            return found.select_labels(labels=self.selected_labels)
        return found

    def _slice_target(self, target: Any) -> Any:
        if target == ViewTarget.DATASET_VIEW:
            return self.dataset.view()
        of_view = (ViewTarget.CURRENT_VIEW, ViewTarget.SELECTED_SAMPLES, ViewTarget.SELECTED_LABELS)
        return self.view if target in of_view or self.has_custom_view else self.dataset
