from __future__ import annotations

import pytest

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.faces.app_media import as_local
from fo_widgets.operators import types


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("http://localhost:5151/media?filepath=/data/a b.png", "/data/a b.png"),
        ("http://127.0.0.1/media?v=1&filepath=%2Fdata%2Fa.png", "/data/a.png"),
        ("/media?filepath=/data/a.png&x=1", "/data/a.png"),
        ({"url": "/media?filepath=/a.mp4", "loop": True}, {"url": "/a.mp4", "loop": True}),
        ("https://acme.org/media?filepath=/data/a.png", "https://acme.org/media?filepath=/data/a.png"),
        ("/data/a.png", "/data/a.png"),
        (None, None),
    ],
)
def test_only_addresses_of_the_apps_media_route_become_files(source: object, found: object) -> None:
    assert as_local(source) == found


def test_a_picture_by_the_apps_address_is_shown_from_its_file() -> None:
    class Pictures(foo.Panel):
        @property
        def config(self):
            return foo.PanelConfig(name="pictures", label="Pictures")

        def on_load(self, ctx):
            ctx.panel.state.first = f"http://localhost:5151/media?filepath={ctx.dataset.first().filepath}"

        def render(self, ctx):
            panel = types.Object()
            panel.view("first", types.ImageView())
            panel.img("second", href="/media?filepath=/data/b.png")
            return types.Property(panel)

    dataset = fow.load_dataset("photos")
    panel = fow.open_panel(Pictures, dataset=dataset, face="headless")
    assert panel["first"].value == dataset.first().filepath
    assert panel["second"].props["href"] == "/data/b.png"
