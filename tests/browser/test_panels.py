"""Panels and forms in a real JupyterLab: a hand on the screen does what the Python handle does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.cells import HISTOGRAM, SETUP, form, opened
from tools.lab import Lab

OpenLab = Callable[..., Lab]
SUBSHELLS = "@jupyterlab/apputils-extension:kernels-settings"


def healthy(lab: Lab) -> None:
    """Nothing went wrong in the page."""
    assert lab.page_errors == []
    assert not [line for line in lab.console if line.startswith("error")]


@pytest.mark.parametrize("comms", ["disabled", "perCommTarget"])
def test_a_click_on_the_screen_and_one_from_python_give_the_same_state(open_lab: OpenLab, comms: str) -> None:
    lab = open_lab([SETUP, opened("CounterPanel")], settings={SUBSHELLS: {"commsOverSubshells": comms}})
    shown = lab.run_all()[-1].output
    expect(shown.get_by_text("Count: 3")).to_be_visible()
    shown.get_by_role("button", name="Increment").click()
    expect(shown.get_by_text("Count: 4")).to_be_visible()
    by_hand = lab.value("panel.state")
    twin = "twin = fow.open_panel(CounterPanel, session=fow.Session(), face='headless')"
    lab.run(f"{twin}\ntwin['v_stack.h_stack.increment'].click()")
    assert lab.value("twin.state") == by_hand
    lab.run("panel['v_stack.h_stack.increment'].click()")
    expect(shown.get_by_text("Count: 5")).to_be_visible()
    healthy(lab)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_of_the_documented_panels(open_lab: OpenLab, screenshots: Path, theme: str) -> None:
    lab = open_lab([SETUP, opened("HelloWorldPanel"), opened("CounterPanel"), HISTOGRAM], theme=theme)
    hello, counter, histogram = lab.run_all()[1:]
    hello.output.get_by_role("button", name="Say Hello").click()
    expect(hello.output.get_by_text("Hello world!").first).to_be_visible()
    expect(histogram.output.locator(".plotly .bars path").first).to_be_visible(timeout=20_000)
    for name, cell in (("hello", hello), ("counter", counter), ("histogram", histogram)):
        lab.screenshot(screenshots / f"panel-{name}-{theme}.png", cell.output)
    healthy(lab)


def test_a_click_on_a_bar_carries_its_bin(open_lab: OpenLab) -> None:
    lab = open_lab([SETUP, HISTOGRAM])
    shown = lab.run_all()[-1].output
    bar = shown.locator(".plotly .bars path").first
    expect(bar).to_be_visible(timeout=20_000)
    shown.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lab.page.mouse.move(*middle)
    expect(shown.locator(".hoverlayer .hovertext")).to_be_visible()
    lab.page.mouse.click(*middle)
    expect(shown.get_by_text("Clicked bin", exact=False)).to_be_visible()
    lab.wait_for_value("panel.history()[-1]['event']", "on_click")
    assert "[" in lab.value("panel.state['title']")
    healthy(lab)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_dynamic_form_asks_for_what_it_needs(open_lab: OpenLab, screenshots: Path, theme: str) -> None:
    lab = open_lab([SETUP, form("DynamicForm")], theme=theme)
    shown = lab.run_all()[-1].output
    execute = shown.get_by_role("button", name="Execute", exact=True)
    expect(execute).to_be_disabled()
    shown.get_by_role("combobox").first.click()
    lab.page.get_by_role("option", name="Dog").click()
    trick = shown.get_by_label("Trick")
    expect(trick).to_be_visible()
    lab.screenshot(screenshots / f"form-required-{theme}.png", shown)
    trick.press_sequentially("roll over", delay=30)
    expect(trick).to_be_focused()
    expect(trick).to_have_value("roll over")
    expect(execute).to_be_enabled()
    lab.screenshot(screenshots / f"form-filled-{theme}.png", shown)
    execute.click()
    lab.wait_for_value("form.result", {"kind": "dog", "trick": "roll over"})
    healthy(lab)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_progress_and_failure_of_an_operator_are_shown(
    open_lab: OpenLab, screenshots: Path, theme: str
) -> None:
    lab = open_lab([SETUP, form("ProgressOperator", "{'pause': 0.4}")], theme=theme)
    shown = lab.run_all()[-1].output
    shown.get_by_role("button", name="Execute", exact=True).click()
    expect(shown.get_by_text("Step 2/5")).to_be_visible()
    expect(shown.get_by_role("button", name="Cancel")).to_be_visible()
    lab.screenshot(screenshots / f"form-progress-{theme}.png", shown)
    lab.wait_for_value("form.phase", "done")
    lab.run("form['fail'].set(True)\nform['pause'].set(0)")
    shown.get_by_role("button", name="Execute", exact=True).click()
    expect(shown.get_by_text("failed half-way", exact=False).first).to_be_visible()
    details = shown.locator("details")
    expect(details.locator("pre")).not_to_be_visible()
    details.locator("summary").click()
    expect(details.locator("pre")).to_contain_text("raise RuntimeError")
    lab.screenshot(screenshots / f"form-failed-{theme}.png", shown)
    healthy(lab)


def test_a_running_operator_is_cancelled(open_lab: OpenLab) -> None:
    lab = open_lab([SETUP, form("EndlessOperator")])
    shown = lab.run_all()[-1].output
    shown.get_by_role("button", name="Execute", exact=True).click()
    shown.get_by_role("button", name="Cancel").click()
    lab.wait_for_value("form.phase", "failed")
    expect(shown.get_by_text("cancelled", exact=False).first).to_be_visible()
    assert lab.run("1 + 1").text == "2"


def test_errors_are_shown_where_the_user_looks(open_lab: OpenLab, screenshots: Path) -> None:
    lab = open_lab([SETUP, opened("BrokenPanel")])
    shown = lab.run_all()[-1].output
    shown.get_by_role("button", name="fail", exact=True).click()
    expect(shown.get_by_text("the callback broke", exact=False).first).to_be_visible()
    lab.screenshot(screenshots / "panel-error.png", shown)
    expect(shown.get_by_text("NoSuchComponent", exact=False).first).to_be_visible()
    shown.get_by_role("button", name="fine", exact=True).click()
    lab.wait_for_value("panel.state.get('fine')", 1)
    shown.get_by_role("button", name="break_render", exact=True).click()
    expect(shown.get_by_text("render broke", exact=False).first).to_be_visible()
    shown.get_by_role("button", name="mend", exact=True).click()
    lab.wait_for_value("panel.state.get('break_render')", False)
    shown.get_by_role("button", name="big", exact=True).click()
    lab.wait_for_value("len(panel.state.get('text') or '')", 10_000_000)
    shown.get_by_role("button", name="fine", exact=True).click()
    lab.wait_for_value("panel.state.get('fine')", 2)


def test_panels_compose_with_ipywidgets_and_report_state(open_lab: OpenLab) -> None:
    lab = open_lab(
        [
            SETUP,
            "import ipywidgets\na, b = fow.open_panel(CounterPanel), fow.open_panel(CounterPanel)\nseen = []\n"
            "a.observe(lambda change: seen.append(change['new']), 'state')\nipywidgets.VBox([a, b])",
        ]
    )
    shown = lab.run_all()[-1].output
    expect(shown.get_by_role("button", name="Increment")).to_have_count(2)
    shown.get_by_role("button", name="Increment").first.click()
    expect(shown.get_by_text("Count: 4")).to_have_count(1)
    lab.wait_for_value("[s['v_stack']['h_stack']['count'] for s in seen]", [4])
    healthy(lab)


def test_a_large_file_is_uploaded_in_parts(open_lab: OpenLab, tmp_path: Path) -> None:
    file = tmp_path / "large.bin"
    file.write_bytes(b"fow!" * 5_000_000)  # 20 MB; a server takes 10 MB in one message
    upload = """
class Upload(foo.Panel):
    config = foo.PanelConfig(name="upload", label="Upload")

    def render(self, ctx):
        panel = types.Object()
        panel.uploaded_file("file", label="File")
        panel.str("after", label="After")
        return types.Property(panel)

panel = fow.open_panel(Upload)
panel
"""
    lab = open_lab([SETUP, upload])
    shown = lab.run_all()[-1].output
    shown.locator("input[type=file]").set_input_files(file)
    shown.get_by_label("After").fill("typed meanwhile")
    shown.get_by_label("After").press("Tab")
    expect(shown.get_by_text("large.bin")).to_be_visible()
    lab.wait_for_value("panel.state.get('after')", "typed meanwhile")
    lab.wait_for_value("panel.state['file']['size']", 20_000_000)
    decoded = "__import__('base64').b64decode(panel.state['file']['content'])"
    assert lab.value(f"{decoded} == b'fow!' * 5_000_000") is True
    healthy(lab)


def test_a_link_looks_like_one_in_jupyterlab_too(open_lab: OpenLab) -> None:
    link = """
class Link(foo.Panel):
    config = foo.PanelConfig(name="link", label="Link")

    def render(self, ctx):
        panel = types.Object()
        panel.view("link", types.LinkView(label="Jupyter", href="https://jupyter.org"))
        return types.Property(panel)

panel = fow.open_panel(Link)
panel
"""
    shown = open_lab([SETUP, link]).run_all()[-1].output
    # JupyterLab takes colour and underline from every link that does not insist on them
    expect(shown.get_by_role("link", name="Jupyter")).to_have_css("text-decoration-line", "underline")
