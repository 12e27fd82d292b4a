"""Markdown in the faces that Python draws."""

from __future__ import annotations

import pytest

from fo_widgets.faces.markdown import markdown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# One\ntwo", "<h3>One</h3><p>two</p>"),
        ("**b** *i* `c<d`", "<p><strong>b</strong> <em>i</em> <code>c&lt;d</code></p>"),
        ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("```py\nx < 1\n```", '<pre><code class="language-py">x &lt; 1</code></pre>'),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("a | b\n--|--\n1 | 2", "<tr><td>1</td><td>2</td></tr>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("see https://x.org/a_b_c.", '>https://x.org/a_b_c</a>.'),
    ],
)  # fmt: skip
def test_markdown_is_rendered_and_nothing_in_it_runs(source, shown):
    rendered = markdown(source)
    assert shown in rendered.replace("\n", "")
    assert "<script" not in rendered
    assert 'href="javascript' not in rendered


def test_links_in_markdown_open_pages_of_their_own():
    assert '<a href="https://x.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">x</a>' in markdown(
        "[x](https://x.org/?a=1&b=2)"
    )


@pytest.mark.parametrize(
    "source", ['![x](x" onerror="alert(1))', '[a](https://x" onmouseover="alert(1))', "\x000\x00"]
)
def test_attributes_cannot_be_smuggled_in(source):
    rendered = markdown(source)
    assert '" on' not in rendered
