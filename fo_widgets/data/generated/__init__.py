"""Views that show parts of samples as samples: patches, evaluation patches, frames, clips, trajectories."""

from .base import GeneratedView, PartView
from .clips import ClipsView, ClipView, TrajectoriesView
from .evaluation_patches import EvaluationPatchesView, EvaluationPatchView
from .frames import FramesView, FrameView
from .patches import PATCH_TYPES, PatchesView, PatchView

__all__ = [
    "PATCH_TYPES",
    "ClipView",
    "ClipsView",
    "EvaluationPatchView",
    "EvaluationPatchesView",
    "FrameView",
    "FramesView",
    "GeneratedView",
    "PartView",
    "PatchView",
    "PatchesView",
    "TrajectoriesView",
]
