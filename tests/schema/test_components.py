from __future__ import annotations

import pytest

from fo_widgets.schema import types
from fo_widgets.schema.components import ALIASES, COMPOSITE, DISPLAY_ONLY, UNSUPPORTED, component_of
from fo_widgets.schema.defaults import collect_defaults
from tests import vectors

APP = vectors.load("app_components")
KINDS = {
    "String": types.String,
    "Object": types.Object,
    "Void": types.Void,
    "Boolean": types.Boolean,
    "Number": types.Number,
    "File": types.File,
    "UploadedFile": types.UploadedFile,
    "Tree": types.Tree,
    "BaseType": types.BaseType,
    "List": lambda: types.List(types.String()),
    "List[String]": lambda: types.List(types.String()),
    "List[Object]": lambda: types.List(types.Object()),
    "Enum": lambda: types.Enum(["a"]),
    "OneOf": lambda: types.OneOf([types.String()]),
    "Tuple": lambda: types.Tuple(types.String()),
    "Map": lambda: types.Map(types.String(), types.String()),
    "ResolvableProperty": lambda: types.ResolvableProperty("r"),
}
VIEWS = {
    "Choice": lambda: types.Choice("a"),
    "Column": lambda: types.Column("a"),
    "Action": lambda: types.Action("a"),
    "Tooltip": lambda: types.Tooltip(0, 0),
    "DrawerView": lambda: types.DrawerView(placement="left"),
    "IconButtonView": lambda: types.IconButtonView(icon="add"),
    "OperatorExecutionButtonView": lambda: types.OperatorExecutionButtonView(operator="a"),
    "LoaderView": lambda: types.LoaderView("a"),
    "ComponentView": lambda: types.ComponentView("the given component name"),
}


def cases_by_view():
    for name, recorded in APP["views"].items():
        for kind, components in recorded.get("by_type", {"String": recorded["component"]}).items():
            for side in ("input", "output"):
                wanted = components if isinstance(components, str) else components.get(side)
                if wanted is not None:
                    yield pytest.param(name, kind, side, wanted, id=f"{name}-{kind}-{side}")


@pytest.mark.parametrize(("view", "kind", "side", "wanted"), list(cases_by_view()))
def test_a_view_chooses_its_component(view, kind, side, wanted):
    make = VIEWS.get(view) or getattr(types, view)
    prop = types.Property(KINDS[kind](), view=make()).to_json()
    assert component_of(prop, side == "output") == wanted


@pytest.mark.parametrize("side", ["input", "output"])
@pytest.mark.parametrize("kind", APP["types"])
def test_a_type_chooses_a_component_if_the_view_does_not(kind, side):
    recorded = APP["types"][kind][side]
    # where the App aborts the whole form we only leave the field out
    wanted = UNSUPPORTED if "error" in recorded else recorded["component"]
    prop = types.Property(KINDS[kind](), view=types.View()).to_json()
    assert component_of(prop, side == "output") == wanted


def test_the_tables_are_the_apps():
    assert APP["aliases"] == ALIASES
    assert set(APP["components_whose_default_is_not_pushed_into_the_data"]) == DISPLAY_ONLY
    assert {ALIASES.get(name, name) for name in APP["composite_components"]} <= COMPOSITE


def test_choices_on_a_plain_view_make_a_dropdown():
    prop = types.Property(types.String(), view=types.View(choices=[{"value": 1}])).to_json()
    assert component_of(prop) == "DropdownView"


def test_defaults_are_collected_by_path_without_those_that_only_display():
    panel = types.Object()
    panel.str("name", default="spam")
    panel.md("# text")
    panel.v_stack("stack").int("n", default=0)
    panel.bool("none")
    assert collect_defaults(types.Property(panel).to_json()) == {"name": "spam", "stack.n": 0}
