"""The parts of images inside boxes or polygons, as images: what formats of single images write of boxes."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from fo_widgets.data.collection_media import cropped as cut
from fo_widgets.data.labels import Classification, Detection, Detections, Polyline, Polylines
from fo_widgets.data.sample import Sample
from fo_widgets.storage.config import config

from .boxes import detections
from .errors import FormatError, MissingFileError

# What has one image, and at most one class, for each sample.
FORMATS = ("ImageDirectory", "ImageClassificationDirectoryTree", "FiftyOneImageClassificationDataset")
_KINDS = (Detection, Detections, Polyline, Polylines)


def field_of(samples: Any, label_field: Any) -> str | None:
    """The field whose boxes are to be cut out; None if whole images are meant."""
    kinds = {n: samples._get_label_field_type(n) for n in samples._get_label_field_schema()}
    boxed = [n for n, kind in kinds.items() if issubclass(kind, _KINDS)]
    if isinstance(label_field, str):
        return label_field if label_field in boxed else None
    return boxed[0] if label_field is None and samples._is_patches and boxed else None


def pictures(samples: Any, field: str) -> Iterator[tuple[Any, Classification]]:
    """The parts as arrays, with their classes.

    Raises:
        FormatError: if an image cannot be read
        MissingFileError: if an image is not there
    """
    for sample in samples.select_fields(field).iter_samples():
        found = detections(sample[field])
        if found:
            image = _pixels(sample.filepath)
            for box in found:
                yield cut(image, box), Classification(label=box.label, confidence=box.confidence)


def _pixels(path: str) -> Any:
    try:
        with Image.open(path) as file:
            return np.asarray(file.convert("RGB"))
    except FileNotFoundError:
        raise MissingFileError(f"the image {path} is not there; restore it") from None
    except OSError as error:
        raise FormatError(f"the image {path} cannot be read: {error}") from None


@contextmanager
def cropped(samples: Any, field: str, by_class: bool, image_format: str | None = None) -> Iterator[Any]:
    """A dataset of the parts, classified in the field; it and its images end with the `with`.

    Args:
        by_class: number images anew for each class
        image_format: the extension of images

    Raises:
        FormatError: if an image cannot be read, or there are no boxes
        MissingFileError: if an image is not there
    """
    made = type(samples._root_dataset)()
    try:
        with tempfile.TemporaryDirectory() as folder:
            ending = image_format or config.default_image_ext
            made.add_samples(_parts(samples, field, Path(folder), by_class, ending))
            if field not in made.get_field_schema():
                raise FormatError(f"there are no boxes in field '{field}' to write images of")
            yield made
    finally:
        made.delete()


def _parts(samples: Any, field: str, folder: Path, by_class: bool, ending: str) -> Iterator[Sample]:
    numbers: Counter[str] = Counter()
    for picture, label in pictures(samples, field):
        group = str(label.label) if by_class else ""
        numbers[group] += 1
        place = folder / str(list(numbers).index(group))
        place.mkdir(exist_ok=True)
        path = place / f"{numbers[group]:06d}{ending}"
        Image.fromarray(picture).save(path, quality=95)
        yield Sample(filepath=os.fspath(path), **{field: label})
