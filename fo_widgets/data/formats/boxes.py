"""Labels as boxes: what formats of detections write, and the classes and image sizes they need."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    Label,
    Polyline,
    Polylines,
)
from fo_widgets.data.metadata import compute_metadata_of

from .errors import FormatError, MissingFileError

logger = logging.getLogger(__name__)

WRITABLE: tuple[type, ...] = (Detections, Detection, Polylines, Polyline, Classification, Classifications)
_WHOLE = [0.0, 0.0, 1.0, 1.0]


def parts(label: Any) -> list[Any]:
    """The single labels of a label; none for None."""
    if label is None:
        return []
    inner = getattr(label, "_LABEL_LIST_FIELD", None)
    return list(label[inner]) if inner else [label]


def detections(label: Any) -> list[Detection]:
    """The boxes of a label: of a polyline, what encloses it; of a classification, the whole image."""
    out = []
    for one in parts(label):
        if isinstance(one, Polyline):
            out += [one.to_detection()] if any(one.points) else []
        elif isinstance(one, Classification):
            out.append(Detection(label=one.label, bounding_box=_WHOLE, confidence=one.confidence))
        elif one.bounding_box:
            out.append(one)
    return out


def extras(label: Label, wanted: Any = True) -> dict[str, Any]:
    """The attributes of a label beyond those of its class.

    Args:
        wanted: True for all, False for none, or names
    """
    if wanted is False:
        return {}
    names = None if wanted is True else {wanted} if isinstance(wanted, str) else set(wanted)
    known = {*type(label)._FIELDS, "instance"}
    old = getattr(label, "attributes", None) or {}
    found = {n: a.value for n, a in old.items()}
    found.update({n: v for n, v in label.iter_fields() if n not in known and v is not None})
    return {n: v for n, v in found.items() if names is None or n in names}


class Classes:
    """Class names by number, either fixed or growing with the labels."""

    def __init__(self, names: Iterable[str], fixed: bool) -> None:
        """Of names in order; labels outside fixed ones are left out with a warning."""
        self.names = list(dict.fromkeys(names))
        self._fixed = fixed
        self._numbers = {name: number for number, name in enumerate(self.names)}
        self._left_out: set[Any] = set()

    @classmethod
    def of(cls, samples: Any, field: str, given: Any = None, known: Sequence[str] = ()) -> Classes:
        """The classes given; else those known already, those of the field, and those of its labels."""
        if given is not None:
            return cls([given] if isinstance(given, str) else given, fixed=True)
        _, path = samples._get_label_field_path(field, "label")
        stated = (samples.classes or {}).get(field) or []
        return cls(
            [*known, *stated, *sorted(x for x in samples.distinct(path) if x is not None)], fixed=False
        )

    @classmethod
    def extending(cls, samples: Any, field: str, given: Any, before: Sequence[str], path: Any) -> Classes:
        """Those of a file that is there already, and more after them.

        Raises:
            FormatError: if those given would change the numbers of those in the file
        """
        found = cls.of(samples, field, given, before)
        if before and found.names[: len(before)] != list(before):
            raise FormatError(
                f"{path} has the classes {list(before)}; these would change their numbers: pass classes={list(before)}"
            )
        return found

    def number(self, label: Any) -> int | None:
        """The number of a class; None for one that is left out."""
        if label is None:
            return None
        found = self._numbers.get(label)
        if found is None and not self._fixed:
            found = self._numbers[label] = len(self.names)
            self.names.append(label)
        if found is None and label not in self._left_out:
            self._left_out.add(label)
            logger.warning("labels '%s' are left out: `classes` are %s", label, self.names)
        return found


def size_of(sample: Any) -> tuple[int, int]:
    """Width and height of an image in pixels, from its metadata or its file.

    Raises:
        MissingFileError: if neither is there
        FormatError: if the file is no image
    """
    found = sample.metadata
    if found is None or not getattr(found, "width", None) or not getattr(found, "height", None):
        try:
            found = compute_metadata_of(sample.filepath, "image")
        except FileNotFoundError:
            raise MissingFileError(
                f"the size of {sample.filepath} is unknown: the file is not there, and the sample has no metadata"
            ) from None
        except OSError as error:
            raise FormatError(f"the size of {sample.filepath} cannot be read: {error}") from None
    return int(found.width), int(found.height)


__all__ = ["WRITABLE", "Classes", "detections", "extras", "parts", "size_of"]
