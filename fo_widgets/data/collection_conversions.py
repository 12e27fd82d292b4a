"""Labels of whole collections turned into other labels; what `fiftyone.utils.labels` has."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    Label,
    Polyline,
    Polylines,
    Segmentation,
)

__all__ = [
    "classification_to_detections",
    "classifications_to_detections",
    "export_segmentations",
    "import_segmentations",
    "instances_to_polylines",
    "objects_to_segmentations",
    "segmentations_to_detections",
    "segmentations_to_polylines",
    "transform_segmentations",
]

_WHOLE = [0.0, 0.0, 1.0, 1.0]
Owner = Any
_Kinds = tuple[type[Label], ...]


def objects_to_segmentations(
    sample_collection: Any,
    in_field: str,
    out_field: str,
    mask_size: tuple[int, int] | None = None,
    mask_targets: Mapping[Any, str] | None = None,
    thickness: int = 1,
    output_dir: str | None = None,
    rel_dir: str | None = None,
    overwrite: bool = False,
    save_mask_targets: bool = False,
    progress: Any = None,
) -> None:
    """Draws detections with masks, or polylines, into a segmentation each sample or frame.

    Args:
        mask_size: width and height; by default those of the media, whose metadata is computed if need be
        mask_targets: names by numbers or colours; other labels are left out. By default all are 255
        thickness: of the lines of polylines that are not filled
        output_dir: write the masks to image files there
        rel_dir: with `output_dir`, repeat the folders of the media below this one
        overwrite: empty `output_dir` of files first
        save_mask_targets: also keep the targets in the dataset
    """
    if mask_size is None:
        sample_collection.compute_metadata()

    def drawn(label: Any, owner: Owner) -> Any:
        size = mask_size or _size(owner)
        if isinstance(label, (Detection, Polyline)):
            label = _list_of(label)
        more = {"thickness": thickness} if isinstance(label, Polylines) else {}
        return label.to_segmentation(frame_size=size, mask_targets=mask_targets, **more)

    write = _writer(output_dir, rel_dir, overwrite)
    kinds = (Detection, Detections, Polyline, Polylines)
    _convert(sample_collection, in_field, out_field, kinds, lambda label, o: write(drawn(label, o), o))
    if save_mask_targets and mask_targets is not None:
        dataset = sample_collection._root_dataset
        dataset.mask_targets = {**dataset.mask_targets, out_field: dict(mask_targets)}


def export_segmentations(
    sample_collection: Any,
    in_field: str,
    output_dir: str,
    rel_dir: str | None = None,
    update: bool = True,
    overwrite: bool = False,
    progress: Any = None,
) -> None:
    """Writes the masks of segmentations or detections to image files; `update` keeps them there only.

    Args:
        rel_dir: repeat the folders of the media below this one
        overwrite: empty `output_dir` of files first
    """
    name = _namer(output_dir, rel_dir, overwrite)

    def exported(label: Any, owner: Owner) -> Any:
        for one in label.detections if isinstance(label, Detections) else [label]:
            if one.has_mask:
                one.export_mask(name(owner), update=update)
        return label

    kinds = (Segmentation, Detection, Detections)
    _convert(sample_collection, in_field, in_field, kinds, exported)


def import_segmentations(
    sample_collection: Any,
    in_field: str,
    update: bool = True,
    delete_images: bool = False,
    progress: Any = None,
) -> None:
    """Reads the masks of segmentations or detections from their files into the database.

    Args:
        update: forget the files
        delete_images: and delete them
    """
    gone: list[str] = []

    def imported(label: Any, _owner: Owner) -> Any:
        for one in label.detections if isinstance(label, Detections) else [label]:
            if one.mask_path is not None:
                gone.append(one.mask_path)
                one.import_mask(update=update)
        return label

    kinds = (Segmentation, Detection, Detections)
    _convert(sample_collection, in_field, in_field, kinds, imported)
    for path in gone if delete_images else ():
        Path(path).unlink(missing_ok=True)


def transform_segmentations(
    sample_collection: Any,
    in_field: str,
    targets_map: Mapping[Any, Any],
    output_dir: str | None = None,
    rel_dir: str | None = None,
    update: bool = True,
    update_mask_targets: bool = False,
    overwrite: bool = False,
    progress: Any = None,
) -> None:
    """Gives the masks of segmentations other targets; what the map does not name becomes 0.

    Args:
        targets_map: new targets by old ones, numbers or colours
        output_dir: write the masks to image files there
        rel_dir: with `output_dir`, repeat the folders of the media below this one
        update: let the labels have the new masks
        update_mask_targets: also rename the targets that the dataset keeps for the field
        overwrite: empty `output_dir` of files first
    """
    name = _namer(output_dir, rel_dir, overwrite) if output_dir is not None else None

    def transformed(label: Any, owner: Owner) -> Any:
        label.transform_mask(targets_map, outpath=name(owner) if name else None, update=update)
        return label

    _convert(sample_collection, in_field, in_field, (Segmentation,), transformed)
    dataset = sample_collection._root_dataset
    known = dataset.mask_targets.get(in_field)
    if update_mask_targets and known:
        renamed = {targets_map[old]: name for old, name in known.items() if old in targets_map}
        dataset.mask_targets = {**dataset.mask_targets, in_field: renamed}


def segmentations_to_detections(
    sample_collection: Any,
    in_field: str,
    out_field: str,
    mask_targets: Mapping[Any, str] | None = None,
    mask_types: str | Mapping[Any, str] = "stuff",
    output_dir: str | None = None,
    rel_dir: str | None = None,
    overwrite: bool = False,
    progress: Any = None,
) -> None:
    """Makes detections with masks of segmentations; see `Segmentation.to_detections`.

    Args:
        output_dir: write the masks to image files there
        rel_dir: with `output_dir`, repeat the folders of the media below this one
        overwrite: empty `output_dir` of files first
    """
    name = _namer(output_dir, rel_dir, overwrite) if output_dir is not None else None

    def found(label: Any, owner: Owner) -> Any:
        boxes = label.to_detections(mask_targets, mask_types)
        if name is not None:
            for box in boxes.detections:
                box.export_mask(name(owner), update=True)
        return boxes

    _convert(sample_collection, in_field, out_field, (Segmentation,), found)


def segmentations_to_polylines(
    sample_collection: Any,
    in_field: str,
    out_field: str,
    mask_targets: Mapping[Any, str] | None = None,
    mask_types: str | Mapping[Any, str] = "stuff",
    tolerance: float = 2,
    progress: Any = None,
) -> None:
    """Makes polylines of segmentations; see `Segmentation.to_polylines`."""
    options = (mask_targets, mask_types, tolerance)
    _convert(sample_collection, in_field, out_field, (Segmentation,), lambda x, _: x.to_polylines(*options))


def instances_to_polylines(
    sample_collection: Any,
    in_field: str,
    out_field: str,
    tolerance: float = 2,
    filled: bool = True,
    progress: Any = None,
) -> None:
    """Makes polylines of detections; see `Detections.to_polylines`."""
    _convert(
        sample_collection, in_field, out_field, (Detections,), lambda x, _: x.to_polylines(tolerance, filled)
    )


def classification_to_detections(
    sample_collection: Any, in_field: str, out_field: str, progress: Any = None
) -> None:
    """Makes a detection of the whole image of each classification."""
    _convert(
        sample_collection,
        in_field,
        out_field,
        (Classification,),
        lambda x, _: Detections(detections=[_box(x)]),
    )


def classifications_to_detections(
    sample_collection: Any, in_field: str, out_field: str, progress: Any = None
) -> None:
    """Makes detections of the whole image of classifications."""

    def boxes(label: Any, _owner: Owner) -> Any:
        return Detections(detections=[_box(x) for x in label.classifications])

    _convert(sample_collection, in_field, out_field, (Classifications,), boxes)


def _box(label: Any) -> Detection:
    return Detection(label=label.label, bounding_box=_WHOLE, confidence=label.confidence)


def _list_of(label: Any) -> Any:
    many, name = (Detections, "detections") if isinstance(label, Detection) else (Polylines, "polylines")
    return many(**{name: [label]})


def _size(owner: Owner) -> tuple[int, int]:
    facts = owner[0].metadata
    width, height = (
        getattr(facts, f"frame_{n}", None) or getattr(facts, n, None) for n in ("width", "height")
    )
    if not width or not height:
        raise ValueError(f"the size of '{owner[0].filepath}' is not known; give `mask_size`")
    return width, height


def _convert(
    collection: Any, in_field: str, out_field: str, kinds: _Kinds, change: Callable[[Any, Owner], Any]
) -> None:
    """Puts what a function makes of the labels of a field into another one, or into the same."""
    path, is_frame = collection._handle_frame_field(in_field)
    target = collection._handle_frame_field(out_field)[0]
    collection.validate_fields_exist(in_field)
    for sample in collection.iter_samples(autosave=True):
        documents = sample.frames.items() if is_frame else [(None, sample)]
        for number, document in documents:
            label = document[path]
            if label is None:
                continue
            if not isinstance(label, kinds):
                names = " or ".join(kind.__name__ for kind in kinds)
                raise ValueError(f"'{in_field}' holds {type(label).__name__}, not {names}")
            document[target] = change(label, (sample, number))


def _writer(output_dir: str | None, rel_dir: str | None, overwrite: bool) -> Callable[[Any, Owner], Any]:
    if output_dir is None:
        return lambda label, _owner: label
    name = _namer(output_dir, rel_dir, overwrite)

    def write(label: Any, owner: Owner) -> Any:
        label.export_mask(name(owner), update=True)
        return label

    return write


def _namer(output_dir: str, rel_dir: str | None, overwrite: bool) -> Callable[[Owner], str]:
    """Paths of image files, each given once: the name of the media, and the number of the frame if it is one."""
    folder = Path(output_dir)
    if overwrite:
        for file in folder.glob("*"):
            if file.is_file():
                file.unlink()
    taken: set[Path] = set()

    def name(owner: Owner) -> str:
        sample, number = owner
        media = Path(sample.filepath)
        below = Path(os.path.relpath(media.parent, rel_dir)) if rel_dir is not None else Path()
        stem = media.stem if number is None else f"{media.stem}-{number:06d}"
        path, count = folder / below / f"{stem}.png", 1
        while path in taken:
            count += 1
            path = folder / below / f"{stem}-{count}.png"
        taken.add(path)
        return str(path)

    return name
