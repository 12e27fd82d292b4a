"""Image files of other sizes and formats; what `fiftyone.utils.image` has."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["read", "reencode_image", "reencode_images", "transform_image", "transform_images", "write"]

Array = np.ndarray[Any, Any]
Size = tuple[int, int] | None
logger = logging.getLogger(__name__)

_ANY = -1
_OPAQUE = (".jpg", ".jpeg")


def read(path_or_url: str, include_alpha: bool = False, flag: Any = None) -> Array:
    """The pixels of an image file: height x width x 3, or x 4 with `include_alpha`."""
    from PIL import Image

    with Image.open(path_or_url) as image:
        return np.asarray(image.convert("RGBA" if include_alpha else "RGB"))


def write(img: Array, path: str) -> None:
    """Writes pixels to an image file, in the format that its ending names."""
    from PIL import Image

    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    Image.fromarray(np.asarray(img)).save(path)


def transform_image(
    input_path: str,
    output_path: str,
    size: Size = None,
    min_size: Size = None,
    max_size: Size = None,
    interpolation: Any = None,
) -> None:
    """Writes an image in another size, and in the format that the new ending names.

    Args:
        size: width and height; -1 for what keeps the proportions
        min_size: the least width and height: smaller images grow, their proportions kept; -1 for any
        max_size: the largest width and height: larger images shrink, their proportions kept; -1 for any
        interpolation: a resampling filter of Pillow; by default the one for photographs

    Raises:
        OSError: if the image cannot be read
    """
    from PIL import Image

    with Image.open(input_path) as image:
        # A copy first, for the new file may take the place of the old one.
        out: Image.Image = image.copy()
    wanted = _wanted(out.size, size, min_size, max_size)
    if wanted != out.size:
        out = out.resize(wanted, interpolation)
    if Path(output_path).suffix.lower() in _OPAQUE and out.mode not in ("RGB", "L"):
        out = out.convert("RGB")
    os.makedirs(os.path.dirname(output_path) or ".", exist_ok=True)
    out.save(output_path)


def reencode_image(input_path: str, output_path: str) -> None:
    """Writes an image in the format that the new ending names.

    Raises:
        OSError: if the image cannot be read
    """
    transform_image(input_path, output_path)


def _wanted(own: tuple[int, int], size: Size, min_size: Size, max_size: Size) -> tuple[int, int]:
    """The size that an image is to have."""
    width, height = own
    if size is not None:
        width, height = size
        if width == _ANY:
            width = round(own[0] * height / own[1])
        if height == _ANY:
            height = round(own[1] * width / own[0])
    if min_size is not None:
        factor = max(1.0, *(least / now for least, now in zip(min_size, (width, height), strict=True)))
        width, height = round(width * factor), round(height * factor)
    if max_size is not None:
        limits = zip(max_size, (width, height), strict=True)
        factor = min(1.0, *(most / now if most != _ANY else 1.0 for most, now in limits))
        width, height = round(width * factor), round(height * factor)
    return max(width, 1), max(height, 1)


def transform_images(
    sample_collection: Any,
    size: Size = None,
    min_size: Size = None,
    max_size: Size = None,
    interpolation: Any = None,
    ext: str | None = None,
    force_reencode: bool = False,
    media_field: str = "filepath",
    output_field: str | None = None,
    output_dir: str | None = None,
    rel_dir: str | None = None,
    update_filepaths: bool = True,
    delete_originals: bool = False,
    num_workers: int | None = None,
    skip_failures: bool = False,
    progress: Any = None,
) -> None:
    """Writes the images of samples in other sizes or another format; without `output_dir` beside or over the old ones.

    Args:
        size: see `transform_image`, also for `min_size`, `max_size` and `interpolation`
        ext: the new ending, such as `".jpg"`
        force_reencode: changes nothing; every image is written anew
        media_field: the field with the paths
        output_field: the field for the new paths; by default the same
        output_dir: where to write the images
        rel_dir: with `output_dir`, repeat the folders of the images below this one
        update_filepaths: let `output_field` have the new paths
        delete_originals: delete the old images
        num_workers: changes nothing; one image is written after the other
        skip_failures: log images that cannot be read, and go on

    Raises:
        OSError: if an image cannot be read
    """
    new: dict[str, str] = {}
    targets = _targets(sample_collection, media_field, ext, output_dir, rel_dir)
    for id, old, path in targets:
        try:
            transform_image(old, path, size, min_size, max_size, interpolation)
        except OSError as error:
            if not skip_failures:
                raise
            logger.warning("skipping '%s': %s", old, error)
            continue
        new[id] = path
        if delete_originals and path != old:
            Path(old).unlink()
    if update_filepaths:
        sample_collection.set_values(output_field or media_field, new, key_field="id")


def reencode_images(
    sample_collection: Any, ext: str = ".png", force_reencode: bool = True, **kwargs: Any
) -> None:
    """Writes the images of samples in another format; see `transform_images`."""
    transform_images(sample_collection, ext=ext, force_reencode=force_reencode, **kwargs)


def _targets(
    collection: Any, field: str, ext: str | None, output_dir: str | None, rel_dir: str | None
) -> Iterator[tuple[str, str, str]]:
    """Ids, paths, and new paths of which no two are equal."""
    taken: set[Path] = set()
    for id, old in zip(*collection.values(["id", field]), strict=True):
        if old is None:
            continue
        source = Path(old)
        below = Path(os.path.relpath(source.parent, rel_dir)) if rel_dir is not None else Path()
        folder = source.parent if output_dir is None else Path(output_dir) / below
        suffix = ext or source.suffix
        path, count = folder / f"{source.stem}{suffix}", 1
        while path in taken:
            count += 1
            path = folder / f"{source.stem}-{count}{suffix}"
        taken.add(path)
        yield id, old, str(path)
