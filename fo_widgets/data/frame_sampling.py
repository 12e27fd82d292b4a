"""Which frames of a video to take, and pictures of them in a folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fo_widgets.storage import config

from .media import normalize_path
from .video import frame_images

logger = logging.getLogger(__name__)

Size = tuple[int, int]


def wanted_rate(fps: float | None, max_fps: float | None) -> float | None:
    """The frames a second to take; None for all that there are.

    Raises:
        ValueError: if one is not above 0
    """
    rates = [rate for rate in (fps, max_fps) if rate is not None]
    for rate in rates:
        if not rate > 0:
            raise ValueError(f"frames a second must be above 0, not {rate}")
    return min(rates, default=None)


def taken_frames(frame_count: int, frame_rate: float, fps: float | None) -> list[int]:
    """The numbers, from 1, of the frames that show a video at another rate, like FiftyOne's."""
    if fps is None or fps >= frame_rate:
        return list(range(1, frame_count + 1))
    # Adding up, and rounding halves to even, decides in FiftyOne which of two neighbours it is.
    numbers, place = [], 1.0
    while (number := round(place)) <= frame_count:
        numbers.append(number)
        place += frame_rate / fps
    return numbers


def picture_size(
    width: int, height: int, size: Size | None, min_size: Size | None, max_size: Size | None
) -> Size:
    """The size of the picture of a frame; where nothing or the frame's size is asked for, it stays as it is.

    Args:
        width: of the frame
        height: of the frame
        size: wanted width and height; -1 follows from the other
        min_size: no smaller than this, the proportions kept; -1 for any
        max_size: no larger than this, the proportions kept; -1 for any
    """
    wide, high = float(width), float(height)
    if size is not None:
        x, y = size
        wide = x if x > 0 else width * (y / height if y > 0 else 1)
        high = y if y > 0 else height * (x / width if x > 0 else 1)
    grow = max([1.0, *(m / own for m, own in zip(min_size or (), (wide, high), strict=False) if m > 0)])
    wide, high = wide * grow, high * grow
    shrink = min([1.0, *(m / own for m, own in zip(max_size or (), (wide, high), strict=False) if m > 0)])
    wide, high = wide * shrink, high * shrink
    return (width, height) if (wide, high) == (width, height) else (_even(wide), _even(high))


def _even(length: float) -> int:
    """The nearest even number, as video codecs want lengths, and FiftyOne makes them."""
    return max(2, 2 * round(round(length) / 2))


@dataclass(frozen=True)
class FramePictures:
    """Pictures of frames in folders.

    Attributes:
        output_dir: the folder of all folders; by default they stand beside the videos.
        rel_dir: what to leave out at the beginning of the paths of videos inside `output_dir`.
        frames_patt: the name of a picture by number, such as `%06d.jpg`.
        force: whether to make pictures anew that exist.
    """

    output_dir: str | None = None
    rel_dir: str | None = None
    frames_patt: str | None = None
    size: Size | None = None
    min_size: Size | None = None
    max_size: Size | None = None
    force: bool = False

    def folder_of(self, video: str) -> Path:
        """The folder of the pictures of a video."""
        beside = Path(os.path.splitext(video)[0])
        if self.output_dir is None:
            return beside
        output = Path(normalize_path(self.output_dir))
        base = None if self.rel_dir is None else normalize_path(self.rel_dir)
        return output / (beside.relative_to(base) if base and beside.is_relative_to(base) else beside.name)

    def folders_of(self, videos: Collection[str]) -> dict[str, Path]:
        """The folder of each video.

        Raises:
            ValueError: if two videos would share one
        """
        folders: dict[str, Path] = {}
        owners: dict[Path, str] = {}
        for video in videos:
            folder = folders[video] = self.folder_of(video)
            other = owners.setdefault(folder, video)
            if other != video:
                raise ValueError(
                    f"the frames of '{other}' and '{video}' would both go to '{folder}'; "
                    "give `rel_dir`, so that their folders differ, or another `output_dir`"
                )
        return folders

    def name_of(self, number: int) -> str:
        """The file name of a picture."""
        pattern = self.frames_patt or config.default_sequence_idx + config.default_image_ext
        return pattern % number

    def make(self, video: str, folder: Path, numbers: Collection[int]) -> None:
        """Makes those pictures of a video that are not there yet.

        Raises:
            PackageError: if PyAV is not installed
            OSError: if the video cannot be read
            ValueError: if it is no video
        """
        missing = {n for n in numbers if self.force or not (folder / self.name_of(n)).exists()}
        if not missing:
            return
        logger.debug("making %d pictures of '%s' in '%s'", len(missing), video, folder)
        folder.mkdir(parents=True, exist_ok=True)
        for number, picture in frame_images(video, max(missing)):
            if number in missing:
                self._write(picture, folder / self.name_of(number))

    def _write(self, picture: Any, path: Path) -> None:
        sizes = (self.size, self.min_size, self.max_size)
        width, height = picture_size(picture.width, picture.height, *sizes)
        # A file that is there counts as done, so it must not be there half.
        unfinished = path.with_name(f".{path.name}")
        picture.to_image(width=width, height=height).save(unfinished, quality=95)
        unfinished.replace(path)


def pictures_of(options: Mapping[str, Any]) -> FramePictures:
    """Pictures as options of `to_frames()` ask for them."""
    names = ("output_dir", "rel_dir", "frames_patt", "size", "min_size", "max_size")
    return FramePictures(**{n: options.get(n) for n in names}, force=bool(options.get("force_sample")))
