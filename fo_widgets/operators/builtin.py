"""The builtin operations that work on data, as operators of the plugin `@voxel51/operators`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from fo_widgets.operators.context import ExecutionContext
from fo_widgets.operators.operator import Operator, OperatorConfig
from fo_widgets.operators.registry import OperatorRegistry
from fo_widgets.schema.types import Object, Property

Json = dict[str, Any]


class _FieldOperator(Operator):
    """Changes a field of the dataset; `params["field_name"]`."""

    operation = ""
    label = ""
    has_new_name = False

    @property
    def config(self) -> OperatorConfig:
        return OperatorConfig(self.operation, self.label, dynamic=True, unlisted=False)

    def resolve_input(self, ctx: ExecutionContext) -> Property:
        inputs = Object()
        schema = {} if ctx.dataset is None else ctx.dataset.get_field_schema()
        inputs.enum("field_name", list(schema), label="Field", required=True)
        if self.has_new_name:
            new_name = inputs.str("new_field_name", label="New name", required=True)
            if ctx.params.get("new_field_name") in schema:
                new_name.invalid = True
                new_name.error_message = "There is a field of that name already"
        return Property(inputs)

    def execute(self, ctx: ExecutionContext) -> None:
        names = [ctx.params["field_name"]]
        if self.has_new_name:
            names.append(ctx.params["new_field_name"])
        getattr(_dataset_of(ctx), self.operation)(*names)
        ctx.ops.reload_dataset()


class CloneSampleField(_FieldOperator):
    """Copies a field."""

    operation = "clone_sample_field"
    label = "Clone field"
    has_new_name = True


class RenameSampleField(_FieldOperator):
    """Renames a field."""

    operation = "rename_sample_field"
    label = "Rename field"
    has_new_name = True


class ClearSampleField(_FieldOperator):
    """Removes the values of a field."""

    operation = "clear_sample_field"
    label = "Clear field"


class DeleteSampleField(_FieldOperator):
    """Deletes a field."""

    operation = "delete_sample_field"
    label = "Delete field"


class CloneSelectedSamples(Operator):
    """Adds copies of the selected samples."""

    @property
    def config(self) -> OperatorConfig:
        return OperatorConfig("clone_selected_samples", "Clone selected samples")

    def execute(self, ctx: ExecutionContext) -> Json:
        dataset = _dataset_of(ctx)
        ids = dataset.add_samples([sample.copy() for sample in dataset.select(ctx.selected)])
        ctx.ops.clear_selected_samples()
        ctx.ops.reload_samples()
        return {"ids": ids}


class DeleteSelectedSamples(Operator):
    """Deletes the selected samples."""

    @property
    def config(self) -> OperatorConfig:
        return OperatorConfig("delete_selected_samples", "Delete selected samples")

    def execute(self, ctx: ExecutionContext) -> None:
        _dataset_of(ctx).delete_samples(ctx.selected)
        ctx.ops.clear_selected_samples()
        ctx.ops.reload_samples()


class DeleteSelectedLabels(Operator):
    """Deletes the selected labels."""

    @property
    def config(self) -> OperatorConfig:
        return OperatorConfig("delete_selected_labels", "Delete selected labels")

    def execute(self, ctx: ExecutionContext) -> None:
        _dataset_of(ctx).delete_labels(labels=ctx.selected_labels)
        ctx.ops.clear_selected_labels()
        ctx.ops.reload_samples()


class ListFiles(Operator):
    """Lists the files of a folder of the kernel's machine."""

    @property
    def config(self) -> OperatorConfig:
        return OperatorConfig("list_files", "List files", unlisted=True, execute_as_generator=False)

    def execute(self, ctx: ExecutionContext) -> Json:
        if ctx.params.get("list_filesystems"):
            return {"filesystems": [{"name": "file", "default_path": str(Path.home())}]}
        path = Path(ctx.params.get("path") or Path.home()).expanduser()
        try:
            with os.scandir(path) as entries:
                files = [described for entry in entries if (described := _describe(entry))]
        except OSError as error:
            return {"error": str(error), "files": []}
        files.sort(key=lambda file: (file["type"] != "directory", file["name"].lower()))
        return {"files": files}


def _describe(entry: os.DirEntry[str]) -> Json | None:
    try:
        status = entry.stat()
    except OSError:  # a broken link, or no right to look
        return None
    return {
        "name": entry.name,
        "type": "directory" if entry.is_dir() else "file",
        "size": status.st_size,
        "date_modified": status.st_mtime,
        "absolute_path": os.path.abspath(entry.path),
    }


def _dataset_of(ctx: ExecutionContext) -> Any:
    if ctx.dataset is None:
        raise ValueError(f"{ctx.operator_uri} needs a dataset")
    return ctx.dataset


BUILTIN_OPERATORS: list[type[Operator]] = [
    CloneSampleField,
    RenameSampleField,
    ClearSampleField,
    DeleteSampleField,
    CloneSelectedSamples,
    DeleteSelectedSamples,
    DeleteSelectedLabels,
    ListFiles,
]


def register(registry: OperatorRegistry) -> None:
    """Registers the builtin operators."""
    for operator in BUILTIN_OPERATORS:
        registry.register_operator(operator(_builtin=True))
