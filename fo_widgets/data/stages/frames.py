"""Stages over the frames of videos."""

from __future__ import annotations

from typing import Any

from bson import ObjectId

from fo_widgets.data.expressions.core import ExpressionBase

from .base import Pipeline, ViewStage, check_filter, to_list


def frame_ids_of(value: Any) -> list[str]:
    """Ids of frames given as ids, frames, or collections of them.

    Raises:
        InvalidId: if an id is malformed
    """
    if isinstance(value, (str, ObjectId)):
        return [str(ObjectId(value))]
    if hasattr(value, "_pipeline"):
        path = "id" if getattr(value, "_is_frames", False) else "frames.id"
        ids: list[str] = value.values(path, unwind=path != "id")
        return ids
    if hasattr(value, "frame_number") and hasattr(value, "id"):
        return [value.id]
    return [i for v in to_list(value) for i in frame_ids_of(v)]


class _FramesFilter(ViewStage):
    def needs_frames(self, view: Any) -> bool:
        """Always."""
        return True

    def filtered_paths(self, view: Any) -> list[str]:
        """The frames."""
        return ["frames"]

    def validate(self, view: Any) -> None:
        """Refuses a collection without videos.

        Raises:
            ValueError: if so
        """
        if not view._contains_videos():
            raise ValueError(
                f"{type(self).__name__} needs a collection of videos, not of media type {view.media_type}"
            )

    def _kept(self, condition: Any) -> Pipeline:
        pipeline: Pipeline = [
            {"$addFields": {"frames": {"$filter": {"input": "$frames", "cond": condition}}}}
        ]
        if self._params["omit_empty"]:
            pipeline.append({"$match": {"$expr": {"$gt": [{"$size": {"$ifNull": ["$frames", []]}}, 0]}}})
        return pipeline


class MatchFrames(_FramesFilter):
    """Samples with only those frames for which an expression holds."""

    def __init__(self, filter: Any, omit_empty: bool = True) -> None:
        """By an expression about a frame."""
        check_filter(filter)
        if isinstance(filter, ExpressionBase):
            filter = filter.to_mongo("$$this")
        super().__init__(filter=filter, omit_empty=omit_empty)

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$filter`."""
        return self._kept(self._params["filter"])


class SelectFrames(_FramesFilter):
    """Samples with only some frames."""

    def __init__(self, frame_ids: Any, omit_empty: bool = True) -> None:
        """By ids of frames."""
        super().__init__(frame_ids=frame_ids_of(frame_ids), omit_empty=omit_empty)

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$filter`."""
        return self._kept({"$in": ["$$this._id", [ObjectId(i) for i in self._params["frame_ids"]]]})


class ExcludeFrames(_FramesFilter):
    """Samples without some frames."""

    def __init__(self, frame_ids: Any, omit_empty: bool = True) -> None:
        """By ids of frames."""
        super().__init__(frame_ids=frame_ids_of(frame_ids), omit_empty=omit_empty)

    def to_mongo(self, view: Any) -> Pipeline:
        """A `$filter`."""
        return self._kept({"$not": {"$in": ["$$this._id", [ObjectId(i) for i in self._params["frame_ids"]]]}})
