"""A list of media and, for each, a JSON document of labels.

`FiftyOneImageLabelsDataset` and `FiftyOneVideoLabelsDataset`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fo_widgets.data.labels import Classification, Classifications
from fo_widgets.data.media import IMAGE, VIDEO
from fo_widgets.data.sample import Sample

from . import files, label_documents
from .errors import FormatError, MissingFileError
from .label_documents import EVENTS, KINDS, Naming
from .source import Imported, Source
from .target import Target, write_json

MANIFEST = "manifest.json"
_TYPES = {kind: f"eta.core.datasets.labeled_datasets.Labeled{kind.title()}Dataset" for kind in (IMAGE, VIDEO)}
# FiftyOne names a field that is exported alone so.
_ALONE = "labels"


@dataclass(frozen=True)
class _Entry:
    media: Path
    path: Path
    document: dict[str, Any]


def read(
    source: Source,
    compute_metadata: bool = False,
    prefix: str | None = None,
    labels_dict: Mapping[str, str] | None = None,
    multilabel: bool = False,
    skip_non_categorical: bool = False,
) -> Imported:
    """The images that the list names.

    Args:
        prefix: the beginning of the names of all label fields
        labels_dict: label fields by the names in the documents; others are left out
        multilabel: all classifications of an image together, in `attributes`
        skip_non_categorical: leave out attributes of images that are numbers or booleans

    Raises:
        FormatError: if a document is malformed
        MissingFileError: if a file is not there
    """
    naming = Naming(prefix, labels_dict, multilabel, skip_non_categorical)
    return _read(source, IMAGE, compute_metadata, naming, naming)


def read_videos(
    source: Source,
    compute_metadata: bool = False,
    prefix: str | None = None,
    labels_dict: Mapping[str, str] | None = None,
    frame_labels_dict: Mapping[str, str] | None = None,
    multilabel: bool = False,
    skip_non_categorical: bool = False,
) -> Imported:
    """The videos that the list names; as `read`.

    Args:
        frame_labels_dict: label fields of frames by the names in the documents; others are left out
    """
    naming = Naming(prefix, labels_dict, multilabel, skip_non_categorical)
    of_frames = replace(naming, labels_dict=frame_labels_dict)
    return _read(source, VIDEO, compute_metadata, naming, of_frames)


def _read(source: Source, kind: str, compute_metadata: bool, naming: Naming, of_frames: Naming) -> Imported:
    entries = _entries(source)
    documents = [(e, e.document) for e in entries]
    frames = [(e, f) for e in entries for f in _frames(e).values()]
    naming = replace(naming, several=_repeated(documents))
    of_frames = replace(of_frames, several=_repeated(frames))

    def sample(entry: _Entry) -> Sample:
        facts = files.facts(entry.media, kind) if compute_metadata else None
        labels = naming.fields(_labels(entry, entry.document, naming))
        found = {
            number: of_frames.fields(_labels(entry, document, of_frames, f", frame {number}"))
            for number, document in _frames(entry).items()
        }
        return source.make(entry.media, labels, facts, frames=found)

    return Imported(entries, sample)


def _entries(source: Source) -> list[_Entry]:
    root = source.root()
    path = root / MANIFEST
    index = files.table(files.json_file(path, "media and labels"), path, "the whole").get("index")
    out = []
    for row in files.rows(index, path, "`index`"):
        named = [row.get("data"), row.get("labels")]
        if not all(isinstance(n, str) for n in named):
            raise FormatError(
                f"{path}: an entry of `index` should have `data` and `labels`: {str(row)[:120]}"
            )
        media, labels = (Path(os.path.normpath(root / str(n))) for n in named)
        if not media.is_file():
            raise MissingFileError(f"{path} lists the media file {media}, which is not there")
        document = files.table(files.json_file(labels, f"labels of {media.name}"), labels, "the whole")
        out.append(_Entry(media, labels, document))
    return out


def _frames(entry: _Entry) -> dict[int, dict[str, Any]]:
    found = files.table(entry.document.get("frames") or {}, entry.path, "`frames`")
    if not all(n.isdecimal() and int(n) > 0 and isinstance(d, dict) for n, d in found.items()):
        raise FormatError(f"{entry.path}: `frames` should hold objects by numbers from 1")
    return {int(n): document for n, document in found.items()}


def _repeated(documents: list[tuple[_Entry, dict[str, Any]]]) -> frozenset[str]:
    out: set[str] = set()
    for entry, document in documents:
        try:
            out |= label_documents.repeated(document)
        except (AttributeError, TypeError) as error:
            raise FormatError(f"{entry.path}: `attrs` is malformed: {error}") from None
    return frozenset(out)


def _labels(entry: _Entry, document: dict[str, Any], naming: Naming, where: str = "") -> dict[str, Any]:
    try:
        return label_documents.read(document, naming)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise FormatError(f"{entry.path}{where}: a label is malformed: {error!r}") from None


def write(samples: Any, target: Target, pretty_print: bool = False) -> None:
    """Writes labels of one field or several, and images; attributes of labels that are no text, number or boolean stay.

    Args:
        pretty_print: with a line for each value
    """
    fields = target.label_fields_of(samples, KINDS, key=_ALONE)

    def document(sample: Any) -> dict[str, Any]:
        return label_documents.write({key: sample[field] for key, field in fields.items()})

    _write(samples.select_fields(list(fields.values())), target, IMAGE, document, pretty_print)


def write_videos(samples: Any, target: Target, pretty_print: bool = False) -> None:
    """Writes labels of videos and of their frames, and videos; as `write`."""
    of_frames = target.frame_fields_of(samples, KINDS)
    fields: dict[str, str] = {}
    if target.label_field is not None or not of_frames:
        fields = target.label_fields_of(samples, (*EVENTS, Classification, Classifications), key=_ALONE)
    chosen = [*fields.values(), *(f"frames.{f}" for f in of_frames.values())]

    def document(sample: Any) -> dict[str, Any]:
        out = label_documents.write({key: sample[field] for key, field in fields.items()})
        frames = {}
        for number, frame in sample.frames.items():
            found = label_documents.write({key: frame[field] for key, field in of_frames.items()})
            if found:
                frames[str(number)] = {"frame_number": number, **found}
        return {**out, "frames": frames} if frames else out

    _write(samples.select_fields(chosen), target, VIDEO, document, pretty_print)


def _write(samples: Any, target: Target, kind: str, document: Any, pretty_print: bool) -> None:
    if target.folder is None:
        raise FormatError("this format needs `export_dir`")
    target.by_stem = True
    target.use_folder()
    indent = 4 if pretty_print else None
    index = []
    for sample in target.track(samples, len(samples)):
        exported = target.add_media(sample.filepath)
        labels = Path("labels", exported).with_suffix(".json")
        path = target.folder / labels
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document(sample), ensure_ascii=False, indent=indent), encoding="utf-8")
        data = f"data/{exported}" if target.puts_media else sample.filepath
        index.append({"data": data, "labels": labels.as_posix()})
    write_json(target.folder / MANIFEST, {"type": _TYPES[kind], "description": "", "index": index})
