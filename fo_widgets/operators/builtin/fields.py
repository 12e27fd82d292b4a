"""Operations on the fields of samples and frames."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from fo_widgets.operators.builtin.base import (
    BuiltinOperator,
    ask_for_name,
    ask_for_one,
    ask_for_some,
    dataset_of,
    refuse,
)
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.schema.types import CodeView, Object

_DEFAULTS = ("id", "filepath", "tags", "metadata", "frame_number", "created_at", "last_modified_at")


class FieldOperator(BuiltinOperator):
    """Changes fields of the samples, or of the frames."""

    may_wait = True
    of_frames: ClassVar[bool] = False

    def problem(self, ctx: ExecutionContext) -> str | None:
        return "This dataset has no frames" if self.of_frames and not self.schema(ctx) else None

    def schema(self, ctx: ExecutionContext, flat: bool = False) -> dict[str, Any]:
        """The fields that it is about, by path; `flat` has those inside them too."""
        dataset = dataset_of(ctx)
        found = dataset.get_frame_field_schema if self.of_frames else dataset.get_field_schema
        return found(flat=flat) or {}

    def editable(self, ctx: ExecutionContext) -> list[str]:
        """The paths of the fields that may be renamed and deleted."""
        schema = self.schema(ctx)
        return [path for path, field in schema.items() if path not in _DEFAULTS and not field.read_only]

    def apply(self, target: Any, change: str, *args: Any) -> None:
        """Makes a change of that name to fields of a dataset or view."""
        getattr(target, f"{change}_frame_field" if self.of_frames else f"{change}_sample_field")(*args)


class _NewNameOperator(FieldOperator):
    change: ClassVar[str]

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        schema = self.schema(ctx, flat=True)
        choices = schema if self.change == "clone" else self.editable(ctx)
        name = ctx.params.get("field_name")
        field = ask_for_name(inputs, "field_name", choices, "Field")
        if name is None:
            return
        if name not in choices:
            refuse(field, f"There is no field {name!r} to {self.change}")
            return
        new_name = inputs.str("new_field_name", required=True, default=f"{name}_copy", label="New name")
        if ctx.params.get("new_field_name") in schema:
            refuse(new_name, "There is a field of that name already")

    def execute(self, ctx: ExecutionContext) -> None:
        target = ctx.target_view("target") if self.change == "clone" else dataset_of(ctx)
        self.apply(target, self.change, ctx.params["field_name"], ctx.params["new_field_name"])
        ctx.ops.reload_dataset()


class CloneSampleField(_NewNameOperator):
    """Copies a field of the samples."""

    operation, label, change = "clone_sample_field", "Clone sample field", "clone"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        inputs.view_target(ctx, name="target")
        super().ask(ctx, inputs)


class CloneFrameField(CloneSampleField):
    """Copies a field of the frames."""

    operation, label, of_frames = "clone_frame_field", "Clone frame field", True


class RenameSampleField(_NewNameOperator):
    """Renames a field of the samples."""

    operation, label, change = "rename_sample_field", "Rename sample field", "rename"


class RenameFrameField(RenameSampleField):
    """Renames a field of the frames."""

    operation, label, of_frames = "rename_frame_field", "Rename frame field", True


class _ManyFieldsOperator(FieldOperator):
    def ask_for_fields(self, ctx: ExecutionContext, inputs: Object, choices: Iterable[str]) -> None:
        asked = ask_for_some(inputs, "field_names", choices, "Fields")
        # `ctx.ops.clear_sample_field` and its like name a single field
        asked.required = ctx.params.get("field_name") is None

    def execute(self, ctx: ExecutionContext) -> None:
        single = ctx.params.get("field_name")
        for name in ctx.params["field_names"] if single is None else [single]:
            self.change_field(ctx, name)
        ctx.ops.reload_dataset()

    def change_field(self, ctx: ExecutionContext, name: str) -> None:
        raise NotImplementedError


class ClearSampleField(_ManyFieldsOperator):
    """Removes the values of fields of the samples."""

    operation, label = "clear_sample_field", "Clear sample field"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        inputs.view_target(ctx, name="target")
        schema = self.schema(ctx, flat=True)
        choices = [
            path for path, field in schema.items() if path not in ("id", "filepath") and not field.read_only
        ]
        self.ask_for_fields(ctx, inputs, choices)

    def change_field(self, ctx: ExecutionContext, name: str) -> None:
        self.apply(ctx.target_view("target"), "clear", name)


class ClearFrameField(ClearSampleField):
    """Removes the values of fields of the frames."""

    operation, label, of_frames = "clear_frame_field", "Clear frame field", True


class DeleteSampleField(_ManyFieldsOperator):
    """Deletes fields of the samples."""

    operation, label, risk = "delete_sample_field", "Delete sample field", "high"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        self.ask_for_fields(ctx, inputs, self.editable(ctx))

    def change_field(self, ctx: ExecutionContext, name: str) -> None:
        self.apply(dataset_of(ctx), "delete", name)


class DeleteFrameField(DeleteSampleField):
    """Deletes fields of the frames."""

    operation, label, of_frames = "delete_frame_field", "Delete frame field", True


class EditFieldInfo(BuiltinOperator):
    """Describes a field, and says whether it can be changed."""

    operation, label = "edit_field_info", "Edit field info"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        schema = dataset_of(ctx).get_field_schema(flat=True)
        ask_for_one(inputs, "path", schema, "Field")
        field = schema.get(ctx.params.get("path"))
        if field is None:
            return
        inputs.str("description", default=field.description, label="Description")
        info = None if field.info is None else json.dumps(field.info, indent=4)
        asked = inputs.str("info", default=info, label="Info, a JSON object", view=CodeView(language="json"))
        if not _is_object(ctx.params.get("info")):
            refuse(asked, "This is no JSON object")
        inputs.bool("read_only", default=field.read_only, label="Read-only")

    def execute(self, ctx: ExecutionContext) -> None:
        field = dataset_of(ctx).get_field(ctx.params["path"])
        known = {
            key: ctx.params[key]
            for key in ("description", "read_only", "info")
            if ctx.params.get(key) is not None
        }
        if "info" in known:
            known["info"] = json.loads(known["info"]) if known["info"] else None
        # a field that stays read-only lets only that be changed
        if field.read_only and known.get("read_only") is False:
            field.read_only = known.pop("read_only")
            field.save()
        for key, value in known.items():
            setattr(field, key, value)
        field.save()
        ctx.ops.reload_dataset()


class EditFieldValues(BuiltinOperator):
    """Replaces values of a field by others."""

    operation, label, may_wait = "edit_field_values", "Edit field values", True

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        inputs.view_target(ctx, name="target")
        schema = dataset_of(ctx).get_field_schema(flat=True)
        plain = [
            path for path, field in schema.items() if type(field).__name__ in _PLAIN and not field.read_only
        ]
        ask_for_name(inputs, "path", [path for path in plain if path != "id"], "Field")
        if ctx.params.get("path"):
            pair = Object()
            pair.str("current", required=True, label="Value now")
            pair.str("new", label="New value")
            inputs.list("map", pair, required=True, label="Values")

    def execute(self, ctx: ExecutionContext) -> None:
        target, path = ctx.target_view("target"), ctx.params["path"]
        mapping = {}
        for pair in ctx.params["map"]:
            current = pair["current"]
            mapping.update(
                dict.fromkeys(current if isinstance(current, list) else [current], pair.get("new"))
            )
        target.set_values(path, target.map_values(path, mapping).values(path))
        ctx.ops.reload_dataset()


_PLAIN = ("StringField", "BooleanField", "IntField", "FloatField")


def _is_object(text: str | None) -> bool:
    if not text:
        return True
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
