"""Cameras of a dataset: intrinsics and transforms by name, and those of a sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from . import media
from .camera import DEFAULT_TRANSFORM_TARGET_FRAME as WORLD
from .camera import CameraIntrinsics, CameraIntrinsicsRef, StaticTransform, StaticTransformRef

_BETWEEN = "::"


class DatasetCameras:
    """Adding intrinsics and transforms, and finding those that a sample needs."""

    _doc: Any

    def add_intrinsics(self, name: str, intrinsics: CameraIntrinsics) -> None:
        """Keeps the intrinsics of a camera under a name.

        Raises:
            TypeError: if they are none
        """
        if not isinstance(intrinsics, CameraIntrinsics):
            raise TypeError(f"expected CameraIntrinsics, not {type(intrinsics).__name__}")
        self._doc.camera_intrinsics = {**self._doc.camera_intrinsics, name: intrinsics}
        self._doc.save()

    def add_static_transform(self, transform: StaticTransform) -> None:
        """Keeps a transform under the names of its frames; one without a target leads to the world.

        Raises:
            TypeError: if it is none
        """
        if not isinstance(transform, StaticTransform):
            raise TypeError(f"expected a StaticTransform, not {type(transform).__name__}")
        transform.target_frame = transform.target_frame or WORLD
        name = f"{transform.source_frame}{_BETWEEN}{transform.target_frame}"
        self._doc.static_transforms = {**self._doc.static_transforms, name: transform}
        self._doc.save()

    def resolve_intrinsics(self, sample: Any) -> CameraIntrinsics | None:
        """The intrinsics of a sample: a field's, or those that a field or its group slice names; or None."""
        known: dict[str, CameraIntrinsics] = self._doc.camera_intrinsics
        for value in _values(sample):
            if isinstance(value, CameraIntrinsics):
                return value
            if isinstance(value, CameraIntrinsicsRef) and value.ref in known:
                return known[value.ref]
        return known.get(self._slice_of(sample) or "")

    def resolve_transformation(
        self,
        sample: Any,
        source_frame: str | None = None,
        target_frame: str | None = None,
        chain_via: Sequence[str] | None = None,
    ) -> StaticTransform | None:
        """The transform of a sample between two frames; None if none is known.

        Fields of the sample come first, then what the dataset keeps, then the two over another frame.

        Args:
            source_frame: by default the sample's group slice
            target_frame: by default the world
            chain_via: the frames to go over, in order; by default any one, if the world is the target
        """
        source = source_frame or self._slice_of(sample)
        target = target_frame or WORLD
        if source is None or source == target:
            return None
        steps = self._steps(sample)
        direct = steps.get((source, target))
        if direct is not None:
            return direct
        if chain_via:
            return _chained(steps, [source, *chain_via, target])
        if target == WORLD:
            for start, over in list(steps):
                if start == source and (over, target) in steps:
                    return _chained(steps, [source, over, target])
        return None

    def get_transform_chain(
        self, source_frame: str, target_frame: str, intermediate_frames: Sequence[str] | None = None
    ) -> StaticTransform | None:
        """The transform between two frames over others, of those that the dataset keeps; None if one is missing."""
        return _chained(self._steps(None), [source_frame, *(intermediate_frames or ()), target_frame])

    def _steps(self, sample: Any) -> dict[tuple[str, str], StaticTransform]:
        """All transforms by their frames, the sample's own first."""
        known = self._doc.static_transforms
        found: dict[tuple[str, str], StaticTransform] = {}
        for value in _values(sample):
            step = known.get(value.ref) if isinstance(value, StaticTransformRef) else value
            if isinstance(step, StaticTransform):
                found.setdefault((step.source_frame, step.target_frame or WORLD), step)
        for step in known.values():
            found.setdefault((step.source_frame, step.target_frame or WORLD), step)
        return found

    def _slice_of(self, sample: Any) -> str | None:
        dataset: Any = self
        if dataset.media_type != media.GROUP:
            return None
        group = sample[dataset.group_field]
        return None if group is None else group.name


def _values(sample: Any) -> Iterator[Any]:
    """The values of a sample's fields, and what is in lists among them."""
    for _, value in sample.iter_fields() if sample is not None else ():
        if isinstance(value, list):
            yield from (v for v in value if isinstance(v, (StaticTransform, StaticTransformRef)))
        else:
            yield value


def _chained(steps: dict[tuple[str, str], StaticTransform], frames: list[str]) -> StaticTransform | None:
    parts = [steps.get(pair) for pair in pairwise(frames)]
    whole = parts[0]
    for part in parts[1:]:
        whole = None if whole is None or part is None else whole.compose(part)
    return whole
