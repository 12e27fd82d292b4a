"""View targets: which samples an operator should work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fo_widgets.schema.types.choices import Choices, RadioGroup
from fo_widgets.schema.types.kinds import Enum
from fo_widgets.schema.types.properties import Property
from fo_widgets.schema.types.views import HiddenView


@dataclass(frozen=True)
class _Target:
    name: str
    label: str
    description: str
    is_offered: bool


class ViewTargetOptions:
    """The targets that can be chosen now, as choices of a view.

    Args:
        choices_view: filled with a choice per target.
        action_description: the verb in the descriptions.
        include_…: whether each target is offered.
        …_label, …_description: its texts.
        scope_description: appended to the descriptions of targets in the current slice.
        dataset_scope_description: appended to those over all slices.
        unavailable: reason by target; such a target is shown disabled.
    """

    def __init__(
        self,
        choices_view: Choices,
        action_description: str = "Process",
        include_base_view: bool = False,
        include_current_view: bool = False,
        include_dataset: bool = True,
        include_dataset_view: bool = False,
        include_selected_labels: bool = False,
        include_selected_samples: bool = False,
        dataset_label: str = "Dataset",
        dataset_description: str | None = None,
        base_view_label: str = "Base view",
        base_view_description: str | None = None,
        current_view_label: str = "Current view",
        current_view_description: str | None = None,
        dataset_view_label: str = "Dataset",
        dataset_view_description: str | None = None,
        selected_samples_label: str = "Current selection",
        selected_samples_description: str | None = None,
        selected_labels_label: str = "Selected labels",
        selected_labels_description: str | None = None,
        scope_description: str | None = None,
        dataset_scope_description: str | None = None,
        unavailable: Mapping[str, str] | None = None,
        **_: Any,
    ) -> None:
        verb = action_description or "Process"
        here = scope_description
        self._unavailable = dict(unavailable or {})
        offered = (
            _Target(
                "DATASET",
                dataset_label,
                _scoped(dataset_description or "Entire dataset", dataset_scope_description),
                include_dataset,
            ),
            _Target(
                "BASE_VIEW",
                base_view_label,
                _scoped(base_view_description or f"{verb} the base view", here),
                include_base_view,
            ),
            _Target(
                "DATASET_VIEW",
                dataset_view_label,
                _scoped(dataset_view_description or "All samples in the dataset", here),
                include_dataset_view,
            ),
            _Target(
                "CURRENT_VIEW",
                current_view_label,
                _scoped(current_view_description or "Samples matching filters", here),
                include_current_view,
            ),
            _Target(
                "SELECTED_SAMPLES",
                selected_samples_label,
                _scoped(selected_samples_description or "Selected samples", here),
                include_selected_samples,
            ),
            _Target(
                "SELECTED_LABELS",
                selected_labels_label,
                _scoped(selected_labels_description or f"{verb} only the selected labels", here),
                include_selected_labels,
            ),
        )
        self.choices_view = choices_view
        for target in offered:
            if target.is_offered:
                self._add(target)

    @property
    def unavailable(self) -> dict[str, str]:
        """Why targets cannot be chosen, by target."""
        return dict(self._unavailable)

    def values(self) -> list[str]:
        """Every target that is shown."""
        return self.choices_view.values()

    def available_values(self) -> list[str]:
        """The targets that can be chosen."""
        return [value for value in self.values() if value not in self._unavailable]

    def _add(self, target: _Target) -> None:
        reason = self._unavailable.get(target.name)
        self.choices_view.add_choice(
            target.name,
            label=target.label,
            description=reason or target.description,
            disabled=reason is not None,
        )


def _scoped(description: str, scope: str | None) -> str:
    return " ".join([description, scope] if scope else [description])


class ViewTargetProperty(Property):
    """A choice of the samples to work on, out of those that make sense in a context.

    Args:
        ctx: the execution context.
        view_type: class of the view with the choices.
        default_target: chosen at first if it is available; else the narrowest one.
        allow_…: whether selections and the dataset's view may be offered.
        require_flat: grouped collections are flattened to a slice; targets that cannot be are disabled.
        kwargs: texts, see `ViewTargetOptions`; and what `Property` takes.
    """

    def __init__(
        self,
        ctx: Any,
        view_type: type[Choices] = RadioGroup,
        action_description: str = "Process",
        allow_selected_samples: bool = True,
        allow_selected_labels: bool = False,
        allow_dataset_view: bool = False,
        default_target: str | None = None,
        require_flat: bool = False,
        **kwargs: Any,
    ) -> None:
        view = ctx.view
        is_generated = bool(getattr(view, "_is_generated", False))
        base = view._base_view if is_generated else ctx.dataset.view()
        unavailable = ctx.get_unavailable_view_targets(require_flat=require_flat)
        scope, dataset_scope = ctx.get_group_slice_scopes(require_flat=require_flat)
        self._options = ViewTargetOptions(
            view_type(label="Target view"),
            action_description=action_description,
            include_base_view=is_generated,
            # of a grouped dataset one slice at a time is seen, so what is seen is never all of it
            include_current_view=view != base or bool(scope),
            include_dataset=not is_generated,
            include_dataset_view=allow_dataset_view,
            include_selected_labels=allow_selected_labels and bool(ctx.selected_labels),
            include_selected_samples=allow_selected_samples and bool(ctx.selected),
            scope_description=scope,
            dataset_scope_description=dataset_scope,
            unavailable=unavailable,
            **kwargs,
        )
        available = self._options.available_values()
        narrowest = available[-1] if available else None
        has_choice = len(self._options.values()) > 1 or bool(scope or dataset_scope)
        super().__init__(
            Enum(available),
            default=default_target if default_target in available else narrowest,
            view=self._options.choices_view if has_choice else HiddenView(read_only=False),
            **kwargs,
        )

    @property
    def options(self) -> ViewTargetOptions:
        """The targets that are offered."""
        return self._options
