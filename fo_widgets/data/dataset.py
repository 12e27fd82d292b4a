"""Datasets: their document, their samples, and how they come and go."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping
from typing import Any

from bson import ObjectId

from . import dataset_registry, media, process_end
from .collection import SampleCollection
from .collection_writing import CollectionWriting
from .database import engine_of, get_db_conn, key_of
from .dataset_annotation import DatasetAnnotation
from .dataset_cameras import DatasetCameras
from .dataset_document import COLLECTION, DatasetDocument
from .dataset_exchange import DatasetExchange
from .dataset_groups import DatasetGroups
from .dataset_merging import DatasetMerging
from .dataset_properties import DatasetProperties
from .dataset_samples import DatasetSamples
from .dataset_schema import DatasetSchema
from .dataset_summaries import DatasetSummaries
from .engine.store import Document, SampleStore
from .fields import copied, now
from .formats.media_reading import ReadsMedia
from .formats.table_reading import ReadsTables
from .sample import Sample
from .saved_views import SavedViews
from .workspaces import Workspaces

_INDEXES = ("filepath", "created_at", "last_modified_at")


class Dataset(
    ReadsMedia,
    ReadsTables,
    DatasetProperties,
    DatasetGroups,
    DatasetSamples,
    DatasetSchema,
    DatasetSummaries,
    DatasetAnnotation,
    DatasetMerging,
    DatasetExchange,
    DatasetCameras,
    SavedViews,
    Workspaces,
    CollectionWriting,
    SampleCollection,
):
    """Samples with common fields, kept in a database."""

    def __init__(
        self,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        _media_type: str | None = None,
        **kwargs: Any,
    ) -> None:
        """A new, empty dataset.

        Args:
            name: by default, made of the time
            overwrite: delete a dataset of that name first

        Raises:
            ValueError: if the name is taken or empty, or the media type is none
        """
        database = get_db_conn()
        kind = kwargs.pop("media_type", _media_type)
        name = dataset_registry.default_name() if name is None else name
        if kind is not None and kind not in {*media.MEDIA_TYPES, media.GROUP}:
            raise ValueError(f"Invalid media type '{kind}'. Must be one of {sorted(media.MEDIA_TYPES)}")
        if overwrite and dataset_registry.dataset_exists(name):
            dataset_registry.delete_dataset(name)
        dataset_registry.check_name(name)
        document = DatasetDocument.create(database, name, persistent=persistent)
        self._begin(document, database)
        if kind is not None:
            self._set_media_type(kind)
        document.insert()
        for path in _INDEXES:
            self._store.create_index(path)
        dataset_registry.register(self)

    @classmethod
    def _open(cls, document: DatasetDocument, database: Any) -> Dataset:
        """The dataset of a document that is in the database."""
        dataset = object.__new__(cls)
        dataset._begin(document, database)
        dataset_registry.register(dataset)
        return dataset

    def _begin(self, document: DatasetDocument, database: Any) -> None:
        self._document, self._database = document, database
        self._lock = threading.RLock()
        self._deleted = False
        self._engine = engine_of(database)
        self._live_samples: weakref.WeakValueDictionary[ObjectId, Sample] = weakref.WeakValueDictionary()
        self._run_results: dict[tuple[str, str], Any] = {}
        self._samples_store: SampleStore = self._engine.store(document.sample_collection_name)  # type: ignore[attr-defined]
        self._frames_store: SampleStore | None = None
        _listen(self._samples_store, self)
        if document.frame_collection_name is not None:  # type: ignore[attr-defined]
            self._open_frames()

    def _open_frames(self) -> None:
        store = self._engine.store(self._document.frame_collection_name)  # type: ignore[attr-defined]
        store.create_index([("_sample_id", 1), ("frame_number", 1)], unique=True)
        self._frames_store = store
        reference = weakref.ref(self)

        def tell(ids: Any, documents: Any) -> None:
            found = reference()
            if found is not None:
                found._on_frame_write(ids, documents)

        store.listen(tell)

    # -- what it consists of -------------------------------------------------

    def _check_alive(self) -> None:
        if self._deleted:
            raise ValueError(f"Dataset '{self._document.name}' is deleted")  # type: ignore[attr-defined]

    @property
    def _doc(self) -> DatasetDocument:
        self._check_alive()
        return self._document

    @property
    def _store(self) -> SampleStore:
        self._check_alive()
        return self._samples_store

    @property
    def _frame_store(self) -> SampleStore | None:
        self._check_alive()
        return self._frames_store

    @property
    def _id(self) -> ObjectId:
        return self._document.id

    @property
    def _sample_collection_name(self) -> str:
        return str(self._document.sample_collection_name)  # type: ignore[attr-defined]

    @property
    def _frame_collection_name(self) -> str | None:
        found: str | None = self._document.frame_collection_name  # type: ignore[attr-defined]
        return found

    @property
    def _sample_collection(self) -> Any:
        return self._database[self._sample_collection_name]

    @property
    def name(self) -> str:
        """The name; setting it renames the dataset."""
        return str(self._document.name)  # type: ignore[attr-defined]

    @name.setter
    def name(self, name: str) -> None:
        doc = self._doc
        slug = dataset_registry.check_name(name, besides=self._id, database=self._database)
        doc.name, doc.slug = name, slug
        doc.save()

    @property
    def dataset_name(self) -> str:
        """The name."""
        return self.name

    @property
    def deleted(self) -> bool:
        """Whether it has been deleted."""
        return self._deleted

    def __eq__(self, other: object) -> bool:
        """Whether the same dataset of the same database."""
        return (
            isinstance(other, Dataset)
            and self._id == other._id
            and key_of(self._database) == key_of(other._database)
        )

    __hash__ = object.__hash__

    def __copy__(self) -> Dataset:
        """The same dataset: there is one object for each."""
        return self

    def __deepcopy__(self, _memo: Any) -> Dataset:
        """The same dataset, as `__copy__`; `clone()` makes another."""
        return self

    def __add__(self, samples: Any) -> Any:
        """These samples followed by others."""
        return self.concat(samples)

    # -- samples -------------------------------------------------------------

    def _make_sample(self, doc: Document) -> Sample:
        live = self._live_samples
        sample = live.get(doc["_id"])
        if sample is None:
            with self._lock:
                sample = live.get(doc["_id"])
                if sample is None:
                    sample = live[doc["_id"]] = Sample._of_document(doc, self)
        return sample

    def _on_write(self, ids: Any, documents: Any) -> None:
        """Keeps samples that somebody holds up to date with what was written."""
        live = self._live_samples
        if not live:
            return
        changed = list(live if ids is None else ids)
        if len(changed) > len(live):
            written = set(changed)
            changed = [id for id in list(live) if id in written]
        held = [(id, sample) for id in changed if (sample := live.get(id)) is not None]
        if held:
            if documents is None:
                documents = {d["_id"]: d for d in self._samples_store.find([id for id, _ in held])}
            for id, sample in held:
                stored = documents.get(id)
                if stored is None:
                    sample._detach()
                    live.pop(id, None)
                else:
                    sample._refresh(stored)

    def _on_frame_write(self, ids: Any, documents: Any) -> None:
        """Keeps frames that somebody holds up to date with what was written."""
        changed = None if ids is None else set(ids)
        for sample in list(self._live_samples.values()):
            frames = sample.__dict__.get("_frames")
            if frames is not None:
                frames._refresh(changed, documents)

    def _find(self, id_or_filepath: str) -> Any:
        if ObjectId.is_valid(id_or_filepath):
            stored = self._store.get(ObjectId(id_or_filepath))
            kind = "ID"
        else:
            stored, kind = self._store.find_where("filepath", id_or_filepath), "filepath"
        if stored is None:
            raise KeyError(f"No sample found with {kind} '{id_or_filepath}'")
        return self._make_sample(stored)

    # -- life ----------------------------------------------------------------

    def save(self) -> None:
        """Writes what was changed in place: info, classes, tags, settings.

        Raises:
            ValidationError: if something is of the wrong type
        """
        self._doc.save()

    def reload(self) -> None:
        """Forgets unsaved changes, and reads the dataset and the samples in use anew.

        Raises:
            ValueError: if it has been deleted
        """
        if not self._doc.reload():
            self._become_deleted()
            self._check_alive()
        if self._document.frame_collection_name is not None and self._frames_store is None:  # type: ignore[attr-defined]
            self._open_frames()
        for sample in list(self._live_samples.values()):
            stored = self._samples_store.get(sample._id)  # type: ignore[arg-type]
            if stored is not None and sample.in_dataset:
                sample._begin(stored, self)
        self._run_results.clear()

    def _take_over(self, stored: Mapping[str, Any]) -> None:
        """What another process has written to the document."""
        if self._document._stored != stored:
            self._document._read(stored)

    def delete(self) -> None:
        """Deletes the dataset with its samples, runs, saved views and workspaces."""
        self._check_alive()
        with self._lock:
            for kind in ("runs", "brain_methods", "evaluations", "annotation_runs"):
                store = self._run_store(kind)
                for id in list(getattr(self._document, kind).values()):
                    found = self._database["runs"].find_one({"_id": id})
                    if found is not None:
                        store.drop(found)
            self._database["views"].delete_many({"_dataset_id": self._id})
            self._database["workspaces"].delete_many({"_dataset_id": self._id})
            self._database["execution_store"].delete_many({"dataset_id": self._id})
            self._database[COLLECTION].delete_one({"_id": self._id})
            self._engine.drop(self._sample_collection_name)
            if self._frame_collection_name is not None:
                self._engine.drop(self._frame_collection_name)
            self._become_deleted()

    def _become_deleted(self) -> None:
        for sample in list(self._live_samples.values()):
            sample._detach()
        self._live_samples.clear()
        dataset_registry.forget(self)
        process_end.forget(self._id)
        self._deleted = True

    def clone(
        self, name: str | None = None, persistent: bool = False, include_indexes: bool = True
    ) -> Dataset:
        """A dataset with copies of the samples, with the same ids, and of all that is known about them.

        Raises:
            ValueError: if the name is taken
        """
        from .cloning import clone

        made: Dataset = clone(self, name, persistent)
        return made

    # -- text ----------------------------------------------------------------

    def summary(self) -> str:
        """What there is to know at a glance."""
        facts: dict[str, Any] = {"Name": self.name, "Media type": self.media_type}
        if self.media_type == media.GROUP:
            facts["Group slice"] = self.group_slice
        facts[f"Num {self._elements_str}"] = self.count()
        facts["Persistent"], facts["Tags"] = self.persistent, self.tags
        return self._summary(facts)

    def __repr__(self) -> str:
        """The summary."""
        return f"<Dataset '{self.name}' is deleted>" if self._deleted else self.summary()

    def _merge_info(self, source: Any, overwrite: bool) -> None:
        doc = self._doc
        for name in ("info", "classes", "mask_targets", "skeletons"):
            own, given = getattr(doc, name), copied(dict(getattr(source, name) or {}))
            setattr(doc, name, {**own, **given} if overwrite else {**given, **own})
        for name in ("default_classes", "default_mask_targets", "default_skeleton"):
            given = getattr(source, name)
            if given and (overwrite or not getattr(doc, name)):
                setattr(doc, name, copied(given))
        doc.save()


def _listen(store: SampleStore, dataset: Dataset) -> None:
    """Tells a dataset of writes, without keeping it alive."""
    reference = weakref.ref(dataset)

    def tell(ids: Any, documents: Any) -> None:
        found = reference()
        if found is not None:
            found._on_write(ids, documents)

    store.listen(tell)


__all__ = ["Dataset", "now"]
