"""Cameras: how they project, where they are, and points between images and space."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from .embedded import DynamicEmbeddedDocument
from .errors import ValidationError
from .fields import Field, FloatField, ListField, StringField
from .projection import FisheyeProjectionModel, OpenCVProjectionModel, ProjectionModel
from .rigid_motion import product, quaternion_of, rotation_of

Array = np.ndarray[Any, Any]
_MODULE = "fiftyone.core.camera."
CAMERA_CONVENTION_OPENCV, CAMERA_CONVENTION_OPENGL = "opencv", "opengl"
SUPPORTED_CAMERA_CONVENTIONS = (CAMERA_CONVENTION_OPENCV, CAMERA_CONVENTION_OPENGL)
DEFAULT_TRANSFORM_TARGET_FRAME = "world"
_UNIT = 1e-3


def _lens(*coefficients: str) -> dict[str, Field]:
    focal = {name: FloatField() for name in ("fx", "fy", "cx", "cy")}
    return {**focal, **{name: FloatField(default=0.0) for name in ("skew", *coefficients)}}


class CameraIntrinsics(DynamicEmbeddedDocument):
    """Focal lengths, principal point and skew of a camera, in pixels."""

    __slots__ = ()
    _STORED_AS = _MODULE + "CameraIntrinsics"
    _FIELDS = _lens()
    _COEFFICIENTS: ClassVar[tuple[str, ...]] = ()
    _MODEL: ClassVar[type[ProjectionModel]] = OpenCVProjectionModel

    def __init__(self, **kwargs: Any) -> None:
        """Of a camera.

        Raises:
            ValidationError: if fx, fy, cx or cy are missing, or something is no number
        """
        missing = [name for name in ("fx", "fy", "cx", "cy") if kwargs.get(name) is None]
        if missing:
            raise ValidationError(
                f"ValidationError ({type(self).__name__}:None) (Field is required: {missing})"
            )
        super().__init__(**kwargs)

    @classmethod
    def from_matrix(cls, matrix: Any, **kwargs: Any) -> Any:
        """The intrinsics of a matrix (3 x 3); others, such as k1, by name."""
        k = np.asarray(matrix, dtype=float)
        return cls(fx=k[0, 0], fy=k[1, 1], cx=k[0, 2], cy=k[1, 2], skew=k[0, 1], **kwargs)

    @property
    def intrinsic_matrix(self) -> Array:
        """The matrix (3 x 3)."""
        return np.array([[self.fx, self.skew, self.cx], [0, self.fy, self.cy], [0, 0, 1]], dtype=float)

    def camera_matrix_3x4(self, transform: Any = None) -> Array:
        """The matrix (3 x 4) that projects points of the frame that a transform to the camera starts from."""
        motion = np.eye(4) if transform is None else transform.transform_matrix
        whole: Array = self.intrinsic_matrix @ motion[:3]
        return whole

    def get_distortion_coeffs(self) -> Array | None:
        """The coefficients of the lens, in OpenCV's order; None if it bends nothing."""
        if not self._COEFFICIENTS:
            return None
        return np.array([getattr(self, name) for name in self._COEFFICIENTS], dtype=float)

    def get_projection_model(self) -> ProjectionModel:
        """How the lens bends directions."""
        return self._MODEL()

    def undistort_image(self, image: Array, alpha: float = 0.0, new_size: Any = None) -> Array:
        """An image as a lens that bends nothing would show it.

        Args:
            alpha: 0 shows only what has a value everywhere, 1 everything
            new_size: width and height

        Raises:
            PackageError: the lens bends, and OpenCV is not installed
        """
        coefficients = self.get_distortion_coeffs()
        if coefficients is None or not coefficients.any():
            return np.array(image)
        model = self.get_projection_model()
        return model.undistort_image(image, self.intrinsic_matrix, coefficients, alpha, new_size)


class PinholeCameraIntrinsics(CameraIntrinsics):
    """A camera whose lens bends nothing."""

    __slots__ = ()
    _STORED_AS = _MODULE + "PinholeCameraIntrinsics"
    _FIELDS = _lens()


class OpenCVCameraIntrinsics(CameraIntrinsics):
    """A camera with radial and tangential distortion."""

    __slots__ = ()
    _STORED_AS = _MODULE + "OpenCVCameraIntrinsics"
    _COEFFICIENTS = ("k1", "k2", "p1", "p2", "k3", "k4", "k5", "k6")
    _FIELDS = _lens(*_COEFFICIENTS)


class OpenCVFisheyeCameraIntrinsics(CameraIntrinsics):
    """A camera with a fisheye lens."""

    __slots__ = ()
    _STORED_AS = _MODULE + "OpenCVFisheyeCameraIntrinsics"
    _COEFFICIENTS = ("k1", "k2", "k3", "k4")
    _FIELDS = _lens(*_COEFFICIENTS)
    _MODEL = FisheyeProjectionModel


class StaticTransform(DynamicEmbeddedDocument):
    """How points move from one frame of reference to another: first turned, then shifted."""

    __slots__ = ()
    _STORED_AS = _MODULE + "StaticTransform"
    _FIELDS = {
        "translation": ListField(FloatField(), default=[]),
        "quaternion": ListField(FloatField(), default=[]),
        "source_frame": StringField(),
        "target_frame": StringField(),
        "timestamp": Field(),
        "covariance": ListField(FloatField(), null=False),
    }

    def __init__(self, **kwargs: Any) -> None:
        """From a frame to another; by default nothing moves.

        Args:
            kwargs: `translation` x, y, z; `quaternion` x, y, z, w; `source_frame`, `target_frame`, `timestamp`,
                `covariance` of x, y, z and the rotations

        Raises:
            ValueError: if there is no source frame, or a number of values is wrong, or the quaternion is no unit
        """
        if not kwargs.get("source_frame"):
            raise ValueError("a StaticTransform needs a source_frame: the name of the frame it starts from")
        given = {"translation": (3, [0.0, 0.0, 0.0]), "quaternion": (4, [0.0, 0.0, 0.0, 1.0])}
        for name, (size, default) in given.items():
            values = default if kwargs.get(name) is None else [float(v) for v in kwargs[name]]
            if len(values) != size:
                raise ValueError(f"the {name} of a StaticTransform has {size} values, not {len(values)}")
            kwargs[name] = values
        norm = float(np.linalg.norm(kwargs["quaternion"]))
        if abs(norm - 1) > _UNIT:
            raise ValueError(f"the quaternion of a StaticTransform has the length 1, not {norm:g}")
        super().__init__(**kwargs)

    @classmethod
    def from_matrix(
        cls, matrix: Any, source_frame: str | None = None, target_frame: str | None = None, **kwargs: Any
    ) -> Any:
        """The transform of a matrix (3 x 4 or 4 x 4).

        Raises:
            ValueError: if it has another shape, or does not turn and shift
        """
        m = np.asarray(matrix, dtype=float)
        if m.shape not in ((3, 4), (4, 4)):
            raise ValueError(
                f"a transform is a matrix of 3 x 4 or 4 x 4, not {' x '.join(map(str, m.shape))}"
            )
        motion = {"translation": m[:3, 3].tolist(), "quaternion": quaternion_of(m[:3, :3])}
        return cls(**motion, source_frame=source_frame, target_frame=target_frame, **kwargs)

    @property
    def rotation_matrix(self) -> Array:
        """The rotation (3 x 3)."""
        return rotation_of(self.quaternion)

    @property
    def transform_matrix(self) -> Array:
        """Rotation and translation (4 x 4)."""
        out = np.eye(4)
        out[:3, :3], out[:3, 3] = self.rotation_matrix, self.translation
        return out

    def inverse(self) -> Any:
        """The way back.

        Raises:
            ValueError: if there is no target frame
        """
        x, y, z, w = self.quaternion
        back = -self.rotation_matrix.T @ self.translation
        return type(self)(
            translation=back.tolist(),
            quaternion=[x, y, z, -w],
            source_frame=self.target_frame,
            target_frame=self.source_frame,
        )

    def compose(self, other: Any) -> Any:
        """One transform: this one, and then another.

        Raises:
            ValueError: if the other does not start where this ends
        """
        if self.target_frame != other.source_frame:
            raise ValueError(
                f"the first transform ends in '{self.target_frame}', the second starts from '{other.source_frame}'"
            )
        shifted = other.rotation_matrix @ self.translation + other.translation
        return type(self)(
            translation=shifted.tolist(),
            quaternion=product(other.quaternion, self.quaternion),
            source_frame=self.source_frame,
            target_frame=other.target_frame,
        )


class CameraIntrinsicsRef(DynamicEmbeddedDocument):
    """The name of intrinsics that the dataset keeps."""

    __slots__ = ()
    _STORED_AS = _MODULE + "CameraIntrinsicsRef"
    _FIELDS = {"ref": StringField()}


class StaticTransformRef(DynamicEmbeddedDocument):
    """The name of a transform that the dataset keeps."""

    __slots__ = ()
    _STORED_AS = _MODULE + "StaticTransformRef"
    _FIELDS = {"ref": StringField()}


class CameraProjector:
    """Points of space in an image, and back. Skew is not looked at, as in OpenCV."""

    def __init__(
        self,
        intrinsics: CameraIntrinsics,
        camera_to_reference: Any = None,
        camera_convention: str = CAMERA_CONVENTION_OPENCV,
    ) -> None:
        """Of a camera.

        Args:
            camera_to_reference: the transform from the camera to the frame that points are given in
            camera_convention: `"opencv"` looks along z with y down, `"opengl"` against z with y up

        Raises:
            ValueError: if the convention is neither
        """
        if camera_convention not in SUPPORTED_CAMERA_CONVENTIONS:
            raise ValueError(
                f"camera_convention is one of {SUPPORTED_CAMERA_CONVENTIONS}, not {camera_convention!r}"
            )
        self.intrinsics, self.camera_to_reference = intrinsics, camera_to_reference
        self.camera_convention = camera_convention
        self._signs = np.array([1, 1, 1] if camera_convention == CAMERA_CONVENTION_OPENCV else [1, -1, -1])

    def project(self, points_3d: Array, in_camera_frame: bool = False) -> Array:
        """Pixels (N x 2) of points (N x 3).

        Args:
            in_camera_frame: the points are in the camera's own frame
        """
        points = np.asarray(points_3d, dtype=float).reshape(-1, 3)
        moved = self.camera_to_reference
        if moved is not None and not in_camera_frame:
            points = (points - moved.translation) @ moved.rotation_matrix
        points = points * self._signs
        k = self.intrinsics
        bent = k.get_projection_model().distort(points[:, :2] / points[:, 2:], k.get_distortion_coeffs())
        pixels: Array = bent * [k.fx, k.fy] + [k.cx, k.cy]
        return pixels

    def unproject(self, points_2d: Array, depth: float | Array, in_camera_frame: bool = False) -> Array:
        """Points (N x 3) that are seen at pixels (N x 2).

        Args:
            depth: how far along the camera's axis they are, together or each
            in_camera_frame: give them in the camera's own frame
        """
        k = self.intrinsics
        plane = (np.asarray(points_2d, dtype=float).reshape(-1, 2) - [k.cx, k.cy]) / [k.fx, k.fy]
        flat = k.get_projection_model().undistort(plane, k.get_distortion_coeffs())
        far = np.broadcast_to(np.asarray(depth, dtype=float), len(flat))[:, None]
        points: Array = np.hstack([flat * far, far]) * self._signs
        moved = self.camera_to_reference
        if moved is None or in_camera_frame:
            return points
        turned: Array = points @ moved.rotation_matrix.T + moved.translation
        return turned
