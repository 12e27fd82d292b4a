"""Operations on saved views and workspaces, which are kept alike."""

from __future__ import annotations

from typing import Any, ClassVar

from fo_widgets.operators.builtin.base import (
    BuiltinOperator,
    Json,
    ask_for_name,
    ask_for_one,
    ask_for_some,
    dataset_of,
    refuse,
)
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.schema.types import Notice, Object

_TEXTS = ("description", "color")


class _SavedOperator(BuiltinOperator):
    # what it is about, in the names of the dataset's methods
    kind: ClassVar[str] = "saved_view"

    def known(self, ctx: ExecutionContext) -> list[str]:
        """The names of those that there are."""
        names: list[str] = getattr(dataset_of(ctx), f"list_{self.kind}s")()
        return names

    def noun(self) -> str:
        """Its kind for people."""
        return self.kind.replace("_", " ")

    def of_kind(self, ctx: ExecutionContext, method: str) -> Any:
        """The dataset's method about this kind."""
        return getattr(dataset_of(ctx), method.format(self.kind))


class _OldOperator(_SavedOperator):
    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if self.known(ctx) else f"This dataset has no {self.noun()}"


class ListSavedViews(_SavedOperator):
    """Lists the saved views."""

    operation, label, risk, is_form = "list_saved_views", "List saved views", "low", False

    def execute(self, ctx: ExecutionContext) -> Json:
        infos = self.of_kind(ctx, "list_{}s")(info=True)
        name = "workspaces" if self.kind == "workspace" else "views"
        return {name: [{key: info.get(key) for key in ("name", *_TEXTS)} for info in infos]}


class ListWorkspaces(ListSavedViews):
    """Lists the workspaces."""

    operation, label, kind = "list_workspaces", "List workspaces", "workspace"


class LoadSavedView(_OldOperator):
    """Shows a saved view."""

    operation, label, risk = "load_saved_view", "Load saved view", "low"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        ask_for_one(inputs, "name", self.known(ctx), "Name")

    def execute(self, ctx: ExecutionContext) -> None:
        ctx.ops.set_view(name=ctx.params["name"])


class LoadWorkspace(LoadSavedView):
    """Arranges the panels as a workspace has them."""

    operation, label, kind = "load_workspace", "Load workspace", "workspace"

    def execute(self, ctx: ExecutionContext) -> None:
        ctx.ops.set_spaces(name=ctx.params["name"])


class ReloadSavedView(_SavedOperator):
    """Brings a saved view of patches, frames or clips up to date; here it always is."""

    operation, label, risk = "reload_saved_view", "Reload saved view", "low"

    def known(self, ctx: ExecutionContext) -> list[str]:
        load = dataset_of(ctx).load_saved_view
        return [name for name in super().known(ctx) if load(name)._is_generated]

    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if self.known(ctx) else "This dataset has no saved views of patches, frames or clips"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        known, name = self.known(ctx), ctx.params.get("name")
        ask_for_one(inputs, "name", known, "Name")
        if name in known:
            inputs.view("notice", Notice(label=f"{name!r} is up to date"))

    def execute(self, ctx: ExecutionContext) -> None:
        dataset_of(ctx).load_saved_view(ctx.params["name"]).reload()


class SaveView(_SavedOperator):
    """Saves the view that is shown."""

    operation, label = "save_view", "Save view"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        known, name = self.known(ctx), ctx.params.get("name")
        ask_for_name(inputs, "name", known, "Name")
        _ask_for_texts(inputs)
        if name in known:
            inputs.view("overwrite", Notice(label=f"There is a {self.noun()} {name!r}; it will be replaced"))

    def execute(self, ctx: ExecutionContext) -> None:
        texts = {key: ctx.params.get(key) for key in _TEXTS}
        dataset_of(ctx).save_view(ctx.params["name"], ctx.view, overwrite=True, **texts)


class SaveWorkspace(SaveView):
    """Saves how the panels are arranged."""

    operation, label, kind = "save_workspace", "Save workspace", "workspace"

    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if ctx.spaces is not None else "Nothing is known of how the panels are arranged"

    def execute(self, ctx: ExecutionContext) -> None:
        texts = {key: ctx.params.get(key) for key in _TEXTS}
        dataset_of(ctx).save_workspace(ctx.params["name"], ctx.spaces, overwrite=True, **texts)
        ctx.ops.set_spaces(name=ctx.params["name"])


class EditSavedViewInfo(_OldOperator):
    """Renames and describes a saved view."""

    operation, label = "edit_saved_view_info", "Edit saved view info"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        known, name = self.known(ctx), ctx.params.get("name")
        ask_for_one(inputs, "name", known, "Name")
        if name not in known:
            return
        new_name = inputs.str("new_name", default=name, label="New name")
        if ctx.params.get("new_name") in set(known) - {name}:
            refuse(new_name, f"There is a {self.noun()} of that name already")
        _ask_for_texts(inputs, self.of_kind(ctx, "get_{}_info")(name))

    def execute(self, ctx: ExecutionContext) -> None:
        info = {key: ctx.params[key] for key in _TEXTS if key in ctx.params}
        if ctx.params.get("new_name"):
            info["name"] = ctx.params["new_name"]
        self.of_kind(ctx, "update_{}_info")(ctx.params["name"], info)


class EditWorkspaceInfo(EditSavedViewInfo):
    """Renames and describes a workspace."""

    operation, label, kind = "edit_workspace_info", "Edit workspace info", "workspace"

    def execute(self, ctx: ExecutionContext) -> None:
        name, new_name = ctx.params["name"], ctx.params.get("new_name")
        is_open = ctx.spaces is not None and ctx.spaces.name == name
        super().execute(ctx)
        if is_open and new_name and new_name != name:
            ctx.ops.set_spaces(name=new_name)


class DeleteSavedView(_OldOperator):
    """Deletes saved views."""

    operation, label, risk = "delete_saved_view", "Delete saved view", "high"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        ask_for_some(inputs, "names", self.known(ctx), "Names")

    def execute(self, ctx: ExecutionContext) -> None:
        for name in ctx.params["names"]:
            self.of_kind(ctx, "delete_{}")(name)


class DeleteWorkspace(DeleteSavedView):
    """Deletes workspaces."""

    operation, label, kind = "delete_workspace", "Delete workspace", "workspace"


def _ask_for_texts(inputs: Object, info: Json | None = None) -> None:
    given = info or {}
    inputs.str("description", default=given.get("description"), label="Description")
    inputs.str("color", default=given.get("color"), label="Color, for example #FF6D04")
