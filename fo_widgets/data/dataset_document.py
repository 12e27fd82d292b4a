"""The document that says what there is to know about a dataset, as the collection `datasets` keeps it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from bson import ObjectId

from . import process_end
from .app_config import DatasetAppConfig, KeypointSkeleton
from .camera import CameraIntrinsics, StaticTransform
from .embedded import EmbeddedDocument
from .errors import ValidationError
from .fields import copied, now
from .schema import Schema, default_frame_fields, default_sample_fields, field_to_doc, schema_from_docs
from .subdocument import Subdocument

COLLECTION = "datasets"
VERSION = "1.22.1"


def slug_of(name: Any) -> str:
    """The form of a name for addresses: lower case, words joined by hyphens.

    Raises:
        ValueError: if it is no text, or nothing of it remains
    """
    if not isinstance(name, str):
        raise ValueError(f"a name must be text, not {name!r}")
    text = re.sub(r"[\s+_.\-]+", "-", name.lower())
    slug = re.sub(r"[^a-z0-9-]", "", text).strip("-")
    slug = re.sub(r"-+", "-", slug)
    if not slug:
        raise ValueError(f"'{name}' has invalid slug-friendly name '{slug}'; length 0 < 1")
    return slug


class _Kind(NamedTuple):
    """How an attribute is stored, read, and refused."""

    check: Callable[[Any], str | None]
    read: Callable[[Any], Any] = copied
    store: Callable[[Any], Any] = copied


def _is(kind: type, problem: str) -> Callable[[Any], str | None]:
    return lambda value: None if isinstance(value, kind) else problem


def _strings(value: Any) -> str | None:
    if not isinstance(value, (list, tuple)):
        return "Only lists and tuples may be used in a list field"
    return None if all(isinstance(v, str) for v in value) else "StringField only accepts string values"


def _mapping(inner: Callable[[Any], str | None]) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if not isinstance(value, Mapping):
            return "Value must be a dict"
        if not all(isinstance(k, str) for k in value):
            return "Dict fields must have string keys"
        return next(filter(None, map(inner, value.values())), None)

    return check


def _targets(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return "Mask target field values must be dicts"
    kinds = {type(k) for k in value}
    if not (kinds <= {int} or kinds <= {str}):
        return "Mask targets must be a dict of integers, or of #RRGGBB hex strings"
    if kinds == {str} and not all(re.fullmatch(r"#[0-9a-fA-F]{6}|\d+", k) for k in value):
        return "Mask targets must be a dict of integers, or of #RRGGBB hex strings"
    return None if all(isinstance(v, str) for v in value.values()) else "Mask target names must be strings"


def read_targets(value: Any) -> Any:
    """Mask targets with int keys where the database has digits."""
    if not isinstance(value, Mapping):
        return value
    return {int(k) if isinstance(k, str) and re.fullmatch(r"-?\d+", k) else k: v for k, v in value.items()}


def _store_targets(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(k): v for k, v in value.items()}


def _each(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: {k: function(v) for k, v in value.items()}


def _sub(kind: type[Subdocument]) -> _Kind:
    return _Kind(_is(kind, f"expected {kind.__name__}"), kind.from_dict, lambda v: v.to_dict())


def _subs(kind: type[Subdocument] | type[EmbeddedDocument]) -> _Kind:
    check = _mapping(_is(kind, f"expected values of {kind.__name__}"))
    return _Kind(check, _each(kind.from_dict), _each(lambda v: v.to_dict()))


_anything = _Kind(lambda _value: None)
_string = _Kind(_is(str, "StringField only accepts string values"))
_dict = _Kind(_mapping(lambda _value: None))
_list = _Kind(_is(list, "Only lists and tuples may be used in a list field"))

KINDS: dict[str, _Kind] = {
    "name": _string,
    "slug": _string,
    "version": _string,
    "created_at": _anything,
    "last_modified_at": _anything,
    "last_loaded_at": _anything,
    "last_deletion_at": _anything,
    "sample_collection_name": _string,
    "frame_collection_name": _string,
    "persistent": _Kind(_is(bool, "Boolean fields only accept boolean values")),
    "media_type": _string,
    "group_field": _string,
    "default_group_slice": _string,
    "group_media_types": _dict,
    "tags": _Kind(_strings),
    "info": _dict,
    "description": _string,
    "app_config": _sub(DatasetAppConfig),
    "classes": _Kind(_mapping(_strings)),
    "default_classes": _Kind(_strings),
    "mask_targets": _Kind(_mapping(_targets), _each(read_targets), _each(_store_targets)),
    "default_mask_targets": _Kind(_targets, read_targets, _store_targets),
    "skeletons": _subs(KeypointSkeleton),
    "default_skeleton": _sub(KeypointSkeleton),
    "camera_intrinsics": _subs(CameraIntrinsics),
    "static_transforms": _subs(StaticTransform),
    "saved_views": _list,
    "workspaces": _list,
    "annotation_runs": _dict,
    "brain_methods": _dict,
    "evaluations": _dict,
    "runs": _dict,
    "active_label_schemas": _list,
    "label_schemas": _dict,
    "frame_label_schemas": _dict,
    "_media_roots": _list,
    "_media_sources": _list,
    "_media_source_layouts": _list,
}
_DEFAULTS: dict[str, Any] = {
    **{k: [] for k in ("tags", "default_classes", "saved_views", "workspaces", "active_label_schemas")},
    **{k: [] for k in ("_media_roots", "_media_sources", "_media_source_layouts")},
    **{
        k: {}
        for k in ("group_media_types", "info", "classes", "mask_targets", "default_mask_targets", "skeletons")
    },
    **{
        k: {}
        for k in ("camera_intrinsics", "static_transforms", "annotation_runs", "brain_methods", "evaluations")
    },
    **{k: {} for k in ("runs", "label_schemas", "frame_label_schemas")},
    "persistent": False,
}
_NULL = ("last_loaded_at", "last_deletion_at")


class DatasetDocument:
    """The attributes of a dataset, each checked when set; `save` writes what has changed."""

    def __init__(self, database: Any, stored: Mapping[str, Any]) -> None:
        """Of what the database holds, or is to hold."""
        self._database = database
        self._lock = threading.RLock()
        self._read(stored)

    def _read(self, stored: Mapping[str, Any]) -> None:
        self._stored: dict[str, Any] = copied(dict(stored))
        self.id: ObjectId = stored["_id"]
        for name, kind in KINDS.items():
            value = stored.get(name)
            object.__setattr__(self, name, copied(_DEFAULTS.get(name)) if value is None else kind.read(value))
        if self._stored.get("app_config") is None:
            self.app_config = DatasetAppConfig()
        self.schema: Schema = schema_from_docs(stored.get("sample_fields") or (), default_sample_fields())
        frames = stored.get("frame_collection_name") is not None
        self.frame_schema: Schema | None = (
            schema_from_docs(stored.get("frame_fields") or (), default_frame_fields()) if frames else None
        )

    @classmethod
    def create(cls, database: Any, name: str, **values: Any) -> DatasetDocument:
        """The document of a new, empty dataset, not yet in the database."""
        id, moment = ObjectId(), now()
        stored = {
            "_id": id,
            "name": name,
            "slug": slug_of(name),
            "version": VERSION,
            "created_at": moment,
            "last_modified_at": moment,
            "sample_collection_name": f"samples.{id}",
        }
        document = cls(database, stored)
        document.schema = default_sample_fields(moment)
        for key, value in values.items():
            setattr(document, key, value)
        return document

    def insert(self) -> None:
        """Puts the document into the database."""
        collection = self._database[COLLECTION]
        collection.create_index("name", unique=True)
        self._stored = self.to_dict()
        collection.insert_one(copied(self._stored))
        process_end.remember(self._database, self.id)

    def __setattr__(self, name: str, value: Any) -> None:
        """Sets an attribute.

        Raises:
            ValidationError: if the value is of the wrong type
        """
        kind = KINDS.get(name)
        if kind is not None and value is None and name in _DEFAULTS:
            value = copied(_DEFAULTS[name])
        if kind is not None and value is not None:
            self._check(name, kind, value)
        object.__setattr__(self, name, value)

    def _check(self, name: str, kind: _Kind, value: Any) -> None:
        problem = kind.check(value)
        if problem:
            raise ValidationError(f"ValidationError (DatasetDocument:{self.id}) ({problem}: ['{name}'])")

    def to_dict(self) -> dict[str, Any]:
        """The stored form.

        Raises:
            ValidationError: if a value was changed in place to something of the wrong type
        """
        known = {*KINDS, "_id", "sample_fields", "frame_fields"}
        out: dict[str, Any] = {"_id": self.id, **{k: v for k, v in self._stored.items() if k not in known}}
        for name, kind in KINDS.items():
            value = getattr(self, name)
            if value is not None:
                self._check(name, kind, value)
                out[name] = kind.store(value)
            elif name in _NULL:
                out[name] = None
        out["sample_fields"] = [field_to_doc(f) for f in self.schema.values()]
        out["frame_fields"] = [field_to_doc(f) for f in (self.frame_schema or {}).values()]
        return out

    def save(self) -> None:
        """Writes what has changed since it was read, and the time of it."""
        with self._lock:
            new = self.to_dict()
            changed = {k: v for k, v in new.items() if k not in self._stored or self._stored[k] != v}
            gone = [k for k in self._stored if k not in new]
            if not changed and not gone:
                return
            if set(changed) != {"last_loaded_at"} and "last_deletion_at" not in changed:
                object.__setattr__(self, "last_modified_at", now())
                changed["last_modified_at"] = self.last_modified_at  # type: ignore[attr-defined]
            update: dict[str, Any] = {"$set": copied(changed)}
            if gone:
                update["$unset"] = dict.fromkeys(gone, "")
            self._database[COLLECTION].update_one({"_id": self.id}, update)
            self._stored = {**new, **copied(changed)}

    def change(self, how: str, path: str, value: Any) -> None:
        """Changes one element of a list (`$push`, `$pull`) or dict (`$set`, `$unset`) in the database and here."""
        with self._lock:
            moment = now()
            update: dict[str, Any] = {how: {path: value}}
            update.setdefault("$set", {})["last_modified_at"] = moment
            self._database[COLLECTION].update_one({"_id": self.id}, update)
            name, _, key = path.partition(".")
            for holder in (getattr(self, name), self._stored.setdefault(name, copied(_DEFAULTS[name]))):
                if how == "$push":
                    holder.append(value)
                elif how == "$pull" and value in holder:
                    holder.remove(value)
                elif how == "$set":
                    holder[key] = value
                elif how == "$unset":
                    holder.pop(key, None)
            object.__setattr__(self, "last_modified_at", moment)
            self._stored["last_modified_at"] = moment

    def restore(self, stored: Mapping[str, Any]) -> None:
        """Puts everything back to what `to_dict` gave earlier."""
        with self._lock:
            held = self._stored
            self._read(stored)
            self._stored = held
            self.save()

    def touch(self) -> None:
        """Notes that something of the dataset changed just now."""
        with self._lock:
            moment = self._stored["last_modified_at"] = now()
            object.__setattr__(self, "last_modified_at", moment)
            self._database[COLLECTION].update_one({"_id": self.id}, {"$set": {"last_modified_at": moment}})

    def reload(self) -> bool:
        """Reads everything anew; False if the document is gone."""
        with self._lock:
            stored = self._database[COLLECTION].find_one({"_id": self.id})
            if stored is not None:
                self._read({**stored, "last_loaded_at": now()})
                self._database[COLLECTION].update_one({"_id": self.id}, {"$set": {"last_loaded_at": now()}})
            return stored is not None

    @property
    def sample_fields(self) -> list[dict[str, Any]]:
        """The documents of the fields of samples."""
        return [field_to_doc(f) for f in self.schema.values()]

    @property
    def frame_fields(self) -> list[dict[str, Any]]:
        """The documents of the fields of frames."""
        return [field_to_doc(f) for f in (self.frame_schema or {}).values()]
