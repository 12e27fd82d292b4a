"""Plots of evaluations, as plotly figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def confusion_figure(matrix: Array, labels: list[str], **layout: Any) -> Any:
    """A heatmap of true classes (rows, the first on top) by predicted ones."""
    import plotly.graph_objects as go

    figure = go.Figure(
        go.Heatmap(
            z=matrix,
            x=labels,
            y=labels,
            colorscale="Blues",
            hovertemplate="%{y}, predicted as %{x}: %{z}<extra></extra>",
        )
    )
    figure.update_layout(
        xaxis={"title": "Predicted label", "type": "category", "constrain": "domain"},
        yaxis={"title": "True label", "type": "category", "autorange": "reversed", "scaleanchor": "x"},
    )
    return figure.update_layout(**layout)


def precision_figure(recall: Array, curves: Mapping[str, Array], **layout: Any) -> Any:
    """Lines of precision by recall, the best class first; classes without true objects have none."""
    import plotly.graph_objects as go

    known = {name: values for name, values in curves.items() if np.min(values) >= 0}
    best = sorted(known, key=lambda name: -float(np.mean(known[name])))
    figure = go.Figure(
        [
            go.Scatter(x=recall, y=known[n], mode="lines", name=f"{n} (AP {np.mean(known[n]):.3f})")
            for n in best
        ]
    )
    figure.update_layout(
        xaxis={"title": "Recall", "range": [0, 1]}, yaxis={"title": "Precision", "range": [0, 1.05]}
    )
    return figure.update_layout(**layout)
