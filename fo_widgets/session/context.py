"""The state that every operator sees as its context: dataset, view, selection and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fo_widgets.data import Dataset, DatasetView

Json = dict[str, Any]

# What panels can follow with `on_change_<name>`.
FOLLOWED = (
    "dataset",
    "view",
    "spaces",
    "current_sample",
    "selected",
    "selected_labels",
    "extended_selection",
    "group_slice",
    "query_performance",
    "active_fields",
)


@dataclass
class AppContext:
    """What the App would send with every request, as live objects.

    Attributes:
        dataset: the open dataset, or None.
        view: the open view, or None for the whole dataset.
        selected_samples: `{id, type}` each; type is "default" or "alt".
        selected_labels: `{label_id, sample_id, field, …}` each.
        extended_selection: `{selection: [ids], scope}` or None.
        current_sample: the id of the sample that is open, or None.
    """

    dataset: Dataset | None = None
    view: DatasetView | None = None
    filters: Json = field(default_factory=dict)
    selected_samples: list[Json] = field(default_factory=list)
    selected_labels: list[Json] = field(default_factory=list)
    extended_selection: Json | None = None
    current_sample: str | None = None
    group_slice: str | None = None
    spaces: Json | None = None
    active_fields: list[str] = field(default_factory=list)
    query_performance: bool = True
    sample_selection_style: Json = field(default_factory=lambda: {"default": "checkmark", "alt": "checkmark"})
    label_selection_style: Json = field(default_factory=lambda: {"default": "dashed", "alt": "dashed"})

    @property
    def selected(self) -> list[str]:
        """The ids of the selected samples."""
        return [sample["id"] for sample in self.selected_samples]

    def set(self, changes: Mapping[str, Any]) -> Json:
        """Takes new values and says what a panel can notice of it.

        Returns:
            The followed names whose value is different now, with the values as events carry them.

        Raises:
            AttributeError: for a name that the context does not have.
        """
        before = self._noticeable()
        if "dataset" in changes and changes["dataset"] is not self.dataset:
            fresh = AppContext()
            for name in ("view", "filters", "selected_samples", "selected_labels", "extended_selection"):
                setattr(self, name, getattr(fresh, name))
            self.current_sample, self.group_slice = None, None
        for name, value in changes.items():
            if name not in self.__dataclass_fields__:
                raise AttributeError(f"a session has no {name!r}")
            setattr(self, name, value)
        self._keep_slice(changes)
        after = self._noticeable()
        return {name: after[name] for name in FOLLOWED if after[name] != before[name]}

    def _keep_slice(self, changes: Mapping[str, Any]) -> None:
        """Brings the slice that is shown to the dataset, and that of a new dataset here."""
        if self.dataset is None or self.dataset.deleted or self.dataset.media_type != "group":
            return
        if changes.get("group_slice"):
            for collection in (self.dataset, self.view):
                if collection is not None and collection.media_type == "group":
                    collection.group_slice = changes["group_slice"]
        elif "dataset" in changes:
            self.group_slice = self.dataset.group_slice

    def request_params(self) -> Json:
        """The context as operators receive it (the request format of FiftyOne 1.22.1)."""
        dataset = self.dataset
        return {
            "dataset_name": None if dataset is None else dataset.name,
            "dataset_id": None if dataset is None else str(dataset._id),
            "view": self.stages(),
            "filters": self.filters,
            "extended": {},
            "view_name": None if self.view is None else self.view.name,
            "selected": self.selected,
            "selected_samples": [dict(sample) for sample in self.selected_samples],
            "sample_selection_style": dict(self.sample_selection_style),
            "label_selection_style": dict(self.label_selection_style),
            "selected_labels": [dict(label) for label in self.selected_labels],
            "current_sample": self.current_sample,
            "extended_selection": self.extended_selection,
            "group_slice": self.group_slice,
            "query_performance": self.query_performance,
            # a notebook arranges nothing; the App always has a space, and operators save it
            "spaces": self.spaces or _samples_alone(),
            "workspace_name": None,
            "active_fields": list(self.active_fields),
        }

    def stages(self) -> list[Json]:
        """The serialised stages of the view; empty for the whole dataset."""
        return [] if self.view is None else self.view._serialize()

    def _noticeable(self) -> Json:
        values = {name: getattr(self, name) for name in FOLLOWED if name not in ("dataset", "view")}
        values["dataset"] = None if self.dataset is None else self.dataset.name
        # a stage's uuid is new every time it is built, so it says nothing about a difference
        values["view"] = [
            {key: value for key, value in stage.items() if key != "_uuid"} for stage in self.stages()
        ]
        if self.filters:
            values["view"] = [*values["view"], {"filters": self.filters}]
        return values


def _samples_alone() -> Json:
    samples = {"_cls": "Panel", "component_id": "samples", "type": "Samples", "pinned": True, "state": {}}
    return {"_cls": "Space", "component_id": "root", "children": [samples], "active_child": "samples"}
