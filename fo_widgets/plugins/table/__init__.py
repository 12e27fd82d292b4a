"""Which of our modules serves which module of FiftyOne's: one table, and nothing else decides."""

from __future__ import annotations

from fo_widgets.plugins.table import around, core, top
from fo_widgets.plugins.table.row import Row

MODULES: dict[str, Row] = {**top.ROWS, **core.ROWS, **around.ROWS}

# where FiftyOne itself keeps the names of `import fiftyone`
MODULES["fiftyone.__public__"] = MODULES["fiftyone"]

__all__ = ["MODULES", "Row"]
