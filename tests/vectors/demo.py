"""The plugin and the datasets behind the transcripts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fo_widgets.plugins import loader

FOLDER = Path(__file__).parent / "plugins" / "demo"


@contextmanager
def plugin() -> Iterator[Any]:
    """The demo plugin's module while it is loaded; `LOG` in it has what its operators were asked."""
    (report,) = loader.load(FOLDER)
    assert report.ok, report
    instance = loader.plugins["@acme/demo"].instances[0]
    yield sys.modules[type(instance).__module__]
    loader.unload("@acme/demo")


def datasets() -> None:
    """Makes `wire_ds` (six images, one saved view) and `wire_groups` (two groups of two)."""
    import fo_widgets as fow
    from fo_widgets.data import Group

    images = fow.Dataset("wire_ds", overwrite=True)
    images.add_samples([fow.Sample(filepath=f"/tmp/{i}.jpg", tags=[f"t{i % 2}"]) for i in range(6)])
    images.save_view("saved", images.limit(3))
    groups = fow.Dataset("wire_groups", overwrite=True)
    groups.add_group_field("group", default="left")
    samples = []
    for i in range(2):
        group = Group()
        samples += [
            fow.Sample(filepath=f"/tmp/{name}{i}.jpg", group=group.element(name))
            for name in ("left", "right")
        ]
    groups.add_samples(samples)
