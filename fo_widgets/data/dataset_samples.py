"""Adding samples to a dataset and removing them. All of a batch is checked before any of it is written."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from bson import ObjectId

from . import media
from .embedded import EmbeddedDocument
from .engine.garbage import many_objects
from .errors import MediaTypeError, ValidationError
from .fields import EmbeddedDocumentField, Field, now
from .groups import Group
from .object_ids import new_id
from .sample import Sample
from .schema import Schema, field_from_doc, field_to_doc, merge_field
from .schema_inference import infer_field
from .stages.base import sample_ids_of
from .value_encoding import Document

_SKIPPED = ("created_at", "last_modified_at")
_AT_ONCE = 1000


class Batch:
    """Samples on their way into a dataset: encoded, with the fields they need that are not declared yet."""

    def __init__(self, dataset: Any, expand_schema: bool, dynamic: bool, validate: bool) -> None:
        """For a dataset."""
        self.dataset = dataset
        self.expand, self.dynamic = expand_schema, dynamic
        self.new: Schema = {}
        self.new_frame_fields: Schema = {}
        self.merged: list[tuple[Field, Field]] = []
        self.samples: list[Sample] = []
        self.documents: list[Document] = []
        self.frames: list[tuple[Any, Document, Sample]] = []
        self._known: Schema = dataset._doc.schema
        self.media_type = dataset._doc.media_type
        self.group_field = dataset._doc.group_field
        self.slices: dict[str, str] = {}
        self._moment = now()
        self._seen: set[int] = set()

    def add(self, sample: Any) -> None:
        """Takes a sample in.

        Raises:
            MediaTypeError: if its media type does not fit
            ValueError: if a value does not fit its field, or a field is new and must not be
        """
        if not isinstance(sample, Sample):
            if not hasattr(sample, "copy") or not hasattr(sample, "filepath"):
                raise ValueError(f"Expected a Sample, found {type(sample).__name__}: {sample!r}")
            sample = sample.copy()
        elif sample._source is not None or id(sample) in self._seen:
            sample = sample.copy()
        self._seen.add(id(sample))
        document: Document = {"_id": sample._stored.get("_id") or new_id()}
        known, new = self._known, self.new
        missing = set()
        for name, value in sample._live.items():
            if value is None or name in _SKIPPED:
                continue
            field = known.get(name) or new.get(name)
            if field is None:
                if not self.expand:
                    missing.add(name)
                    continue
                field = self._declare(new, name, value)
            elif type(value) is field.native:
                document[field.db_field or name] = value
                continue
            elif self.dynamic:
                self._add_dynamic(field, value)
            try:
                document[field.db_field or name] = field.encode(value)
            except ValidationError as error:
                raise ValueError(f"Invalid value for field '{name}'. Reason: {error}") from None
        if missing:
            raise ValueError(f"Fields {missing} do not exist on dataset '{self.dataset.name}'")
        kind = sample._stored.get("_media_type") or media.get_media_type(sample._live["filepath"])
        self._check_media(sample, kind, document)
        document["_media_type"] = kind
        document["_rand"] = sample._stored.get("_rand", random.random() * 0.001 + 0.999)
        document["_dataset_id"] = self.dataset._id
        document["created_at"] = document["last_modified_at"] = self._moment
        if "_frames" in sample.__dict__:
            self._add_frames(sample, document["_id"])
        self.samples.append(sample)
        self.documents.append(document)

    def _declare(self, schema: Schema, name: str, value: Any) -> Field:
        field = infer_field(value, dynamic=self.dynamic)
        if field is None:
            raise ValueError(f"Cannot infer a type for field '{name}' of value {value!r}")
        field.created_at = self._moment
        schema[name] = field.named(name)
        return field

    def _add_dynamic(self, field: Field, value: Any) -> None:
        if isinstance(value, EmbeddedDocument) or (
            isinstance(value, list) and value and isinstance(value[0], EmbeddedDocument)
        ):
            found = infer_field(value, dynamic=True)
            if found is not None:
                self.merged.append((field, found))

    def _check_media(self, sample: Sample, kind: str, document: Document) -> None:
        group = sample._live.get(self.group_field) if self.group_field else self._first_group(sample)
        if group is not None:
            name = group.name
            if name is None:
                raise ValueError(f"sample '{sample.filepath}' has no slice; use group.element(name)")
            known = self.slices.get(name) or self.dataset._doc.group_media_types.get(name)
            if known is not None and known != kind:
                raise ValueError(
                    f"Sample media type '{kind}' does not match group slice media type '{known}'"
                )
            self.slices.setdefault(name, kind)
            return
        if self.media_type == media.GROUP:
            raise ValueError(f"Found sample missing group field '{self.group_field}'")
        if self.media_type is None:
            self.media_type = kind
        elif kind != self.media_type:
            raise MediaTypeError(
                f"Sample media type '{kind}' does not match dataset media type '{self.media_type}'"
            )

    def _first_group(self, sample: Sample) -> Any:
        for name, value in sample._live.items():
            if isinstance(value, Group):
                if self.media_type not in (None, media.GROUP):
                    raise MediaTypeError(
                        f"groups cannot be added to a dataset of media type '{self.media_type}'"
                    )
                self.group_field, self.media_type = name, media.GROUP
                return value
        return None

    def _add_frames(self, sample: Sample, sample_id: ObjectId) -> None:
        known = self.dataset._doc.frame_schema or {}
        for number, frame in sample.frames.items():
            document: Document = {"_id": new_id(), "frame_number": number}
            for name, value in frame._live.items():
                if value is None or name in (*_SKIPPED, "frame_number"):
                    continue
                field = known.get(name) or self.new_frame_fields.get(name)
                if field is None:
                    if not self.expand:
                        raise ValueError(
                            f"Fields {{{name!r}}} do not exist on frames of dataset '{self.dataset.name}'"
                        )
                    field = self._declare(self.new_frame_fields, name, value)
                elif self.dynamic:
                    self._add_dynamic(field, value)
                try:
                    document[field.db_field or name] = field.encode(value)
                except ValidationError as error:
                    raise ValueError(f"Invalid value for frame field '{name}'. Reason: {error}") from None
            document.update(_sample_id=sample_id, _dataset_id=self.dataset._id)
            document["created_at"] = document["last_modified_at"] = self._moment
            self.frames.append((frame, document, sample))

    def write(self) -> list[str]:
        """Declares the fields, adds the documents, and makes the samples those of the dataset; the new ids."""
        dataset = self.dataset
        doc = dataset._doc
        if self.media_type != doc.media_type:
            dataset._set_media_type(self.media_type)
        doc.schema.update(self.new)
        if self.group_field and doc.group_field is None:
            doc.group_field = self.group_field
        for own, given in self.merged:
            merge_field(own, given)
        for name, kind in self.slices.items():
            if name not in doc.group_media_types:
                dataset.add_group_slice(name, kind)
        if self.new_frame_fields and doc.frame_schema is not None:
            doc.frame_schema.update(self.new_frame_fields)
        doc.save()
        dataset._store.insert(self.documents)
        if self.frames:
            dataset._frame_store.insert([d for _, d, _ in self.frames])
        for frame, document, sample in self.frames:
            sample.frames._gone.clear()
            frame.__dict__.update(_stored=document, _source=dataset, _owner=sample, _assigned=set())
        live = dataset._live_samples
        for sample, document in zip(self.samples, self.documents, strict=True):
            sample._attach(document, dataset)
            live[document["_id"]] = sample
        return [str(d["_id"]) for d in self.documents]


class DatasetSamples:
    """What adds and removes samples."""

    _doc: Any

    def add_sample(
        self, sample: Any, expand_schema: bool = True, dynamic: bool = False, validate: bool = True
    ) -> str:
        """Adds a sample; its id.

        Args:
            expand_schema: declare fields that are new
            dynamic: declare dynamic attributes of labels, too

        Raises:
            ValueError: if a value does not fit its field, or a field is new and must not be
            MediaTypeError: if its media type does not fit
        """
        return self.add_samples([sample], expand_schema, dynamic, validate)[0]

    def add_samples(
        self,
        samples: Any,
        expand_schema: bool = True,
        dynamic: bool = False,
        validate: bool = True,
        progress: Any = None,
        num_samples: int | None = None,
        generator: bool = False,
        batcher: Any = None,
    ) -> list[str]:
        """Adds samples, all or none; their ids.

        Raises:
            ValueError: if a value does not fit its field, or a field is new and must not be
            MediaTypeError: if a media type does not fit
        """
        dataset: Any = self
        with dataset._lock:
            batch = Batch(self, expand_schema, dynamic, validate)
            rest = iter(samples)
            while some := list(islice(rest, _AT_ONCE)):
                with many_objects(lasting=len(some) == _AT_ONCE):
                    for sample in some:
                        batch.add(sample)
            with many_objects():
                return batch.write() if batch.documents else []

    def _add_samples_batch(
        self,
        samples: Any,
        expand_schema: bool = True,
        dynamic: bool = False,
        validate: bool = True,
        **_others: Any,
    ) -> list[str]:
        return self.add_samples(samples, expand_schema, dynamic, validate)

    def add_collection(
        self,
        sample_collection: Any,
        include_info: bool = True,
        overwrite_info: bool = False,
        new_ids: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Adds the samples of a collection, with their fields; the ids of those added.

        Args:
            new_ids: give them new ids; otherwise those that are here already are left out
        """
        dataset: Any = self
        dataset._take_fields(sample_collection)
        here = set() if new_ids else set(dataset.values("id"))
        copies = []
        for sample in sample_collection.iter_samples():
            if sample.id not in here:
                copies.append(sample._copied())
                if not new_ids:
                    copies[-1]._stored["_id"] = ObjectId(sample.id)
        ids = self.add_samples(copies)
        if include_info:
            dataset._merge_info(sample_collection, overwrite_info)
        return ids

    def _take_fields(self, collection: Any) -> None:
        """Adds the fields of a collection that the dataset lacks."""
        dataset: Any = self
        schema = dataset._doc.schema
        for name, field in collection._all_fields().items():
            if name in schema:
                merge_field(schema[name], field)
            else:
                schema[name] = field_from_doc(field_to_doc(field))
        dataset._doc.save()

    def _delete_ids(self, ids: list[ObjectId]) -> None:
        dataset: Any = self
        with dataset._lock:
            dataset._store.delete(ids)
            if dataset._frame_store is not None:
                match = {"$match": {"_sample_id": {"$in": ids}}}
                found = dataset._frame_store.aggregate([match, {"$project": {"_id": True}}])
                dataset._frame_store.delete([d["_id"] for d in found])
            if ids:
                self._doc.last_deletion_at = now()
                self._doc.save()

    def delete_samples(self, samples_or_ids: Any) -> None:
        """Removes samples, given by ids, samples or collections of samples."""
        self._delete_ids([ObjectId(i) for i in sample_ids_of(samples_or_ids)])

    def delete_frames(self, frames_or_ids: Any) -> None:
        """Removes frames, given by ids, frames or collections of them."""
        from .stages.frames import frame_ids_of

        dataset: Any = self
        dataset._frame_store.delete([ObjectId(i) for i in frame_ids_of(frames_or_ids)])

    def clear(self) -> None:
        """Removes all samples."""
        dataset: Any = self
        self._delete_ids(dataset._store.ids())

    def clear_frames(self) -> None:
        """Removes all frames of all videos."""
        dataset: Any = self
        if dataset._frame_store is not None:
            dataset._frame_store.clear()

    def remove_sample(self, sample_or_id: Any) -> None:
        """Removes a sample."""
        self.delete_samples(sample_or_id)

    def _expand_for(self, frames: bool, values: Mapping[str, Any], dynamic: bool = False) -> None:
        """Declares the fields of values that have none yet.

        Raises:
            ValueError: if no type fits a value
        """
        dataset: Any = self
        schema = self._doc.frame_schema if frames else self._doc.schema
        if schema is None:
            raise ValueError(
                f"dataset '{dataset.name}' has no frames; its media type is {self._doc.media_type}"
            )
        with dataset._lock:
            changed = False
            for name, value in values.items():
                if value is None:
                    continue
                field = schema.get(name)
                if field is not None and not (dynamic and isinstance(field, EmbeddedDocumentField)):
                    continue
                found = infer_field(value, dynamic=dynamic)
                if found is None:
                    continue
                if field is not None:
                    changed |= merge_field(field, found)
                    continue
                if name.startswith("_") or not name:
                    raise ValueError(f"Invalid field name: '{name}'. Field names cannot start with '_'")
                found.created_at = now()
                schema[name] = found.named(name)
                changed = True
            if changed:
                self._doc.save()


__all__ = ["Batch", "DatasetSamples", "datetime"]
