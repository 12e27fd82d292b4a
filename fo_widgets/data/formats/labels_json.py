"""One JSON file of class names and of labels by media file.

`FiftyOneImageClassificationDataset`, `FiftyOneImageDetectionDataset` and `FiftyOneTemporalDetectionDataset`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    TemporalDetection,
    TemporalDetections,
)
from fo_widgets.data.media import IMAGE, VIDEO
from fo_widgets.data.sample import Sample

from . import files
from .boxes import WRITABLE, Classes, detections, extras, parts
from .errors import FormatError
from .source import Imported, Source
from .target import Target

Json = dict[str, Any]
# The facts of a video, made only if a label needs them.
Facts = Callable[[], Any]


def read_classes(source: Source, compute_metadata: bool = False, include_all_data: bool = False) -> Imported:
    """The images that the file names, with a classification or several.

    Raises:
        FormatError: if a label is not as this format has it
        MissingFileError: if an image is not there
    """

    def label(value: Any, classes: list[str], _facts: Facts) -> Any:
        if isinstance(value, list):
            return Classifications(classifications=[_classification(v, classes) for v in value])
        return _classification(value, classes)

    return _read(source, label, IMAGE, compute_metadata, include_all_data)


def read_boxes(source: Source, compute_metadata: bool = False, include_all_data: bool = False) -> Imported:
    """The images that the file names, with boxes; as `read_classes`."""

    def label(value: Any, classes: list[str], _facts: Facts) -> Any:
        return Detections(
            detections=[Detection(bounding_box=v["bounding_box"], **_common(v, classes)) for v in value]
        )

    return _read(source, label, IMAGE, compute_metadata, include_all_data)


def read_events(source: Source, compute_metadata: bool = False, include_all_data: bool = False) -> Imported:
    """The videos that the file names, with events by frame or by second; as `read_classes`."""

    def label(value: Any, classes: list[str], facts: Facts) -> Any:
        return TemporalDetections(detections=[_event(v, classes, facts) for v in value])

    return _read(source, label, VIDEO, compute_metadata, include_all_data)


def _read(
    source: Source,
    label: Callable[[Any, list[str], Facts], Any],
    kind: str,
    compute_metadata: bool,
    include_all_data: bool,
) -> Imported:
    path = source.labels("labels.json")
    index = source.media()
    data = files.table(files.json_file(path, "labels"), path, "the whole")
    classes = data.get("classes") or []
    if not isinstance(classes, list):
        raise FormatError(f"{path}: `classes` should be a list of names")
    entries: dict[str, Any] = dict(files.table(data.get("labels"), path, "`labels`"))
    if include_all_data:
        named = {index.find(name) for name in entries}
        entries |= {name: None for name in index.of_kind(kind) if index.paths[name] not in named}

    def sample(entry: tuple[str, Any]) -> Sample:
        name, value = entry
        media = index.get(name, path)

        def facts() -> Any:
            return files.facts(media, kind)

        found = None
        if value is not None:
            try:
                found = label(value, classes, facts)
            except (AttributeError, IndexError, KeyError, TypeError, ValueError, AssertionError) as error:
                raise FormatError(f"{path}: the labels of '{name}' are malformed: {error!r}") from None
        return source.make(media, found, facts() if compute_metadata else None)

    return Imported(list(entries.items()), sample, [str(c) for c in classes])


def _classification(value: Any, classes: list[str]) -> Classification:
    if isinstance(value, Mapping):
        return Classification(**_common(value, classes))
    return Classification(label=_named(value, classes))


def _event(value: Mapping[str, Any], classes: list[str], facts: Facts) -> TemporalDetection:
    common = _common(value, classes)
    if "support" in value:
        return TemporalDetection(support=value["support"], **common)
    try:
        metadata = facts()
    except FormatError as error:
        raise ValueError(f"times in seconds need the video's frame rate: {error}") from None
    found: TemporalDetection = TemporalDetection.from_timestamps(
        value["timestamps"], metadata=metadata, **common
    )
    return found


def _common(value: Mapping[str, Any], classes: list[str]) -> Json:
    given = value.get("attributes") or {}
    attributes = {k: v for k, v in given.items() if v is not None}
    return {
        **attributes,
        "label": _named(value["label"], classes),
        "confidence": value.get("confidence"),
    }


def _named(label: Any, classes: list[str]) -> str:
    if isinstance(label, int) and not isinstance(label, bool):
        if not 0 <= label < len(classes):
            raise ValueError(f"class {label} is not one of the {len(classes)} of `classes`")
        return str(classes[label])
    return str(label)


def write_classes(
    samples: Any,
    target: Target,
    abs_paths: bool = False,
    include_confidence: bool = False,
    include_attributes: Any = False,
    classes: Any = None,
    pretty_print: bool = False,
) -> None:
    """Writes classifications and images.

    Args:
        abs_paths: name media by whole paths
        include_confidence: also their confidence
        include_attributes: also other attributes: all, none, or names
        classes: only labels of these, by number
        pretty_print: with a line for each value
    """
    name = target.label_field_of(samples, (Classification, Classifications))
    known = _known(samples, name, classes)
    named_only = not include_confidence and not include_attributes

    def value(label: Any, _sample: Any) -> Any:
        found = []
        for one in parts(label):
            row = _row(one, known, {}, include_confidence, include_attributes)
            if row is not None:
                found.append(row["label"] if named_only else row)
        return found if isinstance(label, Classifications) else found[0] if found else None

    _write(samples, target, name, value, known, abs_paths, pretty_print)


def write_boxes(
    samples: Any,
    target: Target,
    abs_paths: bool = False,
    classes: Any = None,
    include_confidence: bool | None = None,
    include_attributes: Any = None,
    pretty_print: bool = False,
) -> None:
    """Writes boxes and images; as `write_classes`, and by default confidence and attributes where there are any."""
    name = target.label_field_of(samples, WRITABLE)
    known = _known(samples, name, classes)

    def value(label: Any, _sample: Any) -> Any:
        found = [(b, {"bounding_box": list(b.bounding_box)}) for b in detections(label)]
        rows = [_row(b, known, own, include_confidence, include_attributes) for b, own in found]
        return [row for row in rows if row is not None]

    _write(samples, target, name, value, known, abs_paths, pretty_print)


def write_events(
    samples: Any,
    target: Target,
    abs_paths: bool = False,
    use_timestamps: bool = False,
    classes: Any = None,
    include_confidence: bool | None = None,
    include_attributes: Any = None,
    pretty_print: bool = False,
) -> None:
    """Writes events and videos; as `write_boxes`.

    Args:
        use_timestamps: in seconds, instead of frames
    """
    name = target.label_field_of(samples, (TemporalDetections, TemporalDetection))
    known = _known(samples, name, classes)

    def value(label: Any, sample: Any) -> Any:
        rows = []
        for one in parts(label):
            own = {"timestamps": _seconds(one, sample)} if use_timestamps else {"support": list(one.support)}
            rows.append(_row(one, known, own, include_confidence, include_attributes))
        return [row for row in rows if row is not None]

    _write(samples, target, name, value, known, abs_paths, pretty_print)


def _known(samples: Any, name: str, classes: Any) -> Classes | None:
    return None if classes is None else Classes.of(samples, name, classes)


def _seconds(event: TemporalDetection, sample: Any) -> list[float]:
    metadata = sample.metadata
    if metadata is None or not metadata.total_frame_count or metadata.duration is None:
        raise FormatError(f"the length of {sample.filepath} is not known; call compute_metadata() first")
    last = max(1, metadata.total_frame_count - 1)
    return [(frame - 1) / last * metadata.duration for frame in event.support]


def _row(
    label: Any, known: Classes | None, own: Json, confidence: bool | None, attributes: Any
) -> Json | None:
    kind = label.label if known is None else known.number(label.label)
    if kind is None and known is not None:
        return None
    row = {"label": kind, **own}
    if confidence or (confidence is None and label.confidence is not None):
        row["confidence"] = label.confidence
    found = extras(label, True if attributes is None else attributes)
    if found or (attributes is not None and attributes is not False):
        row["attributes"] = found
    return row


def _write(
    samples: Any,
    target: Target,
    name: str,
    value: Callable[[Any, Any], Any],
    known: Classes | None,
    abs_paths: bool,
    pretty_print: bool,
) -> None:
    path = target.labels("labels.json")
    target.by_stem = True
    target.use_folder()
    labels = {}
    for sample in target.track(samples.select_fields(["metadata", name]), len(samples)):
        exported = target.add_media(sample.filepath)
        key = sample.filepath if abs_paths else os.path.splitext(exported)[0]
        labels[key] = None if sample[name] is None else value(sample[name], sample)
    whole = {"classes": None if known is None else known.names, "labels": labels}
    _dump(path, whole, pretty_print)


def _dump(path: Path, value: Any, pretty_print: bool) -> None:
    text = json.dumps(value, ensure_ascii=False, default=str, indent=4 if pretty_print else None)
    path.write_text(text, encoding="utf-8")
