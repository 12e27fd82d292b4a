"""The quickstart, played for real: in JupyterLab, with a hand on the mouse; `make demo`.

Opens the notebook in a headless Chromium, runs it, clicks its panel, runs its operator, says what happened, and
leaves a picture and an HTML page in `demo-output/`. Then, at a terminal and unless HEADLESS=1, opens JupyterLab.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Locator, ViewportSize, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from tools import chromium, lab_server
from tools.lab import Cell, Lab
from tools.lab_server import LabServer

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "notebooks" / "01_quickstart.ipynb"
OUTPUT = ROOT / "demo-output"
LABELS = "app.session.view.count_values('ground_truth.detections.label')"
WORKSPACE, PANEL, FORM = 3, 5, 7
"""Where the notebook's cells with something to click are."""
PATIENCE = 30_000
"""Milliseconds for anything to appear: a small machine may have much else to do."""
# High enough for the whole notebook once its code is folded away.
WINDOW = ViewportSize(width=1100, height=3200)


def play(server: LabServer, browser: Browser, output: Path) -> list[Path]:
    """Plays the quickstart; gives the files that it wrote, the picture for the documents first.

    Raises:
        AssertionError: something did not happen, or went wrong in the page.
    """
    expect.set_options(timeout=PATIENCE)
    with browser.new_context(viewport=WINDOW) as context:
        with _step("JupyterLab opened notebooks/01_quickstart.ipynb"):
            lab = Lab.open(server, context, NOTEBOOK)
        try:
            cells = _run(lab)
            _touch_panel(lab, cells)
            panels = _picture(cells[PANEL - 1 : FORM + 1], output / "panels.png")
            _run_operator(lab, cells[FORM])
            everything = _picture(cells[:-1], output / "quickstart.png")
            page = _html(lab, output / "quickstart.html")
        except (AssertionError, BrowserError):
            lab.screenshot(output / "failure.png")
            raise
        finally:
            (output / "console.txt").write_text("\n".join(lab.page_errors + lab.console))
        assert lab.page_errors == [], f"the page had errors: {lab.page_errors}"
        return [panels, everything, page]


def _run(lab: Lab) -> list[Cell]:
    with _step("its cells ran: a workspace, a panel and a form are on the screen"):
        cells = lab.run_all()
        lab.page.evaluate("window.jupyterapp.commands.execute('notebook:hide-all-cell-code')")
        expect(cells[WORKSPACE].output.get_by_text("Samples", exact=True)).to_be_visible()
        expect(_bars(cells[PANEL]).first).to_be_visible()
        expect(_execute(cells[FORM])).to_be_enabled()
    return cells


def _touch_panel(lab: Lab, cells: list[Cell]) -> None:
    everything = lab.value("len(app.session.view)")
    with _step("a click on a bar of the panel made its samples the view") as told:
        ranking = f"sorted({LABELS}, key={LABELS}.get, reverse=True)"
        _click_middle(lab, _bars(cells[PANEL]).nth(lab.value(f"{ranking}.index('coin')")))
        lab.wait_for_value(f"list({LABELS})", ["coin"])
        shown = lab.value("len(app.session.view)")
        told.append(f"{lab.value(LABELS)['coin']} coins in {shown} of {everything} samples")
        expect(cells[WORKSPACE].output.get_by_text(f"{shown} of {everything}")).to_be_visible()

    with _step("its button brought all samples back"):
        cells[PANEL].output.get_by_role("button", name="Show all").click()
        lab.wait_for_value("len(app.session.view)", everything)
        expect(_bars(cells[PANEL])).to_have_count(lab.value(f"len({LABELS})"))


def _run_operator(lab: Lab, form: Cell) -> None:
    with _step("the operator ran from its form") as told:
        _execute(form).click()
        lab.wait_for_value("form.phase", "done")
        tagged = lab.value("form.result['tagged']")
        told.append(f"{tagged} tagged")
        expect(form.output.get_by_text("Samples tagged")).to_be_visible()
        assert lab.value("dataset.count_sample_tags()['unusual']") >= tagged > 0

    lab.wait_idle()
    troubles = lab.value("[len(panel.errors), len(form.errors), len(app.panel.errors)]")
    assert troubles == [0, 0, 0], f"errors in panel, form, workspace: {troubles}"


def _bars(panel: Cell) -> Locator:
    return panel.output.locator(".plotly .bars path")


def _execute(form: Cell) -> Locator:
    return form.output.get_by_role("button", name="Execute", exact=True)


def _click_middle(lab: Lab, mark: Locator) -> None:
    """Points, waits until the plot has noticed, and clicks, as a hand does."""
    noticed = lab.page.locator(".hoverlayer .hovertext").first
    mark.scroll_into_view_if_needed()
    for _ in range(10):  # a plot that is just being laid out anew notices nothing
        lab.page.mouse.move(0, 0)
        lab.page.mouse.move(*_middle(mark), steps=5)
        with suppress(AssertionError):
            expect(noticed).to_be_visible(timeout=PATIENCE / 10)
            break
    expect(noticed).to_be_visible()
    lab.page.mouse.click(*_middle(mark))


def _middle(mark: Locator) -> tuple[float, float]:
    box = mark.bounding_box()
    assert box is not None, "it has no place on the screen"
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _picture(cells: list[Cell], file: Path) -> Path:
    """Cells that follow each other, as they stand on the screen."""
    page = cells[0].lab.page
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)  # until nothing moves or is marked as pointed at
    first, last = cells[0].locator.bounding_box(), cells[-1].locator.bounding_box()
    assert first is not None
    assert last is not None
    height = last["y"] + last["height"] - first["y"]
    clip = FloatRect(x=first["x"], y=first["y"], width=first["width"], height=height)
    page.screenshot(path=file, clip=clip, animations="disabled")
    return file


def _html(lab: Lab, file: Path) -> Path:
    """The saved notebook as a page without a kernel: each panel as it was."""
    lab.save()
    command = [sys.executable, "-m", "nbconvert", "--log-level=ERROR", "--to=html", f"--output={file}"]
    subprocess.run([*command, str(lab.server.root / lab.path)], check=True, timeout=120)
    return file


@contextmanager
def _step(what: str) -> Iterator[list[str]]:
    """Says what happened, how long it took, and what the block adds."""
    begun = time.perf_counter()
    told: list[str] = []
    yield told
    print(f"{time.perf_counter() - begun:6.1f} s  {what}{': ' if told else ''}{'; '.join(told)}", flush=True)


def keep(picture: Path, target: Path) -> None:
    """Writes a picture with 256 colours, a third of the size, for the documents."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(picture) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)


def open_jupyterlab() -> NoReturn:
    """Becomes a JupyterLab that shows the quickstart, on the loopback interface."""
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1"]
    # As the default address, so that the one it prints leads to the notebook too.
    command += [f"--ServerApp.root_dir={NOTEBOOK.parent}", f"--LabApp.default_url=/lab/tree/{NOTEBOOK.name}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    print("\nopening JupyterLab; Ctrl-C twice ends it", flush=True)
    os.execve(sys.executable, command, {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"})


def main() -> int:
    """Command line of this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path, help="also keep a small copy of the picture here")
    options = parser.parse_args()
    OUTPUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fo_widgets-demo-") as folder:
        # Nothing of the user's own: the same every time.
        environment = {"FIFTYONE_DATASET_ZOO_DIR": folder, "FIFTYONE_PLUGINS_DIR": folder}
        try:
            with lab_server.running(environment=environment) as server, sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium.ensure(), args=chromium.ARGUMENTS
                )
                files = play(server, browser, OUTPUT)
                browser.close()
        except (AssertionError, BrowserError) as error:
            print(f"\nthe demo failed; see {OUTPUT}\n{error}", file=sys.stderr)
            return 1
    if options.picture:
        keep(files[0], options.picture)
    print("\n" + "\n".join(str(file.relative_to(ROOT)) for file in files))
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("HEADLESS") != "1":
        open_jupyterlab()
    return 0


if __name__ == "__main__":
    sys.exit(main())
