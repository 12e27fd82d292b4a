"""Places: where the App puts an operator's button."""

from __future__ import annotations

import enum

from fo_widgets.schema.types.view import View
from fo_widgets.schema.types.wire import Json, optional_json


class Places(enum.Enum):
    """Places for an operator's button."""

    SAMPLES_GRID_ACTIONS = "samples-grid-actions"
    SAMPLES_GRID_SECONDARY_ACTIONS = "samples-grid-secondary-actions"
    SAMPLES_VIEWER_ACTIONS = "samples-viewer-actions"
    EMBEDDINGS_ACTIONS = "embeddings-actions"
    HISTOGRAM_ACTIONS = "histograms-actions"
    MAP_ACTIONS = "map-actions"
    MAP_SECONDARY_ACTIONS = "map-secondary-actions"
    DISPLAY_OPTIONS = "display-options"
    HEADER_ACTIONS = "header-actions"

    def to_json(self) -> str:
        """The wire form."""
        return self.value


class Placement:
    """A place and the button (or other view) to put there."""

    def __init__(self, place: Places, view: View | None = None) -> None:
        self.place = place
        self.view = view

    def to_json(self) -> Json:
        """The wire form."""
        return {"place": self.place.to_json(), "view": optional_json(self.view)}


class RiskLevel(enum.Enum):
    """How much harm an operator can do."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    DANGEROUS = "dangerous"
