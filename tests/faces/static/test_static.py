"""The snapshot that pages without a kernel show: nothing in it runs, nothing in it is large."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from PIL import Image

import fo_widgets as fow
from fo_widgets import operators as foo
from fo_widgets.operators import types
from tests.conformance.cases import CASES
from tests.conformance.stage import Case, put_on_stage
from tests.faces.examples import BrokenPanel, CounterPanel

HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>" onclick="alert(3)'


class Reader(HTMLParser):
    """What a page would make of it: its text, its elements, and whether they are closed in order."""

    VOID = frozenset({"img", "rect", "circle", "polyline", "path", "br", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.text += data

    @classmethod
    def of(cls, html: str) -> Reader:
        reader = cls()
        reader.feed(html)
        reader.close()
        assert reader._open == []
        return reader


def snapshot(define: Any, **state: Any) -> str:
    class Shown(foo.Panel):
        @property
        def config(self) -> foo.PanelConfig:
            return foo.PanelConfig(name="shown", label="Shown")

        def render(self, ctx: foo.ExecutionContext) -> types.Property:
            panel = types.Object()
            define(panel)
            return types.Property(panel)

    panel = fow.open_panel(Shown, session=fow.Session(), state=state, face="headless")
    assert panel.errors == []
    html: str = panel.to_html()
    return html


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_view_has_a_picture(case: Case) -> None:
    reader = Reader.of(put_on_stage(case, "headless").handle.to_html())
    for told in case.hides:
        assert told not in reader.text
    if case.component not in ("PlotlyView", "TimelineView", "ImageView"):
        missing = [told for told in case.shows if told.lower() not in reader.text.lower()]
        assert missing == []


def test_nothing_in_it_runs() -> None:
    def define(panel: types.Object) -> None:
        panel.md(HOSTILE + "\n\n[click](javascript:alert(4))")
        panel.str("field", label=HOSTILE, default=HOSTILE)
        panel.view("notice", types.Notice(label=HOSTILE, description=HOSTILE))
        panel.view("link", types.LinkView(label=HOSTILE, href="javascript:alert(5)"))
        panel.btn("button", label=HOSTILE)
        panel.list("rows", types.Object(), view=types.TableView(columns=[types.Column("a", label=HOSTILE)]))
        panel.plot("plot")

    html = snapshot(define, rows=[{"a": HOSTILE}], plot=[{"type": "bar", "x": [HOSTILE], "y": [1]}])
    reader = Reader.of(html)
    assert "script" not in reader.tags
    assert "img" not in reader.tags
    assert [name for name, _ in reader.attributes if name.startswith("on")] == []
    assert [value for _, value in reader.attributes if value and "javascript:" in value] == []


def test_it_needs_no_other_address() -> None:
    html = snapshot(lambda panel: panel.img("it"), it="https://example.org/secret.png")
    assert "src=" not in html
    assert "example.org" in Reader.of(html).text


def test_a_local_picture_is_a_small_preview(tmp_path: Any) -> None:
    file = tmp_path / "big picture.png"
    Image.effect_noise((2000, 1500), 60).save(file)
    html = snapshot(lambda panel: panel.img("it"), it=str(file))
    assert "data:image/jpeg;base64," in html
    assert "big picture.png" in Reader.of(html).text
    assert len(html) < 24_000


def test_a_picture_that_is_gone_is_named() -> None:
    html = snapshot(lambda panel: panel.img("it"), it="/no/such/cat.png")
    assert "img" not in Reader.of(html).tags
    assert "cat.png" in html


@pytest.mark.parametrize(
    ("trace", "marks"),
    [
        ({"type": "bar", "x": ["a", "b"], "y": [1, 2]}, {"rect": 2}),
        ({"type": "bar", "orientation": "h", "y": ["a", "b"], "x": [1, 2]}, {"rect": 2}),
        ({"type": "histogram", "x": [1, 1, 2, 9], "nbinsx": 3}, {"rect": 3}),
        ({"type": "histogram", "x": ["a", "b", "a"]}, {"rect": 2}),
        ({"type": "scatter", "mode": "markers", "x": [1, 2, 3], "y": [4, None, float("nan")]}, {"circle": 1}),
        ({"type": "scattergl", "mode": "lines", "x": [1, 2], "y": [4, 5]}, {"polyline": 1}),
        (
            {"type": "scatter", "mode": "markers", "x": list(range(9000)), "y": list(range(9000))},
            {"circle": 400},
        ),
    ],
)
def test_common_traces_are_drawn(trace: dict[str, Any], marks: dict[str, int]) -> None:
    reader = Reader.of(snapshot(lambda panel: panel.plot("it"), it=[trace]))
    assert {tag: reader.tags.count(tag) for tag in marks} == marks


def test_other_traces_and_no_data_are_said() -> None:
    assert (
        "surface"
        in Reader.of(snapshot(lambda panel: panel.plot("it"), it=[{"type": "surface", "z": [[1]]}])).text
    )
    assert "no data yet" in Reader.of(snapshot(lambda panel: panel.plot("it"))).text


def test_large_values_are_counted_not_kept() -> None:
    def define(panel: types.Object) -> None:
        panel.list("rows", types.Object(), view=types.TableView(columns=[types.Column("n")]))
        panel.str("text", view=types.TextView())

    html = snapshot(define, rows=[{"n": n} for n in range(5000)], text="x" * 1_000_000)
    text = Reader.of(html).text
    assert "showing 50 of 5,000 rows" in text
    assert "1,000,000 characters" in text
    assert len(html) < 20_000


def test_a_failure_is_in_the_picture() -> None:
    panel = fow.open_panel(BrokenPanel, session=fow.Session(), face="headless")
    with pytest.raises(ZeroDivisionError):
        panel["fail"].click()
    assert "the callback broke" in Reader.of(panel.to_html()).text


def test_the_output_of_a_cell_carries_it() -> None:
    panel = fow.open_panel(CounterPanel, session=fow.Session())
    data = panel._repr_mimebundle_()
    data = data[0] if isinstance(data, tuple) else data
    assert "Count: 3" in Reader.of(data["text/html"]).text
    assert not re.search(r"<script|\son\w+=", data["text/html"])
    assert len(json.dumps(data)) < 10_000


def test_a_notice_is_markdown_from_its_label_on() -> None:
    class Told(foo.Panel):
        config = foo.PanelConfig(name="told", label="Told")

        def render(self, ctx):
            panel = types.Object()
            panel.view("note", types.Notice(label="**4 patches** an image", description="of *equal* size"))
            return types.Property(panel)

    shown = fow.open_panel(Told, face="headless").to_html()
    assert "<strong>4 patches</strong> an image" in shown
    assert "<em>equal</em>" in shown
