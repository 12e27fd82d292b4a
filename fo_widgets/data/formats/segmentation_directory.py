"""A folder of images and one of masks, an image file each (`ImageSegmentationDirectory`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from fo_widgets.data.labels import Detection, Detections, Polyline, Polylines, Segmentation
from fo_widgets.data.sample import Sample

from . import files
from .boxes import parts, size_of
from .errors import FormatError, MissingFileError
from .source import Imported, Source
from .target import Target

_KINDS = (Segmentation, Detections, Detection, Polylines, Polyline)
_GRAY = 2


def read(
    source: Source,
    load_masks: bool = False,
    force_grayscale: bool = False,
    compute_metadata: bool = False,
    include_all_data: bool = False,
) -> Imported:
    """The images that have a mask of the same name.

    Args:
        load_masks: read masks into the database; otherwise labels say where they are
        force_grayscale: of masks in colour, keep the first channel only; needs `load_masks`
        compute_metadata: read the sizes of images
        include_all_data: also images without a mask

    Raises:
        MissingFileError: if an image is not there
    """
    if force_grayscale and not load_masks:
        raise FormatError("`force_grayscale` changes masks as they are read; pass load_masks=True with it")
    labels, media = source.pairs(None, "masks", include_all_data)

    def sample(entry: tuple[str, Path | None]) -> Sample:
        name, path = entry
        image = media.get(name, path or media.place)
        found = None
        if path is not None:
            found = _mask(path, force_grayscale) if load_masks else Segmentation(mask_path=os.fspath(path))
        return source.make(image, found, files.facts(image, "image") if compute_metadata else None)

    return Imported(labels, sample)


def _mask(path: Path, force_grayscale: bool) -> Segmentation:
    try:
        mask = Segmentation(mask_path=os.fspath(path)).get_mask()
    except OSError as error:
        raise FormatError(f"the mask {path} cannot be read: {error}") from None
    assert mask is not None
    return Segmentation(mask=mask[:, :, 0] if force_grayscale and mask.ndim > _GRAY else mask)


def write(
    samples: Any,
    target: Target,
    mask_format: str = ".png",
    mask_size: Any = None,
    mask_targets: Any = None,
    thickness: int = 1,
) -> None:
    """Writes masks and images; polylines, and the masks of boxes, are drawn.

    Args:
        mask_format: the ending of mask files; one that loses nothing
        mask_size: width and height of masks that are drawn; by default as the image
        mask_targets: classes by pixel value; by default everything that is drawn has 255
        thickness: of the lines of polylines that are not filled
    """
    name = target.label_field_of(samples, _KINDS)
    target.by_stem = True
    target.use_folder()
    folder = target.place(target.labels_path, "labels")
    folder.mkdir(parents=True, exist_ok=True)
    for sample in target.track(samples.select_fields(["metadata", name]), len(samples)):
        exported = target.add_media(sample.filepath)
        if sample[name] is not None:
            found = _segmentation(sample[name], sample, mask_size, mask_targets, thickness)
            if found is not None:
                found.export_mask(os.fspath((folder / exported).with_suffix(mask_format)))


def _segmentation(
    label: Any, sample: Any, mask_size: Any, targets: Any, thickness: int
) -> Segmentation | None:
    """A label as a segmentation with a mask; None for one without."""
    if isinstance(label, Segmentation):
        try:
            mask = label.get_mask()
        except FileNotFoundError:
            raise MissingFileError(
                f"the mask {label.mask_path} of {sample.filepath} is not there; restore it"
            ) from None
        return None if mask is None else Segmentation(mask=mask)
    options = {"frame_size": mask_size or size_of(sample), "mask_targets": targets}
    if isinstance(label, (Polyline, Polylines)):
        drawn = Polylines(polylines=parts(label)).to_segmentation(thickness=thickness, **options)
    else:
        drawn = Detections(detections=parts(label)).to_segmentation(**options)
    assert isinstance(drawn, Segmentation)
    return drawn
