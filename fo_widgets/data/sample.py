"""Samples: one media file each, with its fields; of a dataset, or as a view shows them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bson import ObjectId

from . import media
from .engine.store import Update
from .errors import MediaTypeError
from .field_values import Document, FieldValues, encoded, same
from .fields import Field, copied, now
from .frame import Frames
from .labels import Label
from .metadata import compute_metadata_of
from .sample_merging import merge_samples_into
from .schema import Schema, default_sample_fields, infer_field

_NO_DATASET = default_sample_fields()
_NO_DATASET["tags"].default = []
_DEFAULTS = tuple(n for n in _NO_DATASET if not n.startswith("_"))
_UNTYPED = Field()


class SampleValues(FieldValues):
    """What samples and their views have in common."""

    _PRIVATE = ("_media_type", "_rand", "_dataset_id")

    @property
    def media_type(self) -> Any:
        """The media type: image, video, point-cloud, 3d or unknown."""
        return self._stored.get("_media_type") or media.get_media_type(self.filepath)

    @property
    def filename(self) -> str:
        """The name of the media file, without its folder."""
        return os.path.basename(str(self.filepath))

    def _shown(self) -> Iterator[tuple[str, Any]]:
        yield "id", self.id
        yield "media_type", self.media_type
        for name in self.field_names:
            if name != "id":
                yield name, self._value(name)
        if self.media_type == media.VIDEO:
            yield "frames", self.frames

    @property
    def frames(self) -> Frames:
        """The frames of a video by number.

        Raises:
            AttributeError: if it is no video
        """
        if self.media_type != media.VIDEO:
            raise AttributeError(f"{self._KIND} has no field 'frames'")
        found: Frames | None = self.__dict__.get("_frames")
        if found is None:
            found = self.__dict__["_frames"] = Frames(self)
        return found

    @frames.setter
    def frames(self, frames: Any) -> None:
        self.frames.clear()
        self.frames.update(frames)

    def add_labels(
        self,
        labels: Any,
        label_field: Any = None,
        confidence_thresh: float | None = None,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
        **_others: Any,
    ) -> None:
        """Puts labels into fields: one label, or labels by field suffix, or by frame number.

        Args:
            label_field: the field; of several labels, the beginning of their names
            confidence_thresh: leave out labels below this confidence
        """
        if labels is None:
            return
        if isinstance(labels, Mapping) and labels and all(isinstance(k, int) for k in labels):
            for number, found in labels.items():
                named = found if isinstance(found, Mapping) else {label_field: found}
                for name, value in named.items():
                    self.frames[number][name] = confident(value, confidence_thresh)
            return
        if isinstance(labels, Mapping):
            prefix = f"{label_field}_" if isinstance(label_field, str) else ""
            named = {prefix + str(k): v for k, v in labels.items()}
        else:
            named = {str(label_field or "predictions"): labels}
        for name, value in named.items():
            self.set_field(
                name,
                confident(value, confidence_thresh),
                create=expand_schema,
                validate=validate,
                dynamic=dynamic,
            )

    def compute_metadata(self, overwrite: bool = False, skip_failures: bool = False) -> None:
        """Reads the metadata of the media file, and saves it if the sample is in a dataset.

        Raises:
            OSError: if the file cannot be read and failures are not skipped
        """
        if self.get_field("metadata") is not None and not overwrite:
            return
        try:
            self.set_field("metadata", compute_metadata_of(self.filepath, self.media_type))
        except (OSError, RuntimeError, ValueError):
            if not skip_failures:
                raise
            return
        if self.in_dataset:
            self.save()

    def merge(
        self,
        sample: Any,
        fields: Any = None,
        omit_fields: Any = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Takes over the fields of another sample; lists of tags and labels are joined if `merge_lists`."""
        merge_samples_into(
            self,
            sample,
            fields,
            omit_fields,
            merge_lists,
            merge_embedded_docs,
            overwrite,
            expand_schema,
            dynamic,
        )

    def copy(self, fields: Any = None, omit_fields: Any = None) -> Sample:
        """A sample of no dataset with the same values."""
        chosen = _chosen(self.field_names, fields, omit_fields)
        out: dict[str, Any] = {}
        for name, new_name in chosen.items():
            if name not in ("id", "created_at", "last_modified_at"):
                value = self._value(name)
                out[new_name] = (
                    value.copy()
                    if hasattr(value, "copy") and not isinstance(value, (list, dict))
                    else _cloned(value)
                )
        out["filepath"] = self.filepath
        sample = Sample(**out)
        if self.media_type == media.VIDEO:
            for number, frame in self.frames.items():
                sample.frames[number] = frame.copy()
        return sample

    __copy__ = copy

    def __deepcopy__(self, _memo: Any) -> Sample:
        """A copy of no dataset."""
        return self.copy()

    def to_dict(
        self,
        include_private: bool = False,
        include_frames: bool = False,
        pretty_print: bool = False,
        **_others: Any,
    ) -> Document:
        """The stored form as extended JSON, that of frames by number if asked for."""
        out = super().to_dict(include_private=include_private)
        if include_private:
            out.setdefault("_media_type", self.media_type)
        if include_frames and self.media_type == media.VIDEO:
            out["frames"] = {
                str(n): f.to_dict(include_private=include_private) for n, f in self.frames.items()
            }
        return out

    def get_field(self, field_name: str) -> Any:
        """The value of a field, also of one further in; of videos, `frames` too."""
        if field_name == "frames":
            return self.frames
        if field_name == "media_type":
            return self.media_type
        return super().get_field(field_name)


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
                out[name] = _inferred(live[name]).named(name)
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
        own["_stored"], own["_source"], own["_assigned"] = stored, dataset, set()
        own["_live"] = {k: v for k, v in self._live.items() if v is not None}

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

    def reload(self, hard: bool = False) -> None:
        """Forgets unsaved changes and reads the sample anew.

        Raises:
            ValueError: if it is in no dataset, or gone
        """
        if self._source is None:
            raise ValueError("Cannot reload a sample that has not been added to a dataset")
        stored = self._source._store.get(self._id)
        if stored is None:
            raise ValueError(f"Sample '{self.id}' has been deleted")
        self._begin(stored, self._source)
        self.__dict__.pop("_frames", None)

    @classmethod
    def from_frame(cls, frame: Any, filepath: str | None = None) -> Sample:
        """A sample of no dataset with the values of a frame."""
        path = filepath or frame.get_field("filepath")
        values = {n: v for n, v in frame.iter_fields() if n not in ("id", "filepath", "frame_number")}
        return cls(filepath=path, **{n: _cloned(v) for n, v in values.items()})

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Sample:
        """The sample of no dataset of what `to_dict` gives."""
        import json

        from bson import json_util

        stored = json_util.loads(json.dumps(d, default=json_util.default))
        values = {
            k: v for k, v in stored.items() if k not in ("_id", "created_at", "last_modified_at", "frames")
        }
        private = {k: values.pop(k) for k in list(values) if k.startswith("_")}
        values = {k: _UNTYPED.decode(v) for k, v in values.items() if v is not None}
        return cls(media_type=private.get("_media_type"), **values)

    def __eq__(self, other: object) -> bool:
        """Whether the same sample: there is one object for each of a dataset."""
        return self is other

    __hash__ = None  # type: ignore[assignment]


class SampleView(SampleValues):
    """A sample as a view shows it: with chosen fields, filtered labels, computed values."""

    _KIND = "SampleView"

    def __init__(
        self,
        stored: Document,
        view: Any,
        selected_fields: Any = None,
        excluded_fields: Any = None,
        filtered_fields: Any = None,
        schema: Schema | None = None,
    ) -> None:
        """Of a document that a view gave."""
        self._begin(stored, view)
        own = self.__dict__
        own["_schema_of_view"] = view._all_fields() if schema is None else schema
        own["_selected_fields"], own["_excluded_fields"] = selected_fields, excluded_fields
        own["_filtered_fields"] = filtered_fields

    def _fields(self) -> Schema:
        schema: Schema = self._schema_of_view
        return schema

    @property
    def selected_field_names(self) -> Any:
        """The fields that the view selected; None if it shows all."""
        return self._selected_fields

    @property
    def excluded_field_names(self) -> Any:
        """The fields that the view excluded; None if there are none."""
        return self._excluded_fields

    @property
    def filtered_field_names(self) -> Any:
        """The lists of which the view shows only some elements; None if there are none."""
        return self._filtered_fields

    def _create_field(self, name: str, value: Any, dynamic: bool) -> Field | None:
        if name in self._source._root_dataset._schema or super()._create_field(name, value, dynamic) is None:
            self._schema_of_view[name] = self._source._root_dataset._schema[name]
        found: Field | None = self._schema_of_view.get(name)
        return found

    def save(self) -> None:
        """Writes what has changed; of filtered lists, the elements that are shown."""
        update = self._take_changes()
        if update is not None:
            self._source._root_dataset._store.update([update])
        if "_frames" in self.__dict__:
            self.frames.save()

    def _take_changes(self) -> Update | None:
        from .sample_merging import written_back

        self._check_filtered_roots()
        changed, gone = self._changes()
        if not changed and not gone:
            return None
        dataset = self._source._root_dataset
        whole = dataset._store.get(self._stored["_id"])
        if whole is None:
            raise ValueError(f"Sample '{self.id}' has been deleted")
        filtered = {p.split(".")[0] for p in self._filtered_fields or ()}
        back = {
            k: written_back(whole.get(k), self._stored.get(k), v, k in filtered) for k, v in changed.items()
        }
        back["last_modified_at"] = now()
        self._accept(changed, gone)
        return Update(whole["_id"], back, gone)

    def _check_filtered_roots(self) -> None:
        """Refuses a change of which elements a filtered list has.

        Raises:
            ValueError: if there is one
        """
        for path in self._filtered_fields or ():
            head, _, rest = path.partition(".")
            if head not in self._live or not rest:
                continue
            old, value = self._stored.get(head), self._live[head]
            before = old.get(rest) if isinstance(old, dict) else None
            after = value.get_field(rest) if hasattr(value, "get_field") else None
            if [i.get("_id") for i in before or ()] != [getattr(i, "_id", None) for i in after or ()]:
                raise ValueError(f"Modifying root of filtered list field '{path}' is not allowed")

    def reload(self, hard: bool = False) -> None:
        """Forgets unsaved changes and reads the sample anew through the view.

        Raises:
            ValueError: if the view does not show it any more
        """
        for stored in self._source._iter_docs([{"$match": {"_id": self._id}}]):
            self.__dict__.update(_stored=stored, _live={}, _assigned=set())
            return
        raise ValueError(f"Sample '{self.id}' is not in the view any more")

    def _detach(self) -> None:
        raise ValueError("a view's sample cannot leave its dataset")

    def __eq__(self, other: object) -> bool:
        """Whether a view of the same sample with the same values."""
        return isinstance(other, SampleView) and self._id == other._id and same(self._stored, other._stored)

    __hash__ = None  # type: ignore[assignment]


def _inferred(value: Any) -> Field:
    try:
        return infer_field(value) or Field()
    except TypeError:
        return Field()


def _cloned(value: Any) -> Any:
    if isinstance(value, list):
        return [_cloned(v) for v in value]
    if isinstance(value, dict):
        return {k: _cloned(v) for k, v in value.items()}
    return value.copy() if hasattr(value, "copy") else value


def _chosen(names: Iterable[str], fields: Any, omit_fields: Any) -> dict[str, str]:
    """The fields to take, with their new names."""
    if isinstance(fields, Mapping):
        chosen = dict(fields)
    elif fields is not None:
        chosen = {n: n for n in ([fields] if isinstance(fields, str) else fields)}
    else:
        chosen = {n: n for n in names}
    gone = {omit_fields} if isinstance(omit_fields, str) else set(omit_fields or ())
    return {k: v for k, v in chosen.items() if k not in gone}


def confident(label: Any, threshold: float | None) -> Any:
    """A label with only what has at least some confidence."""
    if threshold is None or not isinstance(label, Label):
        return label
    inner = getattr(label, "_LABEL_LIST_FIELD", None)
    if inner is None:
        sure = getattr(label, "confidence", None)
        return label if sure is None or sure >= threshold else None
    label[inner] = [x for x in label[inner] if x.confidence is not None and x.confidence >= threshold]
    return label


__all__ = ["ObjectId", "Sample", "SampleView", "confident", "copied", "encoded"]
