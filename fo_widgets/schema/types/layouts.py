"""Views that arrange the properties of an object."""

from __future__ import annotations

from typing import Any

from fo_widgets.schema.types.containers import OutlinedContainer, PaperContainer
from fo_widgets.schema.types.view import KeywordView


class GridView(KeywordView):
    """A grid.

    Args:
        orientation: horizontal, vertical or 2d.
        gap: space between, in units of 8 px.
        align_x: left, center or right.
        align_y: top, center or bottom.
        width: in percent, or a CSS length.
        height: in percent, or a CSS length.
        variant: paper or outline puts a container around it.
        elevation: of the paper.
    """

    _own = {"orientation": None, "gap": 1, "align_x": "left", "align_y": "top"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        variant = kwargs.get("variant")
        if variant == "paper":
            self.container = PaperContainer(elevation=kwargs.get("elevation"))
        elif variant == "outline":
            self.container = OutlinedContainer()


class HStackView(GridView):
    """Side by side."""

    def __init__(self, orientation: str = "horizontal", **kwargs: Any) -> None:
        super().__init__(orientation=orientation, **kwargs)


class VStackView(GridView):
    """Below each other."""

    def __init__(self, orientation: str = "vertical", **kwargs: Any) -> None:
        super().__init__(orientation=orientation, **kwargs)


class ButtonGroupView(GridView):
    """Buttons in a row."""

    def __init__(self, orientation: str = "horizontal", **kwargs: Any) -> None:
        super().__init__(orientation=orientation, **{"align_y": "center", **kwargs})


class MenuView(GridView):
    """A menu: `overlay` anchors it (top-left, …), `icon` folds it."""

    def __init__(self, orientation: str = "horizontal", **kwargs: Any) -> None:
        super().__init__(orientation=orientation, **kwargs)


class DashboardView(KeywordView):
    """Tiles that can be moved, resized, added and removed: `on_add_item`, `on_save_layout` and more."""

    _own = {
        "allow_addition": True,
        "allow_deletion": True,
        "allow_edit": True,
        "cta_title": None,
        "cta_body": None,
        "cta_button_label": None,
        "rows": None,
        "cols": None,
        "items": None,
        "auto_layout": None,
    }
