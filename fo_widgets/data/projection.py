"""From directions that a camera sees to the plane of its image and back, as OpenCV's models have it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import numpy as np

from .optional import optional

Array = np.ndarray[Any, Any]
_STEPS = 20


class ProjectionModel(ABC):
    """How a lens bends directions. Points are `x / z` and `y / z`, before and behind the lens (N x 2)."""

    @abstractmethod
    def distort(self, points: Array, coefficients: Array | None) -> Array:
        """Where directions go."""

    @abstractmethod
    def undistort(self, points: Array, coefficients: Array | None) -> Array:
        """Where they came from."""

    @abstractmethod
    def undistort_image(
        self, image: Array, matrix: Array, coefficients: Array, alpha: float, new_size: Any
    ) -> Array:
        """An image as a lens that bends nothing would show it.

        Raises:
            PackageError: OpenCV is not installed
        """


def _opencv() -> Any:
    return optional("cv2", "opencv-python-headless", "undistort_image()")


def _inverted(bend: Callable[[Array], Array], points: Array) -> Array:
    """What a function that moves points a little makes to these."""
    found = points.copy()
    for _ in range(_STEPS):
        found = found - (bend(found) - points)
    return found


class OpenCVProjectionModel(ProjectionModel):
    """Radial and tangential distortion: k1, k2, p1, p2, k3, k4, k5, k6. No coefficients: none."""

    def distort(self, points: Array, coefficients: Array | None) -> Array:
        """Where directions go."""
        if coefficients is None:
            return points
        k1, k2, p1, p2, k3, k4, k5, k6 = coefficients
        x, y = points[:, 0], points[:, 1]
        r2 = x * x + y * y
        radial = (1 + r2 * (k1 + r2 * (k2 + r2 * k3))) / (1 + r2 * (k4 + r2 * (k5 + r2 * k6)))
        return np.stack(
            [
                x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x),
                y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y,
            ],
            axis=1,
        )

    def undistort(self, points: Array, coefficients: Array | None) -> Array:
        """Where they came from."""
        return _inverted(lambda found: self.distort(found, coefficients), points)

    def undistort_image(
        self, image: Array, matrix: Array, coefficients: Array, alpha: float, new_size: Any
    ) -> Array:
        """An image as a lens that bends nothing would show it."""
        cv2, size = _opencv(), (image.shape[1], image.shape[0])
        wanted = tuple(new_size or size)
        new, _ = cv2.getOptimalNewCameraMatrix(matrix, coefficients, size, alpha, wanted)
        maps = cv2.initUndistortRectifyMap(matrix, coefficients, None, new, wanted, cv2.CV_32FC1)
        straight: Array = cv2.remap(image, *maps, cv2.INTER_LINEAR)
        return straight


class FisheyeProjectionModel(ProjectionModel):
    """A fisheye lens: the angle to the axis is bent by k1, k2, k3, k4."""

    def distort(self, points: Array, coefficients: Array | None) -> Array:
        """Where directions go."""
        radius = np.linalg.norm(points, axis=1)
        return points * _ratio(self._bent(np.arctan(radius), coefficients), radius)

    def undistort(self, points: Array, coefficients: Array | None) -> Array:
        """Where they came from."""
        radius = np.linalg.norm(points, axis=1)
        angle = _inverted(lambda found: self._bent(found, coefficients), radius)
        return points * _ratio(np.tan(angle), radius)

    def _bent(self, angle: Array, coefficients: Array | None) -> Array:
        k1, k2, k3, k4 = np.zeros(4) if coefficients is None else coefficients
        square = angle * angle
        bent: Array = angle * (1 + square * (k1 + square * (k2 + square * (k3 + square * k4))))
        return bent

    def undistort_image(
        self, image: Array, matrix: Array, coefficients: Array, alpha: float, new_size: Any
    ) -> Array:
        """An image as a lens that bends nothing would show it."""
        cv2, size = _opencv(), (image.shape[1], image.shape[0])
        wanted = tuple(new_size or size)
        new = cv2.fisheye.estimateNewCameraMatrixForUndistortRectify(
            matrix, coefficients, size, np.eye(3), balance=alpha, new_size=wanted
        )
        maps = cv2.fisheye.initUndistortRectifyMap(matrix, coefficients, np.eye(3), new, wanted, cv2.CV_32FC1)
        straight: Array = cv2.remap(image, *maps, cv2.INTER_LINEAR)
        return straight


def _ratio(new: Array, old: Array) -> Array:
    """By what to multiply points for another distance to the center; the center stays."""
    ratio: Array = np.where(old > 0, new / np.where(old > 0, old, 1), 1)[:, None]
    return ratio
