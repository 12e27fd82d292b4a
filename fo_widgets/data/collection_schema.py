"""What fields a collection has, and where their values lie in its documents."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from typing import Any

from bson import ObjectId

from . import fields as ff
from . import media
from .fields import Field
from .media_reference import with_media_reference
from .schema import Schema, document_field, filter_schema, flatten, is_of_type

FRAMES = "frames"


class CollectionSchema:
    """Fields by path, of samples and (below `frames.`) of frames."""

    _FRAMES_PREFIX = "frames."
    _GROUPS_PREFIX = "groups."

    # What a dataset or a view has; named here for the mixins.
    name: Any
    media_type: Any
    group_field: Any
    group_media_types: Any
    classes: Any
    default_classes: Any
    mask_targets: Any
    default_mask_targets: Any
    skeletons: Any
    default_skeleton: Any

    @property
    def _dataset(self) -> Any:
        """The dataset that the samples are in; of a dataset, itself."""
        return self

    @property
    def _root_dataset(self) -> Any:
        """The dataset whose samples these are, also if they are shown as patches, frames or clips."""
        return self._dataset

    def _all_fields(self, frames: bool = False) -> Schema:
        """The top-level fields by name, private ones included."""
        schema: Schema | None = self._dataset._frame_schema if frames else self._dataset._schema
        return schema or {}

    def _has_frame_fields(self) -> bool:
        return self._contains_videos(any_slice=True)

    def _contains_videos(self, any_slice: bool = False) -> bool:
        return self._contains_media_type(media.VIDEO, any_slice)

    def _contains_media_type(self, media_type: str, any_slice: bool = False) -> bool:
        if self.media_type == media_type:
            return True
        if self.media_type == media.GROUP:
            kinds = self.group_media_types or {}
            slice_name = getattr(self, "group_slice", None)
            return media_type in kinds.values() if any_slice else kinds.get(slice_name) == media_type
        return False

    def _is_frame_field(self, field_name: str) -> bool:
        is_frame = field_name == FRAMES or field_name.startswith(self._FRAMES_PREFIX)
        return is_frame and self._has_frame_fields()

    def _handle_frame_field(self, field_name: str) -> tuple[str, bool]:
        """A path without `frames.`, and whether it had that."""
        if not self._is_frame_field(field_name):
            return field_name, False
        return field_name[len(self._FRAMES_PREFIX) :], True

    def _handle_group_field(self, field_name: str) -> tuple[str, bool]:
        """A path without `groups.`, and whether it had that."""
        if self.media_type == media.GROUP and field_name.startswith(self._GROUPS_PREFIX):
            return field_name[len(self._GROUPS_PREFIX) :], True
        return field_name, False

    def _split_frame_fields(self, fields: Any) -> tuple[list[str], list[str]]:
        """Paths of samples, and of frames without `frames.`."""
        sample_fields: list[str] = []
        frame_fields: list[str] = []
        for path in [fields] if isinstance(fields, str) else fields:
            name, is_frame = self._handle_frame_field(path)
            (frame_fields if is_frame else sample_fields).append(name)
        return sample_fields, frame_fields

    def get_field_schema(
        self,
        ftype: Any = None,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        read_only: bool | None = None,
        info_keys: Any = None,
        created_after: Any = None,
        include_private: bool = False,
        flat: bool = False,
        unwind: bool = True,
        mode: Any = None,
    ) -> Schema:
        """The sample fields by name, or by path if `flat`, that satisfy every criterion given."""
        return self._filtered(False, flat, unwind, include_private, locals())

    def get_frame_field_schema(
        self,
        ftype: Any = None,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        read_only: bool | None = None,
        info_keys: Any = None,
        created_after: Any = None,
        include_private: bool = False,
        flat: bool = False,
        unwind: bool = True,
        mode: Any = None,
    ) -> Schema | None:
        """The frame fields that satisfy every criterion given; None if there are no videos."""
        if not self._has_frame_fields():
            return None
        return self._filtered(True, flat, unwind, include_private, locals())

    def _filtered(
        self, frames: bool, flat: bool, unwind: bool, include_private: bool, given: dict[str, Any]
    ) -> Schema:
        schema = self._all_fields(frames)
        if include_private and not frames:
            schema = with_media_reference(schema)
        if flat:
            schema = flatten(schema, unwind=unwind)
        dataset = weakref.ref(self._root_dataset)
        for field in schema.values():
            field._taken_from = dataset
        names = ("ftype", "embedded_doc_type", "subfield", "read_only", "info_keys", "created_after")
        return filter_schema(schema, include_private=include_private, **{n: given[n] for n in names})

    def _field_at(self, path: str) -> Field | None:
        """The field at a path, private ones included; names as in Python or as in the database."""
        path = path.replace("[]", "")
        path, frames = self._handle_frame_field(path)
        head, *rest = path.split(".")
        schema = self._all_fields(frames)
        field = schema.get(head) or _by_db_name(schema.values(), head)
        for name in rest:
            document = document_field(field)
            if document is None:
                return None
            field = next((f for f in document.fields if f.name == name), None) or _by_db_name(
                document.fields, name
            )
        return field

    def get_field(
        self,
        path: str,
        ftype: Any = None,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        read_only: bool | None = None,
        include_private: bool = False,
        leaf: bool = False,
    ) -> Field | None:
        """The field at a path; None if there is none.

        Args:
            leaf: of a list field, the field of its elements

        Raises:
            ValueError: if there is one that does not satisfy a criterion
        """
        parts = path.split(".")
        if not include_private and any(p.startswith("_") for p in parts):
            return None
        field = self._field_at(path)
        if field is not None and leaf:
            while isinstance(field, ff.ListField) and field.field is not None:
                field = field.field
        given = {"ftype": ftype, "subfield": subfield, "embedded_doc_type": embedded_doc_type}
        if field is None or field.name != parts[-1]:
            if any(wanted is not None for wanted in given.values()):
                raise ValueError(f"{self._kind_of_collection()} has no field '{path}'")
            return None
        if not is_of_type(field, **given) or read_only not in (None, field.read_only):
            wanted = {k: v for k, v in {**given, "read_only": read_only}.items() if v is not None}
            raise ValueError(f"Field '{path}' is {field}, which does not satisfy {wanted}")
        field._taken_from = weakref.ref(self._root_dataset)
        return field

    def _has_field(self, field_path: str) -> bool:
        return self._field_at(field_path) is not None

    def has_field(self, path: str) -> bool:
        """Whether there is a field at a path."""
        return self.get_field(path) is not None

    def has_sample_field(self, path: str) -> bool:
        """Whether samples have a field at a path."""
        return not self._is_frame_field(path) and self.get_field(path) is not None

    def has_frame_field(self, path: str) -> bool:
        """Whether frames have a field at a path (without `frames.`)."""
        return self._has_frame_fields() and self.get_field(self._FRAMES_PREFIX + path) is not None

    def validate_fields_exist(self, fields: Any, include_private: bool = False) -> None:
        """Refuses paths without a field.

        Raises:
            ValueError: naming the first of them
        """
        for path in [fields] if isinstance(fields, str) else fields:
            if self.get_field(path, include_private=include_private) is None and not (
                self.media_type == media.VIDEO and path == FRAMES
            ):
                raise ValueError(f"Field '{path}' does not exist")

    def validate_field_type(
        self, path: str, ftype: Any = None, embedded_doc_type: Any = None, subfield: Any = None
    ) -> None:
        """Refuses a path whose field is missing or of another type.

        Raises:
            ValueError: if so
        """
        if self.get_field(path, ftype=ftype, embedded_doc_type=embedded_doc_type, subfield=subfield) is None:
            raise ValueError(f"{type(self).__name__} has no field '{path}'")

    def make_unique_field_name(self, root: str = "") -> str:
        """A name that no sample field has, beginning with `root`."""
        schema = self._all_fields()
        if root and root not in schema:
            return root
        return f"{root or 'field'}_{str(ObjectId())[-6:]}"

    # -- paths in the database ----------------------------------------------

    def _db_path(self, path: str) -> str:
        """A path as documents have it: `id` is `_id`."""
        path = path.replace("[]", "")
        inner, frames = self._handle_frame_field(path)
        out: list[str] = []
        schema = self._all_fields(frames)
        known: list[Field] | None = list(schema.values())
        for name in inner.split("."):
            field = next((f for f in known or () if f.name == name), None)
            if field is None:
                field = _by_db_name(known or (), name)
            is_id = name == "id" and field is None and known is not None
            out.append((field.db_field or name) if field is not None else ("_id" if is_id else name))
            document = document_field(field) if field is not None else None
            known = document.fields if document is not None else None
        db_path = ".".join(out)
        return self._FRAMES_PREFIX + db_path if frames and inner else db_path or path

    def _handle_db_field(self, path: str, frames: bool = False) -> str:
        return (
            self._db_path(self._FRAMES_PREFIX + path)[len(self._FRAMES_PREFIX) :]
            if frames
            else self._db_path(path)
        )

    def _list_prefixes(self, path: str) -> list[str]:
        """The paths of the list fields above a path, outermost first, as in the database."""
        path = path.replace("[]", "")
        parts = self._db_path(path).split(".")
        out = []
        for i in range(1, len(parts)):
            above = ".".join(parts[:i])
            if (above == FRAMES and self._is_frame_field(path)) or isinstance(
                self._field_at(above), ff.ListField
            ):
                out.append(above)
        return out

    def _is_list_path(self, path: str) -> bool:
        if path == FRAMES:
            return self._is_frame_field(path)
        return isinstance(self._field_at(path), ff.ListField)

    def _get_root_field(self, path: str) -> str:
        """The name of the top-level field of a path."""
        name, frames = self._handle_frame_field(path)
        root = name.split(".", 1)[0]
        return self._FRAMES_PREFIX + root if frames else root

    def _validate_root_field(self, field_name: str, include_private: bool = False) -> None:
        root = self._get_root_field(field_name.replace("[]", ""))
        if root in ("_id", self._FRAMES_PREFIX, self._FRAMES_PREFIX + "_id") or (
            root == FRAMES and self._is_frame_field(root)
        ):
            return
        field = self._field_at(root)
        is_private = root.rpartition(".")[2].startswith("_") and not isinstance(field, ff.ObjectIdField)
        if field is None or (is_private and not include_private):
            raise ValueError(f"{self._kind_of_collection()} has no field '{root}'")

    def _kind_of_collection(self) -> str:
        return "Dataset" if self._dataset is self else "DatasetView"


def _by_db_name(fields: Iterable[Field], name: str) -> Field | None:
    if not name.startswith("_"):
        return None
    return next((f for f in fields if f.db_field == name), None)
