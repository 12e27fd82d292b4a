"""Frames and times of videos."""

from __future__ import annotations

from typing import Any


def seconds_of(timestamp: float | str) -> float:
    """A time in seconds, also of `"HH:MM:SS.XX"`."""
    if not isinstance(timestamp, str):
        return float(timestamp)
    seconds = 0.0
    for part in timestamp.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def frame_at(timestamp: float | str, frame_count: int, duration: float) -> int:
    """The number of the frame at a time; the first is 1."""
    return 1 + round(seconds_of(timestamp) / duration * (frame_count - 1))


def time_of(frame_number: int, frame_count: int, duration: float) -> float:
    """The time of a frame in seconds."""
    return (frame_number - 1) / (frame_count - 1) * duration


class HasSupport:
    """A label with a `support`: first and last frame."""

    __slots__ = ()

    @classmethod
    def from_timestamps(cls, timestamps: Any, sample: Any = None, metadata: Any = None, **kwargs: Any) -> Any:
        """The event between two times of a video, in seconds or as `"HH:MM:SS.XX"`.

        Args:
            sample: a video whose metadata is known
            metadata: instead, the metadata itself

        Raises:
            ValueError: if number of frames and duration of the video are not known
        """
        count, duration = _extent(sample, metadata)
        make: Any = cls
        return make(support=[frame_at(t, count, duration) for t in timestamps], **kwargs)

    def to_timestamps(self, sample: Any = None, metadata: Any = None) -> list[float]:
        """The times of the first and last frame, in seconds.

        Args:
            sample: a video whose metadata is known
            metadata: instead, the metadata itself

        Raises:
            ValueError: if number of frames and duration of the video are not known
        """
        count, duration = _extent(sample, metadata)
        label: Any = self
        return [time_of(number, count, duration) for number in label.support]


def _extent(sample: Any, metadata: Any) -> tuple[int, float]:
    """Number of frames and duration of a video."""
    facts = metadata if metadata is not None else getattr(sample, "metadata", None)
    count, duration = getattr(facts, "total_frame_count", None), getattr(facts, "duration", None)
    rate = getattr(facts, "frame_rate", None)
    if count and duration is None and rate:
        duration = count / rate
    if not count or not duration:
        raise ValueError(
            "number of frames and duration of the video are not known; give `metadata`, or a `sample` after "
            "sample.compute_metadata()"
        )
    return count, duration
