"""Settings, facts and results of runs, and the documents inside a dataset's: their fields, JSON and files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from fo_widgets.data import (
    Classification,
    ColorScheme,
    Dataset,
    DatasetAppConfig,
    Frame,
    KeypointSkeleton,
    Panel,
    RunConfig,
    Sample,
    Space,
)
from fo_widgets.data.runs import BrainMethod, Run, RunInfo, RunResults


def test_the_settings_of_a_run_are_written_and_read(tmp_path: Path) -> None:
    config = RunConfig(a=1, b={"c": [1, 2]})
    path = tmp_path / "new" / "config.json"
    config.write_json(str(path), pretty_print=True)
    assert json.loads(path.read_text()) == config.serialize()
    assert RunConfig.from_json(str(path)) == RunConfig.from_str(config.to_str()) == config
    assert config.attributes() == ["cls", "type", "method", "a", "b"]
    assert config.custom_attributes() == ["a", "b"]
    assert (
        config.serialize(reflective=True)["_CLS"] == config.get_class_name() == "fiftyone.core.runs.RunConfig"
    )
    assert isinstance(config.build(), Run)
    assert BrainMethod(config).config is config


def test_facts_and_results_of_a_run_are_copied_and_written(dataset: Dataset, tmp_path: Path) -> None:
    dataset.register_run("run", RunConfig(a=1))
    results = dataset.init_run_results("run", x=3, vector=np.arange(3.0))
    dataset.save_run_results("run", results)
    info = dataset.get_run_info("run")
    assert RunInfo.from_dict(info.serialize()).serialize() == info.copy().serialize() == info.serialize()
    assert info.attributes() == ["key", "version", "timestamp", "config"]
    copy = dataset.load_run_results("run").copy()
    assert (copy.x, copy.vector.tolist(), copy.key) == (3, [0, 1, 2], "run")
    results.write_json(str(tmp_path / "results.json"))
    again = RunResults.from_json(str(tmp_path / "results.json"))
    assert (again.x, again.vector.tolist()) == (3, [0, 1, 2])


def test_documents_of_a_dataset_are_asked_by_field() -> None:
    skeleton = KeypointSkeleton(labels=["a"], edges=[[0, 1]])
    assert (skeleton.field_names, skeleton.has_field("x")) == (("labels", "edges"), False)
    assert dict(skeleton.iter_fields()) == {"labels": ["a"], "edges": [[0, 1]]}
    assert KeypointSkeleton.from_json(skeleton.to_json(pretty_print=True)) == skeleton
    skeleton.merge(KeypointSkeleton(labels=["b"], edges=[[1, 2]]))
    assert (skeleton.labels, skeleton.edges) == (["a", "b"], [[0, 1], [1, 2]])
    skeleton.set_field("labels", ["z"])
    skeleton.clear_field("edges")
    assert (skeleton.get_field("labels"), skeleton.edges) == (["z"], [])
    assert (
        skeleton.fancy_repr(exclude_fields="edges", more=1)
        == "<KeypointSkeleton: {'labels': ['z'], 'more': 1}>"
    )
    scheme = ColorScheme(opacity=0.5)
    assert ColorScheme.from_dict(scheme.to_dict(extended=True), extended=True) == scheme
    assert scheme.to_mongo() == scheme.to_dict()
    with pytest.raises(ValueError, match="KeypointSkeleton has no field 'nope'"):
        skeleton.set_field("nope", 1)
    with pytest.raises(ValueError, match="Cannot merge a DatasetAppConfig into a KeypointSkeleton"):
        skeleton.merge(DatasetAppConfig())


def test_spaces_and_panels_are_asked_by_field() -> None:
    panel = Panel(type="x", component_id="a", state={"a": 1})
    panel.set_field("pinned", True)
    assert dict(panel.iter_fields()) == {"component_id": "a", "type": "x", "pinned": True, "state": {"a": 1}}
    panel.clear_field("state")
    assert panel.get_field("state") == {}
    panel.merge(Panel(type="y", component_id="b", state={"c": 2}))
    assert (panel.type, panel.component_id, panel.state) == ("y", "b", {"c": 2})
    space = Space(children=[panel])
    assert (space.has_field("children"), space.has_field("type")) == (True, False)
    assert Space.from_json(space.to_json(pretty_print=True)) == space
    with pytest.raises(ValueError, match="Space has no field 'type'"):
        space.set_field("type", 1)


def test_labels_are_active_at_first(database: str) -> None:
    dataset = Dataset("active")
    sample = Sample(filepath="/a.mp4", weather=Classification(label="sun"), n=1)
    sample.frames[1] = Frame(scene=Classification(label="road"))
    dataset.add_sample(sample)
    assert DatasetAppConfig.default_active_fields(dataset).paths == ["weather", "frames.scene"]
