"""Typing while the kernel is slow: no character is lost, and nothing under edit is overwritten."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.conftest import Open

TEXT = "the quick brown fox jumps over the lazy dog 0123456789"


def box_of(page: Page, label: str) -> Locator:
    """The input of a label; a required one has a star after it."""
    if label == "Code":
        return page.get_by_role("textbox", name=label)
    return page.get_by_label(re.compile(rf"^{label}\*?$"))


@pytest.mark.parametrize(
    ("label", "path", "text"),
    [
        ("Text", "text", TEXT),
        ("Several lines", "lines", TEXT),
        ("Password", "password", TEXT),
        ("Number", "number", "31415926535"),
        ("Slider, value", "slider", "0.75"),
        ("Code", "code", TEXT),
        ("Value 1", "map", "0.125"),
    ],
)
def test_no_character_is_lost_with_a_handler_of_half_a_second(
    open_page: Open, label: str, path: str, text: str
) -> None:
    page = open_page("inputs", delay=500)
    box = box_of(page, label)
    box.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text, delay=30)
    if label == "Code":
        expect(box).to_have_text(text)
    else:
        expect(box).to_have_value(text)
    box.blur()
    read = {"number": float(31415926535), "slider": 0.75, "map": {"lr": 0.125, "name": "adam"}}
    wanted = read.get(path, text)
    held = "JSON.stringify(window.models[0].scene.nodes[`panel:${path}`].value)"
    page.wait_for_function(f"([path, wanted]) => {held} === JSON.stringify(wanted)", arg=[path, wanted])
    page.wait_for_timeout(700)
    if label == "Code":
        expect(box).to_have_text(text)
    else:
        expect(box).to_have_value(text)
    assert len(page.evaluate("window.models[0].events")) < 15


@pytest.mark.parametrize(
    ("label", "path", "other"), [("Text", "text", "Bob"), ("Number", "number", 7), ("Code", "code", "Bob")]
)
def test_a_patch_does_not_overwrite_a_field_under_edit(
    open_page: Open, label: str, path: str, other: object
) -> None:
    page = open_page("inputs")
    box = page.get_by_role("textbox", name=label, exact=True)
    box.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("12")
    page.evaluate(
        "([path, value]) => window.models[0].patch({ set: { [`panel:${path}`]: { value } } })", [path, other]
    )
    page.wait_for_timeout(600)
    page.keyboard.type("3")
    shown = box.inner_text() if label == "Code" else box.input_value()
    assert shown.strip() == "123"


def test_a_patch_shows_in_a_field_that_nobody_edits(open_page: Open) -> None:
    page = open_page("inputs")
    box = page.get_by_role("textbox", name="Text", exact=True)
    expect(box).to_have_value("")
    page.evaluate("window.models[0].patch({ set: { 'panel:text': { value: 'Bob' } } })")
    expect(box).to_have_value("Bob")
