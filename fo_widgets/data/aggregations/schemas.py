"""What types the values in documents and lists have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bson import ObjectId

from fo_widgets.data import fields as ff
from fo_widgets.data.embedded import DOCUMENT_TYPES
from fo_widgets.data.fields import Field
from fo_widgets.data.schema import declared_fields, document_field
from fo_widgets.data.schema_inference import infer_field, merge_types
from fo_widgets.data.stages.base import Pipeline

from .base import Aggregation


def stored_field(value: Any) -> Field | None:
    """A field that a stored value fits; None for null and bytes, of lists without that of the elements."""
    if value is None or isinstance(value, bytes):
        return None
    if isinstance(value, ObjectId):
        return ff.ObjectIdField()
    if isinstance(value, dict):
        kind = DOCUMENT_TYPES.get(value.get("_cls", ""))
        return ff.EmbeddedDocumentField(kind, declared_fields(kind)) if kind is not None else ff.DictField()
    return ff.ListField() if isinstance(value, list) else infer_field(value)


def one_or_several(found: Iterable[Field | None]) -> Any:
    """One field for all that are given, or a list of several; None if there are none."""
    by_name: dict[str, Field] = {}
    for field in found:
        if field is not None:
            by_name.setdefault(str(field), field)
    several = list(by_name.values())
    if len(several) == 2:
        both = merge_types(several[0], several[1])
        return both if both is not None else several
    return several[0] if len(several) == 1 else (several or None)


class Schema(Aggregation):
    """The fields that occur in documents, by name."""

    def __init__(
        self,
        field_or_expr: Any,
        expr: Any = None,
        dynamic_only: bool = False,
        _doc_type: Any = None,
        _include_private: bool = False,
    ) -> None:
        """Of the documents at a path.

        Args:
            dynamic_only: leave out fields that the collection's schema has
        """
        super().__init__(field_or_expr, expr)
        self._dynamic_only, self._include_private = dynamic_only, _include_private

    def default_result(self) -> dict[str, Any]:
        """Empty."""
        return {}

    def _kwargs(self) -> list[list[Any]]:
        return [*super()._kwargs(), ["dynamic_only", self._dynamic_only]]

    def to_mongo(self, collection: Any) -> Pipeline:
        """The keys and values of the documents."""
        target = self.target(collection)
        document = (
            document_field(target.field)
            if not target.is_list
            else document_field(collection._field_at(self.field_name))
        )
        self._declared = (
            {f.name: f for f in document.fields} if document is not None and target.field is not None else {}
        )
        fields = {"$project": {"_id": False, "fields": {"$objectToArray": target.ref}}}
        return [*target.pipeline, *target.unwind(), fields]

    def parse_result(self, documents: list[dict[str, Any]]) -> dict[str, Any]:
        """Fields by name; a list of them where values are of several types."""
        found: dict[str, list[Field | None]] = {}
        for document in documents:
            for pair in document.get("fields") or ():
                name = "id" if pair["k"] == "_id" else pair["k"]
                if name.startswith("_") and not self._include_private:
                    continue
                field = self._declared.get(name)
                if pair["v"] is None or (field is not None and self._dynamic_only):
                    continue
                found.setdefault(name, []).append(stored_field(pair["v"]) if field is None else field)
        return {name: one_or_several(fields) for name, fields in found.items()}


class ListSchema(Aggregation):
    """The field that the elements of lists fit, or a list of them where they are of several types."""

    def default_result(self) -> list[Any]:
        """Empty."""
        return []

    def to_mongo(self, collection: Any) -> Pipeline:
        """The elements, and theirs if they are lists."""
        target = self.target(collection)
        steps = [*target.pipeline, *target.unwind(), {"$unwind": target.ref}]
        return [*steps, {"$project": {"_id": False, "value": target.ref}}]

    def parse_result(self, documents: list[dict[str, Any]]) -> Any:
        """The field; None if nothing is known about the elements, and an empty list if there are none."""
        return one_or_several(stored_field(d.get("value")) for d in documents) if documents else []
