"""The table: every view, what is shown of it, what its gestures do. No word in it is about a face."""

from __future__ import annotations

from tests.conformance.displays import DISPLAYS, LAYOUTS, LOADING
from tests.conformance.gestures import GESTURES, PLOTS
from tests.conformance.inputs import FORMS, INPUTS
from tests.conformance.stage import Case

CASES: tuple[Case, ...] = (*INPUTS, *DISPLAYS, *LAYOUTS, *GESTURES, *PLOTS, *LOADING, *FORMS)
