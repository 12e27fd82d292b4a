from __future__ import annotations

import numpy as np
import pytest

from fo_widgets.data import Dataset, Sample
from fo_widgets.data.brain import SimilarityResults
from fo_widgets.data.run_store import RunStore
from fo_widgets.data.runs import BrainConfig


def test_a_run_keeps_settings_and_results(dataset: Dataset) -> None:
    config = dataset.init_run(method="mine", threshold=0.5, options={"a": [1, None]})
    dataset.register_run("first", config)
    results = dataset.init_run_results(
        "first", table=[1, 2], scores=np.arange(20.0), note="ünï", bad=float("nan")
    )
    results.save()
    loaded = dataset.load_run_results("first", cache=False)
    assert loaded is not None
    assert loaded is not results
    assert (loaded.table, loaded.note) == ([1, 2], "ünï")
    assert np.isnan(loaded.bad)
    assert np.array_equal(loaded.scores, np.arange(20.0))
    info = dataset.get_run_info("first")
    assert (info.key, info.config.threshold, info.config.options) == ("first", 0.5, {"a": [1, None]})
    assert info.serialize()["config"]["cls"] == "fiftyone.core.runs.RunConfig"
    assert dataset.load_run_results("first") is dataset.load_run_results("first")


def test_runs_are_listed_by_their_settings(dataset: Dataset) -> None:
    dataset.register_run("b", dataset.init_run(method="y", size=3))
    dataset.register_run("a", dataset.init_run(method="x"))
    assert dataset.list_runs() == ["a", "b"]
    assert dataset.list_runs(method="y") == ["b"]
    assert dataset.list_runs(size=3) == ["b"]
    assert dataset.has_run("a")
    config = dataset.get_run_info("a").config
    config.size = 7
    dataset.update_run_config("a", config)
    assert dataset.list_runs(size=7) == ["a"]


def test_a_run_remembers_its_view(dataset: Dataset) -> None:
    view = dataset.match_tags("odd").limit(1)
    view.register_run("small", view.init_run())
    assert dataset.load_run_view("small").values("number") == [1]
    dataset.register_run("whole", dataset.init_run())
    assert dataset.load_run_view("whole") is dataset


def test_runs_are_renamed_overwritten_and_deleted(dataset: Dataset) -> None:
    dataset.register_run("r", dataset.init_run(x=1), None)
    dataset.save_run_results("r", dataset.init_run_results("r", v=1))
    with pytest.raises(ValueError, match="already has results"):
        dataset.save_run_results("r", dataset.init_run_results("r", v=2), overwrite=False)
    with pytest.raises(ValueError, match="is taken"):
        dataset.register_run("r", dataset.init_run(x=2))
    dataset.rename_run("r", "s")
    assert dataset.load_run_results("s").v == 1  # type: ignore[union-attr]
    dataset.register_run("s", dataset.init_run(x=3), overwrite=True)
    assert dataset.load_run_results("s") is None
    dataset.delete_runs()
    assert dataset.list_runs() == []
    assert dataset._database["fs.files"].count_documents({}) == 0
    assert dataset._database["runs"].count_documents({}) == 0


@pytest.mark.parametrize("key", ["bad key", "", "1a", 5, None])
def test_a_key_must_be_a_name(dataset: Dataset, key: object) -> None:
    with pytest.raises(ValueError, match="must be valid variable names"):
        dataset.register_run(key, dataset.init_run())  # type: ignore[arg-type]


def test_an_unknown_key_is_named(dataset: Dataset) -> None:
    for use in (dataset.get_run_info, dataset.load_run_results, dataset.delete_run, dataset.load_run_view):
        with pytest.raises(ValueError, match="no run key 'nope'"):
            use("nope")
    with pytest.raises(ValueError, match="no brain method key 'nope'"):
        dataset.get_brain_info("nope")
    with pytest.raises(ValueError, match="no evaluation key 'nope'"):
        dataset.load_evaluation_results("nope")


def test_a_similarity_index_sorts(database: str) -> None:
    dataset = Dataset("similar")
    dataset.add_samples([Sample(filepath=f"/{i}.png", n=i) for i in range(4)])
    config = BrainConfig(type="similarity", method="sklearn", metric="euclidean")
    store = RunStore(dataset, "brain_methods")
    store.register("sim", config, dataset)
    vectors = np.array([[0.0, 0], [5, 0], [1, 0], [9, 0]])
    store.save_results(
        "sim", SimilarityResults(dataset, config, "sim", embeddings=vectors, sample_ids=dataset.values("id"))
    )
    assert dataset.list_brain_runs(type="similarity") == ["sim"]
    assert dataset.sort_by_similarity(dataset.first().id, brain_key="sim").values("n") == [0, 2, 1, 3]
    assert dataset.sort_by_similarity([9.0, 0.0], k=2).values("n") == [3, 1]
    assert dataset.match_tags("none").sort_by_similarity([9.0, 0.0]).values("n") == []
    with pytest.raises(ValueError, match="no id in similarity index"):
        dataset.sort_by_similarity("a dog", brain_key="sim")
