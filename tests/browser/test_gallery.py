"""The gallery in JupyterLab: every view in both faces, in every theme, looked at by axe and by people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tools.lab import Lab

OpenLab = Callable[..., Lab]
ROOT = Path(__file__).parent.parent.parent
GALLERY = ROOT / "notebooks" / "05_gallery.ipynb"
AXE = ROOT / "js" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = {
    "light": "JupyterLab Light",
    "dark": "JupyterLab Dark",
    "contrast": "JupyterLab Dark High Contrast",
}
# Parts that ipywidgets itself builds without a name, and that take none from Python.
NOT_OURS = [".noUi-handle", ".widget-play button", ".widget-colorpicker input[type=color]"]
# Of each kind of fault, what is wrong and where.
FIND = """async (left_out) => {
    const { violations } = await window.axe.run(
        { include: [[".fow"], [".fow-ipywidgets"]], exclude: left_out.map((each) => [each]) },
        { resultTypes: ["violations"] });
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 240)}`));
}"""


def run_gallery(open_lab: OpenLab, theme: str) -> Lab:
    settings = {"@jupyterlab/apputils-extension:themes": {"theme": THEMES[theme]}}
    lab = open_lab(GALLERY, theme="light" if theme == "light" else "dark", settings=settings)
    lab.run_all()
    # plots come last: they wait for plotly
    expect(lab.page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=30_000)
    lab.wait_idle()
    return lab


@pytest.mark.parametrize("theme", THEMES)
def test_the_gallery_is_shown_without_faults(open_lab: OpenLab, screenshots: Path, theme: str) -> None:
    lab = run_gallery(open_lab, theme)
    assert lab.page_errors == []
    warned = [line for line in lab.console if "[fo_widgets]" in line and "CustomOperatorView" not in line]
    assert warned == []
    for cell in lab.cells:
        if cell.output.locator(".fow").count():
            name = next(
                line for line in cell.source.splitlines() if line.startswith(("def ", "ask(", "fow."))
            )
            part = "".join(letter if letter.isalnum() else "-" for letter in name)[:40].strip("-")
            cell.output.scroll_into_view_if_needed()
            lab.screenshot(screenshots / f"gallery-{theme}-{part}.png", cell.output)
    lab.page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = lab.page.evaluate(FIND, NOT_OURS)
    assert not faults, "\n".join(faults)


def test_a_hand_in_either_face_calls_the_same_callback(open_lab: OpenLab) -> None:
    lab = run_gallery(open_lab, "light")
    cell = next(cell for cell in lab.cells if "def buttons(" in cell.source)
    for button in cell.output.get_by_role("button", name="Contained").all():
        button.click()
    heard = cell.output.get_by_text("contained", exact=False)
    lab.wait_for_value(
        "[p.state['heard'] for p in session.open_panels() if 'heard' in p.state and p.uri.endswith('/buttons')]",
        [{"who": "contained", "path": "row.contained"}] * 2,
    )
    expect(heard.first).to_be_visible()
