"""Texts and addresses that try to run code, in every place where a plugin's text is shown."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.page.conftest import Open

_CORPUS = Path(__file__).parents[2] / "js" / "dev" / "hostile.mjs"


def test_hostile_content_runs_nothing(open_page: Open) -> None:
    page = open_page("hostile")
    count = page.evaluate("import('/hostile.mjs').then(({ HOSTILE }) => HOSTILE.length)")
    assert count >= 100
    expect(page.locator("[data-component=MarkdownView]")).to_have_count(count, timeout=90_000)
    expect(page.locator(".js-plotly-plot .cartesianlayer")).to_have_count(-(-count // 16), timeout=90_000)
    found = page.evaluate("import('/probes.mjs').then(({ running }) => running())")
    assert found["ran"] == 0
    assert found["handlers"] == []
    assert found["active"] == []
    assert set(found["links"]) <= {"http:", "https:", "mailto:", "tel:"}
    assert set(found["sources"]) <= {"http:", "https:", "data:", "blob:"}
    assert found["styles"] == []
    assert found["characters"] > 10_000, "the texts themselves must be readable"


def test_hostile_texts_typed_into_fields_are_sent_as_they_are(open_page: Open) -> None:
    page = open_page("panel")
    box = page.get_by_label("Your name")
    text = "<img src=x onerror=alert(1)>"
    box.fill(text)
    box.blur()
    page.wait_for_function("(text) => window.models[0].scene.nodes['panel:name'].value === text", arg=text)
    expect(box).to_have_value(text)
    assert page.evaluate("window.ran ?? 0") == 0


def test_no_corpus_string_is_there_twice() -> None:
    # The literals of the file itself; the rest is made from them.
    literals = re.findall(r'^\s+"(.*)",$', _CORPUS.read_text(encoding="utf-8"), flags=re.M)
    assert len(literals) == len(set(literals)) > 50
