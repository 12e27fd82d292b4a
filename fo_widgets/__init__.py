"""FiftyOne-style plugins as native Jupyter widgets."""

from __future__ import annotations

__version__ = "0.1.0"
