"""Texts of plugins and of data are never markup, wherever they come from."""

from __future__ import annotations

import re

import ipywidgets
import pytest

import fo_widgets as fow
from fo_widgets.faces.ipywidgets import builders
from fo_widgets.faces.ipywidgets.dialog import Dialog
from fo_widgets.faces.ipywidgets.stylesheet import STYLE
from tests.faces.ipywidgets.stage import element_of, flat, node

SESSION = fow.Session()

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    '[x](https://x.org "onclick=alert(1)")',
    "</style><script>alert(1)</script>",
    "```\n</pre><script>alert(1)</script>\n```",
    "a | b\n--|--\n<script>alert(1)</script> | 1",
]
TEXTS = (
    "label", "description", "caption", "title", "subtitle", "text", "message", "href", "icon", "color", "variant",
    "status", "placeholder", "timeline_name", "cta_title", "cta_body", "width", "height", "gap", "src", "uri",
)  # fmt: skip
COMPONENTS = sorted(set(builders()) - {"Panel", "Form", "Output"})


def markup_of(element):
    for each in flat(element):
        if each.kind is ipywidgets.HTML:
            # the style sheet is ours
            yield each.traits["value"].removeprefix(STYLE)
        elif each.kind is Dialog:
            yield each.traits["question"]


def harmless(markup):
    """Whether nothing in it may run: no foreign elements, no event attributes, no addresses that do something."""
    tags = re.findall(r"<[^>]*>", markup)
    names = {re.match(r"</?([a-zA-Z0-9]*)", tag)[1].lower() for tag in tags}
    attributes = [re.sub(r'="[^"]*"|=\'[^\']*\'', "=", tag) for tag in tags]
    addresses = re.findall(r'(?:href|src)="([^"]*)"', markup)
    return (
        names.isdisjoint({"script", "svg", "iframe", "style", "object", "embed", "form", "input"})
        and not any(re.search(r"\son\w+\s*=", each, re.IGNORECASE) for each in attributes)
        and all(re.match(r"(?:https?:|mailto:|data:image/|/|#)", each) for each in addresses)
    )


@pytest.mark.parametrize("component", COMPONENTS)
def test_hostile_texts_run_nothing(component):
    for text in HOSTILE:
        view = {
            **dict.fromkeys(TEXTS, text),
            "modal": {"title": text, "body": text},
            "columns": [{"key": text}],
        }
        choices = [{"value": text, "label": text, "description": text}]
        for value in (
            text,
            [text],
            {text: text},
            [{text: text, "reason": text, "details": text}],
            {"url": text},
        ):
            given = node(component, "a", value=value, view=view, rules={"choices": choices})
            wrong = {**given, "errors": [{"reason": text, "path": "a"}]}
            for each in (given, wrong):
                element = element_of(each, session=SESSION)
                assert element is None or all(map(harmless, markup_of(element))), (text, value)


@pytest.mark.parametrize("root", ["Panel", "Form", "Output"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_roots_run_nothing(root, text):
    error = {"message": text, "traceback": text}
    facts = {
        "label": text,
        "description": text,
        "caption": text,
        "icon": text,
        "help_markdown": text,
        "error": error,
    }
    view = {
        **facts,
        "inline": True,
        "phase": "failed",
        "logs": [text],
        "problems": [{"path": text, "reason": text}],
    }
    element = element_of(node(root, view=view), session=SESSION)
    assert all(map(harmless, markup_of(element)))


def test_the_check_can_fail():
    assert not harmless("<img src='x' onerror='alert(1)'>")
    assert not harmless('<a href="javascript:alert(1)">x</a>')
    assert not harmless("<script>alert(1)</script>")
    assert harmless('<div title="&lt;script&gt; onload=1">x</div>')
