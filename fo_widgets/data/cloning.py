"""Copies of collections as datasets of their own."""

from __future__ import annotations

from typing import Any

from bson import ObjectId

from . import dataset_registry, media
from .dataset_document import DatasetDocument
from .fields import now
from .schema import field_from_doc, field_to_doc

_CARRIED = (
    "persistent",
    "tags",
    "info",
    "description",
    "app_config",
    "classes",
    "default_classes",
    "mask_targets",
    "default_mask_targets",
    "skeletons",
    "default_skeleton",
    "camera_intrinsics",
    "static_transforms",
    "media_type",
    "group_field",
    "default_group_slice",
    "group_media_types",
)


def clone(collection: Any, name: str | None, persistent: bool) -> Any:
    """A dataset with what a collection shows; of a whole dataset, also its saved views, workspaces and runs.

    Raises:
        ValueError: if the name is taken
    """
    from .dataset import Dataset

    source = collection._root_dataset
    name = dataset_registry.default_name() if name is None else name
    dataset_registry.check_name(name)
    database = source._database
    stored = source._doc.to_dict()
    document = DatasetDocument.create(database, name)
    values = {k: v for k, v in stored.items() if k in _CARRIED}
    own = document.to_dict()
    frames = collection._has_frame_fields()
    if frames:
        own["frame_collection_name"] = f"frames.{own['sample_collection_name']}"
    document._read({**own, **values, "persistent": persistent})
    document.schema = {n: field_from_doc(field_to_doc(f)) for n, f in collection._all_fields().items()}
    if frames:
        fields = collection._all_fields(frames=True)
        document.frame_schema = {n: field_from_doc(field_to_doc(f)) for n, f in fields.items()}
    if collection.media_type != source.media_type and not collection._is_dynamic_groups:
        document.media_type = collection.media_type
    elif collection.media_type == media.GROUP and not collection._is_dynamic_groups:
        document.group_media_types = dict(collection.group_media_types or {})
        document.default_group_slice = collection.default_group_slice
    document.insert()
    dataset = Dataset._open(document, database)
    _copy_documents(collection, dataset, frames)
    for path in ("filepath", "created_at", "last_modified_at"):
        dataset._store.create_index(path)
    if collection is source:
        _copy_extras(source, dataset)
    return dataset


def _copy_documents(collection: Any, dataset: Any, frames: bool) -> None:
    moment = now()
    own = {"_dataset_id": dataset._id, "created_at": moment, "last_modified_at": moment}
    if collection.media_type == media.GROUP and not collection._is_dynamic_groups:
        documents = collection.view()._with_whole_groups()._aggregate()
    elif collection._is_dynamic_groups:
        documents = collection.flatten()._aggregate()
    else:
        documents = collection._aggregate(detach_frames=frames and collection._needs_frames())
    dataset._store.insert([{**d, **own} for d in documents])
    if frames and collection._is_clips:
        # A frame may be in several clips.
        each = [{"$unwind": "$frames"}, {"$set": {"frames._sample_id": "$_id"}}, {"$replaceWith": "$frames"}]
        found = collection._aggregate(each, attach_frames=True)
        dataset._frame_store.insert([{**d, **own, "_id": ObjectId()} for d in found])
    elif frames:
        dataset._frame_store.insert([{**d, **own} for d in collection._aggregate(frames_only=True)])


def _copy_extras(source: Any, dataset: Any) -> None:
    """Saved views, workspaces and runs, with their results."""
    database = source._database
    for attribute, collection in (("saved_views", "views"), ("workspaces", "workspaces")):
        for id in getattr(source._doc, attribute):
            found = database[collection].find_one({"_id": id})
            if found is not None:
                new = {**found, "_id": ObjectId(), "_dataset_id": dataset._id}
                database[collection].insert_one(new)
                dataset._doc.change("$push", attribute, new["_id"])
    for attribute in ("runs", "brain_methods", "evaluations", "annotation_runs"):
        for key, id in getattr(source._doc, attribute).items():
            found = database["runs"].find_one({"_id": id})
            if found is None:
                continue
            new = {**found, "_id": ObjectId(), "_dataset_id": dataset._id}
            if found.get("results") is not None:
                from fo_widgets.storage import open_blobs

                blobs = open_blobs(database)
                new["results"] = blobs.put(blobs.get(found["results"]).read(), contentType="application/json")
            database["runs"].insert_one(new)
            dataset._doc.change("$set", f"{attribute}.{key}", new["_id"])
