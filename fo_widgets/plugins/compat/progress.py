"""The progress bar that plugins wrap around loops."""

from __future__ import annotations

from fo_widgets.data.progress import ProgressBar

__all__ = ["ProgressBar"]
