"""What the fields are, and views that are grouped by them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fo_widgets.operators.builtin.base import BuiltinOperator, Json, dataset_of
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.schema.types import Dropdown, Object


class GetFieldSchema(BuiltinOperator):
    """Describes the fields of samples and frames."""

    operation, label, risk, is_form = "get_field_schema", "Get field schema", "dangerous", False

    def execute(self, ctx: ExecutionContext) -> Json:
        dataset = dataset_of(ctx)
        return {
            "sample_fields": _described(dataset.get_field_schema(flat=True)),
            "frame_fields": _described(dataset.get_frame_field_schema(flat=True) or {}),
        }


class LoadGroupBy(BuiltinOperator):
    """Shows the view in groups of samples with a common value."""

    operation, label, risk = "load_group_by", "Group by", "low"

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        schema = dataset_of(ctx).get_field_schema(flat=True)
        group_by, order_by = ctx.params.get("group_by"), ctx.params.get("order_by")
        keys = _of_types(schema, _KEYS)
        _ask(inputs, "group_by", keys, "Group by", required=True)
        if group_by:
            _ask(inputs, "compound_field", [path for path in keys if path != group_by], "And by")
        _ask(inputs, "order_by", _of_types(schema, _ORDERS), "Order by")
        if order_by in schema:
            ask = inputs.str if type(schema[order_by]).__name__ == "StringField" else inputs.float
            ask("order_by_key", label="Value of the first sample of each group")
        inputs.bool("reverse", default=False, label="Descending")

    def execute(self, ctx: ExecutionContext) -> None:
        params = ctx.params
        also = params.get("compound_field")
        fields = [params["group_by"], also] if also else params["group_by"]
        view: Any = ctx.view
        grouped = view.group_by(
            fields,
            order_by=params.get("order_by"),
            reverse=bool(params.get("reverse", False)),
            order_by_key=params.get("order_by_key"),
        )
        ctx.ops.set_view(grouped)


_KEYS = ("StringField", "BooleanField", "IntField", "ObjectIdField", "DateField")
_ORDERS = ("StringField", "IntField", "FloatField", "DateField")


def _of_types(schema: Json, types: Iterable[str]) -> list[str]:
    return sorted(path for path, field in schema.items() if type(field).__name__ in types)


def _ask(inputs: Object, name: str, paths: list[str], label: str, required: bool = False) -> None:
    view = Dropdown()
    for path in paths:
        view.add_choice(path, label=path)
    inputs.str(name, required=required, label=label, view=view)


def _described(schema: Json) -> list[Json]:
    # numpy, polars and bson: only for those who have a dataset
    from fo_widgets.data.schema import field_to_doc

    keys = ("ftype", "subfield", "embedded_doc_type", "db_field", "description", "info")
    described = []
    for path, field in schema.items():
        document = field_to_doc(field)
        facts = {key: document[key] for key in keys}
        if type(field).__name__ == "DictField":  # its values are told as a field of their own
            facts["embedded_doc_type"] = None
        described.append({"path": path, **facts})
    return described
