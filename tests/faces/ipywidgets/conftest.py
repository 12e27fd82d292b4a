from __future__ import annotations

import pytest
from ipywidgets.widgets import widget

import fo_widgets as fow
from tests.faces.ipywidgets.stage import Stage, screen_of


@pytest.fixture
def session():
    return fow.Session()


@pytest.fixture
def widgets_alive():
    """How many ipywidgets there are."""
    before = len(widget._instances)
    return lambda: len(widget._instances) - before


@pytest.fixture
def draw(session):
    """`draw(node, …)` gives a screen with these nodes; its host is `screen.stage`."""
    screens = []

    def draw_(*nodes, **view):
        stage = Stage(*nodes, session=session, **view)
        screen = screen_of(stage)
        screen.stage = stage
        screens.append(screen)
        return screen

    yield draw_
    for screen in screens:
        screen.close()
