"""COCO detection: one JSON file of images, categories and annotations (`COCODetectionDataset`)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from fo_widgets.data.labels import Detections, Keypoints, Polyline, Polylines
from fo_widgets.data.metadata import ImageMetadata
from fo_widgets.data.sample import Sample

from . import files
from .boxes import WRITABLE, Classes, detections, extras, parts, size_of
from .coco_annotations import KINDS, Shape, label_of
from .errors import FormatError
from .rle import encode
from .source import Imported, Source
from .target import Target, write_json

Json = dict[str, Any]
# Pixels a side; more is a mistake in the file, and no mask of it would fit into memory.
LARGEST = 100_000


def read(
    source: Source,
    label_types: Any = None,
    classes: Any = None,
    image_ids: Any = None,
    include_id: bool = False,
    include_annotation_id: bool = False,
    extra_attrs: Any = True,
    only_matching: bool = False,
    use_polylines: bool = False,
    skip_missing_media: bool = False,
) -> Imported:
    """The images that the JSON file lists, with its annotations as labels.

    Args:
        label_types: of "detections", "segmentations", "keypoints"; one kind goes to the label field itself, several
            (the default) to fields named after them
        classes: only images with any of these
        only_matching: and only labels of these
        image_ids: only these images
        include_id: keep the ids of images in `coco_id`
        include_annotation_id: keep those of annotations in `coco_id` of labels
        extra_attrs: keep other keys of annotations: all, none, or names
        use_polylines: segmentations as polylines instead of masks
        skip_missing_media: leave out images that are not there

    Raises:
        FormatError: if an id is unknown, or something is not as COCO has it
        MissingFileError: if an image is not there
    """
    kinds = (
        list(KINDS) if label_types is None else [label_types] if isinstance(label_types, str) else label_types
    )
    if unknown := [k for k in kinds if k not in KINDS]:
        raise FormatError(f"`label_types` should be of {list(KINDS)}, not {unknown}")
    path = source.labels("labels.json")
    index = source.media()
    data = files.table(files.json_file(path, "COCO annotations"), path, "the whole")
    categories = {_id(c, path, "category"): c for c in files.rows(data.get("categories"), path, "categories")}
    images = {_id(i, path, "image"): i for i in files.rows(data.get("images"), path, "images")}
    annotations = _annotations(data, path, images, categories)
    names = [str(c.get("name")) for _, c in sorted(categories.items(), key=lambda item: item[0])]
    wanted = None if classes is None else {classes} if isinstance(classes, str) else set(classes)
    chosen = set(images) if image_ids is None else {int(i) for i in image_ids}

    def matches(annotation: Json) -> bool:
        return wanted is None or categories[annotation["category_id"]].get("name") in wanted

    entries = []
    for number, image in images.items():
        found = annotations[number]
        if number not in chosen or (wanted is not None and not any(matches(a) for a in found)):
            continue
        if skip_missing_media and index.find(str(image.get("file_name"))) is None:
            continue
        entries.append((image, [a for a in found if matches(a)] if only_matching else found))

    def sample(entry: tuple[Json, list[Json]]) -> Sample:
        image, found = entry
        media = index.get(str(image["file_name"]), path)
        size = _size(image, media, path)
        labels: dict[str, Any] = {}
        for kind in kinds:
            shape = Shape(path, kind, size, use_polylines, include_annotation_id, extra_attrs)
            made = [x for a in found if (x := label_of(a, categories[a["category_id"]], shape)) is not None]
            if made:
                labels[kind] = _listed(made, kind, use_polylines)
        metadata = ImageMetadata(width=size[0], height=size[1])
        if include_id:
            labels["coco_id"] = image["id"]
        elif label_types is not None and len(kinds) == 1 and not isinstance(source.label_field, dict):
            return source.make(media, labels.get(kinds[0]), metadata)
        return source.make(media, labels, metadata)

    info = {
        **(data.get("info") or {}),
        "licenses": data.get("licenses") or [],
        "categories": [*categories.values()],
    }
    return Imported(entries, sample, names, info)


def _id(row: Json, path: Path, what: str) -> int:
    if not isinstance(row.get("id"), int):
        raise FormatError(f"{path}: a {what} has no integer `id`: {str(row)[:120]}")
    if what == "image" and not row.get("file_name"):
        raise FormatError(f"{path}: image {row['id']} has no `file_name`")
    return int(row["id"])


def _annotations(
    data: Json, path: Path, images: dict[int, Json], categories: dict[int, Json]
) -> dict[int, list[Json]]:
    found: dict[int, list[Json]] = defaultdict(list)
    for row in files.rows(data.get("annotations"), path, "annotations"):
        where = f"{path}: annotation {row.get('id')}"
        if not all(isinstance(row.get(k), int) for k in ("image_id", "category_id")):
            raise FormatError(f"{where} should have integers as `image_id` and `category_id`")
        if row.get("image_id") not in images:
            raise FormatError(f"{where} is of image {row.get('image_id')}, which `images` does not list")
        if row.get("category_id") not in categories:
            known = ", ".join(map(str, sorted(categories)))
            raise FormatError(
                f"{where} has category {row.get('category_id')}; `categories` has ids {known or 'none'}"
            )
        found[row["image_id"]].append(row)
    return found


def _size(image: Json, media: Path, path: Path) -> tuple[int, int]:
    stated = [image.get("width"), image.get("height")]
    if all(isinstance(n, (int, float)) and 1 <= n <= LARGEST for n in stated):
        return int(image["width"]), int(image["height"])
    if any(stated):
        raise FormatError(f"{path}: image {image['id']}: {stated[0]!r} x {stated[1]!r} is no size in pixels")
    return size_of(Sample(filepath=str(media)))


def _listed(labels: list[Any], kind: str, use_polylines: bool) -> Any:
    if kind == "keypoints":
        return Keypoints(keypoints=labels)
    if kind == "segmentations" and use_polylines:
        return Polylines(polylines=labels)
    return Detections(detections=labels)


def write(
    samples: Any,
    target: Target,
    classes: Any = None,
    categories: Any = None,
    info: Any = None,
    extra_attrs: Any = True,
    iscrowd: str = "iscrowd",
    num_decimals: int | None = None,
    abs_paths: bool = False,
) -> None:
    """Writes boxes, masks, polygons or keypoints, and the images.

    Args:
        classes: only labels of these; their ids count from 1
        categories: as COCO has them, instead of `classes`
        extra_attrs: also write other attributes of labels: all, none, or names
        iscrowd: the attribute that says so
        num_decimals: round to so many
        abs_paths: write whole paths
    """
    name = target.label_field_of(samples, (*WRITABLE, Keypoints))
    path = target.labels("labels.json")
    target.use_folder()
    ids = {str(c["name"]): c["id"] for c in categories} if categories else None
    known = Classes.of(samples, name, ids or classes)
    images: list[Json] = []
    annotations: list[Json] = []
    for sample in target.track(samples.select_fields(["metadata", name]), len(samples)):
        width, height = size_of(sample)
        exported = target.add_media(sample.filepath)
        images.append(
            {
                "id": len(images) + 1,
                "file_name": sample.filepath if abs_paths else exported,
                "height": height,
                "width": width,
                "license": None,
                "coco_url": None,
            }
        )
        for label in _writable(sample[name]):
            number = known.number(label.label)
            if number is None:
                continue
            row = {
                "id": len(annotations) + 1,
                "image_id": len(images),
                "category_id": ids[label.label] if ids else number + 1,
                **_shape_of(label, width, height),
            }
            row.update(extras(label, extra_attrs))
            row["iscrowd"] = int(row.pop(iscrowd, 0) or 0)
            annotations.append(_rounded(row, num_decimals))
    about = {"year": "", "version": "", "contributor": "", "url": "", "date_created": _now(), **(info or {})}
    listed = categories or [
        {"id": i + 1, "name": n, "supercategory": None} for i, n in enumerate(known.names)
    ]
    whole = {"info": about, "licenses": about.pop("licenses", []), "categories": listed, "images": images}
    write_json(path, {**whole, "annotations": annotations})


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")


def _writable(label: Any) -> list[Any]:
    if isinstance(label, (Polylines, Polyline, Keypoints)):
        return [x for x in parts(label) if any(x.points)]
    return list(detections(label))


def _shape_of(label: Any, width: int, height: int) -> Json:
    if "Keypoint" in type(label).__name__:
        return _points_of(label, width, height)
    polygon = isinstance(label, Polyline)
    x, y, w, h = (label.to_detection() if polygon else label).bounding_box
    row: Json = {"bbox": [x * width, y * height, w * width, h * height]}
    if polygon:
        row["segmentation"] = [[c for x, y in s for c in (x * width, y * height)] for s in label.points]
    elif label.has_mask:
        row["segmentation"] = encode(label.to_segmentation(frame_size=(width, height), target=1).mask > 0)
    row["area"] = row["bbox"][2] * row["bbox"][3]
    if label.confidence is not None:
        row["score"] = label.confidence
    return row


def _points_of(label: Any, width: int, height: int) -> Json:
    flat: list[float] = []
    for x, y in label.points:
        flat += [0, 0, 0] if x != x or y != y else [x * width, y * height, 2]
    row: Json = {"keypoints": flat, "num_keypoints": len(label.points)}
    if label.confidence is not None:
        row["score"] = label.confidence
    return row


def _rounded(row: Json, decimals: int | None) -> Json:
    if decimals is None:
        return row
    return {k: _round(v, decimals) for k, v in row.items()}


def _round(value: Any, decimals: int) -> Any:
    if isinstance(value, float):
        return round(value, decimals)
    return [_round(v, decimals) for v in value] if isinstance(value, list) else value
