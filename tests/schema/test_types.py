from __future__ import annotations

import inspect

import pytest

from fo_widgets.schema import types
from tests import vectors
from tests.vectors import preamble

NAMES = {"types": types, "P": preamble.P, "p": preamble.p, "make_ctx": preamble.make_ctx}


@pytest.mark.parametrize("vector", vectors.load("types_vectors"), ids=lambda vector: vector["id"])
def test_the_json_is_fiftyones(vector):
    out = vectors.run(vector["code"], NAMES)
    got = vectors.plain(out if vector["result"] == "value" else out.to_json())
    assert vectors.same(got, vector["json"]), got


@pytest.mark.parametrize("vector", vectors.load("types_errors"), ids=lambda vector: vector["id"])
def test_bad_use_raises_what_fiftyone_raises(vector):
    expected = "TypeError" if vector["raises"] == "NotJson" else vector["raises"]
    with pytest.raises(Exception) as raised:  # noqa: PT011 - the type's name is what is compared
        vectors.plain(vectors.run(vector["code"], NAMES).to_json())
    assert type(raised.value).__name__ == expected


def test_a_function_as_callback_is_explained():
    with pytest.raises(AttributeError, match="only methods of a panel or operator have a URI"):
        types.Button(operator=lambda ctx: None).to_json()


def test_every_public_class_has_a_docstring_and_is_listed():
    classes = [member for member in vars(types).values() if inspect.isclass(member)]
    assert {cls.__name__ for cls in classes} == set(types.__all__)
    assert not [cls.__name__ for cls in classes if not cls.__doc__]


def test_a_view_can_be_shared_between_properties():
    view = types.DropdownView()
    view.add_choice("a")
    form = types.Object()
    form.enum("one", ["a"], label="One", view=view)
    form.enum("two", ["a"], label="Two", view=view)
    labels = [prop["view"]["label"] for prop in form.to_json()["properties"].values()]
    assert labels == ["One", "Two"]
