"""`make demo` plays to its end, and leaves what it says."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tools import demo
from tools.lab_server import LabServer

LARGEST_PICTURE = 300_000


def test_the_demo_plays_and_leaves_pictures_and_a_page(
    jupyterlab: LabServer, browser: Browser, tmp_path: Path
) -> None:
    panels, everything, page = demo.play(jupyterlab, browser, tmp_path)
    with Image.open(panels) as small, Image.open(everything) as large:
        assert small.height < large.height
    # The page needs no kernel: what the panels showed is in it.
    text = page.read_text(encoding="utf-8")
    for shown in ("Label counts", "Tag unusual samples", "Samples tagged"):
        assert shown in text, shown

    kept = tmp_path / "kept.png"
    demo.keep(panels, kept)
    assert kept.stat().st_size < LARGEST_PICTURE
