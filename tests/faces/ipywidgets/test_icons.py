from __future__ import annotations

import pytest

from fo_widgets.faces.ipywidgets.icons import font_awesome


@pytest.mark.parametrize(
    ("material", "name"), [("add", "plus"), ("Bar-Chart", "chart-bar"), ("nothing_like_it", ""), (None, "")]
)
def test_material_icons_have_names_in_jupyterlab(material, name):
    assert font_awesome(material) == name
