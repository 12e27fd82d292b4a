"""Plots as plotly figures: what is drawn where, and what each point knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fo_widgets.data import Dataset, GeoLocation, plots
from fo_widgets.data import ViewField as F
from fo_widgets.data.view_plots import CategoricalHistogram, NumericalHistogram
from fo_widgets.plugins.compat.color_scales import _get_colorscale, _to_log_colorscale


def xy(trace: Any) -> list[list[Any]]:
    return [list(trace.x), list(trace.y)]


def test_points_know_their_samples_and_are_colored_by_a_field(dataset: Dataset) -> None:
    points = np.arange(10).reshape(5, 2)
    figure = plots.scatterplot(points, samples=dataset, labels="weather.label", sizes="number", title="T")
    rain, sun = figure.data
    assert (rain.name, sun.name, figure.layout.title.text) == ("rain", "sun", "T")
    assert xy(rain) == [[2, 6], [3, 7]]
    assert list(rain.customdata) == [dataset.values("id")[1], dataset.values("id")[3]]
    assert list(sun.marker.size) == [4, 12, 20]
    (only,) = plots.scatterplot(points, dataset, labels="weather.label", classes=["sun"]).data
    assert only.name == "sun"
    (numbers,) = plots.scatterplot(points, samples=dataset, labels=F("number") + 1).data
    assert list(numbers.marker.color) == [1, 2, 3, 4, 5]
    (cloud,) = plots.scatterplot(np.zeros((2, 3))).data
    assert cloud.type == "scatter3d"


def test_points_of_labels_know_their_labels(dataset: Dataset) -> None:
    ids = dataset.values("boxes.detections.id", unwind=True)
    (trace,) = plots.scatterplot(np.zeros((len(ids), 2)), samples=dataset, link_field="boxes").data
    assert list(trace.customdata) == ids


def test_what_cannot_be_drawn_is_named(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match=r"N x 2 or N x 3, not \(4,\)"):
        plots.scatterplot([1, 2, 3, 4])
    with pytest.raises(ValueError, match="labels='a' is a field, so `samples` are needed"):
        plots.scatterplot(np.zeros((2, 2)), labels="a")
    with pytest.raises(ValueError, match="5 points and 2 labels"):
        plots.scatterplot(np.zeros((5, 2)), labels=["a", "b"])
    with pytest.raises(ValueError, match="needs `y`"):
        plots.lines()


def test_places_are_drawn_by_longitude_and_latitude(dataset: Dataset) -> None:
    dataset.set_values("place", [GeoLocation(point=[i, 10 * i]) if i < 4 else None for i in range(5)])
    (trace,) = plots.location_scatterplot(samples=dataset).data
    assert list(trace.x)[:4] == [0, 1, 2, 3]
    assert list(trace.y)[:4] == [0, 10, 20, 30]
    assert np.isnan(trace.x[4])


def test_curves_and_matrices_have_axes_with_their_names() -> None:
    curve = plots.plot_pr_curve([1, 0.5], [0, 1], thresholds=[0.9, 0.1], label="cat")
    assert xy(curve.data[0]) == [[0, 1], [1, 0.5]]
    assert (curve.layout.title.text, curve.layout.xaxis.title.text) == ("cat", "Recall")
    assert "threshold" in curve.data[0].hovertemplate
    roc = plots.plot_roc_curve([0, 1], [0, 1], roc_auc=0.5)
    assert (roc.layout.title.text, roc.layout.yaxis.title.text) == ("AUC: 0.50000", "True positive rate")
    matrix = plots.plot_confusion_matrix([[3, 1], [0, 4]], ["a", "b"], gt_field="truth", pred_field="model")
    assert matrix.data[0].z.tolist() == [[3, 1], [0, 4]]
    assert (matrix.layout.yaxis.title.text, matrix.layout.xaxis.title.text) == ("truth", "model")
    curves = plots.plot_pr_curves([[1, 0.2], [1, 0.9]], [0, 1], ["cat", "dog"])
    assert [trace.name.split()[0] for trace in curves.data] == ["dog", "cat"]


def test_predictions_have_a_line_that_fits() -> None:
    figure = plots.plot_regressions([1, 2, 3], [3, 5, 7], gt_field="age")
    assert xy(figure.data[1]) == [[1, 3], pytest.approx([3, 7])]
    assert figure.layout.xaxis.title.text == "age"


def test_lines_are_one_for_each_list() -> None:
    first, second = plots.lines(y=[[1, 2], [3, 4, 5]], labels=["a", "b"], yaxis_title="count").data
    assert (xy(first), xy(second), second.name) == ([[0, 1], [1, 2]], [[0, 1, 2], [3, 4, 5]], "b")


def test_histograms_follow_their_view(dataset: Dataset, tmp_path: Path) -> None:
    numbers = NumericalHistogram("number", bins=2, range=[0, 4], init_view=dataset, title="T")
    (bars,) = numbers.show().data
    assert (list(bars.x), sum(bars.y)) == (pytest.approx([1, 3]), 4)
    numbers.update_view(dataset.limit(1))
    assert list(numbers.figure.data[0].y) == [1, 0]
    words = CategoricalHistogram("boxes.detections.label", order="frequency", init_view=dataset)
    assert xy(words.figure.data[0]) == [["cat", "dog"], [3, 1]]
    words.save(str(tmp_path / "plot.html"), include_plotlyjs=False)
    assert "cat" in (tmp_path / "plot.html").read_text()
    with pytest.raises(ValueError, match="has no view yet"):
        NumericalHistogram("number").show()
    with pytest.raises(ValueError, match="order is one of"):
        CategoricalHistogram("word", order="nope")


def test_color_scales_may_be_steeper_where_values_are_small() -> None:
    assert _get_colorscale("oranges")[0] == [0.0, "rgb(255,245,235)"]
    stops = [[i / 4, f"c{i}"] for i in range(5)]
    # recorded with FiftyOne 1.22.1
    recorded = [0.0, 0.05852599385116557, 0.18242552380635632, 0.44472083077979785, 1.0]
    assert [position for position, _ in _to_log_colorscale(stops, 1000)] == pytest.approx(recorded)
    assert _to_log_colorscale(stops, 1) == stops
