"""Duplicates, hardness, similarity and layouts, without a model of the zoo."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fo_widgets.data import Classification, Dataset, Sample
from fo_widgets.data.brain_methods import (
    compute_exact_duplicates,
    compute_hardness,
    compute_similarity,
    compute_visualization,
)
from fo_widgets.data.optional import PackageError

# recorded with FiftyOne 1.22.1 and its brain
LOGITS = [[0.5, -1.0, 2.0], [1.0, 1.0, 1.0], [9.0, -9.0, 0.0]]
EMBEDDINGS = np.array([[0, 0, 1], [0, 0.1, 1], [5, 0, 0], [5, 0.2, 0], [0, 3, 0]], dtype=float)


def test_files_of_the_same_bytes_are_told_by_the_first(database: str, tmp_path: Path) -> None:
    dataset = Dataset("files")
    for i, color in enumerate([1, 2, 1, 3, 1]):
        Image.new("L", (4, 4), color).save(tmp_path / f"{i}.png")
        dataset.add_sample(Sample(filepath=str(tmp_path / f"{i}.png")))
    dataset.add_sample(Sample(filepath="/nowhere.png"))
    ids = dataset.values("id")
    assert compute_exact_duplicates(dataset) == {ids[0]: [ids[2], ids[4]]}
    with pytest.raises(FileNotFoundError):
        compute_exact_duplicates(dataset, skip_failures=False)


def test_hardness_is_the_entropy_of_logits(database: str) -> None:
    dataset = Dataset("logits")
    dataset.add_samples(
        Sample(filepath=f"/{i}.png", seen=Classification(label="a", logits=np.array(values)))
        for i, values in enumerate(LOGITS)
    )
    compute_hardness(dataset, "seen")
    assert dataset.values("hardness") == pytest.approx(
        [0.6215846046792745, 1.0986122886681096, 0.0012342426905919707]
    )
    assert dataset.get_brain_info("hardness").config.label_field == "seen"
    compute_hardness(dataset, "seen")
    dataset.add_sample(Sample(filepath="/more.png"))
    with pytest.raises(ValueError, match="1 of 4 samples have no logits in 'seen'"):
        compute_hardness(dataset, "seen")


@pytest.mark.parametrize("source", ["rows", "field", "by id", "model"])
def test_similar_samples_come_first(dataset: Dataset, source: str, tmp_path: Path) -> None:
    ids = dataset.values("id")
    if source == "field":
        dataset.set_values("vector", list(EMBEDDINGS))
    if source == "model":
        for i in range(5):
            Image.new("L", (4, 4), i).save(tmp_path / f"{i}.png")
        dataset.set_values("filepath", [str(tmp_path / f"{i}.png") for i in range(5)])
    given = {
        "rows": {"embeddings": EMBEDDINGS},
        "field": {"embeddings": "vector"},
        "by id": {"embeddings": dict(zip(ids, EMBEDDINGS, strict=True))},
        "model": {"model": lambda image: EMBEDDINGS[int(image.max())]},
    }[source]
    index = compute_similarity(dataset, brain_key="similar", metric="euclidean", **given)
    assert index.total_index_size == 5
    found = dataset.sort_by_similarity(ids[2], k=2, brain_key="similar")
    assert found.values("id") == [ids[2], ids[3]]
    assert dataset.get_brain_info("similar").config.method == "sklearn"


def test_a_layout_is_kept_and_read_again(dataset: Dataset) -> None:
    results = compute_visualization(dataset, embeddings=EMBEDDINGS, brain_key="layout", points_field="point")
    again = dataset.load_brain_results("layout")
    assert again.points == pytest.approx(results.points)
    assert again.sample_ids.tolist() == dataset.values("id")
    recorded = [
        [-1.87049, -1.13871],
        [-1.89176, -1.0462],
        [3.0975, 0.00968],
        [3.05495, 0.1947],
        [-2.3902, 1.98054],
    ]
    assert results.points == pytest.approx(np.array(recorded), abs=1e-5)
    assert np.array(dataset.values("point")) == pytest.approx(results.points)
    near, far = np.linalg.norm(results.points[0] - results.points[[1, 2]], axis=1)
    assert near < far / 10
    config = dataset.get_brain_info("layout").config
    assert (config.method, config.num_dims, config.points_field) == ("pca", 2, "point")
    manual = compute_visualization(dataset, points=EMBEDDINGS)
    assert (manual.config.method, manual.config.num_dims, dataset.list_brain_runs()) == (
        "manual",
        3,
        ["layout"],
    )


def test_what_the_brain_cannot_do_here_is_named(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotImplementedError, match="patches_field"):
        compute_similarity(dataset, patches_field="boxes")
    with pytest.raises(NotImplementedError, match="backend='qdrant'"):
        compute_similarity(dataset, embeddings=EMBEDDINGS, backend="qdrant")
    with pytest.raises(ValueError, match="no zoo to take one from"):
        compute_visualization(dataset, model="clip-vit-base32-torch")
    with pytest.raises(ValueError, match="5 samples and 2 embeddings"):
        compute_similarity(dataset, embeddings=EMBEDDINGS[:2])
    with pytest.raises(ValueError, match="method is one of"):
        compute_visualization(dataset, embeddings=EMBEDDINGS, method="magic")
    for module, package, method in (
        ("sklearn.manifold", "scikit-learn", "tsne"),
        ("umap", "umap-learn", "umap"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(PackageError, match=f"pip install {package}"):
            compute_visualization(dataset, embeddings=EMBEDDINGS, method=method)
