"""Samples: one media file each, with its fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bson import json_util

from . import media
from .engine.store import Update
from .errors import MediaTypeError
from .fields import Field, now
from .sample_values import SampleValues, cloned
from .schema import Schema, default_sample_fields
from .schema_inference import fitting_field
from .value_encoding import Document

_NO_DATASET = default_sample_fields()
_NO_DATASET["tags"].default = []
_DEFAULTS = tuple(n for n in _NO_DATASET if not n.startswith("_"))
_UNTYPED = Field()


class Sample(SampleValues):
    """A media file with its fields. There is one object per sample of a dataset."""

    def __init__(self, filepath: Any = None, tags: Any = None, metadata: Any = None, **kwargs: Any) -> None:
        """Of no dataset yet.

        Raises:
            TypeError: without a path
            ValidationError: if the path, tags or metadata are of the wrong type
        """
        if filepath is None:
            raise TypeError("exactly one of filepath or media_reference is required")
        self._begin({}, None)
        live = self._live
        live["filepath"] = media.normalize_path(filepath)
        live["tags"] = (
            []
            if tags is None
            else list(tags)
            if not isinstance(tags, str)
            else _NO_DATASET["tags"].encode(tags)
        )
        live["metadata"] = metadata
        if metadata is not None:
            _NO_DATASET["metadata"].validate(metadata)
        kind = kwargs.pop("media_type", None)
        if kind is not None:
            media.check_media_type(kind)
            self.__dict__["_stored"] = {"_media_type": kind}
        for name, value in kwargs.items():
            if name == "_rand":
                self._stored["_rand"] = value
            elif name in ("id", "_id", "_dataset_id", "_media_type", "created_at", "last_modified_at"):
                continue
            elif name == "frames":
                self.frames.update(value)
            elif name.startswith("_"):
                raise ValueError(f"Invalid field name: '{name}'. Field names cannot start with '_'")
            else:
                live[name] = value

    def _fields(self) -> Schema:
        if self._source is not None:
            schema: Schema = self._source._schema
            return schema
        live = self._live
        if len(live) == 3:
            return _NO_DATASET
        out = dict(_NO_DATASET)
        for name in live:
            if name not in out:
                out[name] = fitting_field(live[name]).named(name)
        return out

    def _value(self, name: str) -> Any:
        if self._source is None:
            live = self._live
            if name in live:
                return live[name]
            if name in _DEFAULTS or name in self._PRIVATE:
                return self._stored.get(name)
            raise AttributeError(f"Sample has no field '{name}'")
        return super()._value(name)

    def has_field(self, field_name: str) -> bool:
        """Whether there is a field of that name, or further in."""
        if self._source is None and "." not in field_name:
            return field_name in self._live or field_name in _DEFAULTS
        return super().has_field(field_name)

    def _keeps(self) -> tuple[str, ...]:
        return _DEFAULTS

    def set_field(self, field_name: str, value: Any, *args: Any, **kwargs: Any) -> None:
        """Sets a field, also one further in.

        Raises:
            MediaTypeError: if a path is set whose media type differs
            ValidationError: if the value does not fit
        """
        if field_name == "filepath" and value is not None:
            value = media.normalize_path(value)
            if media.get_media_type(value) != self.media_type:
                raise MediaTypeError(
                    f"A sample's 'filepath' can be changed, but its media type '{self.media_type}' cannot"
                )
        super().set_field(field_name, value, *args, **kwargs)

    # -- in a dataset --------------------------------------------------------

    @classmethod
    def _of_document(cls, stored: Document, dataset: Any) -> Sample:
        """The sample of a stored document."""
        sample = object.__new__(cls)
        sample._begin(stored, dataset)
        return sample

    def _attach(self, stored: Document, dataset: Any) -> None:
        """Makes this the sample of a document just added; its values stay as they are."""
        own = self.__dict__
        own["_stored"], own["_source"] = stored, dataset
        self._assigned.clear()
        live = self._live
        for name in [n for n, v in live.items() if v is None]:
            del live[name]

    def _detach(self) -> None:
        """Makes this a sample of no dataset, with the values it has."""
        values = {n: self._value(n) for n in self._fields() if n not in ("id", *self._PRIVATE)}
        own = self.__dict__
        kind = self.media_type
        own["_live"] = {k: v for k, v in values.items() if v is not None or k in _DEFAULTS}
        own["_stored"], own["_source"], own["_assigned"] = {"_media_type": kind}, None, set()

    def save(self) -> None:
        """Writes what has changed.

        Raises:
            ValueError: if it is in no dataset
        """
        if self._source is None:
            raise ValueError("Cannot save a sample that has not been added to a dataset")
        update = self._take_changes()
        if update is not None:
            self._source._store.update([update])
        if "_frames" in self.__dict__:
            self.frames.save()

    def _take_changes(self) -> Update | None:
        """What has changed since the last time, taken over as written; None if nothing has."""
        changed, gone = self._changes()
        if not changed and not gone:
            return None
        changed["last_modified_at"] = now()
        self._live.pop("last_modified_at", None)
        id = self._stored["_id"]
        self._accept(changed, gone)
        return Update(id, changed, gone)

    def reload(self, hard: bool = False, include_frames: bool = True) -> None:
        """Forgets unsaved changes and reads the sample anew.

        Args:
            include_frames: also forget unsaved changes of the frames of a video

        Raises:
            ValueError: if it is in no dataset, or gone
        """
        if self._source is None:
            raise ValueError("Cannot reload a sample that has not been added to a dataset")
        stored = self._source._store.get(self._id)
        if stored is None:
            raise ValueError(f"Sample '{self.id}' has been deleted")
        self._begin(stored, self._source)
        if include_frames:
            self.__dict__.pop("_frames", None)

    @classmethod
    def from_frame(cls, frame: Any, filepath: str | None = None) -> Sample:
        """A sample of no dataset with the values of a frame."""
        path = filepath or frame.get_field("filepath")
        values = {n: v for n, v in frame.iter_fields() if n not in ("id", "filepath", "frame_number")}
        return cls(filepath=path, **{n: cloned(v) for n, v in values.items()})

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Sample:
        """The sample of no dataset of what `to_dict` gives."""
        stored = json_util.loads(json.dumps(d, default=json_util.default))
        values = {
            k: v for k, v in stored.items() if k not in ("_id", "created_at", "last_modified_at", "frames")
        }
        private = {k: values.pop(k) for k in list(values) if k.startswith("_")}
        values = {k: _UNTYPED.decode(v) for k, v in values.items() if v is not None}
        return cls(media_type=private.get("_media_type"), **values)

    @classmethod
    def from_json(cls, s: str) -> Sample:
        """The sample of no dataset of what `to_json` gives."""
        return cls.from_dict(json.loads(s))

    def __eq__(self, other: object) -> bool:
        """Whether the same sample: there is one object for each of a dataset."""
        return self is other

    __hash__ = None  # type: ignore[assignment]
