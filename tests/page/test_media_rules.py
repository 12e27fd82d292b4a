"""The system's own colours, no motion, and paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]


def css(of: Locator, name: str) -> Any:
    return of.first.evaluate("(el, name) => getComputedStyle(el)[name]", name)


def test_in_forced_colours_everything_that_was_a_background_is_seen(open_page: Open) -> None:
    page = open_page("inputs")
    expect(page.locator(".MuiSlider-thumb").first).to_be_visible()
    page.emulate_media(forced_colors="active")
    canvas = css(page.locator("body"), "backgroundColor")
    for part in (".MuiSlider-thumb", ".MuiSlider-rail", ".MuiSwitch-thumb", ".MuiTabs-indicator"):
        assert css(page.locator(part), "backgroundColor") not in (canvas, "rgba(0, 0, 0, 0)"), part
    assert css(page.locator(".MuiChip-root"), "borderTopStyle") == "solid"


ENDLESS = """() => document.getAnimations().map((each) => [each.animationName, each.effect.getComputedTiming()])
    .filter(([, timing]) => timing.iterations === Infinity && timing.duration > 0).map(([name]) => name)"""


def test_without_motion_nothing_moves(open_page: Open) -> None:
    page = open_page("displays")
    page.wait_for_function(f"({ENDLESS})().length > 0")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(ENDLESS) == []


def test_on_paper_a_table_is_whole_and_menus_are_gone(open_page: Open) -> None:
    page = open_page("displays")
    table = page.locator(".fow-table-wrap")
    expect(table.first).to_be_visible()
    menu = page.get_by_role("button", name="Panel menu").first
    expect(menu).to_be_visible()
    page.emulate_media(media="print")
    assert css(table, "maxHeight") == "none"
    expect(menu).to_be_hidden()
