"""Plots of values, as plotly figures; panels show them with PlotlyView, notebooks as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .expressions import ViewExpression

__all__ = [
    "lines",
    "location_scatterplot",
    "plot_confusion_matrix",
    "plot_pr_curve",
    "plot_pr_curves",
    "plot_regressions",
    "plot_roc_curve",
    "scatterplot",
]

Array = np.ndarray[Any, Any]
_MARGIN = {"l": 0, "r": 0, "t": 30, "b": 0}
_GUESS = {"type": "line", "line": {"dash": "dash"}, "x0": 0, "x1": 1}
_FLAT = 2
_NOWHERE = [np.nan, np.nan]


def _figure(traces: Sequence[Any], kwargs: Mapping[str, Any], **layout: Any) -> Any:
    import plotly.graph_objects as go

    given = {name: value for name, value in kwargs.items() if value is not None}
    return go.Figure(list(traces)).update_layout(**{"margin": _MARGIN, **layout, **given})


def _values(samples: Any, given: Any, what: str) -> Any:
    """Values that are given as such, or by a field or expression of a collection; in lists, all of them."""
    if given is None or not isinstance(given, (str, ViewExpression)):
        return given
    if samples is None:
        raise ValueError(f"{what}={given!r} is a field, so `samples` are needed to take its values from")
    return samples.values(given, unwind=True)


def scatterplot(
    points: Any,
    samples: Any = None,
    ids: Any = None,
    link_field: str | None = None,
    labels: Any = None,
    sizes: Any = None,
    classes: Sequence[Any] | None = None,
    backend: str = "plotly",
    **kwargs: Any,
) -> Any:
    """A figure of points in the plane or in space; each knows its sample's or label's id as `customdata`.

    Args:
        points: an array (N x 2 or N x 3), or a field or expression of `samples`
        samples: where values are taken from, and the ids of the points unless they are given
        ids: of the points
        link_field: the label field that the points are of, if they are of labels
        labels: a name or number for each point, or a field or expression: they color the points
        sizes: a number for each point, or a field or expression
        classes: the names to show, in order; others are left out
        kwargs: of the figure's layout, such as `title`

    Raises:
        ValueError: if points have neither two nor three values, or a field is given without samples
    """
    found = np.asarray(_values(samples, points, "points"), dtype=float)
    if found.ndim != 2 or found.shape[1] not in (2, 3):
        raise ValueError(f"points are an array of N x 2 or N x 3, not {found.shape}")
    if ids is None and samples is not None:
        ids = samples.values(_id_path(samples, link_field), unwind=True)
    parts = _colored(len(found), _values(samples, labels, "labels"), classes)
    radii = _radii(_values(samples, sizes, "sizes"), len(found))
    axes = {"yaxis": {"scaleanchor": "x"}} if kwargs.pop("axis_equal", False) else {}
    return _figure([_cloud(found, ids, part, radii) for part in parts], kwargs, **axes)


def _id_path(samples: Any, link_field: str | None) -> str:
    if link_field is None:
        return "id"
    path: str = samples._get_label_field_path(link_field, "id")[1]
    return path


class _Part:
    """Points that are drawn as one trace."""

    def __init__(self, indexes: Array, name: str | None = None, colors: Any = None) -> None:
        self.indexes, self.name, self.colors = indexes, name, colors


def _colored(count: int, labels: Any, classes: Sequence[Any] | None) -> list[_Part]:
    """One part with a colour scale for numbers, one a class for names."""
    everything = np.arange(count)
    if labels is None:
        return [_Part(everything)]
    if len(labels) != count:
        raise ValueError(f"there are {count} points and {len(labels)} labels")
    named = np.array([str(v) for v in labels], dtype=object)
    if classes is None and not any(isinstance(v, str) for v in labels):
        return [_Part(everything, colors=np.array([np.nan if v is None else v for v in labels], dtype=float))]
    shown = sorted(set(named)) if classes is None else [str(c) for c in classes]
    return [_Part(np.flatnonzero(named == name), name) for name in shown]


def _radii(sizes: Any, count: int) -> Array | None:
    if sizes is None:
        return None
    values = np.array([0 if v is None else v for v in sizes], dtype=float)
    if len(values) != count:
        raise ValueError(f"there are {count} points and {len(values)} sizes")
    highest = values.max(initial=0)
    return 4 + 16 * values / highest if highest > 0 else np.full(count, 4.0)


def _cloud(points: Array, ids: Any, part: _Part, radii: Array | None) -> Any:
    import plotly.graph_objects as go

    chosen = points[part.indexes]
    marker: dict[str, Any] = {} if radii is None else {"size": radii[part.indexes]}
    if part.colors is not None:
        marker.update(color=part.colors, colorscale="Viridis", showscale=True)
    shared: dict[str, Any] = {
        "mode": "markers",
        "name": part.name,
        "marker": marker,
        "showlegend": part.name is not None,
    }
    if ids is not None:
        shared["customdata"] = np.asarray(ids)[part.indexes]
    if points.shape[1] == _FLAT:
        return go.Scattergl(x=chosen[:, 0], y=chosen[:, 1], **shared)
    return go.Scatter3d(x=chosen[:, 0], y=chosen[:, 1], z=chosen[:, 2], **shared)


def location_scatterplot(
    locations: Any = None,
    samples: Any = None,
    ids: Any = None,
    labels: Any = None,
    sizes: Any = None,
    classes: Sequence[Any] | None = None,
    backend: str = "plotly",
    **kwargs: Any,
) -> Any:
    """A figure of places, longitude by latitude, without the tiles of a map: those would be fetched from a server.

    Args:
        locations: an array (N x 2) of `[longitude, latitude]`, or a field of GeoLocations; by default the only one

    Raises:
        ValueError: if there are none
    """
    if locations is None and samples is not None:
        locations = samples._get_geo_location_field()
    if isinstance(locations, str):
        if samples is None:
            raise ValueError(f"locations={locations!r} is a field, so `samples` are needed to take it from")
        locations = [_NOWHERE if p is None else p.point or _NOWHERE for p in samples.values(locations)]
    axes = {"xaxis": {"title": "Longitude"}, "yaxis": {"title": "Latitude", "scaleanchor": "x"}}
    options = {**axes, **kwargs}
    return scatterplot(locations, samples, ids, None, labels, sizes, classes, backend, **options)


def plot_regressions(
    ytrue: Any,
    ypred: Any,
    samples: Any = None,
    ids: Any = None,
    labels: Any = None,
    sizes: Any = None,
    classes: Sequence[Any] | None = None,
    gt_field: str | None = None,
    pred_field: str | None = None,
    backend: str = "plotly",
    **kwargs: Any,
) -> Any:
    """A figure of predicted numbers by true ones, with the line that fits them best."""
    import plotly.graph_objects as go

    true, predicted = (
        np.asarray(_values(samples, v, n), dtype=float) for v, n in ((ytrue, "ytrue"), (ypred, "ypred"))
    )
    axes = {"xaxis": {"title": gt_field or "Ground truth"}, "yaxis": {"title": pred_field or "Predictions"}}
    points = np.stack([true, predicted], axis=1)
    figure = scatterplot(points, samples, ids, None, labels, sizes, classes, backend, **{**axes, **kwargs})
    fits = np.isfinite(points).all(axis=1)
    if fits.sum() >= _FLAT and np.ptp(true[fits]) > 0:
        slope, start = np.polyfit(true[fits], predicted[fits], 1)
        ends = np.array([true[fits].min(), true[fits].max()])
        figure.add_trace(go.Scatter(x=ends, y=slope * ends + start, mode="lines", name="best fit"))
    return figure


def plot_confusion_matrix(
    confusion_matrix: Any,
    labels: Sequence[str],
    ids: Any = None,
    samples: Any = None,
    eval_key: str | None = None,
    gt_field: str | None = None,
    pred_field: str | None = None,
    backend: str = "plotly",
    **kwargs: Any,
) -> Any:
    """A heatmap of true classes (rows, the first on top) by predicted ones."""
    from .evaluation_plots import confusion_figure

    figure = confusion_figure(np.asarray(confusion_matrix), list(labels), **kwargs)
    names = {"yaxis": gt_field, "xaxis": pred_field}
    return figure.update_layout({axis: {"title": name} for axis, name in names.items() if name is not None})


def plot_pr_curve(
    precision: Any,
    recall: Any,
    thresholds: Any = None,
    label: str | None = None,
    backend: str = "plotly",
    **kwargs: Any,
) -> Any:
    """A figure of precision by recall.

    Args:
        thresholds: the confidence at each point
        label: what is said about it, as the title
    """
    title = {"title": label} if label is not None else {}
    return _curve(recall, precision, thresholds, ("recall", "precision"), (1, 0), {**title, **kwargs})


def plot_roc_curve(
    fpr: Any,
    tpr: Any,
    thresholds: Any = None,
    roc_auc: float | None = None,
    backend: str = "plotly",
    **kwargs: Any,
) -> Any:
    """A figure of the rate of true positives by that of false ones.

    Args:
        thresholds: the confidence at each point
        roc_auc: the area below, which the title tells
    """
    title = {"title": f"AUC: {roc_auc:.5f}"} if roc_auc is not None else {}
    names = ("false positive rate", "true positive rate")
    return _curve(fpr, tpr, thresholds, names, (0, 1), {**title, **kwargs})


def _curve(
    x: Any, y: Any, thresholds: Any, names: tuple[str, str], guess: tuple[int, int], kwargs: Mapping[str, Any]
) -> Any:
    """An area below a curve in the unit square, with a dashed line for guessing."""
    import plotly.graph_objects as go

    told = f"{names[0]}: %{{x:.3f}}<br>{names[1]}: %{{y:.3f}}"
    more = "" if thresholds is None else "<br>threshold: %{customdata:.3f}"
    trace = go.Scatter(
        x=x,
        y=y,
        customdata=thresholds,
        mode="lines",
        fill="tozeroy",
        hovertemplate=f"{told}{more}<extra></extra>",
    )
    axes = {
        "xaxis": {"title": names[0].capitalize(), "range": [0, 1], "constrain": "domain"},
        "yaxis": {"title": names[1].capitalize(), "range": [0, 1], "scaleanchor": "x", "constrain": "domain"},
    }
    return _figure([trace], kwargs, shapes=[{**_GUESS, "y0": guess[0], "y1": guess[1]}], **axes)


def plot_pr_curves(
    precisions: Any,
    recall: Any,
    classes: Sequence[str],
    thresholds: Any = None,
    backend: str = "plotly",
    **kwargs: Any,
) -> Any:
    """A figure of precision by recall of several classes, the best first."""
    from .evaluation_plots import precision_figure

    curves = {name: np.asarray(p, dtype=float) for name, p in zip(classes, precisions, strict=True)}
    return precision_figure(np.asarray(recall, dtype=float), curves, **kwargs)


def lines(
    x: Any = None,
    y: Any = None,
    samples: Any = None,
    ids: Any = None,
    link_field: str | None = None,
    sizes: Any = None,
    labels: Sequence[str] | None = None,
    backend: str = "plotly",
    **kwargs: Any,
) -> Any:
    """A figure of lines, one for each list of values.

    Args:
        x: a list of lists, or a field or expression of `samples`, such as `"frames.frame_number"`; by default 0, 1, ...
        y: likewise
        labels: the names of the lines
        kwargs: of the layout, and `xaxis_title`, `yaxis_title`

    Raises:
        ValueError: if there are no values, or a field is given without samples
    """
    import plotly.graph_objects as go

    rows = [_rows(samples, values, name) for values, name in ((x, "x"), (y, "y"))]
    if rows[1] is None:
        raise ValueError("lines() needs `y`: lists of values, or a field or expression of `samples`")
    across = rows[0] if rows[0] is not None else [list(range(len(row))) for row in rows[1]]
    names = labels if labels is not None else [None] * len(rows[1])
    return _figure(
        [go.Scatter(x=a, y=b, mode="lines", name=n) for a, b, n in zip(across, rows[1], names, strict=True)],
        kwargs,
    )


def _rows(samples: Any, given: Any, what: str) -> Any:
    if isinstance(given, (str, ViewExpression)):
        if samples is None:
            raise ValueError(f"{what}={given!r} is a field, so `samples` are needed to take its values from")
        return samples.values(given)
    return given
