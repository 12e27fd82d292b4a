"""Plots as small drawings: bars, lines and points of the common traces; others are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fo_widgets.faces.node import Node

from .look import PALETTE
from .snapshot import drawn_by, labelled, text

_WIDTH, _HEIGHT = 480, 220
_LEFT, _BOTTOM, _TOP = 44, 22, 8
_MOST_POINTS = 400
_BARS = ("bar", "histogram")
_POINTS = ("scatter", "scattergl")


@dataclass(frozen=True)
class _Series:
    kind: str
    x: list[Any]
    y: list[float]
    lines: bool
    colour: str


@drawn_by("PlotlyView")
def _plot(node: Node, inner: str) -> str:
    value = node["value"] or node["view"].get("data")
    traces = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
    series = [found for i, trace in enumerate(traces) if (found := _series(trace, i)) is not None]
    drawing = _drawing(series) if any(each.y for each in series) else ""
    kinds = {str(trace.get("type") or "scatter") for trace in traces}
    other = sorted(kinds - {*_BARS, *_POINTS})
    told = [f"not drawn here: {', '.join(other)}"] if other else []
    points = max((len(_values(trace.get("x", trace.get("y")))) for trace in traces), default=0)
    if points > _MOST_POINTS and not other:
        told.append(f"showing {_MOST_POINTS} of {points:,} points")
    if not traces:
        told = ["no data yet"]
    return labelled(node, drawing + "".join(f'<div class="help">{text(each)}</div>' for each in told))


def _series(trace: dict[str, Any], index: int) -> _Series | None:
    kind = str(trace.get("type") or "scatter")
    colour = PALETTE[index % len(PALETTE)]
    x, y = _values(trace.get("x")), _values(trace.get("y"))
    if kind == "histogram":
        numbers = np.array([v for v in x if isinstance(v, (int, float))], dtype=float)
        numbers = numbers[np.isfinite(numbers)]
        if len(numbers) < len(x) or not len(numbers):
            named = Counter(map(str, x))
            return _Series("bar", list(named), [float(count) for count in named.values()], False, colour)
        counts, edges = np.histogram(numbers, bins=min(int(trace.get("nbinsx") or 20), 100))
        centres = ((edges[:-1] + edges[1:]) / 2).tolist()
        return _Series("bar", centres, [float(c) for c in counts], False, colour)
    if kind not in (*_BARS, *_POINTS) or not y:
        return None
    if trace.get("orientation") == "h":
        x, y = y, x
    pairs = [(a, float(b)) for a, b in zip(x or range(len(y)), y, strict=False) if _is_number(b)]
    if len(pairs) > _MOST_POINTS:
        pairs = [pairs[i] for i in np.linspace(0, len(pairs) - 1, _MOST_POINTS).astype(int)]
    lines = "lines" in str(trace.get("mode") or ("lines" if len(y) > 20 else "lines+markers"))
    return _Series(kind, [a for a, _ in pairs], [b for _, b in pairs], lines, colour)


def _drawing(series: Sequence[_Series]) -> str:
    is_bar = any(each.kind in _BARS for each in series)
    xs = [x for each in series for x in each.x]
    place, names = _scale_x(xs)
    heights = [y for each in series for y in each.y]
    low, high = min([0.0, *heights] if is_bar else heights), max(heights)
    span = (high - low) or 1.0
    inside = _HEIGHT - _BOTTOM - _TOP

    def down(y: float) -> float:
        return _TOP + inside * (1 - (y - low) / span)

    marks = []
    bars = max(1, len(set(map(str, xs))))
    wide = max(1.0, (_WIDTH - _LEFT) / bars * 0.8)
    for each in series:
        points = [(place(x), down(y)) for x, y in zip(each.x, each.y, strict=True)]
        if each.kind in _BARS:
            marks += [
                f'<rect x="{x - wide / 2:.1f}" y="{min(y, down(0)):.1f}" width="{wide:.1f}" '
                f'height="{abs(down(0) - y):.1f}" fill="{each.colour}"/>'
                for x, y in points
            ]
        elif each.lines:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            marks.append(f'<polyline points="{path}" fill="none" stroke="{each.colour}" stroke-width="1.5"/>')
        else:
            marks += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{each.colour}"/>' for x, y in points]
    base = _HEIGHT - _BOTTOM
    axes = (
        f'<path d="M{_LEFT} {_TOP}V{base}H{_WIDTH}" fill="none" stroke="currentColor" stroke-opacity=".3"/>'
        f'<text x="{_LEFT - 4}" y="{_TOP + 8}" text-anchor="end">{high:.4g}</text>'
        f'<text x="{_LEFT - 4}" y="{base}" text-anchor="end">{low:.4g}</text>'
    )
    ticks = "".join(
        f'<text x="{x:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{text(name[:12])}</text>'
        for x, name in names
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img" aria-label="Plot">'
        f"{axes}{''.join(marks)}{ticks}</svg>"
    )


def _scale_x(xs: Sequence[Any]) -> tuple[Any, list[tuple[float, str]]]:
    """Where a value lies between left and right, and the names below."""
    room = _WIDTH - _LEFT
    if xs and all(_is_number(x) for x in xs):
        low, high = float(min(xs)), float(max(xs))
        pad = (high - low) * 0.05 or 1.0
        low, high = low - pad, high + pad

        def along(x: Any) -> float:
            return _LEFT + room * (float(x) - low) / (high - low)

        return along, [(along(x), f"{x:.4g}") for x in (low + pad, high - pad)]
    order = {name: i for i, name in enumerate(dict.fromkeys(map(str, xs)))}

    def at(x: Any) -> float:
        return _LEFT + room * (order[str(x)] + 0.5) / len(order)

    step = max(1, len(order) // 8)
    return at, [(at(name), name) for i, name in enumerate(order) if i % step == 0]


def _values(value: Any) -> list[Any]:
    if isinstance(value, np.ndarray):
        return list(value.tolist())
    return list(value) if isinstance(value, (list, tuple)) else []


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and bool(np.isfinite(value))
