from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fo_widgets.schema.paths import MISSING, get_path, relative_path, set_path, split_path, with_path

NAMES = st.text("abc", min_size=1, max_size=2)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(".".join)
STATES = st.recursive(
    st.none() | st.integers() | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("path", "parts"),
    [("", []), ("a", ["a"]), ("a.b", ["a", "b"]), ("a[0].b", ["a", "0", "b"]), ("a.0", ["a", "0"])],
)
def test_a_path_has_parts(path, parts):
    assert split_path(path) == parts


def test_missing_levels_are_created_and_lists_padded():
    state = {}
    set_path(state, "a.b[2].c", 1)
    assert state == {"a": {"b": [None, None, {"c": 1}]}}


def test_siblings_survive_a_nested_write():
    state = {"a": {"b": 1, "c": 2}}
    set_path(state, "a.b", 3)
    assert state == {"a": {"b": 3, "c": 2}}


def test_a_null_is_a_value():
    assert get_path({"a": None}, "a", MISSING) is None
    assert get_path({}, "a", MISSING) is MISSING
    assert get_path({"a": None}, "a.b", MISSING) is MISSING


def test_relative_path_is_the_last_part():
    assert relative_path("a.b.c") == "c"


def test_an_empty_path_cannot_be_set():
    with pytest.raises(ValueError, match="no place"):
        set_path({}, "", 1)


@given(st.dictionaries(NAMES, STATES, max_size=3), PATHS, STATES)
def test_what_was_set_is_read_back_and_the_original_is_left_alone(state, path, value):
    before = copy.deepcopy(state)
    try:
        after = with_path(state, path, value)
    except TypeError:  # a name inside a list
        return
    assert get_path(after, path) == value
    assert state == before
    set_path(state, path, value)
    assert state == after
