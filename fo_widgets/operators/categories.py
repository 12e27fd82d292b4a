"""Categories of panels."""

from __future__ import annotations

from enum import Enum


class Categories(Enum):
    """What a panel is for."""

    IMPORT = "import"
    CURATE = "curate"
    ANALYZE = "analyze"
    CUSTOM = "custom"
