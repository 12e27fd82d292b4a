"""Where a dataset is read from, and how what is read becomes samples."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fo_widgets.data.frame import Frame
from fo_widgets.data.media import IMAGE, get_media_type
from fo_widgets.data.sample import Sample

from . import files
from .errors import FormatError, MissingFileError


@dataclass
class Imported:
    """What a format found: entries, and how a sample is made of one.

    Attributes:
        classes: class names, in the order of their ids
        info: facts for the dataset's `info`
        dynamic: whether labels have attributes that are to be declared
        total: how many entries there are, if they cannot say that themselves
    """

    entries: Iterable[Any]
    sample: Callable[[Any], Sample]
    classes: list[str] = field(default_factory=list)
    info: dict[str, Any] = field(default_factory=dict)
    dynamic: bool = False
    total: int | None = None


@dataclass
class Source:
    """The folder of a dataset, or where its parts are.

    Attributes:
        data_path: the folder of media, a name in `folder`, a JSON file or a dict of paths by name
        labels_path: the file or folder of labels, or a name in `folder`
        label_field: the field for labels; of several kinds, the beginning of their names, or new names by kind
    """

    folder: Path | None = None
    data_path: Any = None
    labels_path: Any = None
    label_field: Any = None

    def place(self, given: Any, default: str, what: str) -> Path:
        """The path of a part: as given, in the folder, or by its default name there.

        Raises:
            FormatError: if nothing says where it is
        """
        name = default if given is None else os.fspath(given)
        path = Path(name).expanduser()
        if path.is_absolute():
            return path
        if self.folder is not None:
            return self.folder / path
        if given is None:
            raise FormatError(f"give `dataset_dir`, or the path of {what}")
        return path.absolute()

    def root(self) -> Path:
        """The folder.

        Raises:
            FormatError: if none is given
            MissingFileError: if it does not exist
        """
        if self.folder is None:
            raise FormatError("this format needs `dataset_dir`")
        return files.folder(self.folder, "the dataset")

    def labels(self, default: str, what: str = "labels") -> Path:
        """The path of the labels."""
        return self.place(self.labels_path, default, f"{what}, `labels_path`")

    def media(self, default: str = "data", required: bool = True) -> MediaIndex:
        """The media files by name.

        Raises:
            MissingFileError: if the folder does not exist and is required
        """
        if isinstance(self.data_path, Mapping):
            return MediaIndex({str(k): Path(v) for k, v in self.data_path.items()}, Path("data_path"))
        if not required and self.data_path is None and self.folder is None:
            return MediaIndex({}, Path("data_path"))
        path = self.place(self.data_path, default, "media, `data_path`")
        manifest = path if path.suffix == ".json" else path.with_suffix(".json")
        if manifest.is_file() and not path.is_dir():
            listed = files.table(files.json_file(manifest, "media paths"), manifest, "the whole")
            return MediaIndex({k: manifest.parent / v for k, v in listed.items()}, manifest)
        if not required and not path.is_dir():
            return MediaIndex({}, path)
        return MediaIndex.of(files.folder(path, "media"))

    def pairs(
        self, extension: str | None, what: str, include_all_data: bool, kind: str = IMAGE
    ) -> tuple[list[tuple[str, Path | None]], MediaIndex]:
        """Names of media with the file of labels of the same name, and the media.

        Args:
            extension: of the files of labels; None for those of images
            include_all_data: also media without labels

        Raises:
            MissingFileError: if a folder is not there
        """
        folder, index = files.folder(self.labels("labels"), f"{what}, `labels_path`"), self.media()
        if extension is None:
            found = files.media_below(folder, IMAGE)
        else:
            found = [p for p in files.below(folder) if p.suffix.lower() == extension]
        labelled = {p.relative_to(folder).with_suffix("").as_posix(): p for p in found}
        pairs: list[tuple[str, Path | None]] = list(labelled.items())
        if include_all_data:
            pairs += [(n, None) for n in index.of_kind(kind) if os.path.splitext(n)[0] not in labelled]
        return pairs, index

    def make(
        self,
        path: Path,
        labels: Any = None,
        metadata: Any = None,
        default_field: str = "ground_truth",
        frames: Mapping[int, Any] | None = None,
    ) -> Sample:
        """A sample with labels: one in the label field, or several by kind; those of frames by number."""
        sample = Sample(filepath=os.fspath(path))
        if metadata is not None:
            sample["metadata"] = metadata
        for name, value in self._named(labels, default_field).items():
            sample[name] = value
        for number, found in (frames or {}).items():
            sample.frames[number] = Frame(**self._named(found, default_field))
        return sample

    def _named(self, labels: Any, default_field: str) -> dict[str, Any]:
        """Labels by the fields that they go to."""
        if isinstance(labels, Mapping):
            return {self._name(kind): value for kind, value in labels.items() if value is not None}
        return {} if labels is None else {self.field_name(default_field): labels}

    def field_name(self, default: str) -> str:
        """The one field for labels.

        Raises:
            FormatError: if several are given
        """
        if self.label_field is None:
            return default
        if not isinstance(self.label_field, str):
            raise FormatError(f"`label_field` should be one name here, not {self.label_field!r}")
        return self.label_field

    def _name(self, kind: str) -> str:
        if isinstance(self.label_field, Mapping):
            return str(self.label_field.get(kind, kind))
        return kind if self.label_field is None else f"{self.label_field}_{kind}"


class MediaIndex:
    """Media files by their path below a folder, and by that path without extension."""

    def __init__(self, paths: dict[str, Path], place: Path) -> None:
        """Of paths by name; `place` is where they were listed."""
        self.place = place
        self.paths = paths
        self._stems: dict[str, Path] = {}
        for name, path in paths.items():
            self._stems.setdefault(os.path.splitext(name)[0], path)

    @classmethod
    def of(cls, root: Path) -> MediaIndex:
        """Of all files below a folder."""
        return cls({p.relative_to(root).as_posix(): p for p in files.below(root)}, root)

    def of_kind(self, kind: str) -> list[str]:
        """The names of the files of a media type."""
        return [name for name in self.paths if get_media_type(name) == kind]

    def find(self, name: str) -> Path | None:
        """The file of a name, with or without its extension; None if there is none."""
        key = name.replace("\\", "/")
        found = self.paths.get(key) or self._stems.get(key)
        return found or self._stems.get(os.path.splitext(key)[0])

    def get(self, name: str, named_by: Path) -> Path:
        """The file of a name.

        Args:
            named_by: the file that names it, for the error

        Raises:
            MissingFileError: if there is none
        """
        if os.path.isabs(name) and os.path.isfile(name):
            return Path(name)
        found = self.find(name)
        if found is None or not found.is_file():
            raise MissingFileError(
                f"{named_by} names the media file '{name}', which is not in {self.place}; "
                "add it there, or say where media are with `data_path`"
            )
        return found
