"""Operations on dynamic attributes: those that documents have and the schema lacks."""

from __future__ import annotations

from typing import Any

from fo_widgets.operators.builtin.base import Json, ask_for_some, dataset_of
from fo_widgets.operators.builtin.fields import FieldOperator
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.schema.types import AutocompleteView, List, Notice, Object, String


class _DynamicOperator(FieldOperator):
    may_wait = False

    def call(self, ctx: ExecutionContext, method: str, *args: Any) -> Any:
        """What a method of the dataset gives; `{}` in its name is for what has the fields."""
        return getattr(dataset_of(ctx), method.format("frame" if self.of_frames else "sample"))(*args)

    def found(self, ctx: ExecutionContext, fields: list[str]) -> Json:
        """The dynamic attributes of fields, by path; a list of fields where values are of several types."""
        dataset = dataset_of(ctx)
        find = dataset.get_dynamic_frame_field_schema if self.of_frames else dataset.get_dynamic_field_schema
        found = find(fields) or {}
        return {path: kind for path, kind in found.items() if any(path.startswith(f"{f}.") for f in fields)}


class AddDynamicSampleFields(_DynamicOperator):
    """Declares dynamic attributes in fields of the samples."""

    operation, label = "add_dynamic_sample_fields", "Add dynamic sample fields"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        fields = ctx.params.get("fields") or []
        inside = tuple(f"{field}." for field in fields)
        choices = [
            path
            for path, field in self.schema(ctx, flat=True).items()
            if _is_searched(field) and not path.startswith(inside)
        ]
        ask_for_some(inputs, "fields", choices, "Fields to search")
        if not fields:
            return
        found = self.found(ctx, fields)
        mixed = [path for path, kind in found.items() if isinstance(kind, list)]
        if mixed:
            told = f"Values of several types, which cannot be declared: {', '.join(mixed)}"
            inputs.view("mixed_fields", Notice(label=told))
        view = AutocompleteView(allow_duplicates=False)
        for path, kind in found.items():
            if path not in mixed:
                view.add_choice(path, label=f"{path} ({type(kind).__name__})")
        if not view.choices:
            told = f"Nothing to declare in {', '.join(fields)}"
            inputs.view("message", Notice(label=told), invalid=True, error_message=told)
            return
        inputs.define_property(
            "dynamic_fields",
            List(String()),
            required=True,
            label="Dynamic fields",
            default=view.values(),
            view=view,
        )

    def execute(self, ctx: ExecutionContext) -> None:
        if fields := ctx.params.get("dynamic_fields"):
            self.call(ctx, "add_dynamic_{}_fields", fields)
            ctx.ops.reload_dataset()


class AddDynamicFrameFields(AddDynamicSampleFields):
    """Declares dynamic attributes in fields of the frames."""

    operation, label, of_frames = "add_dynamic_frame_fields", "Add dynamic frame fields", True


class RemoveDynamicSampleFields(_DynamicOperator):
    """Takes dynamic attributes out of the schema of the samples; their values stay."""

    operation, label, risk = "remove_dynamic_sample_fields", "Remove dynamic sample fields", "high"

    def declared(self, ctx: ExecutionContext) -> list[str]:
        """The paths of the dynamic attributes that the schema has."""
        schema = self.schema(ctx, flat=True)
        return [path for path in schema if _is_dynamic(path, schema)]

    def problem(self, ctx: ExecutionContext) -> str | None:
        return super().problem(ctx) or (None if self.declared(ctx) else "No dynamic fields are declared")

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        ask_for_some(inputs, "fields", self.declared(ctx), "Dynamic fields")

    def execute(self, ctx: ExecutionContext) -> None:
        if fields := ctx.params.get("fields"):
            self.call(ctx, "remove_dynamic_{}_fields", fields)
            ctx.ops.reload_dataset()


class RemoveDynamicFrameFields(RemoveDynamicSampleFields):
    """Takes dynamic attributes out of the schema of the frames; their values stay."""

    operation, label, of_frames = "remove_dynamic_frame_fields", "Remove dynamic frame fields", True


def _document_type(field: Any) -> Any:
    inner = getattr(field, "field", None)
    return getattr(field, "document_type", None) or getattr(inner, "document_type", None)


def _is_searched(field: Any) -> bool:
    return _document_type(field) is not None and type(field).__name__ != "DictField"


def _is_dynamic(path: str, schema: Json) -> bool:
    parent, _, name = path.rpartition(".")
    document = _document_type(schema.get(parent))
    return document is not None and name not in document._FIELDS
