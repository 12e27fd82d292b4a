"""What a plugin learns of gestures on plots, by type of trace, with plotly.js itself."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import Open, events


@pytest.fixture
def page(open_page: Open) -> Page:
    page = open_page("plots")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=60_000)
    expect(page.locator(".js-plotly-plot")).to_have_count(6)
    expect(page.locator("[data-path=pie] .slice")).to_have_count(2)
    return page


def click(page: Page, path: str, marks: str, index: int) -> dict[str, Any]:
    """Clicks in the middle of one of the marks of a plot; the params of the `on_click` that follows."""
    mark = page.locator(f"[data-path={path}] {marks}").nth(index)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    return click_at(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def click_at(page: Page, x: float, y: float) -> dict[str, Any]:
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_function("window.models[0].events.some((e) => e.event === 'on_click')")
    found: dict[str, Any] = next(params for _, event, params in events(page) if event == "on_click")
    return found


def test_a_point_of_a_scatter_plot_tells_its_place_and_id(page: Page) -> None:
    params = click(page, "scatter", ".point", 1)
    assert (params["x"], params["y"], params["idx"], params["trace"]) == (2, 1, 1, "T")
    assert (params["trace_idx"], params["range"], params["shift_pressed"]) == (0, None, False)
    assert params["id"] == "b"


def test_a_click_with_shift_says_so(page: Page) -> None:
    page.keyboard.down("Shift")
    assert click(page, "scatter", ".point", 0)["shift_pressed"] is True


def test_a_bin_of_a_histogram_tells_its_range(page: Page) -> None:
    params = click(page, "histogram", ".point path", 2)
    assert (params["x"], params["range"], params["trace"]) == (3, [2.5, 3.5], "H")


def test_a_bar_tells_where_it_begins_and_ends(page: Page) -> None:
    params = click(page, "bar", ".point path", 1)
    assert (params["x"], params["y"], params["range"], params["id"]) == (1, 4, [1, 2], "v")


def test_a_cell_of_a_heatmap_tells_its_value(page: Page) -> None:
    box = page.locator("[data-path=heatmap] .nsewdrag").first
    box.scroll_into_view_if_needed()
    area = box.bounding_box()
    assert area
    params = click_at(page, area["x"] + area["width"] * 0.75, area["y"] + area["height"] * 0.25)
    assert (params["x"], params["y"], params["z"], params["idx"]) == ("dog", "test", 4, [1, 1])
    assert params["id"] == "s"


def test_a_slice_of_a_pie_tells_label_and_value(page: Page) -> None:
    params = click(page, "pie", ".slice text", 0)
    assert (params["label"], params["value"]) == ("cat", 30)


def test_a_click_on_an_annotation_and_a_slider_are_told(page: Page) -> None:
    # Plotly lets the annotation be clicked through a rectangle of its own.
    annotation = page.locator("[data-path=extras] .annotation-text-g rect").first
    annotation.scroll_into_view_if_needed()
    annotation.click(force=True)
    page.wait_for_function("window.models[0].events.some((e) => e.event === 'on_click_annotation')")
    rail = page.locator("[data-path=extras] .slider-rail-touch-rect")
    rail.scroll_into_view_if_needed()
    box = rail.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    page.wait_for_function("window.models[0].events.some((e) => e.event === 'on_slider_end')")
    told = [(path, event, params["data"]) for path, event, params in events(page) if event != "on_click"]
    assert [(path, event) for path, event, _ in told] == [
        ("extras", "on_click_annotation"),
        ("extras", "on_slider_start"),
        ("extras", "on_slider_change"),
        ("extras", "on_slider_end"),
    ]
    assert told[0][2]["annotation"]["text"] == "Look here"
    assert told[2][2]["step"]["label"] == "three"


def test_points_are_selected_with_their_ids_and_deselected(page: Page) -> None:
    page.evaluate(
        """() => window.models[0].patch({ set: { "panel:scatter": {
            view: { ...window.models[0].scene.nodes["panel:scatter"].view, layout: { dragmode: "select" } },
        } } })"""
    )
    page.wait_for_timeout(500)
    box = page.locator("[data-path=scatter] .nsewdrag").first
    box.scroll_into_view_if_needed()
    area = box.bounding_box()
    assert area
    page.mouse.move(area["x"] + 3, area["y"] + 3)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.6, area["y"] + area["height"] - 3, steps=10)
    page.mouse.up()
    page.wait_for_function("window.models[0].events.some((e) => e.event === 'on_selected')")
    [params] = [params for _, event, params in events(page) if event == "on_selected"]
    assert [(point["id"], point["x"], point["idx"]) for point in params["data"]] == [("a", 1, 0), ("b", 2, 1)]
    assert params["shift_pressed"] is False
    page.mouse.dblclick(area["x"] + area["width"] * 0.8, area["y"] + area["height"] * 0.8)
    page.wait_for_function("window.models[0].events.some((e) => e.event === 'on_deselect')")
