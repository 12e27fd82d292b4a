"""Reading video files: what is known about one, and the images of its frames. Needs PyAV."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .optional import optional


@dataclass(frozen=True)
class VideoFacts:
    """What a video file says about its first video stream; `duration` is in seconds."""

    width: int
    height: int
    frame_rate: float
    frame_count: int
    duration: float | None
    codec_tag: str


def video_facts(path: str) -> VideoFacts:
    """What a video file says about itself; nothing is decoded.

    Raises:
        PackageError: PyAV is not installed
        OSError: the file cannot be read
        ValueError: it is no video
    """
    with _opened(path, "reading the metadata of a video") as (container, stream):
        rate = float(stream.average_rate or 0)
        if stream.duration is not None and stream.time_base is not None:
            duration: float | None = float(stream.duration * stream.time_base)
        else:
            duration = container.duration / 1_000_000 if container.duration else None
        return VideoFacts(
            width=stream.width,
            height=stream.height,
            frame_rate=rate,
            frame_count=stream.frames or round((duration or 0) * rate),
            duration=duration,
            codec_tag="".join(
                c if c.isprintable() else f"[{ord(c)}]" for c in stream.codec_context.codec_tag
            ),
        )


def frame_images(path: str, last: int | None = None) -> Iterator[tuple[int, Any]]:
    """Number, from 1, and picture (one that `picture.to_image()` turns into PIL's) of each frame in order.

    Args:
        last: the number to stop after

    Raises:
        PackageError: PyAV is not installed
        OSError: the file cannot be read
        ValueError: it is no video
    """
    with _opened(path, "cutting images out of a video") as (container, stream):
        stream.thread_type = "AUTO"
        for number, picture in enumerate(container.decode(stream), start=1):
            yield number, picture
            if number == last:
                return


@contextlib.contextmanager
def _opened(path: str, purpose: str) -> Iterator[tuple[Any, Any]]:
    av = optional("av", "av", purpose)
    # PyAV's errors are of Python's kinds: FileNotFoundError, or ValueError for data that are no video.
    with av.open(path) as container:
        if not container.streams.video:
            raise ValueError(f"'{path}' has no video stream")
        yield container, container.streams.video[0]
