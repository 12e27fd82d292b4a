"""YOLO's lines: a class and a box or polygon in parts of the image, one label a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fo_widgets.data.labels import Detection, Detections, Polyline, Polylines
from fo_widgets.data.sample import Sample

from . import files
from .boxes import Classes, detections, parts
from .errors import FormatError
from .source import Source

TYPES = ("detections", "instances", "polylines")
# In sizes of the image; a mask of what lies farther would not fit into memory.
_FAR = 2


@dataclass(frozen=True)
class Lines:
    """How lines become labels.

    Attributes:
        names: of the classes, by number
        named_in: the file that has them, for errors
        label_type: "detections" (of a polygon, the box that encloses it), "instances" (and a mask) or "polylines"
        mask_size: width and height of every mask; by default as the box is in the image
    """

    names: Mapping[int, str]
    named_in: str
    label_type: str = "detections"
    mask_size: Any = None

    def __post_init__(self) -> None:
        """Checks the type.

        Raises:
            FormatError: if there is no such type
        """
        if self.label_type not in TYPES:
            raise FormatError(f"`label_type` should be one of {list(TYPES)}, not '{self.label_type}'")

    def sample(self, source: Source, image: Path, path: Path) -> Sample:
        """The sample of an image, with the labels of a text file if that is there.

        Raises:
            FormatError: if a line is not as YOLO has it
        """
        facts = files.facts(image, "image") if self.label_type == "instances" else None
        if not path.is_file():
            return source.make(image, metadata=facts)
        size = None if facts is None else (facts.width, facts.height)
        lines = enumerate(files.text(path).splitlines(), 1)
        found = [self._label(line, f"{path}, line {n}", size) for n, line in lines if line.strip()]
        many = self.label_type == "polylines"
        label = Polylines(polylines=found) if many else Detections(detections=found)
        return source.make(image, label, facts)

    def _label(self, line: str, where: str, size: tuple[int, int] | None) -> Any:
        try:
            kind, *values = (float(v) for v in line.split())
            number = int(kind)
            shape = self._shape(values, size)
        except FormatError:
            raise
        except (OverflowError, ValueError):
            raise FormatError(
                f"{where} should be a class and box or polygon in numbers, not '{line[:80]}'"
            ) from None
        if number not in self.names:
            raise FormatError(f"{where} has class {number}; {self.named_in} names {list(self.names)}")
        shape.label = self.names[number]
        return shape

    def _shape(self, values: list[float], size: tuple[int, int] | None) -> Any:
        if len(values) in (4, 5):
            x, y, w, h = values[:4]
            box, confidence = [x - w / 2, y - h / 2, w, h], values[4] if len(values) == 5 else None
            detection = Detection(bounding_box=box, confidence=confidence)
            return detection.to_polyline(filled=True) if self.label_type == "polylines" else detection
        if len(values) < 6:
            raise ValueError("too few numbers")
        even = values[: len(values) // 2 * 2]
        points = [list(p) for p in zip(even[::2], even[1::2], strict=True)]
        confidence = values[-1] if len(values) % 2 else None
        polygon = Polyline(points=[points], confidence=confidence, closed=True, filled=True)
        if self.label_type == "polylines":
            return polygon
        if size is None:
            return polygon.to_detection()
        if not all(-1 <= v <= _FAR for v in even):
            raise ValueError("a polygon far outside of the image has no mask")
        return polygon.to_detection(mask_size=self.mask_size, frame_size=size)


@dataclass(frozen=True)
class Writing:
    """What is written of labels.

    Attributes:
        include_confidence: also the confidence of boxes
        use_masks: of boxes with a mask, its outlines
        tolerance: how many pixels of the mask an outline may be off
    """

    include_confidence: bool = False
    use_masks: bool = False
    tolerance: float = 2


def lines_of(label: Any, known: Classes, how: Writing) -> list[str]:
    """The lines of a label: polygons for polylines, boxes for anything else."""
    out = []
    for found in parts(label) if isinstance(label, (Polyline, Polylines)) else detections(label):
        outlined = how.use_masks and isinstance(found, Detection) and found.has_mask
        one = found.to_polyline(tolerance=how.tolerance) if outlined else found
        number = known.number(one.label)
        if number is None:
            continue
        if isinstance(one, Polyline):
            shapes = [[c for point in shape for c in point] for shape in one.points]
        else:
            x, y, w, h = one.bounding_box
            shapes = [[x + w / 2, y + h / 2, w, h]]
            if how.include_confidence and one.confidence is not None:
                shapes[0].append(one.confidence)
        out += [" ".join([str(number), *(f"{v:.6f}" for v in shape)]) for shape in shapes]
    return out


def write_lines(path: Path, label: Any, known: Classes, how: Writing) -> None:
    """Writes the text file of an image."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines_of(label, known, how)), encoding="utf-8")
