"""The shipped datasets as datasets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import fo_widgets as fow
from fo_widgets.data.zoo import catalog
from fo_widgets.storage import config, forget_memory_database


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, zoo_dir: Path) -> Iterator[None]:
    monkeypatch.setattr(config, "database_uri", "memory://zoo_tests")
    yield
    forget_memory_database("zoo_tests")


@pytest.mark.parametrize("name", catalog.names())
def test_a_shipped_dataset_loads_with_its_media(name: str) -> None:
    dataset = fow.load_dataset(name)
    assert fow.load_dataset(name) is dataset
    view = dataset.select_group_slices(_allow_mixed=True) if dataset.media_type == "group" else dataset
    assert all(os.path.isfile(path) for path in view.values("filepath"))
    assert not dataset.get_dynamic_field_schema()


def test_quickstart_can_be_explored_and_changed() -> None:
    dataset = fow.load_dataset("quickstart")
    F = fow.ViewField
    assert (len(dataset), dataset.media_type) == (221, "image")
    sure = dataset.filter_labels("predictions", F("confidence") > 0.9)
    assert 0 < sure.count("predictions.detections") < dataset.count("predictions.detections")
    assert dataset.list_brain_runs() == ["img_viz"]
    results = dataset.load_brain_results("img_viz")
    assert np.asarray(results.points).shape == (221, 2)
    assert list(results.sample_ids) == dataset.values("id")
    assert results.use_view(dataset.limit(3)).current_points.shape == (3, 2)
    sample = dataset.first()
    sample.tags.append("seen")
    sample.save()
    assert dataset.count_sample_tags()["seen"] == 1
    assert dataset.to_patches("ground_truth").count() == dataset.count("ground_truth.detections")


def test_the_stereo_pair_is_a_group() -> None:
    dataset = fow.load_dataset("stereo")
    assert (dataset.media_type, dataset.group_slices) == ("group", ["left", "right"])
    assert dataset.first().disparity.get_map().shape == (500, 741)
    assert list(dataset.get_group(dataset.first().group.id)) == ["left", "right"]


def test_a_deleted_one_can_be_loaded_again() -> None:
    fow.load_dataset("photos").delete()
    assert len(fow.load_dataset("photos")) == 7
