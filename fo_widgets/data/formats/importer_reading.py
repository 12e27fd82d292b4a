"""What `Dataset` offers for reading archives, and through importers that plugins write."""

from __future__ import annotations

from typing import Any, TypeVar

from .reading import ReadsFolders, taken_for_merging

Made = TypeVar("Made", bound="ReadsImporters")


class ReadsImporters(ReadsFolders):
    """Archives, which are unpacked beside themselves; and importers."""

    def add_archive(
        self, archive_path: Any, dataset_type: Any = None, *, cleanup: bool = True, **options: Any
    ) -> list[str]:
        """Adds the folder in a zip or tar file; the ids of the samples.

        Args:
            cleanup: delete the archive when it has been read
            options: of `add_dir`

        Raises:
            FormatError: if it is no archive, has a path that leads out of it, or is malformed inside
            MissingFileError: if it is not there
        """
        from .archives import unpacked

        with unpacked(archive_path, cleanup, options.get("progress")) as folder:
            return self.add_dir(folder, dataset_type, **options)

    @classmethod
    def from_archive(
        cls: type[Made], archive_path: Any, dataset_type: Any = None, *, cleanup: bool = True, **options: Any
    ) -> Made:
        """A new dataset of the folder in a zip or tar file; as `add_archive`, with the options of `from_dir`."""
        from .archives import unpacked

        with unpacked(archive_path, cleanup, options.get("progress")) as folder:
            return cls.from_dir(folder, dataset_type, **options)

    def merge_archive(
        self, archive_path: Any, dataset_type: Any = None, *, cleanup: bool = True, **options: Any
    ) -> None:
        """Merges the folder in a zip or tar file; as `add_archive`, with the options of `merge_dir`."""
        from .archives import unpacked

        with unpacked(archive_path, cleanup, options.get("progress")) as folder:
            self.merge_dir(folder, dataset_type, **options)

    def add_importer(
        self,
        dataset_importer: Any,
        label_field: Any = None,
        tags: Any = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        add_info: bool = True,
        generator: bool = False,
        progress: Any = None,
    ) -> list[str]:
        """Adds what an importer of `fiftyone.utils.data` gives; the ids of the samples.

        Raises:
            FormatError: if it is no importer, or gives something else than its kind should
        """
        from .importing import add

        return add(self, dataset_importer, label_field, tags, expand_schema, dynamic, add_info, progress)

    @classmethod
    def from_importer(
        cls: type[Made],
        dataset_importer: Any,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        **options: Any,
    ) -> Made:
        """A new dataset of what an importer gives; the options are those of `add_importer`."""
        return cls._made(
            name, persistent, overwrite, lambda dataset: dataset.add_importer(dataset_importer, **options)
        )

    def merge_importer(self, dataset_importer: Any, **options: Any) -> None:
        """Merges what an importer gives; the options are those of `add_importer` and `merge_samples`."""
        merging = taken_for_merging(options)
        self._merge_made(type(self).from_importer(dataset_importer, **options), **merging)
