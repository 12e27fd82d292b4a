"""How one module of FiftyOne's is served, and what is said of what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field

FIFTYONE = "use FiftyOne itself for it (pip install fiftyone) and open the same database"
SCENES_3D = "3D scenes are not part of fo_widgets yet"
ANNOTATION = f"annotation backends are not part of fo_widgets; {FIFTYONE}"
BRAIN = f"this method of the brain is not part of fo_widgets; {FIFTYONE}, its runs can then be read here"
ZOO = f"the zoo is not part of fo_widgets; {FIFTYONE}"
TORCH = f"FiftyOne's PyTorch helpers are not part of fo_widgets; use torch directly, or {FIFTYONE}"
FORMATS = f"this importer or exporter is not part of fo_widgets; {FIFTYONE}"
SERVER = "fo_widgets has no App server"
NO_SESSION = (
    "plots here are plotly figures that no App session selects with; show them in a panel's PlotlyView"
)
LIVE_PLOTS = "InteractivePlot ResponsivePlot PlotManager ViewGrid"
COMPAT = "plugins.compat"


@dataclass(frozen=True)
class Row:
    """How one module of FiftyOne's is served.

    Attributes:
        sources: modules of ours; a name is looked up in them in this order.
        names: single names: `"module:attribute"`. They win over the sources.
        absent: names that exist in FiftyOne and not here: they import, and raise when used.
        mend: said when an absent name is used.
    """

    sources: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    mend: str = FIFTYONE

    def doc(self, name: str) -> str:
        """The docstring of the module."""
        served = ", ".join([*self.sources, *sorted(set(self.names.values()))]) or "nothing yet"
        return f"`{name}` as fo_widgets serves it, from {served}."


def own(*sources: str, names: dict[str, str] | None = None, absent: str = "", mend: str = FIFTYONE) -> Row:
    """The row of a module that is served from modules of `fo_widgets`, whose names leave that out."""
    places = {name: f"fo_widgets.{place}".replace(".:", ":") for name, place in (names or {}).items()}
    return Row(tuple(f"fo_widgets.{source}" for source in sources), places, tuple(absent.split()), mend)


def functions(*names: str) -> dict[str, str]:
    """Methods of collections that FiftyOne also has as functions."""
    return {name: f"{COMPAT}.collection_functions:{name}" for name in names}
