"""What samples have beyond frames, of a dataset or as a view shows them: media, frames, labels."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from copy import copy as shallow_copy
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from . import media
from .field_values import FieldValues
from .frames import Frames
from .labels import Label
from .metadata import compute_metadata_of
from .sample_merging import merge_samples_into
from .value_encoding import Document

if TYPE_CHECKING:
    from .sample import Sample


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

    @property
    def media_reference(self) -> None:
        """Where the media lies if it is no file: always None, for such media are not part of fo_widgets."""
        return None

    def get_media_key(self) -> str:
        """What names the media: its path."""
        return str(self.filepath)

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
        """A sample of no dataset with the same values; labels have new ids."""
        return self._copied(fields, omit_fields, copy_of=deepcopy)

    def _copied(self, fields: Any = None, omit_fields: Any = None, copy_of: Any = shallow_copy) -> Sample:
        """A sample of no dataset with copies of the values."""
        from .sample import Sample

        chosen = _chosen(self.field_names, fields, omit_fields)
        out: dict[str, Any] = {}
        for name, new_name in chosen.items():
            if name not in ("id", "created_at", "last_modified_at"):
                out[new_name] = cloned(self._value(name), copy_of)
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


def cloned(value: Any, copy_of: Any = shallow_copy) -> Any:
    """A value that shares nothing with another: lists, dicts and documents are copied.

    Args:
        copy_of: makes copies of documents, with the same id or a new one
    """
    if isinstance(value, list):
        return [cloned(v, copy_of) for v in value]
    if isinstance(value, dict):
        return {k: cloned(v, copy_of) for k, v in value.items()}
    return copy_of(value) if hasattr(value, "copy") else value


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
