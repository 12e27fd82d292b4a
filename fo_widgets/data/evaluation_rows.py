"""What an evaluation goes through, and writes to: the samples of a collection, or the frames of its videos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

_FRAMES = "frames."


class EvaluationRows:
    """The samples of a collection, or the frames of its videos, in order."""

    def __init__(self, collection: Any, gt_field: str) -> None:
        """Of whatever a field belongs to."""
        self._collection = collection
        self.of_frames: bool = collection._is_frame_field(gt_field)
        self.ids: list[str]
        (self.ids,) = self.values([f"{_FRAMES}id" if self.of_frames else "id"])

    def values(self, paths: Sequence[str]) -> list[list[Any]]:
        """The values of each path, one for each row."""
        columns = self._collection.values(list(paths))
        return [_flat(column) for column in columns] if self.of_frames else columns

    def put(
        self,
        name: str,
        kind: Any,
        values: Sequence[Any],
        total: Callable[[list[Any]], Any],
        total_kind: Any = None,
    ) -> None:
        """Writes a value to each row; to videos, what their frames have in total.

        Args:
            name: of the field
            kind: the class of the field
            values: one for each row
            total: makes the value of a video of those of its frames
            total_kind: the class of the field of videos, if another
        """
        if self.of_frames:
            nested = self.put_frames(name, kind, values)
            values, kind = [total(one) for one in nested], total_kind or kind
        self.put_totals(name, kind, values)

    def put_frames(self, name: str, kind: Any, values: Sequence[Any]) -> list[list[Any]]:
        """Writes a value to each frame; the values by video."""
        collection, rest = self._collection, iter(values)
        nested = [[next(rest) for _ in frames or ()] for frames in collection.values(f"{_FRAMES}id")]
        collection._root_dataset.add_frame_field(name, kind)
        collection.set_values(_FRAMES + name, nested)
        return nested

    def put_each(self, name: str, kind: Any, values: Sequence[Any]) -> None:
        """Writes a value to each row, and nothing to the videos of frames."""
        if self.of_frames:
            self.put_frames(name, kind, values)
        else:
            self.put_totals(name, kind, values)

    def put_totals(self, name: str, kind: Any, values: Sequence[Any]) -> None:
        """Writes a value to each sample."""
        self._collection._root_dataset.add_sample_field(name, kind)
        self._collection.set_values(name, list(values))

    def declare(self, path: str, kind: Any) -> None:
        """Declares an attribute of labels."""
        dataset = self._collection._root_dataset
        if self.of_frames:
            dataset.add_frame_field(path.removeprefix(_FRAMES), kind)
        else:
            dataset.add_sample_field(path, kind)


def mean(values: Sequence[float | None]) -> float | None:
    """The mean of what is known; None if nothing is."""
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def _flat(nested: Sequence[Any]) -> list[Any]:
    return [value for one in nested for value in one or ()]
