from __future__ import annotations

import inspect

from fo_widgets.operators import types
from tests import vectors
from tests.conformance.cases import CASES

# what the wire calls `a view` but no schema shows by itself; the rest of the 77 has a case of its own
VIEWS = set(vectors.load("app_components")["views"])


def test_every_view_of_fiftyone_has_a_case():
    covered = {view for case in CASES for view in case.views}
    assert VIEWS - covered == set()


def test_every_view_class_has_a_case():
    ours = {
        name for name, each in vars(types).items() if inspect.isclass(each) and issubclass(each, types.View)
    }
    assert ours - {view for case in CASES for view in case.views} == set()


def test_cases_have_names_of_their_own():
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
