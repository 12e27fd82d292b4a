"""CVAT for videos: an XML file of tracks for each video (`CVATVideoDataset`)."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from fo_widgets.data.media import VIDEO
from fo_widgets.data.sample import Sample

from . import files
from .boxes import parts
from .cvat_shapes import SHAPES, Size, elements_of, label_of, listed, new_document, save, task_info
from .errors import FormatError
from .source import Imported, Source
from .target import Target
from .xml_files import root_of

Frames = dict[int, dict[str, Any]]


def read(source: Source, include_all_data: bool = False) -> Imported:
    """The videos that XML files are about, with labels of frames by kind: detections, polylines, keypoints.

    The track of a label is its `index`; frames of CVAT count from 0, ours from 1.

    Args:
        include_all_data: also videos without an XML file

    Raises:
        FormatError: if a file is no XML, or lacks a label or number
        MissingFileError: if a video is not there
    """
    pairs, index = source.pairs(".xml", "CVAT annotations", include_all_data, VIDEO)
    roots = [None if p is None else root_of(p, "CVAT annotations") for _, p in pairs]
    info = next((task_info(r) for r in roots if r is not None), {})

    def sample(entry: tuple[tuple[str, Path | None], Element | None]) -> Sample:
        (name, path), root = entry
        video = index.get(name, path or index.place)
        if path is None or root is None:
            return source.make(video)
        return source.make(video, frames=_frames(root, path, video))

    return Imported(list(zip(pairs, roots, strict=True)), sample, info=info)


def _frames(root: Element, path: Path, video: Path) -> Frames:
    size = _size(root, path, video)
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for track in root.iterfind("track"):
        number = _whole(track, "id", path)
        for element in track:
            if element.get("outside") == "1":
                continue
            more = {"index": number, **({"keyframe": True} if element.get("keyframe") == "1" else {})}
            made = label_of(element, path, size, track.get("label"), **more)
            if made is not None:
                found[_whole(element, "frame", path) + 1][made[0]].append(made[1])
    return {frame: listed(labels) for frame, labels in sorted(found.items())}


def _whole(element: Element, name: str, path: Path) -> int:
    text = element.get(name, "")
    if not text.isdecimal():
        raise FormatError(f"{path}: `{name}` of <{element.tag}> should be a whole number, not '{text}'")
    return int(text)


def _size(root: Element, path: Path, video: Path) -> Size:
    texts = [root.findtext(f"meta/*/original_size/{n}") or "" for n in ("width", "height")]
    if all(t.isdecimal() and int(t) > 0 for t in texts):
        return float(texts[0]), float(texts[1])
    try:
        facts = files.facts(video, VIDEO)
    except FormatError as error:
        raise FormatError(f"{path} has no <original_size>, and the video tells none: {error}") from None
    return facts.frame_width, facts.frame_height


def write(samples: Any, target: Target) -> None:
    """Writes labels of frames, and videos; labels without an index become tracks of one frame.

    Raises:
        FormatError: if the size of a video is not known
    """
    if target.label_field is not None:
        raise FormatError("this format writes labels of frames; give `frame_labels_field`, not `label_field`")
    fields = target.frame_fields_of(samples, SHAPES)
    if not fields:
        raise FormatError("there are no labels of frames that this format writes")
    target.by_stem = True
    target.use_folder()
    folder = target.place(target.labels_path, "labels")
    folder.mkdir(parents=True, exist_ok=True)
    chosen = samples.select_fields(["metadata", *(f"frames.{f}" for f in fields.values())])
    for sample in target.track(chosen, len(samples)):
        exported = target.add_media(sample.filepath)
        labels = [
            (number, label)
            for number, frame in sample.frames.items()
            for field in fields.values()
            if (label := frame[field]) is not None
        ]
        if labels:
            save(_document(sample, labels), (folder / exported).with_suffix(".xml"))


def _document(sample: Any, labels: list[tuple[int, Any]]) -> Element:
    facts = sample.metadata or _facts(sample)
    size = (facts.frame_width, facts.frame_height)
    last = facts.total_frame_count or max(n for n, _ in labels)
    name = Path(sample.filepath).name
    root = new_document(name, "interpolation", last, [label for _, label in labels], size)
    tracks: dict[tuple[Any, ...], list[tuple[int, Any]]] = defaultdict(list)
    lone = count()
    for number, label in labels:
        for one in parts(label):
            alone = (next(lone),) if one.index is None else ()
            tracks[(one.index is None, one.index, one.label, type(one).__name__, *alone)].append(
                (number, one)
            )
    taken = {key[1] for key in tracks}
    free = iter(n for n in range(len(tracks) + len(taken) + 1) if n not in taken)
    for key, shapes in sorted(tracks.items(), key=lambda item: (item[0][0], item[1][0][0])):
        # Labels without an index get numbers that no other track has.
        number = next(free) if key[1] is None else key[1]
        root.append(_track(number, str(key[2]), shapes, size, last))
    return root


def _facts(sample: Any) -> Any:
    try:
        return files.facts(sample.filepath, VIDEO)
    except FormatError as error:
        raise FormatError(f"the size of {sample.filepath} is not known: {error}") from None


def _track(number: int, label: str, shapes: list[tuple[int, Any]], size: Size, last: int) -> Element:
    """The shapes of a track by frame; where it pauses, its last shape once more, marked as outside."""
    track = Element("track", {"id": str(number), "label": label})
    present = {frame for frame, _ in shapes}
    for frame, one in shapes:
        keyframe = str(int(bool(dict(one.iter_attributes()).get("keyframe", False))))
        gone = [(frame + 1, "1")] if frame + 1 not in present and frame < last else []
        for place, outside in [(frame, "0"), *gone]:
            for element in elements_of(one, size, with_label=False):
                for attribute in element.findall("attribute"):
                    if attribute.get("name") == "keyframe":
                        element.remove(attribute)
                element.attrib |= {"frame": str(place - 1), "outside": outside, "keyframe": keyframe}
                track.append(element)
    return track
