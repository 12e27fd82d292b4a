"""Declaring fields of samples and frames."""

from __future__ import annotations

from typing import Any

from fo_widgets.data.fields import DictField, EmbeddedDocumentField, Field, ListField, now
from fo_widgets.data.schema import document_field, field_from_doc, field_to_doc, find_field, make_field

from .paths import FieldPaths


class FieldAdding(FieldPaths):
    """Adding fields, declared by the caller or found in documents."""

    def add_sample_field(
        self,
        field_name: str,
        ftype: Any,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        fields: Any = None,
        description: str | None = None,
        info: Any = None,
        read_only: bool = False,
        **kwargs: Any,
    ) -> None:
        """Declares a field of samples, also one inside labels (`"ground_truth.detections.age"`).

        Raises:
            ValueError: if the name is private, no document lies above it, or it exists with another type
        """
        options = {"embedded_doc_type": embedded_doc_type, "subfield": subfield, "fields": fields}
        self._add_field(
            False, field_name, ftype, description=description, info=info, read_only=read_only, **options
        )

    def add_frame_field(
        self,
        field_name: str,
        ftype: Any,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        fields: Any = None,
        description: str | None = None,
        info: Any = None,
        read_only: bool = False,
        **kwargs: Any,
    ) -> None:
        """Declares a field of frames.

        Raises:
            ValueError: if there are no frames, the name is private, or it exists with another type
        """
        options = {"embedded_doc_type": embedded_doc_type, "subfield": subfield, "fields": fields}
        self._add_field(
            True, field_name, ftype, description=description, info=info, read_only=read_only, **options
        )

    def _add_field(self, frames: bool, path: str, ftype: Any, **options: Any) -> None:
        dataset: Any = self
        with dataset._lock:
            schema = self._schema_of(frames)
            parent, _, name = path.rpartition(".")
            if not name or name.startswith("_"):
                raise ValueError(f"Invalid field name: '{name}'. Field names cannot start with '_'")
            if "$" in name:
                raise ValueError(f"Invalid field name: '{name}'. Field names cannot contain '$'")
            given = options.pop("fields", None)
            if given is not None:
                options["fields"] = [f if isinstance(f, Field) else field_from_doc(f) for f in given]
            field = make_field(ftype, **options)
            field.created_at = now()
            existing = find_field(schema, path)
            if existing is not None:
                self._check_same_type(path, existing, field)
                if _complete(existing, field):
                    self._doc.save()
                return
            if not parent:
                schema[name] = field.named(name)
            else:
                owner = document_field(find_field(schema, parent))
                if owner is None:
                    root = path.split(".")[0]
                    kind = "frame" if frames else "sample"
                    raise ValueError(
                        f"Cannot infer an appropriate type for non-existent {kind} field '{root}' while defining "
                        f"embedded field '{path}'"
                        if root not in schema
                        else f"Field '{parent}' is {find_field(schema, parent)}, which has no fields of its own"
                    )
                owner.fields.append(field.named(name, parent))
            self._doc.save()

    def _check_same_type(self, path: str, existing: Field, field: Field) -> None:
        a, b = str(existing), str(field)
        if a == b:
            return
        if (
            isinstance(existing, (ListField, DictField))
            and type(existing) is type(field)
            and field.field is None
        ):
            return
        raise ValueError(f"Field '{path}' already exists with type {existing}; found {field}")

    def add_dynamic_sample_fields(
        self, fields: Any = None, recursive: bool = True, add_mixed: bool = False
    ) -> None:
        """Declares the fields that documents in samples have beyond the schema.

        Args:
            add_mixed: also those whose values are of several types
        """
        self._add_dynamic(False, fields, recursive, add_mixed)

    def add_dynamic_frame_fields(
        self, fields: Any = None, recursive: bool = True, add_mixed: bool = False
    ) -> None:
        """Declares the fields that documents in frames have beyond the schema."""
        self._add_dynamic(True, fields, recursive, add_mixed)

    def _add_dynamic(self, frames: bool, fields: Any, recursive: bool, add_mixed: bool) -> None:
        dataset: Any = self
        with dataset._lock:
            for _ in range(8):  # what is found may have dynamic fields of its own
                found = dataset._dynamic_schema(fields, recursive, frames)
                added = False
                schema = self._schema_of(frames)
                for path, field in found.items():
                    if isinstance(field, list):
                        if not add_mixed:
                            continue
                        field = Field()
                    existing = find_field(schema, path)
                    if existing is not None:
                        if (
                            isinstance(existing, ListField)
                            and existing.field is None
                            and isinstance(field, ListField)
                        ):
                            existing.field, added = field.field, True
                        continue
                    parent, _, name = path.rpartition(".")
                    owner = document_field(find_field(schema, parent))
                    if owner is not None:
                        owner.fields.append(field.named(name, parent))
                        added = True
                if not added:
                    break
            self._doc.save()


def _complete(existing: Field, given: Field) -> bool:
    """Takes over what a field says beyond one that exists; whether there was anything."""
    before = field_to_doc(existing)
    existing.description = given.description if given.description is not None else existing.description
    existing.info = given.info if given.info is not None else existing.info
    own, other = document_field(existing), document_field(given)
    if isinstance(existing, EmbeddedDocumentField) and own is not None and other is not None:
        known = {f.name for f in own.fields}
        own.fields += [f for f in other.fields if f.name not in known]
    return field_to_doc(existing) != before
