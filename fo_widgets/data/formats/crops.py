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


@contextmanager
def cropped(samples: Any, field: str, by_class: bool) -> Iterator[Any]:
    """A dataset of the parts, classified in the field; it and its images end with the `with`.

    Args:
        by_class: number images anew for each class

    Raises:
        FormatError: if an image cannot be read
        MissingFileError: if an image is not there
    """
    made = type(samples._root_dataset)()
    try:
        with tempfile.TemporaryDirectory() as folder:
            made.add_samples(_parts(samples, field, Path(folder), by_class))
            if field not in made.get_field_schema():
                raise FormatError(f"there are no boxes in field '{field}' to write images of")
            yield made
    finally:
        made.delete()


def _parts(samples: Any, field: str, folder: Path, by_class: bool) -> Iterator[Any]:
    numbers: Counter[str] = Counter()
    for sample in samples.select_fields(field).iter_samples():
        found = detections(sample[field])
        if not found:
            continue
        try:
            with Image.open(sample.filepath) as file:
                image = np.asarray(file.convert("RGB"))
        except FileNotFoundError:
            raise MissingFileError(f"the image {sample.filepath} is not there; restore it") from None
        except OSError as error:
            raise FormatError(f"the image {sample.filepath} cannot be read: {error}") from None
        for box in found:
            group = str(box.label) if by_class else ""
            numbers[group] += 1
            place = folder / str(list(numbers).index(group))
            place.mkdir(exist_ok=True)
            path = place / f"{numbers[group]:06d}{config.default_image_ext}"
            Image.fromarray(cut(image, box)).save(path, quality=95)
            label = Classification(label=box.label, confidence=box.confidence)
            yield Sample(filepath=os.fspath(path), **{field: label})
