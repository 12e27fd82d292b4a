"""What `Dataset` offers for reading folders and files of many formats.

Everything is read and checked before any of it is written, so an import that fails leaves nothing behind.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from bson import ObjectId
from bson.errors import BSONError

from fo_widgets.data import dataset_registry
from fo_widgets.data.errors import MediaTypeError
from fo_widgets.data.progress import ProgressBar
from fo_widgets.data.sample import Sample

from . import fiftyone_reader, files
from .dataset_types import FIFTYONE, TYPES, accepted, constructed, custom_class, name_of
from .errors import FormatError
from .source import Imported, Source

Made = TypeVar("Made", bound="ReadsFolders")

# What a file may hold has no end: these come of what no format looked for.
_UNFORESEEN = (ArithmeticError, AssertionError, AttributeError, BSONError, LookupError, TypeError, ValueError)


class ReadsFolders:
    """Imports of folders into a dataset, and datasets made by an import."""

    def add_dir(
        self,
        dataset_dir: Any = None,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: Any = None,
        label_field: Any = None,
        tags: Any = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        add_info: bool = True,
        generator: bool = False,
        progress: Any = None,
        **kwargs: Any,
    ) -> list[str]:
        """Adds what is in a folder of a format of `fo.types`, or a type with an importer; the ids of the samples.

        Args:
            data_path: the folder of media if it is elsewhere, its name in the folder, or a dict of paths by name
            labels_path: the file or folder of labels if it is elsewhere, or its name in the folder
            label_field: the field for labels; of formats with several kinds, the beginning of their names, or a dict
            tags: tags for every sample
            expand_schema: declare fields that are new
            dynamic: declare dynamic attributes of labels, too
            add_info: take over classes and facts
            progress: True or False for a bar; by default as `fo.config.show_progress_bars` says
            kwargs: options of the format; all have `shuffle`, `seed` and `max_samples`

        Raises:
            FormatError: if the format is not supported, or something in the folder is malformed
            MissingFileError: if something is not there
        """
        custom = custom_class(dataset_type, "importer")
        if custom is not None:
            from .importing import add

            where = {"dataset_dir": dataset_dir, "data_path": data_path, "labels_path": labels_path}
            importer = constructed(custom, where, kwargs)
            return add(self, importer, label_field, tags, expand_schema, dynamic, add_info, progress)
        name = name_of(dataset_type)
        folder = None if dataset_dir is None else Path(os.fspath(dataset_dir)).expanduser().absolute()
        if folder is not None:
            files.folder(folder, "the dataset")
        source = Source(folder, data_path, labels_path, label_field)
        try:
            return self._add_of_type(
                name, source, tags, expand_schema, dynamic, add_info, progress, dict(kwargs)
            )
        except (FormatError, MediaTypeError):
            raise
        except _UNFORESEEN as error:
            raise FormatError(f"{folder or labels_path} cannot be read as {name}: {error!r}") from error

    def _add_of_type(
        self,
        name: str,
        source: Source,
        tags: Any,
        expand_schema: bool,
        dynamic: bool,
        add_info: bool,
        progress: Any,
        kwargs: dict[str, Any],
    ) -> list[str]:
        if name == FIFTYONE:
            options = accepted(fiftyone_reader.add, kwargs)
            return fiftyone_reader.add(
                self, source, tags, expand_schema, add_info, progress=progress, **options
            )
        sampling = {n: kwargs.pop(n) for n in ("shuffle", "seed", "max_samples") if n in kwargs}
        read = TYPES[name].read
        found = read(source, **accepted(read, kwargs))
        return self._add_imported(
            sampled(found, **sampling), tags, expand_schema, dynamic, add_info, progress
        )

    def _add_imported(
        self,
        found: Imported,
        tags: Any = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        add_info: bool = True,
        progress: Any = None,
    ) -> list[str]:
        dataset: Any = self
        more = [tags] if isinstance(tags, str) else list(tags or ())
        with ProgressBar(found.total, progress) as bar:
            samples = (_tagged(found.sample(entry), more) for entry in bar(found.entries))
            ids: list[str] = dataset.add_samples(
                samples, expand_schema=expand_schema, dynamic=dynamic or found.dynamic
            )
        if add_info:
            if found.classes and not dataset.default_classes:
                dataset.default_classes = found.classes
            if found.info:
                dataset.info = {**found.info, **dataset.info}
        return ids

    @classmethod
    def from_dir(
        cls: type[Made],
        dataset_dir: Any = None,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: Any = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        label_field: Any = None,
        tags: Any = None,
        dynamic: bool = False,
        progress: Any = None,
        **kwargs: Any,
    ) -> Made:
        """A new dataset of what is in a folder; see `add_dir`.

        Raises:
            ValueError: if the name is taken, and not overwritten
        """
        return cls._made(
            name,
            persistent,
            overwrite,
            lambda dataset: dataset.add_dir(
                dataset_dir,
                dataset_type,
                data_path,
                labels_path,
                label_field,
                tags,
                dynamic=dynamic,
                progress=progress,
                **kwargs,
            ),
        )

    def merge_dir(
        self,
        dataset_dir: Any = None,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: Any = None,
        label_field: Any = None,
        tags: Any = None,
        **options: Any,
    ) -> None:
        """Merges what is in a folder into the samples with the same key (by default the path of media).

        Args:
            options: those of `merge_samples`, and of `from_dir`
        """
        merging = taken_for_merging(options)
        read = type(self).from_dir(
            dataset_dir, dataset_type, data_path, labels_path, label_field=label_field, tags=tags, **options
        )
        self._merge_made(read, **merging)

    def _merge_made(self, read: Any, **merging: Any) -> None:
        """Merges a dataset that was made for it, and deletes that."""
        dataset: Any = self
        try:
            dataset.merge_samples(read, **merging)
        finally:
            read.delete()

    @classmethod
    def _made(
        cls: type[Made],
        name: str | None,
        persistent: bool,
        overwrite: bool,
        fill: Callable[[Made], object],
    ) -> Made:
        """A new dataset that a function fills; none if that fails, and then the one of that name stays."""
        name = dataset_registry.default_name() if name is None else name
        replaces = overwrite and dataset_registry.dataset_exists(name)
        make: Any = cls
        dataset = make(f"{name} {ObjectId()}" if replaces else name, persistent=persistent)
        try:
            fill(dataset)
        except BaseException:
            dataset.delete()
            raise
        if replaces:
            dataset_registry.delete_dataset(name)
            dataset.name = name
        made: Made = dataset
        return made


_MERGING = (
    "key_field",
    "key_fcn",
    "skip_existing",
    "insert_new",
    "fields",
    "omit_fields",
    "merge_lists",
    "merge_embedded_docs",
    "overwrite",
    "expand_schema",
)


def taken_for_merging(options: dict[str, Any]) -> dict[str, Any]:
    """The options of `merge_samples`, which are removed from the others; `dynamic` stays there, too."""
    taken = {n: options.pop(n) for n in _MERGING if options.get(n) is not None}
    if "add_info" in options:
        taken["include_info"] = options.pop("add_info")
    return {**taken, **({"dynamic": options["dynamic"]} if "dynamic" in options else {})}


def sampled(
    found: Imported, shuffle: bool = False, seed: int | None = None, max_samples: int | None = None
) -> Imported:
    """Some of the entries, perhaps in another order."""
    entries = list(found.entries)
    if shuffle:
        random.Random(seed).shuffle(entries)
    found.entries = entries if max_samples is None else entries[:max_samples]
    return found


def _tagged(sample: Sample, tags: list[str]) -> Sample:
    if tags:
        sample.tags = [*sample.tags, *(t for t in tags if t not in sample.tags)]
    return sample
