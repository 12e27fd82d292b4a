"""The static face: a picture of a scene in plain HTML, for pages without a kernel and without JavaScript."""

from . import displays, frames, inputs, pictures, plots, tables  # each registers what it draws
from .snapshot import to_html

__all__ = ["displays", "frames", "inputs", "pictures", "plots", "tables", "to_html"]
