"""Samples given to an exporter of a plugin, with labels as it wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    Keypoint,
    Keypoints,
    Label,
    Polyline,
    Polylines,
    TemporalDetection,
    TemporalDetections,
)
from fo_widgets.data.metadata import ImageMetadata
from fo_widgets.data.progress import ProgressBar

from . import boxes, crops, files
from .errors import FormatError
from .exporters import (
    BatchDatasetExporter,
    DatasetExporter,
    GenericSampleDatasetExporter,
    GroupDatasetExporter,
    LabeledImageDatasetExporter,
    LabeledVideoDatasetExporter,
    UnlabeledImageDatasetExporter,
    UnlabeledMediaDatasetExporter,
    UnlabeledVideoDatasetExporter,
)
from .label_choice import several_fields

_NEEDS = {
    UnlabeledMediaDatasetExporter: "requires_metadata",
    UnlabeledImageDatasetExporter: "requires_image_metadata",
    UnlabeledVideoDatasetExporter: "requires_video_metadata",
    LabeledImageDatasetExporter: "requires_image_metadata",
    LabeledVideoDatasetExporter: "requires_video_metadata",
}
_LISTS: dict[type, type] = {
    Classification: Classifications,
    Detection: Detections,
    Keypoint: Keypoints,
    Polyline: Polylines,
    TemporalDetection: TemporalDetections,
}
Labels = Callable[[Any], Any]


def export(
    samples: Any, exporter: Any, label_field: Any = None, frame_labels_field: Any = None, progress: Any = None
) -> None:
    """Gives samples to an exporter.

    Raises:
        FormatError: if it is no exporter, or no field has labels that it takes
    """
    if not isinstance(exporter, DatasetExporter):
        raise FormatError(
            f"`dataset_exporter` should be a DatasetExporter of fiftyone.utils.data, not {type(exporter).__name__}"
        )
    field = crops.field_of(samples, label_field) if _takes_crops(exporter) else None
    give = _giver(samples, exporter, label_field, frame_labels_field) if field is None else None
    with exporter:
        if isinstance(exporter, BatchDatasetExporter):
            exporter.export_samples(samples, progress=progress)
            return
        exporter.log_collection(samples)
        if give is None:
            _give_crops(samples, exporter, str(field), progress)
            return
        grouped = isinstance(exporter, GroupDatasetExporter)
        entries = samples.iter_groups() if grouped else samples.iter_samples()
        with ProgressBar(len(samples), progress) as bar:
            for entry in bar(entries):
                give(entry)


def _takes_crops(exporter: Any) -> bool:
    """Whether it is for images with a class or none: of boxes, it gets what is inside them."""
    if isinstance(exporter, LabeledImageDatasetExporter):
        return _by_name(exporter.label_cls) == {None: (Classification,)}
    return isinstance(exporter, UnlabeledImageDatasetExporter)


def _give_crops(samples: Any, exporter: Any, field: str, progress: Any) -> None:
    labelled = isinstance(exporter, LabeledImageDatasetExporter)
    with ProgressBar(progress=progress) as bar:
        for picture, label in bar(crops.pictures(samples, field)):
            metadata = ImageMetadata.build_for(picture) if exporter.requires_image_metadata else None
            exporter.export_sample(picture, *([label] if labelled else []), metadata=metadata)


def _giver(samples: Any, exporter: Any, label_field: Any, frame_labels_field: Any) -> Callable[[Any], None]:
    """What gives one sample, or group, to the exporter."""
    if isinstance(exporter, GroupDatasetExporter):
        return exporter.export_group
    if isinstance(exporter, (GenericSampleDatasetExporter, BatchDatasetExporter)):
        return exporter.export_sample
    kind = next((k for k in _NEEDS if isinstance(exporter, k)), None)
    if kind is None:
        raise FormatError(f"{type(exporter).__name__} derives from no exporter whose samples are known")
    needs = bool(getattr(exporter, _NEEDS[kind]))
    parts: list[Labels] = []
    if kind is LabeledImageDatasetExporter:
        parts = [_labels(samples, label_field, exporter.label_cls)]
    elif kind is LabeledVideoDatasetExporter:
        parts = _video_labels(samples, exporter, label_field, frame_labels_field)

    def give(sample: Any) -> None:
        metadata = sample.metadata if needs else None
        if metadata is None and needs:
            metadata = files.facts(sample.filepath, sample.media_type)
        exporter.export_sample(sample.filepath, *(part(sample) for part in parts), metadata=metadata)

    return give


def _labels(samples: Any, given: Any, label_cls: Any, frames: bool = False) -> Labels:
    """What gives the labels of a sample or frame: one, or a dict if several fields or names are asked for."""
    wanted = {cls for found in _by_name(label_cls).values() for cls in found}
    takes = tuple(k for k in (*_LISTS, *_LISTS.values()) if any(_fits(k, w) for w in wanted)) + tuple(wanted)
    fields = several_fields(samples, given, takes or (Label,), frames=frames)
    alone = not frames and len(fields) == 1 and (given is None or isinstance(given, str))
    alone = alone and not isinstance(label_cls, Mapping)

    def labels(of: Any) -> Any:
        found = {key: _coerced(of[field], key, label_cls) for key, field in fields.items()}
        return next(iter(found.values())) if alone else found

    return labels


def _by_name(label_cls: Any) -> dict[str | None, tuple[type, ...]]:
    if label_cls is None:
        return {}
    if isinstance(label_cls, Mapping):
        return {k: v for name, given in label_cls.items() for k, v in {name: _by_name(given)[None]}.items()}
    return {None: tuple(label_cls) if isinstance(label_cls, (list, tuple)) else (label_cls,)}


def _fits(kind: type, wanted: type) -> bool:
    """Whether labels of a kind can become what is wanted."""
    boxes_of = (Classification, Classifications, Detection, Detections, Polyline, Polylines)
    return _LISTS.get(kind) is wanted or (wanted is Detections and issubclass(kind, boxes_of))


def _coerced(label: Any, key: str, label_cls: Any) -> Any:
    named = _by_name(label_cls)
    wanted = named.get(key, named.get(None, ()))
    if label is None or not wanted or isinstance(label, wanted):
        return label
    for cls in wanted:
        if _LISTS.get(type(label)) is cls:
            return cls(**{cls._LABEL_LIST_FIELD: [label]})  # type: ignore[attr-defined]
        if cls is Detections and _fits(type(label), cls):
            return Detections(detections=boxes.detections(label))
    return label


def _video_labels(samples: Any, exporter: Any, label_field: Any, frame_labels_field: Any) -> list[Labels]:
    """What gives the labels of a video, and those of its frames by number."""
    of_video: Labels = lambda sample: None  # noqa: E731
    of_frame: Labels | None = None
    asked = label_field is not None or frame_labels_field is not None
    if label_field is not None or (not asked and samples._get_label_field_schema()):
        of_video = _labels(samples, label_field, exporter.label_cls)
    if frame_labels_field is not None or (not asked and samples._get_frame_label_field_schema()):
        of_frame = _labels(samples, frame_labels_field, exporter.frame_labels_cls, frames=True)

    def of_frames(sample: Any) -> Any:
        if of_frame is None:
            return None
        return {number: of_frame(frame) for number, frame in sample.frames.items()}

    return [of_video, of_frames]
