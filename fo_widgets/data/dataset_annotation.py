"""Label schemas: what annotators may enter for a field. Kept for FiftyOne's App; annotation itself is FiftyOne's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .fields import copied


class DatasetAnnotation:
    """The label schemas of a dataset."""

    _doc: Any

    @property
    def label_schemas(self) -> dict[str, Any]:
        """The label schemas by field."""
        found: dict[str, Any] = self._doc.label_schemas
        return found

    @property
    def active_label_schemas(self) -> list[str]:
        """The fields whose label schemas are in use, in order."""
        found: list[str] = self._doc.active_label_schemas
        return found

    @active_label_schemas.setter
    def active_label_schemas(self, fields: str | Iterable[str]) -> None:
        names = _names(fields)
        for name in names:
            if name not in self._doc.label_schemas:
                raise ValueError(f"field '{name}' does not have a label schema")
        self._doc.active_label_schemas = names
        self._doc.save()

    def set_label_schemas(self, label_schemas: Mapping[str, Any]) -> None:
        """Replaces all label schemas."""
        self._doc.label_schemas = copied(dict(label_schemas))
        self._doc.active_label_schemas = [f for f in self._doc.active_label_schemas if f in label_schemas]
        self._doc.save()

    def update_label_schema(self, field: str, label_schema: Mapping[str, Any], **_others: Any) -> None:
        """Sets the label schema of a field.

        Raises:
            ValueError: if there is no such field
        """
        dataset: Any = self
        dataset.validate_fields_exist(field)
        self._doc.label_schemas[field] = copied(dict(label_schema))
        self._doc.save()

    def delete_label_schemas(self, fields: Any = None) -> None:
        """Removes the label schemas of some fields, or all."""
        names = list(self._doc.label_schemas) if fields is None else _names(fields)
        for name in names:
            self._doc.label_schemas.pop(name, None)
        self.deactivate_label_schemas(names)

    def activate_label_schemas(self, fields: Any = None, prepend: bool = False) -> None:
        """Puts label schemas in use, at the end or the beginning.

        Raises:
            ValueError: if a field has no label schema
        """
        names = list(self._doc.label_schemas) if fields is None else _names(fields)
        missing = next((n for n in names if n not in self._doc.label_schemas), None)
        if missing is not None:
            raise ValueError(f"field '{missing}' has no label schema; use update_label_schema() first")
        others = [n for n in self._doc.active_label_schemas if n not in names]
        self._doc.active_label_schemas = [*names, *others] if prepend else [*others, *names]
        self._doc.save()

    def deactivate_label_schemas(self, fields: Any = None) -> None:
        """Takes label schemas out of use."""
        gone = list(self._doc.active_label_schemas) if fields is None else _names(fields)
        self._doc.active_label_schemas = [n for n in self._doc.active_label_schemas if n not in gone]
        self._doc.save()


def _names(fields: Any) -> list[str]:
    return [fields] if isinstance(fields, str) else list(fields)
