"""Operations on what is kept about a dataset: indexes, summaries, slices of groups, runs."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators.builtin.base import BuiltinOperator, ask_for_one, ask_for_some, dataset_of, refuse
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.schema.types import MarkdownView, Notice, Object, Warning


class CreateIndex(BuiltinOperator):
    """Makes queries of a field fast."""

    operation, label = "create_index", "Create index"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        dataset = dataset_of(ctx)
        have = set(dataset.list_indexes())
        paths = [path for path in dataset.get_field_schema(flat=True) if path not in have]
        ask_for_one(inputs, "field_name", paths, "Field")
        inputs.bool("unique", default=False, label="Each value at most once")

    def execute(self, ctx: ExecutionContext) -> None:
        dataset_of(ctx).create_index(ctx.params["field_name"], unique=bool(ctx.params.get("unique", False)))


class DropIndex(BuiltinOperator):
    """Deletes indexes."""

    operation, label = "drop_index", "Drop index"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        names = [name for name in dataset_of(ctx).list_indexes() if name != "id"]
        ask_for_some(inputs, "index_names", names, "Indexes")

    def execute(self, ctx: ExecutionContext) -> None:
        for name in ctx.params["index_names"]:
            dataset_of(ctx).drop_index(name)


class CreateSummaryField(BuiltinOperator):
    """Keeps what a field holds in each sample in a field of its own."""

    operation, label, may_wait = "create_summary_field", "Create summary field", True

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        dataset = dataset_of(ctx)
        schema = dataset.get_field_schema(flat=True)
        paths = [path for path, field in schema.items() if type(field).__name__ in _TEXTS + _NUMBERS]
        ask_for_one(inputs, "path", paths, "Field")
        path = ctx.params.get("path")
        if path is None or path not in paths:
            return
        if path in _summarized(dataset):
            inputs.view("exists", Notice(label=f"There is a summary of {path!r} already"))
            return
        name = ctx.params.get(_name_of(path)) or dataset._get_default_summary_field_name(path)
        asked = inputs.str(_name_of(path), default=name, label="Summary field")
        if name in schema:
            refuse(asked, "There is a field of that name already")
        inputs.str("sidebar_group", default="summaries", label="Group in the sidebar")
        if type(schema[path]).__name__ in _TEXTS:
            inputs.bool("include_counts", default=False, label="With counts")
        elif siblings := _texts_beside(path, schema):
            ask_for_one(inputs, "group_by", siblings, "Apart for each").required = False
        inputs.bool("read_only", default=True, label="Read-only")
        inputs.bool("create_index", default=True, label="With an index")

    def execute(self, ctx: ExecutionContext) -> None:
        params, path = ctx.params, ctx.params["path"]
        dataset_of(ctx).create_summary_field(
            path,
            field_name=params.get(_name_of(path)),
            sidebar_group=params.get("sidebar_group"),
            include_counts=params.get("include_counts", False),
            group_by=params.get("group_by"),
            read_only=params.get("read_only", True),
            create_index=params.get("create_index", True),
        )
        ctx.ops.reload_dataset()


class _SummaryOperator(BuiltinOperator):
    may_wait = True

    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if dataset_of(ctx).list_summary_fields() else "This dataset has no summary fields"


class UpdateSummaryField(_SummaryOperator):
    """Brings a summary field up to date."""

    operation, label = "update_summary_field", "Update summary field"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        dataset, name = dataset_of(ctx), ctx.params.get("field_name")
        ask_for_one(inputs, "field_name", dataset.list_summary_fields(), "Summary field")
        if name is not None and name not in dataset.check_summary_fields():
            inputs.str("check_field", view=Warning(label=f"{name!r} is up to date"), invalid=True)

    def execute(self, ctx: ExecutionContext) -> None:
        dataset_of(ctx).update_summary_field(ctx.params["field_name"])
        ctx.ops.reload_dataset()


class DeleteSummaryField(_SummaryOperator):
    """Deletes summary fields."""

    operation, label, risk = "delete_summary_field", "Delete summary field", "high"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        ask_for_some(inputs, "field_names", dataset_of(ctx).list_summary_fields(), "Summary fields")

    def execute(self, ctx: ExecutionContext) -> None:
        dataset_of(ctx).delete_summary_fields(ctx.params["field_names"])
        ctx.ops.reload_dataset()


class _SliceOperator(BuiltinOperator):
    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if dataset_of(ctx).media_type == "group" else "This dataset has no groups"


class AddGroupSlice(_SliceOperator):
    """Adds a slice to the groups."""

    operation, label = "add_group_slice", "Add group slice"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        name = inputs.str("name", required=True, label="Name")
        if ctx.params.get("name") in dataset_of(ctx).group_slices:
            refuse(name, "There is a slice of that name already")
        ask_for_one(inputs, "media_type", ("image", "video", "point-cloud", "3d"), "Media type")

    def execute(self, ctx: ExecutionContext) -> None:
        dataset_of(ctx).add_group_slice(ctx.params["name"], ctx.params["media_type"])
        ctx.ops.reload_dataset()


class RenameGroupSlice(_SliceOperator):
    """Renames a slice of the groups."""

    operation, label, may_wait = "rename_group_slice", "Rename group slice", True

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        slices = dataset_of(ctx).group_slices
        ask_for_one(inputs, "name", slices, "Slice")
        new_name = inputs.str("new_name", required=True, label="New name")
        if ctx.params.get("new_name") in slices:
            refuse(new_name, "There is a slice of that name already")

    def execute(self, ctx: ExecutionContext) -> None:
        dataset_of(ctx).rename_group_slice(ctx.params["name"], ctx.params["new_name"])
        ctx.ops.reload_dataset()


class DeleteGroupSlice(_SliceOperator):
    """Deletes slices of the groups with their samples."""

    operation, label, may_wait, risk = "delete_group_slice", "Delete group slice", True, "high"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        ask_for_some(inputs, "names", dataset_of(ctx).group_slices, "Slices")

    def execute(self, ctx: ExecutionContext) -> None:
        for name in ctx.params["names"]:
            dataset_of(ctx).delete_group_slice(name)
        ctx.ops.reload_dataset()


class DeleteBrainRun(BuiltinOperator):
    """Deletes a run of a brain method."""

    operation, label, risk = "delete_brain_run", "Delete brain run", "high"

    def problem(self, ctx: ExecutionContext) -> str | None:
        return None if dataset_of(ctx).list_brain_runs() else "This dataset has no brain runs"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        ask_for_one(inputs, "brain_key", dataset_of(ctx).list_brain_runs(), "Brain key")

    def execute(self, ctx: ExecutionContext) -> None:
        dataset_of(ctx).delete_brain_run(ctx.params["brain_key"])
        ctx.ops.reload_dataset()


class SyncLastModifiedAt(BuiltinOperator):
    """Dates the dataset's last change by its samples'."""

    operation, label, may_wait = "sync_last_modified_at", "Sync last modified at", True

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        text = "Sets `last_modified_at` of the dataset to the newest of its samples, if that is later."
        inputs.str("instructions", default=text, view=MarkdownView(read_only=True))

    def execute(self, ctx: ExecutionContext) -> None:
        dataset_of(ctx).sync_last_modified_at()


_TEXTS = ("StringField", "BooleanField")
_NUMBERS = ("IntField", "FrameNumberField", "FloatField", "DateField", "DateTimeField")


def _summarized(dataset: Any) -> set[str]:
    infos = [dataset.get_field(name).info or {} for name in dataset.list_summary_fields()]
    return {info["_summary_field"]["path"] for info in infos}


def _texts_beside(path: str, schema: dict[str, Any]) -> list[str]:
    parent = path.rpartition(".")[0]
    return [
        other
        for other, field in schema.items()
        if other.rpartition(".")[0] == parent and type(field).__name__ in _TEXTS
    ]


def _name_of(path: str) -> str:
    # the name that was typed for one field is not the name for the next that is chosen
    return f"field_name|{path.replace('.', '_')}"
