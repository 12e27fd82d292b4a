"""Which fields hold labels, which are default ones, and what is known about their classes."""

from __future__ import annotations

from typing import Any

from . import fields as ff
from .collection_schema import CollectionSchema
from .embedded import EmbeddedDocument
from .fields import Field
from .labels import Label
from .schema import (
    DEFAULT_FRAME_FIELDS,
    DEFAULT_SAMPLE_FIELDS,
    Schema,
    document_field,
    filter_schema,
    flatten,
)

FRAMES_PREFIX = "frames."


class CollectionLabels(CollectionSchema):
    """Label fields, default fields, classes, mask targets and skeletons."""

    def _is_label_field(self, field_name: str, label_type_or_types: Any = None) -> bool:
        """Whether a path holds labels (of given types)."""
        document = document_field(self._field_at(field_name))
        types = label_type_or_types if label_type_or_types is not None else Label
        types = tuple(types) if isinstance(types, (list, tuple, set)) else (types,)
        return document is not None and issubclass(document.document_type, types)

    def _get_label_fields(self) -> list[str]:
        """The fields with labels, those of frames included."""
        names = [n for n, f in self._all_fields().items() if _holds_labels(f)]
        if self._has_frame_fields():
            names += [
                self._FRAMES_PREFIX + n for n, f in self._all_fields(frames=True).items() if _holds_labels(f)
            ]
        return names

    def _get_label_field_schema(self) -> Schema:
        return {n: f for n, f in self.get_field_schema().items() if _holds_labels(f)}

    def _get_frame_label_field_schema(self) -> Schema:
        return {n: f for n, f in (self.get_frame_field_schema() or {}).items() if _holds_labels(f)}

    def _label_field(self, field_name: str) -> Field:
        field = self._field_at(field_name)
        if field is None:
            raise ValueError(f"{type(self).__name__} has no field '{field_name}'")
        if not _holds_labels(field):
            raise ValueError(f"Field '{field_name}' is not a Label type; found {field}")
        return field

    def _parse_label_field(
        self,
        label_field: Any,
        dataset_exporter: Any = None,
        allow_coercion: bool = False,
        force_dict: bool = False,
        required: bool = False,
    ) -> Any:
        """The label field that is meant: a name, or names by key.

        Raises:
            ValueError: if one is required and there is none
        """
        return self._parsed_label_field(
            label_field, list(self._get_label_field_schema()), force_dict, required
        )

    def _parse_frame_labels_field(
        self,
        frame_labels_field: Any,
        dataset_exporter: Any = None,
        allow_coercion: bool = False,
        force_dict: bool = False,
        required: bool = False,
    ) -> Any:
        """The label field of frames that is meant, without `frames.`: a name, or names by key.

        Raises:
            ValueError: if one is required and there is none
        """
        known = list(self._get_frame_label_field_schema())
        return self._parsed_label_field(frame_labels_field, known, force_dict, required)

    def _parsed_label_field(self, given: Any, known: list[str], force_dict: bool, required: bool) -> Any:
        if isinstance(given, dict):
            return given
        names = [given] if isinstance(given, str) else list(given or ())
        names = [n.removeprefix(FRAMES_PREFIX) for n in names]
        if given is None:
            names = known[:1]
        if not names and required:
            raise ValueError(f"{type(self).__name__} has no label field")
        if force_dict or len(names) > 1:
            return {n: n for n in names}
        return names[0] if names else None

    def _get_label_field_type(self, field_name: str) -> Any:
        """The class of the labels in a field.

        Raises:
            ValueError: if it has no labels
        """
        document = document_field(self._label_field(field_name))
        assert document is not None
        return document.document_type

    def _root_of_labels(self, field_name: str) -> str:
        """The path of the labels in a field: of `Detections`, its list."""
        field = self._label_field(field_name)
        if isinstance(field, ff.ListField):
            return field_name
        kind = self._get_label_field_type(field_name)
        inner = getattr(kind, "_LABEL_LIST_FIELD", None)
        return f"{field_name}.{inner}" if inner else field_name

    def _get_label_field_root(self, field_name: str) -> tuple[str, bool]:
        """The path of the labels in a field, and whether they are in a list."""
        root = self._root_of_labels(field_name)
        return root, self._is_list_path(root)

    def _get_label_field_path(self, field_name: str, subfield: str | None = None) -> tuple[Any, str]:
        """The class of the labels in a field, and the path of the labels or of something in them."""
        kind = self._get_label_field_type(field_name)
        root = self._root_of_labels(field_name)
        return kind, f"{root}.{subfield}" if subfield else root

    def _get_media_fields(
        self, whitelist: Any = None, blacklist: Any = None, frames: bool = False
    ) -> dict[str, Any]:
        """The fields that hold paths of media, with the class of the document they are in."""
        found: dict[str, Any] = {} if frames else {"filepath": None}
        for path, field in flatten(self._all_fields(frames)).items():
            document = document_field(field)
            name = getattr(document.document_type, "_MEDIA_FIELD", None) if document is not None else None
            if name:
                found[f"{path}.{name}"] = document.document_type if document else None
        app_config = getattr(self._dataset, "app_config", None)
        for path in getattr(app_config, "media_fields", None) or ():
            if not frames and path not in found and self.has_field(path):
                found[path] = None
        if whitelist is not None:
            keep = {whitelist} if isinstance(whitelist, str) else set(whitelist)
            found = {k: v for k, v in found.items() if k in keep or k.split(".")[0] in keep}
        if blacklist is not None:
            drop = {blacklist} if isinstance(blacklist, str) else set(blacklist)
            found = {k: v for k, v in found.items() if k not in drop and k.split(".")[0] not in drop}
        return found

    def _get_geo_location_field(self) -> str:
        """The one field of `GeoLocation`.

        Raises:
            ValueError: if there is none, or several
        """
        from .labels import GeoLocation

        fields = list(self.get_field_schema(ftype=ff.EmbeddedDocumentField, embedded_doc_type=GeoLocation))
        if len(fields) != 1:
            raise ValueError(
                f"{type(self).__name__} has {len(fields)} GeoLocation fields; give `location_field`"
            )
        return fields[0]

    # -- defaults ------------------------------------------------------------

    def _is_default_field(self, path: str) -> bool:
        name, frames = self._handle_frame_field(path)
        return name in self._default_paths(frames)

    def _default_paths(self, frames: bool = False) -> set[str]:
        """The paths that cannot be removed: default fields, and declared ones of documents."""
        out = set(DEFAULT_FRAME_FIELDS if frames else DEFAULT_SAMPLE_FIELDS)
        if not frames and self.group_field:
            out.add(self.group_field)
        for path, field in flatten(self._all_fields(frames)).items():
            document = document_field(field)
            if document is not None and issubclass(document.document_type, EmbeddedDocument):
                out.update(f"{path}.{name}" for name in document.document_type._FIELDS)
        return out

    def _get_default_sample_fields(
        self,
        path: str | None = None,
        include_private: bool = False,
        use_db_fields: bool = False,
        **_others: Any,
    ) -> tuple[str, ...]:
        return self._defaults(False, path, include_private, use_db_fields)

    def _get_default_frame_fields(
        self, path: str | None = None, include_private: bool = False, use_db_fields: bool = False
    ) -> tuple[str, ...]:
        return self._defaults(True, path, include_private, use_db_fields)

    def _defaults(
        self, frames: bool, path: str | None, include_private: bool, use_db_fields: bool
    ) -> tuple[str, ...]:
        prefix = self._FRAMES_PREFIX if frames else ""
        if path:
            document = document_field(self._field_at(prefix + path))
            names = [f"{path}.{n}" for n in document.document_type._FIELDS] if document is not None else []
        else:
            names = list(DEFAULT_FRAME_FIELDS if frames else DEFAULT_SAMPLE_FIELDS)
            if not frames and self.group_field:
                names.append(self.group_field)
        if not include_private:
            names = [n for n in names if not n.split(".")[-1].startswith("_")]
        if use_db_fields:
            names = [self._db_path(prefix + n)[len(prefix) :] for n in names]
        return tuple(names)

    def _is_read_only_field(self, path: str) -> bool:
        field = self._field_at(path)
        return bool(field is not None and field.read_only)

    def _get_db_fields_map(
        self, include_private: bool = False, frames: bool = False, reverse: bool = False
    ) -> dict[str, str]:
        schema = filter_schema(flatten(self._all_fields(frames)), include_private=include_private)
        pairs = {p: self._handle_db_field(p, frames) for p in schema}
        pairs = {a: b for a, b in pairs.items() if a != b}
        return {b: a for a, b in pairs.items()} if reverse else pairs

    # -- classes, mask targets, skeletons ------------------------------------

    def has_classes(self, field: str) -> bool:
        """Whether there are class names for a field."""
        return bool(field in (self.classes or {}) or self.default_classes)

    def get_classes(self, field: str) -> list[str] | None:
        """The class names of a field, or the default ones; None if there are none."""
        found: list[str] | None = (self.classes or {}).get(field) or self.default_classes or None
        return found

    def has_mask_targets(self, field: str) -> bool:
        """Whether there are names of pixel values for a field."""
        return bool(field in (self.mask_targets or {}) or self.default_mask_targets)

    def get_mask_targets(self, field: str) -> Any:
        """The names of pixel values of a field, or the default ones; None if there are none."""
        return (self.mask_targets or {}).get(field) or self.default_mask_targets or None

    def has_skeleton(self, field: str) -> bool:
        """Whether there is a skeleton for a field."""
        return bool(field in (self.skeletons or {}) or self.default_skeleton)

    def get_skeleton(self, field: str) -> Any:
        """The skeleton of a field, or the default one; None if there is none."""
        return (self.skeletons or {}).get(field) or self.default_skeleton or None

    def _to_fields_str(self, field_schema: Schema | None) -> str:
        """Names and types of fields, one a line, in columns."""
        if not field_schema:
            return ""
        width = max(len(n) for n in field_schema) + 1
        return "\n".join(f"    {n + ':':<{width}} {f}" for n, f in field_schema.items())


def _holds_labels(field: Field) -> bool:
    document = document_field(field)
    return document is not None and issubclass(document.document_type, Label)
