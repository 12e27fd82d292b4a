"""Rows of a table as samples: which column becomes which field.

| column | becomes |
|---|---|
| the one named by `filepath` | the path of the media file |
| `tags` | the tags: a list, or words with commas between them |
| `metadata.width`, ... | the metadata |
| `weather.label`, `weather.confidence` | a `Classification` in field `weather` |
| `age.value` | a `Regression`; `place.point` (or `line`, `polygon`) a `GeoLocation`; `box.bounding_box` a `Detection` |
| `objects.detections.label`, `objects.detections.bounding_box`, ... | lists of equal length: `Detections`; so for
`classifications`, `polylines`, `keypoints` |
| `id`, `media_type`, `created_at`, `last_modified_at` | nothing: a new sample has its own |
| any other name without dots | a field of that name and the type of its values |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fo_widgets.data import media
from fo_widgets.data.labels import (
    Classification,
    Classifications,
    Detection,
    Detections,
    GeoLocation,
    Keypoint,
    Keypoints,
    Label,
    Polyline,
    Polylines,
    Regression,
    TemporalDetection,
    TemporalDetections,
)
from fo_widgets.data.metadata import get_metadata_cls
from fo_widgets.data.sample import Sample

from .errors import FormatError

SKIPPED = ("id", "media_type", "created_at", "last_modified_at")
_LISTS: dict[str, tuple[type[Label], type[Label]]] = {
    "classifications": (Classifications, Classification),
    "detections": (Detections, Detection),
    "polylines": (Polylines, Polyline),
    "keypoints": (Keypoints, Keypoint),
}
_BY_ATTRIBUTE: dict[str, type[Label]] = {
    "value": Regression,
    "point": GeoLocation,
    "line": GeoLocation,
    "polygon": GeoLocation,
    "bounding_box": Detection,
    "support": TemporalDetection,
    "points": Polyline,
}
_NUMBERS = ("confidence", "value")


class Columns:
    """What the columns of a table become."""

    def __init__(self, names: Sequence[Any], filepath: str, where: str) -> None:
        """Of the names of all columns.

        Args:
            filepath: the column of paths
            where: what the table is, for errors

        Raises:
            FormatError: if there are no paths, or a name cannot be that of a field
        """
        self._filepath, self._where = filepath, where
        if filepath not in names:
            raise FormatError(
                f"{where} has no column '{filepath}' with the paths of media; it has: {', '.join(map(str, names))}. "
                "Say which it is with `filepath`"
            )
        self._plain: list[str] = []
        self._metadata: list[str] = []
        self._labels: dict[str, dict[str, str]] = {}
        self._lists: dict[tuple[str, str], dict[str, str]] = {}
        for name in names:
            if name != filepath and name not in SKIPPED:
                self._sort_in(name)
        owners = [*self._labels, *(field for field, _ in self._lists)]
        twice = next((f for f in owners if f in self._plain or owners.count(f) > 1), None)
        if twice is not None:
            raise FormatError(
                f"{where}: columns of field '{twice}' contradict each other; rename one of them"
            )

    def _sort_in(self, name: Any) -> None:
        if not isinstance(name, str) or not name or name.startswith("_"):
            raise FormatError(f"{self._where}: column {name!r} cannot be a field; rename it, or leave it out")
        first, *rest = name.split(".")
        if not rest:
            self._plain.append(name)
        elif first == "metadata" and len(rest) == 1:
            self._metadata.append(rest[0])
        elif len(rest) == 1:
            self._labels.setdefault(first, {})[rest[0]] = name
        elif len(rest) == 2 and rest[0] in _LISTS:
            self._lists.setdefault((first, rest[0]), {})[rest[1]] = name
        else:
            raise FormatError(
                f"{self._where}: column '{name}' fits no field; names are 'field', 'field.attribute' of a label, "
                f"or 'field.list.attribute' with one of {', '.join(_LISTS)}"
            )

    @property
    def is_dynamic(self) -> bool:
        """Whether labels get attributes that their class does not have."""
        single = any(
            a not in _single_class(columns)._FIELDS for columns in self._labels.values() for a in columns
        )
        many = any(
            a not in _list_classes(kind, columns)[1]._FIELDS
            for (_, kind), columns in self._lists.items()
            for a in columns
        )
        return single or many

    def sample(self, row: Mapping[str, Any], path: str) -> Sample:
        """The sample of a row.

        Args:
            path: the path of its media file

        Raises:
            FormatError: if a value does not fit
        """
        sample = Sample(filepath=path)
        try:
            for name in self._plain:
                value = row[name]
                if value is not None:
                    sample[name] = _tags(value) if name == "tags" else value
            known = {n: v for n in self._metadata if (v := row[f"metadata.{n}"]) is not None}
            if known:
                sample["metadata"] = get_metadata_cls(media.get_media_type(path))(**known)
            for field, columns in self._labels.items():
                sample[field] = _label({a: row[c] for a, c in columns.items()})
            for (field, kind), columns in self._lists.items():
                sample[field] = _list(kind, {a: row[c] for a, c in columns.items()})
        except (TypeError, ValueError, AssertionError) as error:
            raise FormatError(f"{self._where}, row of {path}: {error}") from None
        return sample


def _tags(value: Any) -> list[str]:
    if isinstance(value, str):
        return [t for t in (part.strip() for part in value.split(",")) if t]
    return [str(t) for t in value]


def _label(values: dict[str, Any]) -> Label | None:
    known = {a: _number(a, v) for a, v in values.items() if v is not None}
    if not known:
        return None
    return _single_class(values)(**known)


def _single_class(attributes: Mapping[str, Any]) -> type[Label]:
    return next((kind for a, kind in _BY_ATTRIBUTE.items() if a in attributes), Classification)


def _list_classes(kind: str, attributes: Mapping[str, Any]) -> tuple[type[Label], type[Label]]:
    if kind == "detections" and "support" in attributes:
        return TemporalDetections, TemporalDetection
    return _LISTS[kind]


def _list(kind: str, values: dict[str, Any]) -> Label | None:
    given = {a: list(v) for a, v in values.items() if v is not None}
    if not given:
        return None
    many, one = _list_classes(kind, values)
    lengths = {a: len(v) for a, v in given.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"lists of one field should be of one length, not {lengths}")
    labels = []
    for index in range(next(iter(lengths.values()))):
        known = {a: v[index] for a, v in given.items() if v[index] is not None and a != "id"}
        labels.append(one(**known))
    return many(**{kind: labels})


def _number(name: str, value: Any) -> Any:
    return float(value) if name in _NUMBERS and isinstance(value, str) else value
