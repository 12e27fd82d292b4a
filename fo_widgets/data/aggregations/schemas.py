"""What types the values in documents and lists have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from bson import ObjectId

from fo_widgets.data import fields as ff
from fo_widgets.data.embedded import DOCUMENT_TYPES
from fo_widgets.data.fields import Field
from fo_widgets.data.schema import declared_fields, document_field
from fo_widgets.data.schema_inference import infer_field, merge_types
from fo_widgets.data.stages.base import Pipeline

from .base import Aggregation


def stored_field(value: Any) -> Field | None:
    """A field that a stored value fits; None for null."""
    if value is None:
        return None
    if isinstance(value, bytes):
        try:
            array = ff.bytes_to_array(value)
        except ValueError:
            return ff.Field()
        return infer_field(np.asarray(array))
    if isinstance(value, ObjectId):
        return ff.ObjectIdField()
    if isinstance(value, dict):
        kind = DOCUMENT_TYPES.get(value.get("_cls", ""))
        return ff.EmbeddedDocumentField(kind, declared_fields(kind)) if kind is not None else ff.DictField()
    if isinstance(value, list):
        found = one_or_several(filter(None, map(stored_field, value)))
        return ff.ListField(found if isinstance(found, Field) else None)
    return infer_field(value)


def one_or_several(found: Iterable[Field]) -> Any:
    """One field for all that are given, or a list of several; None if there are none."""
    by_name: dict[str, Field] = {}
    for field in found:
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
        """The documents."""
        target = self.target(collection)
        document = document_field(collection._field_at(self.field_name)) if self.field_name else None
        self._declared = {f.name: f for f in document.fields} if document is not None else {}
        return [*target.pipeline, *target.unwind(), {"$project": {"_id": False, "value": target.ref}}]

    def parse_result(self, documents: list[dict[str, Any]]) -> dict[str, Any]:
        """Fields by name; a list of them where values are of several types."""
        found: dict[str, list[Field]] = {}
        for document in documents:
            value = document.get("value")
            if not isinstance(value, dict):
                continue
            for key, inner in value.items():
                name = "id" if key == "_id" else key
                if name.startswith("_") and not self._include_private:
                    continue
                field = self._declared.get(name)
                if inner is None or (field is not None and self._dynamic_only):
                    continue
                if field is None:
                    field = stored_field(inner)
                if field is not None:
                    found.setdefault(name, []).append(field)
        return {name: one_or_several(_fullest(fields)) for name, fields in found.items()}


def _fullest(fields: list[Field]) -> list[Field]:
    """Fields without lists of nothing, if there are lists of something."""
    typed = [f for f in fields if not (isinstance(f, ff.ListField) and f.field is None)]
    return typed if any(isinstance(f, ff.ListField) for f in typed) else fields


class ListSchema(Aggregation):
    """The field that the elements of lists fit, or a list of them where they are of several types."""

    def to_mongo(self, collection: Any) -> Pipeline:
        """The elements."""
        target = self.target(collection)
        return [*target.pipeline, *target.unwind(), {"$project": {"_id": False, "value": target.ref}}]

    def parse_result(self, documents: list[dict[str, Any]]) -> Any:
        """The field; None if all lists are empty."""
        return one_or_several(
            _fullest([f for d in documents if (f := stored_field(d.get("value"))) is not None])
        )
