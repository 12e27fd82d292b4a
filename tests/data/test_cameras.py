"""Cameras and transforms; the numbers are those that FiftyOne 1.22.1 gave."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from fo_widgets.data import (
    CameraIntrinsics,
    CameraIntrinsicsRef,
    CameraProjector,
    Dataset,
    Group,
    OpenCVCameraIntrinsics,
    OpenCVFisheyeCameraIntrinsics,
    PinholeCameraIntrinsics,
    Sample,
    StaticTransform,
    StaticTransformRef,
    ValidationError,
)
from fo_widgets.data.optional import PackageError

HALF = float(np.sqrt(0.5))
FOCAL = {"fx": 500, "fy": 510, "cx": 320, "cy": 240}
PINHOLE = PinholeCameraIntrinsics(**FOCAL)
BENT = OpenCVCameraIntrinsics(**FOCAL, k1=0.1, k2=-0.05, p1=0.001, p2=-0.002, k3=0.01)
FISHEYE = OpenCVFisheyeCameraIntrinsics(**FOCAL, k1=0.1, k2=-0.05, k3=0.01, k4=0.001)
POINTS = np.array([[0.1, 0.2, 1], [1, -1, 4], [0, 0, 2]])
PIXELS = np.array([[100, 200], [320, 240], [400, 50]])


def step(source: str | None, target: str | None, z: float = 1) -> StaticTransform:
    return StaticTransform(translation=[0, 0, z], source_frame=source, target_frame=target)


@pytest.fixture
def turned() -> StaticTransform:
    return StaticTransform(
        translation=[1, 2, 3], quaternion=[0, 0, HALF, HALF], source_frame="lidar", target_frame="ego"
    )


def test_a_camera_is_made_of_a_matrix_and_gives_it() -> None:
    matrix = [[500, 2, 320], [0, 510, 240], [0, 0, 1]]
    camera = OpenCVCameraIntrinsics.from_matrix(matrix, k1=0.2)
    assert camera.intrinsic_matrix.tolist() == matrix
    assert camera.get_distortion_coeffs().tolist() == [0.2, 0, 0, 0, 0, 0, 0, 0]
    assert PINHOLE.get_distortion_coeffs() is None
    with pytest.raises(ValidationError, match=r"Field is required: \['fy', 'cx', 'cy'\]"):
        CameraIntrinsics(fx=1)


@pytest.mark.parametrize(
    ("camera", "pixels", "points"),
    [
        (PINHOLE, [[370, 342], [445, 112.5], [320, 240]], [[-1.1, -0.19607843], [0, 0], [0.4, -0.93137255]]),
        (
            BENT,
            [[370.1938125, 342.5228775], [446.15478516, 111.25836914], [320, 240]],
            [[-1.07854198, -0.1928927], [0, 0], [0.39549516, -0.91943738]],
        ),
        (
            FISHEYE,
            [[369.42316032, 340.82324705], [441.45984444, 116.11095867], [320, 240]],
            [[-1.15642189, -0.20613581], [0, 0], [0.41660305, -0.97003161]],
        ),
    ],
    ids=["pinhole", "opencv", "fisheye"],
)
def test_points_are_projected_and_found_again(camera: Any, pixels: Any, points: Any) -> None:
    projector = CameraProjector(camera)
    assert projector.project(POINTS) == pytest.approx(np.array(pixels), abs=1e-6)
    # OpenCV stops looking after a few steps, we later
    assert projector.unproject(PIXELS, 2.5) == pytest.approx(np.array([[*p, 2.5] for p in points]), abs=1e-4)
    assert projector.unproject(projector.project(POINTS), POINTS[:, 2]) == pytest.approx(POINTS, abs=1e-6)


def test_a_camera_that_moved_sees_other_points(turned: StaticTransform) -> None:
    moved = CameraProjector(PINHOLE, turned)
    assert moved.project([[0.1, 0.2, 5]]) == pytest.approx(np.array([[-130, 469.5]]))
    assert moved.project([[0.1, 0.2, 5]], in_camera_frame=True) == pytest.approx(np.array([[330, 260.4]]))
    assert moved.unproject(PIXELS[:2], np.array([1.0, 2.0])) == pytest.approx(
        np.array([[1.07843137, 1.56, 4], [1, 2, 5]])
    )
    other = CameraProjector(PINHOLE, camera_convention="opengl")
    assert other.project([[0.1, 0.2, -5]]) == pytest.approx(np.array([[330, 219.6]]))
    with pytest.raises(ValueError, match="'opencv', 'opengl'"):
        CameraProjector(PINHOLE, camera_convention="x")
    assert PINHOLE.camera_matrix_3x4(turned) == pytest.approx(
        np.array([[0, -500, 320, 1460], [510, 0, 240, 1740], [0, 0, 1, 3]])
    )


def test_transforms_go_back_and_follow_each_other(turned: StaticTransform) -> None:
    back = turned.inverse()
    assert (back.source_frame, back.target_frame) == ("ego", "lidar")
    assert back.translation == pytest.approx([-2, 1, -3])
    assert turned.compose(back).transform_matrix == pytest.approx(np.eye(4))
    flip = StaticTransform(
        translation=[0, 0, 1], quaternion=[1, 0, 0, 0], source_frame="ego", target_frame="world"
    )
    both = turned.compose(flip)
    assert both.translation == pytest.approx([1, -2, -2])
    assert both.quaternion == pytest.approx([HALF, -HALF, 0, 0])
    again = StaticTransform.from_matrix(turned.transform_matrix[:3], source_frame="a")
    assert again.quaternion == pytest.approx(turned.quaternion)
    with pytest.raises(ValueError, match="ends in 'ego', the second starts from 'moon'"):
        turned.compose(step("moon", "world"))


@pytest.mark.parametrize("signs", [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
def test_every_rotation_has_its_quaternion(signs: list[int]) -> None:
    matrix = np.block([[np.diag(signs), np.ones((3, 1))], [np.zeros((1, 3)), 1]])
    found = StaticTransform.from_matrix(matrix, source_frame="a")
    assert found.transform_matrix == pytest.approx(matrix)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "needs a source_frame"),
        ({"source_frame": "a", "quaternion": [1, 2]}, "quaternion of a StaticTransform has 4 values, not 2"),
        ({"source_frame": "a", "quaternion": [0, 0, 2, 2]}, "has the length 1, not 2.82"),
        ({"source_frame": "a", "translation": [1]}, "translation of a StaticTransform has 3 values, not 1"),
    ],
)
def test_a_transform_that_is_none_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        StaticTransform(**given)
    with pytest.raises(ValueError, match="determinant is not positive"):
        StaticTransform.from_matrix(np.zeros((4, 4)), source_frame="a")


def test_a_dataset_keeps_cameras_and_transforms(dataset: Dataset, turned: StaticTransform) -> None:
    dataset.add_intrinsics("front", BENT)
    dataset.add_static_transform(turned)
    dataset.add_static_transform(step("ego", None))
    dataset.reload()
    assert dataset.camera_intrinsics["front"] == BENT
    assert list(dataset.static_transforms) == ["lidar::ego", "ego::world"]
    sample = dataset.first()
    assert dataset.resolve_intrinsics(sample) is None
    sample["camera"] = CameraIntrinsicsRef(ref="front")
    sample.save()
    assert dataset.resolve_intrinsics(dataset.view().first()).k1 == 0.1
    whole = dataset.resolve_transformation(sample, "lidar")
    assert (whole.source_frame, whole.target_frame, whole.translation) == ("lidar", "world", [1, 2, 4])
    assert dataset.get_transform_chain("lidar", "world", ["ego"]) == whole
    assert dataset.get_transform_chain("lidar", "world") is None
    assert dataset.resolve_transformation(sample, "ego", "lidar") is None
    with pytest.raises(TypeError, match="expected CameraIntrinsics, not int"):
        dataset.add_intrinsics("front", 3)
    with pytest.raises(TypeError, match="expected a StaticTransform, not int"):
        dataset.add_static_transform(3)


def test_what_a_sample_says_of_its_camera_comes_first(dataset: Dataset) -> None:
    dataset.add_static_transform(step("lidar", "ego", 1))
    sample = dataset.first()
    sample["pose"] = step("lidar", "ego", 2)
    sample["other"] = StaticTransformRef(ref="lidar::ego")
    sample["camera"] = FISHEYE
    sample.save()
    shown = dataset.view().first()
    assert dataset.resolve_transformation(shown, "lidar", "ego").translation == [0, 0, 2]
    assert dataset.resolve_intrinsics(shown) == FISHEYE
    assert str(dataset.get_field("camera")).endswith("(fiftyone.core.camera.OpenCVFisheyeCameraIntrinsics)")
    dataset.add_static_transform(step("ego", "a", 3))
    dataset.add_static_transform(step("a", "map", 4))
    chained = dataset.resolve_transformation(shown, "lidar", "map", chain_via=["ego", "a"])
    assert chained.translation == [0, 0, 9]
    assert dataset.resolve_transformation(shown, "lidar", "map") is None


def test_a_group_slice_names_its_camera(database: str) -> None:
    dataset = Dataset("pairs")
    dataset.add_group_field("group", default="left")
    group = Group()
    dataset.add_samples(
        [Sample(filepath=f"/{name}.png", group=group.element(name)) for name in ("left", "right")]
    )
    dataset.add_intrinsics("left", PINHOLE)
    dataset.add_static_transform(step("left", "world", 7))
    assert dataset.resolve_intrinsics(dataset.first()) == PINHOLE
    assert dataset.resolve_transformation(dataset.first()).translation == [0, 0, 7]


def test_straightening_an_image_needs_opencv_if_the_lens_bends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    image = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert PINHOLE.undistort_image(image).tolist() == image.tolist()
    for camera in (BENT, FISHEYE):
        with pytest.raises(PackageError, match="pip install opencv-python-headless"):
            camera.undistort_image(image)
