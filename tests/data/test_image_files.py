"""Image files in other sizes and formats; the sizes are those that FiftyOne 1.22.1 gave."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data import Dataset, Sample
from fo_widgets.data.image_files import (
    read,
    reencode_image,
    reencode_images,
    transform_image,
    transform_images,
    write,
)


def sizes(dataset: Dataset, field: str = "filepath") -> list[tuple[str, tuple[int, int]]]:
    out = []
    for path in dataset.values(field):
        with Image.open(path) as image:
            out.append((os.path.basename(path), image.size))
    return out


@pytest.fixture
def photos(database: str, tmp_path: Path) -> Dataset:
    """Two images of the same name in two folders, of 8 x 6 and 9 x 6 pixels."""
    dataset = Dataset("photos_of_two_sizes")
    for i in range(2):
        path = tmp_path / "in" / str(i) / "x.png"
        write(np.full((6, 8 + i, 3), 50, dtype=np.uint8), str(path))
        dataset.add_sample(Sample(filepath=str(path)))
    return dataset


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"size": (4, 4)}, (4, 4)),
        ({"size": (-1, 3)}, (4, 3)),
        ({"size": (4, -1)}, (4, 3)),
        ({"min_size": (16, 1)}, (16, 12)),
        ({"min_size": (-1, 12)}, (16, 12)),
        ({"max_size": (4, 100)}, (4, 3)),
        ({"max_size": (4, -1)}, (4, 3)),
        ({"min_size": (16, 16), "max_size": (4, 4)}, (4, 3)),
        ({"size": (20, 20), "max_size": (10, 10)}, (10, 10)),
        ({"min_size": (2, 2), "max_size": (10, 10)}, (8, 6)),
    ],
    ids=str,
)
def test_an_image_gets_the_size_that_is_wanted(
    options: dict[str, Any], wanted: tuple[int, int], tmp_path: Path
) -> None:
    write(np.zeros((6, 8, 3), dtype=np.uint8), str(tmp_path / "a.png"))
    transform_image(str(tmp_path / "a.png"), str(tmp_path / "b" / "c.png"), **options)
    with Image.open(tmp_path / "b" / "c.png") as image:
        assert image.size == wanted


def test_pixels_are_read_as_they_were_written(tmp_path: Path) -> None:
    pixels = np.arange(96, dtype=np.uint8).reshape(4, 6, 4)
    write(pixels, str(tmp_path / "a.png"))
    assert read(str(tmp_path / "a.png"), include_alpha=True).tolist() == pixels.tolist()
    assert read(str(tmp_path / "a.png")).shape == (4, 6, 3)
    reencode_image(str(tmp_path / "a.png"), str(tmp_path / "a.jpg"))
    with Image.open(tmp_path / "a.jpg") as image:
        assert image.format == "JPEG"


def test_images_go_to_a_folder_under_names_of_their_own(photos: Dataset, tmp_path: Path) -> None:
    originals = photos.values("filepath")
    transform_images(photos, size=(4, 4), output_dir=str(tmp_path / "out"), output_field="thumbnail")
    assert sizes(photos, "thumbnail") == [("x.png", (4, 4)), ("x-2.png", (4, 4))]
    assert photos.values("filepath") == originals
    transform_images(photos, max_size=(8, 8), output_dir=str(tmp_path / "deep"), rel_dir=str(tmp_path / "in"))
    assert photos.values("filepath") == [str(tmp_path / "deep" / str(i) / "x.png") for i in range(2)]
    assert sizes(photos) == [("x.png", (8, 6)), ("x.png", (8, 5))]


def test_images_change_in_place_or_beside_the_old_ones(photos: Dataset) -> None:
    originals = photos.values("filepath")
    transform_images(photos, size=(3, 2))
    assert (photos.values("filepath"), sizes(photos)[0]) == (originals, ("x.png", (3, 2)))
    reencode_images(photos, ext=".jpg", delete_originals=True)
    assert [name for name, _ in sizes(photos)] == ["x.jpg", "x.jpg"]
    assert not any(os.path.exists(path) for path in originals)


def test_an_image_that_is_not_there_is_an_error_or_skipped(
    photos: Dataset, caplog: pytest.LogCaptureFixture
) -> None:
    photos.add_sample(Sample(filepath="/nowhere.png"))
    with pytest.raises(FileNotFoundError, match="nowhere"):
        transform_images(photos, size=(3, 2))
    transform_images(photos, size=(2, 2), skip_failures=True)
    assert "skipping '/nowhere.png'" in caplog.text
    assert photos.values("filepath")[2] == "/nowhere.png"
