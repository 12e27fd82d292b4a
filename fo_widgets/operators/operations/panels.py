"""Operations on panels: their state, data, output, and which are open."""

from __future__ import annotations

from typing import Any, Literal

from fo_widgets.operators.categories import Categories
from fo_widgets.operators.message import GeneratedMessage
from fo_widgets.operators.operations.base import Triggers
from fo_widgets.schema.types import Property

Json = dict[str, Any]


class PanelOperations(Triggers):
    """Operations on panels. Without a `panel_id` they concern the panel whose event runs."""

    def clear_panel_state(self, panel_id: str | None = None) -> GeneratedMessage:
        """Empties the state of a panel."""
        return self._in_panel("clear_panel_state", panel_id)

    def clear_panel_data(self, panel_id: str | None = None) -> GeneratedMessage:
        """Empties the data of a panel."""
        return self._in_panel("clear_panel_data", panel_id)

    def set_panel_state(self, state: Json, panel_id: str | None = None) -> GeneratedMessage:
        """Replaces the state of a panel."""
        return self._in_panel("set_panel_state", panel_id, **_given(state=state))

    def set_panel_data(self, data: Json, panel_id: str | None = None) -> GeneratedMessage:
        """Replaces the data of a panel."""
        return self._in_panel("set_panel_data", panel_id, **_given(data=data))

    def patch_panel_state(self, state: Json, panel_id: str | None = None) -> GeneratedMessage:
        """Sets the state of a panel at some paths, `{path: value}`."""
        return self._in_panel("patch_panel_state", panel_id, **_given(state=state))

    def patch_panel_data(self, data: Json, panel_id: str | None = None) -> GeneratedMessage:
        """Sets the data of a panel at some paths, `{path: value}`."""
        return self._in_panel("patch_panel_data", panel_id, **_given(data=data))

    def reduce_panel_state(self, reducer: str, panel_id: str | None = None) -> GeneratedMessage:
        """Asks for the state to be computed by JavaScript; sessions refuse to run it."""
        return self._in_panel("reduce_panel_state", panel_id, reducer=reducer)

    def apply_panel_state_path(self, path: str, panel_id: str | None = None) -> GeneratedMessage:
        """Makes the component at a path show its value in the state again."""
        return self._in_panel("apply_panel_state_path", panel_id, path=path)

    def show_panel_output(self, output: Property, panel_id: str | None = None) -> GeneratedMessage:
        """Shows what a panel's `render` returned.

        Raises:
            AttributeError: for something that is no property.
        """
        return self._in_panel("show_panel_output", panel_id, output=output.to_json())

    def set_panel_title(self, id: str | None = None, title: str | None = None) -> GeneratedMessage:
        """Sets the text in a panel's header."""
        return self._do("set_panel_title", id=id, title=title)

    def open_panel(
        self,
        name: str,
        is_active: bool = True,
        layout: Literal["horizontal", "vertical"] | None = None,
        force: bool = False,
        force_duplicate: bool = False,
        state: Json | None = None,
        data: Json | None = None,
    ) -> GeneratedMessage:
        """Opens a panel, or shows it if it is open.

        Args:
            name: its name, or its URI.
            is_active: whether it gets the focus.
            layout: how the space is split for it.
            force: open it even if no such panel is registered.
            force_duplicate: with `force`, open another one of it.
            state: its state before `on_load`.
            data: its data before `on_load`.
        """
        params = {
            "name": name,
            "isActive": is_active,
            "force": force,
            "forceDuplicate": force_duplicate,
            "state": state,
            "data": data,
        }
        if layout is not None:
            params["layout"] = layout
        return self._ctx.trigger("open_panel", params)

    def close_panel(self, name: str | None = None, id: str | None = None) -> GeneratedMessage:
        """Closes the panel of a name or id; without either, the current one."""
        return self._do("close_panel", name=name, id=id)

    def open_all_panels(self) -> GeneratedMessage:
        """Opens every panel."""
        return self._do("open_all_panel")

    def close_all_panels(self) -> GeneratedMessage:
        """Closes every panel."""
        return self._do("close_all_panel")

    def split_panel(self, name: str, layout: Literal["horizontal", "vertical"]) -> GeneratedMessage:
        """Splits the space of a panel."""
        return self._do("split_panel", name=name, layout=layout)

    def register_panel(self, name: str, label: str, **options: Any) -> GeneratedMessage:
        """Makes a panel known to an App; options are those of `build_register_panel_params`."""
        return self._ctx.trigger("register_panel", build_register_panel_params(name, label, **options))

    def _in_panel(self, operation: str, panel_id: str | None, **params: Any) -> GeneratedMessage:
        id_ = panel_id if panel_id is not None else self._ctx.params.get("panel_id")
        return self._ctx.trigger(operation, {"panel_id": id_, **params})


def _given(**params: Any) -> Json:
    return {key: value for key, value in params.items() if value is not None}


def build_register_panel_params(
    name: str,
    label: str,
    help_markdown: str | None = None,
    category: Categories | None = Categories.CUSTOM,
    alpha: bool = False,
    beta: bool = False,
    is_new: bool = False,
    icon: str | None = None,
    light_icon: str | None = None,
    dark_icon: str | None = None,
    surfaces: str = "grid",
    on_load: str | None = None,
    on_unload: str | None = None,
    on_change: str | None = None,
    on_change_ctx: str | None = None,
    on_change_dataset: str | None = None,
    on_change_view: str | None = None,
    on_change_spaces: str | None = None,
    on_change_current_sample: str | None = None,
    on_change_selected: str | None = None,
    on_change_selected_labels: str | None = None,
    on_change_extended_selection: str | None = None,
    on_change_group_slice: str | None = None,
    on_change_query_performance: str | None = None,
    on_change_active_fields: str | None = None,
    allow_duplicates: bool = False,
    priority: int | None = None,
    _builtin: bool = False,
) -> Json:
    """What an App must know to open a panel, as it goes over the wire; each `on_…` is a URI."""
    params = dict(locals())
    params["panel_name"] = params.pop("name")
    params["panel_label"] = params.pop("label")
    params["category"] = None if category is None else category.value
    return params
