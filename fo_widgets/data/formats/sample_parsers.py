"""Parsers of samples that plugins write: classes to derive from, as in `fiftyone.utils.data`; `parsing` uses them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PIL import Image

from fo_widgets.data.labels import Classification, Detection, Detections

from .errors import FormatError
from .importers import Described


class SampleParser(Described):
    """What looks at one sample at a time: `parser.with_sample(sample); parser.get_...()`."""

    def __init__(self) -> None:
        self._current_sample: Any = None

    @property
    def current_sample(self) -> Any:
        """The sample that it looks at.

        Raises:
            ValueError: if it looks at none
        """
        if self._current_sample is None:
            raise ValueError(f"{type(self).__name__} has no sample; call with_sample() first")
        return self._current_sample

    def with_sample(self, sample: Any) -> None:
        """Looks at another sample."""
        self.clear_sample()
        self._current_sample = sample

    def clear_sample(self) -> None:
        """Looks at none."""
        self._current_sample = None

    def _refuse(self, what: str) -> Any:
        raise NotImplementedError(f"{type(self).__name__} should define `{what}()`")


class UnlabeledMediaSampleParser(SampleParser):
    """One of media without labels."""

    @property
    def has_metadata(self) -> bool:
        """Whether it gives metadata."""
        return False

    def get_media_path(self) -> str:
        """The path of the media file."""
        return str(self._refuse("get_media_path"))

    def get_metadata(self) -> Any:
        """The metadata of the media file."""
        return self._refuse("get_metadata")


class MediaSampleParser(UnlabeledMediaSampleParser):
    """One of paths."""

    def get_media_path(self) -> str:
        """The path."""
        return str(os.fspath(self.current_sample))


class UnlabeledImageSampleParser(SampleParser):
    """One of images without labels."""

    @property
    def has_image_path(self) -> bool:
        """Whether images are files."""
        return bool(self._missing("has_image_path"))

    @property
    def has_image_metadata(self) -> bool:
        """Whether it gives metadata."""
        return bool(self._missing("has_image_metadata"))

    def get_image(self) -> Any:
        """The image as an array."""
        return self._refuse("get_image")

    def get_image_path(self) -> str:
        """The path of the image."""
        return str(self._refuse("get_image_path"))

    def get_image_metadata(self) -> Any:
        """The metadata of the image."""
        return self._refuse("get_image_metadata")


class ImageSampleParser(UnlabeledImageSampleParser):
    """One of paths or arrays."""

    @property
    def has_image_path(self) -> bool:
        """Whether the sample is a path."""
        return isinstance(self.current_sample, (str, os.PathLike))

    @property
    def has_image_metadata(self) -> bool:
        """Whether it gives metadata: no."""
        return False

    def get_image(self) -> Any:
        """The image as an array, read if it is a file."""
        return _pixels(self.current_sample)

    def get_image_path(self) -> str:
        """The path of the image."""
        return _path(self.current_sample)


class UnlabeledVideoSampleParser(SampleParser):
    """One of videos without labels."""

    @property
    def has_video_metadata(self) -> bool:
        """Whether it gives metadata."""
        return bool(self._missing("has_video_metadata"))

    def get_video_path(self) -> str:
        """The path of the video."""
        return str(self._refuse("get_video_path"))

    def get_video_metadata(self) -> Any:
        """The metadata of the video."""
        return self._refuse("get_video_metadata")


class VideoSampleParser(UnlabeledVideoSampleParser):
    """One of paths."""

    @property
    def has_video_metadata(self) -> bool:
        """Whether it gives metadata: no."""
        return False

    def get_video_path(self) -> str:
        """The path of the video."""
        return str(os.fspath(self.current_sample))


class LabeledImageSampleParser(UnlabeledImageSampleParser):
    """One of images with a label, or a dict of labels."""

    @property
    def label_cls(self) -> Any:
        """The class of labels, several, classes by name, or None for any."""
        return self._missing("label_cls")

    def get_label(self) -> Any:
        """The label."""
        return self._refuse("get_label")


class LabeledVideoSampleParser(UnlabeledVideoSampleParser):
    """One of videos with labels, and labels of frames by number."""

    @property
    def label_cls(self) -> Any:
        """The class of labels, several, classes by name, or None for any."""
        return self._missing("label_cls")

    @property
    def frame_labels_cls(self) -> Any:
        """The same for labels of frames."""
        return self._missing("frame_labels_cls")

    def get_label(self) -> Any:
        """The label of the video."""
        return self._refuse("get_label")

    def get_frame_labels(self) -> Any:
        """Labels of frames by number."""
        return self._refuse("get_frame_labels")


class LabeledImageTupleSampleParser(LabeledImageSampleParser):
    """One of `(image_or_path, label)`."""

    @property
    def has_image_path(self) -> bool:
        """Whether the image is a path."""
        return isinstance(self.current_sample[0], (str, os.PathLike))

    @property
    def has_image_metadata(self) -> bool:
        """Whether it gives metadata: no."""
        return False

    def get_image(self) -> Any:
        """The image as an array, read if it is a file."""
        return _pixels(self.current_sample[0])

    def get_image_path(self) -> str:
        """The path of the image."""
        return _path(self.current_sample[0])

    def get_label(self) -> Any:
        """The label."""
        return self.current_sample[1]


class ImageClassificationSampleParser(LabeledImageTupleSampleParser):
    """One of `(image_or_path, class)`; the class is a name, a number of `classes`, or a label.

    Args:
        classes: names of classes
    """

    def __init__(self, classes: Sequence[str] | None = None) -> None:
        super().__init__()
        self.classes = classes

    @property
    def label_cls(self) -> Any:
        """Classifications."""
        return Classification

    def get_label(self) -> Any:
        """The label; None for None."""
        found = self.current_sample[1]
        if found is None or isinstance(found, Classification):
            return found
        return Classification(label=_name(found, self.classes))


class ImageDetectionSampleParser(LabeledImageTupleSampleParser):
    """One of `(image_or_path, [{"label": ..., "bounding_box": [x, y, w, h], ...}, ...])`.

    Args:
        label_field: the key of the class
        bounding_box_field: the key of the box
        confidence_field: the key of the confidence
        attributes_field: the key of a dict of other attributes
        classes: names of classes that are given by numbers
        normalized: whether boxes are in parts of the image, not in pixels
    """

    def __init__(
        self,
        label_field: str = "label",
        bounding_box_field: str = "bounding_box",
        confidence_field: str | None = None,
        attributes_field: str | None = None,
        classes: Sequence[str] | None = None,
        normalized: bool = True,
    ) -> None:
        super().__init__()
        self.label_field = label_field
        self.bounding_box_field = bounding_box_field
        self.confidence_field = confidence_field
        self.attributes_field = attributes_field
        self.classes = classes
        self.normalized = normalized

    @property
    def label_cls(self) -> Any:
        """Boxes."""
        return Detections

    def get_label(self) -> Any:
        """The label; None for None."""
        found = self.current_sample[1]
        if found is None or isinstance(found, Detections):
            return found
        return Detections(detections=[self._detection(row) for row in found])

    def _detection(self, row: Mapping[str, Any]) -> Detection:
        try:
            label, box = _name(row[self.label_field], self.classes), [*row[self.bounding_box_field]]
        except KeyError as error:
            raise FormatError(f"{type(self).__name__}: a box has no {error}: {dict(row)}") from None
        if not self.normalized:
            height, width = self.get_image().shape[:2]
            box = [box[0] / width, box[1] / height, box[2] / width, box[3] / height]
        confidence = row.get(self.confidence_field) if self.confidence_field else None
        attributes = row.get(self.attributes_field) if self.attributes_field else None
        return Detection(
            **{**(attributes or {}), "label": label, "bounding_box": box, "confidence": confidence}
        )


def _pixels(picture: Any) -> Any:
    if not isinstance(picture, (str, os.PathLike)):
        return np.asarray(picture)
    with Image.open(picture) as image:
        return np.asarray(image)


def _path(picture: Any) -> str:
    if isinstance(picture, (str, os.PathLike)):
        return os.fspath(picture)
    raise FormatError(
        f"the image is no path but {type(picture).__name__}; write it to a file first: ingest_images() does"
    )


def _name(label: Any, classes: Sequence[str] | None) -> str:
    if isinstance(label, (int, np.integer)) and classes is not None:
        if not 0 <= label < len(classes):
            raise FormatError(f"class {label} is not one of the {len(classes)} of `classes`")
        return str(classes[int(label)])
    return str(label)
