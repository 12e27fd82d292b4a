"""What `fiftyone` and its modules have beside classes: functions, settings, and names of what is not here."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from fo_widgets.plugins import install_fiftyone_namespace, uninstall_fiftyone_namespace
from fo_widgets.plugins.compat.absent import FeatureUnavailable


@pytest.fixture(autouse=True)
def namespace() -> Iterator[None]:
    install_fiftyone_namespace()
    yield
    uninstall_fiftyone_namespace()


class Recorder:
    """A collection that tells which method was called with what."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: (name, args, kwargs)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("fiftyone", "compute_embeddings"),
        ("fiftyone", "compute_patch_embeddings"),
        ("fiftyone", "evaluate_classifications"),
        ("fiftyone", "evaluate_detections"),
        ("fiftyone", "evaluate_regressions"),
        ("fiftyone", "evaluate_segmentations"),
        ("fiftyone.core.collections", "_parse_label_field"),
        ("fiftyone.core.collections", "_parse_frame_labels_field"),
    ],
)
def test_a_function_is_the_collection_s_method(module: str, name: str) -> None:
    function = getattr(importlib.import_module(module), name)
    assert function(Recorder(), "a", "b", c=1) == (name, ("a", "b"), {"c": 1})


def test_functions_that_give_nothing_call_the_method_too() -> None:
    called = []

    class Collection:
        def apply_model(self, *args: Any, **kwargs: Any) -> None:
            called.append((args, kwargs))

        def compute_metadata(self, *args: Any, **kwargs: Any) -> None:
            called.append((args, kwargs))

    importlib.import_module("fiftyone.core.models").apply_model(Collection(), len, label_field="x")
    importlib.import_module("fiftyone.core.metadata").compute_metadata(Collection(), overwrite=True)
    assert called == [((len,), {"label_field": "x"}), ((), {"overwrite": True})]


def test_settings_of_the_process_are_changed_by_functions() -> None:
    import fiftyone as fo

    before = fo.get_logging_level()
    fo.set_logging_level(logging.ERROR)
    assert fo.get_logging_level() == logging.ERROR
    logging.getLogger("fo_widgets").setLevel(logging.NOTSET)
    assert fo.get_logging_level() == before
    shown = fo.config.show_progress_bars
    with fo.disable_progress_bars():
        assert fo.config.show_progress_bars is False
    assert fo.config.show_progress_bars is shown
    assert fo.get_default_dataset_dir("x").endswith("x")


def test_numbers_of_frames_are_from_one_on() -> None:
    frames = importlib.import_module("fiftyone.core.frame_utils")
    assert [frames.is_frame_number(v) for v in (1, 7, 1.0, "1", None)] == [True, True, False, False, False]
    with pytest.raises(frames.FrameError, match="from 1 on, not 0"):
        frames.is_frame_number(0)
    with pytest.raises(frames.FrameError, match="not 'x'"):
        frames.validate_frame_number("x")


@pytest.mark.parametrize(
    "path",
    [
        "fiftyone.FacetAggregations",
        "fiftyone.SaveContext",
        "fiftyone.VALUE",
        "fiftyone.NumericalHistogram",
        "fiftyone.scatterplot",
        "fiftyone.DatasetAppConfig",
        "fiftyone.MediaReference",
        "fiftyone.DetectionResults",
        "fiftyone.core.brain.BrainMethod",
        "fiftyone.core.camera.CameraProjector",
        "fiftyone.core.evaluation.EvaluationMethodConfig",
        "fiftyone.core.fields.flatten_schema",
        "fiftyone.core.odm.dataset.ColorScheme",
        "fiftyone.core.odm.workspace.default_workspace_factory",
        "fiftyone.core.plots.plotly._get_colorscale",
        "fiftyone.core.runs.BaseRunInfo",
        "fiftyone.brain.compute_similarity",
        "fiftyone.utils.labels.objects_to_segmentations",
    ],
)
def test_a_name_is_ours(path: str) -> None:
    module, _, name = path.rpartition(".")
    found = getattr(importlib.import_module(module), name)
    home = getattr(found, "__module__", type(found).__module__)
    assert home.startswith("fo_widgets.")


@pytest.mark.parametrize(
    ("path", "mend"),
    [
        ("fiftyone.Taxonomy", "use FiftyOne itself"),
        ("fiftyone.core.ontology.load_ontology", "annotation backends"),
        ("fiftyone.core.config.load_config", "attributes of fo.config"),
        ("fiftyone.core.plots.InteractivePlot", "PlotlyView"),
        ("fiftyone.brain.compute_uniqueness", "method of the brain"),
        ("fiftyone.utils.labels.index_to_instance", "use FiftyOne itself"),
    ],
)
def test_a_name_that_is_not_here_imports_and_says_so(path: str, mend: str) -> None:
    module, _, name = path.rpartition(".")
    found = getattr(importlib.import_module(module), name)
    with pytest.raises(FeatureUnavailable, match=mend):
        found("x")
