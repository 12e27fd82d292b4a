"""One frame of a video, with its fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bson import json_util

from .engine.store import Update
from .field_values import FieldValues
from .fields import Field, now
from .sample_merging import merge_samples_into
from .schema import Schema, default_frame_fields
from .schema_inference import fitting_field
from .value_encoding import Document

_UNTYPED = Field()
_NO_DATASET = default_frame_fields()
_DEFAULTS = tuple(n for n in _NO_DATASET if not n.startswith("_"))


class Frame(FieldValues):
    """The fields of one frame of a video."""

    _KIND = "Frame"
    _PRIVATE = ("_sample_id", "_dataset_id")
    _IS_FRAME = True

    def __init__(self, **kwargs: Any) -> None:
        """Of no video yet."""
        self._begin({}, None)
        self.__dict__["_owner"] = None
        for name, value in kwargs.items():
            if name not in ("id", "_id", "created_at", "last_modified_at"):
                self._live[name] = value

    @classmethod
    def _of_document(cls, stored: Document, source: Any, owner: Any = None) -> Frame:
        frame = object.__new__(cls)
        frame._begin(stored, source)
        frame.__dict__["_owner"] = owner
        return frame

    def _fields(self) -> Schema:
        if self._source is not None:
            schema: Schema = self._source._all_fields(frames=True)
            return schema
        out = dict(_NO_DATASET)
        for name, value in self._live.items():
            if name not in out:
                out[name] = fitting_field(value).named(name)
        return out

    def _value(self, name: str) -> Any:
        if self._source is None and name not in self._live:
            if name in _DEFAULTS or name in self._PRIVATE:
                return self._stored.get(name)
            raise AttributeError(f"Frame has no field '{name}'")
        return super()._value(name)

    def _keeps(self) -> tuple[str, ...]:
        return _DEFAULTS

    @property
    def sample_id(self) -> str | None:
        """The id of the video."""
        found = self._stored.get("_sample_id")
        return str(found) if found is not None else None

    def copy(self, fields: Any = None, omit_fields: Any = None) -> Frame:
        """A frame of no video with the same values."""
        out = Frame()
        merge_samples_into(out, self, fields, omit_fields)
        number = self.get_field("frame_number")
        if number is not None:
            out._live["frame_number"] = number
        return out

    def merge(
        self,
        frame: Any,
        fields: Any = None,
        omit_fields: Any = None,
        merge_lists: bool = True,
        **options: Any,
    ) -> None:
        """Takes over the fields of another frame."""
        options.pop("validate", None)
        merge_samples_into(self, frame, fields, omit_fields, merge_lists, **options)

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Frame:
        """The frame of no video of what `to_dict` gives."""
        stored = json_util.loads(json.dumps(d, default=json_util.default))
        values = {k: _UNTYPED.decode(v) for k, v in stored.items() if v is not None and not k.startswith("_")}
        return cls(**values)

    @classmethod
    def from_json(cls, s: str) -> Frame:
        """The frame of no video of what `to_json` gives."""
        return cls.from_dict(json.loads(s))

    def save(self) -> None:
        """Writes what has changed.

        Raises:
            ValueError: if it is of no video of a dataset
        """
        if self._source is None:
            raise ValueError("Cannot save a frame that has not been added to a dataset")
        update = self._take_changes()
        if update is not None:
            self._source._root_dataset._frame_store.update([update])

    def _take_changes(self) -> Update | None:
        changed, gone = self._changes()
        if not changed and not gone:
            return None
        changed["last_modified_at"] = now()
        self._live.pop("last_modified_at", None)
        id = self._stored["_id"]
        self._accept(changed, gone)
        return Update(id, changed, gone)

    def reload(self, hard: bool = False) -> None:
        """Forgets unsaved changes and reads the frame anew.

        Raises:
            ValueError: if it is of no dataset, or gone
        """
        stored = self._source._root_dataset._frame_store.get(self._id) if self._source is not None else None
        if stored is None:
            raise ValueError("Cannot reload a frame that is in no dataset")
        self._begin(stored, self._source)


class FrameView(Frame):
    """A frame of a video as a view shows it."""

    _KIND = "FrameView"

    @property
    def selected_field_names(self) -> set[str] | None:
        """The fields that the view selected; None if it shows all."""
        chosen: set[str] | None = self._source._get_selected_excluded_fields(frames=True)[0]
        return chosen

    @property
    def excluded_field_names(self) -> set[str] | None:
        """The fields that the view excluded; None if there are none."""
        gone: set[str] | None = self._source._get_selected_excluded_fields(frames=True)[1]
        return gone

    @property
    def filtered_field_names(self) -> set[str] | None:
        """The lists of which the view shows only some elements; None if there are none."""
        found: set[str] | None = self._source._get_filtered_fields(frames=True)
        return found
