"""Markdown as HTML that runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
) -> str:
    # a link must not take the notebook away
    tokens[index].attrSet("target", "_blank")
    tokens[index].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, index, options, env)


# Without `html`, markup in a source is text; addresses that could run something are no links anyway.
_reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_reader.add_render_rule("link_open", _link_open)


def markdown(source: Any) -> str:
    """Markdown (CommonMark, tables, strikethrough) as HTML; HTML in the source is shown as text."""
    rendered: str = _reader.render("" if source is None else str(source))
    return rendered
