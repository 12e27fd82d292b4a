"""YOLO v4 (Darknet): a text file of boxes beside each image, and files of class names and images (`YOLOv4Dataset`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from fo_widgets.data import media
from fo_widgets.data.sample import Sample

from . import files
from .boxes import WRITABLE, Classes
from .errors import FormatError, MissingFileError
from .source import Imported, Source
from .target import Target
from .yolo_lines import Lines, Writing, write_lines

OBJECTS, IMAGES = "obj.names", "images.txt"
Entry = tuple[Path, Path]


def read(
    source: Source,
    images_path: Any = None,
    objects_path: Any = None,
    classes: Any = None,
    label_type: str = "detections",
    mask_size: Any = None,
    include_all_data: bool = False,
) -> Imported:
    """The images that the list names; without a list, those of the folder of media.

    Args:
        images_path: the list of images, or its name in the folder
        objects_path: the file of class names, or its name in the folder
        classes: the class names, instead of that file
        label_type: "detections" (of a polygon, the box that encloses it), "instances" (and a mask) or "polylines"
        mask_size: width and height of masks; by default as the box is in the image
        include_all_data: also images without a text file

    Raises:
        FormatError: if a class is unknown, or a line is not as YOLO has it
        MissingFileError: if a file or image is not there
    """
    if classes is None:
        path = source.place(objects_path, OBJECTS, "class names, `objects_path`")
        names, named_in = _names(path), str(path)
    else:
        names, named_in = [classes] if isinstance(classes, str) else list(classes), "`classes`"
    lines = Lines(dict(enumerate(names)), named_in, label_type, mask_size)
    pairs = _pairs(source, images_path)
    entries = pairs if include_all_data else [(i, t) for i, t in pairs if t.is_file()]

    def sample(entry: Entry) -> Sample:
        image, labels = entry
        return lines.sample(source, image, labels)

    return Imported(entries, sample, names)


def _names(path: Path) -> list[str]:
    lines = files.text(files.file(path, "class names")).splitlines()
    return [line.strip() for line in lines if line.strip()]


def _pairs(source: Source, images_path: Any) -> list[Entry]:
    """Images, and where their text files would be: beside them, or at the same place in the folder of labels."""
    data = source.place(source.data_path, "data", "media, `data_path`") if _has_place(source) else None
    listed = None if images_path is None and source.folder is None else source.place(images_path, IMAGES, "")
    if listed is not None and (images_path is not None or listed.is_file()):
        images = _listed(files.file(listed, "the list of images"), source.folder)
    elif data is not None:
        images = files.media_below(files.folder(data, "media"), media.IMAGE)
    else:
        raise FormatError("give `dataset_dir`, or where images are: `images_path` or `data_path`")
    if source.labels_path is None:
        return [(i, i.with_suffix(".txt")) for i in images]
    folder = files.folder(source.labels(""), "labels, `labels_path`")
    return [(i, (folder / _below(i, data)).with_suffix(".txt")) for i in images]


def _has_place(source: Source) -> bool:
    return source.data_path is not None or source.folder is not None


def _below(image: Path, data: Path | None) -> Path:
    return image.relative_to(data) if data is not None and image.is_relative_to(data) else Path(image.name)


def _listed(path: Path, folder: Path | None) -> list[Path]:
    out = []
    for number, line in enumerate(files.text(path).splitlines(), 1):
        if not line.strip():
            continue
        name = Path(line.strip()).expanduser()
        tried = [Path(os.path.normpath(base / name)) for base in (folder, path.parent) if base is not None]
        found = next((p for p in tried if p.is_file()), None)
        if found is None:
            raise MissingFileError(f"{path}, line {number} lists the image '{name}', which is not there")
        out.append(found)
    return out


def write(
    samples: Any,
    target: Target,
    images_path: Any = None,
    objects_path: Any = None,
    classes: Any = None,
    include_confidence: bool = False,
    use_masks: bool = False,
    tolerance: float = 2,
) -> None:
    """Writes boxes (of polylines, polygons) and images; further exports into the same folder add to its list.

    Args:
        images_path: where to list images, or a name in the folder
        objects_path: where to write class names, or a name in the folder
        classes: only labels of these
        include_confidence: also the confidence of boxes
        use_masks: of boxes with a mask, write its outlines
        tolerance: how many pixels of the mask an outline may be off
    """
    name = target.label_field_of(samples, WRITABLE)
    how = Writing(include_confidence, use_masks, tolerance)
    target.by_stem = True
    target.use_folder()
    objects = target.place(objects_path, OBJECTS)
    before = _names(objects) if objects.is_file() else []
    known = Classes.extending(samples, name, classes, before, objects)
    folder = target.place(target.labels_path or target.data_path, "data")
    images = []
    for sample in target.track(samples.select_fields(name), len(samples)):
        exported = target.add_media(sample.filepath)
        images.append(target.path_of(exported) if target.puts_media else Path(sample.filepath))
        if sample[name] is not None:
            write_lines((folder / exported).with_suffix(".txt"), sample[name], known, how)
    objects.parent.mkdir(parents=True, exist_ok=True)
    objects.write_text("\n".join(known.names), encoding="utf-8")
    _list(target.place(images_path, IMAGES), images)


def _list(path: Path, images: list[Path]) -> None:
    """Adds images to the list, by paths relative to it where they are below it."""
    before = files.text(path).splitlines() if path.is_file() else []
    names = [(i.relative_to(path.parent) if i.is_relative_to(path.parent) else i).as_posix() for i in images]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(dict.fromkeys([*before, *names])), encoding="utf-8")
