"""The ground under every other browser test: a real JupyterLab shows and runs what we say it does."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.lab import CellError, Lab

BUTTON = """
import ipywidgets
clicks = []
button = ipywidgets.Button(description="Press")
button.on_click(lambda _: clicks.append(1))
button
"""
SUBSHELLS = "@jupyterlab/apputils-extension:kernels-settings"
WIDGETS = "@jupyter-widgets/jupyterlab-manager:plugin"


def test_cell_result_is_read_back(lab: Lab) -> None:
    assert lab.run("1 + 1").text == "2"


def test_cell_that_raises_is_reported_with_its_traceback(lab: Lab) -> None:
    with pytest.raises(CellError, match="ZeroDivisionError: division by zero"):
        lab.run("1 / 0")
    assert lab.run("1 / 0", check=False).outputs[0]["ename"] == "ZeroDivisionError"


@pytest.mark.parametrize(("comms", "has_subshell"), [("disabled", False), ("perCommTarget", True)])
def test_click_on_widget_reaches_the_kernel_in_both_comm_settings(
    open_lab: Callable[..., Lab], comms: str, has_subshell: bool
) -> None:
    lab = open_lab([BUTTON], settings={SUBSHELLS: {"commsOverSubshells": comms}})
    [cell] = lab.run_all()
    cell.output.get_by_role("button", name="Press").click()
    lab.wait_for_value("len(clicks)", 1)
    click = lab.traffic.sent("comm_msg")[-1]
    assert click.content["data"]["content"] == {"event": "click"}
    assert (click.subshell is not None) is has_subshell
    assert lab.page_errors == []


def test_theme_is_seen_in_the_page_and_in_the_screenshot(
    open_lab: Callable[..., Lab], screenshots: Path
) -> None:
    for theme, is_light in (("light", "true"), ("dark", "false")):
        lab = open_lab(["1"], theme=theme)
        assert lab.page.locator("body").get_attribute("data-jp-theme-light") == is_light
        assert lab.screenshot(screenshots / f"lab-{theme}.png").stat().st_size > 10_000


def test_page_reload_keeps_the_kernel_and_restart_does_not(lab: Lab) -> None:
    lab.run("x = 41")
    lab.reload()
    assert lab.run("x + 1").text == "42"
    lab.restart_kernel()
    with pytest.raises(CellError, match="NameError"):
        lab.run("x")


def test_second_page_shares_the_kernel(lab: Lab) -> None:
    lab.run("x = 1")
    second = lab.another_page()
    assert second.value("x") == 1
    lab.run("x = 2")
    assert second.value("x") == 2


def test_running_cell_can_be_interrupted(lab: Lab) -> None:
    cell = lab.add("import time\nprint('started', flush=True)\ntime.sleep(60)").start()
    lab.wait_until(lambda: cell.text, lambda text: "started" in text, "the cell runs")
    begun = time.monotonic()
    lab.interrupt_kernel()
    cell.finish(check=False)
    assert cell.outputs[-1]["ename"] == "KeyboardInterrupt"
    assert time.monotonic() - begun < 10


def test_kernel_traffic_is_counted_with_its_buffers(lab: Lab) -> None:
    lab.traffic.clear()
    lab.run("import comm\ncomm.create_comm(target_name='nobody').send({'a': 1}, buffers=[bytes(5000)])")
    lab.wait_idle()
    [message] = lab.traffic.received("comm_msg")
    assert message.content["data"] == {"a": 1}
    assert message.buffers == (5000,)
    assert 5000 < message.size < 6000
    assert [sent.content["code"][:11] for sent in lab.traffic.sent("execute_request")] == ["import comm"]


def test_saved_notebook_holds_widget_state_only_when_asked(open_lab: Callable[..., Lab]) -> None:
    for asked in (True, False):
        lab = open_lab([BUTTON], settings={WIDGETS: {"saveState": asked}})
        lab.run_all()
        assert ("widgets" in lab.save()["metadata"]) is asked
