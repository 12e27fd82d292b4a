"""Colour scales of plotly, as `fiftyone.core.plots.plotly` gives them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Scale = Sequence[Sequence[Any]]


def _get_colorscale(colorscale: Any) -> Any:
    """Positions and colours of a scale, given by its name, or by colours.

    Raises:
        ValueError: if there is no such scale
    """
    import plotly.graph_objects as go

    found = go.Heatmap(colorscale=colorscale).colorscale
    return None if found is None else [list(stop) for stop in found]


def _to_log_colorscale(colorscale: Scale, maxval: float) -> list[list[Any]]:
    """A scale whose colours change faster where values are small, the more the larger the highest value is."""
    steepness = math.log10(maxval) if maxval > 0 else 0.0
    if steepness <= 0:
        return [list(stop) for stop in colorscale]
    return [
        [math.expm1(position * steepness) / math.expm1(steepness), color] for position, color in colorscale
    ]
