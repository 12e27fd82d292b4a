"""YOLO v5: a text file of boxes for each image, and a YAML file that says where they are (`YOLOv5Dataset`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from fo_widgets.data import media
from fo_widgets.data.sample import Sample

from . import files
from .boxes import WRITABLE, Classes
from .errors import FormatError, MissingFileError
from .source import Imported, Source
from .target import Target
from .yolo_lines import Lines, Writing, write_lines

YAML = "dataset.yaml"


def read(
    source: Source,
    yaml_path: Any = None,
    split: str = "val",
    label_type: str = "detections",
    mask_size: Any = None,
    include_all_data: bool = False,
) -> Imported:
    """The images of a split.

    Args:
        yaml_path: the YAML file, or its name in the folder
        label_type: "detections" (of a polygon, the box that encloses it), "instances" (and a mask) or "polylines"
        mask_size: width and height of masks; by default as the box is in the image
        include_all_data: also images without a text file

    Raises:
        FormatError: if the split or a class is unknown, or a line is not as YOLO has it
        MissingFileError: if a folder or image is not there
    """
    path = source.place(yaml_path, YAML, "the YAML file, `yaml_path`")
    content = _content(path)
    splits = [k for k in content if k not in ("names", "nc", "path", "download")]
    if not content.get(split):
        raise FormatError(f"{path} has no split '{split}'; it has {splits}: choose one with `split`")
    names = _names(content.get("names"), path)
    lines = Lines(names, "the YAML file", label_type, mask_size)
    images = _images(content, split, path)
    pairs = [(image, _labels_of(image)) for image in images]
    entries = pairs if include_all_data else [(i, t) for i, t in pairs if t.is_file()]

    def sample(entry: tuple[Path, Path]) -> Sample:
        image, labels = entry
        return lines.sample(source, image, labels)

    return Imported(entries, sample, list(names.values()))


def _content(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(files.text(files.file(path, "YOLO's splits and classes")))
    except yaml.YAMLError as error:
        raise FormatError(f"{path} is no valid YAML: {error}") from None
    return files.table(content, path, "the whole")


def _names(given: Any, path: Path) -> dict[int, str]:
    if isinstance(given, dict):
        return {int(k): str(v) for k, v in sorted(given.items(), key=lambda item: int(item[0]))}
    if isinstance(given, list):
        return {i: str(v) for i, v in enumerate(given)}
    raise FormatError(f"{path} has no `names` of classes; add a list or a dict of them")


def _images(content: dict[str, Any], split: str, path: Path) -> list[Path]:
    given = content[split]
    out: list[Path] = []
    for one in given if isinstance(given, list) else [given]:
        place = _placed(str(one), content.get("path"), path)
        if place.suffix == ".txt":
            root = place.parent
            lines = files.text(files.file(place, "image paths")).splitlines()
            out += [Path(os.path.normpath(root / line.strip())) for line in lines if line.strip()]
        else:
            out += files.media_below(files.folder(place, f"images of split '{split}'"), media.IMAGE)
    missing = next((image for image in out if not image.is_file()), None)
    if missing is not None:
        raise MissingFileError(f"{path} lists the image {missing}, which is not there")
    return out


def _placed(name: str, root: Any, path: Path) -> Path:
    """A path below the root that the YAML states, or beside the YAML, if the folder was moved since."""
    below = [Path(str(root)).expanduser()] if root else []
    tried = [Path(os.path.normpath(path.parent / base / name)) for base in [*below, Path()]]
    return next((place for place in tried if place.exists()), tried[-1])


def _labels_of(image: Path) -> Path:
    """The text file of an image: `labels` for the last `images` in its path."""
    folders = list(image.parts)
    for position in range(len(folders) - 2, -1, -1):
        if folders[position] == "images":
            folders[position] = "labels"
            break
    return Path(*folders).with_suffix(".txt")


def write(
    samples: Any,
    target: Target,
    split: str = "val",
    classes: Any = None,
    yaml_path: Any = None,
    include_confidence: bool = False,
    use_masks: bool = False,
    tolerance: float = 2,
    include_path: bool = True,
) -> None:
    """Writes boxes (of polylines, polygons) and images; further splits may follow into the same folder.

    Args:
        classes: only labels of these; give them if splits have different ones
        include_confidence: also the confidence of boxes
        use_masks: of boxes with a mask, write its outlines
        tolerance: how many pixels of the mask an outline may be off
        include_path: state the folder's place in the YAML file
    """
    name = target.label_field_of(samples, WRITABLE)
    how = Writing(include_confidence, use_masks, tolerance)
    target.by_stem = True
    target.use_folder(f"images/{split}")
    path = target.place(yaml_path, YAML)
    content = _content(path) if path.is_file() else {}
    before = list(_names(content["names"], path).values()) if "names" in content else []
    known = Classes.extending(samples, name, classes, before, path)
    folder = target.place(target.labels_path, f"labels/{split}")
    for sample in target.track(samples.select_fields(name), len(samples)):
        exported = target.add_media(sample.filepath)
        write_lines((folder / exported).with_suffix(".txt"), sample[name], known, how)
    content["names"] = dict(enumerate(known.names))
    if include_path:
        content["path"] = str(path.parent)
    content[split] = f"./images/{split}/"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
