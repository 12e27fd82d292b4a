"""The attributes of a dataset that its document keeps; setting one saves it."""

from __future__ import annotations

from typing import Any

from . import media
from .errors import ValidationError
from .fields import EmbeddedDocumentField
from .metadata import Metadata, get_metadata_cls
from .schema import declared_fields, default_frame_fields, make_field


class Kept:
    """An attribute of the dataset's document; what it is set to is checked and saved."""

    def __init__(self, doc: str, read_only: bool = False) -> None:
        """With a docstring."""
        self.__doc__ = doc
        self._read_only = read_only

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, dataset: Any, _owner: type | None = None) -> Any:
        return self if dataset is None else getattr(dataset._doc, self._name)

    def __set__(self, dataset: Any, value: Any) -> None:
        if self._read_only:
            raise AttributeError(f"'{self._name}' of a dataset cannot be set")
        doc = dataset._doc
        old = getattr(doc, self._name)
        setattr(doc, self._name, value)
        try:
            doc.save()
        except ValidationError:
            object.__setattr__(doc, self._name, old)
            raise


class DatasetProperties:
    """What is known about a dataset besides its samples."""

    _doc: Any

    slug = Kept("The name's form in addresses.", read_only=True)
    version = Kept("The version of FiftyOne whose layout this is.", read_only=True)
    created_at = Kept("When it was made.", read_only=True)
    last_modified_at = Kept("When its document last changed.", read_only=True)
    last_loaded_at = Kept("When it was last loaded.", read_only=True)
    last_deletion_at = Kept("When samples were last deleted.", read_only=True)
    persistent = Kept("Whether it lasts beyond this session.")
    tags = Kept("Its tags.")
    info = Kept("Any facts; call `save()` after changing them in place.")
    description = Kept("What it is, in words.")
    app_config = Kept("How it wants to be shown, and settings of plugins.")
    classes = Kept("Class names by field.")
    default_classes = Kept("Class names for fields that have none of their own.")
    mask_targets = Kept("Names of pixel values, by field.")
    default_mask_targets = Kept("Names of pixel values for fields that have none of their own.")
    skeletons = Kept("Keypoint skeletons by field.")
    default_skeleton = Kept("The keypoint skeleton for fields that have none of their own.")
    camera_intrinsics = Kept("How cameras project, by name.")
    static_transforms = Kept("Where things are in relation to each other, by name.")

    @property
    def media_type(self) -> Any:
        """The media type of its samples; None while there are none."""
        return self._doc.media_type

    @media_type.setter
    def media_type(self, media_type: str | None) -> None:
        dataset: Any = self
        if media_type == self._doc.media_type:
            return
        if media_type is not None and media_type not in {*media.MEDIA_TYPES, media.GROUP}:
            raise ValueError(f"Invalid media type '{media_type}'. Must be one of {sorted(media.MEDIA_TYPES)}")
        if len(dataset) > 0:
            raise ValueError("Cannot set media type of a non-empty dataset")
        self._set_media_type(media_type)
        self._doc.save()

    def _set_media_type(self, media_type: str | None) -> None:
        """Sets the media type and what depends on it: the class of metadata, and frames for videos."""
        doc = self._doc
        doc.media_type = media_type
        if media_type is None or media_type == media.GROUP:
            return
        self._set_metadata_class(media_type)
        if media_type == media.VIDEO:
            self._begin_frames()

    def _set_metadata_class(self, media_type: str) -> None:
        old = self._doc.schema["metadata"]
        kind = get_metadata_cls(media_type)
        if old.document_type is not kind and not issubclass(old.document_type, kind):
            new = make_field(EmbeddedDocumentField, embedded_doc_type=kind, created_at=old.created_at)
            self._doc.schema["metadata"] = new.named("metadata")

    def _widen_metadata_class(self, media_type: str) -> None:
        """Makes metadata those of any file, with the fields of all media types so far and of another."""
        old = self._doc.schema["metadata"]
        known = {f.name: f for f in old.fields}
        known.update(
            {f.name: f for f in declared_fields(get_metadata_cls(media_type)) if f.name not in known}
        )
        new = make_field(
            EmbeddedDocumentField,
            embedded_doc_type=Metadata,
            fields=list(known.values()),
            created_at=old.created_at,
        )
        self._doc.schema["metadata"] = new.named("metadata")

    def _begin_frames(self) -> None:
        doc = self._doc
        if doc.frame_collection_name is None:
            doc.frame_collection_name = f"frames.{doc.sample_collection_name}"
            doc.frame_schema = default_frame_fields(doc.created_at)
            self._open_frames()
            dataset: Any = self
            for path in ("created_at", "last_modified_at"):
                dataset._frames_store.create_index(path)

    def _open_frames(self) -> None:
        raise NotImplementedError("a dataset opens its own stores")

    @property
    def _schema(self) -> Any:
        return self._doc.schema

    @property
    def _frame_schema(self) -> Any:
        return self._doc.frame_schema

    @property
    def has_saved_views(self) -> bool:
        """Whether there are saved views."""
        return bool(self._doc.saved_views)

    @property
    def has_workspaces(self) -> bool:
        """Whether there are saved workspaces."""
        return bool(self._doc.workspaces)

    @property
    def has_annotation_runs(self) -> bool:
        """Whether there are annotation runs."""
        return bool(self._doc.annotation_runs)

    @property
    def has_brain_runs(self) -> bool:
        """Whether there are brain runs."""
        return bool(self._doc.brain_methods)

    @property
    def has_evaluations(self) -> bool:
        """Whether there are evaluations."""
        return bool(self._doc.evaluations)

    @property
    def has_runs(self) -> bool:
        """Whether there are custom runs."""
        return bool(self._doc.runs)
