"""What an importer of a plugin gives, as samples of a dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fo_widgets.data.app_config import DatasetAppConfig
from fo_widgets.data.groups import Group
from fo_widgets.data.sample import Sample

from .errors import FormatError
from .field_specs import field_of
from .importers import (
    BatchDatasetImporter,
    DatasetImporter,
    GenericSampleDatasetImporter,
    GroupDatasetImporter,
    LabeledImageDatasetImporter,
    LabeledVideoDatasetImporter,
    UnlabeledImageDatasetImporter,
    UnlabeledMediaDatasetImporter,
    UnlabeledVideoDatasetImporter,
)
from .source import Imported, Source
from .type_classes import FormatImporter

_UNLABELED = (UnlabeledMediaDatasetImporter, UnlabeledImageDatasetImporter, UnlabeledVideoDatasetImporter)
_FACTS = (
    "mask_targets",
    "default_mask_targets",
    "skeletons",
    "default_skeleton",
    "default_classes",
    "app_config",
    "camera_intrinsics",
    "static_transforms",
)


def add(
    dataset: Any,
    importer: Any,
    label_field: Any = None,
    tags: Any = None,
    expand_schema: bool = True,
    dynamic: bool = False,
    add_info: bool = True,
    progress: Any = None,
) -> list[str]:
    """Adds what an importer gives to a dataset, all or nothing; the ids of the samples.

    Raises:
        FormatError: if it is no importer, or gives something else than its kind should
    """
    if not isinstance(importer, DatasetImporter):
        raise FormatError(
            f"`dataset_importer` should be a DatasetImporter of fiftyone.utils.data, not {type(importer).__name__}"
        )
    with importer, _all_or_nothing(dataset) as added:
        if isinstance(importer, BatchDatasetImporter):
            ids = _import_batch(dataset, importer, label_field, tags, progress, added)
        else:
            ids = _add(dataset, importer, label_field, tags, expand_schema, dynamic, progress)
        added += ids
        if add_info and importer.has_dataset_info:
            _add_facts(dataset, importer.get_dataset_info())
    return ids


@contextmanager
def _all_or_nothing(dataset: Any) -> Iterator[list[str]]:
    """A block that may fail: then what it did to a dataset is taken back, and the samples that it lists are deleted."""
    stored, store, frames = dataset._doc.to_dict(), dataset._store, dataset._frame_store
    indexes = set(store.index_information())
    added: list[str] = []
    try:
        yield added
    except BaseException:
        dataset.delete_samples(added)
        for name in set(store.index_information()) - indexes:
            store.drop_index(name)
        if frames is None and dataset._frame_store is not None:
            dataset._frames_store = None
            dataset._engine.drop(dataset._doc.frame_collection_name)
        dataset._doc.restore(stored)
        raise


def _import_batch(
    dataset: Any, importer: Any, label_field: Any, tags: Any, progress: Any, added: list[str]
) -> list[str]:
    """The ids of samples that an importer adds itself; one of ours is told the field for labels.

    Args:
        added: gets what there is of them if that fails
    """
    more = [tags] if isinstance(tags, str) else tags
    if isinstance(importer, FormatImporter):
        importer.label_field = label_field
    known = set(dataset._store.ids())
    try:
        ids: list[str] = importer.import_samples(dataset, tags=more, progress=progress)
    except BaseException:
        added += [str(id) for id in dataset._store.ids() if id not in known]
        raise
    return ids


def _add(
    dataset: Any,
    importer: Any,
    label_field: Any,
    tags: Any,
    expand_schema: bool,
    dynamic: bool,
    progress: Any,
) -> list[str]:
    if isinstance(importer, GenericSampleDatasetImporter) and importer.has_sample_field_schema:
        _declare(dataset, importer)
        expand_schema = False
    if isinstance(importer, GroupDatasetImporter):
        _begin_groups(dataset, importer)
    entries = _flat(importer) if isinstance(importer, GroupDatasetImporter) else (e for e in importer)
    found = Imported(entries, _maker(importer, Source(label_field=label_field)), total=_length(importer))
    ids: list[str] = dataset._add_imported(found, tags, expand_schema, dynamic, progress=progress)
    return ids


def _length(importer: Any) -> int | None:
    try:
        return len(importer)
    except (TypeError, NotImplementedError):
        return None


def _declare(dataset: Any, importer: GenericSampleDatasetImporter) -> None:
    """Declares the importer's fields that are new."""
    known = dataset.get_field_schema()
    given = {n: field_of(f) for n, f in importer.get_sample_field_schema().items() if n not in known}
    for name, field in given.items():
        options = {
            "embedded_doc_type": getattr(field, "document_type", None),
            "subfield": getattr(field, "field", None),
        }
        dataset.add_sample_field(name, type(field), **{k: v for k, v in options.items() if v is not None})


def _begin_groups(dataset: Any, importer: GroupDatasetImporter) -> None:
    if dataset.group_field is None:
        dataset.add_group_field(importer.group_field)
    for name, kind in importer.get_group_media_types().items():
        if name not in dataset.group_slices:
            dataset.add_group_slice(name, kind)


def _flat(importer: GroupDatasetImporter) -> Iterator[Any]:
    for entry in importer:
        if not isinstance(entry, Mapping):
            raise FormatError(
                f"{type(importer).__name__} should give dicts of samples by slice, not {entry!r}"
            )
        group = Group()
        for name, sample in entry.items():
            if isinstance(sample, Sample):
                sample[importer.group_field] = group.element(name)
            yield sample


def _maker(importer: Any, source: Source) -> Any:
    """What makes a sample of one entry."""
    kind = type(importer).__name__

    def refuse(entry: Any, wanted: str) -> FormatError:
        return FormatError(f"{kind} should give {wanted}, not {entry!r}")

    def sample(entry: Any) -> Sample:
        if isinstance(importer, GenericSampleDatasetImporter):
            if not isinstance(entry, Sample):
                raise refuse(entry, "Samples")
            return entry
        wanted, count = _WANTED.get(next((c for c in _WANTED if isinstance(importer, c)), object), ("", 0))
        if not count:
            raise FormatError(
                f"{kind} derives from no importer whose entries are known; choose a kind of importer"
            )
        if not isinstance(entry, (tuple, list)) or len(entry) != count:
            raise refuse(entry, wanted)
        path, metadata, *labels = entry
        if not isinstance(path, (str, Path)):
            raise refuse(entry, f"{wanted} with a path")
        frames = labels[1] if len(labels) > 1 else None
        return source.make(Path(path), labels[0] if labels else None, metadata, frames=frames)

    return sample


_WANTED: dict[type, tuple[str, int]] = {
    **dict.fromkeys(_UNLABELED, ("(path, metadata)", 2)),
    LabeledImageDatasetImporter: ("(path, metadata, label)", 3),
    LabeledVideoDatasetImporter: ("(path, metadata, label, frames)", 4),
}


def _add_facts(dataset: Any, facts: Mapping[str, Any]) -> None:
    left = dict(facts)
    classes = left.pop("classes", None)
    if isinstance(classes, Mapping):
        dataset.classes = {**dict(classes), **dataset.classes}
    elif classes and not dataset.default_classes:
        dataset.default_classes = list(classes)
    for name in _FACTS:
        value = left.pop(name, None)
        if value is None:
            continue
        if name == "app_config" and isinstance(value, Mapping):
            value = DatasetAppConfig(**value)
        own = getattr(dataset, name, None)
        if isinstance(own, Mapping) and isinstance(value, Mapping):
            setattr(dataset, name, {**value, **own})
        elif not own or name == "app_config":
            setattr(dataset, name, value)
    dataset.info = {**left, **dataset.info}
