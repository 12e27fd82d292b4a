"""Operations on what is open and shown: dataset, view, messages, files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from bson import json_util

from fo_widgets.operators.message import GeneratedMessage
from fo_widgets.operators.operations.base import Triggers, as_json, as_list
from fo_widgets.schema.types import Property

if TYPE_CHECKING:
    from fo_widgets.data import DatasetView

Json = dict[str, Any]


class AppOperations(Triggers):
    """Operations on what is open and shown."""

    def open_dataset(self, dataset_name: str) -> GeneratedMessage:
        """Opens the dataset of a name."""
        return self._do("open_dataset", dataset=dataset_name)

    def reload_dataset(self) -> GeneratedMessage:
        """Shows the dataset as it is now."""
        return self._do("reload_dataset")

    def set_view(self, view: DatasetView | None = None, name: str | None = None) -> GeneratedMessage:
        """Shows a view, or the saved view of a name."""
        stages = None if view is None else json.loads(json_util.dumps(view._serialize()))
        return self._do_given("set_view", view=stages, name=name)

    def clear_view(self) -> GeneratedMessage:
        """Shows the whole dataset."""
        return self._do("clear_view")

    def clear_all_stages(self) -> GeneratedMessage:
        """Removes the stages, filters and selections of the view."""
        return self._do("clear_all_stages")

    def clear_sidebar_filters(self) -> GeneratedMessage:
        """Removes the filters."""
        return self._do("clear_sidebar_filters")

    def copy_view_as_json(self) -> GeneratedMessage:
        """Copies the view to the clipboard."""
        return self._do("copy_view_as_json")

    def view_from_json(self) -> GeneratedMessage:
        """Shows the view that is on the clipboard."""
        return self._do("view_from_clipboard")

    def set_spaces(self, spaces: Any = None, name: str | None = None) -> GeneratedMessage:
        """Arranges the panels as a `Space`, or as the saved workspace of a name.

        Raises:
            ValueError: there is no such workspace.
            AttributeError: there is no dataset that could have one.
        """
        if spaces is None and name is not None:
            if self._ctx.dataset is None:
                raise AttributeError(f"the workspace {name!r} needs a dataset")
            spaces = self._ctx.dataset.load_workspace(name)
        return self._do_given("set_spaces", spaces=None if spaces is None else spaces.to_dict())

    def set_active_fields(self, fields: Iterable[str] | None = None) -> GeneratedMessage:
        """Shows these fields with the samples."""
        return self._do("set_active_fields", fields=[] if fields is None else as_list(fields))

    def clear_active_fields(self) -> GeneratedMessage:
        """Shows the usual fields with the samples."""
        return self._do("clear_active_fields")

    def show_sidebar(self) -> GeneratedMessage:
        """Shows the sidebar."""
        return self._do("show_sidebar")

    def hide_sidebar(self) -> GeneratedMessage:
        """Hides the sidebar."""
        return self._do("hide_sidebar")

    def toggle_sidebar(self) -> GeneratedMessage:
        """Shows the sidebar if it is hidden, hides it if not."""
        return self._do("toggle_sidebar")

    def refresh_colors(self) -> GeneratedMessage:
        """Draws the labels in new colours."""
        return self._do("refresh_colors")

    def notify(
        self, message: str, variant: Literal["info", "success", "warning", "error"] = "info"
    ) -> GeneratedMessage:
        """Shows a message for a moment."""
        return self._do("notify", message=message, variant=variant)

    def console_log(self, message: Any) -> GeneratedMessage:
        """Logs a message."""
        return self._do("console_log", message=message)

    def print_stdout(self, message: Any) -> GeneratedMessage:
        """Prints a message in the notebook."""
        return self._do("print_stdout", msg=message)

    def set_progress(
        self,
        label: str | None = None,
        progress: float | None = None,
        variant: Literal["linear", "circular"] | None = None,
    ) -> GeneratedMessage:
        """Shows how far the work is: 0 to 1, or None for "some time yet"."""
        return self._do_given("set_progress", label=label, progress=progress, variant=variant)

    def show_output(self, outputs: Property | Json | None, results: Json | None) -> GeneratedMessage:
        """Shows results in a form of their own."""
        return self._do("show_output", outputs=as_json(outputs), results=results)

    def list_files(self, path: str | None = None, list_filesystems: bool = False) -> GeneratedMessage:
        """Lists the files of a folder."""
        return self._do("list_files", path=path, list_filesystems=list_filesystems)

    def browser_download(self, url: str, filename: str | None = None) -> GeneratedMessage:
        """Downloads a URL in the browser."""
        given = {} if filename is None else {"filename": filename}
        return self._do("browser_download", url=url, **given)

    def track_event(self, event: str, properties: Json | None = None) -> GeneratedMessage:
        """Reports the use of a feature; nothing here collects such reports."""
        return self._do("track_event", event=event, properties=properties)

    def test_operator(self, operator: str, raw_params: Json) -> GeneratedMessage:
        """Runs an operator with params."""
        return self._do("test_operator", operator=operator, raw_params=raw_params)
