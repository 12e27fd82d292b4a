"""Operations on samples, labels and fields, and on what of them is selected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from fo_widgets.operators.message import GeneratedMessage
from fo_widgets.operators.operations.base import Triggers, as_list

Json = dict[str, Any]

SAMPLE_STYLES = (
    "checkmark",
    "green-checkmark",
    "red-checkmark",
    "thumbsup",
    "thumbsdown",
    "x",
    "star",
    "pin",
    "bookmark",
)
LABEL_STYLES = ("dashed", "dashed-green", "dashed-red")
SELECTION_TYPES = ("default", "alt")


class SampleOperations(Triggers):
    """Operations on samples, labels and fields."""

    def clone_selected_samples(self) -> GeneratedMessage:
        """Adds copies of the selected samples."""
        return self._do("clone_selected_samples")

    def delete_selected_samples(self) -> GeneratedMessage:
        """Deletes the selected samples."""
        return self._do("delete_selected_samples")

    def delete_selected_labels(self) -> GeneratedMessage:
        """Deletes the selected labels."""
        return self._do("delete_selected_labels")

    def clone_sample_field(self, field_name: str, new_field_name: str) -> GeneratedMessage:
        """Copies a field to a new name."""
        return self._do("clone_sample_field", field_name=field_name, new_field_name=new_field_name)

    def rename_sample_field(self, field_name: str, new_field_name: str) -> GeneratedMessage:
        """Renames a field."""
        return self._do("rename_sample_field", field_name=field_name, new_field_name=new_field_name)

    def clear_sample_field(self, field_name: str) -> GeneratedMessage:
        """Removes the values of a field."""
        return self._do("clear_sample_field", field_name=field_name)

    def delete_sample_field(self, field_name: str) -> GeneratedMessage:
        """Deletes a field."""
        return self._do("delete_sample_field", field_name=field_name)

    def reload_samples(self) -> GeneratedMessage:
        """Shows the samples as they are now."""
        return self._do("reload_samples")

    def show_samples(
        self, samples: Iterable[str] | None, use_extended_selection: bool = False
    ) -> GeneratedMessage:
        """Shows the samples with these ids only."""
        return self._do(
            "show_samples", samples=as_list(samples), use_extended_selection=use_extended_selection
        )

    def show_selected_samples(self) -> GeneratedMessage:
        """Shows the selected samples only."""
        return self._do("show_selected_samples")

    def set_selected_samples(self, samples: Iterable[str | Mapping[str, Any]]) -> GeneratedMessage:
        """Selects samples: ids, or `{id, type}` with type "default" or "alt".

        Raises:
            TypeError: for an entry that is neither text nor a dict.
            ValueError: for an entry without an id, or of another type.
        """
        return self._do("set_selected_samples", samples=[_selected(sample) for sample in samples])

    def clear_selected_samples(self) -> GeneratedMessage:
        """Selects no sample."""
        return self._do("clear_selected_samples")

    def set_selected_labels(self, labels: Iterable[Mapping[str, Any]]) -> GeneratedMessage:
        """Selects labels, `{label_id, sample_id, field}` each."""
        return self._do("set_selected_labels", labels=labels)

    def clear_selected_labels(self) -> GeneratedMessage:
        """Selects no label."""
        return self._do("clear_selected_labels")

    def set_extended_selection(
        self,
        selection: Iterable[str] | None = None,
        scope: Literal["global"] | str | None = None,
        clear: bool = False,
        reset: bool = False,
    ) -> GeneratedMessage:
        """Narrows what is shown to the samples with these ids, as a lasso in a plot does.

        Args:
            selection: ids of samples.
            scope: "global" keeps it when its panel closes; a panel's id ties it to that panel.
            clear: end every such narrowing.
            reset: end the newest one.
        """
        return self._do("set_extended_selection", selection=selection, scope=scope, clear=clear, reset=reset)

    def convert_extended_selection_to_selected_samples(self) -> GeneratedMessage:
        """Selects the samples that the extended selection holds."""
        return self._do("convert_extended_selection_to_selected_samples")

    def set_sample_selection_style(
        self, default: str | None = "checkmark", alt: str | None = "checkmark"
    ) -> GeneratedMessage:
        """Sets the icons of selected samples.

        Raises:
            ValueError: for an icon that is not among `SAMPLE_STYLES`.
        """
        _check_style("default icon", default, SAMPLE_STYLES)
        _check_style("alt icon", alt, SAMPLE_STYLES)
        return self._do("set_sample_selection_style", default=default, alt=alt)

    def clear_sample_selection_style(self) -> GeneratedMessage:
        """Goes back to the usual icons of selected samples."""
        return self._do("clear_sample_selection_style")

    def set_label_selection_style(
        self, default: str | None = "dashed", alt: str | None = "dashed"
    ) -> GeneratedMessage:
        """Sets the lines around selected labels.

        Raises:
            ValueError: for a line that is not among `LABEL_STYLES`.
        """
        _check_style("default label selection", default, LABEL_STYLES)
        _check_style("alt label selection", alt, LABEL_STYLES)
        return self._do("set_label_selection_style", default=default, alt=alt)

    def clear_label_selection_style(self) -> GeneratedMessage:
        """Goes back to the usual lines around selected labels."""
        return self._do("clear_label_selection_style")

    def open_sample(self, id: str | None = None, group_id: str | None = None) -> GeneratedMessage:
        """Opens the sample of an id, or the group."""
        return self._do("open_sample", id=id, group_id=group_id)

    def close_sample(self) -> GeneratedMessage:
        """Closes the sample that is open."""
        return self._do("close_sample")

    def set_group_slice(self, slice: str) -> GeneratedMessage:
        """Shows another slice of a grouped dataset."""
        return self._do("set_group_slice", slice=slice)


def _selected(sample: Any) -> Json:
    if isinstance(sample, str):
        return {"id": sample, "type": "default"}
    if not isinstance(sample, Mapping):
        raise TypeError(f"Invalid sample entry: {sample!r}. Must be a string or dict")
    id_, kind = sample.get("id"), sample.get("type", "default")
    if not isinstance(id_, str) or not id_:
        raise ValueError(f"Invalid or missing 'id' in dict entry: {sample!r}. Must be a non-empty string")
    if kind not in SELECTION_TYPES:
        raise ValueError(f"Invalid selection type '{kind}' for '{id_}'. Must be one of {SELECTION_TYPES}")
    return {"id": id_, "type": kind}


def _check_style(what: str, style: str | None, known: Collection[str]) -> None:
    if style is not None and style not in known:
        raise ValueError(f"Invalid {what} style '{style}'. Must be one of {', '.join(known)}")
