"""Which samples an operator works on, chosen in its form."""

from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types


class Counts(foo.Operator):
    @property
    def config(self):
        return foo.OperatorConfig("counts", "Counts")

    def resolve_input(self, ctx):
        inputs = types.Object()
        inputs.view_target(ctx, required=True)
        return types.Property(inputs)

    def execute(self, ctx):
        return {"n": len(ctx.target_view()), "params": dict(ctx.params)}


class Asks(Counts):
    """Asks for the target while its form is made, which adds the choice."""

    @property
    def config(self):
        return foo.OperatorConfig("asks_target", "Asks", dynamic=True)

    def resolve_input(self, ctx):
        ctx.target_view()
        inputs = types.Object()
        inputs.str("tag")
        return types.Property(inputs)


@pytest.fixture(params=[Counts, Asks])
def form(request, session):
    session.view = session.dataset.limit(2)
    return fow.operator(request.param, session=session, face="headless")


def test_the_narrowest_target_is_offered_first(form):
    assert form.params == {"view_target": "CURRENT_VIEW"}
    assert form.execute() == {"n": 2, "params": {}}


def test_another_one_can_be_chosen(form):
    form["view_target"].set("DATASET")
    assert form.execute()["n"] == 5
    assert form.params == {"view_target": "DATASET"}


def test_a_selection_is_offered(form, session):
    session.selected = session.dataset.values("id")[:1]
    again = fow.operator(type(form._host.operator), session=session, face="headless")
    assert again.params == {"view_target": "SELECTED_SAMPLES"}
    assert again.execute()["n"] == 1


def test_code_may_name_the_target(session):
    session.view = session.dataset.limit(3)
    for target, n in (("DATASET", 5), ("CURRENT_VIEW", 3)):
        assert fow.execute_operator(Counts, session=session, params={"view_target": target})["n"] == n
    with pytest.raises(foo.ExecutionError, match="view_target"):
        fow.execute_operator(Counts, session=session)
    with pytest.raises(foo.ExecutionError, match="view_target"):
        fow.execute_operator(Counts, session=session, params={"view_target": "EVERYTHING"})
