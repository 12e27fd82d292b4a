"""What collections offer for drawing: images with their labels painted on them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from PIL import Image

from fo_widgets.data import media
from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    Heatmap,
    Keypoint,
    Keypoints,
    Polyline,
    Polylines,
    Regression,
    Segmentation,
)
from fo_widgets.data.progress import ProgressBar
from fo_widgets.storage.config import config as settings

from .draw_config import look_of
from .errors import FormatError, MissingFileError
from .label_choice import several_fields
from .painting import Painter

_KINDS = (
    Classification, Classifications, Detection, Detections, Heatmap, Keypoint, Keypoints, Polyline, Polylines,
    Regression, Segmentation,
)  # fmt: skip


def draw(
    samples: Any,
    output_dir: Any,
    rel_dir: Any = None,
    label_fields: Any = None,
    overwrite: bool = False,
    config: Any = None,
    progress: Any = None,
    **options: Any,
) -> list[str]:
    """Writes each image with its labels to a folder; the paths, in the order of the samples.

    The format is that of `fo.config.default_image_ext`.

    Args:
        rel_dir: keep the paths of images below this folder
        label_fields: which labels; by default all that can be drawn
        overwrite: empty the folder first; otherwise images get names that are free
        config: a `DrawConfig`, or a dict of options
        options: of `draw_config.Look`

    Raises:
        FormatError: if samples are no images, or a field has no labels to draw
        MissingFileError: if an image is not there
    """
    if samples.media_type not in (media.IMAGE, None):
        raise FormatError(
            f"draw_labels() draws on images, not on {samples.media_type}; to_frames() makes images"
        )
    look = look_of(config, options)
    fields = _fields(samples, label_fields)
    folder = Path(os.fspath(output_dir)).expanduser().absolute()
    if folder.is_dir() and overwrite:
        samples._check_not_inside(folder)
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    skeletons = {f: samples.get_skeleton(f) for f in fields}
    out = []
    with ProgressBar(len(samples), progress) as bar:
        for sample in bar(samples.select_fields(fields).iter_samples()):
            place = _free(folder / _name(sample.filepath, rel_dir))
            painter = Painter(_image(sample.filepath), look, skeletons)
            for field in fields:
                if sample[field] is not None:
                    _paint(painter, field, sample)
            place.parent.mkdir(parents=True, exist_ok=True)
            painter.finished().save(place, quality=95)
            out.append(os.fspath(place))
    return out


def _fields(samples: Any, given: Any) -> list[str]:
    if given is not None:
        return list(several_fields(samples, given, _KINDS).values())
    schema = samples._get_label_field_schema()
    return [n for n in schema if issubclass(samples._get_label_field_type(n), _KINDS)]


def _paint(painter: Painter, field: str, sample: Any) -> None:
    try:
        painter.add(field, sample[field])
    except (ArithmeticError, LookupError, OSError, TypeError, ValueError) as error:
        raise FormatError(f"the label in '{field}' of {sample.filepath} cannot be drawn: {error}") from error


def _image(path: str) -> Image.Image:
    try:
        with Image.open(path) as image:
            return image.convert("RGB")
    except FileNotFoundError:
        raise MissingFileError(f"the image {path} is not there; restore it, or exclude its sample") from None
    except OSError as error:
        raise FormatError(f"the image {path} cannot be read: {error}") from None


def _name(path: str, rel_dir: Any) -> str:
    name = os.path.basename(path)
    if rel_dir is not None:
        root = os.path.abspath(os.path.expanduser(os.fspath(rel_dir)))
        if os.path.commonpath([root, os.path.abspath(path)]) == root:
            name = os.path.relpath(path, root)
    return os.path.splitext(name)[0] + settings.default_image_ext


def _free(path: Path) -> Path:
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found
