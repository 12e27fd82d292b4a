"""Open Images: tables of labels by image id, and of the names that their codes stand for.

`OpenImagesV6Dataset` and, with points, `OpenImagesV7Dataset`. Images are in `data`, named by their ids, tables in
`labels` and `metadata`, masks in `labels/masks`.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    Keypoint,
    Keypoints,
    Segmentation,
)
from fo_widgets.data.media import IMAGE, get_media_type
from fo_widgets.data.sample import Sample

from . import files
from .errors import FormatError, MissingFileError
from .source import Imported, Source

Row = dict[str, str]
_V6 = ("classifications", "detections", "segmentations", "relationships")
_FLAGS = ("IsOccluded", "IsTruncated", "IsGroupOf", "IsDepiction", "IsInside")
_NAMES = ("classes", "attributes", "point_classes")


@dataclass(frozen=True)
class _Tables:
    root: Path
    names: dict[str, str]

    def name(self, code: str, where: str) -> str:
        """The name of a class.

        Raises:
            FormatError: if no table has it
        """
        found = self.names.get(code)
        if found is None:
            raise FormatError(
                f"{where} has the class '{code}', which no table of {self.root / 'metadata'} names; add it there"
            )
        return found


def read(
    source: Source,
    label_types: Any = None,
    classes: Any = None,
    attrs: Any = None,
    image_ids: Any = None,
    only_matching: bool = False,
    load_hierarchy: bool = True,
) -> Imported:
    """The images of the folder, with labels of the tables that are there.

    Args:
        label_types: of "classifications", "detections", "segmentations", "relationships"; by default those with a
            table. One kind goes to the label field itself, several to fields named after them; classifications are
            `positive_labels` and `negative_labels`
        classes: only images with a label of any of these
        attrs: or with a relationship to any of these
        only_matching: and only labels of these
        image_ids: only these images
        load_hierarchy: keep the hierarchy of classes in the dataset's info

    Raises:
        FormatError: if a code has no name, or a number is none
        MissingFileError: if a folder, table or mask is not there
    """
    return _read(source, _V6, label_types, classes, attrs, image_ids, only_matching, load_hierarchy)


def read_points(
    source: Source,
    label_types: Any = None,
    classes: Any = None,
    attrs: Any = None,
    image_ids: Any = None,
    only_matching: bool = False,
    load_hierarchy: bool = True,
) -> Imported:
    """As `read`, and "points" as a further kind of labels."""
    kinds = (*_V6, "points")
    return _read(source, kinds, label_types, classes, attrs, image_ids, only_matching, load_hierarchy)


def _read(
    source: Source,
    known: tuple[str, ...],
    label_types: Any,
    classes: Any,
    attrs: Any,
    image_ids: Any,
    only_matching: bool,
    load_hierarchy: bool,
) -> Imported:
    root = source.root()
    given = [label_types] if isinstance(label_types, str) else label_types
    kinds = [k for k in known if (root / "labels" / f"{k}.csv").is_file()] if given is None else list(given)
    if unknown := [k for k in kinds if k not in known]:
        raise FormatError(f"`label_types` should be of {list(known)}, not {unknown}")
    folder = files.folder(root / "data", "images")
    images = {p.stem: p for p in files.below(folder) if get_media_type(p.name) == IMAGE}
    named = {n: _named(root / "metadata" / f"{n}.csv", required=n == "classes") for n in _NAMES}
    tables = _Tables(root, {code: name for table in named.values() for code, name in table.items()})
    wanted = {*_listed(classes), *_listed(attrs)}
    if unknown := sorted(wanted - set(tables.names.values())):
        raise FormatError(f"{root / 'metadata'} has no classes or attributes named {unknown}")
    found: dict[str, dict[str, list[tuple[str, Any]]]] = {}
    for kind in kinds:
        found[kind] = _labels(kind, tables, images)
    chosen = list(images) if image_ids is None else [str(i) for i in image_ids]
    if missing := [i for i in chosen if i not in images]:
        raise MissingFileError(f"{folder} has no images {missing[:5]}")
    if wanted:
        chosen = [
            i for i in chosen if any(_matches(x, wanted) for k in kinds for _, x in found[k].get(i, ()))
        ]

    def sample(image: str) -> Sample:
        out: dict[str, Any] = {}
        for kind in kinds:
            by_field: dict[str, list[Any]] = defaultdict(list)
            if kind == "classifications" and image in found[kind]:
                by_field = defaultdict(list, positive_labels=[], negative_labels=[])
            for field, label in found[kind].get(image, ()):
                if not (only_matching and wanted) or _matches(label, wanted):
                    by_field[field].append(label)
            out |= {field: _LISTS[kind](labels) for field, labels in by_field.items()}
        if len(kinds) == 1 and kinds != ["classifications"]:
            return source.make(images[image], out.get(kinds[0]))
        return source.make(images[image], out)

    info: dict[str, Any] = {"classes_map": named["classes"]}
    if named["attributes"]:
        info |= {"attributes_map": named["attributes"], "attributes": list(named["attributes"].values())}
    hierarchy = root / "metadata" / "hierarchy.json"
    if load_hierarchy and hierarchy.is_file():
        info["hierarchy"] = files.json_file(hierarchy, "the hierarchy of classes")
    return Imported(chosen, sample, list(named["classes"].values()), info)


def _listed(names: Any) -> list[str]:
    return [names] if isinstance(names, str) else list(names or ())


def _matches(label: Any, wanted: set[str]) -> bool:
    named = [label.label]
    if isinstance(label, Detection):
        named += [label.get_attribute_value(n, None) for n in ("Label1", "Label2")]
    return any(n in wanted for n in named)


def _named(path: Path, required: bool) -> dict[str, str]:
    """Names by code; a heading is left out."""
    if not required and not path.is_file():
        return {}
    out = {}
    for number, row in enumerate(csv.reader(files.text(files.file(path, "names")).splitlines()), 1):
        if not row or (number == 1 and not row[0].startswith("/")):
            continue
        if len(row) != 2:
            raise FormatError(f"{path}, line {number} should be a code and a name, not {row}")
        out[row[0]] = row[1]
    return out


def _rows(path: Path, images: dict[str, Path]) -> Iterator[tuple[str, Row, str]]:
    """Image, row and place of each row about an image that is there."""
    reader = csv.DictReader(files.text(files.file(path, "labels")).splitlines())
    name = next((n for n in reader.fieldnames or () if n.lower() == "imageid"), None)
    if name is None:
        raise FormatError(
            f"{path} has no column ImageID; it has: {', '.join(reader.fieldnames or ['nothing'])}"
        )
    for row in reader:
        if row[name] in images:
            yield row[name], row, f"{path}, line {reader.line_num}"


Made = tuple[str, Any]


def _labels(kind: str, tables: _Tables, images: dict[str, Path]) -> dict[str, list[Made]]:
    """Fields and labels by image."""
    out: dict[str, list[Made]] = defaultdict(list)
    for image, row, where in _rows(tables.root / "labels" / f"{kind}.csv", images):
        try:
            out[image].append(_MAKERS[kind](row, where, tables))
        except KeyError as error:
            raise FormatError(f"{where} has no column {error}") from None
        except (TypeError, ValueError) as error:
            if isinstance(error, FormatError):
                raise
            raise FormatError(f"{where} has a value that is no number: {error}") from None
    return out


def _classification(row: Row, where: str, tables: _Tables) -> Made:
    confidence = float(row["Confidence"])
    label = Classification(label=tables.name(row["LabelName"], where), confidence=confidence)
    return "negative_labels" if confidence < 0.5 else "positive_labels", label


def _detection(row: Row, where: str, tables: _Tables) -> Made:
    # -1 says that nobody knows.
    flags = {n: row[n] == "1" for n in _FLAGS if row.get(n) in ("0", "1")}
    label = tables.name(row["LabelName"], where)
    return "detections", Detection(label=label, bounding_box=_box(row, "XMin XMax YMin YMax"), **flags)


def _box(row: Row, names: str) -> list[float]:
    left, right, top, bottom = (float(row[n]) for n in names.split())
    return [left, top, right - left, bottom - top]


def _segmentation(row: Row, where: str, tables: _Tables) -> Made:
    name = row["MaskPath"]
    folder = tables.root / "labels" / "masks"
    tried = [folder / name[:1].upper() / name, folder / name]
    path = next((p for p in tried if p.is_file() and p.resolve().is_relative_to(folder.resolve())), None)
    if path is None:
        raise MissingFileError(f"{where} names the mask '{name}', which is not in {folder}")
    try:
        whole = Segmentation(mask_path=os.fspath(path)).get_mask()
    except OSError as error:
        raise FormatError(f"the mask {path} cannot be read: {error}") from None
    box = _box(row, "BoxXMin BoxXMax BoxYMin BoxYMax")
    assert whole is not None
    height, width = whole.shape[:2]
    left, top = (min(max(round(a * b), 0), b) for a, b in ((box[0], width), (box[1], height)))
    right, bottom = (
        max(round((box[0] + box[2]) * width), left + 1),
        max(round((box[1] + box[3]) * height), top + 1),
    )
    mask = whole[top:bottom, left:right] != 0
    return "segmentations", Detection(label=tables.name(row["LabelName"], where), bounding_box=box, mask=mask)


def _relationship(row: Row, where: str, tables: _Tables) -> Made:
    """A box around both things."""
    first, second = _box(row, "XMin1 XMax1 YMin1 YMax1"), _box(row, "XMin2 XMax2 YMin2 YMax2")
    left, top = min(first[0], second[0]), min(first[1], second[1])
    right, bottom = (max(first[i] + first[i + 2], second[i] + second[i + 2]) for i in (0, 1))
    both = {f"Label{n}": tables.name(row[f"LabelName{n}"], where) for n in (1, 2)}
    box = [left, top, right - left, bottom - top]
    return "relationships", Detection(label=row["RelationshipLabel"], bounding_box=box, **both)


def _point(row: Row, where: str, tables: _Tables) -> Made:
    votes = {f"{n}_votes": int(row[f"{n.title()}Votes"]) for n in ("yes", "no", "unsure")}
    return "points", Keypoint(
        label=tables.name(row["Label"], where),
        points=[[float(row["X"]), float(row["Y"])]],
        estimated_yes_no=row["EstimatedYesNo"],
        source=row["Source"],
        **votes,
    )


_MAKERS: dict[str, Callable[[Row, str, _Tables], Made]] = {
    "classifications": _classification,
    "detections": _detection,
    "segmentations": _segmentation,
    "relationships": _relationship,
    "points": _point,
}
_LISTS: dict[str, Callable[[list[Any]], Any]] = {
    "classifications": lambda labels: Classifications(classifications=labels),
    "detections": lambda labels: Detections(detections=labels),
    "segmentations": lambda labels: Detections(detections=labels),
    "relationships": lambda labels: Detections(detections=labels),
    "points": lambda labels: Keypoints(keypoints=labels),
}
