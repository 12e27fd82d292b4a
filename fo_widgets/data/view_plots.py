"""Plots that are computed from a view, and again from another one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

__all__ = ["CategoricalHistogram", "NumericalHistogram", "Plot", "ViewPlot"]

_ORDERS = ("alphabetical", "frequency")


class Plot:
    """Something with a plotly figure."""

    _figure: Any = None

    @property
    def figure(self) -> Any:
        """The plotly figure.

        Raises:
            ValueError: if it was not computed from a view yet
        """
        if self._figure is None:
            raise ValueError(
                f"{type(self).__name__} has no view yet; give `init_view`, or call update_view()"
            )
        return self._figure

    def show(self, **layout: Any) -> Any:
        """The plotly figure, with changes to its layout; a notebook draws it."""
        return self.figure.update_layout(**layout)

    def save(self, path: str, **options: Any) -> None:
        """Writes the figure as an HTML page."""
        self.figure.write_html(path, **options)


class ViewPlot(Plot):
    """A plot of the samples of a view."""

    def __init__(self, init_view: Any = None, **layout: Any) -> None:
        """Of a view, if one is given."""
        self._layout: Mapping[str, Any] = layout
        if init_view is not None:
            self.update_view(init_view)

    def update_view(self, view: Any) -> None:
        """Computes the figure from a view."""
        self._figure = self._drawn(view).update_layout(**self._layout)

    def _drawn(self, view: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} does not say how a view is drawn")


class _Bars(ViewPlot):
    """Bars of how often values occur."""

    def __init__(
        self,
        field_or_expr: Any,
        expr: Any = None,
        xlabel: str | None = None,
        log: bool | None = None,
        color: str | None = None,
        opacity: float | None = None,
        init_view: Any = None,
        **layout: Any,
    ) -> None:
        self.field_or_expr, self.expr = field_or_expr, expr
        self.xlabel = xlabel if xlabel is not None else str(field_or_expr)
        self.log, self.color, self.opacity = log, color, opacity
        super().__init__(init_view, **layout)

    def _bars(self, **trace: Any) -> Any:
        import plotly.graph_objects as go

        bars = go.Bar(marker={"color": self.color}, opacity=self.opacity, **trace)
        scale = "log" if self.log else "linear"
        return go.Figure(bars, {"xaxis": {"title": self.xlabel}, "yaxis": {"title": "count", "type": scale}})


class NumericalHistogram(_Bars):
    """How often numbers fall into bins."""

    def __init__(
        self, field_or_expr: Any, expr: Any = None, bins: Any = None, range: Any = None, **kwargs: Any
    ) -> None:
        """Of a field or expression.

        Args:
            bins: how many, or their edges
            range: the lowest and the highest number
            kwargs: `xlabel`, `log`, `color`, `opacity`, `init_view`, and of the layout
        """
        self.bins, self.range = bins, range
        super().__init__(field_or_expr, expr, **kwargs)

    def _drawn(self, view: Any) -> Any:
        options = {"bins": self.bins, "range": self.range}
        counts, edges, _ = view.histogram_values(self.field_or_expr, expr=self.expr, **options)
        sides = list(pairwise(edges))
        return self._bars(
            x=[(low + high) / 2 for low, high in sides], y=counts, width=[high - low for low, high in sides]
        ).update_layout(bargap=0)


class CategoricalHistogram(_Bars):
    """How often values occur."""

    def __init__(
        self,
        field_or_expr: Any,
        expr: Any = None,
        order: Any = "alphabetical",
        bargap: float | None = None,
        **kwargs: Any,
    ) -> None:
        """Of a field or expression.

        Args:
            order: `"alphabetical"`, `"frequency"`, or a function that gives the key of a value and its number
            bargap: the part of a bar that is left free beside it
            kwargs: `xlabel`, `log`, `color`, `opacity`, `init_view`, and of the layout

        Raises:
            ValueError: if the order is none
        """
        if not callable(order) and order not in _ORDERS:
            raise ValueError(f"order is one of {_ORDERS} or a function, not {order!r}")
        self.order, self.bargap = order, bargap
        super().__init__(field_or_expr, expr, **kwargs)

    def _drawn(self, view: Any) -> Any:
        counts = view.count_values(self.field_or_expr, expr=self.expr)
        keys = {"alphabetical": lambda pair: str(pair[0]), "frequency": lambda pair: -pair[1]}
        pairs = sorted(counts.items(), key=self.order if callable(self.order) else keys[self.order])
        figure = self._bars(x=[str(value) for value, _ in pairs], y=[number for _, number in pairs])
        return figure.update_layout(bargap=self.bargap, xaxis={"type": "category"})
