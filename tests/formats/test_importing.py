"""What every import promises: names of types, options, progress, and nothing left of one that fails."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from fo_widgets.data import Dataset, Sample, dataset_exists, list_datasets, load_dataset
from fo_widgets.data.formats.errors import FormatError, MissingFileError
from fo_widgets.plugins.compat import dataset_types as types


@pytest.mark.parametrize(
    "kind", [types.ImageDirectory, types.ImageDirectory(), "ImageDirectory", "fo.types.ImageDirectory"]
)
def test_a_type_is_given_as_class_instance_or_name(kind: Any, pictures: Path) -> None:
    assert len(Dataset.from_dir(pictures, kind)) == 3


@pytest.mark.parametrize("kind", [types.DICOMDataset, types.TFObjectDetectionDataset, "Nonsense", 5])
def test_an_unsupported_type_is_named_with_those_there_are(
    kind: Any, pictures: Path, dataset: Dataset
) -> None:
    name = kind if isinstance(kind, str) else getattr(kind, "__name__", "int")
    with pytest.raises(FormatError, match=rf"{name} is not supported.*FiftyOneDataset.*YOLOv5Dataset"):
        Dataset.from_dir(pictures, kind)
    with pytest.raises(FormatError, match=rf"{name} is not supported"):
        dataset.export(pictures / "out", kind)


def test_a_near_name_is_suggested(pictures: Path) -> None:
    with pytest.raises(FormatError, match="did you mean YOLOv"):
        Dataset.from_dir(pictures, "YOLOv6Dataset")


def test_a_missing_type_is_asked_for(pictures: Path) -> None:
    with pytest.raises(FormatError, match="give `dataset_type`"):
        Dataset.from_dir(pictures)


@pytest.mark.parametrize(
    "kind", ["FiftyOneDataset", "ImageDirectory", "COCODetectionDataset", "YOLOv5Dataset", "CSVDataset"]
)
def test_a_missing_folder_is_named_with_what_is_beside_it(kind: str, pictures: Path) -> None:
    with pytest.raises(MissingFileError, match=r"pictures/nope, does not exist; check the path.*has: a, b"):
        Dataset.from_dir(pictures / "nope", kind)
    assert list_datasets() == []


def test_missing_files_are_both_kinds_of_error() -> None:
    assert issubclass(MissingFileError, ValueError)
    assert issubclass(MissingFileError, FileNotFoundError)


def test_a_failed_import_leaves_no_dataset(pictures: Path) -> None:
    with pytest.raises(FormatError):
        Dataset.from_dir(pictures, "COCODetectionDataset", name="mine")
    assert not dataset_exists("mine")


def test_a_failed_overwrite_leaves_the_old_dataset(dataset: Dataset, pictures: Path) -> None:
    with pytest.raises(FormatError):
        Dataset.from_dir(pictures, "COCODetectionDataset", name="small", overwrite=True)
    assert list_datasets() == ["small"]
    assert len(load_dataset("small")) == 3


def test_an_overwrite_takes_the_place_of_the_old_dataset(dataset: Dataset, pictures: Path) -> None:
    new = Dataset.from_dir(pictures / "a", "ImageDirectory", name="small", overwrite=True, persistent=True)
    assert list_datasets() == ["small"]
    assert load_dataset("small") is new
    assert (len(new), new.persistent, dataset.deleted) == (1, True, True)


def test_a_taken_name_is_refused(dataset: Dataset, pictures: Path) -> None:
    with pytest.raises(ValueError, match="'small' is not available"):
        Dataset.from_dir(pictures, "ImageDirectory", name="small")


def test_a_failed_addition_changes_nothing(dataset: Dataset, pictures: Path) -> None:
    before, schema = dataset.values("id"), list(dataset.get_field_schema())
    with pytest.raises(FormatError):
        dataset.add_images([str(pictures / "a/one.png"), 7])
    with pytest.raises(FormatError, match=r"labels\.csv"):
        dataset.add_dir(pictures, "CSVDataset", data_path=".")
    assert dataset.values("id") == before
    assert list(dataset.get_field_schema()) == schema


def test_samples_are_shuffled_and_cut(pictures: Path) -> None:
    names = [
        Dataset.from_dir(pictures, "ImageDirectory", shuffle=True, seed=seed, max_samples=2).values(
            "filepath"
        )
        for seed in (1, 1, 2, 3, 4, 5, 6, 7)
    ]
    assert names[0] == names[1]
    assert len(names[0]) == 2
    assert len({tuple(n) for n in names}) > 1


def test_unknown_options_are_ignored_with_a_warning(pictures: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Dataset.from_dir(pictures, "ImageDirectory", nonsense=1)
    assert "['nonsense'] are ignored: this format has recursive, compute_metadata" in caplog.text


def test_tags_are_added(pictures: Path) -> None:
    assert Dataset.from_dir(pictures, "ImageDirectory", tags="one").distinct("tags") == ["one"]
    assert Dataset.from_dir(pictures, "ImageDirectory", tags=["a", "b"]).first().tags == ["a", "b"]


def test_progress_is_reported(pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[tuple[int, int | None]] = []
    Dataset.from_dir(pictures, "ImageDirectory", progress=lambda bar: seen.append((bar.iteration, bar.total)))
    assert seen[-1] == (3, 3)
    assert capsys.readouterr().err == ""
    Dataset.from_dir(pictures, "ImageDirectory", progress=True)
    assert "3/3" in capsys.readouterr().err


def test_a_folder_is_merged_into_the_samples_of_the_same_paths(dataset: Dataset, pictures: Path) -> None:
    ids = dataset.values("id")
    dataset.merge_dir(pictures, "ImageDirectory", tags="merged")
    assert dataset.values("id") == ids
    assert dataset.values("tags") == [["t0", "merged"], ["t1", "merged"], ["t2", "merged"]]
    assert list_datasets() == ["small"]


def test_images_come_by_folder_path_pattern_or_sample(pictures: Path) -> None:
    paths = [str(p) for p in sorted(pictures.glob("*/*"))]
    assert Dataset.from_images_dir(pictures).values("filepath") == paths
    assert len(Dataset.from_images_dir(pictures, recursive=False)) == 0
    assert Dataset.from_images(paths, tags="x").values("tags") == [["x"]] * 3
    assert Dataset.from_images([Sample(filepath=paths[0], n=1)]).values("n") == [1]
    assert Dataset.from_images_patt(f"{pictures}/*/*.png").values("filepath") == paths[:2]
    dataset = Dataset()
    assert dataset.add_images_dir(pictures) == dataset.values("id")
    assert dataset.add_images(paths[:1]) == dataset.values("id")[3:]


def test_videos_come_by_folder(tmp_path: Path) -> None:
    (tmp_path / "one.mp4").write_bytes(b"x")
    (tmp_path / "two.png").write_bytes(b"x")
    dataset = Dataset.from_videos_dir(tmp_path)
    assert (dataset.media_type, len(dataset)) == ("video", 1)
