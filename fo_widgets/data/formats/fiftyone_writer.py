"""Writes a FiftyOne folder (`FiftyOneDataset`), which FiftyOne and `fiftyone_reader` read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fo_widgets.data import media
from fo_widgets.data.schema import Schema, field_to_doc
from fo_widgets.storage import open_blobs

from .errors import FormatError
from .fiftyone_documents import FRAMES, METADATA, RUN_FOLDERS, SAMPLES, dump, media_values
from .target import Target

Document = dict[str, Any]


def write(
    samples: Any,
    target: Target,
    export_saved_views: bool = True,
    export_runs: bool = True,
    export_workspaces: bool = True,
    use_dirs: bool = False,
) -> None:
    """Writes samples, frames, media and what is known about the dataset.

    A view is written without saved views, workspaces and runs: they may be about samples that it does not show.

    Args:
        use_dirs: a file for each sample and frame instead of one for all

    Raises:
        FormatError: if no folder is given
    """
    if target.folder is None:
        raise FormatError("this format needs `export_dir`")
    folder = target.folder
    folder.mkdir(parents=True, exist_ok=True)
    target.use_folder()
    _write(folder, SAMPLES, _samples(samples, target), use_dirs)
    if samples._has_frame_fields():
        paths = [p for p in samples._get_media_fields(frames=True) if p != "filepath"]
        found = (
            samples._aggregate(frames_only=True)
            if samples.media_type != media.GROUP
            else _group_frames(samples)
        )
        _write(
            folder, FRAMES, _with_media(found, [p.removeprefix("frames.") for p in paths], target), use_dirs
        )
    whole = samples._is_full_collection() and samples is samples._root_dataset
    facts = _facts(samples)
    database = samples._root_dataset._database
    for attribute, collection, wanted in (
        ("saved_views", "views", export_saved_views),
        ("workspaces", "workspaces", export_workspaces),
    ):
        ids = facts.get(attribute) or []
        listed = (
            {d["_id"]: d for d in database[collection].find({"_id": {"$in": ids}})}
            if whole and wanted
            else {}
        )
        facts[attribute] = [listed[i] for i in ids if i in listed]
    for attribute, place in RUN_FOLDERS.items():
        runs = facts.get(attribute) or {}
        facts[attribute] = _runs(database, runs, folder / place) if whole and export_runs else {}
    (folder / METADATA).write_text(dump(facts), encoding="utf-8")


def _samples(samples: Any, target: Target) -> Iterable[Document]:
    paths = [p for p in samples._get_media_fields() if p != "filepath"]
    total = len(samples)
    if samples.media_type == media.GROUP and samples._is_full_collection():
        # a group counts as one, but all its samples are written
        store = samples._root_dataset._store
        found, total = store.aggregate([]), store.count()
    else:
        found = samples._aggregate(detach_frames=samples._has_frame_fields() and samples._needs_frames())
    for document in _with_media(target.track(found, total), paths, target):
        new = {k: v for k, v in document.items() if k != "frames"}
        original = new["filepath"]
        name = target.add_media(original)
        if target._media is not None and target.export_media != "manifest":
            place = target.path_of(name)
            if target.folder is not None and place.is_relative_to(target.folder):
                place = place.relative_to(target.folder)
            new["filepath"] = place.as_posix()
        elif target.rel_dir is not None:
            new["filepath"] = target._relative(original)
        yield new


def _group_frames(samples: Any) -> Iterable[Document]:
    store = samples._root_dataset._frame_store
    if store is None:
        return []
    if samples._is_full_collection():
        found: Iterable[Document] = store.aggregate([])
        return found
    ids = [d["_id"] for d in samples._aggregate([{"$project": {"_id": True}}])]
    shown: Iterable[Document] = store.aggregate([{"$match": {"_sample_id": {"$in": ids}}}])
    return shown


def _with_media(documents: Iterable[Document], paths: list[str], target: Target) -> Iterable[Document]:
    """Documents with the media of their labels exported to `fields/`."""
    for document in documents:
        new = document
        if any(True for p in paths for _ in media_values(document, p.split("."))):
            new = _copied(document)
            for path in paths:
                for place, key in media_values(new, path.split(".")):
                    place[key] = _field_media(target, path, place[key])
        yield new


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _copied(v) for k, v in value.items()}
    return [_copied(v) for v in value] if isinstance(value, list) else value


def _field_media(target: Target, path: str, place: str) -> str:
    if target._media is None or target.export_media == "manifest":
        return target._relative(place) if target.rel_dir is not None else place
    parts = path.split(".")[:-1]
    folder = "/".join(["..", "fields", *([".".join(parts)] if parts else [])])
    name = target.add_media(place, folder)
    return os.path.normpath(f"data/{name}").replace(os.sep, "/")


def _facts(samples: Any) -> Document:
    """The document of the dataset with the fields that are shown."""
    facts: Document = samples._root_dataset._doc.to_dict()
    shown: Schema = samples._all_fields()
    facts["sample_fields"] = [field_to_doc(f) for f in shown.values()]
    if samples._has_frame_fields():
        facts["frame_fields"] = [field_to_doc(f) for f in samples._all_fields(frames=True).values()]
    facts["media_type"] = samples.media_type
    if samples.media_type != media.GROUP and facts.get("group_field"):
        facts["group_media_types"] = {}
        for name in ("group_field", "default_group_slice"):
            facts.pop(name, None)
    return facts


def _runs(database: Any, ids: Document, folder: Path) -> Document:
    out: Document = {}
    for key, id in ids.items():
        found = database["runs"].find_one({"_id": id})
        if found is None:
            continue
        out[key] = found
        if found.get("results") is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{key}.json").write_bytes(open_blobs(database).get(found["results"]).read())
    return out


def _write(folder: Path, name: str, documents: Iterable[Document], use_dirs: bool) -> None:
    if use_dirs:
        (folder / name).mkdir(exist_ok=True)
        for number, document in enumerate(documents, 1):
            (folder / name / f"{number:06d}-{document['_id']}.json").write_text(
                dump(document), encoding="utf-8"
            )
        return
    with (folder / f"{name}.json").open("w", encoding="utf-8") as stream:
        stream.write(f'{{"{name}": [')
        for number, document in enumerate(documents):
            stream.write((",\n" if number else "") + dump(document))
        stream.write("]}")
