"""KITTI: a text file of boxes in pixels for each image, with what is known in 3D (`KITTIDetectionDataset`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fo_widgets.data.labels import Detection, Detections
from fo_widgets.data.sample import Sample

from . import files
from .boxes import WRITABLE, detections, size_of
from .errors import FormatError
from .source import Imported, Source
from .target import Target

# What follows the class in a line; the box is in pixels, the rest in metres and radians.
_BOX = slice(3, 7)
_LEAST, _WHOLE = 7, 14


def read(source: Source, include_all_data: bool = False, extra_attrs: Any = True) -> Imported:
    """The images that text files are about.

    Args:
        include_all_data: also images without a text file
        extra_attrs: keep truncated, occluded, alpha, dimensions, location and rotation_y: all, none, or names

    Raises:
        FormatError: if a line is not as KITTI has it
        MissingFileError: if an image is not there
    """
    labels, media = source.pairs(".txt", "KITTI labels", include_all_data)

    def sample(entry: tuple[str, Path | None]) -> Sample:
        name, path = entry
        image = media.get(name, path or media.place)
        facts = files.facts(image, "image")
        found = None
        if path is not None:
            lines = enumerate(files.text(path).splitlines(), 1)
            size = (facts.width, facts.height)
            boxes = [_box(s, f"{path}, line {n}", size, extra_attrs) for n, s in lines if s.strip()]
            found = Detections(detections=boxes)
        return source.make(image, found, facts)

    return Imported(labels, sample)


def _box(line: str, where: str, size: tuple[int, int], extra_attrs: Any) -> Detection:
    label, *texts = line.split()
    try:
        values = [float(v) for v in texts]
        if len(values) < _LEAST:
            raise ValueError("too few")
    except ValueError:
        raise FormatError(
            f"{where} should be a class and {_LEAST} to {_WHOLE + 1} numbers, not '{line[:80]}'"
        ) from None
    left, top, right, bottom = values[_BOX]
    width, height = size
    box = [left / width, top / height, (right - left) / width, (bottom - top) / height]
    found: dict[str, Any] = {"truncated": values[0], "occluded": int(values[1]), "alpha": values[2]}
    if len(values) >= _WHOLE:
        found |= {"dimensions": values[7:10], "location": values[10:13], "rotation_y": values[13]}
    if extra_attrs is not True:
        names = {extra_attrs} if isinstance(extra_attrs, str) else set(extra_attrs or ())
        found = {k: v for k, v in found.items() if k in names}
    confidence = values[_WHOLE] if len(values) > _WHOLE else None
    return Detection(label=label, bounding_box=box, confidence=confidence, **found)


def write(samples: Any, target: Target) -> None:
    """Writes boxes and images; what a label does not know of 3D is 0.

    Raises:
        FormatError: if a class has a space in it, or an attribute is no number
    """
    name = target.label_field_of(samples, WRITABLE)
    target.by_stem = True
    target.use_folder()
    folder = target.place(target.labels_path, "labels")
    folder.mkdir(parents=True, exist_ok=True)
    for sample in target.track(samples.select_fields(["metadata", name]), len(samples)):
        exported = target.add_media(sample.filepath)
        if sample[name] is None:
            continue
        size = size_of(sample)
        path = (folder / exported).with_suffix(".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [_line(label, size, sample.filepath) for label in detections(sample[name])]
        path.write_text("\n".join(lines), encoding="utf-8")


def _line(label: Detection, size: tuple[int, int], of: str) -> str:
    if label.label is None or len(label.label.split()) != 1:
        raise FormatError(f"label '{label.label}' of {of} is not one word; rename it with map_labels")
    width, height = size
    x, y, w, h = label.bounding_box
    known = dict(label.iter_attributes())
    try:
        numbers: list[float] = [float(known.get("truncated") or 0), int(known.get("occluded") or 0)]
        numbers += [float(known.get("alpha") or 0)]
        numbers += [x * width, y * height, (x + w) * width, (y + h) * height]
        for attribute in ("dimensions", "location"):
            three = [float(v) for v in (known[attribute] if known.get(attribute) is not None else (0, 0, 0))]
            if len(three) != 3:
                raise ValueError(f"{attribute} should be 3 numbers, not {three}")
            numbers += three
        numbers.append(float(known.get("rotation_y") or 0))
    except (TypeError, ValueError) as error:
        raise FormatError(f"attributes of label '{label.label}' of {of}: {error}") from None
    if label.confidence is not None:
        numbers.append(label.confidence)
    return " ".join([label.label, *(f"{n:.6g}" for n in numbers)])
