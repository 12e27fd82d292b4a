from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fo_widgets.schema import types
from fo_widgets.schema.validation import schema_of, validate, validate_form
from tests import vectors
from tests.schema.test_types import NAMES

VECTORS = vectors.load("validation_vectors")
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


def prepare(vector):
    out = vectors.run(vector["schema_code"], NAMES)
    prop = types.Property(out) if isinstance(out, types.Object) else out
    return schema_of(prop), copy.deepcopy(vector["params"])


def judge(judgement, vector, schema, params, expected):
    options = {"disable_schema_validation": vector["config"].get("disable_schema_validation", False)}
    if "raises" in expected:
        with pytest.raises(Exception) as raised:  # noqa: PT011 - the type's name is what is compared
            judgement(schema, params, **options)
        assert type(raised.value).__name__ == expected["raises"]
        return
    errors = judgement(schema, params, **options)
    assert (not errors, errors) == (expected["valid"], expected["errors"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_the_servers_verdict(vector):
    schema, params = prepare(vector)
    # the server moves a view target out of the params before it validates
    params.pop("view_target", None)
    judge(validate, vector, schema, params, vector)


@pytest.mark.parametrize(
    "vector", [vector for vector in VECTORS if vector["client"]], ids=lambda vector: vector["id"]
)
def test_the_apps_verdict(vector):
    schema, params = prepare(vector)
    judge(validate_form, vector, schema, params, vector["client"])


def form():
    inputs = types.Object()
    inputs.str("s", required=True)
    inputs.int("n", min=0, max=9)
    inputs.enum("e", ["a", 1])
    inputs.list("l", types.Number(), min_items=1)
    inputs.obj("o").type.bool("b", required=True)
    return types.Property(inputs).to_json()


@given(st.dictionaries(st.sampled_from(["s", "n", "e", "l", "o", "other"]), VALUES))
def test_a_form_that_the_app_accepts_is_accepted_by_the_server(params):
    if not validate_form(form(), params):
        assert validate(form(), params) == []


@given(st.dictionaries(st.sampled_from(["s", "n", "e", "l", "o"]), VALUES))
def test_the_form_verdict_never_fails_and_names_paths_of_the_schema(params):
    for issue in validate_form(form(), params):
        assert issue["path"].split(".")[0] in {"s", "n", "e", "l", "o"}
        assert issue["reason"]
