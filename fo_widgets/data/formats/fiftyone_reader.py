"""Reads a FiftyOne folder (`FiftyOneDataset`): samples with their ids, frames, groups, views, workspaces and runs."""

from __future__ import annotations

import logging
import random
from pathlib import Path
from typing import Any

from bson import ObjectId

from fo_widgets.data import media
from fo_widgets.data.dataset_document import read_targets
from fo_widgets.data.fields import now
from fo_widgets.data.progress import ProgressBar
from fo_widgets.data.schema import (
    Schema,
    default_frame_fields,
    default_sample_fields,
    merge_field,
    schema_from_docs,
)
from fo_widgets.storage import open_blobs

from . import files
from .errors import FormatError
from .fiftyone_documents import (
    FRAMES,
    METADATA,
    RUN_FOLDERS,
    SAMPLES,
    absolute,
    check_fields,
    documents,
    metadata,
)
from .source import Source

logger = logging.getLogger(__name__)

Document = dict[str, Any]
_FACTS = ("info", "classes", "mask_targets", "skeletons", "camera_intrinsics", "static_transforms")
_DEFAULTS = ("default_classes", "default_mask_targets", "default_skeleton", "description", "tags")


def add(
    dataset: Any,
    source: Source,
    tags: Any = None,
    expand_schema: bool = True,
    add_info: bool = True,
    rel_dir: Any = None,
    import_saved_views: bool = True,
    import_runs: bool = True,
    import_workspaces: bool = True,
    shuffle: bool = False,
    seed: int | None = None,
    max_samples: int | None = None,
    progress: Any = None,
) -> list[str]:
    """Adds what is in a folder to a dataset; the ids of the samples.

    Args:
        rel_dir: what relative paths of media are relative to; by default the folder

    Raises:
        FormatError: if something is malformed, or the dataset has fields, slices or samples that clash
        MissingFileError: if a part is not there
    """
    folder = source.root()
    facts = metadata(folder)
    samples = _chosen(documents(folder, SAMPLES), shuffle, seed, max_samples)
    schema = schema_from_docs(facts["sample_fields"], default_sample_fields())
    has_frames = (folder / f"{FRAMES}.json").is_file() or (folder / FRAMES).is_dir()
    frames = documents(folder, FRAMES) if has_frames else []
    frame_schema = schema_from_docs(facts.get("frame_fields") or (), default_frame_fields())
    if max_samples is not None:
        kept = {d["_id"] for d in samples}
        frames = [f for f in frames if f.get("_sample_id") in kept]
    with ProgressBar(progress=progress) as bar:
        check_fields(bar(samples), schema, folder / f"{SAMPLES}.json")
    check_fields(frames, frame_schema, folder / f"{FRAMES}.json")
    root = files.folder(rel_dir, "media, `rel_dir`") if rel_dir is not None else folder
    _prepare(dataset, samples, frames, schema, frame_schema, facts, root, tags)
    with dataset._lock:
        _check_clashes(dataset, samples, facts, folder)
        _declare(dataset, facts, schema, frame_schema, bool(frames), expand_schema)
        dataset._store.insert(samples)
        if frames:
            dataset._frame_store.insert(frames)
        if add_info:
            _add_facts(dataset, facts)
        _add_named(dataset, facts, "saved_views", "views", import_saved_views)
        _add_named(dataset, facts, "workspaces", "workspaces", import_workspaces)
        if import_runs:
            _add_runs(dataset, facts, folder)
    return [str(d["_id"]) for d in samples]


def _chosen(found: list[Document], shuffle: bool, seed: int | None, most: int | None) -> list[Document]:
    if shuffle:
        random.Random(seed).shuffle(found)
    return found if most is None else found[:most]


def _prepare(
    dataset: Any,
    samples: list[Document],
    frames: list[Document],
    schema: Schema,
    frame_schema: Schema,
    facts: Document,
    root: Path,
    tags: Any,
) -> None:
    """Makes documents those of the dataset: its id, the present time, whole paths, more tags."""
    more = [tags] if isinstance(tags, str) else list(tags or ())
    own = {"_dataset_id": dataset._id, "created_at": now(), "last_modified_at": now()}
    places = [*_media_paths(schema), *((facts.get("app_config") or {}).get("media_fields") or ())]
    for sample in samples:
        if not isinstance(sample.get("filepath"), str):
            raise FormatError(f"{root / SAMPLES}.json: sample {sample['_id']} has no `filepath`")
        absolute(sample, dict.fromkeys(["filepath", *places]), root)
        sample["tags"] = [
            *(sample.get("tags") or ()),
            *(t for t in more if t not in (sample.get("tags") or ())),
        ]
        sample.setdefault("_media_type", media.get_media_type(sample["filepath"]))
        sample.setdefault("_rand", random.random() * 0.001 + 0.999)
        sample.update(own)
    known = {d["_id"] for d in samples}
    for frame in frames:
        if frame.get("_sample_id") not in known:
            raise FormatError(f"{root / FRAMES}.json: frame {frame['_id']} is of no sample of the folder")
        absolute(frame, _media_paths(frame_schema), root)
        frame.update(own)


def _media_paths(schema: Schema) -> list[str]:
    from fo_widgets.data.schema import document_field, flatten

    found = []
    for path, field in flatten(schema).items():
        document = document_field(field)
        name = getattr(document.document_type, "_MEDIA_FIELD", None) if document is not None else None
        if name:
            found.append(f"{path}.{name}")
    return found


def _check_clashes(dataset: Any, samples: list[Document], facts: Document, folder: Path) -> None:
    taken = dataset._store.find([d["_id"] for d in samples])
    if taken:
        raise FormatError(
            f"dataset '{dataset.name}' has samples of {folder} already, such as {taken[0]['_id']}; use merge_dir()"
        )
    own, given = dataset.media_type, facts.get("media_type")
    if own is not None and given is not None and own != given:
        raise FormatError(
            f"{folder / METADATA}: media type '{given}' does not fit '{own}' of '{dataset.name}'"
        )


def _declare(
    dataset: Any, facts: Document, schema: Schema, frame_schema: Schema, has_frames: bool, expand: bool
) -> None:
    doc = dataset._doc
    _check_types(doc.schema, schema, expand, dataset.name)
    _check_types(doc.frame_schema or {}, frame_schema, expand or doc.frame_schema is None, dataset.name)
    kind = facts.get("media_type")
    if kind == media.GROUP:
        field = facts.get("group_field") or "group"
        if doc.group_field is None:
            dataset.add_group_field(field, default=facts.get("default_group_slice"))
        elif doc.group_field != field:
            raise FormatError(
                f"groups are in field '{field}', those of '{dataset.name}' in '{doc.group_field}'"
            )
        for name, slice_kind in (facts.get("group_media_types") or {}).items():
            dataset.add_group_slice(name, slice_kind)
    elif doc.media_type is None and kind is not None:
        dataset._set_media_type(kind)
    if has_frames:
        dataset._begin_frames()
    _extend(doc.schema, schema)
    if doc.frame_schema is not None:
        _extend(doc.frame_schema, frame_schema)
    doc.save()


def _check_types(own: Schema, given: Schema, expand: bool, name: str) -> None:
    for path, field in given.items():
        known = own.get(path)
        if known is None and not expand:
            raise FormatError(f"dataset '{name}' has no field '{path}', and expand_schema is False")
        if known is not None and path != "metadata" and str(known) != str(field):
            raise FormatError(
                f"field '{path}' is {field}, but {known} in dataset '{name}'; rename one of them"
            )


def _extend(own: Schema, given: Schema) -> None:
    for name, field in given.items():
        if name in own:
            merge_field(own[name], field)
        else:
            own[name] = field


def _add_facts(dataset: Any, facts: Document) -> None:
    doc = dataset._doc
    stored = type(doc)(dataset._database, {**facts, "_id": dataset._id})
    for name in _FACTS:
        setattr(doc, name, {**getattr(stored, name), **getattr(doc, name)})
    for name in _DEFAULTS:
        if not getattr(doc, name) and getattr(stored, name):
            setattr(doc, name, getattr(stored, name))
    if facts.get("app_config") is not None and not doc.app_config.plugins:
        doc.app_config = stored.app_config
    doc.default_mask_targets = read_targets(doc.default_mask_targets)
    doc.save()


def _add_named(dataset: Any, facts: Document, attribute: str, collection: str, wanted: bool) -> None:
    """Saved views or workspaces; one whose name is taken is left out."""
    if not wanted:
        return
    present = dataset._database[collection].find({"_dataset_id": dataset._id}, {"name": 1})
    taken = {d["name"] for d in present}
    for document in facts.get(attribute) or ():
        if not isinstance(document, dict) or "name" not in document:
            continue
        if document["name"] in taken:
            logger.warning("'%s' of %s is there already and kept as it is", document["name"], attribute)
            continue
        new = {**document, "_id": ObjectId(), "_dataset_id": dataset._id}
        dataset._database[collection].insert_one(new)
        dataset._doc.change("$push", attribute, new["_id"])


def _add_runs(dataset: Any, facts: Document, folder: Path) -> None:
    """Runs with their results; one whose key is taken is left out."""
    for attribute, place in RUN_FOLDERS.items():
        for key, document in (facts.get(attribute) or {}).items():
            if not isinstance(document, dict):
                continue
            if key in getattr(dataset._doc, attribute):
                logger.warning("'%s' of %s is there already and kept as it is", key, attribute)
                continue
            new = {**document, "_id": ObjectId(), "_dataset_id": dataset._id, "results": None}
            results = folder / place / f"{key}.json"
            if results.is_file():
                blobs = open_blobs(dataset._database)
                new["results"] = blobs.put(results.read_bytes(), contentType="application/json")
            dataset._database["runs"].insert_one(new)
            dataset._doc.change("$set", f"{attribute}.{key}", new["_id"])
